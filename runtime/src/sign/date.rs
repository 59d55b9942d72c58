//! The date of a timestamp.

/// Returns the date of a timestamp in UTC: `2017-03-12`.
pub fn utc(timestamp: u64) -> String {
    let (year, month, day) = civil(timestamp / 86_400);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Returns the year, month and day of a number of days since 1970-01-01.
///
/// Years begin in March, so that a leap day is the last of its year, in eras of 400 years.
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::utc;

    #[test]
    fn days() {
        let cases = [
            (0, "1970-01-01"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (1_583_020_799, "2020-02-29"),
            (1_583_020_800, "2020-03-01"),
            (1_704_067_199, "2023-12-31"),
            (1_704_067_200, "2024-01-01"),
            (4_107_542_399, "2100-02-28"),
            (4_107_542_400, "2100-03-01"),
        ];
        for (timestamp, day) in cases {
            assert_eq!(utc(timestamp), day, "{timestamp}");
        }
    }
}
