use super::repeat;
use crate::model::{Action, Api, Field, Type};
use std::collections::HashMap;

fn text(name: &str, docs: &str) -> Field {
    Field::new(name, Type::String, docs)
}

/// Returns the result of the pass for one action.
fn derived(
    name: &str,
    docs: &str,
    input: Vec<Field>,
    output: Vec<Field>,
) -> (bool, Option<String>) {
    titled(name, "", docs, input, output)
}

fn titled(
    name: &str,
    title: &str,
    docs: &str,
    input: Vec<Field>,
    output: Vec<Field>,
) -> (bool, Option<String>) {
    let action = Action { docs: docs.to_owned(), input, output, ..Action::default() };
    let mut api = Api::new("demo", "2020-01-01");
    api.actions.insert(name.to_owned(), action);
    let titles = Some(title.to_owned()).filter(|title| !title.is_empty()).into_iter().collect();
    repeat(&mut api, &HashMap::from([(name.to_owned(), titles)]));
    let action = &api.actions[name];
    (action.read_only, action.idempotency_token.clone())
}

fn is_read(name: &str, docs: &str) -> bool {
    derived(name, docs, vec![text("Id", "")], vec![text("Name", ""), text("RequestId", "")]).0
}

/// Reads whose prose has words of writes in it.
#[test]
fn reads() {
    let cases = [
        ("DescribeBoats", "Returns the boats."),
        ("ListBoats", "This API is used to query the list of boats."),
        ("DescribeTasks", "Queries the tasks that CreateTask created."),
        ("ListJobs", "The list of submitted jobs, newest first."),
        ("GetProtection", "Gets the delete protection status of a boat."),
        ("DescribeExportTasks", "Export task list"),
        ("DescribeRecords", "This API (DescribeRecords) is used to view modification records."),
        ("CheckName", "Checks whether a boat with this name can be created."),
        ("CheckSyntax", "Verifies the syntax of a rule."),
        ("InquiryPriceRenewBoats", "Queries the price for renewing a boat. You are not charged."),
        ("DescribeFees", "Gets the fees that were charged for a boat, by month."),
        ("GetResult", "After you start a scan with StartScan, this API is used to get its result."),
        ("SearchLogs", "Searches logs. To use this API, apply for access first."),
        ("GetBoat", "Please see the guide. This API is used to get a boat and its crew."),
        ("DescribeOld", "This API is deprecated. This API is used to query old boats."),
        ("BatchGetBoats", "Gets several boats."),
        ("DescribeBoats", "本接口(DescribeBoats)用于查询船只列表。"),
        ("DescribeTasks", "查询通过 CreateTask 创建的任务。"),
        ("ListJobs", "已提交作业的列表"),
        ("GetProtection", "获取删除保护状态"),
        ("DescribeExportTasks", "导出任务列表"),
        ("DescribeBindings", "绑定关系列表"),
        ("CheckName", "检查是否可以创建同名船只"),
        ("CheckSyntax", "本接口用于校验规则的语法。"),
        ("InquiryPriceRenewBoats", "本接口用于续费船只询价。"),
        ("DescribeFees", "查询船只产生的费用和消耗明细，包含计费方式。"),
        ("GetResult", "在创建扫描任务后，通过该接口查看结果"),
        ("DescribeUpgrades", "升级记录"),
        ("DescribeRoutes", "查询路由。该接口为同步接口，不会修改任何配置。"),
        ("GetBoat", "使用前请提交工单申请。本接口用于获取船只。"),
        ("DescribeOld", "功能即将下线\n\n查询旧船只"),
        ("DescribeBoatTree", "船只树"),
        ("DescribeBoatTree", "船只树接口（旧版）"),
        ("DescribeBoats", "Boat list"),
        ("DescribeBoats", "Boat Query Interface"),
        ("DescribeBoats", "Boat tree of a harbour"),
        ("DescribeBoats", "Boat risk list from the captain's perspective"),
        ("DescribeBoats", "船只列表，请换用 ListBoats"),
        ("DescribeBoats", "列表舰队的船只"),
        ("DescribeBoats", "列出船只白名单"),
        ("DescribeBoats", "本接口用于查询船只耗时。"),
        ("CheckBoat", "本接口用于预判是否可建船只。"),
        ("DecribeBoats", "Queries boats."),
        ("ChannelDescribeBoats", "查询船只"),
    ];
    let wrong: Vec<_> = cases.iter().filter(|(name, docs)| !is_read(name, docs)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Writes that are called like reads.
#[test]
fn writes_with_the_names_of_reads() {
    let cases = [
        ("DescribeReport", "Creates an export of the log."),
        ("DescribeReport", "This API is used to start an export task."),
        ("DescribeReport", "This API is used to query and export the list of boats."),
        ("GetTicket", "This API is used to apply for a ticket before each race."),
        ("GetToken", "Gets a boarding token and sends it to the captain."),
        ("GetToken", "Gets a boarding token. The token can be used only once."),
        ("GetFaces", "Gets the faces in a picture. You are charged for each call."),
        ("GetFaces", "Gets the faces in a picture. Calling this API incurs recognition fees."),
        ("CheckRules", "Gets the rules. This API will also delete expired rules."),
        ("CheckPerson", "Verifies that a name belongs to an identity card."),
        ("ListBoats", "Upload the list of boats"),
        ("DescribeBoats", "List export"),
        ("DescribeReport", "创建日志导出"),
        ("DescribeReport", "本接口用于发起一次体检。"),
        ("DescribeReport", "镜像列表导出"),
        ("DescribeReport", "功能已下线\n\n网络创建检查任务"),
        ("GetTicket", "每次登船前需先调用本接口申请船票。"),
        ("GetToken", "获取令牌，并发送给船长。"),
        ("GetToken", "获取登船 Token，该 Token 仅能使用一次。"),
        ("GetFaces", "该接口用于获取人脸信息。注意，调用本接口会产生识别费用。"),
        ("GetFaces", "获取人脸信息，每次调用消耗一个额度。"),
        ("GetCertificate", "获取证书，如果没有，将会签发一个。"),
        ("CheckPerson", "核验姓名和身份证号。"),
        ("CheckRules", "检测规则。此接口用于提交规则的修改命令。"),
        ("SearchBoats", "本接口可以删除船只"),
        ("DescribeBoats", ""),
        ("QueryBoatTrade", "船员间交易。此接口可以实现船票在船员之间流动。"),
        ("QueryRewrite", "航线改写（QueryRewrite）主要用于多段航程中。"),
        ("GetScore", "船员评分接口"),
        ("GetScore", "Score of the crew."),
        ("DescribeScore", "DescribeScore"),
        ("PullBoats", "拉取船只"),
        ("CreateBoat", "Gets a boat."),
        ("Listen", "Lists what is heard."),
    ];
    let wrong: Vec<_> = cases.iter().filter(|(name, docs)| is_read(name, docs)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Fields decide if the prose does not.
#[test]
fn fields_tell_of_writes() {
    let given = || vec![text("FileId", "")];
    let task = |docs: &str| vec![text("TaskId", docs), text("RequestId", "")];
    let read = |docs: &str, input: Vec<Field>, output: Vec<Field>| {
        derived("DescribeFile", docs, input, output).0
    };
    assert!(!read("Gets the attributes of a file.", given(), task("The ID of the task.")));
    assert!(!read("用于获取文件属性。", given(), task("任务 ID。")));
    assert!(!read("Gets the check of a task.", given(), task("The ID of the newly created task.")));
    assert!(read("Gets the task that runs on a file.", given(), task("The ID of the task.")));
    assert!(read("Gets a file.", vec![text("TaskId", "")], task("The ID of the task.")));
    assert!(read("Gets the running task of all.", vec![], task("")));
    assert!(!read(
        "Checks a login.",
        vec![text("VerifyCode", "The code.")],
        vec![text("Result", "")]
    ));
    assert!(!read("Gets a session.", vec![text("TokenCode", "")], vec![text("Result", "")]));
}

/// A title says what the prose does not.
#[test]
fn titles() {
    let cases = [
        ("DescribeBoats", "DescribeBoats", "查询船只", true),
        ("DescribeBoats", "船员评分接口", "查询船员", true),
        ("DescribeBoats", "DescribeBoats", "船员评分", false),
        ("DescribeBoats", "接口", "导出船只日志列表", false),
        ("DescribePriceCreateBoat", "创建船只询价", "创建船只询价", true),
        ("CheckPerson", "核验姓名和身份证号。", "查询船员", false),
    ];
    for (name, docs, title, expected) in cases {
        let found = titled(name, title, docs, vec![text("Id", "")], vec![text("Name", "")]).0;
        assert_eq!(found, expected, "{title}: {docs}");
    }
}

/// Calls of models: they cost something each time, or go on with a conversation.
#[test]
fn fields_tell_of_models() {
    let read = |input: Vec<Field>, output: Vec<Field>| {
        derived("QueryBoats", "Queries boats.", input, output).0
    };
    let usage = || vec![Field::new("Usage", Type::Structure("Usage".into()), "")];
    assert!(!read(vec![text("Text", "")], usage()));
    assert!(read(vec![text("TaskId", "")], usage()));
    assert!(!read(vec![text("Message", ""), text("DialogueId", "")], vec![]));
    assert!(read(vec![text("Message", "")], vec![]));
    assert!(!read(vec![text("Image", "船只图片 base64 数据。")], vec![]));
    assert!(!read(vec![text("Image", "The Base64 encoded picture of a boat.")], vec![]));
    assert!(read(vec![text("Image", "The address of a picture.")], vec![]));
}

/// Prose of products that make content names what they make, in the call that asks for the result
/// too.
#[test]
fn a_task_that_is_asked_for_is_read() {
    let docs = "This API is used to generate pictures from text.";
    let result = || vec![text("Url", "")];
    assert!(derived("QueryPictureJob", docs, vec![text("JobId", "")], result()).0);
    assert!(!derived("QueryPictureJob", docs, vec![text("Prompt", "")], result()).0);
    let stops = "This API is used to stop a job.";
    assert!(!derived("QueryPictureJob", stops, vec![text("JobId", "")], result()).0);
    assert!(
        derived("QueryPictureJob", "模型更大，速度更慢。", vec![text("JobId", "")], result()).0
    );
}

#[test]
fn tokens() {
    let cases = [
        ("ClientToken", "", true),
        ("ClientToken", "Idempotency token of your own, unique for each request.", true),
        ("ClientToken", "用于保证请求幂等性的字符串。", true),
        ("ClientToken", "Reserved; do not use.", false),
        ("ClientToken", "保留字段，不提供幂等保证。", false),
        ("ClientToken", "该字段已不再使用", false),
        ("ClientToken", "发布校验", false),
        ("IdempotencyToken", "Duplicate requests with one token run once; must be unique.", true),
        ("RequestKey", "An idempotency key.", true),
        ("ReqKey", "幂等键", true),
        (
            "SessionId",
            "Identifier for deduplication: an error is returned for a repeated one.",
            false,
        ),
        ("Policy", "去重策略", false),
        (
            "Parameters",
            "To ensure idempotency of the request, add the `ClientToken` field to this JSON text.",
            false,
        ),
        ("Name", "A unique name.", false),
    ];
    for (name, docs, expected) in cases {
        let (_, token) = derived("CreateBoat", "Creates a boat.", vec![text(name, docs)], vec![]);
        assert_eq!(token.as_deref(), expected.then_some(name), "{name}: {docs}");
    }
    let number = Field::new("ClientToken", Type::Integer, "");
    assert_eq!(derived("CreateBoat", "", vec![number], vec![]).1, None);
}
