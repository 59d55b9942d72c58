//! An action for tests.

use crate::action::{Action, Operation, RegionUse, Service};
use crate::codec::{OpenEnum, Shape, Sink, Slot, Step, Structure, Unlisted};
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
    fn shape(&self) -> &'static Shape {
        &Shape {
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

    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_> {
        match index {
            0 => Slot::Text(&mut self.name),
            1 => Slot::Text(&mut self.client_token),
            2 => Slot::Unsigned(&mut self.count),
            3 => Slot::Texts(&mut self.tags),
            4 => Slot::Binary(&mut self.file),
            5 => step.one(&mut self.inner),
            6 => step.many(&mut self.inners),
            7 => Slot::Float(&mut self.ratio),
            8 => Slot::Floats(&mut self.ratios),
            _ => Slot::None,
        }
    }

    fn visit(&self, sink: &mut dyn Sink) {
        sink.text(&self.name);
        sink.text(&self.client_token);
        sink.unsigned(&self.count);
        sink.texts(&self.tags);
        sink.binary(&self.file);
        sink.structure(&&self.inner);
        sink.structures(&&self.inners);
        sink.float(&self.ratio);
        sink.floats(&self.ratios);
    }
}

/// A response.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Told {
    pub(crate) value: Option<i64>,
    pub(crate) request_id: Option<String>,
}

impl Structure for Told {
    fn shape(&self) -> &'static Shape {
        &Shape { name: "Told", fields: &["Value", "RequestId"], required: &[], sensitive: &[] }
    }

    fn slot(&mut self, index: usize, _: Step<'_>) -> Slot<'_> {
        match index {
            0 => Slot::Integer(&mut self.value),
            1 => Slot::Text(&mut self.request_id),
            _ => Slot::None,
        }
    }

    fn visit(&self, sink: &mut dyn Sink) {
        sink.integer(&self.value);
        sink.text(&self.request_id);
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

    fn at(index: usize, other: Unlisted) -> Self {
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
    type Response = Told;
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
