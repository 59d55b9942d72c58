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
    match position(text, name::<E>) {
        Some(index) => E::KNOWN[index].clone(),
        None => E::other(text.to_owned()),
    }
}

fn name<E: OpenEnum>(index: usize) -> Option<&'static str> {
    match E::KNOWN.get(index) {
        Some(known) => Some(known.as_str()),
        None => None,
    }
}

/// The search is the same code for all sets.
fn position(text: &str, name: fn(usize) -> Option<&'static str>) -> Option<usize> {
    (0..).map_while(name).position(|name| name == text)
}
