//! Values read from prose: small texts written here, and whole catalogues where `TCCLI_SERVICES`
//! names one.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

use serde_json::{Value, json};
use std::collections::HashMap;
use tencentcloud_spec::model::{Action, Api, Example, Field, Type};
use tencentcloud_spec::passes;
use tencentcloud_spec::read::{Sample, metadata};

/// The values found for a field with this documentation.
fn found(r#type: Type, docs: &str) -> String {
    let mut api = Api::new("toy", "2020-01-01");
    let action = Action { input: vec![Field::new("State", r#type, docs)], ..Action::default() };
    api.actions.insert("List".to_owned(), action);
    passes::values(&mut api);
    let values = &api.actions["List"].input[0].values;
    values.iter().map(|(value, docs)| format!("{value} = {docs}")).collect::<Vec<_>>().join(" | ")
}

#[test]
fn lists_are_found_in_every_notation() {
    let rows = [
        "State. Values:\n- ON：running\n- OFF：stopped",
        "取值范围：\n- ON：运行中；\n- OFF：已停止。\n\n默认值：ON。",
        "State:\n- `on`: it runs\n- `off`: it does not",
        "State\n- **ON（default）**：runs\n- **OFF**：stopped\n- 不填：unchanged",
        "Kinds:\n- ALL，所有都通过\n- ANY，任一通过",
        "状态\n枚举值：\nINFO：提示\nLOW：低危\n默认值：INFO",
        "Valid values: A, B.",
        "Valid values: `A` (first), `B` (second). Default value: `A`.",
        "枚举值：asc、desc",
        "可选值：asc,desc",
        "取值['ENABLE','DISABLE']",
        "取值包括 ALL 和 ANY，默认取值为ANY。",
        "The kind. PROXY：代理，TRANSFER：移动，CMD：命令",
        "排序方式：month - 月，day - 日",
        "pod状态。取值：SUBMITTING提交中、PENDING排队中",
        "on：开启；off：关闭",
        "CacheKey是否保留，取值有：on：开启；off：关闭",
        "Values:\n- Values: two\n- on: it runs\n- off: it stops",
        "A：甲，B：乙；C：丙，D：丁",
        "Order. Ascending: `ASC`; Descending: `DESC`",
        "Colours:\nred: 0xcc0033\nblue: 0x99CCFF",
        "1.cluster：甲\n2.machine：乙",
        "登录方式：0：密码；1：密钥",
    ];
    let said: String = rows.iter().map(|docs| format!("{}\n", found(Type::String, docs))).collect();
    insta::assert_snapshot!(said, @r"
    ON = running | OFF = stopped
    ON = 运行中 | OFF = 已停止
    on = it runs | off = it does not
    ON = runs (default) | OFF = stopped
    ALL = 所有都通过 | ANY = 任一通过
    INFO = 提示 | LOW = 低危
    A =  | B = 
    A = first | B = second
    asc =  | desc = 
    asc =  | desc = 
    ENABLE =  | DISABLE = 
    ALL =  | ANY = 
    PROXY = 代理 | TRANSFER = 移动 | CMD = 命令
    month = 月 | day = 日
    SUBMITTING = 提交中 | PENDING = 排队中
    on = 开启 | off = 关闭
    on = 开启 | off = 关闭
    on = it runs | off = it stops
    A = 甲 | B = 乙 | C = 丙 | D = 丁
    ASC = Ascending | DESC = Descending
    0xcc0033 = red | 0x99CCFF = blue
    cluster = 甲 | machine = 乙
    0 = 密码 | 1 = 密钥
    ");
    let rows = [
        "Entry: 0: off; 1: on",
        "登录入口：1-字符界面,2-图形界面，3-web页面, 4-API",
        "类型，1为全时，2为事件",
        "0-x 1-y",
        "枚举值：\n- 0： 排队\n- -1： 失败",
        "状态（0：关，1：开）",
        "Node status: 0 - Initializing, 1 - Online",
        "| Name | Value | Description |\n| --- | --- | --- |\n| NONE | 0 |  |\n| SOME | 1 | a few \
            |",
        "1:故障\n2:恢复",
    ];
    let said: String =
        rows.iter().map(|docs| format!("{}\n", found(Type::Integer, docs))).collect();
    insta::assert_snapshot!(said, @r"
    0 = off | 1 = on
    1 = 字符界面 | 2 = 图形界面 | 3 = web页面 | 4 = API
    1 = 全时 | 2 = 事件
    0 = x | 1 = y
    0 = 排队 | -1 = 失败
    0 = 关 | 1 = 开
    0 = Initializing | 1 = Online
    0 = NONE | 1 = a few
    1 = 故障 | 2 = 恢复
    ");
}

#[test]
fn prose_is_not_taken_for_values() {
    let texts = [
        "Maximum value: 1,000",
        "The date. Format: YYYY-MM-DD, such as 2020-01-01.",
        "Valid values: 1 to 100.",
        "Valid values: ISO format, as the standard has it.",
        "State, e.g. RUNNING, STOPPED",
        "例如：A：x，B：y",
        "- 格式为：YYYY/M/D\n- 长度不超过 60",
        "See https://x.example/a, https://y.example/b",
        "Rules:\n- Use letters\n- Use digits\n- Do not use blanks",
        "Values:\n- ON: one\n- ON: two",
        "First:\n- A：a\n- B：b\n\nSecond:\n- C：c\n- D：d",
        "Only one value: A",
        "取值：ON：运行中",
        "Remarks: up to 128 characters\nNote: may be null",
        "当参数取值为CUSTOM时，Vpc限制和Ip限制至少填写一项",
        "JSON如下：{\"A\":\"one\",\"B\":\"two\"}",
        "Instances: ins-xxx：one, ccn-xxx：two",
        "单位有：\n- s：秒，取值范围1～60\n- m：分，取值范围1～60",
        "图片格式的取值为：jpeg，jpg, png",
        "supported: \"\", \"gzip\"; Default value: \"\"",
        "画面比例，可选值：[1:1，2:1，default]",
        "OK：成功；LOST：未找到；\nFAILED：失败；",
        "",
    ];
    for docs in texts {
        assert_eq!(found(Type::String, docs), "", "{docs}");
    }
    let numbers = [
        "Maximum value: 1,000",
        "取值范围：[0,100]",
        "取值范围 0-100，默认 20",
        "可选值：1,2,3",
        "Valid values: 10, 20",
        "1. first\n2. second",
        "0.5：half；1.5：more",
        "优先级 1-100，1 为最高，100 为最低",
        "节点数，-1表示超时，-2表示失败",
        "1：每 1,000 次\n1：重复",
    ];
    for docs in numbers {
        assert_eq!(found(Type::Unsigned, docs), "", "{docs}");
    }
    assert_eq!(found(Type::Boolean, "true：on；false：off"), "");
}

/// Names of other fields in prose are not values. Values may have the same names.
#[test]
fn fields_beside_are_no_values() {
    let found = |r#type: Type, docs: &str| {
        let mut api = Api::new("toy", "2020-01-01");
        let fields = [Field::new("State", r#type, docs)].into_iter();
        let fields = fields
            .chain(["Mode", "Port", "Key", "Url"].map(|name| Field::new(name, Type::String, "")));
        api.structures.entry("Part".to_owned()).or_default().fields = fields.collect();
        passes::values(&mut api);
        api.structures["Part"].fields[0].values.keys().cloned().collect::<Vec<_>>().join(" ")
    };
    let texts = [
        ("可选值 on（级别一），off（级别二），Mode 为 true 时生效。默认值：on。", "on off"),
        ("编号，如果不填写则必须上传，包括 Key（密钥），Port（端口），Mode（模式）", ""),
        ("The key. Without it: Key (the key), Port (the port)", ""),
        ("网络环境，Mode为专线(d)时必填， HOME表示甲、CLOUD表示乙；", "HOME CLOUD"),
        (
            "取值如下：\n- 当 Mode 为 A 时： walk 表示走；  run 表示跑；\n- 其他 Mode 不支持。",
            "walk run",
        ),
        ("仅在 Mode=true、Port 为空且 Url 只有一个时可设置。", ""),
        ("取值有：\n- File：文件；\n- Url：可访问的地址；", "File Url"),
        ("排序字段，可以取值为Id、Mode、Port", "Id Mode Port"),
        ("Valid values: Url, Key", "Url Key"),
        ("取值有：\n- State：状态；\n- Url：地址；", "State Url"),
        ("When it is on, these parameters are required:\nPort - the port\nUrl - the address", ""),
        ("The ID. Valid values: Key and State (at least one is required).", ""),
        ("State: A_ON: it runs; A_OFF: it does not", "A_ON A_OFF"),
        ("Scene Mode=post: spot - one, settle - two. And more.", "spot settle"),
        ("内容，格式由 Mode 决定：net：地址；tag：标签", ""),
        ("根据 Mode 不同代表不同的含义：\n- zone：站点\n- host：域名", ""),
        ("根据业务区分：\n- zone：站点\n- host：域名", "zone host"),
    ];
    for (docs, expected) in texts {
        assert_eq!(found(Type::String, docs), expected, "{docs}");
    }
    assert_eq!(found(Type::Integer, "类型，4:四层，7:七层，Mode=6时必填"), "4 7");
    assert_eq!(found(Type::String, "类型，4:四层，7:七层，Mode=6时必填"), "4 7");
}

#[test]
fn values_that_examples_show_are_added() {
    let mut api = Api::new("toy", "2020-01-01");
    let state = Field {
        example: Some("PAUSED".to_owned()),
        ..Field::new("State", Type::String, "ON：on；OFF：off")
    };
    let part = Field::new("Parts", Type::Structure("Part".to_owned()).array(), "");
    let level = Field::new("Level", Type::Integer, "0：low；1：high");
    api.structures.entry("Part".to_owned()).or_default().fields = vec![level];
    let output =
        json!({"State": "off", "Parts": [{"Level": 2}, {"Level": 1}, {"Level": "x"}, null]});
    let example = |state: &str| Example {
        title: String::new(),
        input: Some(json!({"State": state})),
        output: Some(output.clone()),
    };
    let action = Action {
        input: vec![state.clone()],
        output: vec![state, part],
        examples: ["BROKEN", "not a value", "xxx", "on", "State"].map(example).into(),
        ..Action::default()
    };
    api.actions.insert("List".to_owned(), action);
    passes::values(&mut api);
    let names = |field: &Field| field.values.keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(names(&api.actions["List"].input[0]), "ON OFF PAUSED BROKEN");
    assert_eq!(names(&api.actions["List"].output[0]), "ON OFF PAUSED");
    assert_eq!(names(&api.structures["Part"].fields[0]), "0 1 2");
}

/// An example is added only if it is written like what is listed.
#[test]
fn examples_of_another_kind_are_not_added() {
    let cases = [
        ("http：a；https：b", "80", "http https"),
        ("0：a；1：b", "online", "0 1"),
        ("on：a；off：b", "on/off", "on off"),
        ("CENTER_1：a；CENTER_2：b", "center1", "CENTER_1 CENTER_2"),
        ("CENTER_1：a；CENTER_2：b", "Center", "CENTER_1 CENTER_2"),
        ("asc：a；desc：b", "port", "asc desc"),
        ("asc：a；desc：b", "k", "asc desc"),
        ("asc：a；desc：b", "testdata", "asc desc"),
        ("asc：a；desc：b", "abcdefghi", "asc desc"),
        ("asc：a；desc：b", "none", "asc desc none"),
        ("400：a；500：b", "0", "400 500 0"),
        ("400：a；500：b", "1", "400 500"),
    ];
    for (docs, example, expected) in cases {
        let mut api = Api::new("toy", "2020-01-01");
        let field =
            Field { example: Some(example.to_owned()), ..Field::new("State", Type::String, docs) };
        let fields = vec![field, Field::new("Port", Type::Integer, "")];
        api.structures.entry("Part".to_owned()).or_default().fields = fields;
        passes::values(&mut api);
        let values: Vec<_> = api.structures["Part"].fields[0].values.keys().cloned().collect();
        assert_eq!(values.join(" "), expected, "{docs}: {example}");
    }
}

/// Addresses and numbers of documents have no set of values, whatever a text lists.
#[test]
fn addresses_have_no_values() {
    for name in ["CallbackUrl", "SharedCNAME", "IdNumber"] {
        let mut api = Api::new("toy", "2020-01-01");
        let field = Field::new(name, Type::String, "on：a；off：b");
        api.structures.entry("Part".to_owned()).or_default().fields = vec![field];
        passes::values(&mut api);
        assert!(api.structures["Part"].fields[0].values.is_empty(), "{name}");
    }
}

#[test]
fn what_a_person_set_stays() {
    let mut api = Api::new("toy", "2020-01-01");
    let mut field = Field::new("State", Type::String, "ON：on；OFF：off");
    field.values.insert("MINE".to_owned(), "by hand".to_owned());
    let action = Action { input: vec![field.clone()], ..Action::default() };
    api.actions.insert("List".to_owned(), action);
    passes::values(&mut api);
    assert_eq!(api.actions["List"].input[0], field);
}

/// The agreement of documented values and examples.
#[derive(Debug, Default)]
struct Agreement {
    texts: usize,
    numbers: usize,
    with_example: usize,
    agreeing: usize,
    open: usize,
}

#[test]
fn catalogues_agree_with_their_examples() {
    let Ok(services) = std::env::var("TCCLI_SERVICES") else {
        return println!("skipped: TCCLI_SERVICES is not set");
    };
    for services in services.split(':') {
        let mut all = Agreement::default();
        for folder in versions(services) {
            let mut api = description(&folder);
            let before = all_fields(&api)
                .map(|(owner, field)| (owner + &field.name, field.example.clone()))
                .collect();
            // Without the fields' own examples only the calls add values.
            clear_examples(&mut api);
            passes::values(&mut api);
            count(&folder, &api, &before, &mut all);
        }
        println!("{services}: {all:?}");
    }
}

fn count(folder: &str, api: &Api, examples: &HashMap<String, Option<String>>, all: &mut Agreement) {
    for (owner, field) in all_fields(api).filter(|(_, field)| !field.values.is_empty()) {
        *(if field.r#type == Type::String { &mut all.texts } else { &mut all.numbers }) += 1;
        let seen: Vec<_> = field
            .values
            .iter()
            .filter(|(_, docs)| docs.starts_with("Seen in"))
            .map(|(value, _)| value)
            .collect();
        all.open += usize::from(!seen.is_empty());
        let plain = |text: &&String| {
            !text.contains(['"', ' ', ',', '*']) && text.is_ascii() && !text.is_empty()
        };
        let example = examples[&(owner.clone() + &field.name)].as_ref().filter(plain);
        let agrees = example
            .is_some_and(|example| field.values.contains_key(example) && !seen.contains(&example));
        all.with_example += usize::from(example.is_some());
        all.agreeing += usize::from(agrees);
        if std::env::var_os("SHOW").is_some() {
            let keys: Vec<_> = field.values.iter().collect();
            println!(
                "VALUES {folder}\t{owner}{}\t{agrees}\t{example:?}\t{seen:?}\t{:?}\t{keys:?}",
                field.name, field.docs
            );
        }
    }
}

fn all_fields(api: &Api) -> impl Iterator<Item = (String, &Field)> {
    let actions = api.actions.iter().flat_map(|(name, action)| {
        let input = action.input.iter().map(move |field| (format!("{name} in "), field));
        input.chain(action.output.iter().map(move |field| (format!("{name} out "), field)))
    });
    let structures = api.structures.iter();
    actions.chain(
        structures.flat_map(|(name, part)| {
            part.fields.iter().map(move |field| (format!("{name} "), field))
        }),
    )
}

fn clear_examples(api: &mut Api) {
    let actions =
        api.actions.values_mut().flat_map(|action| [&mut action.input, &mut action.output]);
    let all = actions.chain(api.structures.values_mut().map(|structure| &mut structure.fields));
    all.flatten().for_each(|field| field.example = None);
}

/// Returns the description of the two files of a version, with the calls that are JSON on both
/// sides unchanged.
fn description(folder: &str) -> Api {
    let read = |name: &str| {
        let file = format!("{folder}/{name}");
        metadata::read_metadata(&std::fs::read_to_string(&file).unwrap(), &file).0
    };
    let mut api = metadata::describe(read("api.json"));
    for part in read("examples.json").actions {
        let Some(action) = api.actions.get_mut(&part.name) else { continue };
        action.examples = part
            .examples
            .into_iter()
            .map(|part| {
                let json = |sample| {
                    if let Some(Sample::Json(value)) = sample { Some(value) } else { None }
                };
                let output = json(part.output)
                    .map(|response: Value| response.get("Response").cloned().unwrap_or(response));
                Example { title: part.title, input: json(part.input), output }
            })
            .collect();
    }
    api
}

/// The version folders below a services folder, in order.
fn versions(services: &str) -> Vec<String> {
    let list = |folder: &std::path::Path| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<_> =
            entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
        paths.sort();
        paths
    };
    let versions = list(services.as_ref()).into_iter().flat_map(|product| list(&product));
    versions
        .filter(|version| version.join("api.json").exists())
        .map(|version| version.display().to_string())
        .collect()
}

proptest::proptest! {
    /// No text makes the pass panic, whatever signs it has.
    #[test]
    fn any_text_is_taken(docs in "([-:;,.|(){}'\"`*=0-9A-Za-z \
        <>/\n]|：|，|、|；|。|（|）|取值|枚举值|默认|为|表示|值| - |\n- |Valid values: ){0,60}") {
        found(Type::String, &docs);
        found(Type::Integer, &docs);
    }
}
