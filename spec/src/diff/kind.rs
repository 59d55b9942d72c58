//! The kinds of changes, and what each means.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// The consequence of a change for clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Calls that worked before may fail.
    Breaking,
    /// Something is new, and all calls still work.
    Additive,
    /// Only documentation differs.
    Docs,
}

impl Class {
    /// All classes, the gravest first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Docs];

    /// The gravest of some classes; none if there is none.
    pub fn gravest(classes: impl IntoIterator<Item = Self>) -> Option<Self> {
        classes.into_iter().min()
    }

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
        /// The kind of a change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ChangeKind {
            $($(#[$docs])* $kind,)*
        }

        impl ChangeKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// Returns its word in reports. Programs match it, so it never changes.
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word,)* }
            }

            /// Returns the consequence for clients.
            pub fn class(self) -> Class {
                match self { $(Self::$kind => Class::$class,)* }
            }

            /// Returns the reason for the class.
            pub fn reason(self) -> &'static str {
                match self { $(Self::$kind => $reason,)* }
            }
        }
    };
}

kinds! {
    /// The two descriptions are of different products or versions.
    Product "product changed" Breaking "it is another service or another contract";
    /// The product's name for people.
    Title "title changed" Docs "only documentation names it";
    /// The host that requests go to.
    Endpoint "endpoint changed" Breaking "requests go to another host, which proxies and allow \
        lists may not know";
    /// The name that requests are signed with.
    Service "service name changed" Breaking "requests are signed for another service";

    /// An action is new.
    ActionAdded "action added" Additive "nobody calls it yet";
    /// An action is gone.
    ActionRemoved "action removed" Breaking "calls of it are refused";
    /// An action has another name.
    ActionRenamed "action renamed" Breaking "calls by the former name are refused";
    /// An action should no longer be called.
    ActionDeprecated "action deprecated" Additive "calls still work";
    /// An action is in service again.
    ActionRevived "action online again" Additive "calls still work";
    /// An action no longer responds.
    ActionOffline "action offline" Breaking "every call fails with ActionOffline";
    /// The prose of an action.
    ActionDocs "prose of an action" Docs "only documentation has it";
    /// A request's body is written in another way.
    Body "kind of body changed" Breaking "requests are written in another way";
    /// An action is now called without a signature.
    Unsigned "signature no longer needed" Additive "calls with credentials still work";
    /// An action is now called with a signature.
    Signed "signature needed" Breaking "calls without credentials fail";
    /// True if an action may respond with a stream of events.
    EventStream "event stream changed" Breaking "responses are read in another way";
    /// A call may be sent again after a lost connection.
    ReadOnly "read-only now" Additive "a call that is lost is sent again";
    /// A call may not be sent again after a lost connection.
    NotReadOnly "no longer read-only" Breaking "a call that is lost fails instead of being sent \
        again";
    /// A request's field identifies repeated requests.
    TokenAdded "idempotency token added" Additive "the field is filled in, and a call that is lost \
        is sent again";
    /// No field of a request identifies repeated requests any more.
    TokenRemoved "idempotency token removed" Breaking "a call that is lost fails instead of being \
        sent again";
    /// Another field of a request identifies repeated requests.
    TokenChanged "idempotency token changed" Breaking "another field of the request is filled in";
    /// Requests need a region.
    RegionRequired "region required" Breaking "calls without a region are refused before they are \
        sent";
    /// Requests need no region.
    RegionRelaxed "region not required" Additive "calls with a region still work";
    /// Requests a second.
    RateLimit "rate limit changed" Additive "only a client that was asked to limit itself follows \
        it";
    /// An action can be fetched in pages.
    PagingAdded "paging added" Additive "the list can be fetched page by page";
    /// An action cannot be fetched in pages any more.
    PagingRemoved "paging removed" Breaking "the list cannot be fetched page by page any more";
    /// Another list is fetched in pages.
    PagingItems "paged list changed" Breaking "other items are fetched";
    /// Pages are fetched in another way.
    PagingChanged "paging changed" Additive "the same items are fetched, in another way";
    /// Something more can be waited for.
    WaiterAdded "waiter added" Additive "nobody waits for it yet";
    /// Something cannot be waited for any more.
    WaiterRemoved "waiter removed" Breaking "what programs wait for is unknown";
    /// Something is waited for in another way.
    WaiterChanged "waiter changed" Additive "the same is waited for, in another way";
    /// The prose of a waiter changed.
    WaiterDocs "prose of a waiter" Docs "only documentation has it";
    /// An error code of an action is new.
    ErrorAdded "error code of an action added" Additive "sets of error codes are open";
    /// An error code of an action is gone.
    ErrorRemoved "error code of an action removed" Breaking "programs that expect it wait in vain";
    /// The documented calls.
    Examples "examples changed" Docs "only documentation and tests have them";
    /// The documents that a description was made from.
    Sources "sources changed" Docs "only where a description comes from";

    /// A structure is new.
    StructureAdded "structure added" Additive "nothing holds it yet";
    /// A structure is gone.
    StructureRemoved "structure removed" Breaking "fields cannot hold it any more";
    /// A structure has another name.
    StructureRenamed "structure renamed" Breaking "another structure has its place";
    /// A structure is described now, or no longer.
    StructureOpaque "structure and free JSON swapped" Breaking "what is known of it is another \
        thing";
    /// True if fields come from documents or from examples.
    StructureInferred "structure inferred or described" Docs "only documentation tells";
    /// The prose of a structure.
    StructureDocs "prose of a structure" Docs "only documentation has it";

    /// A field is new: optional in requests, or in responses.
    FieldAdded "member added" Additive "nobody has to send or read it";
    /// A required field of requests is new.
    FieldAddedRequired "required member added" Breaking "requests without it are refused before \
        they are sent";
    /// A field is gone.
    FieldRemoved "member removed" Breaking "it is neither taken nor sent any more";
    /// A field has another name.
    FieldRenamed "member renamed" Breaking "the former name is neither taken nor sent any more";
    /// A field has another type.
    FieldType "type changed" Breaking "it is written in another form";
    /// A text is more or less exactly described.
    FieldFormat "format of a text changed" Docs "it is a text before and after";
    /// A field of requests becomes required.
    Required "becomes required" Breaking "requests without it are refused before they are sent";
    /// A field of requests becomes optional.
    Optional "becomes optional" Additive "requests with it still work";
    /// A field of responses is called required or not.
    RequiredInResponse "required in responses changed" Docs "a response may lack any field";
    /// A field may be null.
    Nullable "may be null" Docs "a response may lack any field";
    /// A field may not be null.
    NotNullable "is never null" Docs "a response may lack any field";
    /// A field should no longer be used.
    FieldDeprecated "member deprecated" Additive "it still works";
    /// A field should be used again.
    FieldRevived "member no longer deprecated" Additive "it still works";
    /// True if a field is declared by documents or seen in examples.
    FieldInferred "member inferred or declared" Docs "only documentation tells";
    /// A field's value is hidden or shown.
    Sensitive "sensitive changed" Additive "only where its value is printed";
    /// A text has documented values now.
    ValuesAppeared "values documented" Additive "sets of values are open";
    /// A text has no documented values any more.
    ValuesVanished "values no longer documented" Docs "any text was taken, and is";
    /// A documented value is new.
    ValueAdded "value added" Additive "sets of values are open";
    /// A documented value is gone.
    ValueRemoved "value removed" Breaking "the service may refuse it";
    /// The prose of a value.
    ValueDocs "prose of a value" Docs "only documentation has it";
    /// The documented values of a number.
    NumberValues "values of a number changed" Docs "it is a number before and after";
    /// The default or the limits of a field.
    FieldLimits "limits of a field changed" Docs "clients do not check them";
    /// A documented value of a field.
    FieldExample "example of a member" Docs "only documentation has it";
    /// The prose of a field.
    FieldDocs "prose of a member" Docs "only documentation has it";

    /// An error code of the product is new.
    CodeAdded "error code added" Additive "sets of error codes are open";
    /// An error code of the product is gone.
    CodeRemoved "error code removed" Breaking "programs that expect it wait in vain";
    /// The prose of an error code.
    CodeDocs "prose of an error code" Docs "only documentation has it";
}

impl Serialize for ChangeKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
