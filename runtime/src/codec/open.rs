/// A documented set of texts that stays open: the service may answer with others.
pub trait OpenEnum: Clone + Eq + Send + Sync + 'static {
    /// The documented values.
    const KNOWN: &'static [Self];

    /// The text on the wire.
    fn as_str(&self) -> &str;

    /// A value that the documents do not list.
    fn other(text: String) -> Self;
}

/// The value that a text stands for: a documented one where there is one.
pub fn parse<E: OpenEnum>(text: &str) -> E {
    match E::KNOWN.iter().find(|known| known.as_str() == text) {
        Some(known) => known.clone(),
        None => E::other(text.to_owned()),
    }
}
