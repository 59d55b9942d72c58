//! The scripts of a test, by action.

use super::path::value_mut;
use super::{example, pages};
use crate::script::Script;
use crate::settings::SetupError;
use serde_json::Value;
use std::collections::HashMap;
use tencentcloud_spec::model::Action;

/// Scripts by `Action`, or by `product/Action` if products share a name.
#[derive(Default)]
pub(super) struct Scripts(HashMap<String, Script>);

impl Scripts {
    /// Returns the script of an action. A script that also names the product takes precedence.
    pub(super) fn script_mut(&mut self, product: &str, action: &str) -> Option<&mut Script> {
        let exact = format!("{product}/{action}");
        let key = if self.0.contains_key(&exact) { &exact } else { action };
        self.0.get_mut(key)
    }

    /// Sets the script of an action.
    pub(super) fn set(
        &mut self,
        name: &str,
        action: &Action,
        script: Script,
    ) -> Result<(), SetupError> {
        fits(action, &script).map_err(|reason| SetupError::new(format!("{name}: {reason}")))?;
        self.0.insert(name.to_owned(), script);
        Ok(())
    }
}

/// Checks that an action can respond as a script says: a misspelt script would make a test pass by
/// accident.
fn fits(action: &Action, script: &Script) -> Result<(), String> {
    match script {
        Script::List(_) if !pages::can(action) => Err("the action has no pages".to_owned()),
        Script::States { field, .. } => {
            let is_field = action.output.iter().any(|it| it.name == *field);
            let mut example = Value::Object(example::documented_response(action, &Value::Null));
            let is_inside = field.contains('.') && value_mut(&mut example, field).is_some();
            match is_field || is_inside {
                true => Ok(()),
                false => Err(format!("there is no `{field}` in its response")),
            }
        }
        _ => Ok(()),
    }
}
