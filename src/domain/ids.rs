//! Names of things: records by ULID, entries of the catalogue by their short text id.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::Timestamp;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ulid::Ulid;

/// The id of a record: a ULID, so that ids sort by the moment they were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(Ulid);

impl RecordId {
    /// The id before all others, and the one after them.
    pub(super) const MIN: Self = Self(Ulid(0));
    pub(super) const MAX: Self = Self(Ulid(u128::MAX));

    /// An id for a record made at `now`, with 80 bits of the caller's randomness.
    pub fn new(now: Timestamp, random: u128) -> Self {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        Self(Ulid::from_parts(millis, random))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for RecordId {
    type Err = ulid::DecodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ulid::from_string(text).map(Self)
    }
}

impl Serialize for RecordId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "the id of a record", |text| {
            text.parse().map_err(|error| format!("`{text}` is not a record id: {error}"))
        })
    }
}

/// Reads a value from its text, without a copy of the text in between: files hold very many of them.
pub(super) fn from_text<'de, D: Deserializer<'de>, T, E: fmt::Display>(
    deserializer: D,
    expected: &'static str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<T, D::Error> {
    struct Text<F> {
        expected: &'static str,
        parse: F,
    }

    impl<T, E: fmt::Display, F: Fn(&str) -> Result<T, E>> Visitor<'_> for Text<F> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.expected)
        }

        fn visit_str<E2: serde::de::Error>(self, text: &str) -> Result<T, E2> {
            (self.parse)(text).map_err(E2::custom)
        }
    }

    deserializer.deserialize_str(Text { expected, parse })
}

/// Defines a newtype over a short text id.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                from_text(deserializer, "a short text id", |text| Ok::<_, Infallible>(text.into()))
            }
        }

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id!(
    /// The id of a drill, e.g. `d41`.
    DrillId
);
text_id!(
    /// The id of a soft-tissue technique, e.g. `s02`.
    TechniqueId
);
text_id!(
    /// The id of a session type, e.g. `squat`.
    SessionTypeId
);
text_id!(
    /// The id of a benchmark, e.g. `ktw`.
    BenchmarkId
);
text_id!(
    /// The id of a metric, e.g. `jump_height`; the person may have ids of their own.
    MetricId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn record_ids_sort_by_the_moment_they_were_made_and_read_back() {
        let early = RecordId::new(Timestamp::UNIX_EPOCH, u128::MAX);
        let late = RecordId::new(Timestamp::from_second(1).expect("in range"), 0);
        assert!(early < late);
        assert_eq!(late.to_string().parse::<RecordId>().ok(), Some(late));
    }
}
