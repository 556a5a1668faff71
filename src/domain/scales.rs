//! The scales people answer on, each refusing values outside its range.

use serde::{Deserialize, Serialize};

/// A value outside its scale.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} {value} is outside {min} to {max}")]
pub struct OutOfRange {
    what: &'static str,
    value: u8,
    min: u8,
    max: u8,
}

/// Defines a whole-number scale with its range.
macro_rules! scale {
    ($(#[$doc:meta])* $name:ident, $what:literal, $min:literal, $max:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "u8", into = "u8")]
        pub struct $name(u8);

        impl $name {
            /// The lowest value.
            pub const MIN: Self = Self($min);
            /// The highest value.
            pub const MAX: Self = Self($max);

            /// All values, lowest first.
            pub fn all() -> impl ExactSizeIterator<Item = Self> {
                ($min as u8..$max + 1).map(Self)
            }

            /// The plain number.
            pub fn get(self) -> u8 {
                self.0
            }
        }

        impl TryFrom<u8> for $name {
            type Error = OutOfRange;

            fn try_from(value: u8) -> Result<Self, Self::Error> {
                if ($min..=$max).contains(&value) {
                    Ok(Self(value))
                } else {
                    Err(OutOfRange { what: $what, value, min: $min, max: $max })
                }
            }
        }

        impl From<$name> for u8 {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl From<$name> for f64 {
            fn from(value: $name) -> Self {
                Self::from(value.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

scale!(
    /// Soreness or stiffness of a region: 0 none, 10 worst imaginable (numeric rating scale, Farrar 2001, Pain 94:149).
    Rating, "rating", 0, 10
);
scale!(
    /// Readiness to train: 1 very low, 5 very good.
    Readiness, "readiness", 1, 5
);
scale!(
    /// One item of daily wellness: 1 is worst, 5 is best, also for stress and soreness (McLean 2010, IJSPP 5:367).
    Wellness, "wellness", 1, 5
);
scale!(
    /// Pressure of soft-tissue work as felt: 0 nothing, 10 worst imaginable.
    Pressure, "pressure", 0, 10
);
scale!(
    /// Effort, on the CR-10 scale: 0 rest, 10 maximal (Foster 2001).
    Effort, "effort", 0, 10
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_takes_its_ends_and_refuses_what_lies_beyond() {
        assert_eq!(Rating::try_from(0), Ok(Rating::MIN));
        assert_eq!(Rating::try_from(10), Ok(Rating::MAX));
        assert_eq!(Rating::all().len(), 11);
        let error = Rating::try_from(11).expect_err("11 is no rating");
        assert_eq!(error.to_string(), "rating 11 is outside 0 to 10");
        assert!(Readiness::try_from(0).is_err());
        assert_eq!(Readiness::all().map(Readiness::get).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    }
}
