//! The envelope around every answer, read in one pass with what is in it.

use super::decode::{Key, KeySeed, MemberSeed, StructureSeed, read_object};
use super::presence::others_set;
use super::trail::{DecodeError, Trail};
use super::{Shape, Sink, Slot, Step, Structure, Target};
use serde::de::{IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// Reads an answer: its envelope into the reply, what is in it into `target`.
///
/// `Response.Error` is the call's failure, except where the type declares a member `Error` of its own and the
/// answer holds more than that and the request id: such an answer is a success that tells of an error.
///
/// # Errors
/// Where the body is not JSON, or does not fit the type, with the path to it.
pub fn decode_reply(body: &[u8], target: &mut dyn Structure) -> Result<Reply, DecodeError> {
    let mut trail = Trail::default();
    let mut reply = Reply::default();
    read_object(
        body,
        Envelope { shape: target.shape(), target: &mut &mut *target, reply: &mut reply, trail: &mut trail },
    )
    .map_err(|error| DecodeError::new(&trail, &error))?;
    reply.request_id = text_member(target.shape(), &mut &mut *target, "RequestId");
    if reply.fault.is_none() {
        reply.fault = declared_fault(target);
    }
    Ok(reply)
}

/// The text of a member by its name on the wire.
fn text_member(shape: &Shape, target: &mut dyn Target, name: &str) -> Option<String> {
    match target.slot(shape.position(name, 0)?, Step::Look) {
        Slot::Text(text) => text.clone(),
        _ => None,
    }
}

/// The failure in an `Error` that the type declares, where the answer holds nothing else.
fn declared_fault(target: &mut dyn Structure) -> Option<Fault> {
    let index = target.shape().position("Error", 0)?;
    if others_set(&&*target, &["Error", "RequestId"]) {
        return None;
    }
    let mut fault = Fault::default();
    target.slot(
        index,
        Step::Find(&mut |shape, place| {
            fault = Fault { code: text_member(shape, place, "Code"), message: text_member(shape, place, "Message") };
        }),
    );
    fault.code.is_some().then_some(fault)
}

/// What the envelope of an answer says.
#[derive(Debug, Default)]
pub struct Reply {
    /// Whether there was a `Response` object.
    pub enveloped: bool,
    /// `Response.RequestId`.
    pub request_id: Option<String>,
    /// Why the call failed: `Response.Error`.
    pub fault: Option<Fault>,
    /// The flat body that some gateways answer with.
    pub legacy: Legacy,
}

/// `Response.Error`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// The error code, dotted.
    pub code: Option<String>,
    /// What went wrong, for people.
    pub message: Option<String>,
}

impl Structure for Fault {
    fn shape(&self) -> &'static Shape {
        &Shape { name: "Fault", fields: &["Code", "Message"], required: &[], sensitive: &[] }
    }

    fn slot(&mut self, index: usize, _: Step<'_>) -> Slot<'_> {
        match index {
            0 => Slot::Text(&mut self.code),
            1 => Slot::Text(&mut self.message),
            _ => Slot::None,
        }
    }

    fn visit(&self, sink: &mut dyn Sink) {
        sink.text(&self.code);
        sink.text(&self.message);
    }
}

/// The flat body of old gateways: `{"code": 4100, "message": "…", "codeDesc": "AuthFailure"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legacy {
    /// A number; 0 is success.
    pub code: Option<i64>,
    /// What went wrong, for people.
    pub message: Option<String>,
    /// The error code.
    pub code_desc: Option<String>,
}

impl Structure for Legacy {
    fn shape(&self) -> &'static Shape {
        &Shape { name: "Legacy", fields: &["code", "message", "codeDesc"], required: &[], sensitive: &[] }
    }

    fn slot(&mut self, index: usize, _: Step<'_>) -> Slot<'_> {
        match index {
            0 => Slot::Integer(&mut self.code),
            1 => Slot::Text(&mut self.message),
            2 => Slot::Text(&mut self.code_desc),
            _ => Slot::None,
        }
    }

    fn visit(&self, sink: &mut dyn Sink) {
        sink.integer(&self.code);
        sink.text(&self.message);
        sink.text(&self.code_desc);
    }
}

static ENVELOPE: Shape =
    Shape { name: "Envelope", fields: &["Response", "code", "message", "codeDesc"], required: &[], sensitive: &[] };

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
        while let Some(key) = members.next_key_seed(KeySeed { shape: &ENVELOPE, expected: 0 })? {
            let read = match key {
                Key::Member(0) => {
                    reply.enveloped = true;
                    let fault = Some(&mut reply.fault);
                    members.next_value_seed(StructureSeed { shape, target: &mut *target, trail: &mut *trail, fault })
                }
                Key::Member(index) => {
                    let target = &mut &mut reply.legacy;
                    members.next_value_seed(MemberSeed { target, index: index - 1, trail: &mut *trail })
                }
                _ => members.next_value::<IgnoredAny>().map(drop),
            };
            if let (Err(_), Key::Member(index)) = (&read, key) {
                trail.out_of_member(ENVELOPE.fields[index]);
            }
            read?;
        }
        Ok(())
    }
}
