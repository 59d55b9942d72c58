//! Captured pages.
mod summary;
use tencentcloud_spec::read::page;
#[test]
fn seed() {
    let text = std::fs::read_to_string("/work/shared/seeds/001_86157e31d478e536.txt").unwrap();
    assert!(page::recognises(&text));
    let (d, r) = page::read(&text, "seed");
    println!("{}{r}", summary::of(&d));
}
