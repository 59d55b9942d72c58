//! Finds the objects that requests and responses reach. The `usage` that metadata declares is wrong
//! for one in six.

use super::raw::{RawApi, RawObject};
use std::collections::HashMap;

/// The messages that an object is part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ObjectRole {
    /// A request holds it.
    pub(super) input: bool,
    /// A response holds it.
    pub(super) output: bool,
    /// A field of another object is of this type.
    pub(super) referenced: bool,
    /// An action names it as its request or its response.
    pub(super) root: bool,
}

/// The role of each object, in the order of the file. An object that is declared twice counts as
/// its first.
pub(super) fn roles(api: &RawApi<'_>) -> Vec<ObjectRole> {
    let index = index(api);
    let referenced = references(api, &index);
    let mut roles = vec![ObjectRole::default(); referenced.len()];
    let actions = || api.actions.0.iter().map(|(_, action)| action);
    let inputs: Vec<usize> =
        actions().filter_map(|action| index.get(&*action.input).copied()).collect();
    let outputs: Vec<usize> =
        actions().filter_map(|action| index.get(&*action.output).copied()).collect();
    inputs.iter().chain(&outputs).for_each(|at| roles[*at].root = true);
    referenced.iter().flatten().for_each(|at| roles[*at].referenced = true);
    reach(inputs, &referenced, |at| std::mem::replace(&mut roles[at].input, true));
    reach(outputs, &referenced, |at| std::mem::replace(&mut roles[at].output, true));
    roles
}

/// The place of each object, by name.
pub(super) fn index<'a>(api: &'a RawApi<'_>) -> HashMap<&'a str, usize> {
    api.objects.0.iter().enumerate().rev().map(|(at, (name, _))| (&**name, at)).collect()
}

fn references(api: &RawApi<'_>, index: &HashMap<&str, usize>) -> Vec<Vec<usize>> {
    let targets = |(_, object): &(_, RawObject<'_>)| {
        object.members.iter().filter_map(|field| index.get(&*field.member).copied()).collect()
    };
    api.objects.0.iter().map(targets).collect()
}

/// Marks everything that can be reached; `mark` tells whether it was marked before.
fn reach(mut todo: Vec<usize>, referenced: &[Vec<usize>], mut mark: impl FnMut(usize) -> bool) {
    while let Some(at) = todo.pop() {
        if !mark(at) {
            todo.extend(&referenced[at]);
        }
    }
}
