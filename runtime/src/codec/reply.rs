//! The envelope around every response, read in one pass with its contents.

use super::fault::{Fault, is_success};
use super::input::read_object;
use super::key::{EnvelopeField, FieldKey, FieldKeySeed};
use super::presence::others_set;
use super::scalar::ScalarSeed;
use super::structure_seed::{StructureSeed, Undeclared};
use super::trail::{DecodeError, Dropped, JsonPath, Mode, kind};
use super::{Shape, Slot, Step, Structure, Target};
use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::Value;
use std::fmt;

/// Decodes a response, strictly: its envelope into the reply, its contents into `target`.
///
/// `Response.Error` means that the call has failed. There is one exception: the type declares a
/// field `Error` of its own, and the response contains more than that field and the request ID.
/// Such a response is a success that reports an error.
///
/// # Errors
/// Returns an error with a path if the body is not JSON or does not fit the type.
pub fn decode_reply(body: &[u8], target: &mut dyn Structure) -> Result<Reply, DecodeError> {
    let Decoded { reply, error, .. } = decode(body, Form::Response, Mode::STRICT, target);
    error.map_or(Ok(reply), Err)
}

/// The position of a response in its JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// In the field `Response` of an object.
    Response,
    /// In an event: with or without an object around it.
    Event,
    /// In an event of unknown type: only `Error` and `Response.Error` are read.
    AnyEvent,
}

/// The result of decoding a response.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) reply: Reply,
    /// Why it was not decoded completely.
    pub(crate) error: Option<DecodeError>,
    /// The values that do not fit.
    pub(crate) dropped: Dropped,
    /// True if it contains a number that a float may not represent.
    pub(crate) is_inexact: bool,
}

/// Decodes a response into an empty `target`.
pub(crate) fn decode(body: &[u8], form: Form, mode: Mode, target: &mut dyn Structure) -> Decoded {
    let mut trail = JsonPath::new(mode);
    let mut reply = Reply::default();
    let shape = target.shape();
    let read = {
        let (target, trail) = (&mut &mut *target, &mut trail);
        match form {
            Form::Response => {
                read_object(body, Envelope { shape, target, reply: &mut reply, trail })
            }
            Form::Event | Form::AnyEvent => {
                let undeclared = OfEnvelope { reply: &mut reply, form };
                read_object(body, StructureSeed { shape, target, trail, undeclared })
            }
        }
    };
    let error = read.err().map(|error| DecodeError::new(&trail, &error));
    let dropped = trail.take_dropped();
    reply.request_id = text_member(shape, &mut &mut *target, "RequestId").or(reply.request_id);
    if reply.fault.is_none() && !others_set(&&*target, &["Error", "RequestId"]) {
        let unfit = dropped
            .values
            .iter()
            .any(|value| matches!(value.path.as_str(), "Error" | "Response.Error"));
        reply.fault = declared_fault(target).or_else(|| unfit.then(Fault::default));
    }
    let ignored: &[_] = if form == Form::Event { &["RequestId"] } else { &[] };
    if reply.fault.is_none() && !others_set(&&*target, ignored) {
        reply.fault = std::mem::take(&mut reply.legacy).fault();
    }
    Decoded { reply, error, is_inexact: trail.inexact, dropped }
}

/// Returns the text of a field by its name on the wire.
fn text_member(shape: &Shape, target: &mut dyn Target, name: &str) -> Option<String> {
    match target.slot(shape.position(name, 0)?, Step::Look) {
        Slot::Text(text) => text.clone(),
        _ => None,
    }
}

/// Returns the failure in an `Error` field that the type declares.
fn declared_fault(target: &mut dyn Structure) -> Option<Fault> {
    let index = target.shape().position("Error", 0)?;
    let mut fault = Fault::default();
    target.slot(
        index,
        Step::Find(&mut |shape, place| {
            fault = Fault {
                code: text_member(shape, place, "Code"),
                message: text_member(shape, place, "Message"),
            };
        }),
    );
    fault.code.as_deref().is_some_and(|code| !is_success(code)).then_some(fault)
}

/// The envelope of a response.
#[derive(Debug, Default)]
pub struct Reply {
    /// True if there was a `Response` object.
    pub enveloped: bool,
    /// `Response.RequestId`.
    pub request_id: Option<String>,
    /// The failure of the call: `Response.Error`, or the flat body that some gateways send.
    pub fault: Option<Fault>,
    legacy: LegacyError,
}

