use super::VariantNames;
use super::used_names::UsedNames;
use crate::name::variant;
use std::collections::BTreeSet;

/// Chooses the variants of texts.
pub(super) fn settle_variants<'a>(
    variants: &mut VariantNames,
    texts: impl IntoIterator<Item = &'a str>,
) {
    let newcomers: BTreeSet<&str> =
        texts.into_iter().filter(|text| !variants.contains_key(*text)).collect();
    if newcomers.is_empty() {
        return;
    }
    // Every open enum has `Other`; `Self` cannot be a variant.
    let mut used = UsedNames::new(variants.values().map(String::as_str).chain(["Other", "Self"]));
    for text in newcomers {
        let plain = variant(text);
        let name = used.claim([plain.as_str(), format!("{plain}Value").as_str()]);
        variants.insert(text.to_owned(), name);
    }
}

#[cfg(test)]
mod tests {
    use super::settle_variants;
    use crate::names::VariantNames;

    /// Returns the variants of texts, in the alphabetical order of the texts.
    fn settled(before: &[&str], texts: &[&str]) -> String {
        let mut variants = VariantNames::new();
        settle_variants(&mut variants, before.iter().copied());
        settle_variants(&mut variants, texts.iter().copied());
        let pairs = variants.iter().map(|(text, name)| format!("{text}={name}"));
        pairs.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn texts_that_collide_have_different_variants() {
        let cases: [(&[&str], &[&str], &str); 9] = [
            (&[], &["STOP", "RUN"], "RUN=Run STOP=Stop"),
            (&[], &["on", "ON"], "ON=On on=OnValue"),
            (&[], &["a_b", "a-b", "a.b"], "a-b=AB a.b=ABValue a_b=ABValue2"),
            // `Other` is the variant of all other texts, and `Self` is a keyword.
            (&[], &["OTHER", "self"], "OTHER=OtherValue self=SelfValue"),
            (&[], &["+", "-"], "+=Value -=ValueValue"),
            // Earlier names stay, although the new text comes first in the alphabet.
            (&["on"], &["ON"], "ON=OnValue on=On"),
            (&["on", "ON"], &["oN"], "ON=On oN=ONValue2 on=OnValue"),
            (&["on"], &["on"], "on=On"),
            (&["gone"], &["on"], "gone=Gone on=On"),
        ];
        for (before, texts, expected) in cases {
            assert_eq!(settled(before, texts), expected, "{before:?} {texts:?}");
        }
    }
}
