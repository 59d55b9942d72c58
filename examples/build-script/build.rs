//! Generates a module with one action and what it reaches. The facts are inside the build
//! dependency.

fn main() {
    tencentcloud_build::build("batch").actions(["DescribeTask"]).write();
}
