//! Words of Chinese prose about calls.

/// Verbs of calls that only tell something.
#[rustfmt::skip]
pub(super) const READS: [&str; 57] = [
    "查询", "获取", "获得", "拉取", "查看", "查找", "检查", "列出", "列举", "枚举", "展示", "显示",
    "返回", "搜索", "检索", "统计", "询价", "判断", "浏览", "读取", "筛选", "计算", "聚合", "得到",
    "拿到", "下载", "预览", "校验", "检测", "核查", "对比", "比较", "评估", "预估", "测试", "探测",
    "诊断", "分析", "解析", "验证是否", "确认是否", "了解", "可查", "查阅", "罗列", "呈现", "收集",
    "查出", "查到", "提取", "检验", "配合", "是指", "适用", "描述", "预判", "反查",
];

/// Verbs of calls that change, start, send or cost something, wherever they stand.
#[rustfmt::skip]
pub(super) const WRITES: [&str; 69] = [
    "创建", "新建", "建立", "发起", "申请", "提交", "提审", "扣费", "扣减", "扣除", "发送", "下发",
    "生成", "导出", "启动", "触发", "绑定", "解绑", "上传", "开通", "购买", "下单", "签署", "登录",
    "注册", "注销", "导入", "推送", "领取", "核销", "续费", "开启", "关闭", "停止", "终止", "取消",
    "重启", "恢复", "回滚", "扩容", "缩容", "迁移", "转移", "签发", "释放", "禁用", "启用", "退订",
    "退款", "充值", "提现", "扣款", "转账", "换取", "兑换", "录入", "上报", "安装", "卸载", "克隆",
    "激活", "发放", "派发", "投递", "初始化", "调整", "切换", "合成", "制作",
];

/// Verbs of the same kind that are as often a part of a name: they count at the head of a clause.
#[rustfmt::skip]
pub(super) const HEAD_WRITES: [&str; 28] = [
    "付费", "发布", "支付", "授权", "执行", "运行", "开始", "记录", "同步", "保存", "通知", "打开",
    "升级", "重试", "分配", "屏蔽", "审批", "拒绝", "加入", "订阅", "训练", "部署", "复制", "锁定",
    "新增", "增加", "消耗", "配置",
];

/// Verbs of the same kind whose object follows: `修改状态` changes a status, while `绑定状态` is one.
#[rustfmt::skip]
pub(super) const TRANSITIVE: [&str; 13] = [
    "修改", "更新", "设置", "删除", "清除", "清空", "移除", "添加", "重置", "变更", "编辑", "刷新",
    "撤销",
];

/// Verbs of services that make content out of other content, in calls that start and in calls that
/// ask.
#[rustfmt::skip]
pub(super) const MAKES: [&str; 7] = [
    "生成", "合成", "制作", "转换", "转化", "提交", "上传",
];

/// Verbs that vouch for somebody: such calls are often paid for, and prose rarely says so.
#[rustfmt::skip]
pub(super) const VOUCHES: [&str; 7] = [
    "核验", "认证", "鉴权", "核身", "实名", "验签", "验证",
];

/// Behind any verb: it says what was done, will be or may be, or only names it.
#[rustfmt::skip]
pub(super) const DONE: [&str; 37] = [
    "的", "时", "后", "前", "过", "中", "完", "好", "之", "了", "成功", "失败", "权限", "询价",
    "价格", "历史", "记录", "日志", "结果", "进度", "配额", "关系", "次数", "请求", "详情", "概览",
    "预览", "操作", "类型", "任务的", "任务详情", "任务列表", "任务状态", "任务结果", "任务进度",
    "任务信息", "项列表",
];

