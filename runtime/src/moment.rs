//! Moments in the text forms of the services: ISO 8601, and the vendor's own `2026-01-31 08:00:00`.

mod conversions;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const DAY: i64 = 86_400;
const NANOS: u32 = 1_000_000_000;
/// The offset of times that the services write without one: Beijing's.
const BEIJING: i32 = 8 * 3600;

/// A point in time, with the offset from UTC that it is written with.
///
/// Comparisons ignore the offset.
///
/// ```
/// use tencentcloud_runtime::Moment;
///
/// let written: Moment = "2018-02-07T09:29:09Z".parse()?;
/// let same: Moment = "2018-02-07 17:29:09".parse()?; // UTC+8, as the services mean it
/// assert_eq!(written, same);
/// assert_eq!(written.to_string(), "2018-02-07T09:29:09Z");
/// assert_eq!(same.to_string(), "2018-02-07T17:29:09+08:00");
/// assert_eq!(same.to_local_text(), "2018-02-07 17:29:09");
/// # Ok::<(), tencentcloud_runtime::MomentError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Moment {
    /// Seconds since 1970 in UTC.
    seconds: i64,
    nanoseconds: u32,
    /// Seconds east of UTC.
    offset: i32,
    /// True if the text has no time of day.
    is_date: bool,
}

/// The error of a text that is not a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MomentError(());

impl MomentError {
    fn new() -> Self {
        Self(())
    }
}

impl fmt::Display for MomentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the text is not a date or a time such as 2026-01-31T08:00:00Z, 2026-01-31 08:00:00 \
            or 2026-01-31",
        )
    }
}

impl std::error::Error for MomentError {}

impl Moment {
    /// Creates a moment from seconds since 1970 in UTC, and nanoseconds after that second.
    ///
    /// Returns `None` before the year 0, after the year 9999, and for 1,000,000,000 nanoseconds or
    /// more.
    pub fn from_unix(seconds: i64, nanoseconds: u32) -> Option<Self> {
        let is_valid = is_in_range(seconds) && nanoseconds < NANOS;
        is_valid.then_some(Self { seconds, nanoseconds, offset: 0, is_date: false })
    }

    /// Creates a moment from nanoseconds since 1970 in UTC.
    #[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
    fn from_unix_nanoseconds(all: i128) -> Option<Self> {
        let seconds = i64::try_from(all.div_euclid(i128::from(NANOS))).ok()?;
        Self::from_unix(seconds, u32::try_from(all.rem_euclid(i128::from(NANOS))).ok()?)
    }

    /// Returns the seconds since 1970 in UTC.
    pub fn unix_seconds(self) -> i64 {
        self.seconds
    }

    /// Returns the nanoseconds after that second.
    pub fn subsec_nanoseconds(self) -> u32 {
        self.nanoseconds
    }

    /// Returns the offset from UTC that the moment is written with, in seconds east of UTC.
    pub fn offset(self) -> i32 {
        self.offset
    }

    /// Returns whether the moment is written as a date without a time.
    ///
    /// It is then the first moment of the date.
    pub fn is_date(self) -> bool {
        self.is_date
    }

    /// Returns the same moment, written with another offset in seconds east of UTC.
    ///
    /// The moment is unchanged if the offset is a day or more.
    #[must_use]
    pub fn with_offset(self, seconds: i32) -> Self {
        let is_valid = i64::from(seconds).abs() < DAY;
        Self { offset: if is_valid { seconds } else { self.offset }, is_date: false, ..self }
    }

    /// Returns the moment as the vendor writes times: in Beijing time (UTC+8) and without an
    /// offset, `2026-01-31 08:00:00`.
    pub fn to_local_text(self) -> String {
        let [year, month, day, hour, minute, second] = self.with_offset(BEIJING).fields();
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }

    /// Returns the date as the vendor writes dates: in Beijing time (UTC+8), `2026-01-31`.
    pub fn to_local_date(self) -> String {
        self.to_local_text()[..10].to_owned()
    }

    /// Parses a text. The offset, in seconds east of UTC, applies to texts without one.
    ///
    /// # Errors
    /// Returns an error if the text is neither a date nor a time.
    pub fn parse_in(text: &str, offset: i32) -> Result<Self, MomentError> {
        let moment = parse(text.trim(), offset).filter(|moment| is_in_range(moment.seconds));
        moment.ok_or_else(MomentError::new)
    }

    /// Returns the year, month, day, hour, minute and second at the moment's offset.
    fn fields(self) -> [i64; 6] {
        let local = self.seconds + i64::from(self.offset);
        let (days, second) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let (year, month, day) = civil(days);
        [year, month, day, second / 3600, second / 60 % 60, second % 60]
    }
}

