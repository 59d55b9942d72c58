//! Conversions from and to the types of other crates, each behind the feature of that crate's name.

/// These crates can represent every moment: see `Moment::from_unix`.
#[cfg(feature = "jiff")]
mod of_jiff {
    use crate::moment::{Moment, MomentError};
    use jiff::Timestamp;

    impl From<Moment> for Timestamp {
        fn from(moment: Moment) -> Self {
            let nanoseconds = i32::try_from(moment.subsec_nanoseconds()).unwrap_or_default();
            Self::new(moment.unix_seconds(), nanoseconds).unwrap_or(Self::UNIX_EPOCH)
        }
    }

    /// Fails before the year 0.
    impl TryFrom<Timestamp> for Moment {
        type Error = MomentError;

        fn try_from(timestamp: Timestamp) -> Result<Self, MomentError> {
            Self::from_unix_nanoseconds(timestamp.as_nanosecond()).ok_or_else(MomentError::new)
        }
    }
}

#[cfg(feature = "chrono")]
mod of_chrono {
    use crate::moment::{Moment, MomentError};
    use chrono::{DateTime, FixedOffset, Offset, TimeZone, Utc};

    impl From<Moment> for DateTime<Utc> {
        fn from(moment: Moment) -> Self {
            Self::from_timestamp(moment.unix_seconds(), moment.subsec_nanoseconds())
                .unwrap_or_default()
        }
    }

    /// Keeps the offset that the moment is written with.
    impl From<Moment> for DateTime<FixedOffset> {
        fn from(moment: Moment) -> Self {
            let offset = FixedOffset::east_opt(moment.offset()).unwrap_or_else(|| Utc.fix());
            DateTime::<Utc>::from(moment).with_timezone(&offset)
        }
    }

    /// Fails before the year 0 and after the year 9999.
    impl<Z: TimeZone> TryFrom<DateTime<Z>> for Moment {
        type Error = MomentError;

        fn try_from(time: DateTime<Z>) -> Result<Self, MomentError> {
            let offset = time.offset().fix().local_minus_utc();
            // A leap second is read as the second after it.
            let nanoseconds = i128::from(time.timestamp()) * 1_000_000_000
                + i128::from(time.timestamp_subsec_nanos());
            let moment = Self::from_unix_nanoseconds(nanoseconds).ok_or_else(MomentError::new)?;
            Ok(moment.with_offset(offset))
        }
    }
}

#[cfg(feature = "time")]
mod of_time {
    use crate::moment::{Moment, MomentError};
    use time::{OffsetDateTime, UtcOffset};

    /// Keeps the offset that the moment is written with.
    impl From<Moment> for OffsetDateTime {
        fn from(moment: Moment) -> Self {
            let second =
                Self::from_unix_timestamp(moment.unix_seconds()).unwrap_or(Self::UNIX_EPOCH);
            let time = second + time::Duration::nanoseconds(moment.subsec_nanoseconds().into());
            let offset = UtcOffset::from_whole_seconds(moment.offset()).unwrap_or(UtcOffset::UTC);
            time.checked_to_offset(offset).unwrap_or(time)
        }
    }

    /// Fails before the year 0 and after the year 9999.
    impl TryFrom<OffsetDateTime> for Moment {
        type Error = MomentError;

        fn try_from(time: OffsetDateTime) -> Result<Self, MomentError> {
            let moment = Self::from_unix_nanoseconds(time.unix_timestamp_nanos())
                .ok_or_else(MomentError::new)?;
            Ok(moment.with_offset(time.offset().whole_seconds()))
        }
    }
}

#[cfg(all(test, feature = "jiff", feature = "chrono", feature = "time"))]
mod tests {
    use crate::moment::Moment;

    #[test]
    fn there_and_back() {
        let texts = [
            "2018-02-07T17:29:09.25+08:00",
            "1970-01-01T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59-04:30",
        ];
        for text in texts.map(|text| text.parse::<Moment>()).into_iter().flatten() {
            assert_eq!(Moment::try_from(jiff::Timestamp::from(text)), Ok(text));
            assert_eq!(Moment::try_from(chrono::DateTime::<chrono::Utc>::from(text)), Ok(text));
            let of_chrono = chrono::DateTime::<chrono::FixedOffset>::from(text);
            assert_eq!(Moment::try_from(of_chrono).unwrap().to_string(), text.to_string());
            let of_time = time::OffsetDateTime::from(text);
            assert_eq!(Moment::try_from(of_time).unwrap().to_string(), text.to_string());
            assert_eq!(of_time.unix_timestamp(), of_chrono.timestamp());
        }
        let before = jiff::Timestamp::new(-70_000_000_000, 0).unwrap();
        assert!(Moment::try_from(before).is_err());
    }
}
