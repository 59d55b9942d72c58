use super::VariantNames;
use super::taken::Taken;
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
    let mut taken = Taken::new(variants.values().map(String::as_str).chain(["Other", "Self"]));
    for text in newcomers {
        let plain = variant(text);
        let name = taken.claim([plain.as_str(), format!("{plain}Value").as_str()]);
        variants.insert(text.to_owned(), name);
    }
}
