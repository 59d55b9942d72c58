use crate::files::HEADER;
use crate::options::Options;
use crate::plan::PackagePlan;
use crate::runtime::Runtime;
use tencentcloud_spec::text::is_hidden;

/// The text of the licence of what is generated.
pub(super) const LICENSE: &str = include_str!("../../LICENSE");

/// Features of the runtime that users choose, each with what it adds.
pub(super) const FEATURES: [(&str, &str); 9] = [
    ("gzip", "Decompresses responses that a gateway has compressed with gzip."),
    ("hyper", "The transport over hyper and rustls, for the async client."),
    ("http2", "HTTP/2 for the transport over hyper, if the server offers it."),
    ("ring", "TLS with the cryptography of ring."),
    ("aws-lc-rs", "TLS with the cryptography of AWS-LC, used instead of ring if both are on."),
    (
        "native-roots",
        "The operating system's certificates: in addition to the built-in ones with hyper, instead \
            of them with ureq.",
    ),
    ("blocking", "The blocking client, `blocking::Client`, over ureq and rustls."),
    (
        "reqwest",
        "A transport over reqwest, for programs that already use reqwest: set it with \
            `Config::transport`.",
    ),
    ("tracing", "Spans of calls and attempts."),
];

/// The features that are on by default.
pub(super) const DEFAULT: [&str; 3] = ["gzip", "hyper", "ring"];

/// The feature that is the crate's own.
pub(super) const DESCRIPTION: (&str, &str) = (
    "description",
    "The description of each version as `DESCRIPTION`, for the crate `tencentcloud-mock`.",
);

/// Returns the crate's `Cargo.toml`.
pub(super) fn manifest(package: &PackagePlan, version: &str, options: &Options) -> String {
    let PackagePlan { name, plain_title, product, .. } = package;
    let workspace = if options.standalone { "\n[workspace]\n" } else { "" };
    format!(
        "# {header}\n\n\
         [package]\n\
         name = \"{name}\"\n\
         version = \"{version}\"\n\
         edition = \"2024\"\n\
         rust-version = \"1.88\"\n\
         license = \"{license}\"\n\
         description = \"Client for {title} ({product}), a product of Tencent Cloud\"\n\
         readme = \"README.md\"\n\
         {registry}\
         exclude = [\"/.codegen-manifest.json\"]\n\n\
         [features]\n\
         {features}\n\
         [dependencies]\n\
         tencentcloud-runtime = {{ {runtime}, default-features = false }}\n\n\
         [dev-dependencies]\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n\n\
         [package.metadata.docs.rs]\n\
         all-features = true\n\
         rustdoc-args = [\"--cfg\", \"docsrs\"]\n\
         {workspace}",
        features = features(),
        header = HEADER,
        title = toml_text(plain_title),
        version = toml_text(version),
        license = toml_text(&options.license),
        registry = if options.standalone { String::new() } else { registry(name) },
        runtime = runtime(&options.runtime),
    )
}

/// Returns the keys that the registry shows of a published crate.
fn registry(name: &str) -> String {
    format!(
        "documentation = \"https://docs.rs/{name}\"\n\
         repository = \"{REPOSITORY}\"\n\
         keywords = [\"tencent\", \"tencentcloud\", \"api\", \"cloud\", \"sdk\"]\n\
         categories = [\"api-bindings\", \"asynchronous\", \"web-programming::http-client\"]\n"
    )
}

/// The repository of this project.
pub(super) const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// Returns the runtime as a dependency. The version is this generator's: they are released
/// together.
fn runtime(source: &Runtime) -> String {
    match source {
        Runtime::Version(version) => format!("version = \"{}\"", toml_text(version)),
        Runtime::Path(path) => {
            format!("version = \"{}\", path = \"{}\"", env!("CARGO_PKG_VERSION"), toml_text(path))
        }
        Runtime::Git(url) => format!("git = \"{}\"", toml_text(url)),
    }
}

/// Returns the features of the crate. Each one turns on the runtime's feature of the same name,
/// except for the description.
fn features() -> String {
    let forward = |(name, docs): (&str, &str)| {
        format!("# {docs}\n{name} = [\"tencentcloud-runtime/{name}\"]\n")
    };
    let defaults = DEFAULT.map(|name| format!("\"{name}\"")).join(", ");
    let (description, docs) = DESCRIPTION;
    format!(
        "default = [{defaults}]\n{}# {docs}\n{description} = []\n",
        FEATURES.map(forward).concat()
    )
}

/// Returns a text for the inside of quotes in TOML.
fn toml_text(text: &str) -> String {
    text.chars()
        .filter(|c| !is_hidden(*c))
        .collect::<String>()
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT, DESCRIPTION, FEATURES, features, manifest, runtime, toml_text};
    use crate::options::Options;
    use crate::runtime::Runtime;
    use crate::testing::{api, package};

    #[test]
    fn texts_do_not_leave_their_quotes() {
        let cases = [
            ("Lamps", "Lamps"),
            ("a\"b", "a\\\"b"),
            ("a\\", "a\\\\"),
            ("a\nb\u{202e}c\0", "abc"),
            ("中文", "中文"),
        ];
        for (text, expected) in cases {
            assert_eq!(toml_text(text), expected, "{text:?}");
        }
    }

    #[test]
    fn sources_of_the_runtime() {
        let version = env!("CARGO_PKG_VERSION");
        let cases = [
            (Runtime::Version("0.1".to_owned()), "version = \"0.1\"".to_owned()),
            (
                Runtime::Path("../run time".to_owned()),
                format!("version = \"{version}\", path = \"../run time\""),
            ),
            (Runtime::Git("https://a/\"b".to_owned()), "git = \"https://a/\\\"b\"".to_owned()),
        ];
        for (source, expected) in cases {
            assert_eq!(runtime(&source), expected);
        }
    }

    #[test]
    fn every_feature_forwards_to_the_runtime_except_the_crates_own() {
        let text = features();
        for (name, docs) in FEATURES {
            let lines = format!("# {docs}\n{name} = [\"tencentcloud-runtime/{name}\"]\n");
            assert!(text.contains(&lines), "{name}: {text}");
        }
        assert!(text.starts_with("default = [\"gzip\", \"hyper\", \"ring\"]\n"), "{text}");
        assert!(text.ends_with(&format!("\n{} = []\n", DESCRIPTION.0)), "{text}");
        assert!(DEFAULT.iter().all(|it| FEATURES.iter().any(|(name, _)| name == it)));
    }

    #[test]
    fn a_standalone_crate_is_a_workspace_that_is_not_published() {
        let mut api = api("A");
        api.title = "Lamps [new] \"x\"".to_owned();
        let package = package(&api);
        let cases = [(true, "\n[workspace]\n"), (false, "documentation = \"https://docs.rs/")];
        for (standalone, expected) in cases {
            let options =
                Options { standalone, license: "A OR \"B\"".to_owned(), ..Options::default() };
            let text = manifest(&package, "1.2.3", &options);
            assert!(text.contains(expected), "{text}");
            assert_eq!(text.contains("[workspace]"), standalone);
            assert_eq!(text.contains("keywords"), !standalone);
            for line in [
                "name = \"tencentcloud-api-lamp\"\n",
                "version = \"1.2.3\"\n",
                "license = \"A OR \\\"B\\\"\"\n",
                // The title is plain text here, not Markdown.
                "description = \"Client for Lamps [new] \\\"x\\\" (lamp), a product of",
            ] {
                assert!(text.contains(line), "{line} is not in {text}");
            }
        }
    }
}
