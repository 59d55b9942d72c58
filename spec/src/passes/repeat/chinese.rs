//! Chinese prose: the main verb of the sentences that say what the call does.

use super::chinese_words::{
    ABILITIES, ADVERBS, CALL, CHARGED, CHARGES, CHARGING, CONJUNCTIONS, DONE, HEAD_WRITES, MAKES,
    NOT_DONE, NOTICES, NOUN, ONCE, PURPOSES, READS, REPORTS, SPENT, THINGS, TRANSITIVE, TRIFLES,
    VOUCHES, WRITES,
};
use super::effect::{Effect, without_asides};

/// The kind of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum VerbKind {
    Reads,
    Writes,
    HeadWrites,
    Transitive,
    Vouches,
}

impl VerbKind {
    fn effect(self, makes: bool) -> Effect {
        match self {
            Self::Reads => Effect::Reads,
            Self::Vouches => Effect::Unknown,
            Self::Writes | Self::HeadWrites | Self::Transitive if makes => Effect::Makes,
            Self::Writes | Self::HeadWrites | Self::Transitive => Effect::Changes,
        }
    }
}

/// Judges prose without markup.
pub(super) fn effect(text: &str) -> Effect {
    let text = text.to_lowercase();
    if sentences(&text).any(|sentence| charges(sentence) || is_spent(sentence)) {
        return Effect::Changes;
    }
    let bare = without_asides(&text);
    let all: Vec<&str> = sentences(&bare).filter(|sentence| !is_notice(sentence)).collect();
    let Some((first, later)) = all.split_first() else { return Effect::Silent };
    let mut effect = purpose(first);
    if !has(first, &CALL) && verb_at(first).is_none() {
        // The first sentence introduces the product, and another one says what the call is for.
        let told = later
            .iter()
            .find_map(|it| call_purpose(it, &PURPOSES).or_else(|| call_purpose(it, &ABILITIES)));
        effect = told.map_or(effect, purpose);
    }
    let also = later.iter().filter_map(|sentence| call_purpose(sentence, &PURPOSES)).map(purpose);
    effect = also.fold(effect, Effect::max);
    let goes_on =
        goes_on_to_write(first) || later.iter().any(|sentence| call_also_writes(sentence));
    if goes_on { effect.max(Effect::Changes) } else { effect }
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(['。', '！', '？', '!', '?', '；', ';', '\n']);
    parts.flat_map(|part| part.split(". ")).map(str::trim).filter(|sentence| !sentence.is_empty())
}

fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    let parts =
        sentence.split(['，', ',', '：', ':']).flat_map(|clause| clause.split_inclusive("后、"));
    parts.map(|clause| clause.trim().trim_end_matches('、')).filter(|clause| !clause.is_empty())
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn is_notice(sentence: &str) -> bool {
    has(sentence, &NOTICES) && !has(sentence, &["用于", "查询", "获取", "查看", "列出"])
}

/// The part of a sentence that says what the call is for: `本接口用于…`, `通过该接口查询…`.
fn call_purpose<'s>(sentence: &'s str, purposes: &[&str]) -> Option<&'s str> {
    CALL.iter().find_map(|call| {
        let (_, rest) = sentence.split_once(call)?;
        let rest = rest.trim_start();
        purposes.iter().any(|word| rest.starts_with(word)).then_some(rest)
    })
}

/// Returns the effect that the first clause with a verb states, unless it is only a circumstance of
/// another.
fn purpose(sentence: &str) -> Effect {
    let mut clauses = clauses(sentence).filter(|clause| !is_circumstance(clause));
    match clauses.find_map(clause_effect) {
        None if ends_in_verb(sentence) => Effect::Changes,
        None if self::clauses(sentence).next().is_some_and(names_report) => Effect::Reads,
        Some(Effect::Reads) if sentence.ends_with("导出") => Effect::Changes,
        found => found.unwrap_or(Effect::Silent),
    }
}

/// Returns whether a clause without a verb is the name of something to read: `船只树`.
fn names_report(clause: &str) -> bool {
    let is_trifle = |c: char| c.is_ascii() && !c.is_ascii_alphabetic();
    let mut name = clause.trim_end_matches(is_trifle);
    while let Some(rest) = TRIFLES.iter().find_map(|word| name.strip_suffix(word)) {
        name = rest.trim_end_matches(is_trifle);
    }
    is_report(name) || THINGS.iter().any(|word| name.ends_with(word))
}

/// Returns whether a clause only says when or if something happens.
fn is_circumstance(clause: &str) -> bool {
    let ends = ["时", "后", "前", "情况下", "场景下", "期间", "过程中", "时候"];
    let starts = ["如果", "若", "当", "由于", "因为", "如", "每次调用"];
    let is_noun =
        ["耗时", "延时", "超时", "实时", "定时", "小时"].iter().any(|word| clause.ends_with(word));
    (!is_noun && ends.iter().any(|word| clause.ends_with(word)))
        || starts.iter().any(|word| clause.starts_with(word))
}

