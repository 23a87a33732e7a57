//! What a sheet shows for the number it holds.

/// No number of anything has more digits: a format with more is a mistake or an attack.
const MOST_DIGITS: usize = 20;

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NumberForm {
    /// As a number.
    #[default]
    Plain,
    /// As a whole number with leading zeros up to this many digits, [`MOST_DIGITS`] at most.
    Padded(usize),
    /// In percent.
    Percent,
    /// As a date, a time of day, or both.
    Date,
    /// As hours that may be more than a day has.
    Duration,
}

impl NumberForm {
    /// The form of a number format that Excel does not write down (ECMA-376, part 1, 18.8.30).
    pub(super) const fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Date,
            46 => Self::Duration,
            _ => Self::Plain,
        }
    }

    /// The form of a number format that a workbook defines, by its first section.
    pub(super) fn of(code: &str) -> Self {
        let (tokens, elapsed) = tokens(code);
        let has = |signs: &str| tokens.chars().any(|token| signs.contains(token));
        let zeros = tokens.chars().filter(|token| *token == '0').count();
        if has("%") {
            Self::Percent
        } else if elapsed {
            Self::Duration
        } else if !tokens.starts_with("general") && has("dmyhs") {
            Self::Date
        } else if (2..=MOST_DIGITS).contains(&zeros)
            && tokens.chars().all(|token| "0- ".contains(token))
        {
            Self::Padded(zeros)
        } else {
            Self::Plain
        }
    }
}

/// The signs of a format's first section that stand for something, in lower case, and whether one of
/// them counts elapsed time.
fn tokens(code: &str) -> (String, bool) {
    let (mut tokens, mut elapsed) = (String::new(), false);
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            ';' => break,
            '"' => {
                let _ = signs.by_ref().find(|sign| *sign == '"');
            }
            '\\' | '_' | '*' => {
                let _ = signs.next();
            }
            '[' => {
                let inside: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                let inside = inside.to_ascii_lowercase();
                let counts = |unit| !inside.is_empty() && inside.chars().all(|sign| sign == unit);
                elapsed |= ['h', 'm', 's'].into_iter().any(counts);
            }
            _ => tokens.push(sign.to_ascii_lowercase()),
        }
    }
    (tokens, elapsed)
}

/// A number in decimal: the shortest that is the same number, of a broken one at most the 15 digits
/// that a spreadsheet reckons with.
pub(super) fn decimal(number: f64) -> String {
    let number = if number.fract() == 0.0 {
        number
    } else {
        format!("{number:.14e}").parse().unwrap_or(number)
    };
    // There is no negative nought.
    if number == 0.0 { "0".to_owned() } else { number.to_string() }
}

/// A decimal number with leading zeros up to `digits` digits; as it is where it is no whole number.
pub(super) fn padded(number: &str, digits: usize) -> String {
    let whole = number.bytes().all(|byte| byte.is_ascii_digit());
    if whole { format!("{number:0>digits$}") } else { number.to_owned() }
}

/// A hundred times a decimal number, by moving the point.
pub(super) fn hundredfold(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = format!("{part:0<2}");
    let (moved, rest) = part.split_at_checked(2).unwrap_or((&part, ""));
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = rest.trim_end_matches('0');
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{rest}")
}

/// Days between 30 December 1899, from which Excel counts, and 1 January 1970.
const DAYS_TO_1970: i64 = 25_569;
/// Days between the two days from which Excel counts.
const DAYS_TO_1904: i64 = 1_462;
const DAY: i64 = 86_400;

/// A date and time as Excel counts them, in days; `None` where Excel shows no date either. The day
/// that 1900 did not have (60) is none.
pub(super) fn date(serial: f64, since_1904: bool) -> Option<String> {
    let seconds = seconds(serial)?;
    let (days, time) = (seconds / DAY, seconds % DAY);
    let days = match (since_1904, days) {
        (true, _) => days + DAYS_TO_1904,
        (false, 0) => return Some(clock(time)),
        (false, 1..60) => days + 1,
        (false, 60) => return None,
        (false, _) => days,
    };
    let date = calendar(days - DAYS_TO_1970);
    Some(if time == 0 { date } else { format!("{date} {}", clock(time)) })
}

/// Elapsed time, counted in days, as hours and minutes.
pub(super) fn duration(serial: f64) -> Option<String> {
    seconds(serial).map(clock)
}

fn seconds(serial: f64) -> Option<i64> {
    // Up to the last day of 9999.
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    format!("{:.0}", serial * 86_400.0).parse().ok()
}

fn clock(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if seconds == 0 {
        format!("{hours:02}:{minutes:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    }
}

/// The date that is `days` after 1 January 1970, from the year 0 on.
///
/// The calendar repeats itself every 400 years, and years are counted from 1 March so that the leap
/// day comes last (H. Hinnant, *chrono-compatible low-level date algorithms*, `civil_from_days`).
fn calendar(days: i64) -> String {
    const ERA: i64 = 146_097;
    let days = days + 719_468;
    let (era, day) = (days / ERA, days % ERA);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
