//! Places in a description: one type for what people write, what diagnostics name and what JSON
//! pointers lead to.

use super::Api;
use std::fmt;
use std::iter::successors;

/// The owner of the fields.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Owner {
    /// The request of an action.
    Input(String),
    /// The response of an action.
    Output(String),
    /// A structure.
    Structure(String),
}

/// A place in a description, such as `title`, `errors.InvalidParameter` or
/// `actions.DescribeTask.input.JobId.type`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Path {
    /// The whole description.
    Api,
    /// An error code of the product.
    Error(String),
    /// An action.
    Action(String),
    /// An error code of an action.
    Code(String, String),
    /// A documented call of an action, by its title.
    Example(String, String),
    /// A waiter of an action.
    Waiter(String, String),
    /// A structure.
    Structure(String),
    /// A field of an owner.
    Field(Owner, String),
    /// A documented value of a field.
    Value(Owner, String, String),
    /// A key of any of these, and what is below it.
    Property(Box<Path>, String),
}

impl Owner {
    /// Returns the place of a field.
    pub fn field(&self, name: impl Into<String>) -> Path {
        Path::Field(self.clone(), name.into())
    }

    /// Returns the action or the structure.
    pub fn part(&self) -> Path {
        match self {
            Self::Input(action) | Self::Output(action) => Path::Action(action.clone()),
            Self::Structure(name) => Path::Structure(name.clone()),
        }
    }

    /// Returns the place of the list of fields.
    fn list(self) -> Path {
        match self {
            Self::Input(action) => Path::Action(action).below("input"),
            Self::Output(action) => Path::Action(action).below("output"),
            Self::Structure(name) => Path::Structure(name).below("fields"),
        }
    }

    fn steps(&self) -> [&str; 3] {
        match self {
            Self::Input(action) => ["actions", action, "input"],
            Self::Output(action) => ["actions", action, "output"],
            Self::Structure(name) => ["structures", name, "fields"],
        }
    }
}

/// As people read it: `DescribeTask input`, `TaskInstanceView`.
impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(action) => write!(f, "{action} input"),
            Self::Output(action) => write!(f, "{action} output"),
            Self::Structure(name) => f.write_str(name),
        }
    }
}

impl Path {
    /// Reads a path. Dots separate its steps; a name with a dot is in double quotes, but for error
    /// codes and documented values, which take the rest of the path.
    ///
    /// # Errors
    /// Returns what is wrong with the text: a step without a name, or a quote that is not closed.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut path = Self::Api;
        let mut rest = text.trim();
        if rest.is_empty() {
            return Err("`path` is empty".to_owned());
        }
        loop {
            let (step, after) = match rest.strip_prefix('"') {
                _ if path.takes_the_rest() => (rest.trim_matches('"'), ""),
                Some(quoted) => quoted
                    .split_once('"')
                    .ok_or_else(|| format!("a quote in `{text}` is not closed"))?,
                None => rest.split_at(rest.find('.').unwrap_or(rest.len())),
            };
            if step.is_empty() {
                return Err(format!("`{text}` has an empty name"));
            }
            path = path.below(step);
            rest = match after.strip_prefix('.') {
                Some("") => return Err(format!("`{text}` ends in a dot")),
                Some(next) => next,
                None if after.is_empty() => return Ok(path),
                None => return Err(format!("a dot is missing in `{text}`")),
            };
        }
    }

    fn takes_the_rest(&self) -> bool {
        matches!(self, Self::Property(_, key) if key == "errors" || key == "values")
    }

    /// Returns the place one step below.
    #[must_use]
    pub fn below(self, step: impl Into<String>) -> Self {
        let step = step.into();
        let Self::Property(part, key) = self else { return Self::Property(Box::new(self), step) };
        match (*part, key.as_str()) {
            (Self::Api, "actions") => Self::Action(step),
            (Self::Api, "structures") => Self::Structure(step),
            (Self::Api, "errors") => Self::Error(step),
            (Self::Action(action), "input") => Self::Field(Owner::Input(action), step),
            (Self::Action(action), "output") => Self::Field(Owner::Output(action), step),
            (Self::Action(action), "errors") => Self::Code(action, step),
            (Self::Action(action), "examples") => Self::Example(action, step),
            (Self::Action(action), "waiters") => Self::Waiter(action, step),
            (Self::Structure(name), "fields") => Self::Field(Owner::Structure(name), step),
            (Self::Field(owner, field), "values") => Self::Value(owner, field, step),
            (part, _) => Self::Property(Box::new(Self::Property(Box::new(part), key)), step),
        }
    }

    /// Returns the place one step above and the last step; `None` for the whole description.
    pub fn split(self) -> Option<(Self, String)> {
        Some(match self {
            Self::Api => return None,
            Self::Action(name) => (Self::Api.below("actions"), name),
            Self::Structure(name) => (Self::Api.below("structures"), name),
            Self::Error(code) => (Self::Api.below("errors"), code),
            Self::Code(action, code) => (Self::Action(action).below("errors"), code),
            Self::Example(action, title) => (Self::Action(action).below("examples"), title),
            Self::Waiter(action, name) => (Self::Action(action).below("waiters"), name),
            Self::Field(owner, name) => (owner.list(), name),
            Self::Value(owner, field, value) => (Self::Field(owner, field).below("values"), value),
            Self::Property(part, key) => (*part, key),
        })
    }

    /// Returns the path itself, then the places around it, up to the whole description.
    pub fn enclosing(&self) -> impl Iterator<Item = Self> {
        successors(Some(self.clone()), |path| path.clone().split().map(|(around, _)| around))
    }

    /// Returns the steps, as the JSON form calls them; items of lists are called by their names.
    pub fn steps(&self) -> Vec<&str> {
        match self {
            Self::Api => Vec::new(),
            Self::Action(name) => vec!["actions", name],
            Self::Structure(name) => vec!["structures", name],
            Self::Error(code) => vec!["errors", code],
            Self::Code(action, code) => vec!["actions", action, "errors", code],
            Self::Example(action, title) => vec!["actions", action, "examples", title],
            Self::Waiter(action, name) => vec!["actions", action, "waiters", name],
            Self::Field(owner, name) => [&owner.steps()[..], &[name.as_str()]].concat(),
            Self::Value(owner, field, value) => {
                [&owner.steps()[..], &[field.as_str(), "values", value]].concat()
            }
            Self::Property(part, key) => [part.steps(), vec![key.as_str()]].concat(),
        }
    }

    /// Returns the JSON pointer into the description: items of lists are named by number, the last
    /// of several that are called alike.
    pub fn pointer(&self, api: &Api) -> String {
        let mut steps: Vec<String> = self.steps().into_iter().map(str::to_owned).collect();
        for around in self.enclosing() {
            let action = |name: &String| api.actions.get(name);
            let number = match &around {
                Self::Field(owner, name) => {
                    api.list(owner).and_then(|it| it.iter().rposition(|it| it.name == *name))
                }
                Self::Code(name, code) => {
                    action(name).and_then(|it| it.errors.iter().rposition(|it| it == code))
                }
                Self::Example(name, title) => action(name)
                    .and_then(|it| it.examples.iter().rposition(|it| it.title == *title)),
                _ => continue,
            };
            // All three are four steps deep.
            steps[3] = number.unwrap_or_default().to_string();
        }
        json_pointer(steps.iter().map(String::as_str))
    }
}

