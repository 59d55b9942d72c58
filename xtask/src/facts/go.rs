//! Reads the error codes of actions from the vendor's Go SDK, which anyone can clone. No sentence
//! of it is kept.
//!
//! `client.go` lists an action's codes in the comment above its method, `errors.go` those of the
//! product.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The error codes of one version of a product.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Codes {
    /// The codes of each action, in the order of the source.
    pub(super) actions: BTreeMap<String, Vec<String>>,
    /// All codes, sorted.
    pub(super) all: BTreeSet<String>,
}

/// Returns the folder of the products. `sdk` may also be the clone itself.
///
/// # Errors
/// Returns an error if the folder has no product.
pub(super) fn root(sdk: &Path) -> io::Result<PathBuf> {
    let inner = sdk.join("tencentcloud");
    let root = if inner.is_dir() { inner } else { sdk.to_owned() };
    let has_client = |folder: &Path| folder.join("client.go").is_file();
    for product in folders(&root)? {
        if folders(&product)?.iter().any(|version| has_client(version)) {
            return Ok(root);
        }
    }
    Err(io::Error::new(
        io::ErrorKind::NotFound,
        "there is no <product>/<version>/client.go below it",
    ))
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    Ok(paths.collect::<io::Result<Vec<_>>>()?.into_iter().filter(|path| path.is_dir()).collect())
}

/// Reads the codes of a version. Returns `None` if the SDK lacks it.
///
/// # Errors
/// Returns an error if a file cannot be read.
pub(super) fn read_codes(folder: &Path) -> io::Result<Option<Codes>> {
    let client = match fs::read_to_string(folder.join("client.go")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        client => client?,
    };
    let errors = match fs::read_to_string(folder.join("errors.go")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        errors => errors?,
    };
    Ok(Some(codes(&client, &errors)))
}

fn codes(client: &str, errors: &str) -> Codes {
    let mut codes = Codes {
        all: errors.lines().filter_map(constant).map(str::to_owned).collect(),
        ..Codes::default()
    };
    let mut listed: Vec<String> = Vec::new();
    for line in client.lines() {
        match line.strip_prefix("//") {
            Some(comment) => listed.extend(constant(comment).map(str::to_owned)),
            None => {
                let listed = std::mem::take(&mut listed);
                if let Some(action) = method(line).filter(|_| !listed.is_empty()) {
                    codes.all.extend(listed.iter().cloned());
                    codes.actions.insert(action.to_owned(), listed);
                }
            }
        }
    }
    codes
}

/// Returns the code of a line such as `FAILEDOPERATION_X = "FailedOperation.X"`.
///
/// The constant's name follows from the code, so prose is never read as a code.
fn constant(line: &str) -> Option<&str> {
    let (name, value) = line.trim().split_once(" = ")?;
    let code = value.strip_prefix('"')?.strip_suffix('"')?;
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    (code.chars().map(letter).collect::<String>() == name).then_some(code)
}

/// Returns the action of a line such as `func (c *Client) DescribeX(request …`.
fn method(line: &str) -> Option<&str> {
    let name = line.strip_prefix("func (c *Client) ")?.split_once('(')?.0;
    Some(name.strip_suffix("WithContext").unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: &str = "
// ListCats
// A sentence with = signs, and A_B = \"another\".
//
// Codes:
//  INTERNALERROR = \"InternalError\"
//  RESOURCENOTFOUND_CAT = \"ResourceNotFound.Cat\"
func (c *Client) ListCats(request *ListCatsRequest) (response *ListCatsResponse, err error) {
    return c.ListCatsWithContext(context.Background(), request)
}

// ListCats
//  INTERNALERROR = \"InternalError\"
//  RESOURCENOTFOUND_CAT = \"ResourceNotFound.Cat\"
func (c *Client) ListCatsWithContext(ctx context.Context, request *ListCatsRequest) (err error) {
}

//  LOST = \"Lost\"
type Client struct {}

// FeedCat has none.
func (c *Client) FeedCat(request *FeedCatRequest) (err error) {
";

    #[test]
    fn codes_of_actions_and_of_the_product_are_found() {
        let errors = "const (\n\t// A sentence.\n\tLIMITEXCEEDED = \"LimitExceeded\"\n)\n";
        let found = codes(CLIENT, errors);
        let list = vec!["InternalError".to_owned(), "ResourceNotFound.Cat".to_owned()];
        assert_eq!(found.actions, BTreeMap::from([("ListCats".to_owned(), list)]));
        let all: Vec<&str> = found.all.iter().map(String::as_str).collect();
        assert_eq!(all, ["InternalError", "LimitExceeded", "ResourceNotFound.Cat"]);
    }
}
