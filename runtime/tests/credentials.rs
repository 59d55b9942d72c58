//! Every source of credentials, with files and servers: what is found, and what is refused with
//! which error.
//!
//! Not here: the sources that are services (credential_services.rs), and the caching and renewal of
//! credentials (credential_cache.rs).

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::TIME;
use support::cloud::{ARN, KEYS, cloud, pod};
use support::machine::{Machine, get, summary};
use support::server::{Reply, Server};
use tencentcloud_runtime::credential::{CredentialProvider, CredentialRequest, Sources};

/// The place of the profile file in the home folder.
const PROFILE_FILE: &str = ".tencentcloud/credentials";
/// The credentials of the two profiles in [`two_profiles`].
const DEFAULT: &str = "AKIDini ini-secret";
const OTHER: &str = "AKIDother other-secret other-token";

/// Returns a profile file with the profiles `default` and `other`.
fn two_profiles() -> String {
    format!(
        "[default]\n{KEYS}[other]\nsecret_id=AKIDother\nsecret_key=other-secret\n\
            token=other-token\n"
    )
}

/// Returns the default profile of a profile file with this content, or the error.
async fn default_profile(content: impl AsRef<[u8]>) -> String {
    let machine = Machine::alone().file(PROFILE_FILE, content);
    machine.ask(machine.sources().ini_profile(None)).await
}

#[tokio::test]
async fn profiles_are_found_by_name_and_file() {
    let both = two_profiles();
    let at_home = || Machine::alone().file(PROFILE_FILE, &both);
    let named = |profile: &str| at_home().set("TENCENTCLOUD_PROFILE", profile);
    let with_file =
        |machine: Machine, file: &str| machine.set("TENCENTCLOUD_CREDENTIALS_FILE", file);
    let elsewhere = || with_file(Machine::alone().file("elsewhere", &both), "~/elsewhere");
    let cases = [
        (at_home(), None, DEFAULT),
        (at_home(), Some("other"), OTHER),
        (named("other"), None, OTHER),
        (named("other"), Some("default"), DEFAULT),
        (elsewhere(), None, DEFAULT),
        (elsewhere().file(PROFILE_FILE, "["), Some("other"), OTHER),
        (at_home(), Some("third"), "there is no profile [third] in ~/.tencentcloud/credentials"),
        (elsewhere(), Some("third"), "there is no profile [third] in ~/elsewhere"),
        (with_file(Machine::alone(), "~/missing"), None, "there is no file ~/missing"),
        (with_file(named(""), ""), None, DEFAULT),
        (
            Machine::alone(),
            None,
            "no credentials found: there is no file ~/.tencentcloud/credentials or \
                /etc/tencentcloud/credentials",
        ),
    ];
    for (machine, profile, expected) in cases {
        let provider = machine.sources().ini_profile(profile);
        assert_eq!(machine.ask(provider).await, expected, "{profile:?}");
    }
    let machine = at_home();
    let file = machine.home.path().join(PROFILE_FILE);
    assert_eq!(machine.ask(machine.sources().ini_file(file, "other")).await, OTHER);
}

/// The vendor's Python SDK reads these files the same way.
#[tokio::test]
async fn profile_files_in_unusual_notation() {
    let cases = [
        (
            "[default] # main\nsecret_id: AKIDini\nSECRET_KEY : ini-secret\ntoken \
                =\nrole_arn:\nnote = a\n  b\n"
                .to_owned(),
            DEFAULT,
        ),
        (
            format!("\u{feff}[default]\r\n{KEYS}token=\r\nsession_token=t\r\n"),
            "AKIDini ini-secret t",
        ),
        (format!("[default]\n{KEYS}role_session_name = me\n"), DEFAULT),
    ];
    for (content, expected) in cases {
        assert_eq!(default_profile(&content).await, expected, "{content}");
    }
}

#[tokio::test]
async fn damaged_profile_files() {
    let cases: [(&[u8], &str); 5] = [
        (b"", "~/.tencentcloud/credentials has no [profile]: is it still being written?"),
        (
            b"[default]\nsecret_id = AKIDini\n",
            "[default] of ~/.tencentcloud/credentials has no secret_key",
        ),
        (
            b"[default]\nsecret_id = AKIDini\nsecr",
            "~/.tencentcloud/credentials:3: there is no = in the line",
        ),
        (
            b"[default]\nsecret_id = AKIDini\nsecret_key =\n",
            "secret_key is empty in [default] of ~/.tencentcloud/credentials",
        ),
        (&[0xff, 0xfe], "~/.tencentcloud/credentials is not UTF-8"),
    ];
    for (content, expected) in cases {
        assert_eq!(default_profile(content).await, expected);
    }
}

