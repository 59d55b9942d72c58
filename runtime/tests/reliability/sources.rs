//! Every source of credentials with its faults, and proxies with users: the printed texts are
//! searched for secrets.

use crate::printed::Printed;
use crate::support::api::ListThings;
use crate::support::machine::Machine;
use crate::support::proxy::tunnels;
use crate::support::server::{Reply, Seen, Server};
use crate::support::{Still, TIME, config};
use crate::traced;
use std::fs::Permissions;
use std::thread;
use tencentcloud_runtime::credential::{CachedProvider, Sources};
use tencentcloud_runtime::{Client, Config, Error, Proxy, blocking};

/// All secrets of these tests. The texts occur nowhere else.
const SECRETS: [&str; 15] = [
    "AKIDofini7201",
    "ini-key-7202",
    "ini-token-7203",
    "AKIDoftccli7204",
    "tccli-key-7205",
    "tccli-token-7206",
    "pods-oidc-token-7207",
    "AKIDofrole7208",
    "role-key-7209",
    "role-token-7210",
    "AKIDofmachine7211",
    "machine-key-7212",
    "machine-token-7213",
    "proxy-password-7214",
    // `user:proxy-password-7214` in Base64.
    "dXNlcjpwcm94eS1wYXNzd29yZC03MjE0",
];
const INI: &str = "secret_id = AKIDofini7201\nsecret_key = ini-key-7202\ntoken = ini-token-7203\n";
const TCCLI: &str =
    r#""secretId":"AKIDoftccli7204","secretKey":"tccli-key-7205","token":"tccli-token-7206""#;
const ROLE: &str =
    r#""TmpSecretId":"AKIDofrole7208","TmpSecretKey":"role-key-7209","Token":"role-token-7210""#;
const OF_MACHINE: &str = concat!(
    r#""TmpSecretId":"AKIDofmachine7211","TmpSecretKey":"machine-key-7212","#,
    r#""Token":"machine-token-7213""#,
);
const INI_FILE: &str = ".tencentcloud/credentials";
const TCCLI_FILE: &str = ".tccli/default.credential";

/// Returns a whole request, as some services and gateways print it.
fn quoted(seen: &Seen) -> String {
    let headers: String =
        seen.headers.iter().map(|(name, value)| format!("{name}: {value}, ")).collect();
    (headers + &String::from_utf8_lossy(&seen.body)).replace('"', "'")
}

/// The behaviour of a service that issues the keys of a role.
type Service = fn(&Seen, usize) -> Reply;

