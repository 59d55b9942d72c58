//! The services of the cloud that issue credentials.

use super::TIME;
use super::machine::Machine;
use super::server::{Reply, Seen, Server};

/// The key pair of a profile, as its file has it.
pub const KEYS: &str = "secret_id = AKIDini\nsecret_key = ini-secret\n";
/// The name of a role.
pub const ARN: &str = "qcs::cam::uin/100000000001:roleName/reader";

/// Responds as STS does.
pub fn role(seen: &Seen) -> Reply {
    let action = seen.header("x-tc-action");
    Reply::json(format!(
        "{{\"Response\":{{\"Credentials\":{{\"Token\":\"{action}-token\",\"TmpSecretId\":\"AKIDro\
            le\",\"TmpSecretKey\":\"role-secret\"}},\"ExpiredTime\":{},\"Expiration\":\"2023-11-15\
            T00:13:20Z\",\"RequestId\":\"r\"}}}}",
        TIME + 7200
    ))
}

/// Responds as the metadata service does.
pub fn metadata(code: &str) -> Reply {
    Reply::json(format!(
        "{{\"TmpSecretId\":\"AKIDcvm\",\"TmpSecretKey\":\"cvm-secret\",\"ExpiredTime\":{},\"Expir\
            ation\":\"2023-11-15T00:13:20Z\",\"Token\":\"cvm-token\",\"Code\":\"{code}\"}}",
        TIME + 7200
    ))
}

/// Returns a machine in the cloud, with a role and STS.
pub fn cloud() -> Machine {
    Machine::new(Server::start(|seen, _| match (seen.method.as_str(), seen.path.as_str()) {
        ("POST", _) => role(seen),
        (_, "/latest/meta-data/cam/security-credentials/") => {
            Reply::Http(200, vec![], b"reader-1\n".to_vec())
        }
        (_, "/latest/meta-data/cam/security-credentials/reader-1") => metadata("Success"),
        _ => Reply::Http(404, vec![], Vec::new()),
    }))
}

pub fn pod() -> Machine {
    cloud()
        .file("token", "pod-token\n")
        .set("TKE_REGION", "ap-nanjing")
        .set("TKE_PROVIDER_ID", "provider-1")
        .set("TKE_WEB_IDENTITY_TOKEN_FILE", "~/token")
        .set("TKE_ROLE_ARN", ARN)
}
