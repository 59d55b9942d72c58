//! Chooses one of several statements.

use super::conflict::{Aspect, Claim, Conflicts};
use crate::draft::Place;
use crate::language::{is_foreign, same_prose};
use std::fmt::Display;

/// The subject of a statement, for the warning.
#[derive(Clone, Copy)]
pub(crate) struct About<'a> {
    pub(crate) aspect: Aspect,
    /// The action or the structure.
    pub(crate) owner: &'a str,
    /// The field; the owner's own name where it is the owner's own property.
    pub(crate) subject: &'a str,
}

/// Takes the first of the claims, which are sorted by trust; the others that differ are conflicts.
pub(crate) fn first<T: PartialEq + Clone>(
    about: About<'_>,
    claims: impl IntoIterator<Item = Claim<T>>,
    show: impl Fn(&T) -> String,
    conflicts: &mut Conflicts,
) -> Option<Claim<T>> {
    let mut claims = claims.into_iter();
    let taken = claims.next()?;
    for left in claims.filter(|left| left.value != taken.value) {
        record(about, (&taken, &left), &show, conflicts);
    }
    Some(taken)
}

/// Records one disagreement.
pub(crate) fn record<T>(
    about: About<'_>,
    (taken, left): (&Claim<T>, &Claim<T>),
    show: &impl Fn(&T) -> String,
    conflicts: &mut Conflicts,
) {
    let text = |claim: &Claim<T>| Claim::new(show(&claim.value), claim.place.clone());
    conflicts.value(about.aspect, about.owner, about.subject, (&text(taken), &text(left)));
}

/// Takes the first English text of the claims, which are sorted by trust, or else the first; empty
/// ones do not count. Others of the same language that say something else are conflicts: a
/// translation is none.
pub(crate) fn prose<'a>(
    subject: &str,
    claims: impl IntoIterator<Item = (&'a str, Place)>,
    conflicts: &mut Conflicts,
) -> String {
    let claims: Vec<_> = claims.into_iter().filter(|(text, _)| !text.is_empty()).collect();
    let Some(&(taken, ref taken_place)) = claims.iter().min_by_key(|(text, _)| is_foreign(text))
    else {
        return String::new();
    };
    for (text, place) in &claims {
        if is_foreign(text) == is_foreign(taken) && !same_prose(taken, text) {
            conflicts.places(Aspect::Docs, "", subject, (taken_place, place));
        }
    }
    taken.to_owned()
}

/// Shows a value as it prints itself.
pub(crate) fn shown<T: Display>(value: &T) -> String {
    value.to_string()
}
