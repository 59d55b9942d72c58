//! The history of a metadata repository: the descriptions that each commit changed, and the files
//! of both sides.
//!
//! It is read through `git`, so a clone without a work tree is enough. The content of the files is
//! read in `sides`.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};

/// The folder of the descriptions in the repository.
const SERVICES: &str = "tccli/services";

/// One change of one description in one commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Update {
    pub(super) commit: String,
    /// The day of the commit, `2021-07-14`.
    pub(super) date: String,
    pub(super) product: String,
    /// The folder of the version, `v20170312`.
    pub(super) version: String,
    /// The versions from which the two crates are made: the one that changed, or all of them if it
    /// is new or removed.
    pub(super) before: Vec<Version>,
    pub(super) after: Vec<Version>,
}

impl Update {
    /// Returns a name for people: `abcdef0123 cvm/v20170312`.
    pub(super) fn name(&self) -> String {
        format!("{} {}/{}", &self.commit[..self.commit.len().min(10)], self.product, self.version)
    }
}

/// A version of a product at one commit, as the IDs of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) folder: String,
    pub(super) api: String,
    pub(super) examples: Option<String>,
}

/// The files of all versions of a product, by version: `api.json` and `examples.json`.
type Product = BTreeMap<String, [Option<String>; 2]>;

/// A clone of the repository.
pub(super) struct Repository {
    path: PathBuf,
}

impl Repository {
    pub(super) fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    /// Returns all updates, the oldest first.
    ///
    /// # Errors
    /// Returns an error if `git` fails or the repository has no descriptions.
    pub(super) fn updates(&self) -> Result<Vec<Update>, Diagnostics> {
        let files =
            ["api.json", "examples.json"].map(|file| format!(":(glob){SERVICES}/*/*/{file}"));
        let mut git = self.git();
        git.args([
            "log",
            "--first-parent",
            "-m",
            "--reverse",
            "--no-renames",
            "--raw",
            "--no-abbrev",
        ]);
        let output = git.args(["--format=tformat:%H %cs", "--"]).args(files).output();
        let output =
            output.map_err(|error| self.unusable(&format!("git cannot be started: {error}")))?;
        if !output.status.success() {
            return Err(self.unusable(String::from_utf8_lossy(&output.stderr).trim()));
        }
        let updates = parse_log(&String::from_utf8_lossy(&output.stdout));
        if updates.is_empty() {
            Err(self.unusable(&format!("no description below {SERVICES} changed")))
        } else {
            Ok(updates)
        }
    }

    /// Starts a reader of the repository's files.
    ///
    /// # Errors
    /// Returns an error if `git` cannot be started.
    pub(super) fn blobs(&self) -> Result<Blobs, Diagnostics> {
        let mut git = self.git();
        git.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = git
            .spawn()
            .map_err(|error| self.unusable(&format!("git cannot be started: {error}")))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(requests), Some(responses)) => {
                Ok(Blobs { child, requests, responses: BufReader::new(responses) })
            }
            _ => Err(self.unusable("git has no pipes")),
        }
    }

    fn git(&self) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.path).args(["-c", "core.quotePath=false"]);
        git
    }

    fn unusable(&self, message: &str) -> Diagnostics {
        Diagnostic::error("unusable-repository", message)
            .in_file(self.path.display().to_string())
            .help(
                "give a clone of TencentCloud/tencentcloud-cli; one without a work tree is enough",
            )
            .into()
    }
}

/// A reader of files by their IDs.
pub(super) struct Blobs {
    child: Child,
    requests: ChildStdin,
    responses: BufReader<ChildStdout>,
}

impl Blobs {
    /// Returns the content of a file.
    ///
    /// # Errors
    /// Returns an error if the repository lacks the file. A shallow clone has no history.
    pub(super) fn read_blob(&mut self, id: &str) -> io::Result<Vec<u8>> {
        writeln!(self.requests, "{id}")?;
        self.requests.flush()?;
        let mut head = String::new();
        self.responses.read_line(&mut head)?;
        let size =
            head.trim_end().split_once(" blob ").and_then(|(_, size)| size.parse::<usize>().ok());
        let missing = || {
            io::Error::new(io::ErrorKind::NotFound, format!("the repository lacks the file {id}"))
        };
        let mut content = vec![0; size.ok_or_else(missing)? + 1];
        self.responses.read_exact(&mut content)?;
        content.pop();
        Ok(content)
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // The process only reads, so an error of ending it does not matter.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Parses the log: a line with a commit and its day, then lines of changed files.
fn parse_log(log: &str) -> Vec<Update> {
    let mut state: BTreeMap<String, Product> = BTreeMap::new();
    let mut updates = Vec::new();
    let mut commit: Option<(&str, &str)> = None;
    let mut changes: Vec<Change<'_>> = Vec::new();
    for line in log.lines() {
        match Change::parse(line) {
            Some(change) => changes.push(change),
            None if line.is_empty() => {}
            None => {
                apply(commit, &std::mem::take(&mut changes), &mut state, &mut updates);
                commit = line.split_once(' ');
            }
        }
    }
    apply(commit, &changes, &mut state, &mut updates);
    updates
}

/// A line such as `:100644 100644 <old> <new> M\ttccli/services/cvm/v20170312/api.json`.
#[derive(Debug)]
struct Change<'a> {
    product: &'a str,
    version: &'a str,
    /// The index in [`Product`].
    file: usize,
    after: Option<&'a str>,
}

impl<'a> Change<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let (facts, path) = line.strip_prefix(':')?.split_once('\t')?;
        let after = facts.split(' ').nth(3)?;
        let mut parts = path.strip_prefix(SERVICES)?.strip_prefix('/')?.split('/');
        let (product, version, file) = (parts.next()?, parts.next()?, parts.next()?);
        let file = ["api.json", "examples.json"].iter().position(|name| *name == file)?;
        let is_there = after.bytes().any(|digit| digit != b'0');
        Some(Self { product, version, file, after: is_there.then_some(after) })
    }
}

