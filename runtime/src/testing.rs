//! An action for tests.

use crate::action::{Action, Operation, RegionUse, Service};
use crate::codec::{FieldMut, FieldOp, FieldVisitor, OpenEnum, Schema, Structure, Unlisted};
use crate::time::Randomness;

pub(crate) static SERVICE: Service =
    Service::new("batch", "2017-03-12", "batch.tencentcloudapi.com");
pub(crate) static READ: Operation = Operation {
    region: RegionUse::Required,
    read_only: true,
    ..Operation::new("DescribeThing", &SERVICE)
};
pub(crate) static WRITE: Operation = Operation::new("CreateThing", &SERVICE);
pub(crate) static WRITE_WITH_TOKEN: Operation =
    Operation { idempotency_token: Some("ClientToken"), ..Operation::new("SubmitThing", &SERVICE) };
pub(crate) static UNSIGNED: Operation = Operation {
    region: RegionUse::None,
    unsigned: true,
    ..Operation::new("AssumeThing", &SERVICE)
};

/// A request.
#[derive(Clone, Default)]
pub(crate) struct Ask {
    pub(crate) name: Option<String>,
    pub(crate) client_token: Option<String>,
    pub(crate) count: Option<u64>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) file: Option<Vec<u8>>,
    pub(crate) inner: Option<Box<Ask>>,
    pub(crate) inners: Option<Vec<Ask>>,
    pub(crate) ratio: Option<f64>,
    pub(crate) ratios: Option<Vec<f64>>,
}

impl Structure for Ask {
    fn schema(&self) -> &'static Schema {
        &Schema {
            name: "Ask",
            fields: &[
                "Name",
                "ClientToken",
                "Count",
                "Tags",
                "File",
                "Inner",
                "Inners",
                "Ratio",
                "Ratios",
            ],
            required: &["Name"],
            sensitive: &[],
        }
    }

    fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_> {
        match index {
            0 => FieldMut::Text(&mut self.name),
            1 => FieldMut::Text(&mut self.client_token),
            2 => FieldMut::Unsigned(&mut self.count),
            3 => FieldMut::Texts(&mut self.tags),
            4 => FieldMut::Binary(&mut self.file),
            5 => op.structure(&mut self.inner),
            6 => op.structures(&mut self.inners),
            7 => FieldMut::Float(&mut self.ratio),
            8 => FieldMut::Floats(&mut self.ratios),
            _ => FieldMut::None,
        }
    }

    fn accept(&self, visitor: &mut dyn FieldVisitor) {
        visitor.text(&self.name);
        visitor.text(&self.client_token);
        visitor.unsigned(&self.count);
        visitor.texts(&self.tags);
        visitor.binary(&self.file);
        visitor.structure(&&self.inner);
        visitor.structures(&&self.inners);
        visitor.float(&self.ratio);
        visitor.floats(&self.ratios);
    }
}

/// A response.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct AskResponse {
    pub(crate) value: Option<i64>,
    pub(crate) request_id: Option<String>,
}

impl Structure for AskResponse {
    fn schema(&self) -> &'static Schema {
        &Schema {
            name: "AskResponse",
            fields: &["Value", "RequestId"],
            required: &[],
            sensitive: &[],
        }
    }

    fn field_mut(&mut self, index: usize, _: FieldOp<'_>) -> FieldMut<'_> {
        match index {
            0 => FieldMut::Integer(&mut self.value),
            1 => FieldMut::Text(&mut self.request_id),
            _ => FieldMut::None,
        }
    }

    fn accept(&self, visitor: &mut dyn FieldVisitor) {
        visitor.integer(&self.value);
        visitor.text(&self.request_id);
    }
}

/// An error code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AskErrorCode {
    /// A documented code.
    ResourceNotFoundThing,
    /// Any other code.
    Other(Unlisted),
}

impl OpenEnum for AskErrorCode {
    const TEXTS: &'static [&'static str] = &["ResourceNotFound.Thing"];

    fn from_index(index: usize, other: Unlisted) -> Self {
        if index == 0 { Self::ResourceNotFoundThing } else { Self::Other(other) }
    }

    fn index(&self) -> Result<usize, &str> {
        match self {
            Self::ResourceNotFoundThing => Ok(0),
            Self::Other(text) => Err(text),
        }
    }
}

impl Action for Ask {
    type Response = AskResponse;
    type ErrorCode = AskErrorCode;
    const OPERATION: &'static Operation = &READ;
}

/// A source of randomness that always returns the same byte.
pub(crate) struct Always(pub(crate) u8);

impl Randomness for Always {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(self.0);
    }
}
