//! Checks of every description that is written.

mod waiters;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::model::{
    Api, Field, Paging, Path, Type, from_json, is_device, is_name, is_product, is_version,
};
use std::collections::HashSet;

/// The documentation of `RequestId`, in our words.
pub const REQUEST_ID: &str = "Identifies this request; name it when you report a problem.";

/// Mends what is known to be mendable, with a warning, and finds what is not.
pub(crate) fn check(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    add_request_ids(draft, diagnostics);
    let Draft { api, places, .. } = &*draft;
    find_problems(api, &|path, diagnostic| places.mark(path, diagnostic), diagnostics);
}

/// Reads the normalised JSON and finds what must not be in it.
///
/// # Errors
/// Returns an error if the text is no such description, with the line, or contradicts itself, with
/// JSON pointers.
pub fn parse_description(text: &str, file: &str) -> Result<Api, Diagnostics> {
    let api = from_json(text, file)?;
    let mut found = Diagnostics::default();
    find_problems(
        &api,
        &|path, diagnostic| diagnostic.at_pointer(file, path.pointer(&api)),
        &mut found,
    );
    if found.has_errors() { Err(found) } else { Ok(api) }
}

/// Finds names that are none in a description that no file was read for: whatever becomes a part of
/// code or of a path. Finds nothing in what [`parse_description`] returns.
pub fn names(api: &Api) -> Diagnostics {
    let file = format!("{}/{}.json", api.product, api.version);
    let mut found = Diagnostics::default();
    let mark =
        |path: &Path, diagnostic: Diagnostic| diagnostic.at_pointer(&*file, path.pointer(api));
    let mut finder = Finder { mark: &mark, diagnostics: &mut found };
    finder.identity(api);
    finder.endpoint(api);
    finder.names(api);
    finder.waiters(api);
    found
}

/// The list of what is looked for.
pub(crate) fn find_problems(api: &Api, mark: &Locate<'_>, diagnostics: &mut Diagnostics) {
    let mut finder = Finder { mark, diagnostics };
    finder.identity(api);
    finder.endpoint(api);
    finder.names(api);
    finder.types(api);
    finder.duplicates(api);
    finder.pagings(api);
    finder.waiters(api);
    finder.tokens(api);
}

/// Gives a diagnostic the place of a path.
pub(crate) type Locate<'a> = dyn Fn(&Path, Diagnostic) -> Diagnostic + 'a;

/// Every response has a `RequestId`, whether or not the source says so.
fn add_request_ids(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    for (name, action) in &mut draft.api.actions {
        if action.output.iter().any(|field| field.name == "RequestId") {
            continue;
        }
        action.output.push(Field::new("RequestId", Type::String, REQUEST_ID));
        let message =
            format!("`{name}`: the response has no `RequestId` in the sources; it is added");
        let path = Path::Action(name.clone());
        diagnostics
            .push(draft.places.mark(&path, Diagnostic::warning("missing-request-id", message)));
    }
}

/// The longest name of an action, a structure or a field, in bytes. The longest of any product has
/// 69.
const LONGEST_NAME: usize = 100;

fn is_code(code: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    code.starts_with(|c: char| c.is_ascii_alphabetic()) && code.chars().all(letter)
}

