//! The words of a name such as `SSLPrivateKeyId`.

/// Returns the words of a name in lower case.
pub(super) fn words(name: &str) -> Vec<String> {
    parts(name).iter().map(|part| part.to_lowercase()).collect()
}

/// Returns the words of a name as they are written there. A word starts at a capital after a small
/// letter, and at the last of several capitals if a small one follows: `IDs` stays one word.
pub(crate) fn parts(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    for (i, &letter) in letters.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| letters[i]);
        if before.is_none_or(|c| c == '_') || starts_word(&letters, i) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter != '_') {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn starts_word(letters: &[char], i: usize) -> bool {
    let small = |at: usize| letters.get(at).is_some_and(|c| c.is_lowercase());
    let plural = letters.get(i + 1) == Some(&'s') && !small(i + 2);
    letters[i].is_uppercase()
        && i > 0
        && (!letters[i - 1].is_uppercase() || (small(i + 1) && !plural))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_are_split() {
        let cases = [
            ("SSLPrivateKeyId", "ssl private key id"),
            ("db_password", "db password"),
            ("UserIDs", "user ids"),
            ("KeyIDList", "key id list"),
            ("AKs", "aks"),
            ("AppSKey", "app s key"),
            ("GetMFAToken", "get mfa token"),
            ("V2Token", "v2 token"),
            ("_x", "x"),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(words(name).join(" "), expected, "{name}");
        }
    }
}
