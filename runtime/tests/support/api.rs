//! An API as the generator writes it.

use tencentcloud_runtime::codec::{
    FieldMut, FieldOp, FieldVisitor, OpenEnum, Schema, Structure, Unlisted,
};
use tencentcloud_runtime::{
    Action, Operation, Paged, PagedList, Paging, RegionUse, Service, Streamed, structures,
};

pub static SERVICE: Service = Service::new("batch", "2017-03-12", "batch.tencentcloudapi.com");

/// Writes a structure of optional fields as the generator does.
macro_rules! structure {
    (@field Structure $op:ident $($place:tt)*) => { $op.structure(&mut $($place)*) };
    (@field Structures $op:ident $($place:tt)*) => { $op.structures(&mut $($place)*) };
    (@field $kind:ident $op:ident $($place:tt)*) => { FieldMut::$kind(&mut $($place)*) };
    (@reference Structure $($place:tt)*) => { &&$($place)* };
    (@reference Structures $($place:tt)*) => { &&$($place)* };
    (@reference $kind:ident $($place:tt)*) => { &$($place)* };
    ($name:ident { $($fields:tt)* }) => { structure!($name hides [] { $($fields)* }); };
    ($name:ident hides [$($sensitive:literal),*] {
        $($field:ident: $kind:ident / $visitor:ident $type:ty = $index:literal $wire:literal,)*
    }) => {
        #[derive(Default)]
        pub struct $name { $(pub $field: Option<$type>,)* }

        impl Structure for $name {
            fn schema(&self) -> &'static Schema {
                &Schema { name: stringify!($name), fields: &[$($wire),*], required: &[],
                    sensitive: &[$($sensitive),*] }
            }

            #[allow(unused_variables, reason = "most have no structures in them")]
            fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_> {
                match index {
                    $($index => structure!(@field $kind op self.$field),)*
                    _ => FieldMut::None,
                }
            }

            fn accept(&self, visitor: &mut dyn FieldVisitor) {
                $(visitor.$visitor(structure!(@reference $kind self.$field));)*
            }
        }

        structures!($name);
    };
}

structure!(ListThings {
    job: Text / text String = 0 "Job",
    offset: Unsigned / unsigned u64 = 1 "Offset",
    limit: Unsigned / unsigned u64 = 2 "Limit",
});

structure!(CreateThing {
    name: Text / text String = 0 "Name",
});

structure!(SubmitThing {
    name: Text / text String = 0 "Name",
    client_token: Text / text String = 1 "ClientToken",
});

structure!(Lock hides ["Password", "Codes"] {
    name: Text / text String = 0 "Name",
    password: Text / text String = 1 "Password",
    codes: Texts / texts Vec<String> = 2 "Codes",
    inner: Structures / structures Vec<Lock> = 3 "Inner",
});

structure!(Thing {
    id: Integer / integer i64 = 0 "Id",
});

structure!(Things {
    total: Integer / integer i64 = 0 "TotalCount",
    things: Structures / structures Vec<Thing> = 1 "ThingSet",
    request_id: Text / text String = 2 "RequestId",
});

structure!(PageThings {
    page: Integer / integer i64 = 0 "PageNumber",
    size: Text / text String = 1 "PageSize",
});

structure!(TokenThings {
    token: Text / text String = 0 "NextToken",
});

structure!(Data {
    things: Structures / structures Vec<Thing> = 0 "Things",
    total: Text / text String = 1 "Total",
    next: Text / text String = 2 "NextToken",
    more: Boolean / boolean bool = 3 "HasMore",
});

structure!(Nested {
    data: Structure / structure Data = 0 "Data",
    request_id: Text / text String = 1 "RequestId",
});

structure!(Chat {
    prompt: Text / text String = 0 "Prompt",
});

structure!(Said {
    text: Text / text String = 0 "Text",
    request_id: Text / text String = 1 "RequestId",
});

structure!(All {
    text: Text / text String = 0 "Text",
    number: Integer / integer i64 = 1 "Number",
    count: Unsigned / unsigned u64 = 2 "Count",
    ratio: Float / float f64 = 3 "Ratio",
    flag: Boolean / boolean bool = 4 "Flag",
    bytes: Binary / binary Vec<u8> = 5 "Bytes",
    any: Json / json serde_json::Value = 6 "Any",
    inner: Structure / structure Box<All> = 7 "Inner",
    texts: Texts / texts Vec<String> = 8 "Texts",
    numbers: Integers / integers Vec<i64> = 9 "Numbers",
    ratios: Floats / floats Vec<f64> = 10 "Ratios",
    anys: Jsons / jsons Vec<serde_json::Value> = 11 "Anys",
    inners: Structures / structures Vec<All> = 12 "Inners",
    request_id: Text / text String = 13 "RequestId",
});

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    ResourceNotFoundThing,
    Other(Unlisted),
}

impl OpenEnum for ErrorCode {
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

macro_rules! action {
    ($request:ident -> $response:ident, $name:literal { $($field:ident: $value:expr),* }) => {
        impl Action for $request {
            type Response = $response;
            type ErrorCode = ErrorCode;
            const OPERATION: &'static Operation = &Operation {
                $($field: $value,)* ..Operation::new($name, &SERVICE) };
        }
    };
}

action!(ListThings -> Things, "ListThings" {
    read_only: true,
    region: RegionUse::Required,
    list: Some(PagedList::new("ThingSet", <Self as Paged>::PAGING))
});
action!(CreateThing -> Things, "CreateThing" {});
action!(Lock -> Things, "Lock" {});
action!(SubmitThing -> Things, "SubmitThing" { idempotency_token: Some("ClientToken") });
action!(PageThings -> Nested, "PageThings" { read_only: true });
action!(TokenThings -> Nested, "TokenThings" { read_only: true });

action!(All -> All, "SendAll" {});

action!(Chat -> Said, "Chat" { event_stream: true });

impl Streamed for Chat {}

impl Paged for ListThings {
    type Item = Thing;
    const PAGING: Paging = Paging::offset("Offset", "Limit").total("TotalCount");

    fn items(response: &mut Things) -> Option<Vec<Thing>> {
        response.things.take()
    }
}

impl Paged for PageThings {
    type Item = Thing;
    const PAGING: Paging = Paging::page("PageNumber", "PageSize", 1).total("Data.Total");

    fn items(response: &mut Nested) -> Option<Vec<Thing>> {
        response.data.as_mut()?.things.take()
    }
}

impl Paged for TokenThings {
    type Item = Thing;
    const PAGING: Paging = Paging::token("NextToken", "Data.NextToken").more("Data.HasMore");

    fn items(response: &mut Nested) -> Option<Vec<Thing>> {
        response.data.as_mut()?.things.take()
    }
}
