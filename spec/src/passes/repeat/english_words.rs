//! Words of English prose about calls.

/// Verbs of calls that only tell something.
#[rustfmt::skip]
pub(super) const READS: [&str; 57] = [
    "query", "get", "obtain", "view", "list", "return", "check", "search", "describe", "display",
    "show", "fetch", "pull", "retrieve", "acquire", "look", "find", "inquire", "count", "calculate",
    "collect", "summarize", "determine", "compare", "detect", "validate", "test", "browse", "read",
    "preview", "download", "estimate", "evaluate", "analyze", "inspect", "examine", "enumerate",
    "filter", "aggregate", "see", "learn", "know", "judge", "inquiry", "present", "extract",
    "specify", "identify", "recognize", "access", "locate", "track", "poll", "compute", "parse",
    "provide", "predict",
];

/// Verbs of calls that change, start, send or cost something.
#[rustfmt::skip]
pub(super) const WRITES: [&str; 102] = [
    "create", "start", "apply", "submit", "consume", "charge", "bill", "send", "generate", "export",
    "initiate", "trigger", "record", "modify", "delete", "bind", "unbind", "upload", "launch",
    "issue", "register", "activate", "enable", "disable", "set", "update", "reset", "refresh",
    "renew", "import", "sync", "synchronize", "save", "push", "notify", "add", "remove", "run",
    "execute", "open", "close", "purchase", "buy", "pay", "order", "subscribe", "unsubscribe",
    "associate", "disassociate", "attach", "detach", "install", "deploy", "publish", "release",
    "rollback", "restore", "stop", "terminate", "cancel", "restart", "switch", "scale", "upgrade",
    "adjust", "assign", "grant", "authorize", "revoke", "sign", "login", "confirm", "approve",
    "reject", "accept", "transfer", "migrate", "invoke", "redeem", "withdraw", "recharge", "deduct",
    "configure", "edit", "rename", "copy", "clone", "move", "merge", "convert", "transcode",
    "synthesize", "train", "complete", "retry", "rerun", "rotate", "change", "clear", "build",
    "initialize", "request",
];

/// Verbs of services that make content out of other content, in calls that start and in calls that
/// ask.
#[rustfmt::skip]
pub(super) const MAKES: [&str; 5] = [
    "generate", "convert", "synthesize", "submit", "transcode",
];

/// Verbs that vouch for somebody or recognise something: such calls are often paid for, and prose
/// rarely says so.
#[rustfmt::skip]
pub(super) const VOUCHES: [&str; 4] = [
    "verify", "validate", "authenticate", "perform",
];

/// Things about a person or a payment that are verified.
#[rustfmt::skip]
pub(super) const IDENTITY: [&str; 16] = [
    "identity", "name", "card", "person", "face", "liveness", "phone", "mobile", "amount", "code",
    "authenticity", "factor", "passport", "nfc", "ticket", "free",
];

/// Words before the verb of a sentence about the call.
#[rustfmt::skip]
pub(super) const PREAMBLE: [&str; 65] = [
    "this", "that", "the", "a", "an", "api", "apis", "interface", "is", "are", "was", "be", "been",
    "used", "use", "using", "usage", "to", "can", "could", "may", "will", "for", "you", "your",
    "user", "users", "customer", "customers", "call", "calls", "called", "calling", "it", "allows",
    "allow", "lets", "let", "supports", "support", "provides", "provide", "able", "in", "order",
    "primarily", "mainly", "only", "also", "currently", "note", "please", "just", "batch",
    "quickly", "ability", "capability", "operation", "action", "which", "feature", "automatically",
    "help", "helps", "of",
];

/// A clause that begins so only says when, how or why.
#[rustfmt::skip]
pub(super) const CIRCUMSTANCES: [&str; 22] = [
    "after", "before", "when", "if", "once", "by", "based", "according", "with", "through", "as",
    "given", "during", "under", "while", "since", "because", "from", "without", "unless", "via",
    "on",
];

/// Words that only an object begins with: what stands before is a verb.
#[rustfmt::skip]
pub(super) const DETERMINERS: [&str; 26] = [
    "a", "an", "the", "one", "two", "new", "multiple", "all", "this", "these", "your", "their",
    "its", "specified", "another", "any", "some", "each", "it", "them", "up", "on", "for", "to",
    "several", "more",
];

/// Words that reports consist of: a phrase with one of these is a noun, such as `export task list`.
#[rustfmt::skip]
pub(super) const REPORTS: [&str; 30] = [
    "list", "status", "state", "details", "detail", "information", "info", "records", "record",
    "result", "results", "progress", "history", "log", "logs", "price", "prices", "pricing",
    "count", "statistics", "overview", "summary", "number", "trend", "quota", "inquiry", "query",
    "preview", "data", "cost",
];

/// Words at the end of names of things to read, if there is no verb.
pub(super) const THINGS: [&str; 6] =
    ["tree", "time", "configuration", "distribution", "ranking", "attributes"];

/// Words that make the call what is charged for, and the charge.
#[rustfmt::skip]
pub(super) const CHARGED: [&str; 11] = [
    "each call", "per call", "every call", "each time", "calling this api", "calling the api",
    "call this api", "calls to this api", "each request", "per request", "number of calls",
];

#[rustfmt::skip]
pub(super) const CHARGES: [&str; 15] = [
    "charge", "charges", "charged", "fee", "fees", "billed", "costs", "deducted", "deducts",
    "consumes", "consume", "consumed", "billable", "chargeable", "deduct",
];

#[rustfmt::skip]
pub(super) const CHARGING: [&str; 9] = [
    "this api is charged", "this api is billed", "this api will be charged",
    "this api will be billed", "this api incurs", "this api will incur", "this api consumes",
    "the api is charged", "the api is billed",
];

#[rustfmt::skip]
pub(super) const DENIED: [&str; 6] = [
    "not", "free", "no", "without", "never", "doesn't",
];

/// Sentences about the documents rather than the call.
#[rustfmt::skip]
pub(super) const NOTICES: [&str; 10] = [
    "deprecated", "discontinued", "no longer maintained", "no longer supported",
    "pending reconstruction", "obsolete", "will be removed", "migrated to", "upgraded to",
    "disused",
];
