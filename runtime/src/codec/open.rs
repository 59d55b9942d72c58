/// A documented set of texts that stays open: the service may answer with others.
pub trait OpenEnum: Clone + Eq + Send + Sync + 'static {
    /// The documented texts.
    const TEXTS: &'static [&'static str];

    /// The value of the documented text at `index`; nothing past the last.
    fn known(index: usize) -> Option<Self>;

    /// The index of the value's text, or the text where the documents do not list it.
    fn index(&self) -> Result<usize, &str>;

    /// A value that the documents do not list.
    fn other(text: String) -> Self;

    /// The text on the wire.
    #[inline]
    fn as_str(&self) -> &str {
        match self.index() {
            Ok(index) => Self::TEXTS[index],
            Err(text) => text,
        }
    }
}

/// The value that a text stands for: a documented one where there is one.
#[inline]
pub fn parse<E: OpenEnum>(text: &str) -> E {
    match E::known(position(text, E::TEXTS)) {
        Some(known) => known,
        None => E::other(text.to_owned()),
    }
}

/// The index of a text, or that past the last. The search is the same code for all sets.
fn position(text: &str, texts: &[&str]) -> usize {
    texts.iter().position(|known| *known == text).unwrap_or(texts.len())
}
