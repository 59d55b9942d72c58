//! The product and its error codes.

use super::changes::Changes;
use super::kind::ChangeKind;
use super::pair::pairs;
use crate::model::Api;

pub(super) fn compare(old: &Api, new: &Api, changes: &mut Changes) {
    let rows = [
        (ChangeKind::Product, "/product", old.product.as_str(), new.product.as_str()),
        (ChangeKind::Product, "/version", &old.version, &new.version),
        (ChangeKind::Title, "/title", &old.title, &new.title),
        (ChangeKind::Service, "/service", old.service(), new.service()),
        (ChangeKind::Endpoint, "/endpoint", &old.endpoint, &new.endpoint),
    ];
    for (kind, path, before, after) in rows {
        if before != after {
            changes.push(kind, path, format!("{before} → {after}"));
        }
    }
}

pub(super) fn compare_errors(old: &Api, new: &Api, changes: &mut Changes) {
    let pairs = pairs(
        old.errors.iter().map(|(code, docs)| (code.as_str(), docs)),
        new.errors.iter().map(|(code, docs)| (code.as_str(), docs)),
    );
    let path = |code: &str| format!("/errors/{code}");
    for (code, _) in pairs.removed {
        changes.push(ChangeKind::CodeRemoved, path(code), "");
    }
    for (code, _) in pairs.added {
        changes.push(ChangeKind::CodeAdded, path(code), "");
    }
    for (code, before, after) in pairs.both {
        changes.docs(ChangeKind::CodeDocs, path(code), before, after);
    }
}