/// Behind verbs that are not transitive: it is a noun.
#[rustfmt::skip]
pub(super) const NOUN: [&str; 38] = [
    "状态", "列表", "时间", "方式", "数量", "信息", "数据", "套餐", "统计", "总览", "情况", "页面",
    "页", "地址", "策略", "规则", "模式", "模板", "码", "费", "价", "率", "量", "者", "人", "项",
    "凭证", "配置", "链接", "文件", "空间", "管理", "版本", "支持", "开关", "查询", "作业", "账单",
];

/// Words that the name of a report ends in.
#[rustfmt::skip]
pub(super) const REPORTS: [&str; 15] = [
    "列表", "详情", "信息", "状态", "结果", "进度", "概览", "预览", "记录", "统计", "url", "趋势",
    "属性", "规则", "明细",
];

/// Words at the end of names of things to read, if there is no verb.
#[rustfmt::skip]
pub(super) const THINGS: [&str; 13] = [
    "树", "时间", "数据", "分布", "排行", "历史", "总览", "图", "情况", "配置", "内容", "数量",
    "曲线",
];

/// Words behind such a name that say nothing.
pub(super) const TRIFLES: [&str; 4] = ["接口", "示例", "旧版", "新版"];

/// Before a verb: nothing is done.
#[rustfmt::skip]
pub(super) const NOT_DONE: [&str; 25] = [
    "已", "已经", "被", "未", "不", "无法", "不会", "无需", "禁止", "待", "需", "需要", "请",
    "是否", "能否", "可否", "可", "可以", "正在", "允许", "支持", "建议", "所", "最近", "成功",
];

/// Between a conjunction and its verb.
#[rustfmt::skip]
pub(super) const ADVERBS: [&str; 14] = [
    "自动", "立即", "同时", "一并", "重新", "会", "将", "再", "批量", "异步", "实时", "主动",
    "直接", "另外",
];

#[rustfmt::skip]
pub(super) const CONJUNCTIONS: [&str; 7] = [
    "并", "同时", "会", "将", "且", "再", "然后",
];

/// Words for the call itself.
#[rustfmt::skip]
pub(super) const CALL: [&str; 8] = [
    "本接口", "该接口", "此接口", "这个接口", "接口", "本api", "该api", "此api",
];

/// Words between the call and what it is for.
#[rustfmt::skip]
pub(super) const PURPOSES: [&str; 6] = [
    "用于", "用来", "主要用于", "可用于", "可以用于", "实现",
];

/// Words between the call and what it does.
#[rustfmt::skip]
pub(super) const ABILITIES: [&str; 6] = [
    "可以", "支持", "来", "查询", "获取", "查看",
];

/// Words that make the call what is charged for, and the charge.
#[rustfmt::skip]
pub(super) const CHARGED: [&str; 7] = [
    "调用本接口", "调用该接口", "调用此接口", "每次调用", "调用一次", "单次调用", "每次请求",
];

#[rustfmt::skip]
pub(super) const CHARGES: [&str; 8] = [
    "收费", "扣费", "计费", "费用", "消耗", "扣减", "扣除", "收取",
];

#[rustfmt::skip]
pub(super) const CHARGING: [&str; 8] = [
    "按次计费", "按次收费", "按调用次数计费", "按调用次数收费", "按调用量计费", "接口为收费",
    "接口为付费", "接口会产生费用",
];

/// Sentences about the documents rather than the call.
#[rustfmt::skip]
pub(super) const NOTICES: [&str; 17] = [
    "下线", "废弃", "退市", "停止维护", "不再维护", "不再支持", "迁移至", "未在使用", "下架",
    "无调用", "弃用", "停止服务", "停止更新", "已停用", "旧版", "前置条件", "白名单",
];

/// A token that is good for one use is made by the call, a code that is good for one use is spent
/// by it.
#[rustfmt::skip]
pub(super) const ONCE: [&str; 4] = [
    "仅能", "仅可", "只能", "只可",
];

#[rustfmt::skip]
pub(super) const SPENT: [&str; 7] = [
    "token", "code", "密钥", "私钥", "拉取", "调用", "票据",
];
