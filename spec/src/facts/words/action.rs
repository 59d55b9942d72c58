//! Actions: their names as sentences, the facts about calls, and a link to the vendor's
//! documentation.

use super::phrase::{phrase, sentence};
use crate::model::{Action, Paging};
use crate::passes::words::parts;

/// First words of names that are verbs; a name that begins with anything else is no sentence.
const VERBS: [&str; 84] = [
    "Accept",
    "Activate",
    "Add",
    "Adjust",
    "Allocate",
    "Apply",
    "Assign",
    "Associate",
    "Attach",
    "Authorize",
    "Bind",
    "Cancel",
    "Change",
    "Check",
    "Clear",
    "Clone",
    "Close",
    "Commit",
    "Config",
    "Configure",
    "Confirm",
    "Copy",
    "Count",
    "Create",
    "Deactivate",
    "Delete",
    "Deploy",
    "Describe",
    "Destroy",
    "Detach",
    "Detect",
    "Disable",
    "Disassociate",
    "Download",
    "Edit",
    "Enable",
    "End",
    "Execute",
    "Export",
    "Fetch",
    "Forbid",
    "Generate",
    "Get",
    "Grant",
    "Import",
    "Inquire",
    "Install",
    "Invoke",
    "Isolate",
    "Kill",
    "List",
    "Lock",
    "Migrate",
    "Modify",
    "Move",
    "Open",
    "Pause",
    "Publish",
    "Push",
    "Put",
    "Query",
    "Reboot",
    "Recover",
    "Refresh",
    "Register",
    "Release",
    "Remove",
    "Renew",
    "Reset",
    "Resize",
    "Restart",
    "Restore",
    "Resume",
    "Retry",
    "Revoke",
    "Run",
    "Save",
    "Search",
    "Send",
    "Set",
    "Start",
    "Stop",
    "Submit",
    "Update",
];

/// Returns what the facts say of an action.
pub(super) fn docs(name: &str, action: &Action, product: &str, version: &str) -> String {
    let mut known = Vec::new();
    if action.read_only {
        known.push("It changes nothing.".to_owned());
    }
    if let Some(token) = &action.idempotency_token {
        known.push(format!(
            "A call that is repeated with the same `{token}` has no further effect."
        ));
    }
    known.extend(action.paging.as_ref().map(pages));
    if action.unsigned {
        known.push("It is called without a credential.".to_owned());
    }
    if action.event_stream {
        known.push("It may respond with a stream of events.".to_owned());
    }
    let address = format!(
        "https://console.cloud.tencent.com/api/explorer?\
         Product={product}&Version={version}&Action={name}"
    );
    let link = format!("The vendor documents it in the [API Explorer]({address}).");
    let paragraphs = [heading(name), known.join(" "), link];
    paragraphs.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn pages(paging: &Paging) -> String {
    let by = match paging {
        Paging::Offset { offset, limit, .. } => format!("`{offset}` and `{limit}`"),
        Paging::Page { page, size, .. } => format!("`{page}` and `{size}`"),
        Paging::Token { token, .. } => format!("`{token}`"),
    };
    format!("The list in `{}` is fetched in pages, by {by}.", paging.items())
}

/// Returns the name as a sentence: `DescribeZones` is "Describes zones."
fn heading(name: &str) -> String {
    let verb = parts(name).first().filter(|first| VERBS.contains(&first.as_str())).cloned();
    match verb {
        Some(verb) if verb.len() < name.len() => {
            sentence(&format!("{} {}", third_person(&verb), phrase(&name[verb.len()..])))
        }
        _ => format!("Calls `{name}`."),
    }
}

fn third_person(verb: &str) -> String {
    let before_y = verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| verb.ends_with(end));
    match before_y {
        Some(stem) => format!("{stem}ies"),
        None if hisses => format!("{verb}es"),
        None => format!("{verb}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_verb_are_sentences() {
        let cases = [
            ("DescribeZones", "Describes zones."),
            ("ModifyInstanceIds", "Modifies instance IDs."),
            ("DestroyCluster", "Destroys cluster."),
            ("PushMessage", "Pushes message."),
            ("SpeechRecognition", "Calls `SpeechRecognition`."),
            ("Settle", "Calls `Settle`."),
            ("Describe", "Calls `Describe`."),
        ];
        for (name, expected) in cases {
            assert_eq!(heading(name), expected);
        }
        assert!(VERBS.is_sorted());
    }

    #[test]
    fn what_is_known_stands_behind() {
        let action = Action { read_only: true, ..Action::default() };
        assert_eq!(
            docs("ListCats", &action, "cats", "2020-01-01"),
            "Lists cats.\n\nIt changes nothing.\n\nThe vendor documents it in the [API Explorer](\
             https://console.cloud.tencent.com/api/explorer?\
             Product=cats&Version=2020-01-01&Action=ListCats)."
        );
    }
}