/// Parses a text. Without an offset it is in UTC+8, as the services write times.
impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        Self::parse_in(text, BEIJING)
    }
}

impl fmt::Display for Moment {
    /// Writes the moment as RFC 3339: `2026-01-31T08:00:00+08:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [year, month, day, hour, minute, second] = self.fields();
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.nanoseconds > 0 {
            let digits = format!("{:09}", self.nanoseconds);
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        if self.offset == 0 {
            return f.write_str("Z");
        }
        let (sign, east) = if self.offset < 0 { ('-', -self.offset) } else { ('+', self.offset) };
        write!(f, "{sign}{:02}:{:02}", east / 3600, east / 60 % 60)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Moment {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Moment {}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.seconds, self.nanoseconds).cmp(&(other.seconds, other.nanoseconds))
    }
}

impl Hash for Moment {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.seconds, self.nanoseconds).hash(state);
    }
}

impl From<Moment> for SystemTime {
    fn from(moment: Moment) -> Self {
        let whole = Duration::from_secs(moment.seconds.unsigned_abs());
        let second = if moment.seconds < 0 { UNIX_EPOCH - whole } else { UNIX_EPOCH + whole };
        second + Duration::from_nanos(moment.nanoseconds.into())
    }
}

/// Fails before the year 0 and after the year 9999.
impl TryFrom<SystemTime> for Moment {
    type Error = MomentError;

    fn try_from(time: SystemTime) -> Result<Self, MomentError> {
        let (seconds, nanoseconds) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()).ok(), after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let whole = i64::try_from(before.as_secs()).ok().map(|seconds| -seconds);
                match before.subsec_nanos() {
                    0 => (whole, 0),
                    nanos => (whole.map(|seconds| seconds - 1), NANOS - nanos),
                }
            }
        };
        seconds
            .and_then(|seconds| Self::from_unix(seconds, nanoseconds))
            .ok_or_else(MomentError::new)
    }
}

/// Returns whether a moment is in the years 0 to 9999 of UTC.
///
/// All types that it is converted to can represent these years.
fn is_in_range(seconds: i64) -> bool {
    (unix(0, 1, 1)..unix(10_000, 1, 1)).contains(&seconds)
}

/// Parses a text into a moment, splitting it into date, time, fraction and zone.
fn parse(text: &str, default: i32) -> Option<Moment> {
    let (date, rest) = text.split_at_checked(10)?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    if !(1..=12).contains(&month) || !(1..=days_of(year, month)).contains(&day) {
        return None;
    }
    let midnight = unix(year, month, day);
    if rest.is_empty() {
        let seconds = midnight - i64::from(default);
        return Some(Moment { seconds, nanoseconds: 0, offset: default, is_date: true });
    }
    let rest = rest.strip_prefix(['T', 't', ' '])?.trim_start();
    let end = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(end);
    let (time, fraction) = time
        .trim_end()
        .split_once(['.', ','])
        .map_or((time.trim_end(), None), |(a, b)| (a, Some(b)));
    let [hour, minute, second] = match time.len() {
        5 => numbers(time, ':', [2, 2]).map(|[hour, minute]| [hour, minute, 0])?,
        _ => numbers(time, ':', [2, 2, 2])?,
    };
    // A leap second is read as the second after it, as on most clocks.
    if hour > 24 || minute > 59 || second > 60 || hour == 24 && minute + second > 0 {
        return None;
    }
    let offset = offset(zone, default)?;
    let seconds = midnight + hour * 3600 + minute * 60 + second - i64::from(offset);
    Some(Moment { seconds, nanoseconds: nanoseconds(fraction)?, offset, is_date: false })
}

/// Parses numbers of the given numbers of digits, with a separator between them.
fn numbers<const N: usize>(text: &str, separator: char, digits: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; N];
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part = parts.next().filter(|part| {
            part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())
        })?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

fn nanoseconds(fraction: Option<&str>) -> Option<u32> {
    let Some(fraction) = fraction else { return Some(0) };
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nine: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    nine.parse().ok()
}

