//! Published and derived test vectors, with every intermediate value.
//!
//! `DOC…` are the vendor's own, and `Node1` is from its Node SDK. The others were made with its
//! Python SDK and match an independent implementation.

use super::canonical::{Canonical, Parts, canonical};
use super::digest::{hash, unsigned_payload};
use super::string_to_sign::{Scope, string_to_sign};
use super::{Signer, authorize, date, key};
use crate::text::hex;

const ID: &str = "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE";
const KEY: &str = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";
const JSON: &str = "application/json";
const JSON_UTF8: &str = "application/json; charset=utf-8";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &[u8] = b"--0123456789abcdef0123456789abcdef\r\n\
Content-Disposition: form-data; name=\"Image\"; filename=\"Image\"\r\n\r\n\x00\x01\xffbin\r\n\
--0123456789abcdef0123456789abcdef\r\n\
Content-Disposition: form-data; name=\"Type\"\r\n\r\nPNG\r\n\
--0123456789abcdef0123456789abcdef\r\n\
Content-Disposition: form-data; name=\"Tags\"\r\nContent-Type: \
application/json\r\n\r\n[\"a\", \"b\"]\r\n\
--0123456789abcdef0123456789abcdef--\r\n";

struct Vector {
    name: &'static str,
    key: &'static str,
    service: &'static str,
    host: &'static str,
    timestamp: u64,
    method: &'static str,
    query: &'static str,
    content_type: &'static str,
    action: Option<&'static str>,
    body: Option<&'static [u8]>,
    expected: Expected,
}

#[derive(Debug, PartialEq, Eq)]
struct Expected<Text = &'static str> {
    date: Text,
    payload: Text,
    canonical: Text,
    by_date: Text,
    by_service: Text,
    signing_key: Text,
    signature: Text,
}

