//! Long lines of output, broken so that a snapshot in the source code stays narrow.

/// The maximum number of characters of a line.
const WIDTH: usize = 90;

/// Breaks long lines at spaces, or anywhere in a long word. A mark at the end of a line says that
/// it goes on.
pub fn wrapped(text: &str) -> String {
    text.lines().map(wrapped_line).collect::<Vec<_>>().join("\n")
}

fn wrapped_line(line: &str) -> String {
    let Some((end, _)) = line.char_indices().nth(WIDTH) else { return line.to_owned() };
    let indent = &line[..line.len() - line.trim_start().len()];
    let first = line[..end].rfind(' ').filter(|at| *at > indent.len()).unwrap_or(end);
    let rest = format!("{indent}  {}", line[first..].trim_start());
    format!("{} ↩\n{}", &line[..first], wrapped_line(&rest))
}
