use heck::{ToSnakeCase, ToUpperCamelCase};
use std::borrow::Cow;
use tencentcloud_spec::text::is_hidden;

/// Words whose inner capitals do not start a new word.
const ACRONYMS: [(&str, &str); 17] = [
    ("IPv4", "Ipv4"),
    ("IPv6", "Ipv6"),
    ("IPV4", "Ipv4"),
    ("IPV6", "Ipv6"),
    ("DDoS", "Ddos"),
    ("DDOS", "Ddos"),
    ("OAuth", "Oauth"),
    ("CKafka", "Ckafka"),
    ("QoS", "Qos"),
    ("IoT", "Iot"),
    ("SaaS", "Saas"),
    ("PaaS", "Paas"),
    ("IaaS", "Iaas"),
    ("K8S", "K8s"),
    ("TiDB", "Tidb"),
    ("MySQL", "Mysql"),
    ("VPCs", "Vpcs"),
];

/// Converts the name of a field or an action to snake case.
///
/// `TagIDs` becomes `tag_ids`, and `IPv6` becomes `ipv6`.
pub(crate) fn snake(name: &str) -> String {
    let snake = plural_acronyms(&acronyms(name)).to_snake_case();
    at_least_a_letter(&snake, "field_")
}

/// Converts a name to the name of a type.
///
/// A name that already is upper camel case keeps its spelling, so that people find it.
pub(crate) fn upper_camel(name: &str) -> String {
    let keeps = name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|other| other.is_ascii_alphanumeric());
    let camel = if keeps { name.to_owned() } else { name.to_upper_camel_case() };
    at_least_a_letter(&camel, "Type")
}

/// Converts a text on the wire to the name of a variant.
///
/// `FAILED_INTERRUPTED` becomes `FailedInterrupted`, and `ResourceNotFound.Task` becomes
/// `ResourceNotFoundTask`. Invisible letters, and letters that look like others to people or to
/// compilers, become their numbers: `\u{3164}` becomes `U3164`.
pub(crate) fn variant(text: &str) -> String {
    let text = numbered(text);
    let camel: String = text
        .split(|c: char| !unicode_ident::is_xid_continue(c) || c == '_')
        .map(variant_word)
        .collect();
    let end = camel.char_indices().nth(LONGEST_VARIANT).map_or(camel.len(), |(at, _)| at);
    at_least_a_letter(&camel[..end], "Value")
}

/// The maximal number of letters in the name of a variant.
const LONGEST_VARIANT: usize = 120;

/// Replaces unusual letters by their numbers.
fn numbered(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match is_plain(c) || !(is_hidden(c) || unicode_ident::is_xid_continue(c)) {
            true => out.push(c),
            false => out += &format!(" U{:04x} ", u32::from(c)),
        }
    }
    Cow::Owned(out)
}

