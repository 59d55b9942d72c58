//! The code of the guide and of the README, compiled as doctests:
//! `cargo test --doc -p tencentcloud-guide`.
//!
//! A page that is not named here is not compiled; `xtask/tests/links.rs` fails where one with Rust
//! is missing.

macro_rules! pages {
    ($($module:ident $file:literal)*) => { $(
        #[cfg(doctest)]
        #[doc = include_str!($file)]
        mod $module {}
    )* };
}

pages! {
    readme "../README.md"
    getting_started "getting-started.md"
    credentials "credentials.md"
    errors "errors.md"
    paging_and_waiting "paging-and-waiting.md"
    products_and_regions "products-and-regions.md"
    calling_by_name "calling-by-name.md"
    streaming "streaming.md"
    binary_bodies "binary-bodies.md"
    interceptors "interceptors.md"
    tracing "tracing.md"
    recipes "recipes.md"
    generating "generating-your-own-product.md"
    testing "testing-your-code.md"
}
