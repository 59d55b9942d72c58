//! Names as phrases: `InstanceIds` is "instance IDs".

use crate::passes::words::parts;

/// Words that are written in capitals whatever the name does.
const ACRONYMS: [&str; 12] =
    ["ID", "IDs", "IP", "IPs", "URL", "URLs", "HTTP", "HTTPS", "CPU", "GPU", "JSON", "CIDR"];

/// Returns the words of a name, in small letters but for acronyms.
pub(super) fn phrase(name: &str) -> String {
    let phrase = parts(name).iter().map(|part| word(part)).collect::<Vec<_>>().join(" ");
    // The one common word that begins with two capitals and goes on in small letters.
    phrase.replace("i pv", "IPv")
}

fn word(part: &str) -> String {
    let known = ACRONYMS.iter().find(|acronym| acronym.eq_ignore_ascii_case(part));
    let is_acronym = part.chars().filter(char::is_ascii_uppercase).count() > 1;
    match known {
        Some(acronym) => (*acronym).to_owned(),
        None if is_acronym => part.to_owned(),
        None => part.to_lowercase(),
    }
}

/// Returns a phrase as a sentence.
pub(super) fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    format!("{}{}.", first.into_iter().collect::<String>(), letters.as_str())
}

/// Returns names in code spans: "`A`, `B` and 3 more".
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>, most: usize) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        names if names.len() > most => {
            format!("{} and {} more", names[..most].join(", "), names.len() - most)
        }
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        names => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_phrases() {
        let cases = [
            ("InstanceIds", "instance IDs"),
            ("IPv6Address", "IPv6 address"),
            ("ZoneNotSupported", "zone not supported"),
            ("LocalDnsName", "local dns name"),
            ("CPU", "CPU"),
            ("Type", "type"),
        ];
        for (name, expected) in cases {
            assert_eq!(phrase(name), expected);
        }
        assert_eq!(sentence("instance IDs"), "Instance IDs.");
    }

    #[test]
    fn long_lists_are_counted() {
        let listed = |names: &[&str]| super::listed(names.iter().copied(), 2);
        assert_eq!(listed(&["A"]), "`A`");
        assert_eq!(listed(&["A", "B"]), "`A` and `B`");
        assert_eq!(listed(&["A", "B", "C", "D"]), "`A`, `B` and 2 more");
    }
}
