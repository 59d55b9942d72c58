//! Credentials that services issue: roles that are assumed, those of pods and of machines, and what
//! is refused with which error.
//!
//! Not here: the sources that are files, and the chain (credentials.rs).

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::net::TcpListener;
use std::time::{Duration, Instant};
use support::TIME;
use support::cloud::{ARN, KEYS, cloud, metadata, pod};
use support::machine::{Machine, get};
use support::server::{Reply, Server};
use support::signature::is_signed;
use tencentcloud_runtime::credential::{CredentialProvider, CredentialRequest, Role};
use tencentcloud_runtime::time::{BoxFuture, Sleep, TokioSleep};
use tencentcloud_runtime::{Credential, Endpoint, ErrorKind, Region};

#[tokio::test]
async fn an_assumed_role() {
    let machine = cloud();
    let asked = Role::new(ARN)
        .session_name("me")
        .duration(Duration::from_secs(900))
        .policy(r#"{"version":"2.0"}"#)
        .external_id("word")
        .region(Region::AP_SHANGHAI);
    let provider = machine.sources().assume_role(Credential::new("AKIDown", "own-secret"), asked);
    assert_eq!(machine.ask(provider.clone()).await, "AKIDrole role-secret AssumeRole-token +7200");
    machine.ask(provider).await;
    let seen = machine.server.seen();
    assert_eq!(seen.len(), 1, "kept");
    assert!(is_signed(&seen[0], "AKIDown", "own-secret", "2023-11-14", "sts"));
    assert_eq!(
        (seen[0].header("x-tc-version"), seen[0].header("x-tc-region")),
        ("2018-08-13", "ap-shanghai")
    );
    let body = String::from_utf8(seen[0].body.clone()).unwrap();
    let expected = format!(
        "{{\"RoleArn\":\"{ARN}\",\"RoleSessionName\":\"me\",\"DurationSeconds\":900,\"Policy\":\"\
            %7B%22version%22%3A%222.0%22%7D\",\"ExternalId\":\"word\"}}"
    );
    assert_eq!(body, expected);
    // A role that a profile names, and a role of a role.
    let machine =
        cloud().file(".tencentcloud/credentials", format!("[default]\n{KEYS}role_arn = {ARN}\n"));
    let profile = machine.sources().ini_profile(None);
    assert_eq!(machine.ask(profile.clone()).await, "AKIDrole role-secret AssumeRole-token +7200");
    machine
        .ask(machine.sources().assume_role(profile, Role::new("qcs::cam::uin/1:roleName/b")))
        .await;
    let seen = machine.server.seen();
    assert!(is_signed(&seen[0], "AKIDini", "ini-secret", "2023-11-14", "sts"));
    assert_eq!(seen[0].json()["RoleSessionName"], format!("tencentcloud-rs-{TIME}"));
    assert!(is_signed(&seen[1], "AKIDrole", "role-secret", "2023-11-14", "sts"));
    assert_eq!(seen[1].header("x-tc-token"), "AssumeRole-token");
}

#[tokio::test]
async fn roles_that_cannot_be_assumed() {
    let half = concat!(
        r#"{"Response":{"Credentials":{"TmpSecretId":"AKIDrole","TmpSecretKey":"role-secret"},"#,
        r#""ExpiredTime":1700007200,"RequestId":"r"}}"#,
    );
    let odd =
        r#"{"Response":{"Credentials":"role-secret","ExpiredTime":1700007200,"RequestId":"r"}}"#;
    let past = concat!(
        r#"{"Response":{"Credentials":{"Token":"t","TmpSecretId":"AKIDrole","#,
        r#""TmpSecretKey":"role-secret"},"ExpiredTime":1699999999,"RequestId":"r"}}"#,
    );
    let cases = [
        (
            Reply::fault("UnauthorizedOperation", "you may not"),
            "the role R cannot be assumed: AssumeRole: UnauthorizedOperation: you may not \
                (request id request-1)",
        ),
        (
            Reply::Http(502, vec![], b"<html>role-secret".to_vec()),
            "the role R cannot be assumed: the response does not come from the service (HTTP 502)",
        ),
        (Reply::json(half), "the response with the role's credentials is incomplete"),
        (Reply::json(odd), "the response with the role's credentials is incomplete"),
        (
            Reply::json("{"),
            "the role R cannot be assumed: the response does not have the documented form",
        ),
        (
            Reply::json(past),
            "the provider returned credentials that have already expired: check this machine's \
                clock",
        ),
    ];
    for (reply, expected) in cases {
        let machine = Machine::new(Server::replies(vec![reply]));
        let provider =
            machine.sources().assume_role(Credential::new("AKIDown", "own-secret"), Role::new("R"));
        let error = get(&provider).await.unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Credentials, expected));
        assert!(!format!("{error:?}").contains("role-secret"));
    }
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let sources = Machine::alone()
        .sources()
        .sts_endpoint(Endpoint::url(&format!("http://{unused}")).unwrap());
    let provider = sources.assume_role(Credential::new("AKIDown", "own-secret"), Role::new("R"));
    let error = get(&provider).await.unwrap_err();
    let told = error.to_string();
    assert_eq!(
        told,
        "the role R cannot be assumed: AssumeRole: no connection could be made (3 attempts)"
    );
    let below = std::error::Error::source(&error).expect("a source").to_string();
    assert!(!told.contains(&below), "{below}");
}

