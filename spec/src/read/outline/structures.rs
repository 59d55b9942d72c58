//! A page on structures: one table each, below a heading that is the structure's name.

use super::columns::{self, TableOwner};
use super::remarks::{Remarks, quoted};
use super::{Block, Section, cell, fields, prose};
use crate::model::is_name;
use crate::read::StructureStatement;
use crate::read::vocabulary::without_number;
use std::collections::HashSet;

/// Reads all structures of a page.
pub(crate) fn read_structures(
    sections: &[Section<'_>],
    remarks: &mut Remarks<'_>,
) -> Vec<StructureStatement> {
    let mut found: Vec<StructureStatement> = Vec::new();
    let mut seen = HashSet::new();
    for section in sections {
        let Some(structure) = structure(section, remarks) else { continue };
        if seen.insert(structure.name.clone()) {
            found.push(structure);
        } else {
            let message = format!(
                "the structure {} is described twice; this one is left out",
                quoted(&structure.name)
            );
            remarks.warning(
                "duplicate-structure",
                structure.line,
                message,
                "keep one of the two descriptions",
            );
        }
    }
    found
}

fn structure(section: &Section<'_>, remarks: &mut Remarks<'_>) -> Option<StructureStatement> {
    let name = without_number(section.title.trim());
    let is_field_table = |block: &&Block<'_>| match block {
        Block::Table(table) => columns::find_columns(table, TableOwner::Structure).is_some(),
        _ => false,
    };
    let table = section.blocks.iter().find(is_field_table);
    let mut referenced_by: Vec<String> =
        section.prose().filter_map(|(_, text)| prose::is_referenced_by(text)).flatten().collect();
    let mut seen = HashSet::new();
    referenced_by.retain(|action| seen.insert(action.clone()));
    if !is_name(name) {
        if let Some(Block::Table(table)) = table.filter(|_| !referenced_by.is_empty()) {
            let message = "the structure has no name; it is left out";
            remarks.warning(
                "no-structure-name",
                table.line,
                message,
                "write its name as the heading",
            );
        }
        return None;
    }
    // A structure without fields has no table, but it is referred to.
    if table.is_none() && referenced_by.is_empty() {
        return None;
    }
    let fields = match table {
        Some(Block::Table(table)) => {
            fields::read_if_fields(table, TableOwner::Structure, remarks).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    let (name, docs) = (name.to_owned(), docs(section));
    Some(StructureStatement { name, line: section.line, docs, fields, referenced_by })
}

fn docs(section: &Section<'_>) -> String {
    let lines: Vec<&str> = section
        .prose()
        .map(|(_, text)| text)
        .filter(|text| prose::is_referenced_by(text).is_none())
        .collect();
    cell::to_markdown(&lines.join("\n"))
}
