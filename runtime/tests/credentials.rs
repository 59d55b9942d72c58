//! Every source of credentials, with files and servers: what is found, and what is refused with
//! which error.
//!
//! Not here: the caching and renewal of credentials (credential_cache.rs).

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::collections::HashMap;
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::TIME;
use support::machine::{Machine, get, summary};
use support::server::{Reply, Seen, Server};
use support::signature::is_signed;
use tencentcloud_runtime::credential::{CredentialProvider, CredentialRequest, Role, Sources};
use tencentcloud_runtime::time::{BoxFuture, Sleep, TokioSleep};
use tencentcloud_runtime::{Credential, Endpoint, ErrorKind, Region};

const KEYS: &str = "secret_id = AKIDini\nsecret_key = ini-secret\n";
const ARN: &str = "qcs::cam::uin/100000000001:roleName/reader";

/// Responds as STS does.
fn role(seen: &Seen) -> Reply {
    let action = seen.header("x-tc-action");
    Reply::json(format!(
        r#"{{"Response":{{"Credentials":{{"Token":"{action}-token","TmpSecretId":"AKIDrole","TmpSecretKey":"role-secret"}},"ExpiredTime":{},"Expiration":"2023-11-15T00:13:20Z","RequestId":"r"}}}}"#,
        TIME + 7200
    ))
}

/// Responds as the metadata service does.
fn metadata(code: &str) -> Reply {
    Reply::json(format!(
        r#"{{"TmpSecretId":"AKIDcvm","TmpSecretKey":"cvm-secret","ExpiredTime":{},"Expiration":"2023-11-15T00:13:20Z","Token":"cvm-token","Code":"{code}"}}"#,
        TIME + 7200
    ))
}

/// Returns a machine in the cloud, with a role and STS.
fn cloud() -> Machine {
    Machine::new(Server::start(|seen, _| match (seen.method.as_str(), seen.path.as_str()) {
        ("POST", _) => role(seen),
        (_, "/latest/meta-data/cam/security-credentials/") => {
            Reply::Http(200, vec![], b"reader-1\n".to_vec())
        }
        (_, "/latest/meta-data/cam/security-credentials/reader-1") => metadata("Success"),
        _ => Reply::Http(404, vec![], Vec::new()),
    }))
}

