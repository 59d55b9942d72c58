//! The meaning of the words of documents.

/// The subject of a section of an action page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Description,
    Input,
    Output,
    Examples,
    Developer,
    Errors,
}

/// One side of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Input,
    Output,
}

/// The content of a column of a table of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Required,
    Type,
    Docs,
}
