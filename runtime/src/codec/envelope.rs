//! The envelope around every response, read in one pass with its contents.

use super::input::read_object;
use super::json_path::{DecodeError, Dropped, JsonPath, Mode, kind};
use super::key::{EnvelopeField, FieldKey, FieldKeySeed};
use super::presence::has_other_fields;
use super::scalar::ScalarSeed;
use super::service_error::{ServiceError, is_success};
use super::structure_seed::{StructureSeed, Undeclared};
use super::{FieldMut, FieldOp, Schema, Structure, StructureMut};
use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::Value;
use std::fmt;

/// Decodes a response strictly and returns its envelope. The contents go into `target`.
///
/// `Response.Error` means that the call has failed. There is one exception: the type declares a
/// field `Error` of its own, and the response contains more than that field and the request ID.
/// Such a response is a success that reports an error.
///
/// # Errors
/// Returns an error with a path if the body is not JSON or does not fit the type.
pub fn decode_response(body: &[u8], target: &mut dyn Structure) -> Result<Envelope, DecodeError> {
    let Decoded { envelope, error, .. } = decode(body, Form::Response, Mode::STRICT, target);
    error.map_or(Ok(envelope), Err)
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
    pub(crate) envelope: Envelope,
    /// Why it was not decoded completely.
    pub(crate) error: Option<DecodeError>,
    /// The values that do not fit.
    pub(crate) dropped: Dropped,
    /// True if it contains a number that a float may not represent.
    pub(crate) is_inexact: bool,
}

/// Decodes a response into an empty `target`.
pub(crate) fn decode(body: &[u8], form: Form, mode: Mode, target: &mut dyn Structure) -> Decoded {
    let mut path = JsonPath::new(mode);
    let mut envelope = Envelope::default();
    let schema = target.schema();
    let read = {
        let (target, path) = (&mut &mut *target, &mut path);
        match form {
            Form::Response => {
                read_object(body, EnvelopeVisitor { schema, target, envelope: &mut envelope, path })
            }
            Form::Event | Form::AnyEvent => {
                let undeclared = EnvelopeFields { envelope: &mut envelope, form };
                read_object(body, StructureSeed { schema, target, path, undeclared })
            }
        }
    };
    let error = read.err().map(|error| DecodeError::new(&path, &error));
    let dropped = path.take_dropped();
    envelope.request_id =
        text_field(schema, &mut &mut *target, "RequestId").or(envelope.request_id);
    if envelope.error.is_none() && !has_other_fields(&&*target, &["Error", "RequestId"]) {
        let is_dropped = dropped
            .values
            .iter()
            .any(|value| matches!(value.path.as_str(), "Error" | "Response.Error"));
        envelope.error = declared_error(target).or_else(|| is_dropped.then(ServiceError::default));
    }
    let ignored: &[_] = if form == Form::Event { &["RequestId"] } else { &[] };
    if envelope.error.is_none() && !has_other_fields(&&*target, ignored) {
        envelope.error = std::mem::take(&mut envelope.legacy).service_error();
    }
    Decoded { envelope, error, is_inexact: path.inexact, dropped }
}

/// Returns the text of a field by its name on the wire.
fn text_field(schema: &Schema, target: &mut dyn StructureMut, name: &str) -> Option<String> {
    match target.field_mut(schema.position(name, 0)?, FieldOp::Inspect) {
        FieldMut::Text(text) => text.clone(),
        _ => None,
    }
}

/// Returns the failure in an `Error` field that the type declares.
fn declared_error(target: &mut dyn Structure) -> Option<ServiceError> {
    let index = target.schema().position("Error", 0)?;
    let mut error = ServiceError::default();
    target.field_mut(
        index,
        FieldOp::Get(&mut |schema, place| {
            error = ServiceError {
                code: text_field(schema, place, "Code"),
                message: text_field(schema, place, "Message"),
            };
        }),
    );
    error.code.as_deref().is_some_and(|code| !is_success(code)).then_some(error)
}

/// The envelope of a response.
#[derive(Debug, Default)]
pub struct Envelope {
    /// True if there was a `Response` object.
    pub has_response: bool,
    /// `Response.RequestId`.
    pub request_id: Option<String>,
    /// The failure of the call: `Response.Error`, or the flat body that some gateways send.
    pub error: Option<ServiceError>,
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
    fn service_error(self) -> Option<ServiceError> {
        let failed = |code: &String| !is_success(code);
        let code = self.code.filter(failed)?;
        Some(ServiceError {
            code: self.code_desc.filter(failed).or(Some(code)),
            message: self.message,
        })
    }
}

/// The destination of the fields that the envelope of a response has.
struct EnvelopeFields<'a> {
    envelope: &'a mut Envelope,
    form: Form,
}

impl Undeclared for EnvelopeFields<'_> {
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
        schema: &'static Schema,
        target: &mut dyn StructureMut,
        path: &mut JsonPath,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let (mark, envelope) = (path.mark(), &mut *self.envelope);
        let place = match outer {
            EnvelopeField::Response => {
                let seed = ResponseSeed { schema, target, envelope, path: &mut *path };
                return out_of(outer, mark, map.next_value_seed(seed), path);
            }
            EnvelopeField::Error | EnvelopeField::LowerError => {
                let error = map.next_value::<Value>().map(ServiceError::from_error);
                let read = error.map(|error| envelope.error = envelope.error.take().or(error));
                return out_of(outer, mark, read, path);
            }
            EnvelopeField::Code => &mut envelope.legacy.code,
            EnvelopeField::Message => &mut envelope.legacy.message,
            EnvelopeField::CodeDesc => &mut envelope.legacy.code_desc,
            EnvelopeField::RequestId => &mut envelope.request_id,
        };
        out_of(outer, mark, map.next_value_seed(ScalarSeed { place, path: &mut *path }), path)
    }
}

/// Records that errors and dropped values come from a field.
fn out_of<E>(
    outer: EnvelopeField,
    mark: usize,
    read: Result<(), E>,
    path: &mut JsonPath,
) -> Result<(), E> {
    if read.is_err() {
        path.out_of_field(outer.name());
    }
    path.dropped_in_field(mark, || outer.name());
    read
}

/// The object around a response.
struct EnvelopeVisitor<'a, 't> {
    schema: &'static Schema,
    target: &'a mut dyn StructureMut,
    envelope: &'a mut Envelope,
    path: &'t mut JsonPath,
}

impl<'de> Visitor<'de> for EnvelopeVisitor<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `Response`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { schema, target, envelope, path } = self;
        let mut undeclared = EnvelopeFields { envelope, form: Form::Event };
        while let Some(key) = map.next_key_seed(FieldKeySeed {
            schema: &Schema::EMPTY,
            expected: 0,
            known_only: false,
        })? {
            match key {
                FieldKey::Envelope(outer) => {
                    undeclared.read_undeclared(outer, schema, &mut *target, &mut *path, &mut map)?
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

/// Reads the object in `Response`. Any other value is not a response.
struct ResponseSeed<'a, 't> {
    schema: &'static Schema,
    target: &'a mut dyn StructureMut,
    envelope: &'a mut Envelope,
    path: &'t mut JsonPath,
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
        self.path.leave_out("an object", kind(found));
    }
}

impl<'de> Visitor<'de> for ResponseSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { schema, target, envelope, path } = self;
        envelope.has_response = true;
        let undeclared = EnvelopeFields { envelope, form: Form::Response };
        StructureSeed { schema, target, path, undeclared }.decode_fields(None, &mut map)
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
