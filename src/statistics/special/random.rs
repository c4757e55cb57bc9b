//! A small generator of random numbers for permutation tests, seeded from the data, so that
//! the same input gives the same bytes.

/// SplitMix64 (Steele, Lea & Flood 2014): every seed is a good one.
pub(crate) struct Random(u64);

impl Random {
    /// A generator whose seed is a function of the numbers given, in their order (FNV-1a of their bits).
    pub(crate) fn seeded_by(numbers: impl IntoIterator<Item = f64>) -> Random {
        let mut seed = 0xcbf2_9ce4_8422_2325_u64;
        for number in numbers {
            for byte in number.to_bits().to_le_bytes() {
                seed = (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        Random(seed)
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, 1.
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
