//! Each program of `examples` does its job against the mock.

#![allow(clippy::unwrap_used)]

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tencentcloud_mock::{KEY, Mock, MockResponse, SECRET_ID};
use tencentcloud_runtime::{Client, Config, Credential, Endpoint, blocking};

/// The programs as modules, whose `main` is not called.
macro_rules! programs {
    ($($name:ident $file:literal)*) => { $(
        #[allow(dead_code)]
        #[path = $file]
        mod $name;
    )* };
}

programs! {
    call_by_name "../examples/call_by_name.rs"
    certificate "../examples/certificate.rs"
    chat "../examples/chat.rs"
    dynamic_dns "../examples/dynamic_dns.rs"
    errors "../examples/errors.rs"
    open_telemetry "../examples/open_telemetry.rs"
    rotate_access_key "../examples/rotate_access_key.rs"
    rotate_secret "../examples/rotate_secret.rs"
    send_mail "../examples/send_mail.rs"
    send_sms "../examples/send_sms.rs"
    speak "../examples/speak.rs"
    translate_picture "../examples/translate_picture.rs"
    two_regions "../examples/two_regions.rs"
    upload_logs "../examples/upload_logs.rs"
}

/// Starts a mock of products, each by the path of its description or its facts in `spec`.
fn mock(products: &[&str]) -> Mock {
    // A subscriber for all threads: `tracing` takes a span that it first meets on a thread without
    // one as unwanted everywhere, and the tests that look at spans run beside the others.
    let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry());
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let add = |mock: tencentcloud_mock::Builder, path: &&str| {
        mock.file(spec.join(path).with_extension("json")).unwrap()
    };
    products.iter().fold(Mock::builder(), add).start().unwrap()
}

/// Settings for a client of the mock. Waits are skipped, so a waiter takes no time.
fn config(mock: &Mock) -> Config {
    Config::new()
        .credentials(Credential::new(SECRET_ID, KEY))
        .endpoint(Endpoint::url(&mock.url()).unwrap())
        .region("ap-guangzhou")
        .skip_waits()
}

fn client(mock: &Mock) -> Client {
    Client::new(config(mock)).unwrap()
}

/// Returns one field of each request of an action.
fn parameters(mock: &Mock, action: &str, field: &str) -> Vec<Value> {
    mock.seen_of(action).into_iter().map(|seen| seen.parameters[field].clone()).collect()
}

#[tokio::test]
async fn a_message_is_sent_and_delivered() {
    let mock = mock(&["api/sms/2021-01-11"]);
    let client = tencentcloud_api_sms::Client::from(&client(&mock));
    let template = send_sms::Template { application: "1400000001", signature: "Shop", id: "1" };
    let report = |status: &str| json!({"PullSmsSendStatusSet": [{"ReportStatus": status}]});
    let action = "PullSmsSendStatusByPhoneNumber";
    // There is no report at first.
    let none = MockResponse::json(json!({"PullSmsSendStatusSet": []}));
    mock.script(action, [none, MockResponse::json(report("SUCCESS"))]).unwrap();
    let number = send_sms::send(&client, &template, "+8613711110001", &["730101"]).await.unwrap();
    assert_eq!(number, "5000:1045710669157053657849000001");
    assert_eq!(parameters(&mock, "SendSms", "TemplateParamSet"), [json!(["730101"])]);
    assert_eq!(mock.seen_of(action).len(), 2);

    mock.script(action, [MockResponse::json(report("FAIL"))]).unwrap();
    let error = send_sms::send(&client, &template, "+8613711110001", &[]).await.unwrap_err();
    assert!(format!("{error:#}").contains("not delivered: "), "{error:#}");

    // A call that succeeds, with a number that the service refuses.
    let refused = json!({"SendStatusSet": [{"Code": "LimitExceeded.PhoneNumberDailyLimit"}]});
    mock.script("SendSms", [MockResponse::json(refused)]).unwrap();
    let error = send_sms::send(&client, &template, "+8613711110001", &[]).await.unwrap_err();
    assert!(error.to_string().ends_with("refused: LimitExceeded.PhoneNumberDailyLimit"), "{error}");
}