fn apply(
    commit: Option<(&str, &str)>,
    changes: &[Change<'_>],
    state: &mut BTreeMap<String, Product>,
    updates: &mut Vec<Update>,
) {
    let Some((commit, date)) = commit else { return };
    let products: Vec<&str> = changes.iter().map(|change| change.product).collect();
    let before: BTreeMap<&str, Product> = products
        .iter()
        .map(|product| (*product, state.get(*product).cloned().unwrap_or_default()))
        .collect();
    for Change { product, version, file, after } in changes {
        let files = state
            .entry((*product).to_owned())
            .or_default()
            .entry((*version).to_owned())
            .or_default();
        files[*file] = after.map(str::to_owned);
    }
    for Change { product, version, .. } in changes.iter().filter(|change| change.file == 0) {
        let (before, after) = (&before[product], &state[*product]);
        let is_everywhere = [before, after].iter().all(|side| has(side, version));
        let sides = [before, after]
            .map(|side| versions(side, |folder| !is_everywhere || folder == *version));
        let [before, after] = sides;
        // A new or removed product has one crate and not two.
        if !before.is_empty() && !after.is_empty() {
            let (product, version) = ((*product).to_owned(), (*version).to_owned());
            updates.push(Update {
                commit: commit.to_owned(),
                date: date.to_owned(),
                product,
                version,
                before,
                after,
            });
        }
    }
}

fn has(product: &Product, version: &str) -> bool {
    product.get(version).is_some_and(|[api, _]| api.is_some())
}

fn versions(product: &Product, is_wanted: impl Fn(&str) -> bool) -> Vec<Version> {
    let wanted = product.iter().filter(|(folder, _)| is_wanted(folder));
    let version = |(folder, [api, examples]): (&String, &[Option<String>; 2])| {
        Some(Version { folder: folder.clone(), api: api.clone()?, examples: examples.clone() })
    };
    wanted.filter_map(version).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: &str = "0000000000000000000000000000000000000000";

    fn line(before: &str, after: &str, path: &str) -> String {
        format!(":100644 100644 {before} {after} M\ttccli/services/{path}\n")
    }

    #[test]
    fn an_update_has_the_files_of_both_sides() {
        let log = [
            "c1 2020-01-02\n\n",
            &line(NONE, "a1", "cats/v1/api.json"),
            &line(NONE, "e1", "cats/v1/examples.json"),
            "c2 2021-01-02\n\n",
            &line("e1", "e2", "cats/v1/examples.json"),
            "c3 2021-02-02\n\n",
            &line("a1", "a3", "cats/v1/api.json"),
            &line("e2", "e3", "cats/v1/examples.json"),
            &line(NONE, "b", "dogs/v1/api.json"),
        ];
        let version = |api: &str, examples: &str| Version {
            folder: "v1".to_owned(),
            api: api.to_owned(),
            examples: Some(examples.to_owned()),
        };
        let expected = Update {
            commit: "c3".to_owned(),
            date: "2021-02-02".to_owned(),
            product: "cats".to_owned(),
            version: "v1".to_owned(),
            before: vec![version("a1", "e2")],
            after: vec![version("a3", "e3")],
        };
        assert_eq!(parse_log(&log.concat()), [expected]);
    }

    #[test]
    fn a_new_version_is_compared_with_the_others_beside_it() {
        let log = [
            "c1 2020-01-02\n",
            &line(NONE, "a1", "cats/v1/api.json"),
            "c2 2020-01-02\n",
            &line(NONE, "a2", "cats/v2/api.json"),
            "c3 2020-01-02\n",
            &line("a1", NONE, "cats/v1/api.json"),
        ];
        let folders = |versions: &[Version]| {
            versions.iter().map(|it| it.folder.clone()).collect::<Vec<_>>().join(" ")
        };
        let updates = parse_log(&log.concat());
        let sides: Vec<_> =
            updates.iter().map(|it| (folders(&it.before), folders(&it.after))).collect();
        assert_eq!(sides, [("v1".into(), "v1 v2".into()), ("v1 v2".to_owned(), "v2".to_owned())]);
    }
}
