//! Statements of schools and assessments of the municipality: text with a head that says whether everybody
//! may read it.
//!
//! ```text
//! +++
//! frigivet_af = "Skolebestyrelsens formand"
//! dato = 2022-02-01
//! +++
//!
//! Paragraphs, with empty lines between them.
//! ```

use kvalitet_core::{Unit, nearest};
use kvalitet_disclosure::{Assessment, Statement, StatementRelease};
use serde::Deserialize;
use toml::Spanned;

use crate::plan::{AssessmentFile, PlanText, StatementFile};

/// A statement that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{file}`, line {line}: {kind}")]
pub struct StatementError {
    /// The file, as the plan names it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub kind: StatementErrorKind,
}

/// What is wrong. Nothing of what was written stands in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatementErrorKind {
    /// The head is not ended by `+++`.
    #[error("the head is not ended by `+++`")]
    OpenHead,
    /// The head is no TOML, or a value has another form.
    #[error("the head has another form")]
    Head,
    /// A key that no head has.
    #[error("an unknown key; the nearest is `{nearest}`")]
    UnknownKey {
        /// The nearest.
        nearest: String,
    },
    /// Somebody without a date, or a date without anybody.
    #[error("`frigivet_af` and `dato` stand together")]
    HalfReleased,
    /// Nothing is written.
    #[error("nothing is written")]
    Empty,
}

const KEYS: [&str; 2] = ["frigivet_af", "dato"];
const FENCE: &str = "+++";

#[derive(Default, Deserialize)]
struct Head {
    frigivet_af: Option<Spanned<String>>,
    dato: Option<Spanned<toml::value::Datetime>>,
}

/// Reads a statement, and gives what everybody may read of it for a search.
pub(crate) fn statement(
    of: &StatementFile,
    text: &str,
) -> Result<(Statement, Vec<PlanText>), StatementError> {
    let Written { paragraphs, released, searched } = written(&of.file, text)?;
    Ok((Statement { school: Unit::School(of.school), paragraphs, released }, searched))
}

/// Reads an assessment, and gives what everybody may read of it for a search.
pub(crate) fn assessment(
    of: &AssessmentFile,
    text: &str,
) -> Result<(Assessment, Vec<PlanText>), StatementError> {
    let Written { paragraphs, released, searched } = written(&of.file, text)?;
    Ok((Assessment { chapter: of.chapter.clone(), paragraphs, released }, searched))
}

/// What was written, whether everybody may read it, and then what is searched.
struct Written {
    paragraphs: Vec<String>,
    released: Option<StatementRelease>,
    searched: Vec<PlanText>,
}

fn written(file: &str, text: &str) -> Result<Written, StatementError> {
    let failed = |line, kind| StatementError { file: file.to_owned(), line, kind };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text.lines().collect();
    let is_fence = |line: &&str| line.trim_end() == FENCE;
    let (head, first) = match lines.split_first() {
        Some((line, rest)) if is_fence(line) => {
            let end = rest.iter().position(is_fence);
            let end = end.ok_or_else(|| failed(1, StatementErrorKind::OpenHead))?;
            let head: Vec<&str> = rest.iter().take(end).copied().collect();
            (head.join("\n"), end + 2)
        }
        _ => (String::new(), 0),
    };
    let released = release(&head).map_err(|(line, kind)| failed(line + 1, kind))?;
    let paragraphs = paragraphs(&lines, first);
    if paragraphs.is_empty() {
        return Err(failed(lines.len().max(1), StatementErrorKind::Empty));
    }
    let searched = paragraphs.iter().filter(|_| released.is_some());
    let searched = searched.map(|(line, text)| PlanText {
        file: file.to_owned(),
        text: text.clone(),
        line: *line,
        column: 1,
    });
    let searched = searched.collect();
    let paragraphs = paragraphs.into_iter().map(|(_, text)| text).collect();
    Ok(Written { paragraphs, released, searched })
}