/// The flat body of old gateways: `{"code": 4100, "message": "…", "codeDesc": "AuthFailure"}`.
#[derive(Debug, Default)]
struct LegacyError {
    /// A number, or an error code; 0 is success.
    code: Option<String>,
    /// The message, for people.
    message: Option<String>,
    /// The error code.
    code_desc: Option<String>,
}

impl LegacyError {
    /// Returns the failure that it reports, if it does.
    fn fault(self) -> Option<Fault> {
        let failed = |code: &String| !is_success(code);
        let code = self.code.filter(failed)?;
        Some(Fault { code: self.code_desc.filter(failed).or(Some(code)), message: self.message })
    }
}

/// The destination of the fields that the envelope of a response has.
struct OfEnvelope<'a> {
    reply: &'a mut Reply,
    form: Form,
}

impl Undeclared for OfEnvelope<'_> {
    /// Returns whether the field has a meaning in this form.
    fn takes(&self, outer: EnvelopeField) -> bool {
        match self.form {
            Form::Response => outer == EnvelopeField::Error,
            Form::Event => true,
            Form::AnyEvent => matches!(outer, EnvelopeField::Error | EnvelopeField::Response),
        }
    }

    fn read_undeclared<'de, A: MapAccess<'de>>(
        &mut self,
        outer: EnvelopeField,
        shape: &'static Shape,
        target: &mut dyn Target,
        trail: &mut JsonPath,
        members: &mut A,
    ) -> Result<(), A::Error> {
        let (mark, reply) = (trail.mark(), &mut *self.reply);
        let place = match outer {
            EnvelopeField::Response => {
                let seed = ResponseSeed { shape, target, reply, trail: &mut *trail };
                return out_of(outer, mark, members.next_value_seed(seed), trail);
            }
            EnvelopeField::Error | EnvelopeField::LowerError => {
                let fault = members.next_value::<Value>().map(Fault::from_error);
                let read = fault.map(|fault| reply.fault = reply.fault.take().or(fault));
                return out_of(outer, mark, read, trail);
            }
            EnvelopeField::Code => &mut reply.legacy.code,
            EnvelopeField::Message => &mut reply.legacy.message,
            EnvelopeField::CodeDesc => &mut reply.legacy.code_desc,
            EnvelopeField::RequestId => &mut reply.request_id,
        };
        out_of(
            outer,
            mark,
            members.next_value_seed(ScalarSeed { place, trail: &mut *trail }),
            trail,
        )
    }
}

/// Records that errors and dropped values come from a field.
fn out_of<E>(
    outer: EnvelopeField,
    mark: usize,
    read: Result<(), E>,
    trail: &mut JsonPath,
) -> Result<(), E> {
    if read.is_err() {
        trail.out_of_member(outer.name());
    }
    trail.dropped_in_member(mark, outer.name());
    read
}

/// The object around a response.
struct Envelope<'a, 't> {
    shape: &'static Shape,
    target: &'a mut dyn Target,
    reply: &'a mut Reply,
    trail: &'t mut JsonPath,
}

impl<'de> Visitor<'de> for Envelope<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `Response`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self { shape, target, reply, trail } = self;
        let mut undeclared = OfEnvelope { reply, form: Form::Event };
        while let Some(key) = members.next_key_seed(FieldKeySeed {
            shape: &Shape::EMPTY,
            expected: 0,
            known_only: false,
        })? {
            match key {
                FieldKey::Envelope(outer) => undeclared.read_undeclared(
                    outer,
                    shape,
                    &mut *target,
                    &mut *trail,
                    &mut members,
                )?,
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Reads the object in `Response`. Any other value is not a response.
struct ResponseSeed<'a, 't> {
    shape: &'static Shape,
    target: &'a mut dyn Target,
    reply: &'a mut Reply,
    trail: &'t mut JsonPath,
}

impl<'de> DeserializeSeed<'de> for ResponseSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl ResponseSeed<'_, '_> {
    fn other(self, found: Unexpected<'_>) {
        // This is not an error here, even in strict mode: the missing response is.
        self.trail.leave_out("an object", kind(found));
    }
}

impl<'de> Visitor<'de> for ResponseSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self { shape, target, reply, trail } = self;
        reply.enveloped = true;
        let undeclared = OfEnvelope { reply, form: Form::Response };
        StructureSeed { shape, target, trail, undeclared }.fill(None, &mut members)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        self.other(Unexpected::Seq);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.other(Unexpected::Unit);
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.other(Unexpected::Bool(value));
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.other(Unexpected::Signed(value));
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.other(Unexpected::Unsigned(value));
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.other(Unexpected::Float(value));
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.other(Unexpected::Str(value));
        Ok(())
    }
}