/// Returns true if a letter can be used in a name as it is.
///
/// These are ASCII letters, and Chinese, Japanese and Korean characters, of which no two are the
/// same to a compiler.
fn is_plain(c: char) -> bool {
    c.is_ascii_graphic()
        || c == ' '
        || matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{4dbf}')
        || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

fn variant_word(word: &str) -> String {
    let is_camel = word.starts_with(|first: char| first.is_uppercase())
        && word.chars().any(char::is_lowercase);
    if is_camel { word.to_owned() } else { word.to_upper_camel_case() }
}

/// The maximal length of a file name without its extension.
///
/// File systems allow 255 bytes, and tests append their own words.
const LONGEST_FILE: usize = 160;

/// Returns the file name of a type, without the extension.
pub(crate) fn file(type_name: &str) -> String {
    match snake(type_name).as_str() {
        // `mod.rs` belongs to the folder. The other names cannot be module names, not even raw.
        name @ ("mod" | "self" | "super" | "crate") => format!("{name}_"),
        name if is_device(name) => format!("{name}_"),
        name if name.len() > LONGEST_FILE => shortened(name),
        name => name.to_owned(),
    }
}

/// Returns true if Windows reserves a name, whatever its extension.
pub(crate) fn is_device(name: &str) -> bool {
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    matches!(name, "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|port| matches!(port.as_bytes(), [b'0'..=b'9']))
}

/// Shortens a name to its start and a number that distinguishes it from names with the same start.
fn shortened(name: &str) -> String {
    // FNV-1a gives the same number in every version of Rust.
    let number = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let end =
        (0..=LONGEST_FILE - 17).rev().find(|end| name.is_char_boundary(*end)).unwrap_or_default();
    format!("{}_{number:016x}", name[..end].trim_end_matches('_'))
}

fn at_least_a_letter(name: &str, prefix: &str) -> String {
    if name.starts_with(unicode_ident::is_xid_start) {
        name.to_owned()
    } else {
        format!("{prefix}{name}")
    }
}

fn acronyms(name: &str) -> String {
    let has_one = |name: &str| ACRONYMS.iter().any(|(from, _)| name.contains(from));
    if !has_one(name) {
        return name.to_owned();
    }
    ACRONYMS.iter().fold(name.to_owned(), |name, (from, to)| name.replace(from, to))
}

/// Converts plurals of acronyms: `TagIDs` becomes `TagIds`.
///
/// A plural is a run of capitals and an `s`, followed by the end or another word.
fn plural_acronyms(name: &str) -> String {
    let mut chars: Vec<char> = name.chars().collect();
    for end in 2..chars.len() {
        let is_plural = chars[end] == 's'
            && chars[end - 1].is_ascii_uppercase()
            && chars[end - 2].is_ascii_uppercase()
            && chars.get(end + 1).is_none_or(|next| next.is_ascii_uppercase());
        if is_plural {
            let start = chars[..end]
                .iter()
                .rposition(|c| !c.is_ascii_uppercase())
                .map_or(0, |before| before + 1);
            for c in &mut chars[start + 1..end] {
                c.make_ascii_lowercase();
            }
        }
    }
    chars.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        let cases = [
            ("JobId", "job_id"),
            ("TagIDs", "tag_ids"),
            ("IPv6", "ipv6"),
            ("IPv6Addresses", "ipv6_addresses"),
            ("CKafkaId", "ckafka_id"),
            ("DDoS", "ddos"),
            ("OAuthToken", "oauth_token"),
            ("VPCID", "vpcid"),
            ("URLs", "urls"),
            ("APIsCount", "apis_count"),
            ("MD5", "md5"),
            ("DNSSECEnabled", "dnssec_enabled"),
            ("hadAutoFixVul", "had_auto_fix_vul"),
            ("K8SVersion", "k8s_version"),
            ("Type", "type"),
            ("2D", "field_2d"),
        ];
        for (name, expected) in cases {
            assert_eq!(snake(name), expected, "{name}");
        }
    }

    #[test]
    fn variants() {
        let cases = [
            ("FAILED_INTERRUPTED", "FailedInterrupted"),
            ("ResourceNotFound.Task", "ResourceNotFoundTask"),
            ("InternalError.CallCpmAPI", "InternalErrorCallCpmAPI"),
            ("cloud_basic", "CloudBasic"),
            ("S5.LARGE8", "S5Large8"),
            ("100-200", "Value100200"),
            ("", "Value"),
            ("未命名", "未命名"),
            ("\u{3164}", "U3164"),
            ("a\u{3164}", "AU3164"),
            ("\u{202e}abc", "U202eAbc"),
            ("x\0y", "XY"),
            ("caf\u{e9}", "CafU00e9"),
            ("cafe\u{301}", "CafeU0301"),
            ("\u{212a}", "U212a"),
            ("ﬁ", "Ufb01"),
            ("状态🦀", "状态"),
            ("。", "Value"),
        ];
        for (name, expected) in cases {
            assert_eq!(variant(name), expected, "{name}");
        }
    }

    #[test]
    fn files_have_names_that_every_system_takes() {
        let cases = [
            ("Mod", "mod_"),
            ("Con", "con_"),
            ("AUX", "aux_"),
            ("Nul", "nul_"),
            ("Prn", "prn_"),
            ("Com1", "com1_"),
            ("Lpt9", "lpt9_"),
            ("Com10", "com10"),
            ("Console", "console"),
        ];
        for (name, expected) in cases {
            assert_eq!(file(name), expected, "{name}");
        }
        let long =
            ["A".repeat(300), "Ab".repeat(150), "Ab".repeat(149) + "Ac"].map(|name| file(&name));
        assert!(long.iter().all(|name| name.len() <= LONGEST_FILE), "{long:?}");
        assert_ne!(long[1], long[2]);
    }

    #[test]
    fn types_keep_the_documents_spelling() {
        assert_eq!(upper_camel("AICallConfig"), "AICallConfig");
        assert_eq!(upper_camel("some_Thing"), "SomeThing");
        assert_eq!(upper_camel("lower"), "Lower");
    }
}