#[tokio::test]
async fn profile_values_with_quotes_or_blanks() {
    let with_token = format!("[default]\n{KEYS}token = a\u{200b}b\n");
    let cases = [
        (
            "[default]\nsecret_id = AKIDini\nsecret_key = a b\n",
            "secret_key in [default] of ~/.tencentcloud/credentials contains a space (U+0020): \
                copy the value again without it",
        ),
        (
            "[default]\nsecret_id = \"AKIDini\"\nsecret_key = \"ini-secret\"\n",
            "secret_id in [default] of ~/.tencentcloud/credentials is in quotes, which would be \
                part of the value: remove them",
        ),
        (
            "[default]\nsecret_id = AKIDini\nsecret_key = 'ini-secret'\n",
            "secret_key in [default] of ~/.tencentcloud/credentials is in quotes, which would be \
                part of the value: remove them",
        ),
        (
            &with_token,
            "token in [default] of ~/.tencentcloud/credentials contains a zero width space \
                (U+200B): copy the value again without it",
        ),
        (
            "[default]\nsecret_id = AKIDini\nsecret_key = ini-\n  secret\n",
            "secret_key in [default] of ~/.tencentcloud/credentials contains a line feed (U+000A): \
                copy the value again without it",
        ),
    ];
    for (content, expected) in cases {
        assert_eq!(default_profile(content).await, expected);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn files_that_cannot_be_read() {
    let machine = Machine::alone();
    fs::create_dir_all(machine.home.path().join(PROFILE_FILE)).unwrap();
    let told = machine.ask(machine.sources().default_chain()).await;
    assert!(
        told.starts_with("profile file: ~/.tencentcloud/credentials cannot be read: "),
        "{told}"
    );
    let machine = Machine::alone().file(PROFILE_FILE, vec![b'#'; 1024 * 1024 + 1]);
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
            "{{\"type\":\"{kind}\",{keys},\"token\":\"cli-token\",\"expiresAt\":{ends},\"{kind}\"\
                :{{\"site\":\"cn\"}}}}"
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
            "~/.tccli/default.credential has no expiry time: run `tccli auth login \
                --profile default`",
        ),
        (with(r#"{"type":"magic"}"#), "~/.tccli/default.credential has an unknown type"),
        (with(r#"{"secretId":"AKIDcli"}"#), "~/.tccli/default.credential has no secretKey"),
        (
            with(&format!(r#"{{{keys},"token":"","role-arn":"","role-session-name":""}}"#)),
            "AKIDcli cli-secret",
        ),
        (with(&format!(r#"{{{keys},"role-session-name":"me"}}"#)), "AKIDcli cli-secret"),
        (with(&format!("{{{keys}}}")).set("TCCLI_PROFILE", ""), "AKIDcli cli-secret"),
        (
            with(r#"{"secretId":"'AKIDcli'","secretKey":"cli-secret"}"#),
            "secretId in ~/.tccli/default.credential is in quotes, which would be part of the \
                value: remove them",
        ),
        (
            with(r#"{"secretId":"AKIDcli","secretKey":"cli\u2060secret"}"#),
            "secretKey in ~/.tccli/default.credential contains a word joiner (U+2060): copy the \
                value again without it",
        ),
        (
            with("{\n\"secretId\":\"AKIDcli\",\n\"secretK"),
            "~/.tccli/default.credential:3: it is not the JSON that tccli writes",
        ),
        (with(""), "~/.tccli/default.credential:1: it is not the JSON that tccli writes"),
        (cloud(), "no credentials found: there is no file ~/.tccli/default.credential"),
        (cloud().set("TCCLI_PROFILE", "work"), "there is no file ~/.tccli/work.credential"),
        (cloud().set("TCCLI_PROFILE", "../x"), "\"../x\" is not a valid name of a tccli profile"),
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
async fn the_chain() {
    let environment = |machine: Machine| {
        machine
            .set("TENCENTCLOUD_SECRET_ID", "AKIDenv")
            .set("TENCENTCLOUD_SECRET_KEY", "env-secret")
    };
    let ini = |machine: Machine| machine.file(PROFILE_FILE, format!("[default]\n{KEYS}"));
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
            "environment: TENCENTCLOUD_SECRET_KEY is not set or is empty, although \
                TENCENTCLOUD_SECRET_ID is set",
        ),
        (
            pod().file(PROFILE_FILE, "[default]\nsecret_id=a\n"),
            "profile file: [default] of ~/.tencentcloud/credentials has no secret_key \
             (tried before: environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY \
             are not set)",
        ),
        (
            pod().file(".tccli/default.credential", "{"),
            "tccli: ~/.tccli/default.credential:1: it is not the JSON that tccli writes \
             (tried before: environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY \
             are not set; \
             profile file: there is no file ~/.tencentcloud/credentials or \
             /etc/tencentcloud/credentials)",
        ),
        (
            pod().set("TKE_WEB_IDENTITY_TOKEN_FILE", "~/gone"),
            "pod's role: TKE_WEB_IDENTITY_TOKEN_FILE names ~/gone, which does not exist \
             (tried before: environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY \
             are not set; \
             profile file: there is no file ~/.tencentcloud/credentials or \
             /etc/tencentcloud/credentials; \
             tccli: there is no file ~/.tccli/default.credential)",
        ),
        (
            pod().file(PROFILE_FILE, "[other]\na=b\n"),
            "AKIDrole role-secret AssumeRoleWithWebIdentity-token +7200",
        ),
        (
            Machine::alone(),
            "no credentials found (environment: TENCENTCLOUD_SECRET_ID and \
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
    let machine = pod().file(PROFILE_FILE, format!("[default]\n{KEYS}"));
    let chain = machine.sources().default_chain();
    let first = get(&chain).await.unwrap();
    fs::remove_file(machine.home.path().join(PROFILE_FILE)).unwrap();
    let mut request = CredentialRequest::default();
    request.refused = Some(first);
    let error = chain.credential(request).await.unwrap_err().to_string();
    assert!(error.starts_with("no credentials found (profile file: there is no file"), "{error}");
    assert!(machine.server.seen().is_empty());
}

/// An in-memory file system.
struct Disk(HashMap<&'static str, &'static str>);

impl tencentcloud_runtime::credential::Files for Disk {
    fn read_file(&self, path: &Path) -> std::io::Result<Vec<u8>> {
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
