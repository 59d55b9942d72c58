//! The sections of a captured page on structures: a name, prose, `Used by actions: …`, a table.

use super::header::{self, Header};
use super::lines::PageLine;
use super::rows::RowEvidence;
use super::table;
use crate::model::is_name;
use crate::read::outline::{Block, Section, is_referenced_by};

/// The greatest distance between a structure's name and its table.
const FARTHEST: usize = 200;

/// A structure: the places of its name, its list of actions and its table.
struct StructureLines {
    name: Option<usize>,
    start: usize,
    table: usize,
}

/// The sections of the page, one a structure.
pub(super) fn sections<'a>(lines: &[PageLine<'a>]) -> Vec<Section<'a>> {
    let places = places(lines);
    let structures = places.iter().filter_map(|place| Some(lines[place.name?].trimmed())).collect();
    let evidence = RowEvidence { structures, ..RowEvidence::default() };
    let ends = places.iter().skip(1).map(|place| place.start).chain([lines.len()]);
    places.iter().zip(ends).map(|(place, end)| section(lines, place, end, &evidence)).collect()
}

fn section<'a>(
    lines: &[PageLine<'a>],
    place: &StructureLines,
    end: usize,
    evidence: &RowEvidence<'_>,
) -> Section<'a> {
    let first = &lines[place.name.unwrap_or(place.start)];
    let title = if place.name.is_some() { first.trimmed().to_owned() } else { String::new() };
    let mut section = Section::new(title, first.number, 1, None);
    let prose = place.name.map_or(place.start, |name| name + 1)..place.table;
    section.blocks = lines[prose]
        .iter()
        .map(|line| Block::Prose { text: line.as_markdown().into(), line: line.number })
        .chain(table::blocks(&lines[place.table..end], evidence))
        .collect();
    section
}

fn places(lines: &[PageLine<'_>]) -> Vec<StructureLines> {
    let mut places: Vec<StructureLines> = Vec::new();
    let mut floor = 0;
    for (at, line) in lines.iter().enumerate() {
        let is_header = line.text.len() < 200 && is_fields_header(line.text);
        if is_header {
            let place = place(lines, floor, at);
            floor = at + 1;
            places.push(place);
        }
    }
    places
}

fn is_fields_header(text: &str) -> bool {
    matches!(header::parse(&text.replace('|', " ")), Some(Header::Fields(_)))
}

/// Looks upwards from a header for the list of actions, and from there for the name: a word of its
/// own between blank lines, or else right above. A description may be one word too: of two such
/// words the upper one is the name.
fn place(lines: &[PageLine<'_>], floor: usize, table: usize) -> StructureLines {
    let floor = floor.max(table.saturating_sub(FARTHEST));
    let list = (floor..table).rev().find(|at| is_referenced_by(lines[*at].trimmed()).is_some());
    let blank = |at: usize| lines.get(at).is_none_or(PageLine::is_blank);
    let is_word = |at: &usize| is_name(lines[*at].trimmed());
    let alone = |at: &usize| is_word(at) && (*at == 0 || blank(*at - 1)) && blank(*at + 1);
    let named = |from: usize, is_one: &dyn Fn(&usize) -> bool| {
        let nearest = (floor..from).rev().find(is_one)?;
        let above = (floor..nearest).rev().find(|at| !blank(*at)).filter(is_one);
        Some(above.unwrap_or(nearest))
    };
    let name = list.and_then(|list| named(list, &alone).or_else(|| named(list, &is_word)));
    StructureLines { name, start: name.or(list).unwrap_or(table), table }
}
