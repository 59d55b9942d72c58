//! Pages in Chinese, Japanese and Korean.

use super::*;

#[test]
fn a_page_in_chinese() {
    let text = "\
## 1. 接口描述

接口请求域名： lagoon.tencentcloudapi.com 。

本接口（DescribeBoats）用于查询船只。

默认接口请求频率限制：20次/秒。

## 2. 输入参数

| 参数名称 | 必选 | 类型 | 描述 |
|---|---|---|---|
| Action | 是 | String | 公共参数，本接口取值：DescribeBoats |
| Version | 是 | String | 公共参数，本接口取值：2020-02-02 |
| Region | 否 | String | 公共参数，本接口不需要传递此参数。 |
| Ids.N | 否 | Array of String | 船只ID<br>示例值：[\"b-1\"] |
| Region | 是 | String | 船只所在地域 |

## 3. 输出参数

| 参数名称 | 类型 | 描述 |
|---|---|---|
| Boats | Array of [Boat](#Boat) | 船只<br/>注意：此字段可能返回 null，表示取不到有效值。<br>示例值：[] |
| Old | String | 【废弃】旧字段 |

## 4. 示例

### 示例1 查询船只

查询船只。

#### 输入示例

```
https://lagoon.tencentcloudapi.com/?Action=DescribeBoats
&Ids.0=b-1
&Region=lake
&<公共请求参数>
```

#### 输出示例

```
{\"Response\": {\"Boats\": []}}
```

## 6. 错误码

该接口暂无业务逻辑相关的错误码，其他错误码详见 [公共错误码](/document/api/1/4)。
";
    insta::assert_snapshot!(show(text), @r#"
    Markdown lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    13: action DescribeBoats region=Some(None) rate=Some(20)
      docs "本接口（DescribeBoats）用于查询船只。"
      16: in  Ids Array of String optional e.g. "[\"b-1\"]" "船只ID"
      17: in  Region String required "船只所在地域"
      23: out Boats Array of Boat - linked nullable e.g. "[]" "船只"
      24: out Old String - deprecated "【废弃】旧字段"
      28: example "查询船只"
        Ids.0=b-1 & Region=lake
        {"Response":{"Boats":[]}}
    "#);
}

#[test]
fn a_page_in_japanese() {
    let text = "\
## 1. API説明

APIリクエストドメイン名：lagoon.tencentcloudapi.com 。

このAPI（DescribeBoats）は船を照会します。

デフォルトのAPIリクエスト頻度制限：10回/秒。

## 2. 入力パラメータ

| パラメータ名 | 必須項目 | タイプ | 説明 |
|---|---|---|---|
| Action | はい | String | 共通パラメータ、このAPIの値：DescribeBoats |
| Version | はい | String | 共通パラメータ、該当APIの値：2020/02/02 |
| Region | はい | String | 共通パラメータ、詳細については、[地域リスト](/x)を参照してください。 |
| Ids.N | いいえ | Array of String | 船のID |
| Flag | 要 | String | 旗 |

## 3. 出力パラメータ

| パラメータ名 | タイプ | 説明 |
|---|---|---|
| Boats | Array of [Boat](#Boat) | 船<br/>注意：このフィールドはnullを返すことがあり、有効値を取得できないことを意味します。 |

## 4. 例

### 例1 船の照会

#### 入力例

```
https://lagoon.tencentcloudapi.com/?Action=DescribeBoats
&<共通リクエストパラメータ>
```

#### 出力例

```
{\"Response\": {\"Boats\": []}}
```

## 6. エラーコード

このAPIには業務ロジックに関連するエラーコードがまだありません。
";
    insta::assert_snapshot!(show(text), @r#"
    Markdown lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    13: action DescribeBoats region=Some(Required) rate=Some(10)
      docs "このAPI（DescribeBoats）は船を照会します。"
      16: in  Ids Array of String optional "船のID"
      17: in  Flag String required "旗"
      23: out Boats Array of Boat - linked nullable "船"
      27: example "船の照会"
        
        {"Response":{"Boats":[]}}
    "#);
}

#[test]
fn a_page_in_korean() {
    let text = "\
## 1. API 설명

API 요청 도메인 이름: lagoon.tencentcloudapi.com.

이 API(DescribeBoats)는 배를 조회합니다.

기본 API 요청 빈도 제한: 20회/초.

## 2. 입력 매개변수

| 매개변수 이름 | 필수 여부 | 유형 | 설명 |
|---|---|---|---|
| Action | 예| String | 공통 매개변수, 본 API 값: DescribeBoats |
| Version | 예 | String | 공통 매개변수, 본 API 값: 2020-02-02 |
| Region | 아니요 | String | 공통 매개변수, [지역 리스트](/x)를 참조하십시오.
| Ids.N | 아니오 | Array of String | 배 ID |

## 3. 출력 매개변수

| 매개변수 이름 | 유형 | 설명 |
|---|---|---|
| Boats | Array of [Boat](#Boat) | 배<br/>주의: 이 필드는 null을 반환할 수 있으며 유효값을 얻지 못했음을 의미합니다.|

## 4. 예시

### 예시 1 배 조회

#### 입력 예시

```
https://lagoon.tencentcloudapi.com/?Action=DescribeBoats
&<공통 요청 매개변수>
```

#### 출력 예시

```
{\"Response\": {\"Boats\": []}}
```

## 6. 오류 코드

다음은 API 비즈니스 로직과 관련된 오류 코드입니다.

| 오류 코드 | 설명 |
|---|---|
| InternalError | 내부 오류 |
";
    insta::assert_snapshot!(show(text), @r#"
    Markdown lagoon 2020-02-02 lagoon.tencentcloudapi.com -
    13: action DescribeBoats region=Some(Optional) rate=Some(20)
      docs "이 API(DescribeBoats)는 배를 조회합니다."
      16: in  Ids Array of String optional "배 ID"
      22: out Boats Array of Boat - linked nullable "배"
      47: error InternalError "내부 오류"
      26: example "배 조회"
        
        {"Response":{"Boats":[]}}
    "#);
}