#[tokio::test]
async fn instances_are_created_and_removed_in_two_regions() {
    let mock = mock(&[
        "api/cbs/2017-03-12",
        "api/cvm/2017-03-12",
        "api/tag/2018-08-13",
        "facts/vpc/2017-03-12",
    ]);
    let instances = ["PENDING", "RUNNING", "TERMINATING", "SHUTDOWN"].map(|state| {
        MockResponse::json(json!({"TotalCount": 1, "InstanceSet": [{"InstanceState": state}]}))
    });
    let disks = ["UNATTACHED", "ATTACHING", "ATTACHED", "DETACHING", "UNATTACHED"].map(|state| {
        MockResponse::json(json!({"TotalCount": 1, "DiskSet": [{"DiskState": state}]}))
    });
    let network = json!({"Vpc": {"VpcId": "vpc-1"}});
    mock.script("CreateVpc", [MockResponse::json(network)]).unwrap();
    let subnet = json!({"Subnet": {"SubnetId": "subnet-1"}});
    mock.script("CreateSubnet", [MockResponse::json(subnet)]).unwrap();

    let shared = client(&mock);
    for (region, zone) in [("ap-guangzhou", "ap-guangzhou-6"), ("ap-beijing", "ap-beijing-6")] {
        mock.script("DescribeInstances", instances.clone()).unwrap();
        mock.script("DescribeDisks", disks.clone()).unwrap();
        let shared = shared.in_region(region).unwrap();
        let machine = two_regions::create(&shared, zone, "img-3d6f9h2j").await.unwrap();
        assert_eq!(machine.instance, "ins-8m3q6z1p");
        two_regions::tag(&shared, region, "100000000001", &machine).await.unwrap();
        two_regions::remove(&shared, machine).await.unwrap();
    }

    assert!(mock.seen().iter().all(|seen| seen.code.is_none()));
    for action in ["CreateVpc", "RunInstances", "AttachDisks", "TerminateDisks", "DeleteVpc"] {
        let regions: Vec<_> = mock.seen_of(action).into_iter().map(|seen| seen.region).collect();
        assert_eq!(regions, ["ap-guangzhou", "ap-beijing"].map(|it| Some(it.to_owned())));
    }
    let network = json!({"VpcId": "vpc-1", "SubnetId": "subnet-1"});
    assert_eq!(
        parameters(&mock, "RunInstances", "VirtualPrivateCloud"),
        [network.clone(), network]
    );
    let tokens = parameters(&mock, "RunInstances", "ClientToken");
    assert_ne!(tokens[0], tokens[1]);
    let tagged = json!(["qcs::cvm:ap-beijing:uin/100000000001:instance/ins-8m3q6z1p"]);
    assert_eq!(parameters(&mock, "TagResources", "ResourceList")[1], tagged);
}

#[test]
fn a_dns_record_follows_an_address() {
    use dynamic_dns::{Outcome, set};
    let mock = mock(&["api/dnspod/2021-03-23"]);
    let client = blocking::Client::new(config(&mock)).unwrap();
    let client = tencentcloud_api_dnspod::blocking::Client::from(&client);
    let set = |address: &str| set(&client, "example.com", "home", address).unwrap();

    let empty = MockResponse::error("ResourceNotFound.NoDataOfRecord", "no records");
    mock.script("DescribeRecordList", [empty]).unwrap();
    assert_eq!(set("192.0.2.33"), Outcome::Created);
    let record = json!({"RecordId": 1003, "Value": "192.0.2.33", "Line": "Default", "LineId": "0"});
    mock.list("DescribeRecordList", [record]).unwrap();
    assert_eq!(set("192.0.2.33"), Outcome::Unchanged);
    assert_eq!(set("192.0.2.34"), Outcome::Changed);

    assert_eq!(parameters(&mock, "CreateRecord", "Value"), ["192.0.2.33"]);
    assert_eq!(parameters(&mock, "ModifyDynamicDNS", "RecordId"), [1003]);
    assert_eq!(parameters(&mock, "ModifyDynamicDNS", "Value"), ["192.0.2.34"]);
}

