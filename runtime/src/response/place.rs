//! Places for decoded responses, whose types only the caller knows.

use crate::codec::{DroppedValue, Structure, secrets};
use bytes::Bytes;
use std::any::Any;
use zeroize::Zeroizing;

/// A place for a response whose type only the caller knows.
pub(crate) struct ErasedResponse {
    make: fn() -> Box<dyn AnyResponse>,
    value: Option<Box<dyn AnyResponse>>,
    dropped: Vec<DroppedValue>,
}

impl ErasedResponse {
    /// Creates a place for a response of type `T`.
    #[inline]
    pub(crate) fn empty_of<T: Structure + Default>() -> Self {
        Self { make: empty::<T>, value: None, dropped: Vec::new() }
    }

    /// Returns the response, or an empty one if there is none.
    #[inline]
    pub(crate) fn take_response<T: Structure + Default>(&mut self) -> T {
        if let Some(value) = self.any()
            && let Some(value) = value.downcast_mut()
        {
            return std::mem::take(value);
        }
        T::default()
    }

    /// Returns the values of the response that do not fit its type.
    pub(crate) fn take_dropped(&mut self) -> Vec<DroppedValue> {
        std::mem::take(&mut self.dropped)
    }

    fn any(&mut self) -> Option<&mut dyn Any> {
        match &mut self.value {
            Some(value) => Some(&mut **value),
            None => None,
        }
    }
}

/// Creates an empty response.
///
/// The compiler generates this function, like every function here with a type parameter for the
/// response, for each action that a program calls. They are written to be cheap to compile.
#[inline]
fn empty<T: Structure + Default>() -> Box<dyn AnyResponse> {
    Box::new(T::default())
}

/// A response that is kept until its type is known again.
///
/// Only responses implement it: each method of a trait object costs the compiler one more function
/// for each type.
trait AnyResponse: Structure + Any {}

impl<T: Structure> AnyResponse for T {}

/// A place where the engine stores a response.
pub(crate) trait ResponsePlace: Send {
    /// Creates an empty response and returns it to be filled.
    fn open(&mut self) -> &mut dyn Structure;

    /// Returns the secrets of the stored response.
    fn secrets(&self) -> Vec<Zeroizing<String>>;

    /// Receives the body of a response that has been read.
    fn keep(&mut self, _body: &Bytes) {}

    /// Receives the values of the response that do not fit its type.
    fn leave_out(&mut self, _dropped: &[DroppedValue]) {}
}

impl ResponsePlace for ErasedResponse {
    fn open(&mut self) -> &mut dyn Structure {
        &mut **self.value.insert((self.make)())
    }

    fn secrets(&self) -> Vec<Zeroizing<String>> {
        self.value.as_ref().map(|value| secrets(&&**value)).unwrap_or_default()
    }

    fn leave_out(&mut self, dropped: &[DroppedValue]) {
        self.dropped = dropped.to_vec();
    }
}

impl<T: Structure + Default> ResponsePlace for Option<T> {
    fn open(&mut self) -> &mut dyn Structure {
        self.insert(T::default())
    }

    fn secrets(&self) -> Vec<Zeroizing<String>> {
        self.as_ref().map(|value| secrets(&value)).unwrap_or_default()
    }
}
