//! What words of the documents stand for.

/// What a section of an action page is about.
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

/// What a column of a table of members holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Required,
    Type,
    Docs,
}