/// Returns the JSON pointer that takes these steps.
pub(crate) fn json_pointer<'a>(steps: impl IntoIterator<Item = &'a str>) -> String {
    steps
        .into_iter()
        .map(|step| format!("/{}", step.replace('~', "~0").replace('/', "~1")))
        .collect()
}

/// As [`parse`](Path::parse) reads it.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((around, last)) = self.clone().split() else { return Ok(()) };
        if around != Self::Api {
            write!(f, "{around}.")?;
        }
        match last.contains('.') && !around.takes_the_rest() {
            true => write!(f, "\"{last}\""),
            false => f.write_str(&last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Field, Type};

    #[test]
    fn paths_are_read_as_they_are_written() {
        let text = str::to_owned;
        let name = || Owner::Structure(text("Filter")).field("Name");
        let cases = [
            ("title", Path::Api.below("title")),
            ("structures.Filter.fields.Name", name()),
            ("structures.Filter.fields.Name.type", name().below("type")),
            ("structures.Filter.fields.Name.values.5.7", name().below("values").below("5.7")),
            (
                "structures.errors.fields.values.type",
                Owner::Structure(text("errors")).field("values").below("type"),
            ),
            (
                "errors.InvalidParameter.JobIdMalformed",
                Path::Error(text("InvalidParameter.JobIdMalformed")),
            ),
            ("actions.A.errors.B.C", Path::Code(text("A"), text("B.C"))),
            (
                "actions.A.waiters.Done.errors.B.C",
                Path::Waiter(text("A"), text("Done")).below("errors").below("B.C"),
            ),
            ("actions.A.output.Id", Owner::Output(text("A")).field("Id")),
            ("actions.A.paging.items", Path::Action(text("A")).below("paging").below("items")),
            (
                r#"actions.A.examples."One. Two".output"#,
                Path::Example(text("A"), text("One. Two")).below("output"),
            ),
        ];
        for (text, path) in cases {
            assert_eq!(Path::parse(text).as_ref(), Ok(&path), "{text}");
            assert_eq!(path.to_string(), text);
            let (around, last) = path.clone().split().unwrap();
            assert_eq!(around.below(last), path);
        }
        for path in ["", "a.", ".a", "a..b", "\"a", "\"a\"b", "errors."] {
            assert!(Path::parse(path).is_err(), "{path}");
        }
    }

    #[test]
    fn pointers_number_what_is_in_lists() {
        let mut api = Api::new("cats", "2020-01-01");
        let input = ["Name", "Age", "Name"].map(|name| Field::new(name, Type::String, "")).to_vec();
        let errors = vec!["A".to_owned(), "B.C".to_owned()];
        api.actions.insert("List".to_owned(), Action { input, errors, ..Action::default() });
        for (path, expected) in [
            ("title", "/title"),
            ("actions.List.input.Age.type", "/actions/List/input/1/type"),
            ("actions.List.input.Name", "/actions/List/input/2"),
            ("actions.List.input.Age.values.a/b", "/actions/List/input/1/values/a~1b"),
            ("actions.List.errors.B.C", "/actions/List/errors/1"),
            ("actions.List.errors", "/actions/List/errors"),
        ] {
            assert_eq!(Path::parse(path).unwrap().pointer(&api), expected);
        }
    }
}
