//! The effect of a call by the prose of its action, in either language.

use super::effect::Effect;
use super::{chinese, english};
use crate::language::is_foreign;

/// Judges an action's documentation.
pub(super) fn effect(docs: &str) -> Effect {
    let text = plain(docs);
    if text.trim().is_empty() || is_other_language(&text) {
        return Effect::Unknown;
    }
    if is_foreign(&text) { chinese::effect(&text) } else { english::effect(&text) }
}

/// Returns whether an action's prose is about a task: then a task's ID in its response is what was
/// asked for.
pub(super) fn mentions_task(docs: &str) -> bool {
    let docs = docs.to_lowercase();
    ["任务", "作业", "流程", "task", "job", "flow"].iter().any(|word| docs.contains(word))
}

/// Returns whether a field's prose says that it identifies what the call has just created.
pub(super) fn tells_of_new_task(docs: &str) -> bool {
    let docs = docs.to_lowercase();
    [
        "创建的",
        "新建的",
        "导出任务id",
        "created task",
        "newly created",
        "task created",
        "export task id",
    ]
    .iter()
    .any(|word| docs.contains(word))
}

/// Returns whether a field's prose calls it the ID of a task, whatever its name.
pub(super) fn names_task_id(docs: &str) -> bool {
    let docs: String = docs.to_lowercase().split_whitespace().collect();
    ["任务id", "任务taskid", "taskid"].iter().any(|word| docs.contains(word))
}

/// Kana and Hangul: no rules exist for these languages.
fn is_other_language(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3041}'..='\u{30fa}' | '\u{ac00}'..='\u{d7af}'))
}

/// The text without markup: links become their text, images, tables, addresses and tags go.
fn plain(docs: &str) -> String {
    let lines = docs.lines().filter(|line| !line.trim_start().starts_with('|'));
    let text: Vec<String> = lines.map(|line| without_tags(&without_links(line))).collect();
    text.join("\n").replace(['`', '*', '#', '>', '\u{200b}', '\u{200c}'], "").replace("u200c", "")
}

fn without_links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("](") {
        let (head, label) = before.rsplit_once('[').unwrap_or((before, ""));
        let image = head.ends_with('!');
        out.push_str(head.trim_end_matches('!'));
        out.push_str(if image { "" } else { label });
        rest = after.split_once(')').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    without_addresses(&out)
}

fn without_addresses(line: &str) -> String {
    let mut parts = line.split("://");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push(' ');
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_graphic()));
    }
    out
}

fn without_tags(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        rest = match after.split_once('>') {
            Some((tag, rest)) if tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                rest
            }
            _ => after,
        };
    }
    out.push_str(rest);
    out
}
