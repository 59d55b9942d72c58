//! Lists the zones of a region and its instances by name, without generated code.
//!
//! ```sh
//! cargo run -p example-programs --example call_by_name -- ap-guangzhou
//! ```

use serde::Deserialize;
use serde_json::json;
use tencentcloud_runtime::{Client, Config, Error, NamedAction, PagedList, Paging};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Zones {
    zone_set: Vec<Zone>,
}

/// A zone, with the fields that this program needs.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Zone {
    /// The name of the zone.
    pub zone: String,
    /// The state of the zone, such as `AVAILABLE`.
    pub zone_state: String,
}

fn action(name: &str) -> NamedAction {
    NamedAction::new("cvm", "2017-03-12", name).read_only()
}

/// Returns the zones of the client's region, decoded into a type of this program.
pub async fn zones(client: &Client) -> Result<Vec<Zone>, Error> {
    let zones = client.call_named(&action("DescribeZones"), json!({})).decode::<Zones>().await?;
    Ok(zones.zone_set)
}

/// Returns the IDs of all instances in a zone, over all pages.
pub async fn instances(client: &Client, zone: &str) -> Result<Vec<String>, Error> {
    let paging = Paging::offset("Offset", "Limit").total("TotalCount");
    let action = action("DescribeInstances").list(PagedList::new("InstanceSet", paging));
    let parameters = json!({"Filters": [{"Name": "zone", "Values": [zone]}], "Limit": 100});
    let mut items = client.items_named(&action, parameters);
    let mut instances = Vec::new();
    while let Some(instance) = items.try_next().await? {
        instances.extend(instance["InstanceId"].as_str().map(str::to_owned));
    }
    Ok(instances)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let region = std::env::args().nth(1).ok_or("usage: call_by_name REGION")?;
    let client = Client::new(Config::from_env(&region)?)?;
    for zone in zones(&client).await? {
        let count = instances(&client, &zone.zone).await?.len();
        println!("{} ({}): {count} instances", zone.zone, zone.zone_state);
    }
    Ok(())
}