const VECTORS: &[Vector] = &[
    // The documentation's example, older page.
    Vector {
        name: "DOC1",
        key: KEY,
        service: "cvm",
        host: "cvm.tencentcloudapi.com",
        timestamp: 1_551_113_065,
        method: "POST",
        query: "",
        content_type: JSON_UTF8,
        action: None,
        body: Some(
            b"{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\
            \": \"instance-name\"}]}",
        ),
        expected: Expected {
            date: "2019-02-25",
            payload: "35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064",
            canonical: "5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031",
            by_date: "d1308c81fe71cfd4e06437bbc067b2b8a3d2d8c0e375d547f15c41d5214b395a",
            by_service: "3c7cb7c7795393edc14fd2e0e6434a518564b4504b88e94f5d11bf59ba3e7050",
            signing_key: "ac658d5dde49e9bfdd14e04e062f66b05d9f637d44b8a8d845327d4a77f666b1",
            signature: "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168",
        },
    },
    // DOC1 with the action signed, and a key that ends in seven asterisks.
    Vector {
        name: "DOC2",
        key: "Gu5t9xGARNpq86cd98joQYCN3*******",
        service: "cvm",
        host: "cvm.tencentcloudapi.com",
        timestamp: 1_551_113_065,
        method: "POST",
        query: "",
        content_type: JSON_UTF8,
        action: Some("DescribeInstances"),
        body: Some(
            b"{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\
            \": \"instance-name\"}]}",
        ),
        expected: Expected {
            date: "2019-02-25",
            payload: "35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064",
            canonical: "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84",
            by_date: "f1cb4d518a0eda9d5cbbfdb7850983f1e603eeae484edea76e4dd8d8deb5556e",
            by_service: "e7c609ce81bea53546bed2cc904778bef9ca14082e48e67883443ed64e227cd7",
            signing_key: "8aa8ab5755582f576e94bcfe383b8e29325b0ca90c3590d569221c6a63a091ed",
            signature: "be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3",
        },
    },
    // DOC2 with a key of 32 asterisks.
    Vector {
        name: "DOC3",
        key: "********************************",
        service: "cvm",
        host: "cvm.tencentcloudapi.com",
        timestamp: 1_551_113_065,
        method: "POST",
        query: "",
        content_type: JSON_UTF8,
        action: Some("DescribeInstances"),
        body: Some(
            b"{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\
            \": \"instance-name\"}]}",
        ),
        expected: Expected {
            date: "2019-02-25",
            payload: "35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064",
            canonical: "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84",
            by_date: "da98fb70dcf6b112dc21038d1eeeb3a95c74b4dcb12c1131f864f6066bd02be0",
            by_service: "8d70cbefb03939f929db64d32dc2ba89b1095620119fe3e050e2b18c5bd2752f",
            signing_key: "b596b923aad85185e2d1f6659d2a062e0a86731226e021e61bfe06f7ed05f5af",
            signature: "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f",
        },
    },
    // DOC2 with the key of the older page.
    Vector {
        name: "DOC3-example-key",
        key: KEY,
        service: "cvm",
        host: "cvm.tencentcloudapi.com",
        timestamp: 1_551_113_065,
        method: "POST",
        query: "",
        content_type: JSON_UTF8,
        action: Some("DescribeInstances"),
        body: Some(
            b"{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], \"Name\
            \": \"instance-name\"}]}",
        ),
        expected: Expected {
            date: "2019-02-25",
            payload: "35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064",
            canonical: "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84",
            by_date: "d1308c81fe71cfd4e06437bbc067b2b8a3d2d8c0e375d547f15c41d5214b395a",
            by_service: "3c7cb7c7795393edc14fd2e0e6434a518564b4504b88e94f5d11bf59ba3e7050",
            signing_key: "ac658d5dde49e9bfdd14e04e062f66b05d9f637d44b8a8d845327d4a77f666b1",
            signature: "644be983de9a8a3f00db8eadaba61467c3b429e2215758ba897b738ca469fd26",
        },
    },
    // GET.
    Vector {
        name: "DOC4",
        key: KEY,
        service: "cvm",
        host: "cvm.tencentcloudapi.com",
        timestamp: 1_539_084_154,
        method: "GET",
        query: "Limit=10&Offset=0",
        content_type: FORM,
        action: None,
        body: Some(br#""#),
        expected: Expected {
            date: "2018-10-09",
            payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            canonical: "91c9c192c14460df6c1ffc69e34e6c5e90708de2a6d282cccf957dbf1aa7f3a7",
            by_date: "e476728ff6d7bacfa7847b3d3d6d3a9e6f536992367701d4533354ca7b5d0fa5",
            by_service: "6e3d6d4854b8adc273db620fefefebecb11004f335f9991439eba3c231030714",
            signing_key: "39c4cf287fdff993dc407e649450ae4a0f1e1fd75aedb08d8160e47372e9b62d",
            signature: "5da7a33f6993f0614b047e5df4582db9e9bf4672ba50567dba16c6ccf174c474",
        },
    },
    // JSON with blanks.
    Vector {
        name: "A",
        key: KEY,
        service: "batch",
        host: "batch.tencentcloudapi.com",
        timestamp: 1_700_000_000,
        method: "POST",
        query: "",
        content_type: JSON,
        action: None,
        body: Some(br#"{"JobId": "job-4z1xsc8n", "TaskName": "hello2", "Offset": 0, "Limit": 10}"#),
        expected: Expected {
            date: "2023-11-14",
            payload: "a8dab67ee7d68284fcae6d291a6473ab3fe7849d3f82da7299fcf1a3b3f6e4df",
            canonical: "988c82b62ec2170ad7fd6fee37c41bfe4a5dccb6dcfd25134ba311181bf0e774",
            by_date: "887d0077ac19ed5cba18590a4fe79f7e1d851a9b05bd4e02a3af730156456978",
            by_service: "81fa44f154d0abc2307231819be5459d024ca777edce7777e7fd03223f4ddfba",
            signing_key: "a259e68d7824cd59b288effb160218d12580ef7f5ab63e55d16bff0d4966c29f",
            signature: "2b862ecf27e5405da6c35e046053707b5db0b216ec69bd64f78bd512d7abe73f",
        },
    },
    // JSON without blanks.
    Vector {
        name: "K",
        key: KEY,
        service: "batch",
        host: "batch.tencentcloudapi.com",
        timestamp: 1_700_000_000,
        method: "POST",
        query: "",
        content_type: JSON,
        action: None,
        body: Some(br#"{"JobId":"job-4z1xsc8n","TaskName":"hello2","Offset":0,"Limit":10}"#),
        expected: Expected {
            date: "2023-11-14",
            payload: "0a666776f2e261832c41e86540d68d6e8de24a5cb2c43a453e4b75811807a6a6",
            canonical: "d2e0fdd58da51278cd197d4cd514df67279b6e147249c4d33a9b76a9fd9f9012",
            by_date: "887d0077ac19ed5cba18590a4fe79f7e1d851a9b05bd4e02a3af730156456978",
            by_service: "81fa44f154d0abc2307231819be5459d024ca777edce7777e7fd03223f4ddfba",
            signing_key: "a259e68d7824cd59b288effb160218d12580ef7f5ab63e55d16bff0d4966c29f",
            signature: "675b32fb975c732e0a69440ba42b9cfce5108b39b1d1d2ff945759179c422f33",
        },
    },
    // JSON without blanks, the action signed.
    Vector {
        name: "K3",
        key: KEY,
        service: "batch",
        host: "batch.tencentcloudapi.com",
        timestamp: 1_700_000_000,
        method: "POST",
        query: "",
        content_type: JSON_UTF8,
        action: Some("DescribeTask"),
        body: Some(br#"{"JobId":"job-4z1xsc8n","TaskName":"hello2","Offset":0,"Limit":10}"#),
        expected: Expected {
            date: "2023-11-14",
            payload: "0a666776f2e261832c41e86540d68d6e8de24a5cb2c43a453e4b75811807a6a6",
            canonical: "d40853f95ae9e59a96a1f86bd844d96da8a8c304e23b6379933023b1b162584b",
            by_date: "887d0077ac19ed5cba18590a4fe79f7e1d851a9b05bd4e02a3af730156456978",
            by_service: "81fa44f154d0abc2307231819be5459d024ca777edce7777e7fd03223f4ddfba",
            signing_key: "a259e68d7824cd59b288effb160218d12580ef7f5ab63e55d16bff0d4966c29f",
            signature: "3fae3e7ea07fd4d40229a16ef692dd756132cc7b56ed8222342bf78a77630afa",
        },
    },
    // Escaped Unicode.
    Vector {
        name: "B",
        key: KEY,
        service: "batch",
        host: "batch.tencentcloudapi.com",
        timestamp: 1_700_000_000,
        method: "POST",
        query: "",
        content_type: JSON,
        action: None,
        body: Some(
            b"{\"JobId\": \"job-\\u672a\\u547d\\u540d\", \"TaskName\": \"emoji \\ud83d\\ude\
            00 \\\"q\\\" \\\\ /\"}",
        ),
        expected: Expected {
            date: "2023-11-14",
            payload: "4f63cc788fb5e0b9dd8d9d2edd0a57ea1c2307fa55bfb078f626ba98129bb4b7",
            canonical: "6868d4996d852ec2bb57aaf651491f363214cadfe5d9fdfa50352e08b25ea5fa",
            by_date: "887d0077ac19ed5cba18590a4fe79f7e1d851a9b05bd4e02a3af730156456978",
            by_service: "81fa44f154d0abc2307231819be5459d024ca777edce7777e7fd03223f4ddfba",
            signing_key: "a259e68d7824cd59b288effb160218d12580ef7f5ab63e55d16bff0d4966c29f",
            signature: "9d9b2e2f7bc8c498641551479bafbf56260a44a03e92856f202836adc84ebc77",
        },
    },
    // Raw Unicode.
    Vector {
        name: "L",
        key: KEY,
        service: "batch",
        host: "batch.tencentcloudapi.com",
        timestamp: 1_700_000_000,
        method: "POST",
        query: "",
        content_type: JSON,
        action: None,
        body: Some(r#"{"JobId":"job-未命名","TaskName":"emoji 😀 \"q\" \\ /"}"#.as_bytes()),
        expected: Expected {
            date: "2023-11-14",
            payload: "b9d707a6a48b8c2a78ea670cd913b8a2fbe3f69a41e3d531a0a98b1b5c33bb4f",
            canonical: "9c0bd68c361ca764950665b2ce9dab0e47a622e564619a5fdfddd234a858be80",
            by_date: "887d0077ac19ed5cba18590a4fe79f7e1d851a9b05bd4e02a3af730156456978",
            by_service: "81fa44f154d0abc2307231819be5459d024ca777edce7777e7fd03223f4ddfba",
            signing_key: "a259e68d7824cd59b288effb160218d12580ef7f5ab63e55d16bff0d4966c29f",
            signature: "305a33c1f34c881b4fb3e951004dbea8d9f1102b2dc74d5dc8661c52a1c66fae",
        },
    },
    // GET in the last second of a year.
    Vector {
        name: "C",
        key: KEY,
        service: "cvm",
        host: "cvm.tencentcloudapi.com",
        timestamp: 1_704_067_199,
        method: "GET",
        query: "InstanceIds.0=ins-1&InstanceIds.1=ins-2&Filters.0.Name=zone&\
            Filters.0.Values.0=a+b%26c%3Dd%2F%E4%B8%AD~%2A&Limit=20",
        content_type: FORM,
        action: None,
        body: Some(br#""#),
        expected: Expected {
            date: "2023-12-31",
            payload: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            canonical: "1c87728b47ad56982afd789bc78eac82368cecb845407e8b9ba78c06412870a0",
            by_date: "e43588b2227f54e002e8c86ca67305e17ecce01f1f6eae77cf986a13ca43374f",
            by_service: "fc1a76c14dfd9aef51a2973a13d24da1cb579f88fee6e3f8a0c0ce77034c0d9b",
            signing_key: "77c5214b132b0a77db3bb91e938e3e477415b59e7e3a28f35a302dde391b4a30",
            signature: "b631cf733f5a5fe1c2efb7b8b112620f5eeb041836f59638f575001a1efe0987",
        },
    },
    // Multipart in the first second of a year.
    Vector {
        name: "D",
        key: KEY,
        service: "cvm",
        host: "cvm.tencentcloudapi.com",
        timestamp: 1_704_067_200,
        method: "POST",
        query: "",
        content_type: "multipart/form-data; boundary=0123456789abcdef0123456789abcdef",
        action: None,
        body: Some(MULTIPART),
        expected: Expected {
            date: "2024-01-01",
            payload: "b434ecdd0d3b98c6d8944b3d08b109125fdc59ab072653db4ee904aeb2e6c84a",
            canonical: "71022f9e80114480b3cd44cc157e913429a4cc91d6e8cf51e3b0ed7b58beeed1",
            by_date: "879bcd529de38b5ae1028b0802708a20317a71bc6d694029eb8ad5fd6f23226d",
            by_service: "fc4c6fe4bb19a9f6e5c1a9f5f25fc8a36da0d7fe5d639a18a99417570c468058",
            signing_key: "15cdf3bd4c9e223803ae040505a7822b26b68d56c87a39e0b0b82d45c7e20575",
            signature: "1a7abb626d6b501dc5f3f14c383df3556dc7f8b758f23bf481357445c6706181",
        },
    },
    // Unsigned payload.
    Vector {
        name: "E",
        key: KEY,
        service: "batch",
        host: "batch.tencentcloudapi.com",
        timestamp: 1_700_000_000,
        method: "POST",
        query: "",
        content_type: JSON,
        action: None,
        body: None,
        expected: Expected {
            date: "2023-11-14",
            payload: "438d4109ef0d676b8c2c7ed13cdfcb418e494d53b843d4634ce3b1085f07bb96",
            canonical: "9e8c6ec9eae4a07e03b3535225db293682d4cfd27002a4e2735ad6518ff61785",
            by_date: "887d0077ac19ed5cba18590a4fe79f7e1d851a9b05bd4e02a3af730156456978",
            by_service: "81fa44f154d0abc2307231819be5459d024ca777edce7777e7fd03223f4ddfba",
            signing_key: "a259e68d7824cd59b288effb160218d12580ef7f5ab63e55d16bff0d4966c29f",
            signature: "b8398d8a4e37947189d3b006ddabbdc5ebbb9ea4cb131f997a014a52beeaeac0",
        },
    },
    // Octet-stream.
    Vector {
        name: "F",
        key: KEY,
        service: "cls",
        host: "cls.tencentcloudapi.com",
        timestamp: 1_700_000_000,
        method: "POST",
        query: "",
        content_type: "application/octet-stream",
        action: None,
        body: Some(b"\x0a\x03abc"),
        expected: Expected {
            date: "2023-11-14",
            payload: "8ab7a6c5e74737878ac73863cb76739d15d4666de44e5756bf55a2f9e9ab5f44",
            canonical: "0f8d26b0ecf6def610ace8c944614da9a7f6e9b64e28cc015ef7c9056e5721ee",
            by_date: "887d0077ac19ed5cba18590a4fe79f7e1d851a9b05bd4e02a3af730156456978",
            by_service: "03e0a9fb87db816b88924ca956d737a5c4fc72691fbf546e3c1b131bdf36c7c7",
            signing_key: "87091ee896f4c2bc9ac4a8a703f1f35c24d1d90fb646236da0e4871bb5baa80b",
            signature: "460793677fcea46babd273f7414d84bf1111ab3693c35cde57cff235e0034abb",
        },
    },
    // An empty object on a leap day, regional host.
    Vector {
        name: "G",
        key: KEY,
        service: "sts",
        host: "sts.ap-singapore.tencentcloudapi.com",
        timestamp: 1_583_020_799,
        method: "POST",
        query: "",
        content_type: JSON,
        action: None,
        body: Some(br#"{}"#),
        expected: Expected {
            date: "2020-02-29",
            payload: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
            canonical: "285fa189570fc0b13f082b52742eaacd65f7c5e9156e8d45bf7c8f7f71d71819",
            by_date: "83eee029ce57653bb743ed704486694b1c7e716a9c160de586d58fabb3ec198a",
            by_service: "cce450e0a8558413ffda5b43b363f9332dd38d8ece9597c9205dd1af981b4da6",
            signing_key: "d17a13faa803c215af23ecfcdab458cf4a93b1838a0beb79168b3045601fc5fa",
            signature: "9d48a8596378aad2a43c538983587480a66e8bc3ebcb6fa986e2336148a23f04",
        },
    },
    // A key of another form.
    Vector {
        name: "Node1",
        key: "test-secret-key",
        service: "cvm",
        host: "cvm.tencentcloudapi.com",
        timestamp: 1_640_995_200,
        method: "POST",
        query: "",
        content_type: JSON,
        action: None,
        body: Some(br#"{"Action":"DescribeInstances","Version":"2017-03-12"}"#),
        expected: Expected {
            date: "2022-01-01",
            payload: "8161d71add76597e6dc0e223286ca9a96dec0b7eca6e08f9364680387415b4dc",
            canonical: "11b4984250df9d76592a8eb098c42d8c757bebef390e23479ceac3a58148f4d9",
            by_date: "50e5e75700e00e6b9dc95a43bc37b8d62490ad3e193d88180d40e5c1ab292e06",
            by_service: "ce02bc4c99e3fd523fea5b6430b8025259e743f334af4ad06d96719b65ba76a5",
            signing_key: "51163fedb67b881d328ad9515466d1a164512a212cf7e046c80009d2258088ba",
            signature: "96473b50fe407833672a5d6d067238d88bb44c8abcc39ef83baa3132afbfadd3",
        },
    },
];

/// Returns the vector's request in canonical form.
fn canonical_form(vector: &Vector) -> Canonical {
    let mut headers = vec![("Host", vector.host), ("Content-Type", vector.content_type)];
    headers.extend(vector.action.map(|action| ("X-TC-Action", action)));
    let payload_hash = vector.body.map_or_else(unsigned_payload, hash);
    let parts = Parts {
        method: vector.method,
        query: vector.query,
        headers: &headers,
        payload_hash: &payload_hash,
    };
    canonical(parts)
}

#[test]
fn every_step() {
    for vector in VECTORS {
        let date = date::utc(vector.timestamp);
        let scope = Scope { date: &date, service: vector.service };
        let canonical = canonical_form(vector).text;
        let text = string_to_sign(vector.timestamp, scope, &canonical);
        let [by_date, by_service, signing_key] =
            key::steps(vector.key, scope).map(|step| hex(&step));
        let found = Expected {
            date: date.as_str(),
            payload: &vector.body.map_or_else(unsigned_payload, hash),
            canonical: &hash(canonical.as_bytes()),
            by_date: &by_date,
            by_service: &by_service,
            signing_key: &signing_key,
            signature: &key::derive(vector.key, scope).sign(&text),
        };
        assert_eq!(found, vector.expected, "{}", vector.name);
    }
}

#[test]
fn the_whole_header() {
    for vector in VECTORS {
        let signer = Signer {
            secret_id: ID,
            secret_key: vector.key,
            service: vector.service,
            timestamp: vector.timestamp,
        };
        let names = if vector.action.is_some() {
            "content-type;host;x-tc-action"
        } else {
            "content-type;host"
        };
        let Expected { date, signature, .. } = vector.expected;
        let expected = format!(
            "TC3-HMAC-SHA256 Credential={ID}/{date}/{}/tc3_request, SignedHeaders={names}, \
                Signature={signature}",
            vector.service
        );
        assert_eq!(authorize(signer, &canonical_form(vector)), expected, "{}", vector.name);
    }
}

#[test]
fn canonical_request_as_text() {
    insta::assert_snapshot!(canonical_form(&VECTORS[1]).text, @r"
    POST
    /

    content-type:application/json; charset=utf-8
    host:cvm.tencentcloudapi.com
    x-tc-action:describeinstances

    content-type;host;x-tc-action
    35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064
    ");
}

#[test]
fn text_to_sign() {
    let scope = Scope { date: "2019-02-25", service: "cvm" };
    insta::assert_snapshot!(string_to_sign(1_551_113_065, scope, &canonical_form(&VECTORS[0]).text),
        @r"
    TC3-HMAC-SHA256
    1551113065
    2019-02-25/cvm/tc3_request
    5ffe6a04c0664d6b969fab9a13bdab201d63ee709638e2749d62a09ca18d7031
    ");
}