struct Finder<'a> {
    mark: &'a Locate<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl Finder<'_> {
    fn error(&mut self, code: &'static str, path: Path, message: String) {
        self.diagnostics.push((self.mark)(&path, Diagnostic::error(code, message)));
    }

    /// Checks the names that become parts of paths.
    fn identity(&mut self, api: &Api) {
        // A description that has a device's name already lies on a system that takes it.
        let is_word = |name: &str| is_product(name) || is_device(name);
        if !is_word(&api.product) {
            let message = format!("`{}` cannot be the name of a product", api.product);
            self.error("invalid-product", Path::Api.below("product"), message);
        }
        if !is_word(api.service()) {
            let message =
                format!("`{}` cannot be the name that requests are signed with", api.service());
            self.error("invalid-service", Path::Api.below("service"), message);
        }
        if !is_version(&api.version) {
            let message = format!("`{}` is no version: it is a date", api.version);
            self.error("invalid-version", Path::Api.below("version"), message);
        }
    }

    fn endpoint(&mut self, api: &Api) {
        let is_host = |text: &str| {
            let parts = || text.split('.');
            parts().count() > 1
                && parts().all(|part| {
                    !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                })
        };
        if !is_host(&api.endpoint) {
            let message = format!("`{}` is no host name", api.endpoint);
            self.error("invalid-endpoint", Path::Api.below("endpoint"), message);
        }
    }

    /// Types and their pages in the documentation are files of these names; the types of values are
    /// called after fields.
    fn lengths(&mut self, api: &Api) {
        let actions = api.actions.keys().map(|name| (Path::Action(name.clone()), name));
        let structures = api.structures.keys().map(|name| (Path::Structure(name.clone()), name));
        let fields = api.fields().map(|(path, field)| (path, &field.name));
        for (path, name) in
            actions.chain(structures).chain(fields).filter(|(_, name)| name.len() > LONGEST_NAME)
        {
            let start: String = name.chars().take(40).collect();
            self.error(
                "name-too-long",
                path,
                format!("`{start}…` is longer than {LONGEST_NAME} bytes"),
            );
        }
    }

    fn names(&mut self, api: &Api) {
        for name in api.actions.keys().filter(|name| !is_name(name)) {
            let message = format!("`{name}` cannot be the name of an action");
            self.error("invalid-name", Path::Action(name.clone()), message);
        }
        for name in api.structures.keys().filter(|name| !is_name(name)) {
            let message = format!("`{name}` cannot be the name of a structure");
            self.error("invalid-name", Path::Structure(name.clone()), message);
        }
        self.lengths(api);
        for code in api.errors.keys().filter(|code| !is_code(code)) {
            self.error(
                "invalid-name",
                Path::Error(code.clone()),
                format!("`{code}` cannot be an error code"),
            );
        }
        for (name, action) in &api.actions {
            for code in action.errors.iter().filter(|code| !is_code(code)) {
                let path = Path::Code(name.clone(), code.clone());
                self.error("invalid-name", path, format!("`{code}` cannot be an error code"));
            }
        }
        for (path, field) in api.fields().filter(|(_, field)| !is_name(&field.name)) {
            self.error(
                "invalid-name",
                path,
                format!("`{}` cannot be the name of a field", field.name),
            );
        }
    }

    fn types(&mut self, api: &Api) {
        let is_scalar =
            |name: &&String| Type::parse(name).is_some_and(|found| found.structure().is_none());
        for name in api.structures.keys().filter(is_scalar) {
            let message = format!("a structure is called `{name}`, as a type that is none");
            self.error("scalar-name", Path::Structure(name.clone()), message);
        }
        for (path, field) in api.fields() {
            if let Some(name) =
                field.r#type.structure().filter(|name| !api.structures.contains_key(*name))
            {
                let message = format!(
                    "`{}` has the type `{name}`, which is not in the description",
                    field.name
                );
                self.error("dangling-type", path, message);
            }
        }
    }

    fn duplicates(&mut self, api: &Api) {
        let mut seen = HashSet::new();
        for (path, field) in api.fields() {
            if !seen.insert(path.clone()) {
                self.error(
                    "duplicate-field",
                    path,
                    format!("the field `{}` is there twice", field.name),
                );
            }
        }
    }

    fn pagings(&mut self, api: &Api) {
        for (name, action) in &api.actions {
            let Some(paging) = &action.paging else { continue };
            let (sent, received) = paging_names(paging);
            let inputs: HashSet<&str> =
                action.input.iter().map(|field| field.name.as_str()).collect();
            let missing = sent.into_iter().find(|name| !inputs.contains(name));
            let missing = missing.or_else(|| {
                received.into_iter().find(|name| api.field_at(&action.output, name).is_none())
            });
            if let Some(field) = missing {
                let message = format!("`{name}`: paging names `{field}`, which is not there");
                self.error("invalid-paging", Path::Action(name.clone()).below("paging"), message);
            }
        }
    }

    /// An idempotency token is a text of the request.
    fn tokens(&mut self, api: &Api) {
        for (name, action) in &api.actions {
            let Some(token) = &action.idempotency_token else { continue };
            let is_token = |field: &Field| field.name == *token && field.r#type == Type::String;
            if !action.input.iter().any(is_token) {
                let message =
                    format!("`{name}`: the idempotency token `{token}` is no text of the request");
                self.error("invalid-token", Path::Action(name.clone()), message);
            }
        }
    }

    fn waiters(&mut self, api: &Api) {
        for (action, message) in waiters::errors(api) {
            self.error("invalid-waiter", Path::Action(action), message);
        }
    }
}

/// The fields that paging names in the request and in the response.
fn paging_names(paging: &Paging) -> (Vec<&str>, Vec<&str>) {
    match paging {
        Paging::Offset { offset, limit, items, total, .. } => {
            (vec![offset, limit], [items].into_iter().chain(total).map(String::as_str).collect())
        }
        Paging::Page { page, size, items, total, .. } => {
            (vec![page, size], [items].into_iter().chain(total).map(String::as_str).collect())
        }
        Paging::Token { token, next, limit, items, more, done, .. } => (
            [token].into_iter().chain(limit).map(String::as_str).collect(),
            [next, items].into_iter().chain(more).chain(done).map(String::as_str).collect(),
        ),
    }
}
