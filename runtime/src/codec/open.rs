use std::fmt;
use std::ops::Deref;

/// A text that an open enum has no variant for.
///
/// Only parsing makes one: `TaskState::from("NEW")` is `Other` as long as the documents do not list `NEW`, and the variant
/// as soon as they do. So a program compares with the text, which stays true:
///
/// ```
/// # use tencentcloud_runtime::codec::Unlisted;
/// fn is_new(text: &Unlisted) -> bool {
///     text == "NEW"
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unlisted(String);

impl Unlisted {
    /// Returns the text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Unlisted {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Unlisted {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Unlisted {
    fn eq(&self, text: &str) -> bool {
        self.0 == text
    }
}

impl PartialEq<&str> for Unlisted {
    fn eq(&self, text: &&str) -> bool {
        self.0 == *text
    }
}

/// A documented set of texts that stays open: the service may answer with others.
pub trait OpenEnum: Clone + Eq + Send + Sync + 'static {
    /// The documented texts.
    const TEXTS: &'static [&'static str];

    /// The value of the documented text at `index`; past the last, that of another text, which is empty otherwise.
    fn at(index: usize, other: Unlisted) -> Self;

    /// The index of the value's text, or the text where the documents do not list it.
    fn index(&self) -> Result<usize, &str>;

    /// The text on the wire.
    #[inline]
    fn as_str(&self) -> &str {
        text(self.index(), Self::TEXTS)
    }
}

/// The value that a text stands for: a documented one where there is one.
#[inline]
pub fn parse<E: OpenEnum>(text: &str) -> E {
    let (index, other) = find(text, E::TEXTS);
    E::at(index, other)
}

/// The same value once more: what `Clone` gives.
#[inline]
pub fn again<E: OpenEnum>(value: &E) -> E {
    let (index, other) = owned(value.index(), E::TEXTS);
    E::at(index, other)
}

// What follows is the same code for all sets, and stays so if it is never copied into them.

/// The index of a text, or that past the last and the text.
#[inline(never)]
fn find(text: &str, texts: &[&str]) -> (usize, Unlisted) {
    owned(texts.iter().position(|known| *known == text).ok_or(text), texts)
}

/// An index, or that past the last and the text that has none.
#[inline(never)]
fn owned(index: Result<usize, &str>, texts: &[&str]) -> (usize, Unlisted) {
    match index {
        Ok(index) => (index, Unlisted(String::new())),
        Err(text) => (texts.len(), Unlisted(text.to_owned())),
    }
}

/// The text at an index, or the one that has none.
#[inline(never)]
fn text<'a>(index: Result<usize, &'a str>, texts: &[&'static str]) -> &'a str {
    match index {
        Ok(index) => texts[index],
        Err(text) => text,
    }
}
