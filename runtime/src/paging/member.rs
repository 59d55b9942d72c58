//! Members by their names, where a page's request or answer has them.

use crate::codec::{Shape, Slot, Step, Structure, Target};

/// Shows the slot of a member to `act`; names may lead into structures with a dot.
fn at<T>(value: &mut dyn Structure, path: &str, act: impl FnOnce(Slot<'_>) -> Option<T>) -> Option<T> {
    inside(value.shape(), &mut &mut *value, path, act)
}

fn inside<T>(shape: &Shape, target: &mut dyn Target, path: &str, act: impl FnOnce(Slot<'_>) -> Option<T>) -> Option<T> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let index = shape.position(name, 0)?;
    let Some(rest) = rest else { return act(target.slot(index, Step::Look)) };
    let (mut act, mut found) = (Some(act), None);
    target.slot(
        index,
        Step::Find(&mut |shape, target| {
            found = act.take().and_then(|act| inside(shape, target, rest, act));
        }),
    );
    found
}

/// A number, which may be written as text.
pub(super) fn number(value: &mut dyn Structure, path: &str) -> Option<u64> {
    at(value, path, |slot| match slot {
        Slot::Unsigned(number) => *number,
        Slot::Integer(number) => number.and_then(|number| u64::try_from(number).ok()),
        Slot::Text(text) => text.as_ref()?.trim().parse().ok(),
        _ => None,
    })
}

/// Sets a number; `false` where there is no member that takes one.
pub(super) fn set_number(value: &mut dyn Structure, path: &str, number: u64) -> bool {
    let set = at(value, path, |slot| {
        match slot {
            Slot::Unsigned(place) => *place = Some(number),
            Slot::Integer(place) => *place = Some(i64::try_from(number).ok()?),
            Slot::Text(place) => *place = Some(number.to_string()),
            _ => return None,
        }
        Some(())
    });
    set.is_some()
}

/// A token as text; nothing where it is empty.
pub(super) fn token(value: &mut dyn Structure, path: &str) -> Option<String> {
    let text = at(value, path, |slot| match slot {
        Slot::Text(text) => text.clone(),
        Slot::Integer(number) => number.map(|number| number.to_string()),
        Slot::Unsigned(number) => number.map(|number| number.to_string()),
        _ => None,
    });
    text.filter(|text| !text.is_empty())
}

/// Sets a token; `false` where there is no member that takes it.
pub(super) fn set_token(value: &mut dyn Structure, path: &str, token: &str) -> bool {
    let set = at(value, path, |slot| {
        match slot {
            Slot::Text(place) => *place = Some(token.to_owned()),
            Slot::Integer(place) => *place = Some(token.parse().ok()?),
            Slot::Unsigned(place) => *place = Some(token.parse().ok()?),
            _ => return None,
        }
        Some(())
    });
    set.is_some()
}

/// A flag, which may be written as a number.
pub(super) fn flag(value: &mut dyn Structure, path: &str) -> Option<bool> {
    at(value, path, |slot| match slot {
        Slot::Boolean(flag) => *flag,
        Slot::Integer(number) => number.map(|number| number != 0),
        Slot::Unsigned(number) => number.map(|number| number != 0),
        Slot::Text(text) => text.as_ref().map(|text| text.eq_ignore_ascii_case("true") || text == "1"),
        _ => None,
    })
}