fn clause_effect(clause: &str) -> Option<Effect> {
    if clause.starts_with('查') || clause.starts_with("列表") {
        return Some(Effect::Reads);
    }
    let all = verbs(clause);
    for (n, found) in all.iter().enumerate() {
        if found.kind != VerbKind::Reads && is_denied(&clause[..found.at]) {
            return all[n + 1..]
                .iter()
                .any(|later| later.kind == VerbKind::Reads)
                .then_some(Effect::Reads);
        }
        if !is_nominal(clause, found) {
            let reads = found.kind != VerbKind::Reads
                && all[n + 1..].iter().any(|later| governs(clause, found, later));
            if found.kind == VerbKind::Reads && vouches(clause, found) {
                return Some(Effect::Unknown);
            }
            let makes = MAKES.contains(&&clause[found.at..found.end]);
            return Some(if reads { Effect::Reads } else { found.kind.effect(makes) });
        }
    }
    None
}

/// A verb and its position.
struct FoundVerb {
    at: usize,
    end: usize,
    kind: VerbKind,
}

/// All verbs of a clause in order, none inside another.
fn verbs(clause: &str) -> Vec<FoundVerb> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = clause[at..].chars().next() {
        let verb = verb_at(&clause[at..]);
        let length = verb.map_or(next.len_utf8(), |(length, _)| length);
        found.extend(verb.map(|(_, kind)| FoundVerb { at, end: at + length, kind }));
        at += length;
    }
    found
}

/// The longest verb that a text begins with.
fn verb_at(text: &str) -> Option<(usize, VerbKind)> {
    let lists: [(&[&str], VerbKind); 5] = [
        (&READS, VerbKind::Reads),
        (&WRITES, VerbKind::Writes),
        (&HEAD_WRITES, VerbKind::HeadWrites),
        (&TRANSITIVE, VerbKind::Transitive),
        (&VOUCHES, VerbKind::Vouches),
    ];
    let all = lists.iter().flat_map(|(list, kind)| list.iter().map(move |word| (*word, *kind)));
    all.filter(|(word, _)| text.starts_with(word))
        .map(|(word, kind)| (word.len(), kind))
        .max_by_key(|it| it.0)
}

/// Returns whether a verb is a part of a name, or says what was or may be done.
fn is_nominal(clause: &str, found: &FoundVerb) -> bool {
    let (before, word, after) =
        (&clause[..found.at], &clause[found.at..found.end], clause[found.end..].trim_start());
    let follows = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let is_head = is_head(before);
    match found.kind {
        VerbKind::Reads => word == "描述" && !is_head,
        VerbKind::Transitive => follows(&DONE) || (!is_head && is_report(clause)),
        VerbKind::HeadWrites if !is_head => true,
        VerbKind::HeadWrites => {
            let adverb = word == "同步" && follows(&["返回", "只读", "接口"]);
            adverb || after.is_empty() || follows(&DONE) || follows(&NOUN) || is_report(clause)
        }
        VerbKind::Writes => {
            let about_tasks = has(after, &["任务", "作业", "记录"]);
            follows(&DONE) || follows(&NOUN) || (is_report(clause) && (!is_head || about_tasks))
        }
        VerbKind::Vouches => {
            let identity = [
                "姓名",
                "身份",
                "银行卡",
                "手机号",
                "要素",
                "人脸",
                "金额",
                "验证码",
                "证件",
                "证书",
            ];
            follows(&DONE)
                || follows(&NOUN)
                || (word == "验证" && !has(clause, &identity) && !after.is_empty())
        }
    }
}

/// Returns whether what is checked is who somebody is: `校验姓名的真实性`.
fn vouches(clause: &str, found: &FoundVerb) -> bool {
    &clause[found.at..found.end] == "校验" && has(clause, &["真实性", "要素", "身份证", "姓名"])
}

/// Returns whether nothing but an introduction stands before a verb.
fn is_head(before: &str) -> bool {
    let ends = [
        "接口", "用于", "用来", "可以", "会", "将", "并", "可", "支持", "来", "批量", "能够", "您",
        "用户", "手动",
    ];
    let before = before.trim_end();
    before.is_empty()
        || before.ends_with(|c: char| c.is_ascii())
        || ends.iter().any(|word| before.ends_with(word))
}

fn is_report(clause: &str) -> bool {
    REPORTS.iter().any(|word| clause.ends_with(word))
}

