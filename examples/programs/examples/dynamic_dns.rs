//! Sets a DNS record to an address, without async.
//!
//! ```sh
//! cargo run -p example-programs --example dynamic_dns -- example.com home 203.0.113.7
//! ```

use tencentcloud_api_dnspod::blocking::Client;
use tencentcloud_api_dnspod::{
    CreateRecordRequest, DescribeRecordListRequest, Error, ModifyDynamicDNSRequest,
};

/// The line for all visitors, by its ID: names of lines depend on the language.
const DEFAULT_LINE: &str = "0";

/// The change of the record.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    /// There was none: it was created.
    Created,
    /// It had another address.
    Changed,
    /// It had the address already.
    Unchanged,
}

/// Sets the address of a host in a domain.
pub fn set(client: &Client, domain: &str, host: &str, address: &str) -> Result<Outcome, Error> {
    let list = DescribeRecordListRequest::new().domain(domain).sub_domain(host).record_type("A");
    let record = match client.describe_record_list(list).send() {
        Ok(response) => response.record_list.unwrap_or_default().into_iter().next(),
        // The service returns an error code if the list is empty.
        Err(error) if error.is_not_found() => None,
        Err(error) => return Err(error.into()),
    };
    let Some(record) = record else {
        let request = CreateRecordRequest::new()
            .domain(domain)
            .sub_domain(host)
            .record_type("A")
            .record_line("Default")
            .record_line_id(DEFAULT_LINE)
            .value(address);
        client.create_record(request).send()?;
        return Ok(Outcome::Created);
    };
    if record.value.as_deref() == Some(address) {
        return Ok(Outcome::Unchanged);
    }
    let request = ModifyDynamicDNSRequest::new()
        .domain(domain)
        .sub_domain(host)
        .record_id(record.record_id.unwrap_or_default())
        .record_line(record.line.unwrap_or_default())
        .record_line_id(record.line_id.as_deref().unwrap_or(DEFAULT_LINE))
        .value(address);
    client.modify_dynamic_dns(request).send()?;
    Ok(Outcome::Changed)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [domain, host, address] = &arguments[..] else {
        return Err("usage: dynamic_dns DOMAIN HOST ADDRESS".into());
    };
    // The product has no regions, so any region works.
    let client = Client::from_env("ap-guangzhou")?;
    println!("{:?}", set(&client, domain, host, address)?);
    Ok(())
}
