#![no_main]

use libfuzzer_sys::fuzz_target;
use tencentcloud_api_batch::{
    DescribeComputeEnvRequest, DescribeTaskRequest, DescribeTaskTemplatesRequest,
};
use tencentcloud_fuzz::responses::check;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    let enveloped = [b"{\"Response\":".as_slice(), bytes, b"}"].concat();
    let body = if kind & 4 == 0 { bytes } else { &enveloped };
    match kind & 3 {
        0 => check(DescribeTaskRequest::new().job_id("j").task_name("t"), body),
        1 => check(DescribeComputeEnvRequest::new().env_id("e"), body),
        _ => check(DescribeTaskTemplatesRequest::new(), body),
    }
});
