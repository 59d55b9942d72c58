//! English prose: the verb that a sentence about the call begins with.

use super::effect::{Effect, without_asides};
use super::english_words::{
    CHARGED, CHARGES, CHARGING, CIRCUMSTANCES, DENIED, DETERMINERS, IDENTITY, MAKES, NOTICES,
    PREAMBLE, READS, REPORTS, THINGS, VOUCHES, WRITES,
};

/// Judges prose without markup.
pub(super) fn effect(text: &str) -> Effect {
    let text = text.to_lowercase();
    if sentences(&text).any(|sentence| charges(&sentence) || is_spent(&sentence)) {
        return Effect::Changes;
    }
    let bare = without_asides(&text);
    let is_notice =
        |sentence: &[&str]| NOTICES.iter().any(|notice| sentence.join(" ").contains(notice));
    let all: Vec<Vec<&str>> = sentences(&bare).filter(|sentence| !is_notice(sentence)).collect();
    let Some((first, later)) = all.split_first() else { return Effect::Silent };
    let mut effect = purpose(first);
    if !names_call(first) && !starts_with_verb(first) {
        // The first sentence introduces the product, and another one says what the call is for.
        let told = later.iter().find_map(|sentence| call_purpose(sentence)).map(purpose);
        effect = told.unwrap_or(effect);
    }
    let also = later
        .iter()
        .any(|sentence| leaves_something(sentence) || call_also_writes(sentence, effect));
    if also || goes_on_to_write(first) { effect.max(Effect::Changes) } else { effect }
}

/// Sentences as lists of words; punctuation stays with the word before it.
fn sentences(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.split(['\n', ';', '!', '?']);
    let parts = lines.flat_map(|line| line.split(". "));
    parts.map(|part| part.split_whitespace().collect::<Vec<_>>()).filter(|words| !words.is_empty())
}

/// A word without punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'')
}

/// Returns whether a word is a present form of a verb: `creates`, `creating`, `queries`.
fn is_form(word: &str, verb: &str) -> bool {
    let Some(rest) = word.strip_prefix(verb) else {
        let stem = verb.strip_suffix('y').map(|stem| word.strip_prefix(stem) == Some("ies"));
        let silent = verb.strip_suffix('e').map(|stem| word.strip_prefix(stem) == Some("ing"));
        return stem == Some(true) || silent == Some(true);
    };
    let doubled = || verb.chars().last().is_some_and(|last| rest.strip_prefix(last) == Some("ing"));
    matches!(rest, "" | "s" | "es" | "ing") || doubled()
}

fn is_any(word: &str, verbs: &[&str]) -> bool {
    verbs.iter().any(|verb| is_form(word, verb))
}

/// Returns whether a sentence has the call as its subject.
fn names_call(sentence: &[&str]) -> bool {
    let start: Vec<&str> =
        sentence.iter().map(|word| bare(word)).filter(|word| !word.is_empty()).take(3).collect();
    let start = start.join(" ");
    let subjects = [
        "this api",
        "the api",
        "calling this api",
        "calling the api",
        "this interface",
        "this operation",
        "it is used",
    ];
    subjects.iter().any(|subject| start.starts_with(subject))
}

fn starts_with_verb(sentence: &[&str]) -> bool {
    let first = bare(sentence[0]);
    is_any(first, &READS) || is_any(first, &WRITES)
}

/// The part of a sentence that says what the call is for, such as
/// `you can use this API to query …`.
fn call_purpose<'w, 's>(sentence: &'w [&'s str]) -> Option<&'w [&'s str]> {
    if names_call(sentence) {
        return Some(sentence);
    }
    let at = sentence.windows(3).position(|words| {
        let [one, two, three] = [words[0], words[1], words[2]].map(bare);
        matches!(one, "this" | "the") && two == "api" && three == "to"
    })?;
    Some(&sentence[at..])
}

