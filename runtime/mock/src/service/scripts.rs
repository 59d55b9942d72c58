//! The scripts of a test, by action.

use super::{Service, example, pages, play};
use crate::builder::SetupError;
use crate::script::Script;
use serde_json::Value;
use std::collections::HashMap;
use tencentcloud_spec::model::Action;

/// Scripts by `Action`, or by `product/Action` if products share a name.
#[derive(Default)]
pub(super) struct Scripts(HashMap<String, Script>);

impl Scripts {
    /// Returns the script of an action. A script that also names the product takes precedence.
    pub(super) fn find(&mut self, product: &str, action: &str) -> Option<&mut Script> {
        let exact = format!("{product}/{action}");
        let key = if self.0.contains_key(&exact) { &exact } else { action };
        self.0.get_mut(key)
    }
}

impl Service {
    /// Sets the script of an action.
    pub(crate) fn set_script(&self, name: &str, script: Script) -> Result<(), SetupError> {
        let action = self
            .action(name)
            .ok_or_else(|| SetupError::new(format!("there is no action `{name}` here")))?;
        fits(action, &script).map_err(|reason| SetupError::new(format!("{name}: {reason}")))?;
        self.lock().scripts.0.insert(name.to_owned(), script);
        Ok(())
    }

    fn action(&self, name: &str) -> Option<&Action> {
        let (product, action) =
            name.rsplit_once('/').map_or((None, name), |(product, action)| (Some(product), action));
        let mut apis = self
            .settings
            .apis
            .iter()
            .filter(|api| product.is_none_or(|product| api.product == product));
        apis.find_map(|api| api.actions.get(action))
    }
}

/// Checks that an action can respond as a script says: a misspelt script would make a test pass by
/// accident.
fn fits(action: &Action, script: &Script) -> Result<(), String> {
    match script {
        Script::List(_) if !pages::can(action) => Err("the action has no pages".to_owned()),
        Script::States { member, .. } => {
            let is_member = action.output.iter().any(|field| field.name == *member);
            let mut example = Value::Object(example::answer(action, &Value::Null));
            let is_inside = member.contains('.') && play::place(&mut example, member).is_some();
            match is_member || is_inside {
                true => Ok(()),
                false => Err(format!("there is no `{member}` in its answer")),
            }
        }
        _ => Ok(()),
    }
}
