//! The publication: one crate after the other, as fast as the registry allows, continuing after an
//! interrupted run.
//!
//! The clock and the registry are behind [`World`], so a dry run and the tests use the same loop.

use crate::process::{cargo, run};
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_tool::files::NewFile;
use tencentcloud_tool::lock::Lock;
use tencentcloud_tool::{files, print, tree};

/// A crate that waits for its publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    pub(super) name: String,
    pub(super) version: String,
    /// True if the registry does not have the crate yet.
    pub(super) is_new: bool,
}

/// The rate limit of the registry: a burst of crates, then one per number of seconds.
struct Rate {
    burst: u64,
    seconds: u64,
}

/// The rate limits of new crates, and of new versions.
const RATES: [Rate; 2] = [Rate { burst: 5, seconds: 600 }, Rate { burst: 30, seconds: 60 }];

/// The published crates, as a file for the next run.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PublishState {
    pub(super) published: Vec<Published>,
}

/// A published crate, with the time in seconds since 1970.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Published {
    name: String,
    version: String,
    is_new: bool,
    at: u64,
}

impl PublishState {
    /// Reads the file of an earlier run. Without one, nothing is published.
    ///
    /// # Errors
    /// Returns an error if the file has other content.
    pub(super) fn load(path: &Path) -> Result<Self, Diagnostics> {
        let Ok(text) = std::fs::read_to_string(path) else { return Ok(Self::default()) };
        serde_json::from_str(&text).map_err(|error| {
            let help = "name another file with `--state`, or remove this one to begin again";
            let error = Diagnostic::error("malformed-state", error.to_string());
            error.in_file(path.display().to_string()).help(help).into()
        })
    }

    fn has(&self, crate_: &Waiting) -> bool {
        self.published.iter().any(|it| it.name == crate_.name && it.version == crate_.version)
    }

    /// Returns the earliest time at which the registry accepts a crate.
    fn earliest(&self, is_new: bool) -> u64 {
        let Rate { burst, seconds } = RATES[usize::from(!is_new)];
        let times = self.published.iter().filter(|it| it.is_new == is_new).map(|it| it.at);
        // The time at which the registry would accept a full burst again.
        let full = times.fold(0, |full: u64, at| full.max(at) + seconds);
        full.saturating_sub((burst - 1) * seconds)
    }
}

/// The clock and the registry.
pub(super) trait World {
    /// Returns the time in seconds since 1970.
    fn now(&self) -> u64;
    /// Waits for a number of seconds.
    fn sleep(&mut self, seconds: u64);
    /// Publishes a crate. A version that the registry has already is a success.
    ///
    /// # Errors
    /// Returns the response of the registry.
    fn publish(&mut self, crate_: &Waiting) -> Result<(), String>;
    /// Stores the list of published crates.
    ///
    /// # Errors
    /// Returns an error if it cannot be stored.
    fn save(&mut self, state: &PublishState) -> Result<(), Diagnostics>;
}

/// Publishes the crates that are not published yet, in this order.
///
/// # Errors
/// Returns an error with the crate that the registry refuses. Crates before it are in the state.
pub(super) fn publish(
    queue: &[Waiting],
    state: &mut PublishState,
    world: &mut impl World,
) -> Result<(), Diagnostics> {
    for crate_ in queue {
        if state.has(crate_) {
            continue;
        }
        let wait = state.earliest(crate_.is_new).saturating_sub(world.now());
        if wait > 0 {
            world.sleep(wait);
        }
        world.publish(crate_).map_err(|error| {
            let message = format!("{} {} is not published: {error}", crate_.name, crate_.version);
            let help = "remove the cause and run the same command again: it goes on at this crate";
            Diagnostics::from(Diagnostic::error("not-published", message).help(help))
        })?;
        let Waiting { name, version, is_new } = crate_.clone();
        state.published.push(Published { name, version, is_new, at: world.now() });
        world.save(state)?;
    }
    Ok(())
}

/// The system's clock and cargo's registry.
pub(super) struct Registry {
    root: PathBuf,
    state: PathBuf,
}

impl Registry {
    pub(super) fn new(root: &Path, state: &Path) -> Self {
        Self { root: root.to_owned(), state: state.to_owned() }
    }
}

impl World for Registry {
    fn now(&self) -> u64 {
        system_time()
    }

    fn sleep(&mut self, seconds: u64) {
        print::stderr(&format!("waiting {seconds} seconds for the registry\n"));
        std::thread::sleep(Duration::from_secs(seconds));
    }

    fn publish(&mut self, crate_: &Waiting) -> Result<(), String> {
        print::stderr(&format!("publishing {} {}\n", crate_.name, crate_.version));
        let mut publish = cargo();
        publish.args(["publish", "--package", &crate_.name]).current_dir(&self.root);
        match run(&mut publish) {
            // An earlier run was stopped before it could store the publication.
            Err(error)
                if error.contains("already exists") || error.contains("already uploaded") =>
            {
                Ok(())
            }
            result => result.map(drop),
        }
    }

