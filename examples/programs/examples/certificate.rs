//! Applies for a certificate, prints the DNS record that proves the domain, waits until the
//! certificate is issued, and writes it into a file.
//!
//! ```sh
//! cargo run -p example-programs --example certificate -- www.example.com certificate.zip
//! ```

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_api_ssl::{
    ApplyCertificateRequest, Client, DescribeCertificateRequest, DownloadCertificateRequest,
    DvAuthMethod,
};

/// Returns an archive with the certificate and its key. `prove` receives the name and the value of
/// the DNS record that the service looks for.
pub async fn obtain(
    client: &Client,
    domain: &str,
    prove: impl FnOnce(&str, &str),
) -> Result<Vec<u8>> {
    let request =
        ApplyCertificateRequest::new().domain_name(domain).dv_auth_method(DvAuthMethod::Dns);
    let certificate = client.apply_certificate(request).await?.certificate_id.context("no ID")?;

    let request = DescribeCertificateRequest::new().certificate_id(&certificate);
    let proof = client.describe_certificate(request.clone()).await?.dv_auth_detail;
    let proof = proof.context("the service wants no proof")?;
    prove(&proof.dv_auth_key.unwrap_or_default(), &proof.dv_auth_value.unwrap_or_default());

    // Polls every 30 s at first, for at most one day.
    match client.wait_until_certificate_issued(request).await {
        Ok(_) => {}
        Err(error) if error.is_failed() => bail!("not issued: status {:?}", error.state()),
        Err(error) => return Err(error.into()),
    }
    let request = DownloadCertificateRequest::new().certificate_id(certificate);
    let archive = client.download_certificate(request).await?.content.unwrap_or_default();
    Ok(STANDARD.decode(archive)?)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [domain, file] = &arguments[..] else { bail!("usage: certificate DOMAIN FILE") };
    let client = Client::from_env("ap-guangzhou")?;
    let archive = obtain(&client, domain, |name, value| {
        println!("create this DNS record: {name} TXT {value}");
    })
    .await?;
    std::fs::write(file, archive)?;
    Ok(())
}