#[tokio::test]
async fn a_pods_role() {
    let machine = pod();
    let provider = machine.sources().web_identity();
    assert_eq!(
        machine.ask(provider.clone()).await,
        "AKIDrole role-secret AssumeRoleWithWebIdentity-token +7200"
    );
    // The token is read again when the credentials are refused.
    let machine = machine.file("token", "next-token");
    let refused = get(&provider).await.unwrap();
    let mut request = CredentialRequest::default();
    request.refused = Some(refused);
    provider.credential(request).await.unwrap();
    let seen = machine.server.seen();
    assert_eq!(
        (seen[0].header("authorization"), seen[0].header("x-tc-region")),
        ("SKIP", "ap-nanjing")
    );
    let expected = format!(
        "{{\"ProviderId\":\"provider-1\",\"WebIdentityToken\":\"pod-token\",\"RoleArn\":\"{ARN}\"\
            ,\"RoleSessionName\":\"tencentcloud-rs-{TIME}\",\"DurationSeconds\":7200}}"
    );
    assert_eq!(String::from_utf8(seen[0].body.clone()).unwrap(), expected);
    assert_eq!(seen[1].json()["WebIdentityToken"], "next-token");

    let without = |name: &str| {
        let mut machine = pod();
        machine.variables.remove(name);
        machine
    };
    let cases = [
        (
            without("TKE_REGION"),
            "TKE_REGION is not set or is empty, although other TKE_ variables of the pod's role \
                are set",
        ),
        (
            without("TKE_WEB_IDENTITY_TOKEN_FILE"),
            "TKE_WEB_IDENTITY_TOKEN_FILE is not set or is empty, although other TKE_ \
                variables of the pod's role are set",
        ),
        (
            pod().set("TKE_WEB_IDENTITY_TOKEN_FILE", "~/gone"),
            "TKE_WEB_IDENTITY_TOKEN_FILE names ~/gone, which does not exist",
        ),
        (pod().file("token", "\n"), "the token is empty in ~/token"),
        (
            pod().file("token", "a\u{feff}b"),
            "the token in ~/token contains a byte order mark (U+FEFF): copy the value again \
                without it",
        ),
        (
            pod().set("TKE_ROLE_ARN", ""),
            "TKE_ROLE_ARN is not set or is empty, although other TKE_ variables of the pod's role \
                are set",
        ),
        (
            pod()
                .set("TKE_ROLE_ARN", "")
                .set("TKE_PROVIDER_ID", "")
                .set("TKE_WEB_IDENTITY_TOKEN_FILE", ""),
            "no credentials found: TKE_PROVIDER_ID, TKE_WEB_IDENTITY_TOKEN_FILE and \
                TKE_ROLE_ARN are not set",
        ),
        (
            cloud().set("TKE_REGION", "ap-nanjing"),
            "no credentials found: TKE_PROVIDER_ID, TKE_WEB_IDENTITY_TOKEN_FILE and \
                TKE_ROLE_ARN are not set",
        ),
    ];
    for (machine, expected) in cases {
        assert_eq!(machine.ask(machine.sources().web_identity()).await, expected);
    }
}

