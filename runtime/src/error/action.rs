use super::Error;
use super::find::register;
use crate::codec::OpenEnum;
use crate::codec::generated::parse;
use std::any::TypeId;
use std::fmt;
use std::ops::Deref;

/// The error of a call of one action: an [`Error`] with the code as the action's own enum.
///
/// It converts into an [`Error`] with `?`, and dereferences to it.
pub struct ActionError<C> {
    code: Option<C>,
    error: Error,
}

impl<C: OpenEnum> ActionError<C> {
    /// Creates the error of an action, parsing the code of a plain error.
    pub fn new(error: Error) -> Self {
        register(TypeId::of::<C>(), plain::<C>);
        Self { code: error.code().map(parse), error }
    }

    /// Returns the service's error code, if the service returned one.
    pub fn code(&self) -> Option<&C> {
        self.code.as_ref()
    }

    /// Returns the error without the type of its code.
    pub fn into_error(self) -> Error {
        self.error
    }
}

/// Returns the plain error in an error of this type.
fn plain<'a, C: 'static>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a Error> {
    error.downcast_ref::<ActionError<C>>().map(|error| &**error)
}

impl<C> Deref for ActionError<C> {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.error
    }
}

impl<C: OpenEnum> From<Error> for ActionError<C> {
    fn from(error: Error) -> Self {
        Self::new(error)
    }
}

impl<C> From<ActionError<C>> for Error {
    fn from(error: ActionError<C>) -> Self {
        error.error
    }
}

impl<C> fmt::Display for ActionError<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.error, f)
    }
}

impl<C> fmt::Debug for ActionError<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.error, f)
    }
}

impl<C> std::error::Error for ActionError<C> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&self.error)
    }
}
