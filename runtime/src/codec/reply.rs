//! The envelope around every response, read in one pass with what is in it.

use super::decode::{Key, KeySeed, StructureSeed, read_object};
use super::fault::{Fault, is_success};
use super::presence::others_set;
use super::scalar::ScalarSeed;
use super::trail::{DecodeError, Dropped, Mode, Trail, kind};
use super::{Shape, Slot, Step, Structure, Target};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Value;
use std::fmt;

/// Reads a response, strictly: its envelope into the reply, what is in it into `target`.
///
/// `Response.Error` is the call's failure, except where the type declares a member `Error` of its own and the
/// response holds more than that and the request id: such a response is a success that tells of an error.
///
/// # Errors
/// Where the body is not JSON, or does not fit the type, with the path to it.
pub fn decode_reply(body: &[u8], target: &mut dyn Structure) -> Result<Reply, DecodeError> {
    let Decoded { reply, error, .. } = decode(body, Form::Response, Mode::STRICT, target);
    error.map_or(Ok(reply), Err)
}

/// Where a response stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// In the member `Response` of an object.
    Response,
    /// In an event: without an object around it, or with one.
    Event,
    /// The same where the type is not known: only `Error` and `Response.Error` are looked for.
    AnyEvent,
}

/// What came of reading a response.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) reply: Reply,
    /// Why it was not read whole.
    pub(crate) error: Option<DecodeError>,
    /// What does not fit.
    pub(crate) dropped: Dropped,
    /// Whether a number was met whose text a float may not hold.
    pub(crate) is_inexact: bool,
}

/// Reads a response into an empty `target`.
pub(crate) fn decode(body: &[u8], form: Form, mode: Mode, target: &mut dyn Structure) -> Decoded {
    let mut trail = Trail::new(mode);
    let mut reply = Reply::default();
    let shape = target.shape();
    let read = {
        let (target, trail) = (&mut &mut *target, &mut trail);
        match form {
            Form::Response => read_object(body, Envelope { shape, target, reply: &mut reply, trail }),
            Form::Event | Form::AnyEvent => {
                let undeclared = Some(Undeclared { reply: &mut reply, form });
                read_object(body, StructureSeed { shape, target, trail, undeclared })
            }
        }
    };
    let error = read.err().map(|error| DecodeError::new(&trail, &error));
    let dropped = trail.take_dropped();
    reply.request_id = text_member(shape, &mut &mut *target, "RequestId").or(reply.request_id);
    if reply.fault.is_none() && !others_set(&&*target, &["Error", "RequestId"]) {
        let unfit = dropped.values.iter().any(|value| matches!(value.path.as_str(), "Error" | "Response.Error"));
        reply.fault = declared_fault(target).or_else(|| unfit.then(Fault::default));
    }
    let ignored: &[_] = if form == Form::Event { &["RequestId"] } else { &[] };
    if reply.fault.is_none() && !others_set(&&*target, ignored) {
        reply.fault = std::mem::take(&mut reply.legacy).fault();
    }
    Decoded { reply, error, is_inexact: trail.inexact, dropped }
}

/// The text of a member by its name on the wire.
fn text_member(shape: &Shape, target: &mut dyn Target, name: &str) -> Option<String> {
    match target.slot(shape.position(name, 0)?, Step::Look) {
        Slot::Text(text) => text.clone(),
        _ => None,
    }
}

/// The failure in an `Error` that the type declares.
fn declared_fault(target: &mut dyn Structure) -> Option<Fault> {
    let index = target.shape().position("Error", 0)?;
    let mut fault = Fault::default();
    target.slot(
        index,
        Step::Find(&mut |shape, place| {
            fault = Fault { code: text_member(shape, place, "Code"), message: text_member(shape, place, "Message") };
        }),
    );
    fault.code.as_deref().is_some_and(|code| !is_success(code)).then_some(fault)
}

/// What the envelope of a response says.
#[derive(Debug, Default)]
pub struct Reply {
    /// Whether there was a `Response` object.
    pub enveloped: bool,
    /// `Response.RequestId`.
    pub request_id: Option<String>,
    /// Why the call failed: `Response.Error`, or the flat body that some gateways send.
    pub fault: Option<Fault>,
    legacy: Legacy,
}

