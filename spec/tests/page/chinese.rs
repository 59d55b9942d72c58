//! Captured pages in Chinese.

use super::*;

#[test]
fn a_chinese_page_without_its_required_column() {
    let text = "\
1. 接口描述

接口请求域名： lagoon.tencentcloudapi.com 。

查询船只

默认接口请求频率限制：20次/秒。

推荐使用 API Explorer
点击调试
API Explorer 提供了在线调用等能力。

2. 输入参数

以下请求参数列表仅列出了接口请求参数和部分公共参数，完整公共参数列表见 公共请求参数。

参数名称 必选 类型 描述
Action String 公共参数，本接口取值：ListBoats。
Version String 公共参数，本接口取值：2020-02-02。
Region String 公共参数，此参数为可选参数。
Harbour String 港口
示例值:h-1
Status Array of String 状态
Owner Entity 所有者

3. 输出参数

参数名称 类型 描述
Boats Array of Boat 船只
注意：此字段可能返回 null，表示取不到有效值。
RequestId String 唯一请求 ID

4. 示例

示例1 查询船只

输入示例

https://lagoon.tencentcloudapi.com/?Action=ListBoats
&Harbour=h-1
&<公共请求参数>

输出示例

{
    \"Response\": {
        \"Boats\": []
    }
}

6. 错误码

该接口暂无业务逻辑相关的错误码，其他错误码详见 公共错误码。
";
    insta::assert_snapshot!(show(text), @r#"
    Page lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    18: action ListBoats region=Some(Optional) rate=Some(20)
      docs "查询船只"
      21: in  Harbour String - e.g. "h-1" "港口"
      23: in  Status Array of String - "状态\nOwner Entity 所有者"
      29: out Boats Array of Boat - nullable "船只"
      31: out RequestId String - "唯一请求 ID"
      35: example "查询船只"
        Harbour=h-1
        {"Response":{"Boats":[]}}
    warning[unclear-row]: the line may describe `Owner` of type `Entity`; it is taken as text
      --> page.txt:24
      = help: import a source that describes the parameter clearly
    warning[required-unknown]: the page does not tell whether 2 of 2 parameters are required
      --> page.txt:17
      = help: they are taken as optional until another source tells
    "#);
}

#[test]
fn chinese_pages_with_bars_or_tabs() {
    let bars = "\
1. 接口描述

接口请求域名： lagoon.tencentcloudapi.com 。

查询船只

2. 输入参数

参数名称 | 必选 | 类型 | 描述 |
---|---|---|---|
Action | 是 | String | 公共参数，本接口取值：ListBoats。 |
Version | 是 | String | 公共参数，本接口取值：2020-02-02。 |
Region | 否 | String | 公共参数，本接口不需要传递此参数。 |
Harbour | 是 | String | 港口 示例值：h-1 |

3. 输出参数

参数名称 | 类型 | 描述 |
---|---|---|
Result | BoatResult | 结果 注意：此字段可能返回 null，表示取不到有效值。 |
RequestId | String | 唯一请求 ID |
";
    insta::assert_snapshot!(show(bars), @r#"
    Page lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    11: action ListBoats region=Some(None) rate=None
      docs "查询船只"
      14: in  Harbour String required e.g. "h-1" "港口"
      20: out Result BoatResult - nullable "结果"
      21: out RequestId String - "唯一请求 ID"
      errors unknown
    "#);
    let tabs = "\
最近更新时间：2026-03-25 03:39:38

本页目录：
1. 接口描述
2. 输入参数
3. 输出参数
1. 接口描述
接口请求域名： lagoon.tencentcloudapi.com 。

查询船只
2. 输入参数
参数名称\t必选\t类型\t描述
Action\t是\tString\t公共参数，本接口取值：ListBoats。
Version\t是\tString\t公共参数，本接口取值：2020-02-02。
Harbour\t是\tString\t
港口。

示例值：h-1
Owner\t否\tEntity\t
所有者
3. 输出参数
参数名称\t类型\t描述
Boats\tArray of Boat\t船只
RequestId\tString\t唯一请求 ID
";
    insta::assert_snapshot!(show(tabs), @r#"
    Page lagoon 2020-02-02 lagoon.tencentcloudapi.com 2026-03-25 03:39:38
    13: action ListBoats region=Some(None) rate=None
      docs "查询船只"
      15: in  Harbour String required e.g. "h-1" "港口。"
      19: in  Owner Entity optional "所有者"
      23: out Boats Array of Boat - "船只"
      24: out RequestId String - "唯一请求 ID"
      errors unknown
    "#);
}