fn sts(seen: &Seen, _: usize) -> Reply {
    let ends = TIME + 7200;
    match seen.method.as_str() {
        "POST" => Reply::json(format!(
            r#"{{"Response":{{"Credentials":{{{ROLE}}},"ExpiredTime":{ends},"RequestId":"r"}}}}"#
        )),
        _ if seen.path.ends_with('/') => Reply::Http(200, vec![], b"reader-1".to_vec()),
        _ => Reply::json(format!(r#"{{{OF_MACHINE},"ExpiredTime":{ends},"Code":"Success"}}"#)),
    }
}

/// Returns the response with the text of the keys spoiled.
///
/// The name of a machine's role is unchanged.
fn spoiled(seen: &Seen, spoil: fn(String) -> String) -> Reply {
    match sts(seen, 0) {
        Reply::Http(status, headers, body) if body.starts_with(b"{") => {
            Reply::Http(status, headers, spoil(String::from_utf8(body).unwrap()).into_bytes())
        }
        other => other,
    }
}

/// A working service, and faulty ones. Most responses contain keys or repeat the request.
const SERVICES: [Service; 9] = [
    sts,
    |seen, _| {
        Reply::fault(
            "InvalidParameter.WebIdentityTokenError",
            &format!("it is wrong: {}", quoted(seen)),
        )
    },
    |seen, _| {
        Reply::Http(502, vec![("Content-Type", "text/html".to_owned())], quoted(seen).into_bytes())
    },
    |seen, _| spoiled(seen, |text| text[..text.len() - 30].to_owned()),
    |_, _| {
        Reply::json(format!("{{\"Response\":{{\"Credentials\":\"{}\"}}}}", ROLE.replace('"', "'")))
    },
    |_, _| {
        Reply::json(
            format!("{{\"Response\":{{\"Credentials\":{{{ROLE}}}}}}}").replace("Token", "Tokens"),
        )
    },
    |seen, _| spoiled(seen, |text| text.replace(r#","ExpiredTime"#, r#";"Ended"#)),
    |_, _| Reply::json(format!("{{{ROLE}}}")),
    |_, _| Reply::Reset,
];

/// Returns the files and variables of each source, valid and broken.
fn machines(service: Service) -> Vec<Machine> {
    let machine = || Machine::new(Server::start(service));
    let ini = |text: String| machine().file(INI_FILE, text);
    let tccli = |text: String| machine().file(TCCLI_FILE, text);
    let role = "qcs::cam::uin/100000000001:roleName/reader";
    let pod = machine()
        .file("token", "pods-oidc-token-7207\n")
        .set("TKE_REGION", "ap-nanjing")
        .set("TKE_PROVIDER_ID", "provider-1")
        .set("TKE_WEB_IDENTITY_TOKEN_FILE", "~/token")
        .set("TKE_ROLE_ARN", role);
    vec![
        ini(format!("[default]\n{INI}")),
        ini(format!("[default]\n{INI}role_arn = {role}\n")),
        ini(format!("[default]\n{INI}ini-key-7202")),
        ini(format!("[default]\n{INI}secret_key = ini-key-7202")),
        ini(format!("[default]\n{}", INI.replace("ini-key", "x ini-key"))),
        ini(INI.to_owned()),
        ini(format!("[default\n{INI}")),
        tccli(format!("{{{TCCLI}}}")),
        tccli(format!("{{{TCCLI},\"role-arn\":\"{role}\"}}")),
        tccli(format!("{{\"type\":\"oauth\",{TCCLI},\"expiresAt\":{}}}", TIME - 1)),
        tccli(format!("{{{TCCLI}")),
        tccli(format!("{{{}}}", TCCLI.replace("tccli-key", "x tccli-key"))),
        tccli(r#"{"type":"cvm-role"}"#.to_owned()),
        pod,
        machine()
            .set("TENCENTCLOUD_SECRET_ID", "AKIDofini7201")
            .set("TENCENTCLOUD_SECRET_KEY", "x ini-key-7202"),
        machine(),
    ]
}

/// Makes a call with each client, and prints all its settings and errors.
fn call(config: impl Fn(bool) -> Config, printed: &mut Printed) -> [Result<(), Error>; 2] {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = Client::new(config(false)).unwrap();
    let of_async = runtime.block_on(client.call(ListThings::default()));
    printed.debug(&(config(false), client));
    let client = blocking::Client::new(config(true)).unwrap();
    let of_blocking = client.call(ListThings::default()).send();
    printed.debug(&(config(true), client));
    let results =
        [of_async.map(drop).map_err(Error::from), of_blocking.map(drop).map_err(Error::from)];
    results
        .iter()
        .filter_map(|result| result.as_ref().err())
        .for_each(|error| printed.error(error));
    results
}

fn secrets() -> Vec<String> {
    SECRETS.map(str::to_owned).into()
}

/// Makes a call with a machine's credentials to a service that repeats the request.
///
/// Returns whether it was sent.
fn of_machine(name: &str, machine: &Machine) -> bool {
    let target = Server::start(|seen, number| match number {
        0 => Reply::fault("RequestLimitExceeded", &quoted(seen)),
        1 => Reply::Http(502, vec![], quoted(seen).into_bytes()),
        _ => Reply::fault("AuthFailure.SignatureFailure", &quoted(seen)),
    });
    let mut printed = Printed::default();
    let provider = |is_blocking: bool| -> CachedProvider {
        let sources = if is_blocking { Sources::blocking() } else { Sources::new() };
        machine.own(sources).default_chain()
    };
    printed.debug(&(machine.sources(), provider(false)));
    let config = |is_blocking| config(&target.url).clock(Still).credentials(provider(is_blocking));
    let [of_async, of_blocking] =
        call(config, &mut printed).map(|result| result.unwrap_err().kind());
    assert_eq!(of_async, of_blocking, "{name}: the clients differ");
    printed.search(name, &target.seen());
    printed.search(name, &machine.server.seen());
    printed.search_for(name, &secrets());
    !target.seen().is_empty()
}

/// Makes calls with the credentials of each source, valid and broken, from working and faulty
/// services.
///
/// Returns how many were sent. Most of the time is spent waiting.
fn of_sources() -> usize {
    let of_service = |number: usize| {
        let machines = machines(SERVICES[number]);
        let name = |which| format!("service {number}, machine {which}");
        machines
            .iter()
            .enumerate()
            .filter(|(which, machine)| of_machine(&name(*which), machine))
            .count()
    };
    thread::scope(|scope| {
        let threads: Vec<_> =
            (0..SERVICES.len()).map(|number| scope.spawn(move || of_service(number))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    })
}

/// Makes calls through proxies that let them pass and proxies that do not.
fn of_proxies() {
    let server = Server::replies(vec![Reply::json(crate::faults::FINE)]);
    for status in ["200 OK", "407 Proxy Authentication Required", "502 Bad Gateway"] {
        let proxy = tunnels(&server.url, status);
        let url = format!("http://user:proxy-password-7214@{}", proxy.address);
        let mut printed = Printed::default();
        printed.debug(&Proxy::url(&url));
        let wrong = Proxy::url(&url.replace("http://", "socks9://")).unwrap_err();
        printed.error(&wrong);
        let results = call(
            |_| config("http://batch.example.invalid").proxy(Proxy::url(&url).unwrap()),
            &mut printed,
        );
        assert!(
            results.iter().all(|result| result.is_ok() == status.starts_with("200")),
            "{status}: {results:?}"
        );
        let heads = proxy.heads.lock().unwrap();
        assert!(
            heads.iter().all(|head| head.contains(SECRETS[14])),
            "{status}: the proxy does not know the user"
        );
        printed.search_for(status, &secrets());
    }
}

/// Checks that only a file of keys that all users can read causes a warning.
#[cfg(unix)]
fn of_open_files() {
    use std::os::unix::fs::PermissionsExt;
    for (mode, is_open) in [(0o644, true), (0o600, false)] {
        let machine = Machine::alone().file(INI_FILE, format!("[default]\n{INI}"));
        let machine = machine.file(TCCLI_FILE, format!("{{{TCCLI}}}"));
        for (file, provider) in [
            (INI_FILE, machine.own(Sources::blocking()).ini_profile(None)),
            (TCCLI_FILE, machine.own(Sources::blocking()).tccli_profile(None)),
        ] {
            let path = machine.home.path().join(file);
            std::fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            std::fs::set_permissions(path.parent().unwrap(), Permissions::from_mode(0o755))
                .unwrap();
            blocking::block_on(crate::support::machine::get(&provider)).unwrap();
            let path = path.display().to_string();
            let warned =
                traced::has(&[&path, "all users of this machine can read these keys: chmod 600"]);
            assert_eq!(warned, is_open, "{file}");
        }
    }
}

/// Runs all of these calls. Traced text is searched at the end.
pub(crate) fn search() {
    // Two machines have keys that need no service, and five a role that the first service issues.
    let sent = of_sources();
    assert!(sent >= SERVICES.len() * 2 + 5, "{sent} calls were sent");
    of_proxies();
    #[cfg(unix)]
    of_open_files();
}