#[tokio::test]
async fn a_reply_arrives_in_pieces() {
    let mock = mock(&["api/hunyuan/2023-09-01"]);
    let client = tencentcloud_api_hunyuan::Client::from(&client(&mock));
    let event = |piece: &str| json!({"Choices": [{"Delta": {"Content": piece}}]});
    mock.script("ChatCompletions", [MockResponse::events([event("Air "), event("scatters.")])])
        .unwrap();
    let mut pieces = Vec::new();
    let reply = chat::ask(&client, "Why?", |piece| pieces.push(piece.to_owned())).await.unwrap();
    assert_eq!(pieces, ["Air ", "scatters."]);
    assert_eq!(reply, "Air scatters.");

    // A stream that breaks off is an error, not a short reply.
    mock.script("ChatCompletions", [MockResponse::events([event("Air "), event("x")]).cut()])
        .unwrap();
    assert!(chat::ask(&client, "Why?", |_| {}).await.is_err());
}

#[tokio::test]
async fn logs_are_the_body_of_the_request() {
    let mock = mock(&["facts/cls/2020-10-16"]);
    let client = example_programs::cls::Client::from(&client(&mock));
    let logs = vec![0x0a, 0, 0xff, 0x80];
    upload_logs::upload(&client, "topic-1", logs.clone()).await.unwrap();
    let [seen] = &mock.seen()[..] else { panic!("one request") };
    assert_eq!(seen.body, logs);
    assert_eq!(seen.header("content-type"), Some("application/octet-stream"));
    assert_eq!(seen.header("x-cls-topicid"), Some("topic-1"));
}

#[tokio::test]
async fn actions_are_called_by_name() {
    let mock = mock(&["api/cvm/2017-03-12"]);
    let client = client(&mock);
    let zone = json!({"Zone": "ap-guangzhou-6", "ZoneState": "AVAILABLE"});
    mock.script("DescribeZones", [MockResponse::json(json!({"ZoneSet": [zone]}))]).unwrap();
    let zones = call_by_name::zones(&client).await.unwrap();
    assert_eq!(zones[0].zone_state, "AVAILABLE");

    // More instances than fit on a page.
    let instances = (0..130).map(|number| json!({"InstanceId": format!("ins-{number}")}));
    mock.list("DescribeInstances", instances).unwrap();
    let instances = call_by_name::instances(&client, &zones[0].zone).await.unwrap();
    assert_eq!((instances.len(), &*instances[129]), (130, "ins-129"));
    assert_eq!(mock.seen_of("DescribeInstances").len(), 2);
}

/// Lines of a log, for a test to read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn errors_are_advice_and_calls_are_logged() {
    let mock = mock(&["api/cvm/2017-03-12"]);
    let client = tencentcloud_api_cvm::Client::from(&client(&mock));
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .without_time()
        .with_writer(move || writer.clone())
        .finish();
    let _default = tracing::subscriber::set_default(subscriber);

    let instances = json!({"InstanceSet": [{"InstanceState": "STOPPED"}]});
    let responses = [MockResponse::page(502), MockResponse::json(instances)];
    mock.script("DescribeInstances", responses).unwrap();
    assert_eq!(errors::state(&client, "ins-1").await.unwrap(), "STOPPED");

    let cases = [
        (MockResponse::error("InvalidInstanceId.NotFound", "no"), "check the ID and the region"),
        (MockResponse::error("RequestLimitExceeded", "no"), "call less often"),
        (
            MockResponse::error("AuthFailure.SecretIdNotFound", "no"),
            "check the keys, the clock and",
        ),
        (MockResponse::error("InternalError", "no"), "try again later"),
        (MockResponse::json(json!({"InstanceSet": []})), "the error is not from a call"),
    ];
    for (response, advice) in cases {
        mock.script("DescribeInstances", [response]).unwrap();
        let error = errors::state(&client, "ins-1").await.unwrap_err();
        assert!(errors::advice(&error).starts_with(advice), "{error:#}");
    }

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    println!("{log}");
    let line = |texts: &[&str]| log.lines().any(|it| texts.iter().all(|text| it.contains(text)));
    assert!(line(&[
        "INFO",
        "rpc.method=\"DescribeInstances\"",
        "the call succeeded",
        "attempts=2"
    ]));
    assert!(line(&["the call failed", "error.type=\"InvalidInstanceId.NotFound\""]), "{log}");
}

