//! Defaults and limits: numbers that the sentences of the editions state.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Api, Limit, Limits};
use crate::passes::{contradictory, limits};
use std::collections::{BTreeMap, BTreeSet};

/// Adds the default and the limits of each field, read from the sentences of every edition.
///
/// Returns a warning for each number that is left out because the editions contradict each other.
pub fn add_limits(facts: &mut Api, editions: &[Api]) -> Diagnostics {
    let mut warnings = Diagnostics::default();
    let file = format!("{}/{}", facts.product, facts.version);
    for (owner, fields) in facts.lists_mut() {
        let lists: Vec<_> = editions.iter().filter_map(|api| api.list(&owner)).collect();
        for field in fields {
            let known =
                lists.iter().filter_map(|list| list.iter().find(|it| it.name == field.name));
            let stated: Vec<Limits> = known.map(limits).collect();
            let (agreed, left_out) = merge(&stated);
            field.limits = agreed;
            for (limit, numbers) in left_out {
                let path = owner.field(&field.name);
                let message = format!("`{path}`: the editions state {numbers} for the {limit}");
                let warning = Diagnostic::warning("contradictory-limits", message);
                warnings.push(warning.in_file(&*file).help("it is left out of the facts"));
            }
        }
    }
    warnings
}

/// Merges the limits that editions state. Also returns those that contradict each other, with
/// their numbers.
fn merge(stated: &[Limits]) -> (Limits, Vec<(Limit, String)>) {
    let mut agreed = Limits::new();
    let mut left_out = Vec::new();
    let mut all: BTreeMap<Limit, BTreeSet<i64>> = BTreeMap::new();
    for (limit, number) in stated.iter().flatten() {
        all.entry(*limit).or_default().insert(*number);
    }
    for (limit, numbers) in all {
        match numbers.first() {
            Some(number) if numbers.len() == 1 => drop(agreed.insert(limit, *number)),
            _ => {
                let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
                left_out.push((limit, numbers.join(" and ")));
            }
        }
    }
    for kind in contradictory(&agreed) {
        left_out.extend(agreed.remove(&kind).map(|number| (kind, number.to_string())));
    }
    (agreed, left_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Structure, Type};

    fn api(docs: &str) -> Api {
        let mut api = Api::new("cats", "2020-01-01");
        let fields = vec![Field::new("Lives", Type::Unsigned, docs)];
        api.structures.insert("Cat".to_owned(), Structure { fields, ..Structure::default() });
        api
    }

    #[test]
    fn editions_complete_each_other_and_contradictions_are_left_out() {
        let cases = [
            ("命数，默认为 7。", "Lives. Maximum value: 9.", "Default 7, Maximum 9", ""),
            ("默认为 7，最大值为 9", "7 by default", "Default 7, Maximum 9", ""),
            ("默认为 7，最大值为 9", "Default value: 8", "Maximum 9", "7 and 8 for the default"),
            ("默认值：10", "Value range: 1-9", "", "10 for the default"),
        ];
        for (one, other, expected, warning) in cases {
            let mut facts = api("");
            let warnings = add_limits(&mut facts, &[api(one), api(other)]).to_string();
            let limits = &facts.structures["Cat"].fields[0].limits;
            let limits: Vec<String> =
                limits.iter().map(|(limit, number)| format!("{limit:?} {number}")).collect();
            assert_eq!(limits.join(", "), expected, "{one} {other}");
            assert_eq!(warnings.is_empty(), warning.is_empty(), "{warnings}");
            assert!(warnings.contains(warning), "{warnings}");
        }
    }
}
