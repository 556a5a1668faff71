//! Where a long series jumps from one level to another.

/// The most likely place of a lasting jump in a series (Pettitt 1979, Appl Stat 28:126).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pettitt {
    /// The largest `|U_t|`, with `U_t = Σ sign(y_j − y_i)` over all i up to t and all j after it.
    pub u: f64,
    /// How many values come before the jump; of several equal places the first.
    pub before: usize,
    /// The approximate probability of so large a U if there is no jump: `2·exp(−6U²/(n³ + n²))`, at most 1. Good below
    /// 0.5 and from about 20 values on.
    pub p: f64,
}

/// The test of Pettitt for one jump at an unknown place, by ranks: `U_t = 2·Σ rank − t(n + 1)` over the first t, ties at
/// their mean rank. `None` of fewer than two values.
///
/// Values must be independent; it says where, not why, and a slow trend looks like a jump in its middle.
pub fn pettitt(values: &[f64]) -> Option<Pettitt> {
    let n = values.len();
    let ranks_doubled = values.iter().map(|value| {
        let below = values.iter().filter(|other| other.total_cmp(value).is_lt()).count();
        let equal = values.iter().filter(|other| other.total_cmp(value).is_eq()).count();
        (2 * below + equal + 1) as f64
    });
    let sums = ranks_doubled.scan(0.0, |sum, rank| {
        *sum += rank;
        Some(*sum)
    });
    let size = |(before, sum): (usize, f64)| (before, (sum - (before * (n + 1)) as f64).abs());
    let sizes = (1..n).zip(sums).map(size);
    let (before, u) = sizes.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let cube = (n * n * (n + 1)) as f64;
    Some(Pettitt { u, before, p: (2.0 * (-6.0 * u * u / cube).exp()).min(1.0) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_clear_jump_is_found_where_it_is_and_equal_values_have_none() {
        let found = pettitt(&[1.0, 2.0, 1.5, 8.0, 9.0]).expect("five");
        assert_eq!((found.u, found.before), (6.0, 3));
        assert_eq!(pettitt(&[4.0; 9]), Some(Pettitt { u: 0.0, before: 1, p: 1.0 }));
        assert_eq!(pettitt(&[4.0]), None);
        assert_eq!(pettitt(&[]), None);
    }

    proptest! {
        #[test]
        fn the_place_of_a_jump_minds_only_the_order_of_values(
            values in prop::collection::vec((-500_i32..500).prop_map(f64::from), 2..40),
            shift in -100_i32..100, scale in 1_i32..9, is_turned in prop::bool::ANY,
        ) {
            let scale = f64::from(if is_turned { -scale } else { scale });
            let moved: Vec<f64> = values.iter().map(|value| f64::from(shift) + scale * value).collect();
            prop_assert_eq!(pettitt(&moved), pettitt(&values));
        }
    }
}