/// Who released a statement, and when. What is wrong comes with its line in the head.
fn release(head: &str) -> Result<Option<StatementRelease>, (usize, StatementErrorKind)> {
    let line = |at: usize| head.get(..at).unwrap_or_default().matches('\n').count() + 1;
    let form = |error: toml::de::Error| {
        (line(error.span().map_or(0, |span| span.start)), StatementErrorKind::Head)
    };
    let keys = toml::de::DeTable::parse(head).map_err(form)?;
    for key in keys.get_ref().keys() {
        let name = key.get_ref().as_ref();
        if !KEYS.contains(&name) {
            let nearest = nearest(name, KEYS).unwrap_or_default();
            return Err((line(key.span().start), StatementErrorKind::UnknownKey { nearest }));
        }
    }
    let Head { frigivet_af, dato } = toml::from_str(head).map_err(form)?;
    match (frigivet_af, dato) {
        (None, None) => Ok(None),
        (Some(by), Some(date)) => {
            let at = line(by.span().start);
            let (by, date) = (by.into_inner().trim().to_owned(), date.into_inner());
            match (date.date, date.time) {
                (Some(day), None) if !by.is_empty() => {
                    Ok(Some(StatementRelease { by, date: day.to_string() }))
                }
                _ => Err((at, StatementErrorKind::HalfReleased)),
            }
        }
        (Some(_), None) | (None, Some(_)) => Err((1, StatementErrorKind::HalfReleased)),
    }
}

/// The paragraphs from a line on, each with the number of its first line.
fn paragraphs(lines: &[&str], first: usize) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut is_open = false;
    for (line, number) in lines.iter().zip(1..).skip(first) {
        let line = line.trim();
        match found.last_mut().filter(|_| is_open) {
            _ if line.is_empty() => is_open = false,
            Some((_, text)) => {
                text.push(' ');
                text.push_str(line);
            }
            None => {
                found.push((number, line.to_owned()));
                is_open = true;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> StatementFile {
        StatementFile { file: "a.md".to_owned(), school: "999101".parse().unwrap() }
    }

    fn read(text: &str) -> Result<(Statement, Vec<PlanText>), StatementError> {
        statement(&file(), text)
    }

    #[test]
    fn a_statement_is_confidential_until_its_head_says_who_released_it_and_when() {
        let (kept, searched) = read("\u{feff}Vi vil\nlæse.\n\n\nOg regne.\n").unwrap();
        assert_eq!(kept.paragraphs, ["Vi vil læse.", "Og regne."]);
        assert_eq!((kept.released, searched.len()), (None, 0));
        let text =
            "+++\nfrigivet_af = \"Bestyrelsen\"\ndato = 2022-02-01\n+++\n\nVi vil\nlæse.\n\nA";
        let (released, searched) = read(text).unwrap();
        let by = StatementRelease { by: "Bestyrelsen".to_owned(), date: "2022-02-01".to_owned() };
        assert_eq!(released.released, Some(by));
        let places: Vec<_> = searched.iter().map(|of| of.line).collect();
        assert_eq!(places, [6, 9]);
    }

    #[test]
    fn a_wrong_statement_is_told_of_at_its_line_and_never_repeated() {
        use StatementErrorKind::{Empty, HalfReleased, Head, OpenHead};
        let unknown = StatementErrorKind::UnknownKey { nearest: "frigivet_af".to_owned() };
        for (text, line, kind) in [
            ("", 1, Empty),
            ("+++\n+++\n\n", 3, Empty),
            ("+++\nfrigivet_af = \"0101012345\"\nTekst", 1, OpenHead),
            ("+++\ndato = 2022-02-01\nfrigivet_af = 0101012345\n+++\nA", 3, Head),
            ("+++\nfrigivet_av = \"0101012345\"\n+++\nA", 2, unknown),
            ("+++\nfrigivet_af = \"0101012345\"\n+++\nA", 2, HalfReleased),
            ("+++\ndato = 2022-02-01\n+++\nA", 2, HalfReleased),
            ("+++\ndato = 2022-02-01\nfrigivet_af = \" \"\n+++\nA", 3, HalfReleased),
            ("+++\nfrigivet_af = \"B\"\ndato = 2022-02-01T10:00:00\n+++\nA", 2, HalfReleased),
        ] {
            let error = read(text).unwrap_err();
            assert_eq!((error.line, &error.kind), (line, &kind), "{text}");
            assert!(!error.to_string().contains("0101012345"));
        }
    }
}