/// Returns the offset in seconds east of UTC: `Z`, `+08:00`, `+0800`, `+08`, or the default if
/// empty.
fn offset(zone: &str, default: i32) -> Option<i32> {
    let (sign, digits) = match zone.split_at_checked(1) {
        None => return Some(default),
        Some(("Z" | "z", "")) => return Some(0),
        Some(("+", digits)) => (1, digits),
        Some(("-", digits)) => (-1, digits),
        Some(_) => return None,
    };
    let [hours, minutes] = match digits.len() {
        2 => numbers(digits, ':', [2]).map(|[hours]| [hours, 0])?,
        4 => numbers(&format!("{}:{}", digits.get(..2)?, digits.get(2..)?), ':', [2, 2])?,
        _ => numbers(digits, ':', [2, 2])?,
    };
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    (hours < 24 && minutes < 60).then_some(sign * seconds)
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the seconds from 1970 to the midnight at the start of a day, in the Gregorian calendar.
fn unix(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the leap day is the last day.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    (era * 146_097 + day_of_era - 719_468) * DAY
}

/// Returns the date of the day that begins the given number of days after 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march + 2) / 5 + 1;
    let month = if march < 10 { march + 3 } else { march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::Moment;
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    #[test]
    fn texts() {
        let cases = [
            ("2018-02-07T09:29:09Z", "2018-02-07T09:29:09Z", 1_517_995_749),
            ("2018-02-07T17:29:09+08:00", "2018-02-07T17:29:09+08:00", 1_517_995_749),
            ("2018-02-07T17:29:09+0800", "2018-02-07T17:29:09+08:00", 1_517_995_749),
            ("2018-02-07T04:59:09.250-04:30", "2018-02-07T04:59:09.25-04:30", 1_517_995_749),
            ("2018-02-07 17:29:09", "2018-02-07T17:29:09+08:00", 1_517_995_749),
            (" 2018-02-07 17:29 ", "2018-02-07T17:29:00+08:00", 1_517_995_740),
            ("2018-02-07", "2018-02-07T00:00:00+08:00", 1_517_932_800),
            ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", 0),
            ("0000-03-01T00:00:00Z", "0000-03-01T00:00:00Z", -62_162_035_200),
            ("2000-02-29T23:59:60Z", "2000-03-01T00:00:00Z", 951_868_800),
            ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", 253_402_300_799),
        ];
        for (text, written, seconds) in cases {
            let moment: Moment = text.parse().unwrap_or_else(|_| panic!("{text}"));
            assert_eq!(
                (moment.to_string().as_str(), moment.unix_seconds()),
                (written, seconds),
                "{text}"
            );
        }
        assert!("2018-02-07".parse::<Moment>().unwrap().is_date());
        assert_eq!(
            Moment::parse_in("2018-02-07 09:29:09", 0).unwrap().unix_seconds(),
            1_517_995_749
        );
    }

    #[test]
    fn what_is_none() {
        let cases = [
            "",
            "2018",
            "2018-02-30",
            "2018-13-01",
            "2018-00-10",
            "2018-02-07X",
            "2018-02-07 25:00:00",
            "2018/02/07",
            "2018-02-07T24:00:01Z",
            "2018-02-07T10:61:00Z",
            "2018-02-07T10:00:00+24:00",
            "2018-02-07T10:00:00.Z",
            "2018-02-07T10:00:00+8",
            "0000-00-00 00:00:00",
            "2018-02-0７",
            "二〇一八年二月七日",
            "2018-02-07T+1:00:00Z",
            "9999-12-31T24:00:00Z",
            "0000-01-01",
        ];
        for text in cases {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }

    #[test]
    fn moments_compare_across_offsets() {
        let [a, b, c] =
            ["2026-01-31T08:00:00+08:00", "2026-01-31T00:00:00Z", "2026-01-31T00:00:00.001Z"]
                .map(|text| text.parse::<Moment>().unwrap());
        assert!(a == b && b < c && a < c);
        assert_eq!(a.with_offset(0).to_string(), b.to_string());
        assert_eq!(
            (b.to_local_text(), b.to_local_date()),
            ("2026-01-31 08:00:00".to_owned(), "2026-01-31".to_owned())
        );
        assert_eq!(a.with_offset(i32::MAX).offset(), 8 * 3600);
    }

    #[test]
    fn system_times() {
        for seconds in [-62_167_219_200, -1, 0, 1, 1_700_000_000, 253_402_300_799] {
            for nanoseconds in [0, 1, 999_999_999] {
                let moment = Moment::from_unix(seconds, nanoseconds).unwrap();
                assert_eq!(Moment::try_from(SystemTime::from(moment)), Ok(moment));
                assert_eq!(moment.to_string().parse(), Ok(moment));
            }
        }
        assert!(
            Moment::from_unix(i64::MAX, 0).is_none()
                && Moment::from_unix(0, 1_000_000_000).is_none()
        );
        assert!(Moment::try_from(UNIX_EPOCH + Duration::from_secs(1 << 40)).is_err());
    }

    /// Checks days of 800 years in sequence. The step visits every day of a year.
    #[test]
    fn the_calendar() {
        let mut before: Option<Moment> = None;
        for day in (-146_097..146_097_i64).step_by(11) {
            let moment = Moment::from_unix(day * 86_400, 0).unwrap();
            assert_eq!(moment.to_string().parse(), Ok(moment));
            assert!(before.is_none_or(|before| before.to_string() < moment.to_string()));
            before = Some(moment);
        }
    }
}