    fn save(&mut self, state: &PublishState) -> Result<(), Diagnostics> {
        let content = serde_json::to_string_pretty(state).unwrap_or_default() + "\n";
        let folder = self.state.parent().unwrap_or(Path::new("."));
        let file = NewFile { path: self.state.clone(), content };
        let written = Lock::acquire(&[folder]).and_then(|_lock| files::write_all(folder, &[file]));
        written.map_err(tree::unwritable)
    }
}

/// Returns the time in seconds since 1970.
fn system_time() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// A registry that accepts every crate, with its own clock. It records the times.
pub(super) struct Simulation {
    start: u64,
    now: u64,
    times: Vec<(u64, String)>,
}

impl Simulation {
    /// Creates a simulation that starts now: what an earlier run published counts.
    pub(super) fn start() -> Self {
        Self::starting_at(system_time())
    }

    fn starting_at(start: u64) -> Self {
        Self { start, now: start, times: Vec::new() }
    }

    /// Returns a line for each crate, with the time after the start.
    pub(super) fn text(&self) -> String {
        let mut out = "Order:\n".to_owned();
        for (at, name) in &self.times {
            let at = at - self.start;
            let _ = writeln!(out, "  {:02}:{:02}  {name}", at / 3600, at % 3600 / 60);
        }
        out
    }
}

impl World for Simulation {
    fn now(&self) -> u64 {
        self.now
    }

    fn sleep(&mut self, seconds: u64) {
        self.now += seconds;
    }

    fn publish(&mut self, crate_: &Waiting) -> Result<(), String> {
        self.times.push((self.now, format!("{} {}", crate_.name, crate_.version)));
        Ok(())
    }

    fn save(&mut self, _: &PublishState) -> Result<(), Diagnostics> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(new: usize, old: usize) -> Vec<Waiting> {
        let waiting = |is_new| {
            move |number| Waiting {
                name: format!("{}{number}", if is_new { "new" } else { "old" }),
                version: "0.1.0".to_owned(),
                is_new,
            }
        };
        (0..new).map(waiting(true)).chain((0..old).map(waiting(false))).collect()
    }

    fn times(queue: &[Waiting], state: &mut PublishState, now: u64) -> Vec<u64> {
        let mut world = Simulation::starting_at(now);
        publish(queue, state, &mut world).unwrap();
        world.times.iter().map(|(at, _)| *at).collect()
    }

    #[test]
    fn five_new_crates_go_at_once_and_then_one_in_ten_minutes() {
        let start = 1_000_000;
        let after = |minutes: &[u64]| minutes.iter().map(|it| start + it * 60).collect::<Vec<_>>();
        let new = times(&queue(8, 0), &mut PublishState::default(), start);
        assert_eq!(new, after(&[0, 0, 0, 0, 0, 10, 20, 30]));
        let old = times(&queue(0, 32), &mut PublishState::default(), start);
        assert_eq!(old[29..], after(&[0, 1, 2]));
    }

    #[test]
    fn a_run_goes_on_where_the_last_one_stopped() {
        /// A registry that refuses the crate of a name.
        struct Refusing(Simulation, &'static str);
        impl World for Refusing {
            fn now(&self) -> u64 {
                self.0.now()
            }
            fn sleep(&mut self, seconds: u64) {
                self.0.sleep(seconds);
            }
            fn publish(&mut self, crate_: &Waiting) -> Result<(), String> {
                if crate_.name == self.1 { Err("429".to_owned()) } else { self.0.publish(crate_) }
            }
            fn save(&mut self, state: &PublishState) -> Result<(), Diagnostics> {
                self.0.save(state)
            }
        }
        let mut state = PublishState::default();
        let start = 1_000_000;
        let mut world = Refusing(Simulation::starting_at(start), "new6");
        let error = publish(&queue(8, 0), &mut state, &mut world).unwrap_err().to_string();
        assert!(error.contains("new6 0.1.0 is not published: 429"), "{error}");
        assert_eq!(state.published.len(), 6);
        // Five minutes after the sixth, the registry requires five more minutes; after a day, none.
        let kept = serde_json::to_string(&state).unwrap();
        let minutes = |minutes: u64| start + minutes * 60;
        let soon = times(&queue(8, 0), &mut serde_json::from_str(&kept).unwrap(), minutes(15));
        assert_eq!(soon, [minutes(20), minutes(30)]);
        let late = times(&queue(8, 0), &mut serde_json::from_str(&kept).unwrap(), minutes(1440));
        assert_eq!(late, [minutes(1440), minutes(1440)]);
        // The text has the times since the start of this run.
        let mut world = Simulation::starting_at(minutes(15));
        publish(&queue(8, 0), &mut serde_json::from_str(&kept).unwrap(), &mut world).unwrap();
        assert_eq!(world.text(), "Order:\n  00:05  new6 0.1.0\n  00:15  new7 0.1.0\n");
    }

    #[test]
    fn what_is_published_is_stored_and_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        assert_eq!(PublishState::load(&path).unwrap(), PublishState::default());
        let mut state = PublishState::default();
        times(&queue(2, 1), &mut state, 5);
        Registry::new(folder.path(), &path).save(&state).unwrap();
        assert_eq!(PublishState::load(&path).unwrap(), state);
        std::fs::write(&path, "{\"published\": 1}").unwrap();
        assert!(
            PublishState::load(&path).unwrap_err().to_string().contains("error[malformed-state]")
        );
    }
}
