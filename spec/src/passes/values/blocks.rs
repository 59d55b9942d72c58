//! Lists with an entry a line: with bullets, or plain lines in a row.

use super::entry::{EntryCertainty, entry};
use super::field_context::{FieldContext, ListForm, ValueEntries};
use super::inline::only_samples;

/// The one list of a text; none if there are two.
pub(super) fn find_value_block<'a>(
    docs: &'a str,
    context: FieldContext<'_>,
) -> Option<ValueEntries<'a>> {
    let mut lists = lists(docs).into_iter().filter_map(|list| list.entries(context));
    lists.next().filter(|_| lists.next().is_none())
}

/// Lines in a row that all have a bullet, or all have none.
#[derive(Default)]
struct BulletList<'a> {
    bullets: bool,
    /// The line before it.
    lead: &'a str,
    lines: Vec<&'a str>,
}

fn lists(docs: &str) -> Vec<BulletList<'_>> {
    let mut lists = vec![BulletList::default()];
    for line in docs.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let bullet =
            ["- ", "* ", "+ ", "• ", "·"].iter().find_map(|bullet| line.strip_prefix(bullet));
        let lead = lists.last().and_then(|list| list.lines.last()).copied().unwrap_or_default();
        let last = lists.last_mut().filter(|list| list.bullets == bullet.is_some());
        match last {
            Some(list) => list.lines.push(bullet.unwrap_or(line)),
            None => lists.push(BulletList {
                bullets: bullet.is_some(),
                lead,
                lines: vec![bullet.unwrap_or(line)],
            }),
        }
    }
    lists
}

impl<'a> BulletList<'a> {
    fn entries(&self, context: FieldContext<'_>) -> Option<ValueEntries<'a>> {
        let entries = match self.bullets {
            _ if only_samples(self.lead) => None,
            true => self.bulleted(context),
            false => self.plain(context),
        };
        entries.filter(|entries| !(context.are_siblings(entries) && self.lists_fields(entries)))
    }

    /// Returns whether what is called like the fields beside is meant to be them: `must be given:
    /// …`.
    fn lists_fields(&self, entries: &ValueEntries<'_>) -> bool {
        let first = entries.first().map_or("", |(value, _)| value);
        let before = self.lines.iter().take_while(|line| !line.contains(first)).last();
        let lead = before.copied().unwrap_or(self.lead).to_lowercase();
        ["必须", "必填", "参数", "required", "parameter"].iter().any(|word| lead.contains(word))
    }

    /// Nearly every item is an entry; the others are remarks, such as what happens without a value.
    fn bulleted(&self, context: FieldContext<'_>) -> Option<ValueEntries<'a>> {
        let announced = self.lead.ends_with(['：', ':'])
            || ["取值", "枚举", "可选"].iter().any(|word| self.lead.contains(word));
        let place = if announced { EntryCertainty::Bullet } else { EntryCertainty::Plain };
        let entries: ValueEntries<'_> =
            self.lines.iter().filter_map(|line| marked(line, context, place)).collect();
        let others = self.lines.len() - entries.len();
        (entries.len() >= 2 && others * 2 <= entries.len()).then_some(entries)
    }

    /// Every line is an entry, from the first that is one: before it stands what the list is about,
    /// and behind it there may be remarks.
    fn plain(&self, context: FieldContext<'_>) -> Option<ValueEntries<'a>> {
        let read = |line: &&&'a str| marked(line, context, EntryCertainty::Plain);
        let start = self.lines.iter().position(|line| read(&line).is_some())?;
        let lead = start.checked_sub(1).map_or(self.lead, |before| self.lines[before]);
        if only_samples(lead) {
            return None;
        }
        let entries: ValueEntries<'_> =
            self.lines[start..].iter().map_while(|line| read(&line)).collect();
        let rest = &self.lines[start + entries.len()..];
        (entries.len() >= 2 && !rest.iter().any(|line| read(&line).is_some())).then_some(entries)
    }
}

/// An entry whose value may be set in bold or as code.
fn marked<'a>(
    line: &'a str,
    context: FieldContext<'_>,
    place: EntryCertainty,
) -> Option<(&'a str, String)> {
    let bare = line.trim_start_matches(['*', '`', ' ']);
    let Some(end) = (bare.len() < line.len()).then(|| bare.find(['*', '`'])).flatten() else {
        return entry(bare, context, place);
    };
    let (value, rest) = bare.split_at(end);
    let rest = rest.trim_start_matches(['*', '`']).trim_start();
    let separator = rest.starts_with(['：', ':', '-', '，', '（', '(', '='])
        || value.trim_end().ends_with(['：', ':']);
    let value = value.trim().trim_end_matches(['：', ':']);
    let (read, note) =
        entry(value, FieldContext { kind: ListForm::Text, ..context }, EntryCertainty::Announced)?;
    let docs = rest.trim_start_matches(['：', ':', '-', '，', '=']).trim();
    let fits = separator && !docs.is_empty() && super::entry::is_value(read, context.kind);
    fits.then(|| (read, if note.is_empty() { docs.to_owned() } else { format!("{docs} ({note})") }))
}
