//! Facts of every Tencent Cloud product, inside the program: actions, fields, types, values, paging
//! and error codes.
//!
//! The files are those of the repository's folder `spec` that a generator reads: normalised
//! descriptions below `api`, and facts below `facts` of versions that are not described. They are
//! compressed, a product by itself.
//!
//! ```
//! let product = tencentcloud_facts::product("batch").expect("Batch is a product");
//! let files = product.files()?;
//! assert!(files.iter().any(|file| file.path.starts_with("api/batch/")));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! Not here: reading such a file, which `tencentcloud-spec` does.

use flate2::read::DeflateDecoder;
use std::io::{self, Read};

/// Name, compressed texts, and the path and length of each text.
type Packed = (&'static str, &'static [u8], &'static [(&'static str, usize)]);

/// Sorted by name.
static PRODUCTS: &[Packed] = include!(concat!(env!("OUT_DIR"), "/products.rs"));

/// A product and its compressed files.
#[derive(Clone, Copy)]
pub struct Product(&'static Packed);

/// A file about a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path below the folder `spec`, with `/`: `api/batch/2017-03-12.json`.
    pub path: &'static str,
    /// The content.
    pub text: String,
}

impl Product {
    /// Returns the short name of the product: `batch`.
    pub fn name(self) -> &'static str {
        self.0.0
    }

    /// Returns the versions of the API, the oldest first.
    pub fn versions(self) -> impl Iterator<Item = &'static str> {
        let mut versions: Vec<&str> =
            self.0.2.iter().filter_map(|(path, _)| version(path)).collect();
        versions.sort_unstable();
        versions.into_iter()
    }

    /// Returns the files of the product, sorted by path.
    ///
    /// # Errors
    /// Returns an error if the compressed data are damaged.
    pub fn files(self) -> io::Result<Vec<File>> {
        let (_, packed, lengths) = self.0;
        let mut decoder = DeflateDecoder::new(*packed);
        let read = |(path, length): &(&'static str, usize)| {
            let mut bytes = vec![0; *length];
            decoder.read_exact(&mut bytes)?;
            let text = String::from_utf8(bytes)
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            Ok(File { path, text })
        };
        lengths.iter().map(read).collect()
    }
}

/// The version that a file holds.
fn version(path: &'static str) -> Option<&'static str> {
    path.rsplit('/').next()?.strip_suffix(".json")
}

impl std::fmt::Debug for Product {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Product").field(&self.name()).finish()
    }
}

/// Returns all products, sorted by name.
pub fn products() -> impl ExactSizeIterator<Item = Product> {
    PRODUCTS.iter().map(Product)
}

/// Returns the product with this short name.
pub fn product(name: &str) -> Option<Product> {
    let at = PRODUCTS.binary_search_by(|(product, ..)| (*product).cmp(name)).ok()?;
    PRODUCTS.get(at).map(Product)
}

/// Returns up to five names that contain a name or are contained in it, those of like length first.
///
/// For messages about a product that does not exist.
pub fn similar<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let is_like = |other: &&str| other.contains(name) || name.contains(other);
    let mut like: Vec<&str> = names.into_iter().filter(is_like).collect();
    like.sort_by_key(|other| other.len().abs_diff(name.len()));
    like.truncate(5);
    like
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// The repository's folder `spec`.
    fn spec() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
    }

    #[test]
    fn files_are_those_of_the_repository() {
        for file in products().flat_map(|product| product.files().unwrap()) {
            let there = std::fs::read_to_string(spec().join(file.path)).unwrap();
            assert!(there.replace("\r\n", "\n") == file.text, "{}", file.path);
        }
        let folders =
            std::fs::read_dir(spec().join("facts")).unwrap().map(|entry| entry.unwrap().path());
        let files = folders.filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
        let versions: usize = products().map(|product| product.versions().count()).sum();
        assert_eq!(versions, files.count());
    }

    #[test]
    fn products_are_found_by_their_names() {
        let names: Vec<&str> = products().map(Product::name).collect();
        assert!(names.is_sorted() && names.len() > 200);
        assert!(
            names.iter().all(|name| product(name).is_some_and(|it| it.versions().next().is_some()))
        );
        assert!(product("no-such-product").is_none() && product("").is_none());
    }

    #[test]
    fn similar_names_are_those_of_like_length_first() {
        let names = ["a", "sms", "smsx", "vpc", "smsxy", "xsms", "smsabc", "smsabcd"];
        assert_eq!(similar("sms", names), ["sms", "smsx", "xsms", "smsxy", "smsabc"]);
        assert_eq!(similar("smss", ["sms", "vpc"]), ["sms"]);
    }

    #[test]
    fn they_take_less_than_three_megabytes() {
        let packed: usize = PRODUCTS.iter().map(|(_, packed, _)| packed.len()).sum();
        assert!(packed < 3_000_000, "{packed} bytes");
    }
}
