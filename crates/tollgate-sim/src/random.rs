//! Chance from a seed: the same numbers on every machine, in every build.

/// A stream of numbers that look random (SplitMix64). It is for play, not for secrets.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// At least 0 and below 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True this often, 0 to 1.
    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// At least `from` and below `to`; `from` where there is nothing between them.
    pub(crate) fn between(&mut self, from: i64, to: i64) -> i64 {
        let width = to.saturating_sub(from).max(1).cast_unsigned();
        from + (self.next() % width).cast_signed()
    }

    /// One of `all`, each as likely.
    ///
    /// # Panics
    /// Where there is none to choose from.
    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[(self.next() % all.len() as u64) as usize]
    }

    /// One of `all`, as likely as its weight.
    ///
    /// # Panics
    /// Where there is none to choose from.
    pub(crate) fn weighted<'a, T>(&mut self, all: &'a [(u32, T)]) -> &'a T {
        let total: u32 = all.iter().map(|(weight, _)| weight).sum();
        let mut left = self.between(0, total.into());
        for (weight, one) in all {
            left -= i64::from(*weight);
            if left < 0 {
                return one;
            }
        }
        &all[all.len() - 1].1
    }

    /// A length around `median`, now and then several times as long: how long people take.
    ///
    /// A power of two with straight lines between the whole powers, so that no machine rounds it in its own way.
    pub(crate) fn about(&mut self, median: i64) -> i64 {
        let power = (self.share() + self.share() + self.share() + self.share() - 2.0) * 2.5;
        let whole = power.floor();
        let scale = 2_f64.powi(whole as i32) * (1.0 + power - whole);
        (median as f64 * scale) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let draw = |seed| {
            let mut random = Random::new(seed);
            (0..5).map(|_| random.between(0, 1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn about_half_of_the_lengths_are_below_the_median() {
        let mut random = Random::new(1);
        let below = (0..10_000)
            .filter(|_| random.about(1_000_000) < 1_000_000)
            .count();
        assert!((4_700..5_300).contains(&below), "{below}");
    }

    #[test]
    fn a_heavier_choice_comes_more_often() {
        let mut random = Random::new(1);
        let heavy = (0..1_000)
            .filter(|_| *random.weighted(&[(9, true), (1, false)]))
            .count();
        assert!((850..950).contains(&heavy), "{heavy}");
    }
}
