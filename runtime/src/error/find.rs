//! The search for errors of this crate among others: in a box, in `anyhow::Error`, below a
//! program's own error.

use super::{Error, chain};
use std::any::TypeId;
use std::error::Error as AnyError;
use std::sync::{Mutex, PoisonError};

/// A function that returns the plain error in an [`ActionError`](super::ActionError) of one type,
/// if an error is one.
type Downcast = for<'a> fn(&'a (dyn AnyError + 'static)) -> Option<&'a Error>;

/// The error types that the program has used: an error behind `dyn` does not reveal its code's
/// type.
static MET: Mutex<Vec<(TypeId, Downcast)>> = Mutex::new(Vec::new());

/// Finds the [`Error`] of a call: the error itself or one in its chain of sources, as an [`Error`]
/// or an [`ActionError`](crate::ActionError).
///
/// ```
/// use tencentcloud_runtime::error;
///
/// fn is_missing(error: &(dyn std::error::Error + 'static)) -> bool {
///     error::find(error).is_some_and(|error| error.is_not_found())
/// }
///
/// let other: Box<dyn std::error::Error + Send + Sync> = "another error".into();
/// assert!(!is_missing(&*other));
/// ```
pub fn find<'a>(error: &'a (dyn AnyError + 'static)) -> Option<&'a Error> {
    chain(error).find_map(|error| error.downcast_ref::<Error>().or_else(|| of_action(error)))
}

fn of_action<'a>(error: &'a (dyn AnyError + 'static)) -> Option<&'a Error> {
    let looks: Vec<Downcast> = {
        // Each entry is pushed as a whole, so a poisoned lock is harmless.
        let met = MET.lock().unwrap_or_else(PoisonError::into_inner);
        met.iter().map(|(_, look)| *look).collect()
    };
    looks.into_iter().find_map(|look| look(error))
}

/// Registers a type of errors.
#[inline(never)]
pub(super) fn register(id: TypeId, look: Downcast) {
    let mut met = MET.lock().unwrap_or_else(PoisonError::into_inner);
    if met.iter().all(|(other, _)| *other != id) {
        met.push((id, look));
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::error::{ActionError, Error, ErrorKind};
    use crate::testing::AskErrorCode;
    use std::error::Error as AnyError;
    use std::fmt;

    /// An error of a program.
    #[derive(Debug)]
    struct Above(Box<dyn AnyError + Send + Sync>);

    impl fmt::Display for Above {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("something failed")
        }
    }

    impl AnyError for Above {
        fn source(&self) -> Option<&(dyn AnyError + 'static)> {
            Some(&*self.0)
        }
    }

    #[test]
    fn errors_in_errors() {
        let error = || Error::new(ErrorKind::Service, "gone").with_code("ResourceNotFound.Thing");
        let of_action = || ActionError::<AskErrorCode>::new(error());
        let all: [Box<dyn AnyError>; 4] = [
            Box::new(error()),
            Box::new(of_action()),
            Box::new(Above(Box::new(error()))),
            Box::new(Above(Box::new(Above(Box::new(of_action()))))),
        ];
        for error in all {
            assert!(find(&*error).unwrap().is_not_found(), "{error:?}");
        }
        let other: Box<dyn AnyError> = Box::new(Above("another".into()));
        assert!(find(&*other).is_none());
    }
}
