//! Test of the response in the project's first document, as the generated type. Other documented
//! responses are not tested here.

use std::path::Path;
use tencentcloud_api_batch::runtime::codec::round_trip;
use tencentcloud_api_batch::{DescribeTaskResponse, TaskInstanceState, TaskState};

#[test]
fn the_response_of_the_seed_is_read_and_written_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/seeds");
    let Ok(page) = std::fs::read_to_string(folder.join("000_1b0bbf59e6b4fc2e.txt")) else {
        println!("skipped: ../shared is not there");
        return;
    };
    let output = &page[page.find("#### Output").unwrap()..];
    let json = output.split("```").nth(1).unwrap();
    let envelope: serde_json::Value = serde_json::from_str(json).unwrap();
    let response = envelope["Response"].to_string();

    let mut typed = DescribeTaskResponse::default();
    assert_eq!(round_trip(&response, &mut typed), Ok(Vec::new()));
    assert_eq!(typed.task_state, Some(TaskState::Succeed));
    let instances = typed.task_instance_set.unwrap();
    assert_eq!(instances.len(), 2);
    assert_eq!(instances[0].compute_node_instance_id, None);
    assert_eq!(instances[0].state_if_create_cvm_failed.as_deref(), Some("FAILED"));
    assert_eq!(instances[0].task_instance_state, Some(TaskInstanceState::Succeed));
    let names =
        instances[1].redirect_info.as_ref().and_then(|it| it.stdout_redirect_file_name.as_deref());
    assert_eq!(names, Some("stdout.job-97zcl3wt.A.0.log"));
    assert_eq!(typed.task_instance_metrics.unwrap().succeed_count, Some(2));
}