#[tokio::test]
async fn profile_files() {
    const HOME: &str = ".tencentcloud/credentials";
    let both = format!(
        "[default]\n{KEYS}[other]\nsecret_id=AKIDother\nsecret_key=other-secret\ntoken=other-token\n"
    );
    let at_home = || Machine::alone().file(HOME, &both);
    let elsewhere = || {
        Machine::alone()
            .file("elsewhere", &both)
            .set("TENCENTCLOUD_CREDENTIALS_FILE", "~/elsewhere")
    };
    let broken = |text: &str| Machine::alone().file(HOME, text);
    let cases = [
        (at_home(), None, "AKIDini ini-secret"),
        (at_home(), Some("other"), "AKIDother other-secret other-token"),
        (
            at_home().set("TENCENTCLOUD_PROFILE", "other"),
            None,
            "AKIDother other-secret other-token",
        ),
        (at_home().set("TENCENTCLOUD_PROFILE", "other"), Some("default"), "AKIDini ini-secret"),
        (elsewhere(), None, "AKIDini ini-secret"),
        (elsewhere().file(HOME, "["), Some("other"), "AKIDother other-secret other-token"),
        (at_home(), Some("third"), "there is no profile [third] in ~/.tencentcloud/credentials"),
        (elsewhere(), Some("third"), "there is no profile [third] in ~/elsewhere"),
        (
            Machine::alone().set("TENCENTCLOUD_CREDENTIALS_FILE", "~/missing"),
            None,
            "there is no file ~/missing",
        ),
        (
            at_home().set("TENCENTCLOUD_CREDENTIALS_FILE", "").set("TENCENTCLOUD_PROFILE", ""),
            None,
            "AKIDini ini-secret",
        ),
        (
            Machine::alone(),
            None,
            "there are no credentials: there is no file ~/.tencentcloud/credentials or \
                /etc/tencentcloud/credentials",
        ),
        (broken(""), None, "~/.tencentcloud/credentials holds no [profile]: is it being written?"),
        (
            broken("[default]\nsecret_id = AKIDini\n"),
            None,
            "[default] of ~/.tencentcloud/credentials has no secret_key",
        ),
        (
            broken("[default]\nsecret_id = AKIDini\nsecr"),
            None,
            "~/.tencentcloud/credentials:3: there is no = in the line",
        ),
        (
            broken("[default]\nsecret_id = AKIDini\nsecret_key =\n"),
            None,
            "secret_key is empty in [default] of ~/.tencentcloud/credentials",
        ),
        (
            broken("[default]\nsecret_id = AKIDini\nsecret_key = a b\n"),
            None,
            "secret_key in [default] of ~/.tencentcloud/credentials holds a blank (U+0020): copy \
                it again without",
        ),
        // The vendor's Python SDK reads these the same way.
        (
            broken(
                "[default] # main\nsecret_id: AKIDini\nSECRET_KEY : ini-secret\ntoken \
                    =\nrole_arn:\nnote = a\n  b\n",
            ),
            None,
            "AKIDini ini-secret",
        ),
        (
            broken(&format!("\u{feff}[default]\r\n{KEYS}token=\r\nsession_token=t\r\n")),
            None,
            "AKIDini ini-secret t",
        ),
        (broken(&format!("[default]\n{KEYS}role_session_name = me\n")), None, "AKIDini ini-secret"),
        (
            broken("[default]\nsecret_id = \"AKIDini\"\nsecret_key = \"ini-secret\"\n"),
            None,
            "secret_id in [default] of ~/.tencentcloud/credentials is in quotes, which would be a \
                part of it: take them off",
        ),
        (
            broken("[default]\nsecret_id = AKIDini\nsecret_key = 'ini-secret'\n"),
            None,
            "secret_key in [default] of ~/.tencentcloud/credentials is in quotes, which would be a \
                part of it: take them off",
        ),
        (
            broken(&format!("[default]\n{KEYS}token = a\u{200b}b\n")),
            None,
            "token in [default] of ~/.tencentcloud/credentials holds a zero width space (U+200B): \
                copy it again without",
        ),
        (
            broken("[default]\nsecret_id = AKIDini\nsecret_key = ini-\n  secret\n"),
            None,
            "secret_key in [default] of ~/.tencentcloud/credentials holds a line feed (U+000A): \
                copy it again without",
        ),
    ];
    for (machine, profile, expected) in cases {
        assert_eq!(
            machine.ask(machine.sources().ini_profile(profile)).await,
            expected,
            "{profile:?}"
        );
    }
    let machine = at_home();
    let file = machine.home.path().join(HOME);
    assert_eq!(
        machine.ask(machine.sources().ini_file(file, "other")).await,
        "AKIDother other-secret other-token"
    );
    let machine = Machine::alone().file(HOME, [0xff, 0xfe]);
    assert_eq!(
        machine.ask(machine.sources().ini_profile(None)).await,
        "~/.tencentcloud/credentials is not UTF-8"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn files_that_cannot_be_read() {
    let machine = Machine::alone();
    fs::create_dir_all(machine.home.path().join(".tencentcloud/credentials")).unwrap();
    let told = machine.ask(machine.sources().default_chain()).await;
    assert!(
        told.starts_with("profile file: ~/.tencentcloud/credentials cannot be read: "),
        "{told}"
    );
    let machine = Machine::alone().file(".tencentcloud/credentials", vec![b'#'; 1024 * 1024 + 1]);
    let told = machine.ask(machine.sources().default_chain()).await;
    assert!(told.starts_with(
        "profile file: ~/.tencentcloud/credentials cannot be read: it is larger than 1 MiB ("
    ));
}

#[tokio::test]
async fn tccli_profiles() {
    let with = |text: &str| cloud().file(".tccli/default.credential", text);
    let keys = r#""secretId":"AKIDcli","secretKey":"cli-secret""#;
    let login = |kind: &str, ends: u64| {
        with(&format!(
            r#"{{"type":"{kind}",{keys},"token":"cli-token","expiresAt":{ends},"{kind}":{{"site":"cn"}}}}"#
        ))
    };
    let cases = [
        (with(&format!("{{{keys}}}")), "AKIDcli cli-secret"),
        (with(&format!(r#"{{{keys},"token":"cli-token"}}"#)), "AKIDcli cli-secret cli-token"),
        (
            with(&format!(r#"{{{keys},"role-arn":"{ARN}","role-session-name":"me"}}"#)),
            "AKIDrole role-secret AssumeRole-token +7200",
        ),
        (with(r#"{"type":"cvm-role"}"#), "AKIDcvm cvm-secret cvm-token +7200"),
        (login("oauth", TIME + 900), "AKIDcli cli-secret cli-token +900"),
        (login("sso", TIME + 900), "AKIDcli cli-secret cli-token +900"),
        (
            login("oauth", TIME),
            "the login in ~/.tccli/default.credential has expired: run `tccli auth login --profile \
                default`",
        ),
        (
            login("sso", TIME - 1),
            "the login in ~/.tccli/default.credential has expired: run `tccli sso login --profile \
                default`",
        ),
        (
            with(r#"{"type":"oauth","secretId":"AKIDcli"}"#),
            "~/.tccli/default.credential does not say when it expires: run `tccli auth login \
                --profile default`",
        ),
        (
            with(r#"{"type":"magic"}"#),
            "~/.tccli/default.credential is of a kind that is not known here",
        ),
        (with(r#"{"secretId":"AKIDcli"}"#), "~/.tccli/default.credential has no secretKey"),
        (
            with(&format!(r#"{{{keys},"token":"","role-arn":"","role-session-name":""}}"#)),
            "AKIDcli cli-secret",
        ),
        (with(&format!(r#"{{{keys},"role-session-name":"me"}}"#)), "AKIDcli cli-secret"),
        (with(&format!("{{{keys}}}")).set("TCCLI_PROFILE", ""), "AKIDcli cli-secret"),
        (
            with(r#"{"secretId":"'AKIDcli'","secretKey":"cli-secret"}"#),
            "secretId in ~/.tccli/default.credential is in quotes, which would be a part of it: \
                take them off",
        ),
        (
            with(r#"{"secretId":"AKIDcli","secretKey":"cli\u2060secret"}"#),
            "secretKey in ~/.tccli/default.credential holds a word joiner (U+2060): copy it again \
                without",
        ),
        (
            with("{\n\"secretId\":\"AKIDcli\",\n\"secretK"),
            "~/.tccli/default.credential:3: it is not the JSON that tccli writes",
        ),
        (with(""), "~/.tccli/default.credential:1: it is not the JSON that tccli writes"),
        (cloud(), "there are no credentials: there is no file ~/.tccli/default.credential"),
        (cloud().set("TCCLI_PROFILE", "work"), "there is no file ~/.tccli/work.credential"),
        (cloud().set("TCCLI_PROFILE", "../x"), "\"../x\" cannot be the name of a tccli profile"),
    ];
    for (machine, expected) in cases {
        assert_eq!(machine.ask(machine.sources().tccli_profile(None)).await, expected);
    }
    let machine = cloud().file(".tccli/work.credential", format!("{{{keys}}}"));
    assert_eq!(
        machine.ask(machine.sources().tccli_profile(Some("work"))).await,
        "AKIDcli cli-secret"
    );
}

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
        r#"{{"RoleArn":"{ARN}","RoleSessionName":"me","DurationSeconds":900,"Policy":"%7B%22version%22%3A%222.0%22%7D","ExternalId":"word"}}"#
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
    let half = r#"{"Response":{"Credentials":{"TmpSecretId":"AKIDrole","TmpSecretKey":"role-secret"},"ExpiredTime":1700007200,"RequestId":"r"}}"#;
    let odd =
        r#"{"Response":{"Credentials":"role-secret","ExpiredTime":1700007200,"RequestId":"r"}}"#;
    let past = r#"{"Response":{"Credentials":{"Token":"t","TmpSecretId":"AKIDrole","TmpSecretKey":"role-secret"},"ExpiredTime":1699999999,"RequestId":"r"}}"#;
    let cases = [
        (
            Reply::fault("UnauthorizedOperation", "you may not"),
            "the role R cannot be taken on: AssumeRole: UnauthorizedOperation: you may not \
                (request id request-1)",
        ),
        (
            Reply::Http(502, vec![], b"<html>role-secret".to_vec()),
            "the role R cannot be taken on: the answer is not the service's (HTTP 502)",
        ),
        (Reply::json(half), "the answer with the role's credentials is not whole"),
        (Reply::json(odd), "the answer with the role's credentials is not whole"),
        (
            Reply::json("{"),
            "the role R cannot be taken on: the answer does not have the documented form",
        ),
        (
            Reply::json(past),
            "the credentials that were got have expired already: check this machine's clock",
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
        "the role R cannot be taken on: AssumeRole: no connection could be made (3 attempts)"
    );
    let below = std::error::Error::source(&error).expect("a source").to_string();
    assert!(!told.contains(&below), "{below}");
}

fn pod() -> Machine {
    cloud()
        .file("token", "pod-token\n")
        .set("TKE_REGION", "ap-nanjing")
        .set("TKE_PROVIDER_ID", "provider-1")
        .set("TKE_WEB_IDENTITY_TOKEN_FILE", "~/token")
        .set("TKE_ROLE_ARN", ARN)
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
        r#"{{"ProviderId":"provider-1","WebIdentityToken":"pod-token","RoleArn":"{ARN}","RoleSessionName":"tencentcloud-rs-{TIME}","DurationSeconds":7200}}"#
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
            "TKE_REGION is not set or empty, although others of TKE_PROVIDER_ID and so on are set",
        ),
        (
            without("TKE_WEB_IDENTITY_TOKEN_FILE"),
            "TKE_WEB_IDENTITY_TOKEN_FILE is not set or empty, although others of TKE_PROVIDER_ID \
                and so on are set",
        ),
        (
            pod().set("TKE_WEB_IDENTITY_TOKEN_FILE", "~/gone"),
            "TKE_WEB_IDENTITY_TOKEN_FILE names ~/gone, which is not there",
        ),
        (pod().file("token", "\n"), "the token is empty in ~/token"),
        (
            pod().file("token", "a\u{feff}b"),
            "the token in ~/token holds a byte order mark (U+FEFF): copy it again without",
        ),
        (
            pod().set("TKE_ROLE_ARN", ""),
            "TKE_ROLE_ARN is not set or empty, although others of TKE_PROVIDER_ID and so on are \
                set",
        ),
        (
            pod()
                .set("TKE_ROLE_ARN", "")
                .set("TKE_PROVIDER_ID", "")
                .set("TKE_WEB_IDENTITY_TOKEN_FILE", ""),
            "there are no credentials: TKE_PROVIDER_ID, TKE_WEB_IDENTITY_TOKEN_FILE and \
                TKE_ROLE_ARN are not set",
        ),
        (
            cloud().set("TKE_REGION", "ap-nanjing"),
            "there are no credentials: TKE_PROVIDER_ID, TKE_WEB_IDENTITY_TOKEN_FILE and \
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
            "there are no credentials: no role is bound to this machine",
        ),
        (vec![Reply::Http(500, vec![], Vec::new())], "the metadata service answered with HTTP 500"),
        (
            vec![Reply::Http(200, vec![], b"<html>".to_vec())],
            "the metadata service answered with something that is no role's name",
        ),
        (
            vec![Reply::Http(200, vec![], b"../../x".to_vec())],
            "the metadata service answered with something that is no role's name",
        ),
        (
            vec![name(), metadata("Failed")],
            "the metadata service's answer for the role reader-1 is not a success: \"Failed\"",
        ),
        (
            vec![name(), Reply::json("{\"TmpSecretId\":\"AKIDcvm\"}")],
            "the metadata service's answer for the role reader-1 does not say that it is a success",
        ),
        (
            vec![
                name(),
                Reply::json(
                    r#"{"Code":"Success","TmpSecretId":"AKIDcvm","TmpSecretKey":"","Token":"t"}"#,
                ),
            ],
            "TmpSecretKey is empty in the metadata service's answer for the role reader-1",
        ),
        (
            vec![name(), Reply::json(r#"{"Code":"Success","TmpSecretId":"AKI"#)],
            "the metadata service's answer for the role reader-1 does not have the documented form",
        ),
        (
            vec![name(), Reply::Http(404, vec![], Vec::new())],
            "the metadata service answered with HTTP 404",
        ),
        (
            vec![Reply::Reset],
            "the metadata service failed: the connection failed before the answer was whole",
        ),
        (
            vec![name(), Reply::json("x".repeat(100_000))],
            "the metadata service failed: the answer is larger than is allowed",
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
        "there are no credentials: there is no metadata service: this is no machine of the cloud"
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
    let told = "the metadata service answered with HTTP 503".to_owned();
    assert_eq!(asked(vec![busy(503)]).await, (told, 4));
    let told = "the metadata service answered with HTTP 403".to_owned();
    assert_eq!(asked(vec![busy(403), name()]).await, (told, 1));
    // The contents of the response are not trusted.
    let code = r#"{"TmpSecretId":"AKIDcvm","TmpSecretKey":"cvm-secret","Token":"cvm-token","Code":"no\n cvm-secret"}"#;
    let told =
        "the metadata service's answer for the role reader-1 is not a success: \"no\\n ***\""
            .to_owned();
    assert_eq!(asked(vec![name(), Reply::json(code)]).await, (told, 2));
}

#[tokio::test]
async fn a_metadata_service_that_hangs() {
    let machine = Machine::new(Server::replies(vec![Reply::Stall(Duration::from_secs(60))]));
    let begun = Instant::now();
    let told = machine.ask(machine.sources().instance_role()).await;
    assert_eq!(told, "the metadata service gave no answer within 5s");
    let time = begun.elapsed();
    assert!((4..7).contains(&time.as_secs()), "{time:?}");
}

#[tokio::test]
async fn the_chain() {
    let environment = |machine: Machine| {
        machine
            .set("TENCENTCLOUD_SECRET_ID", "AKIDenv")
            .set("TENCENTCLOUD_SECRET_KEY", "env-secret")
    };
    let ini =
        |machine: Machine| machine.file(".tencentcloud/credentials", format!("[default]\n{KEYS}"));
    let tccli = |machine: Machine| {
        machine
            .file(".tccli/default.credential", r#"{"secretId":"AKIDcli","secretKey":"cli-secret"}"#)
    };
    let cases = [
        (environment(ini(tccli(pod()))), "AKIDenv env-secret"),
        (ini(tccli(pod())), "AKIDini ini-secret"),
        (tccli(pod()), "AKIDcli cli-secret"),
        (pod(), "AKIDrole role-secret AssumeRoleWithWebIdentity-token +7200"),
        (cloud(), "AKIDcvm cvm-secret cvm-token +7200"),
        // A broken source is not skipped.
        (
            ini(pod()).set("TENCENTCLOUD_SECRET_ID", "AKIDenv"),
            "environment: TENCENTCLOUD_SECRET_KEY is not set or empty, although \
                TENCENTCLOUD_SECRET_ID is set",
        ),
        (
            pod().file(".tencentcloud/credentials", "[default]\nsecret_id=a\n"),
            "profile file: [default] of ~/.tencentcloud/credentials has no secret_key \
             (looked at before: environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY \
             are not set)",
        ),
        (
            pod().file(".tccli/default.credential", "{"),
            "tccli: ~/.tccli/default.credential:1: it is not the JSON that tccli writes \
             (looked at before: environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY \
             are not set; \
             profile file: there is no file ~/.tencentcloud/credentials or \
             /etc/tencentcloud/credentials)",
        ),
        (
            pod().set("TKE_WEB_IDENTITY_TOKEN_FILE", "~/gone"),
            "pod's role: TKE_WEB_IDENTITY_TOKEN_FILE names ~/gone, which is not there \
             (looked at before: environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY \
             are not set; \
             profile file: there is no file ~/.tencentcloud/credentials or \
             /etc/tencentcloud/credentials; \
             tccli: there is no file ~/.tccli/default.credential)",
        ),
        (
            pod().file(".tencentcloud/credentials", "[other]\na=b\n"),
            "AKIDrole role-secret AssumeRoleWithWebIdentity-token +7200",
        ),
        (
            Machine::alone(),
            "there are no credentials (environment: TENCENTCLOUD_SECRET_ID and \
                TENCENTCLOUD_SECRET_KEY are not set; \
             profile file: there is no file ~/.tencentcloud/credentials or \
             /etc/tencentcloud/credentials; \
             tccli: there is no file ~/.tccli/default.credential; \
             pod's role: TKE_PROVIDER_ID, TKE_WEB_IDENTITY_TOKEN_FILE and TKE_ROLE_ARN are not \
             set; \
             machine's role: no role is bound to this machine)",
        ),
    ];
    for (machine, expected) in cases {
        assert_eq!(machine.ask(machine.sources().default_chain()).await, expected);
    }
}

#[tokio::test]
async fn the_chain_keeps_to_what_it_found() {
    let machine = pod().file(".tencentcloud/credentials", format!("[default]\n{KEYS}"));
    let chain = machine.sources().default_chain();
    let first = get(&chain).await.unwrap();
    fs::remove_file(machine.home.path().join(".tencentcloud/credentials")).unwrap();
    let mut request = CredentialRequest::default();
    request.refused = Some(first);
    let error = chain.credential(request).await.unwrap_err().to_string();
    assert!(
        error.starts_with("there are no credentials (profile file: there is no file"),
        "{error}"
    );
    assert!(machine.server.seen().is_empty());
}

/// An in-memory file system.
struct Disk(HashMap<&'static str, &'static str>);

impl tencentcloud_runtime::credential::Files for Disk {
    fn read(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        let text = self.0.get(path.to_str().unwrap_or_default());
        text.map(|text| text.as_bytes().to_vec()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }
}

#[tokio::test]
async fn nothing_secret_is_printed() {
    let disk = Disk(HashMap::from([(
        "/etc/tencentcloud/credentials",
        "[default]\nsecret_id=AKIDetc\nsecret_key=etc-secret",
    )]));
    let sources = Machine::alone().sources().files(disk);
    let provider = Arc::new(sources.default_chain());
    let credential = get(&provider).await.unwrap();
    assert_eq!(summary(&credential), "AKIDetc etc-secret");
    let printed = format!("{credential:?} {provider:?} {sources:?}");
    assert!(!printed.contains("etc-secret") && !printed.contains("AKIDetc"), "{printed}");
    // Errors never quote a file, even an invalid one.
    let texts = [
        "secret_key = hunter2-hunter2",
        "[default]\nhunter2-hunter2",
        "[default]\nsecret_id=a\nsecret_key=hunter2-hunter2 x",
    ];
    for text in texts {
        let disk = Disk(HashMap::from([("/etc/tencentcloud/credentials", text)]));
        let error =
            get(&Machine::alone().sources().files(disk).ini_profile(None)).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    }
}

#[test]
fn without_an_async_runtime() {
    let ask = |machine: &Machine, sources: Sources| {
        machine.told(tencentcloud_runtime::blocking::block_on(get(&machine
            .own(sources)
            .default_chain())))
    };
    assert_eq!(ask(&cloud(), Sources::blocking()), "AKIDcvm cvm-secret cvm-token +7200");
    let told = ask(&pod(), Sources::blocking());
    assert_eq!(told, "AKIDrole role-secret AssumeRoleWithWebIdentity-token +7200");
    let begun = Instant::now();
    let told = ask(
        &Machine::new(Server::replies(vec![Reply::Stall(Duration::from_secs(60))])),
        Sources::blocking(),
    );
    assert!(told.starts_with("machine's role: the metadata service "), "{told}");
    assert!(begun.elapsed() < Duration::from_secs(7), "{:?}", begun.elapsed());
}
