use crate::codec::{EncodeError, OpenListView, OpenView, Shape, Sink, View, Views, write_json};
use serde_json::Value;

/// The value of one field, for bodies that are not JSON.
pub(super) enum Part<'a> {
    /// A scalar as text.
    Text(String),
    /// A list or a structure as JSON.
    Json(Vec<u8>),
    /// Raw bytes.
    Binary(&'a [u8]),
}

/// Passes each field of a structure that is set to `show`, in the order of the schema.
pub(super) fn each_member(
    value: &dyn View,
    show: &mut dyn FnMut(&'static str, Part<'_>),
) -> Result<(), EncodeError> {
    let mut members = Members { fields: [].iter(), show, problem: None };
    value.show(&mut members);
    members.problem.map_or(Ok(()), Err)
}

struct Members<'a> {
    fields: std::slice::Iter<'static, &'static str>,
    show: &'a mut dyn FnMut(&'static str, Part<'_>),
    problem: Option<EncodeError>,
}

impl Members<'_> {
    fn next(&mut self, part: Option<Part<'_>>) {
        if let (Some(name), Some(part)) = (self.fields.next(), part) {
            (self.show)(name, part);
        }
    }

    fn scalar<T: ToString>(&mut self, value: &Option<T>) {
        self.next(value.as_ref().map(|value| Part::Text(value.to_string())));
    }

    fn list<T: serde::Serialize>(&mut self, value: Option<&[T]>) {
        // Lists of scalars can always be serialised.
        self.next(value.map(|value| Part::Json(serde_json::to_vec(value).unwrap_or_default())));
    }

    /// Returns the JSON text of a structure in the next field.
    fn json_of(&mut self, value: &dyn View, index: Option<usize>) -> Vec<u8> {
        write_json(value).unwrap_or_else(|error| {
            self.fail(error, index);
            Vec::new()
        })
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

impl Sink for Members<'_> {
    fn enter(&mut self, shape: &'static Shape) {
        self.fields = shape.fields.iter();
    }

    fn text(&mut self, value: &Option<String>) {
        self.scalar(value);
    }

    fn integer(&mut self, value: &Option<i64>) {
        self.scalar(value);
    }

    fn unsigned(&mut self, value: &Option<u64>) {
        self.scalar(value);
    }

    fn float(&mut self, value: &Option<f64>) {
        value.iter().for_each(|value| self.check(*value, None));
        self.scalar(value);
    }

    fn boolean(&mut self, value: &Option<bool>) {
        self.scalar(value);
    }

    fn binary(&mut self, value: &Option<Vec<u8>>) {
        self.next(value.as_deref().map(Part::Binary));
    }

    fn json(&mut self, value: &Option<Value>) {
        self.next(value.as_ref().map(|value| match value {
            Value::String(text) => Part::Text(text.clone()),
            Value::Array(_) | Value::Object(_) => Part::Json(value.to_string().into_bytes()),
            scalar => Part::Text(scalar.to_string()),
        }));
    }

    fn open(&mut self, value: &dyn OpenView) {
        self.next(value.get().map(|text| Part::Text(text.to_owned())));
    }

    fn structure(&mut self, value: &dyn Views) {
        let json = value.iter().next().map(|value| self.json_of(&value, None));
        self.next(json.map(Part::Json));
    }

    fn texts(&mut self, value: &Option<Vec<String>>) {
        self.list(value.as_deref());
    }

    fn integers(&mut self, value: &Option<Vec<i64>>) {
        self.list(value.as_deref());
    }

    fn unsigneds(&mut self, value: &Option<Vec<u64>>) {
        self.list(value.as_deref());
    }

    fn floats(&mut self, value: &Option<Vec<f64>>) {
        value
            .iter()
            .flatten()
            .enumerate()
            .for_each(|(index, value)| self.check(*value, Some(index)));
        self.list(value.as_deref());
    }

    fn booleans(&mut self, value: &Option<Vec<bool>>) {
        self.list(value.as_deref());
    }

    fn jsons(&mut self, value: &Option<Vec<Value>>) {
        self.list(value.as_deref());
    }

    fn opens(&mut self, value: &dyn OpenListView) {
        let texts = value
            .count()
            .map(|count| (0..count).filter_map(|index| value.get(index)).collect::<Vec<_>>());
        self.list(texts.as_deref());
    }

    fn structures(&mut self, value: &dyn Views) {
        let json = value.count().map(|_| {
            let items: Vec<Vec<u8>> = value
                .iter()
                .enumerate()
                .map(|(index, item)| self.json_of(&item, Some(index)))
                .collect();
            [b"[".as_slice(), &items.join(&b','), b"]"].concat()
        });
        self.next(json.map(Part::Json));
    }
}
