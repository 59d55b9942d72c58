//! The kinds of changes, and what each means.

use serde::{Serialize, Serializer};

/// What a change means for users of the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Code that compiled or ran before may not do so.
    Breaking,
    /// There is more than before, and all code still works.
    Additive,
    /// Only what people read is different.
    Docs,
}

impl Class {
    /// All classes, the gravest first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Docs];

    /// Its word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Docs => "docs",
        }
    }
}

/// Declares the kinds with their word in reports, their class and the reason for it.
macro_rules! kinds {
    ($($(#[$docs:meta])* $kind:ident $word:literal $class:ident $reason:literal;)*) => {
        /// What kind of change it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$docs])* $kind,)*
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// Its word in reports.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// What it means for users of the generated crate.
            pub fn class(self) -> Class {
                match self { $(Self::$kind => Class::$class,)* }
            }

            /// Why.
            pub fn reason(self) -> &'static str {
                match self { $(Self::$kind => $reason,)* }
            }
        }
    };
}

kinds! {
    /// The two descriptions are of different products or versions.
    Product "product changed" Breaking "it is another crate or another module";
    /// The product's name for people.
    Title "title changed" Docs "only documentation names it";
    /// The host that requests go to.
    Endpoint "endpoint changed" Breaking "requests go to another host, which proxies and allow lists may not know";
    /// The name that requests are signed with.
    Service "service name changed" Breaking "requests are signed for another service";

    /// An action is new.
    ActionAdded "action added" Additive "the client has a method more";
    /// An action is gone.
    ActionRemoved "action removed" Breaking "its method and types are gone";
    /// An action has another name.
    ActionRenamed "action renamed" Breaking "its method and types are called differently";
    /// An action should no longer be called.
    ActionDeprecated "action deprecated" Additive "calling it compiles with a warning";
    /// An action is in service again.
    ActionRevived "action online again" Additive "the warning is gone";
    /// An action does not answer any more.
    ActionOffline "action offline" Breaking "every call answers ActionOffline";
    /// The prose of an action.
    ActionDocs "prose of an action" Docs "only documentation has it";
    /// A request's body is written in another way.
    Body "kind of body changed" Breaking "the request is built in another way";
    /// An action is now called without a signature.
    Unsigned "signature no longer needed" Additive "calls with credentials still work";
    /// An action is now called with a signature.
    Signed "signature needed" Breaking "calls without credentials fail";
    /// Whether an action may answer with a stream of events.
    EventStream "event stream changed" Breaking "the method returns another type";
    /// A call may be sent again after a lost connection.
    ReadOnly "read-only now" Additive "a call that is lost is sent again";
    /// A call may not be sent again after a lost connection.
    NotReadOnly "no longer read-only" Breaking "a call that is lost fails instead of being sent again";
    /// A request's field identifies repeated requests.
    TokenAdded "idempotency token added" Additive "the field is filled in, and a call that is lost is sent again";
    /// No field of a request identifies repeated requests any more.
    TokenRemoved "idempotency token removed" Breaking "a call that is lost fails instead of being sent again";
    /// Another field of a request identifies repeated requests.
    TokenChanged "idempotency token changed" Breaking "another field of the request is filled in";
    /// Requests need a region.
    RegionRequired "region required" Breaking "calls without a region are refused before they are sent";
    /// Requests need no region.
    RegionRelaxed "region not required" Additive "calls with a region still work";
    /// Requests a second.
    RateLimit "rate limit changed" Additive "only a client that was asked to limit itself follows it";
    /// An action can be fetched in pages.
    PagingAdded "paging added" Additive "the request can be given to `pages` and `items`";
    /// An action cannot be fetched in pages any more.
    PagingRemoved "paging removed" Breaking "the request cannot be given to `pages` and `items` any more";
    /// Another list is fetched in pages.
    PagingItems "paged list changed" Breaking "`items` gives other things";
    /// Pages are fetched in another way.
    PagingChanged "paging changed" Additive "`pages` and `items` stay, and ask in another way";
    /// Something more can be waited for.
    WaiterAdded "waiter added" Additive "the client has one more method";
    /// Something cannot be waited for any more.
    WaiterRemoved "waiter removed" Breaking "its method is gone";
    /// Something is waited for in another way.
    WaiterChanged "waiter changed" Additive "its method stays, and waits in another way";
    /// An error code of an action is new.
    ErrorAdded "error code of an action added" Additive "error enums are open";
    /// An error code of an action is gone.
    ErrorRemoved "error code of an action removed" Breaking "its variant is gone";
    /// The documented calls.
    Examples "examples changed" Docs "only documentation and tests have them";
    /// The documents that a description was made from.
    Sources "sources changed" Docs "they are not in the crate";

    /// A structure is new.
    StructureAdded "structure added" Additive "there is a type more";
    /// A structure is gone.
    StructureRemoved "structure removed" Breaking "its type is gone";
    /// A structure has another name.
    StructureRenamed "structure renamed" Breaking "its type is called differently";
    /// A structure is described now, or no longer.
    StructureOpaque "structure and free JSON swapped" Breaking "members of it have another type";
    /// Whether members come from documents or from examples.
    StructureInferred "structure inferred or described" Docs "only documentation tells";
    /// The prose of a structure.
    StructureDocs "prose of a structure" Docs "only documentation has it";

    /// A member is new: optional in requests, or in answers.
    FieldAdded "member added" Additive "types are non-exhaustive";
    /// A required member of requests is new.
    FieldAddedRequired "required member added" Breaking "requests without it are refused before they are sent";
    /// A member is gone.
    FieldRemoved "member removed" Breaking "its field is gone";
    /// A member has another name.
    FieldRenamed "member renamed" Breaking "its field is called differently";
    /// A member has another type.
    FieldType "type changed" Breaking "its field has another type";
    /// A text is more or less exactly described.
    FieldFormat "format of a text changed" Docs "its field is a String before and after";
    /// A member of requests becomes required.
    Required "becomes required" Breaking "requests without it are refused before they are sent";
    /// A member of requests becomes optional.
    Optional "becomes optional" Additive "requests with it still work";
    /// A member of answers is called required or not.
    RequiredInAnswer "required in answers changed" Docs "every member of an answer is optional in the crate";
    /// A member may be null.
    Nullable "may be null" Docs "every member of an answer is optional in the crate";
    /// A member may not be null.
    NotNullable "is never null" Docs "every member of an answer is optional in the crate";
    /// A member should no longer be used.
    FieldDeprecated "member deprecated" Additive "using it compiles with a warning";
    /// A member should be used again.
    FieldRevived "member no longer deprecated" Additive "the warning is gone";
    /// Of two members with names that are alike, another one is deprecated.
    FieldSwapped "member gives its plain name to another" Breaking "the field's name belongs to the member that is not deprecated";
    /// Whether a member is declared by documents or seen in examples.
    FieldInferred "member inferred or declared" Docs "only documentation tells";
    /// A member's value is hidden or shown.
    Sensitive "sensitive changed" Additive "its value is hidden from or shown in debug output";
    /// A text has documented values now.
    ValuesAppeared "values documented" Breaking "its field was a String and is an enum";
    /// A text has no documented values any more.
    ValuesVanished "values no longer documented" Breaking "its field was an enum and is a String";
    /// A documented value is new.
    ValueAdded "value added" Additive "value enums are open";
    /// A documented value is gone.
    ValueRemoved "value removed" Breaking "its variant is gone";
    /// The prose of a value.
    ValueDocs "prose of a value" Docs "only documentation has it";
    /// The documented values of a number.
    NumberValues "values of a number changed" Docs "its field is a number before and after";
    /// A documented value of a member.
    FieldExample "example of a member" Docs "only documentation has it";
    /// The prose of a member.
    FieldDocs "prose of a member" Docs "only documentation has it";

    /// An error code of the product is new.
    CodeAdded "error code added" Additive "error enums are open";
    /// An error code of the product is gone.
    CodeRemoved "error code removed" Breaking "its variant is gone";
    /// The prose of an error code.
    CodeDocs "prose of an error code" Docs "only documentation has it";
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