/// Receives one request over HTTP and returns its body.
fn collector(listener: &TcpListener) -> Vec<u8> {
    let mut stream = BufReader::new(listener.accept().unwrap().0);
    let (mut line, mut length) = (String::new(), 0);
    while line != "\r\n" {
        line.clear();
        stream.read_line(&mut line).unwrap();
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").unwrap();
    body
}

#[tokio::test]
async fn spans_are_exported() {
    // In this workspace reqwest, which the exporter uses, has TLS but no cryptography of its own.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mock = mock(&["api/cvm/2017-03-12"]);
    let client = tencentcloud_api_cvm::Client::from(&client(&mock));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let provider =
        open_telemetry::provider(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
    let collector = std::thread::spawn(move || collector(&listener));
    {
        let _default = tracing::subscriber::set_default(open_telemetry::subscriber(&provider));
        let request = tencentcloud_api_cvm::DescribeZonesRequest::new();
        client.describe_zones(request).await.unwrap();
    }
    provider.shutdown().unwrap();
    let exported = String::from_utf8_lossy(&collector.join().unwrap()).into_owned();
    for text in ["my-program", "cvm/DescribeZones", "http.response.status_code"] {
        assert!(exported.contains(text), "{text}: {exported}");
    }
}

#[tokio::test]
async fn an_access_key_is_rotated() {
    let mock = mock(&["api/cam/2019-01-16", "api/sts/2018-08-13"]);
    let created = |id: &str| {
        MockResponse::json(json!({"AccessKey": {"AccessKeyId": id, "SecretAccessKey": KEY}}))
    };
    // The mock does not know the first of the new keys.
    mock.script("CreateAccessKey", [created("AKIDunknown"), created(SECRET_ID)]).unwrap();
    let keys = |count: usize| {
        MockResponse::json(json!({"AccessKeys": vec![json!({"AccessKeyId": "AKIDold"}); count]}))
    };
    mock.script("ListAccessKeys", [keys(1), keys(1), keys(2)]).unwrap();
    mock.script("GetCallerIdentity", [MockResponse::json(json!({"UserId": "100000000001"}))])
        .unwrap();
    let rotate = async || {
        let mut stored = None;
        let store = async |key: &Credential| {
            stored = Some(key.secret_id().to_owned());
            Ok(())
        };
        rotate_access_key::rotate(&config(&mock), 100_000_000_001, store).await.map(|()| stored)
    };
    let error = rotate().await.unwrap_err();
    assert!(error.to_string().contains("AuthFailure.SecretIdNotFound"), "{error}");
    assert_eq!(mock.seen_of("DeleteAccessKey").len(), 0);

    assert_eq!(rotate().await.unwrap().as_deref(), Some(SECRET_ID));
    assert_eq!(parameters(&mock, "UpdateAccessKey", "Status"), ["Inactive"]);
    assert_eq!(parameters(&mock, "DeleteAccessKey", "AccessKeyId"), ["AKIDold"]);

    let error = rotate().await.unwrap_err();
    assert!(error.to_string().contains("already has two keys"), "{error}");
    assert_eq!(mock.seen_of("CreateAccessKey").len(), 2);
}

#[tokio::test]
async fn a_secret_is_rotated() {
    let mock = mock(&["api/kms/2019-01-18", "api/ssm/2019-09-23"]);
    let client = client(&mock);
    mock.script("GenerateRandom", [MockResponse::json(json!({"Plaintext": "cmFuZG9t"}))]).unwrap();
    let stored = json!({"SecretString": "cmFuZG9t"});
    mock.script("GetSecretValue", [MockResponse::json(stored)]).unwrap();
    let rotate = async |apply: anyhow::Result<()>| {
        let apply = async |value: &str| {
            assert_eq!(value, "cmFuZG9t");
            apply
        };
        rotate_secret::rotate(&client, "shop-api", ("v1", "v2"), apply).await
    };
    // The old version stays as long as it may be in use.
    assert!(rotate(Err(anyhow::anyhow!("the database is down"))).await.is_err());
    assert_eq!(mock.seen_of("DeleteSecretVersion").len(), 0);
    rotate(Ok(())).await.unwrap();
    assert_eq!(parameters(&mock, "PutSecretValue", "VersionId"), ["v2", "v2"]);
    assert_eq!(parameters(&mock, "DeleteSecretVersion", "VersionId"), ["v1"]);
}

#[tokio::test]
async fn a_picture_is_translated() {
    let mock = mock(&["api/tmt/2018-03-21"]);
    let client = tencentcloud_api_tmt::Client::from(&client(&mock));
    let translated = translate_picture::translate(&client, b"picture", "en").await.unwrap();
    assert_eq!(translated, ("Bonjour.".to_owned(), "Hello.".to_owned()));
    assert_eq!(parameters(&mock, "ImageTranslateLLM", "Data"), [STANDARD.encode(b"picture")]);
}

#[tokio::test]
async fn a_mail_is_sent_from_a_template() {
    let mock = mock(&["api/ses/2020-10-02"]);
    let client = tencentcloud_api_ses::Client::from(&client(&mock));
    let message = send_mail::welcome(&client, 28000, "ada@example.com", "Ada").await.unwrap();
    assert_eq!(message, "example-ses-message-1");
    let template = json!({"TemplateID": 28000, "TemplateData": "{\"name\":\"Ada\"}"});
    assert_eq!(parameters(&mock, "SendEmail", "Template"), [template]);
}

#[tokio::test]
async fn speech_is_written_into_a_file() {
    let mock = mock(&["api/tts/2019-08-23"]);
    let client = tencentcloud_api_tts::Client::from(&client(&mock));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hello.mp3");
    speak::speak(&client, "Hello.", &file).await.unwrap();
    assert!(std::fs::read(file).unwrap().starts_with(b"RIFF"));
    assert_eq!(parameters(&mock, "TextToVoice", "Codec"), ["mp3"]);
}

#[tokio::test]
async fn a_certificate_is_issued() {
    let mock = mock(&["api/ssl/2019-12-05"]);
    let client = tencentcloud_api_ssl::Client::from(&client(&mock));
    let state = |status: u64| {
        let proof = json!({"DvAuthKey": "_dnsauth", "DvAuthValue": "2026abc"});
        MockResponse::json(json!({"Status": status, "DvAuthDetail": proof}))
    };
    mock.script("DescribeCertificate", [state(0), state(0), state(1)]).unwrap();
    let mut proof = None;
    let prove = |name: &str, value: &str| proof = Some(format!("{name} {value}"));
    let archive = certificate::obtain(&client, "example.com", prove).await.unwrap();
    assert!(archive.starts_with(b"PK"));
    assert_eq!(proof.as_deref(), Some("_dnsauth 2026abc"));

    mock.script("DescribeCertificate", [state(0), state(2)]).unwrap();
    let error = certificate::obtain(&client, "example.com", |_, _| {}).await.unwrap_err();
    assert_eq!(error.to_string(), "not issued: status Some(\"2\")");
}
