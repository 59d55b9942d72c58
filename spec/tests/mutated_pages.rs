//! Pages with lines and bytes changed at random: both readers respond with remarks, never with a
//! panic.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::time::{Duration, Instant};
use tencentcloud_spec::model::{Field, Type};
use tencentcloud_spec::read::{markdown, page, recognise};

/// The documents of the other tests, as they stand in their source.
const SEEDS: [&str; 6] = [
    include_str!("markdown/main.rs"),
    include_str!("markdown/languages.rs"),
    include_str!("markdown_faults.rs"),
    include_str!("markdown_tools.rs"),
    include_str!("page/chinese.rs"),
    include_str!("page/main.rs"),
];

/// Pieces that readers look for.
const PIECES: [&str; 52] = [
    "|",
    "| a | b |",
    "|---|---|",
    "\\|",
    "```",
    "~~~",
    "<pre>",
    "</pre>",
    "## ",
    "#",
    "1. ",
    "2. Input Parameters",
    "3. 输出参数",
    "4. Example",
    "Example1 x",
    "Input Example",
    "Output Example",
    "{",
    "}",
    "[",
    "]",
    "\"a\": {",
    "\"a\": [",
    "\"a\": 1,",
    "&",
    "<",
    ">",
    "<br>",
    "<a href=",
    "&lt;",
    "%E4",
    "Array of ",
    "String",
    "Yes",
    "是",
    "Parameter NameRequiredTypeDescription",
    "Used by actions: A, B.",
    "\u{feff}",
    "\r\n",
    "名：「」。",
    "+---+---+",
    "+===+===+",
    "<table><tr><td>",
    "</table>",
    "---------------",
    "---- ----",
    "\\_",
    "[1]: /a",
    "[x][1]",
    "3/4/2019",
    "パラメータ入力",
    "Common Error Codes",
];

struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or_default()
    }
}

/// Some documents of the seeds: what stands between two empty quotes of a test.
fn documents() -> Vec<String> {
    let pieces = SEEDS.iter().flat_map(|seed| seed.split("\"\\\n")).skip(1);
    pieces
        .map(|piece| piece.split("\n\";").next().unwrap_or_default().replace("\\\"", "\""))
        .collect()
}

fn mutate(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=random.below(6) {
        let at = random.below(lines.len());
        let other = random.below(lines.len());
        match random.below(8) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[other].clone()),
            2 => lines.swap(at, other),
            3 => lines[at].clear(),
            4 => lines[at] = lines[at].chars().take(other % 20).collect(),
            5 => lines[at].push_str(PIECES[random.below(PIECES.len())]),
            6 => lines[at].insert_str(0, PIECES[random.below(PIECES.len())]),
            _ => {
                let chars: Vec<char> = lines[at].chars().collect();
                let cut = random.below(chars.len() + 1);
                let piece = PIECES[random.below(PIECES.len())];
                lines[at] = chars[..cut]
                    .iter()
                    .chain(&piece.chars().collect::<Vec<_>>())
                    .chain(&chars[cut..])
                    .collect();
            }
        }
        if lines.is_empty() {
            lines.push(String::new());
        }
    }
    lines.join("\n")
}

fn read_all(text: &str) {
    let _ = recognise(text);
    let (_, remarks) = markdown::read_markdown(text, "page");
    let _ = remarks.to_string();
    let (_, remarks) = page::read_page(text, "page");
    let _ = remarks.to_string();
    let fields = [
        Field::new("Boats", Type::Structure("Boat".to_owned()).array(), ""),
        Field::new("Total", Type::Integer, ""),
    ];
    let _ = page::repair::repair(text, &fields, &|_| None);
}

fn run(until: Duration) -> usize {
    let documents = documents();
    assert!(documents.len() > 15, "{}", documents.len());
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < until {
        let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (rounds as u64 + 1));
        for _ in 0..8 {
            random.below(2);
        }
        let text = &documents[rounds % documents.len()];
        let first = mutate(text, &mut random);
        read_all(&first);
        read_all(&mutate(&first, &mut random));
        rounds += 1;
    }
    rounds
}

#[test]
fn no_page_makes_a_reader_panic() {
    run(Duration::from_secs(2));
}

/// Run by hand:
/// `cargo test --release -p tencentcloud-spec --test mutated_pages -- --ignored --nocapture`.
#[test]
#[ignore = "takes ten minutes"]
fn no_page_makes_a_reader_panic_for_ten_minutes() {
    println!("{} rounds", run(Duration::from_secs(600)));
}