/// Returns whether a later sentence about the call says that it also writes. One that reads may be
/// described at length.
fn call_also_writes(sentence: &[&str], effect: Effect) -> bool {
    let adds =
        sentence.iter().take(8).any(|word| matches!(bare(word), "also" | "will" | "automatically"));
    names_call(sentence)
        && (adds || effect != Effect::Reads)
        && purpose(sentence) == Effect::Changes
}

/// Returns the effect that a sentence states as the purpose of the call.
fn purpose(sentence: &[&str]) -> Effect {
    for clause in clauses(sentence) {
        let head = clause.iter().position(|word| !is_preamble(bare(word)));
        let Some(head) = head else { continue };
        if CIRCUMSTANCES.contains(&bare(clause[head])) {
            continue;
        }
        return phrase(&clause[head..]);
    }
    Effect::Silent
}

/// The names of actions are capitals in the prose and lower case here: no word of theirs stands
/// alone.
fn is_preamble(word: &str) -> bool {
    word.is_empty() || PREAMBLE.contains(&word) || (word.ends_with("ly") && !is_any(word, &WRITES))
}

fn clauses<'w, 's>(sentence: &'w [&'s str]) -> impl Iterator<Item = &'w [&'s str]> {
    sentence.split_inclusive(|word| word.ends_with([',', ':']))
}

/// Returns the effect of a phrase that begins with a verb, or of a name.
fn phrase(words: &[&str]) -> Effect {
    let head = bare(words[0]);
    if asks_price(words) {
        return Effect::Reads;
    }
    if is_any(head, &VOUCHES) {
        return vouches(words);
    }
    if is_any(head, &READS) {
        // `List export` is a noun, too.
        let exports = words.len() < 4 && words.last().is_some_and(|word| bare(word) == "export");
        return if exports { Effect::Changes } else { Effect::Reads };
    }
    if is_any(head, &WRITES) {
        let effect = if is_any(head, &MAKES) { Effect::Makes } else { Effect::Changes };
        return if is_noun_phrase(words) { Effect::Reads } else { effect };
    }
    // No verb at the head: the first one behind `to` or `for`, or else a name.
    let joined = words.windows(2).filter(|pair| matches!(bare(pair[0]), "to" | "for"));
    let verb =
        joined.map(|pair| bare(pair[1])).find(|word| is_any(word, &READS) || is_any(word, &WRITES));
    let last = words.last().map(|word| bare(word)).unwrap_or_default();
    match verb {
        Some(verb) if is_any(verb, &READS) => Effect::Reads,
        Some(verb) if is_any(verb, &MAKES) => Effect::Makes,
        Some(_) => Effect::Changes,
        None if WRITES.contains(&last) => Effect::Changes,
        None if names_report(words) => Effect::Reads,
        None => Effect::Silent,
    }
}

/// Returns whether a phrase without a verb is the name of something to read:
/// `boat list of a harbour`.
fn names_report(words: &[&str]) -> bool {
    let is_end = |word: &&&str| !matches!(bare(word), "api" | "interface" | "");
    let names = |word: &str| REPORTS.contains(&word) || THINGS.contains(&word);
    let last = words.iter().rev().find(is_end).map(|word| bare(word));
    last.is_some_and(names) || noun(words).last().is_some_and(|word| names(word))
}

/// The words of a phrase before what is said of it.
fn noun<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let words = words.iter().map(|word| bare(word));
    words.take_while(|word| !matches!(*word, "of" | "in" | "for" | "by" | "from" | "to")).collect()
}

/// To ask what something would cost changes nothing, whatever it is.
fn asks_price(words: &[&str]) -> bool {
    let asks = |word: &str| matches!(word, "query" | "inquire") || word.starts_with("inquir");
    let has = |is: &dyn Fn(&str) -> bool| words.iter().any(|word| is(bare(word)));
    has(&|word| matches!(word, "price" | "prices" | "pricing")) && has(&asks)
}

