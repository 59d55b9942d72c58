use crate::codec::{
    EncodeError, FieldRef, FieldVisitor, Schema, StructureList, StructureRef, write_json,
};
use serde_json::Value;

/// The value of one field, for bodies that are not JSON.
pub(super) enum BodyPart<'a> {
    /// A scalar as text.
    Text(String),
    /// A list or a structure as JSON.
    Json(Vec<u8>),
    /// Raw bytes.
    Binary(&'a [u8]),
}

/// Passes each field of a structure that is set to `show`, in the order of the schema.
pub(super) fn each_field(
    value: &dyn StructureRef,
    show: &mut dyn FnMut(&'static str, BodyPart<'_>),
) -> Result<(), EncodeError> {
    let mut writer = PartWriter { fields: [].iter(), show, problem: None };
    value.traverse(&mut writer);
    writer.problem.map_or(Ok(()), Err)
}

struct PartWriter<'a> {
    fields: std::slice::Iter<'static, &'static str>,
    show: &'a mut dyn FnMut(&'static str, BodyPart<'_>),
    problem: Option<EncodeError>,
}

impl PartWriter<'_> {
    fn next(&mut self, part: Option<BodyPart<'_>>) {
        if let (Some(name), Some(part)) = (self.fields.next(), part) {
            (self.show)(name, part);
        }
    }

    fn scalar<T: ToString>(&mut self, value: &Option<T>) {
        self.next(value.as_ref().map(|value| BodyPart::Text(value.to_string())));
    }

    fn list<T: serde::Serialize>(&mut self, value: Option<&[T]>) {
        // Lists of scalars can always be serialised.
        self.next(value.map(|value| BodyPart::Json(serde_json::to_vec(value).unwrap_or_default())));
    }

    /// Returns the JSON text of a structure in the next field.
    fn json_of(&mut self, value: &dyn StructureRef, index: Option<usize>) -> Vec<u8> {
        write_json(value).unwrap_or_else(|error| {
            self.fail(error, index);
            Vec::new()
        })
    }

    fn structures_as_json(&mut self, value: &dyn StructureList) {
        let json = value.count().map(|_| {
            let items = value.iter().enumerate();
            let items: Vec<Vec<u8>> =
                items.map(|(index, item)| self.json_of(&item, Some(index))).collect();
            [b"[".as_slice(), &items.join(&b','), b"]"].concat()
        });
        self.next(json.map(BodyPart::Json));
    }

    /// Records a problem in the next field.
    fn fail(&mut self, error: EncodeError, index: Option<usize>) {
        let name = self.fields.as_slice().first().copied().unwrap_or_default();
        self.problem.get_or_insert(error.within(name, index));
    }

    fn check(&mut self, value: f64, index: Option<usize>) {
        if !value.is_finite() {
            self.fail(EncodeError::not_finite(), index);
        }
    }
}

impl FieldVisitor for PartWriter<'_> {
    fn begin(&mut self, schema: &'static Schema) {
        self.fields = schema.fields.iter();
    }

    fn field(&mut self, field: FieldRef<'_>) {
        match field {
            FieldRef::Text(value) => self.scalar(value),
            FieldRef::Integer(value) => self.scalar(value),
            FieldRef::Unsigned(value) => self.scalar(value),
            FieldRef::Float(value) => {
                value.iter().for_each(|value| self.check(*value, None));
                self.scalar(value);
            }
            FieldRef::Boolean(value) => self.scalar(value),
            FieldRef::Binary(value) => self.next(value.as_deref().map(BodyPart::Binary)),
            FieldRef::Json(value) => self.next(value.as_ref().map(part_of_json)),
            FieldRef::Open(value) => self.scalar(&value.get()),
            FieldRef::Structure(value) => {
                let json = value.iter().next().map(|value| self.json_of(&value, None));
                self.next(json.map(BodyPart::Json));
            }
            FieldRef::Texts(value) => self.list(value.as_deref()),
            FieldRef::Integers(value) => self.list(value.as_deref()),
            FieldRef::Unsigneds(value) => self.list(value.as_deref()),
            FieldRef::Floats(value) => {
                let items = value.iter().flatten().enumerate();
                items.for_each(|(index, value)| self.check(*value, Some(index)));
                self.list(value.as_deref());
            }
            FieldRef::Booleans(value) => self.list(value.as_deref()),
            FieldRef::Jsons(value) => self.list(value.as_deref()),
            FieldRef::Opens(value) => {
                let texts = |count| (0..count).filter_map(|index| value.get(index)).collect();
                let texts: Option<Vec<_>> = value.count().map(texts);
                self.list(texts.as_deref());
            }
            FieldRef::Structures(value) => self.structures_as_json(value),
        }
    }
}

fn part_of_json(value: &Value) -> BodyPart<'_> {
    match value {
        Value::String(text) => BodyPart::Text(text.clone()),
        Value::Array(_) | Value::Object(_) => BodyPart::Json(value.to_string().into_bytes()),
        scalar => BodyPart::Text(scalar.to_string()),
    }
}
