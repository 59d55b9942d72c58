//! Lists that are fetched in pages.

use serde_json::{Map, Value};
use tencentcloud_spec::model::{Action, Paging};

/// The number of items on a page if the request does not set it.
const PAGE: usize = 20;

/// Returns whether an action pages.
pub(super) fn can(action: &Action) -> bool {
    action.paging.is_some()
}

/// Returns the list in a response.
pub(super) fn list(response: &Map<String, Value>, action: &Action) -> Option<Vec<Value>> {
    let mut steps = action.paging.as_ref()?.items().split('.');
    let first = response.get(steps.next()?)?;
    steps.try_fold(first, |value, step| value.get(step))?.as_array().cloned()
}

/// Sets the requested page of a list in a response, and the fields that tell whether there are more
/// pages.
pub(super) fn put(
    response: &mut Map<String, Value>,
    action: &Action,
    parameters: &Value,
    all: &[Value],
) {
    let number = |name: &str| number(parameters.get(name));
    let size = |name: &str| number(name).filter(|size| *size > 0).unwrap_or(PAGE);
    let Some(paging) = &action.paging else { return };
    match paging {
        Paging::Offset { offset, limit, items, total, .. } => {
            slice(response, items, all, number(offset).unwrap_or(0), size(limit));
            count(response, total.as_deref(), all);
        }
        Paging::Page { page, size: limit, first, items, total, .. } => {
            let before =
                number(page).unwrap_or(0).saturating_sub(usize::try_from(*first).unwrap_or(0));
            slice(response, items, all, before.saturating_mul(size(limit)), size(limit));
            count(response, total.as_deref(), all);
        }
        Paging::Token { token, next, limit, items, more, done, .. } => {
            let (start, size) = (number(token).unwrap_or(0), limit.as_deref().map_or(PAGE, size));
            let end = start.saturating_add(size);
            slice(response, items, all, start, size);
            let is_last = end >= all.len();
            set(response, next, if is_last { "".into() } else { end.to_string().into() });
            more.iter().for_each(|name| set(response, name, Value::Bool(!is_last)));
            done.iter().for_each(|name| set(response, name, Value::Bool(is_last)));
        }
    }
}

fn number(value: Option<&Value>) -> Option<usize> {
    match value? {
        Value::String(text) => text.parse().ok(),
        other => usize::try_from(other.as_u64()?).ok(),
    }
}

fn slice(response: &mut Map<String, Value>, path: &str, all: &[Value], start: usize, size: usize) {
    set(response, path, all.iter().skip(start).take(size).cloned().collect());
}

fn count(response: &mut Map<String, Value>, path: Option<&str>, all: &[Value]) {
    if let Some(path) = path {
        set(response, path, all.len().into());
    }
}

/// Sets a field, which may be inside a wrapper.
fn set(response: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => drop(response.insert(path.to_owned(), value)),
        Some((wrapper, rest)) => {
            let inner = response.entry(wrapper).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                set(inner, rest, value);
            }
        }
    }
}
