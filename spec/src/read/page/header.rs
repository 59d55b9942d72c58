//! Headers of tables whose cells nothing separates: `Parameter Name Required Type Description`.

use crate::read::vocabulary::{self, Column};

/// The meaning of the columns of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// A table of fields.
    Fields(FieldColumns),
    /// A table of error codes.
    Codes,
}

/// The columns of a table of fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldColumns {
    /// Their meanings, in order.
    pub columns: Vec<Column>,
    /// True if the cells stand without anything between them.
    pub glued: bool,
}

/// The header that a line is, if it is one. Blanks do not matter: some captures glue the cells
/// together.
pub(super) fn parse(line: &str) -> Option<Header> {
    const LONGEST: usize = 120;
    const SHORTEST: usize = 8;
    if !(SHORTEST..=LONGEST).contains(&line.len()) || !line.contains(char::is_alphabetic) {
        return None;
    }
    let text: String =
        line.chars().filter(|other| !other.is_whitespace()).flat_map(char::to_lowercase).collect();
    if let Some(columns) = columns(&text, &mut Vec::new()) {
        let has = |column| columns.contains(&column);
        let is_fields = columns[0] == Column::Name && has(Column::Type);
        let glued = line.split_whitespace().count() < columns.len();
        return is_fields.then_some(Header::Fields(FieldColumns { columns, glued }));
    }
    let code = vocabulary::code_header(&text)?;
    (vocabulary::column(&text[code..]) == Some(Column::Docs)).then_some(Header::Codes)
}

/// The words of a header, each column once; the longest word is tried first.
fn columns(text: &str, found: &mut Vec<Column>) -> Option<Vec<Column>> {
    if text.is_empty() {
        return (found.len() > 1).then(|| found.clone());
    }
    for (column, length) in vocabulary::column_prefixes(text) {
        if found.contains(&column) {
            continue;
        }
        found.push(column);
        let rest = columns(&text[length..], found);
        found.pop();
        if rest.is_some() {
            return rest;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{Docs, Name, Required, Type};

    #[test]
    fn headers_are_known_with_and_without_blanks() {
        let table = |columns: &[Column], glued| {
            Some(Header::Fields(FieldColumns { columns: columns.to_vec(), glued }))
        };
        let fields = |columns: &[Column]| table(columns, false);
        for (line, expected) in [
            ("Parameter Name Required Type Description", fields(&[Name, Required, Type, Docs])),
            ("Parameter NameRequiredTypeDescription", table(&[Name, Required, Type, Docs], true)),
            ("    Name Type Required Description", fields(&[Name, Type, Required, Docs])),
            ("Parameter Name Type Description", fields(&[Name, Type, Docs])),
            ("参数名称\t必选\t类型\t描述", fields(&[Name, Required, Type, Docs])),
            ("名称 类型 描述", fields(&[Name, Type, Docs])),
            ("パラメータ名 必須項目 タイプ 説明", fields(&[Name, Required, Type, Docs])),
            ("매개변수 이름 필수 여부 유형 설명", fields(&[Name, Required, Type, Docs])),
            ("Error Code Description", Some(Header::Codes)),
            ("错误码 描述", Some(Header::Codes)),
            ("Type Name Description", None),
            ("Name of the type", None),
            ("Name", None),
        ] {
            assert_eq!(parse(line), expected, "{line}");
        }
    }
}
