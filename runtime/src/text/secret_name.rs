//! Names of fields that indicate secret values.

/// Words in the names of fields with secret values.
const SECRET: [&str; 9] = [
    "password",
    "passwd",
    "secret",
    "token",
    "privatekey",
    "credential",
    "accesskey",
    "apikey",
    "kubeconfig",
];
/// Names that contain these words but are not secret.
const NO_SECRET: [&str; 5] = ["clienttoken", "nexttoken", "pagetoken", "continuetoken", "secretid"];

/// Returns whether the name of a field indicates a secret value, such as `Password`.
///
/// Use it to redact bodies of unknown types.
pub fn is_secret_name(name: &str) -> bool {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    SECRET.iter().any(|word| plain.contains(word))
        && !NO_SECRET.iter().any(|word| plain.contains(word))
}
