//! Reading a type from its text where it lies, without a copy of it first.

use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, Visitor};

/// A type that is written as a text.
pub(crate) trait FromText: Sized {
    /// Reads the text, or says what was expected.
    fn from_text(text: &str) -> Result<Self, String>;
}

/// Deserializes a type from its text.
pub(crate) fn from_text<'de, T: FromText, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_str(Text(PhantomData))
}

struct Text<T>(PhantomData<T>);

impl<T: FromText> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text).map_err(E::custom)
    }
}

/// Writes and reads a type as its text.
macro_rules! as_text {
    ($type:ident) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<$type, D::Error> {
                crate::from_text::from_text(from)
            }
        }

        impl crate::from_text::FromText for $type {
            fn from_text(text: &str) -> Result<$type, String> {
                $type::parse(text).map_err(|error| error.to_string())
            }
        }
    };
}
pub(crate) use as_text;