/// Returns whether the words before a verb say that nothing is done: `未绑定`. A call does the
/// things that it can do.
fn is_denied(before: &str) -> bool {
    let ability = ["可以", "可", "支持", "允许"].iter().find_map(|word| before.strip_suffix(word));
    let is_ability = ability.is_some_and(|subject| {
        let subject = subject.trim_end();
        subject.is_empty()
            || ["接口", "api", "您", "用户"].iter().any(|word| subject.ends_with(word))
    });
    !is_ability && NOT_DONE.iter().any(|word| before.ends_with(word))
}

/// Returns whether a later verb is the main one: `扩容询价`, `根据购买记录查询`.
fn governs(clause: &str, found: &FoundVerb, later: &FoundVerb) -> bool {
    if later.kind != VerbKind::Reads {
        return false;
    }
    let strong =
        ["发起", "创建", "提交", "启动", "触发", "新建"].contains(&&clause[found.at..found.end]);
    let (word, after) =
        (&clause[later.at..later.end], clause[later.end..].trim_end_matches(['。', ' ']));
    let is_last = ["", "接口", "api", "信息", "列表", "功能"].contains(&after);
    let prepositions = ["根据", "按", "通过", "基于", "针对", "对", "依据", "从", "利用", "使用"];
    let is_means = prepositions.iter().any(|preposition| clause[..found.at].contains(preposition));
    (is_last && (!strong || word == "查询"))
        || word == "询价"
        || (is_means && !after.starts_with("任务"))
}

/// Returns whether a sentence says that the call also writes: `查询余额，并发送通知`.
fn goes_on_to_write(sentence: &str) -> bool {
    CONJUNCTIONS
        .iter()
        .any(|word| sentence.match_indices(word).any(|(at, _)| writes_next(sentence, at, word)))
}

/// Returns whether a later sentence says so of the call: `该接口还会…`, `同时会…`.
fn call_also_writes(sentence: &str) -> bool {
    let about_call = |clause: &str| {
        let starts = [
            "并",
            "同时",
            "后台会",
            "后台自动",
            "系统会",
            "系统将",
            "调用后",
            "接口会",
            "接口将",
            "该接口会",
            "会自动",
        ];
        starts.iter().any(|word| clause.starts_with(word))
            || (has(clause, &CALL) && has(clause, &["会", "将", "还"]))
    };
    let writes = |clause: &&str| goes_on_to_write(clause) && !has(clause, &["如果", "不会"]);
    clauses(sentence).filter(|clause| about_call(clause)).any(|clause| writes(&clause))
}

fn writes_next(sentence: &str, at: usize, conjunction: &str) -> bool {
    if is_denied(&sentence[..at]) {
        return false;
    }
    let mut rest = &sentence[at + conjunction.len()..];
    while let Some(adverb) = ADVERBS.iter().find(|adverb| rest.starts_with(*adverb)) {
        rest = &rest[adverb.len()..];
    }
    let start = sentence.len() - rest.len();
    let clause = &sentence[..start + rest.find(['，', ',', '、', '：', ':']).unwrap_or(rest.len())];
    verb_at(rest).is_some_and(|(length, kind)| {
        let found = FoundVerb { at: start, end: start + length, kind };
        kind.effect(false) == Effect::Changes && !is_nominal(clause, &found)
    })
}

/// Returns whether a name ends in a verb that writes: `镜像列表导出`.
fn ends_in_verb(sentence: &str) -> bool {
    let sentence = sentence.trim_end_matches(['接', '口', ' ']);
    WRITES.iter().chain(&TRANSITIVE).any(|verb| sentence.ends_with(verb))
}

/// Returns whether a sentence says that the call itself costs something.
fn charges(sentence: &str) -> bool {
    let between = |subject: &str| {
        let (_, rest) = sentence.split_once(subject)?;
        let at = CHARGES.iter().filter_map(|charge| rest.find(charge)).min()?;
        Some(&rest[..at])
    };
    let denied = |words: &str| has(words, &["不", "免", "无需", "未"]) || has(words, &READS);
    has(sentence, &CHARGING)
        || CHARGED.iter().filter_map(|subject| between(subject)).any(|words| !denied(words))
}

/// Returns whether a sentence says that what is returned or handed in is good for one use.
fn is_spent(sentence: &str) -> bool {
    let once = |word: &&str| {
        let after =
            sentence.split_once(*word).map(|(_, rest)| rest.chars().take(8).collect::<String>());
        after.and_then(|after| after.split_once("一次").map(|(_, rest)| !rest.starts_with('性')))
            == Some(true)
    };
    let each_time =
        sentence.contains("每次调用") && sentence.contains("前") && sentence.contains("调用本接口");
    has(sentence, &SPENT) && (each_time || ONCE.iter().any(once))
}
