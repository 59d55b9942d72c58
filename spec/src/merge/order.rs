//! The order of what several sources list.

use std::collections::HashMap;

/// A doubly linked list over a vector: names can be put after or before a known one in constant
/// time.
#[derive(Default)]
struct Chain<'a> {
    nodes: Vec<OrderNode<'a>>,
    index: HashMap<&'a str, usize>,
    head: Option<usize>,
    tail: Option<usize>,
}

struct OrderNode<'a> {
    name: &'a str,
    before: Option<usize>,
    after: Option<usize>,
}

/// Every name once: the first list as it is, what only later lists have after its predecessor there
/// (or before its successor, if it has no predecessor; or at the end, if it has neither).
pub(crate) fn union<'a, FieldList>(lists: impl IntoIterator<Item = FieldList>) -> Vec<&'a str>
where
    FieldList: IntoIterator<Item = &'a str>,
{
    let mut chain = Chain::default();
    for list in lists {
        chain.add(&list.into_iter().collect::<Vec<_>>());
    }
    chain.names()
}

impl<'a> Chain<'a> {
    fn add(&mut self, list: &[&'a str]) {
        let first_known = list.iter().position(|name| self.index.contains_key(name));
        // Entries before the first known name go before it; the others follow their predecessor.
        let (leading, rest) = list.split_at(first_known.unwrap_or(0));
        let mut at = match first_known {
            Some(i) => self.index.get(list[i]).copied().and_then(|known| self.nodes[known].before),
            None => self.tail,
        };
        for name in leading {
            at = Some(self.place(name, at));
        }
        for name in rest {
            at = Some(self.place(name, at));
        }
    }

    /// The index of a name; a new one is inserted after `at`, or first.
    fn place(&mut self, name: &'a str, at: Option<usize>) -> usize {
        if let Some(&known) = self.index.get(name) {
            return known;
        }
        let new = self.nodes.len();
        let after = match at {
            Some(before) => self.nodes[before].after.replace(new),
            None => self.head.replace(new),
        };
        match after {
            Some(after) => self.nodes[after].before = Some(new),
            None => self.tail = Some(new),
        }
        self.nodes.push(OrderNode { name, before: at, after });
        self.index.insert(name, new);
        new
    }

    fn names(&self) -> Vec<&'a str> {
        let mut names = Vec::with_capacity(self.nodes.len());
        let mut at = self.head;
        while let Some(i) = at {
            names.push(self.nodes[i].name);
            at = self.nodes[i].after;
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::union;

    fn merged(lists: &[&str]) -> String {
        union(lists.iter().map(|list| list.split(' '))).join(" ")
    }

    #[test]
    fn new_names_follow_their_predecessor() {
        let cases: [(&[&str], &str); 8] = [
            (&["A B C"], "A B C"),
            (&["A B C", "A X B"], "A X B C"),
            (&["A B C", "C X Y", "Y Z"], "A B C X Y Z"),
            (&["A B", "X A B"], "X A B"),
            (&["A B", "X Y B"], "A X Y B"),
            (&["A B", "X", "Y"], "A B X Y"),
            (&["A B C", "C X A"], "A B C X"),
            (&["A A B", "B B"], "A B"),
        ];
        for (lists, expected) in cases {
            assert_eq!(merged(lists), expected, "{lists:?}");
        }
    }
}