#[tokio::test]
async fn a_machines_role() {
    let machine = cloud();
    let provider = machine.sources().instance_role();
    assert_eq!(machine.ask(provider).await, "AKIDcvm cvm-secret cvm-token +7200");
    let name = || Reply::Http(200, vec![], b"reader-1".to_vec());
    let cases = [
        (
            vec![Reply::Http(404, vec![], Vec::new())],
            "no credentials found: no role is bound to this machine",
        ),
        (
            vec![Reply::Http(500, vec![], Vec::new())],
            "the metadata service responded with HTTP 500",
        ),
        (
            vec![Reply::Http(200, vec![], b"<html>".to_vec())],
            "the metadata service responded with something that is not a role name",
        ),
        (
            vec![Reply::Http(200, vec![], b"../../x".to_vec())],
            "the metadata service responded with something that is not a role name",
        ),
        (
            vec![name(), metadata("Failed")],
            "the metadata service's response for the role reader-1 has the code \
                \"Failed\" rather than \"Success\"",
        ),
        (
            vec![name(), Reply::json("{\"TmpSecretId\":\"AKIDcvm\"}")],
            "the metadata service's response for the role reader-1 has no code",
        ),
        (
            vec![
                name(),
                Reply::json(
                    r#"{"Code":"Success","TmpSecretId":"AKIDcvm","TmpSecretKey":"","Token":"t"}"#,
                ),
            ],
            "TmpSecretKey is empty in the metadata service's response for the role reader-1",
        ),
        (
            vec![name(), Reply::json(r#"{"Code":"Success","TmpSecretId":"AKI"#)],
            "the metadata service's response for the role reader-1 does not have the documented \
                form",
        ),
        (
            vec![name(), Reply::Http(404, vec![], Vec::new())],
            "the metadata service responded with HTTP 404",
        ),
        (
            vec![Reply::Reset],
            "the metadata service failed: the connection broke before the response was complete",
        ),
        (
            vec![name(), Reply::json("x".repeat(100_000))],
            "the metadata service failed: the response is larger than allowed",
        ),
    ];
    for (replies, expected) in cases {
        let machine = Machine::new(Server::replies(replies));
        assert_eq!(machine.ask(machine.sources().sleep(Short).instance_role()).await, expected);
    }
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let sources = Machine::alone().sources().metadata_url(format!("http://{unused}"));
    let told = get(&sources.instance_role()).await.unwrap_err().to_string();
    assert_eq!(
        told,
        "no credentials found: there is no metadata service: this machine is not in the cloud"
    );
}

/// A timer that skips waits shorter than a second.
struct Short;

impl Sleep for Short {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        if duration < Duration::from_secs(1) {
            Box::pin(std::future::ready(()))
        } else {
            TokioSleep.sleep(duration)
        }
    }
}

#[tokio::test]
async fn a_metadata_service_that_is_busy() {
    let name = || Reply::Http(200, vec![], b"reader-1".to_vec());
    let busy = |status| Reply::Http(status, vec![], Vec::new());
    let asked = |replies| async move {
        let machine = Machine::new(Server::replies(replies));
        let told = machine.ask(machine.sources().sleep(Short).instance_role()).await;
        (told, machine.server.seen().len())
    };
    let fine = "AKIDcvm cvm-secret cvm-token +7200".to_owned();
    let replies =
        vec![busy(429), busy(503), Reply::Reset, name(), busy(500), busy(429), metadata("Success")];
    assert_eq!(asked(replies).await, (fine, 7));
    let told = "the metadata service responded with HTTP 503".to_owned();
    assert_eq!(asked(vec![busy(503)]).await, (told, 4));
    let told = "the metadata service responded with HTTP 403".to_owned();
    assert_eq!(asked(vec![busy(403), name()]).await, (told, 1));
    // The contents of the response are not trusted.
    let code = concat!(
        r#"{"TmpSecretId":"AKIDcvm","TmpSecretKey":"cvm-secret","Token":"cvm-token","#,
        r#""Code":"no\n cvm-secret"}"#,
    );
    let told =
        "the metadata service's response for the role reader-1 has the code \"no\\n ***\" rather \
            than \"Success\""
            .to_owned();
    assert_eq!(asked(vec![name(), Reply::json(code)]).await, (told, 2));
}

#[tokio::test]
async fn a_metadata_service_that_hangs() {
    let machine = Machine::new(Server::replies(vec![Reply::Stall(Duration::from_secs(60))]));
    let begun = Instant::now();
    let told = machine.ask(machine.sources().instance_role()).await;
    assert_eq!(told, "the metadata service did not respond within 5s");
    let time = begun.elapsed();
    assert!((4..7).contains(&time.as_secs()), "{time:?}");
}
