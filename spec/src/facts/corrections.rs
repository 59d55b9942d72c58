//! Corrections of what the passes read wrongly out of the vendor's sentences: overlays with
//! `corrects = "facts"`.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::model::{Api, Path};
use crate::overlay::{self, Correction, Overlay, Phase, Subject, report_stale};
use crate::read::{Format, recognise};

/// Corrects facts by the overlays among the files, each a name and its text, that are for facts of
/// this version.
///
/// # Errors
/// Returns what is wrong with an overlay: it is not of the format, corrects something else than
/// what passes derive, or has a correction that changes nothing.
pub fn correct(facts: Api, files: &[(String, String)]) -> Result<Api, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut corrections: Vec<Correction> = Vec::new();
    for (name, text) in files.iter().filter(|(_, text)| recognise(text) == Some(Format::Overlay)) {
        let (overlay, remarks) = overlay::parse(text, name);
        match overlay {
            Some(overlay) if overlay.subject == Subject::Description => {}
            Some(overlay) if !is_for(&overlay, &facts) => {}
            Some(overlay) => {
                diagnostics.extend(remarks);
                corrections.extend(overlay.corrections);
            }
            None => diagnostics.extend(remarks),
        }
    }
    corrections
        .iter()
        .filter(|it| !is_derived(it))
        .for_each(|it| diagnostics.push(not_derived(it)));
    let mut outcomes = vec![None; corrections.len()];
    let mut draft = Draft::new(facts);
    overlay::correct(&mut draft, &corrections, Phase::Derived, &mut outcomes);
    report_stale(&corrections, &outcomes, &mut diagnostics);
    hide_secrets(&mut draft.api);
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(draft.api) }
}

fn is_for(overlay: &Overlay, facts: &Api) -> bool {
    let agrees =
        |named: &Option<String>, is: &String| named.as_ref().is_none_or(|named| named == is);
    agrees(&overlay.product, &facts.product) && agrees(&overlay.version, &facts.version)
}

fn is_derived(correction: &Correction) -> bool {
    correction.phase() == Phase::Derived && !matches!(correction.path, Path::Waiter(..))
}

fn not_derived(correction: &Correction) -> Diagnostic {
    let message = format!("`{}` is not what passes derive of facts", correction.path);
    let error =
        Diagnostic::error("invalid-correction", message).at(&correction.file, correction.line);
    error.help(
        "correct `read_only`, `idempotency_token`, `paging`, `sensitive`, `values` or `limits`, or \
         the description instead",
    )
}

/// A value that was taken for a fact is none any more if a correction calls it a secret.
fn hide_secrets(api: &mut Api) {
    api.fields_mut().filter(|field| field.sensitive).for_each(|field| field.example = None);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Field, Type};

    fn facts() -> Api {
        let mut api = Api::new("cats", "2020-01-01");
        let mut name = Field::new("Name", Type::String, "");
        name.example = Some("tom".to_owned());
        name.values =
            ["tom", "etc"].map(|value| (value.to_owned(), String::new())).into_iter().collect();
        let action = Action { input: vec![name], read_only: true, ..Action::default() };
        api.actions.insert("ListCats".to_owned(), action);
        api
    }

    fn corrected(head: &str, path: &str, change: &str) -> Result<Api, Diagnostics> {
        let text = format!(
            "overlay = 1\n{head}\n[[correct]]\npath = \"{path}\"\n{change}\nwhy = \"A test.\"\n"
        );
        correct(
            facts(),
            &[("texts.toml".to_owned(), "[texts]".to_owned()), ("o.toml".to_owned(), text)],
        )
    }

    const FACTS: &str = "corrects = \"facts\"";

    #[test]
    fn what_passes_derive_is_corrected() {
        let path = "actions.ListCats.input.Name.values.etc";
        let api = corrected(FACTS, path, "remove = true").unwrap();
        assert_eq!(api.actions["ListCats"].input[0].values.keys().collect::<Vec<_>>(), ["tom"]);
        let api = corrected(FACTS, "actions.ListCats.read_only", "set = false").unwrap();
        assert!(!api.actions["ListCats"].read_only);
        let secret =
            corrected(FACTS, "actions.ListCats.input.Name.sensitive", "set = true").unwrap();
        let field = &secret.actions["ListCats"].input[0];
        assert_eq!((field.sensitive, field.example.as_deref()), (true, None));
    }

    #[test]
    fn other_overlays_are_left_alone() {
        for head in
            ["", "corrects = \"description\"", "corrects = \"facts\"\nversion = \"2021-01-01\""]
        {
            assert_eq!(
                corrected(head, "actions.ListCats.read_only", "set = false").unwrap(),
                facts(),
                "{head}"
            );
        }
    }

    #[test]
    fn corrections_that_cannot_be_are_told() {
        let cases = [
            ("actions.ListCats.read_only", "set = true", "needless-correction"),
            ("actions.ListDogs.read_only", "set = true", "unknown-path"),
            ("actions.ListCats.docs", "set = \"Lists.\"", "invalid-correction"),
            ("actions.ListCats.waiters.X", "remove = true", "invalid-correction"),
        ];
        for (path, change, code) in cases {
            let told = corrected(FACTS, path, change).unwrap_err().to_string();
            assert!(told.contains(code) && told.contains("o.toml:3"), "{path}: {told}");
        }
        let told = corrected("corrects = \"prose\"", "x", "remove = true").unwrap_err().to_string();
        assert!(told.contains("invalid-overlay"), "{told}");
    }
}
