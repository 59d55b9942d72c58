//! Creates an instance with a network and a disk in each of two regions, tags it, and removes
//! everything again.
//!
//! Four products share one client. The network's product has no crate in this repository, so its
//! actions are a generated module: `example_programs::vpc`.
//!
//! ```sh
//! cargo run -p example-programs --example two_regions -- img-487zeit5
//! ```

use anyhow::{Context, Result};
use example_programs::vpc;
use std::time::Duration;
use tencentcloud_api_cbs as cbs;
use tencentcloud_api_cvm as cvm;
use tencentcloud_api_tag as tag;
use tencentcloud_runtime::{Client, Config};

/// An instance with what was created for it.
pub struct Machine {
    /// The ID of the instance.
    pub instance: String,
    disks: Vec<String>,
    vpc: String,
    subnet: String,
}

/// Creates an instance in a network of its own, with a data disk, and waits until it runs.
///
/// `shared` names the region.
pub async fn create(shared: &Client, zone: &str, image: &str) -> Result<Machine> {
    let network = vpc::Client::from(shared);
    let request = vpc::CreateVpcRequest::new().vpc_name("example").cidr_block("10.0.0.0/16");
    let created = network.create_vpc(request).await?.vpc.and_then(|it| it.vpc_id);
    let vpc_id = created.context("no network")?;
    let request = vpc::CreateSubnetRequest::new()
        .vpc_id(&vpc_id)
        .subnet_name("example")
        .cidr_block("10.0.1.0/24")
        .zone(zone);
    let created = network.create_subnet(request).await?.subnet.and_then(|it| it.subnet_id);
    let subnet_id = created.context("no subnet")?;

    // All attempts of a call have the same idempotency token: it creates one instance, not two.
    let request = cvm::RunInstancesRequest::new()
        .placement(cvm::Placement::new().zone(zone))
        .image_id(image)
        .instance_type("S5.MEDIUM2")
        .virtual_private_cloud(
            cvm::VirtualPrivateCloud::new().vpc_id(&vpc_id).subnet_id(&subnet_id),
        );
    let client = cvm::Client::from(shared);
    let created = client.run_instances(request).timeout(Duration::from_secs(120)).await?;
    let instance = created.instance_id_set.into_iter().flatten().next().context("no instance")?;
    let request = cvm::DescribeInstancesRequest::new().instance_ids([&instance]);
    client.wait_until_instances_running(request).await?;

    let client = cbs::Client::from(shared);
    let request = cbs::CreateDisksRequest::new()
        .placement(cbs::Placement::new().zone(zone))
        .disk_charge_type(cbs::DiskChargeType::PostpaidByHour)
        .disk_type(cbs::DiskType::CloudPremium)
        .disk_size(20);
    let disks = client.create_disks(request).await?.disk_id_set.unwrap_or_default();
    let describe = cbs::DescribeDisksRequest::new().disk_ids(&disks);
    client.wait_until_disks_available(describe.clone()).await?;
    let request = cbs::AttachDisksRequest::new().instance_id(&instance).disk_ids(&disks);
    client.attach_disks(request).await?;
    client.wait_until_disks_attached(describe).await?;
    Ok(Machine { instance, disks, vpc: vpc_id, subnet: subnet_id })
}

/// Tags an instance. `account` is the ID of the account that owns it.
pub async fn tag(shared: &Client, region: &str, account: &str, machine: &Machine) -> Result<()> {
    let name = format!("qcs::cvm:{region}:uin/{account}:instance/{}", machine.instance);
    let request = tag::TagResourcesRequest::new()
        .resource_list([name])
        .tags([tag::Tag::new().tag_key("purpose").tag_value("example")]);
    let failed = tag::Client::from(shared).tag_resources(request).await?.failed_resources;
    match failed.unwrap_or_default().first() {
        None => Ok(()),
        Some(failed) => anyhow::bail!("not tagged: {failed:?}"),
    }
}

/// Removes the instance and then what it used.
pub async fn remove(shared: &Client, machine: Machine) -> Result<()> {
    let Machine { instance, disks, vpc, subnet } = machine;
    let client = cvm::Client::from(shared);
    let request = cvm::TerminateInstancesRequest::new().instance_ids([&instance]);
    client.terminate_instances(request).await?;
    let request = cvm::DescribeInstancesRequest::new().instance_ids([&instance]);
    client.wait_until_instances_terminated(request).await?;

    let client = cbs::Client::from(shared);
    client.wait_until_disks_detached(cbs::DescribeDisksRequest::new().disk_ids(&disks)).await?;
    client.terminate_disks(cbs::TerminateDisksRequest::new().disk_ids(&disks)).await?;

    let network = vpc::Client::from(shared);
    network.delete_subnet(vpc::DeleteSubnetRequest::new().subnet_id(subnet)).await?;
    network.delete_vpc(vpc::DeleteVpcRequest::new().vpc_id(vpc)).await?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let image = std::env::args().nth(1).context("usage: two_regions IMAGE")?;
    let account = std::env::var("TENCENTCLOUD_UIN").context("set TENCENTCLOUD_UIN")?;
    let shared = Client::new(Config::from_env("ap-guangzhou")?)?;
    for (region, zone) in [("ap-guangzhou", "ap-guangzhou-6"), ("ap-beijing", "ap-beijing-6")] {
        let shared = shared.in_region(region)?;
        let machine = create(&shared, zone, &image).await?;
        println!("{region}: {} is running", machine.instance);
        tag(&shared, region, &account, &machine).await?;
        remove(&shared, machine).await?;
    }
    Ok(())
}
