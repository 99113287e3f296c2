//! Taking a product of two primes apart, in bounded time.

/// Enough for every product below 2^63; more is a number that is no such product.
const BATCHES: u32 = 1 << 12;
/// Differences multiplied before they are looked at.
const BATCH: u32 = 64;

/// The two factors, the smaller first; none if they are not found.
///
/// Pollard's rho: in `x² + c` modulo the smaller prime, values repeat after about its root.
pub(super) fn factors(product: u64) -> Option<(u64, u64)> {
    if product < 4 {
        return None;
    }
    if product.is_multiple_of(2) {
        return Some((2, product / 2));
    }
    let factor = (1..=4).find_map(|c| walk(u128::from(product), c))?;
    let factor = u64::try_from(factor).ok()?;
    let other = product / factor;
    Some((factor.min(other), factor.max(other)))
}

fn walk(modulus: u128, c: u128) -> Option<u128> {
    let step = |x: u128| (x * x + c) % modulus;
    let (mut slow, mut fast) = (2, 2);
    for _ in 0..BATCHES {
        let (begun_slow, begun_fast) = (slow, fast);
        let mut all = 1;
        for _ in 0..BATCH {
            (slow, fast) = (step(slow), step(step(fast)));
            all = all * slow.abs_diff(fast) % modulus;
        }
        if common(all, modulus) > 1 {
            // Within these; one by one, since both factors may be among them.
            (slow, fast) = (begun_slow, begun_fast);
            for _ in 0..BATCH {
                (slow, fast) = (step(slow), step(step(fast)));
                let factor = common(slow.abs_diff(fast), modulus);
                if factor > 1 {
                    return (factor < modulus).then_some(factor);
                }
            }
        }
    }
    None
}

fn common(a: u128, b: u128) -> u128 {
    if a == 0 { b } else { common(b % a, a) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_of_primes_come_apart() {
        for (p, q) in [
            (1_206_429_347, 1_218_991_343),
            (1_518_968_219, 1_556_064_227),
            (2_147_483_629, 2_147_483_647),
            (3, 5),
            (2, 7),
            (65_537, 2_147_483_647),
        ] {
            assert_eq!(factors(p * q), Some((p, q)));
        }
    }

    #[test]
    fn other_numbers_end_in_no_factors() {
        for number in [0, 1, 2, 3, 5, 2_147_483_647, (1 << 61) - 1] {
            assert_eq!(factors(number), None, "{number}");
        }
    }
}
