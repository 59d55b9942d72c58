//! The macros that implement traits for generated types.

/// Implements `Clone`, `PartialEq`, `Debug`, `Serialize` and `Deserialize` for generated structures
/// with this codec.
#[macro_export]
macro_rules! structures {
    (@read by $read:ident: $($name:ident),* $(,)?) => {$(
        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::codec::generated::clone_structure(self)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::codec::generated::equal(self, other)
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codec::generated::debug(self, f)
            }
        }

        impl $crate::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codec::generated::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::generated::$read(deserializer)
            }
        }
    )*};
    ($($name:ident),* $(,)?) => {
        $crate::structures!(@read by deserialize_structure: $($name),*);
    };
}

/// Implements the traits of [`structures!`](crate::structures) for generated requests.
///
/// Their `Deserialize` is strict: an unknown field is an error, because no part of a request must
/// be dropped silently.
#[macro_export]
macro_rules! requests {
    ($($name:ident),* $(,)?) => {
        $crate::structures!(@read by deserialize_request: $($name),*);
    };
}

/// Implements the traits of generated open enums, and their methods `as_str` and `values`.
///
/// The traits are `Clone`, `PartialEq` (also with texts), `Eq`, `Hash`, `Display`, `From` texts,
/// `FromStr`, `Serialize` and `Deserialize`. Derived implementations cost the compiler more, since
/// each has a `match` over all values. Each body is one call, because the compiler checks it again
/// for every enum.
#[macro_export]
macro_rules! open_enums {
    ($($name:ident),* $(,)?) => {$(
        impl $name {
            /// Returns the text on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                $crate::codec::OpenEnum::as_str(self)
            }

            /// Returns the texts on the wire of all variants but `Other`.
            #[inline]
            pub fn values() -> &'static [&'static str] {
                <Self as $crate::codec::OpenEnum>::TEXTS
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok($crate::codec::generated::parse(text))
            }
        }

        impl ::core::cmp::PartialEq<str> for $name {
            #[inline]
            fn eq(&self, text: &str) -> bool {
                $crate::codec::generated::is_text(self, text)
            }
        }

        impl ::core::cmp::PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, text: &&str) -> bool {
                $crate::codec::generated::is_text(self, text)
            }
        }

        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::codec::generated::clone_enum(self)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::codec::generated::equal_enums(self, other)
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::codec::generated::hash_enum(self, state)
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codec::generated::display(self, f)
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::codec::generated::parse(text)
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                $crate::codec::generated::parse(&text)
            }
        }

        impl $crate::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codec::generated::serialize_enum(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::generated::deserialize_enum(deserializer)
            }
        }
    )*};
}