/// The flat body of old gateways: `{"code": 4100, "message": "…", "codeDesc": "AuthFailure"}`.
#[derive(Debug, Default)]
struct Legacy {
    /// A number, or an error code; 0 is success.
    code: Option<String>,
    /// What went wrong, for people.
    message: Option<String>,
    /// The error code.
    code_desc: Option<String>,
}

impl Legacy {
    /// The failure that it tells of, if it does.
    fn fault(self) -> Option<Fault> {
        let failed = |code: &String| !is_success(code);
        let code = self.code.filter(failed)?;
        Some(Fault { code: self.code_desc.filter(failed).or(Some(code)), message: self.message })
    }
}

/// A member that a response has beside those that its type declares.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outer {
    Response,
    Error,
    /// The same in lower case, as in events of other makers.
    LowerError,
    Code,
    Message,
    CodeDesc,
    RequestId,
}

impl Outer {
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "Response" => Self::Response,
            "Error" => Self::Error,
            "error" => Self::LowerError,
            "code" | "Code" => Self::Code,
            "message" | "Message" => Self::Message,
            "codeDesc" | "CodeDesc" => Self::CodeDesc,
            "RequestId" | "requestId" => Self::RequestId,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Response => "Response",
            Self::Error => "Error",
            Self::LowerError => "error",
            Self::Code => "code",
            Self::Message => "message",
            Self::CodeDesc => "codeDesc",
            Self::RequestId => "RequestId",
        }
    }
}

/// Where members go that a response has beside those that its type declares.
pub(super) struct Undeclared<'a> {
    reply: &'a mut Reply,
    form: Form,
}

impl Undeclared<'_> {
    /// Whether the member says something here.
    pub(super) fn takes(&self, outer: Outer) -> bool {
        match self.form {
            Form::Response => outer == Outer::Error,
            Form::Event => true,
            Form::AnyEvent => matches!(outer, Outer::Error | Outer::Response),
        }
    }

    /// Reads such a member of an object of this shape.
    pub(super) fn read<'de, A: MapAccess<'de>>(
        &mut self,
        outer: Outer,
        shape: &'static Shape,
        target: &mut dyn Target,
        trail: &mut Trail,
        members: &mut A,
    ) -> Result<(), A::Error> {
        let (mark, reply) = (trail.mark(), &mut *self.reply);
        let place = match outer {
            Outer::Response => {
                let seed = ResponseSeed { shape, target, reply, trail: &mut *trail };
                return out_of(outer, mark, members.next_value_seed(seed), trail);
            }
            Outer::Error | Outer::LowerError => {
                let fault = members.next_value::<Value>().map(Fault::of);
                let read = fault.map(|fault| reply.fault = reply.fault.take().or(fault));
                return out_of(outer, mark, read, trail);
            }
            Outer::Code => &mut reply.legacy.code,
            Outer::Message => &mut reply.legacy.message,
            Outer::CodeDesc => &mut reply.legacy.code_desc,
            Outer::RequestId => &mut reply.request_id,
        };
        out_of(outer, mark, members.next_value_seed(ScalarSeed { place, trail: &mut *trail }), trail)
    }
}

/// Notes what came out of a member.
fn out_of<E>(outer: Outer, mark: usize, read: Result<(), E>, trail: &mut Trail) -> Result<(), E> {
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
    trail: &'t mut Trail,
}

impl<'de> Visitor<'de> for Envelope<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `Response`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let Self { shape, target, reply, trail } = self;
        let mut undeclared = Undeclared { reply, form: Form::Event };
        while let Some(key) = members.next_key_seed(KeySeed { shape: &Shape::EMPTY, expected: 0, known_only: false })? {
            match key {
                Key::Outer(outer) => undeclared.read(outer, shape, &mut *target, &mut *trail, &mut members)?,
                _ => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Reads the object in `Response`. Anything else there is no response.
struct ResponseSeed<'a, 't> {
    shape: &'static Shape,
    target: &'a mut dyn Target,
    reply: &'a mut Reply,
    trail: &'t mut Trail,
}

impl<'de> DeserializeSeed<'de> for ResponseSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl ResponseSeed<'_, '_> {
    fn other(self, found: Unexpected<'_>) {
        // Not an error in strict mode either: it is one for want of a response.
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
        let undeclared = Some(Undeclared { reply, form: Form::Response });
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