/// To vouch for somebody is no reading; to say whether something holds is, and so is to perform a
/// query.
fn vouches(words: &[&str]) -> Effect {
    let has =
        |list: &[&str], take: usize| words.iter().take(take).any(|word| list.contains(&bare(word)));
    let asks = has(&["whether", "if", "validity", "availability"], words.len());
    let performs = is_form(bare(words[0]), "perform");
    let reads = if performs {
        has(&["query", "queries", "search", "check", "inspection", "analysis", "statistics"], 7)
    } else {
        !has(&IDENTITY, words.len())
    };
    if asks || reads { Effect::Reads } else { Effect::Unknown }
}

/// Returns whether a verb at the head of a phrase is a part of a name: `export task list`, not
/// `export the list`.
fn is_noun_phrase(words: &[&str]) -> bool {
    let head = bare(words[0]);
    let next = words.get(1).map(|word| bare(word)).unwrap_or_default();
    let is_verb =
        DETERMINERS.contains(&next) || (!WRITES.contains(&head) && !head.ends_with("ing"));
    let about_tasks = words.windows(2).any(|pair| {
        matches!(bare(pair[0]), "task" | "job" | "tasks" | "jobs")
            && REPORTS.contains(&bare(pair[1]))
    });
    about_tasks || (!is_verb && noun(&words[1..]).last().is_some_and(|word| REPORTS.contains(word)))
}

/// Returns whether a sentence says that the call also writes: `gets the balance and sends a
/// message`.
fn goes_on_to_write(sentence: &[&str]) -> bool {
    let words: Vec<&str> = sentence.iter().map(|word| bare(word)).collect();
    words.iter().enumerate().filter(|(_, word)| matches!(**word, "and" | "then")).any(|(at, _)| {
        let rest = &words[at + 1..];
        let skipped = rest
            .iter()
            .take_while(|word| matches!(**word, "then" | "also" | "automatically"))
            .count();
        let [verb, next, ..] = &rest[skipped..] else { return false };
        let joins_verbs = at > 0 && is_any(words[at - 1], &READS) && at < 10;
        let is_third_person = !WRITES.contains(verb) && verb.ends_with('s');
        is_any(verb, &WRITES)
            && !verb.ends_with("ing")
            && (DETERMINERS.contains(next) && *next != "for" && *next != "on"
                || is_third_person && joins_verbs
                || joins_verbs && !REPORTS.contains(next))
    })
}

/// Returns whether a sentence says that something comes about by the call: `each time, a new token
/// will be generated`.
fn leaves_something(sentence: &[&str]) -> bool {
    let text: Vec<&str> = sentence.iter().map(|word| bare(word)).collect();
    let text = text.join(" ");
    let by_call = [
        "each time",
        "every time",
        "each call",
        "every call",
        "calling this api",
        "after the call",
        "the api is called",
    ];
    let comes = [
        "will be created",
        "will be generated",
        "will be sent",
        "will be started",
        "is created",
        "is generated",
        "will be submitted",
        "will be initiated",
    ];
    by_call.iter().any(|phrase| text.contains(phrase))
        && comes.iter().any(|phrase| text.contains(phrase))
}

/// Returns whether a sentence says that the call itself costs something.
fn charges(sentence: &[&str]) -> bool {
    let words: Vec<&str> = sentence.iter().map(|word| bare(word)).collect();
    let text = words.join(" ");
    let has = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase));
    let costs = words.iter().any(|word| CHARGES.contains(word)) && has(&CHARGED);
    (costs || has(&CHARGING)) && !words.iter().any(|word| DENIED.contains(word))
}

/// Returns whether a sentence says that what is returned or handed in is good for one use.
fn is_spent(sentence: &[&str]) -> bool {
    let text = sentence.join(" ");
    let once = ["valid for one", "only once", "used once", "one-time", "single-use"]
        .iter()
        .any(|word| text.contains(word));
    once && ["token", "code", "private key", "pulled", "ticket"]
        .iter()
        .any(|word| text.contains(word))
}
