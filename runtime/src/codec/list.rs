/// Collects the items of a list for a setter.
///
/// For the compiler, one call of this in each setter is cheaper than the chain of calls in it.
#[inline]
pub fn list<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}
