//! A folder to begin in: a plan with comments, and a folder for each kind of source that says what is
//! to lie in it.
//!
//! Everything is made of the settings and the messages: the same call gives the same bytes. What a
//! folder says of its source is what the pages on sources say.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use kvalitet_core::{Language, MunicipalityNumber, SchoolYear};
use kvalitet_ingest::SourceKind;
use kvalitet_ingest::layout::{Source, sources};
use kvalitet_report::OutputFile;
use kvalitet_text::Texts;

use crate::output::OutputError;

/// The plan of a new folder.
pub const START_PLAN: &str = "plan.toml";
/// The folder of sources in it.
pub const START_SOURCES: &str = "kilder";
/// What a folder of sources says of itself. Not the mark of a result: a run replaces what has that.
const ABOUT: &str = "OM-MAPPEN.txt";
/// Every file of a folder but texts, such as the one that is about the folder.
const PATTERN: &str = "*.[!t]*";

/// What a new folder is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartProfile {
    /// The report that the law asked for until 2021/22.
    QualityReport,
    /// The yearly talk with each school, from 2022/23.
    DevelopmentTalk,
}

impl StartProfile {
    /// Every profile to begin with.
    pub const ALL: [Self; 2] = [Self::QualityReport, Self::DevelopmentTalk];

    /// The id a plan writes.
    pub const fn id(self) -> &'static str {
        match self {
            Self::QualityReport => "kvalitetsrapport",
            Self::DevelopmentTalk => "skoleudviklingssamtale",
        }
    }

    /// The profile with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.id() == id)
    }

    /// The school years of a plan that says no others, by their ids.
    pub const fn years(self) -> &'static str {
        match self {
            Self::QualityReport => "2016/17-2021/22",
            Self::DevelopmentTalk => "2022/23-2025/26",
        }
    }
}

/// What a new folder is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Start {
    /// What the report is for.
    pub profile: StartProfile,
    /// The municipality.
    pub municipality: MunicipalityNumber,
    /// The first and the last school year of the report.
    pub years: (SchoolYear, SchoolYear),
}

/// When a plan begins with a kind of source; otherwise its lines are commented out.
#[derive(Clone, Copy)]
enum Begins {
    Both,
    QualityReport,
    DevelopmentTalk,
    Nothing,
}

/// Each kind of source, its folder, and when a plan begins with it: in the order of the folders. A
/// table of the municipality's own has none.
const FOLDERS: [(SourceKind, &str, Begins); 16] = [
    (SourceKind::SchoolRegister, "01-institutionsregister", Begins::Both),
    (SourceKind::NationalTest, "02-test", Begins::Both),
    (SourceKind::Wellbeing, "03-trivsel", Begins::Both),
    (SourceKind::Marks, "04-karakterer", Begins::Both),
    (SourceKind::Transition, "05-overgang", Begins::Both),
    (SourceKind::CompetenceCover, "06-kompetencedaekning", Begins::QualityReport),
    (SourceKind::Inclusion, "07-inklusion", Begins::QualityReport),
    (SourceKind::Complaints, "08-klager", Begins::QualityReport),
    (SourceKind::Absence, "09-fravaer", Begins::DevelopmentTalk),
    (SourceKind::ClassSize, "10-klassekvotient", Begins::Nothing),
    (SourceKind::Staff, "11-personale", Begins::Nothing),
    (SourceKind::KeyFigures, "12-noegletal", Begins::Nothing),
    (SourceKind::Roll, "13-elevtal", Begins::Nothing),
    (SourceKind::Groups, "14-grupper", Begins::Nothing),
    (SourceKind::Succession, "15-skoleafloesning", Begins::Nothing),
    (SourceKind::Corrections, "16-rettelser", Begins::Nothing),
];

const fn begins(with: Begins, profile: StartProfile) -> bool {
    matches!(
        (with, profile),
        (Begins::Both, _)
            | (Begins::QualityReport, StartProfile::QualityReport)
            | (Begins::DevelopmentTalk, StartProfile::DevelopmentTalk)
    )
}

/// Every file of a new folder, sorted by path: `plan.toml`, and `OM-MAPPEN.txt` in a folder for each
/// kind of source.
///
/// Commented lines of the plan that can be used as they are begin with `#` alone, its words with `# `.
///
/// # Examples
///
/// ```
/// use kvalitet_core::{Language, MunicipalityNumber};
/// use kvalitet_pipeline::{Plan, Start, StartProfile, start_files};
/// use kvalitet_text::Texts;
///
/// let start = Start {
///     profile: StartProfile::DevelopmentTalk,
///     municipality: MunicipalityNumber::new(851).ok_or("no municipality")?,
///     years: ("2022/23".parse()?, "2025/26".parse()?),
/// };
/// let files = start_files(start, &Texts::new(Language::Danish));
/// let plan = files.iter().find(|file| file.path == "plan.toml").ok_or("no plan")?;
/// let plan = Plan::parse(std::str::from_utf8(&plan.bytes)?, "plan.toml")?;
/// assert_eq!(plan.report.municipality.to_string(), "851");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn start_files(start: Start, texts: &Texts) -> Vec<OutputFile> {
    let of_folder = |(kind, folder, from): &(SourceKind, &str, Begins)| {
        let source = sources().iter().find(|source| source.kind == *kind)?;
        let text = about(source, begins(*from, start.profile), texts);
        let path = format!("{START_SOURCES}/{folder}/{ABOUT}");
        Some(OutputFile { path, bytes: text.into_bytes() })
    };
    let mut files: Vec<OutputFile> = FOLDERS.iter().filter_map(of_folder).collect();
    files.push(OutputFile { path: START_PLAN.to_owned(), bytes: plan(start, texts).into_bytes() });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Writes the files of a new folder. A folder with anything in it is refused, and no file is
/// overwritten; the plan comes last, so that a folder with a plan is whole.
///
/// # Errors
///
/// Returns [`OutputError::NotOurs`] for a folder with content, and [`OutputError::Write`] when
/// something cannot be written.
pub fn write_start(folder: &Path, files: &[OutputFile]) -> Result<(), OutputError> {
    let name = |path: &Path| path.display().to_string();
    let failed = |path: &Path, source| OutputError::Write { path: name(path), source };
    let is_missing = |error: &std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
    let is_empty = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if is_missing(&error) => true,
        Err(error) => return Err(failed(folder, error)),
    };
    if !is_empty {
        return Err(OutputError::NotOurs { folder: name(folder) });
    }
    let mut in_order: Vec<&OutputFile> = files.iter().collect();
    in_order.sort_by_key(|file| file.path == START_PLAN);
    for file in in_order {
        let path = folder.join(&file.path);
        let below = path.parent().unwrap_or(folder);
        fs::create_dir_all(below).map_err(|error| failed(below, error))?;
        let made = OpenOptions::new().write(true).create_new(true).open(&path);
        made.and_then(|mut made| made.write_all(&file.bytes))
            .map_err(|error| failed(&path, error))?;
    }
    Ok(())
}

/// What lies in a folder of sources, in words.
fn about(source: &Source, is_read: bool, texts: &Texts) -> String {
    let (kind, language) = (source.kind.id(), texts.language());
    let name = source.name.in_language(language);
    let mut paragraphs = vec![
        format!("{name}\n{}", "=".repeat(name.chars().count())),
        source.about.in_language(language).to_owned(),
    ];
    let headed = |id: &str, text: &str| format!("{}\n{}", texts.get(id), text.trim_end());
    paragraphs.push(headed("kilde-hvor", source.origin.in_language(language)));
    paragraphs.push(headed("kilde-hvornaar", source.season.in_language(language)));
    let wide = source.layouts.iter().filter(|layout| layout.long.is_none());
    let layouts: Vec<String> =
        wide.map(|layout| format!("- {}", layout.name.in_language(language))).collect();
    paragraphs.push(headed("opstart-hvad", &layouts.join("\n")));
    let kind = [("art", kind.into())];
    paragraphs.push(texts.with("opstart-laeg", &kind));
    if source.layouts.iter().any(|layout| layout.rows_are_persons()) {
        paragraphs.push(texts.get("opstart-personer"));
    }
    if !is_read {
        paragraphs.push(texts.with("opstart-slaaet-fra", &kind));
    }
    paragraphs.push(texts.with("opstart-mere", &kind));
    paragraphs.join("\n\n") + "\n"
}

/// A plan while it is written.
struct PlanText<'a> {
    texts: &'a Texts,
    text: String,
}

impl PlanText<'_> {
    /// An empty line, and words as comments under it.
    fn words(&mut self, id: &str) {
        let said = self.texts.get(id);
        self.text.push('\n');
        self.comment(&said);
    }

    fn comment(&mut self, said: &str) {
        for line in said.lines() {
            self.text.push_str(format!("# {line}").trim_end());
            self.text.push('\n');
        }
    }

    fn lines(&mut self, lines: &str) {
        self.text.push_str(lines);
        self.text.push('\n');
    }

    /// Lines that wait to be used.
    fn waiting(&mut self, lines: &str) {
        for line in lines.lines() {
            self.text.push('#');
            self.lines(line);
        }
    }

    fn source(&mut self, kind: SourceKind, folder: &str, is_read: bool) {
        let Some(source) = sources().iter().find(|source| source.kind == kind) else { return };
        let language = self.texts.language();
        let name = source.name.in_language(language);
        let told = self.texts.with(
            "opstart-kilde",
            &[("navn", name.into()), ("hvor", source.origin.in_language(language).into())],
        );
        self.text.push('\n');
        self.comment(&told);
        let lines =
            format!("[[source]]\nkind = \"{}\"\nfiles = [\"{folder}/{PATTERN}\"]", kind.id());
        if is_read { self.lines(&lines) } else { self.waiting(&lines) }
    }
}

fn plan(start: Start, texts: &Texts) -> String {
    let (first, last) = start.years;
    let years = (first.start()..=last.start()).filter_map(SchoolYear::starting);
    let years: Vec<String> = years.map(|year| format!("\"{year}\"")).collect();
    let language = match texts.language() {
        Language::Danish => "da",
        Language::English => "en",
    };
    let profile = start.profile.id();
    let span = [("fra", first.to_string().into()), ("til", last.to_string().into())];
    let title = texts.with(&format!("opstart-titel-{profile}"), &span);
    let mut plan = PlanText { texts, text: String::new() };
    plan.comment(&texts.get("opstart-hoved"));
    plan.lines("\n[report]");
    plan.comment(&texts.get("opstart-titel"));
    plan.lines(&format!("title = \"{title}\""));
    plan.comment(&texts.get("opstart-dato"));
    plan.lines(&format!("date = {}-10-31", last.start() + 1));
    plan.comment(&texts.get("opstart-profil"));
    plan.lines(&format!("profile = \"{profile}\""));
    plan.comment(&texts.get("opstart-kommune"));
    plan.lines(&format!("municipality = {}", start.municipality));
    plan.comment(&texts.get("opstart-aar"));
    plan.lines(&format!("years = [{}]", years.join(", ")));
    plan.lines(&format!("language = \"{language}\""));
    plan.lines("\n[data]");
    plan.comment(&texts.get("opstart-data"));
    plan.lines(&format!("root = \"{START_SOURCES}\""));
    plan.comment(&texts.get("opstart-graense"));
    plan.waiting("quarantine_limit = 5");
    protection(&mut plan, last);
    plan.words("opstart-kilder");
    for (kind, folder, from) in FOLDERS {
        plan.source(kind, folder, begins(from, start.profile));
    }
    rest(&mut plan, last);
    plan.text
}

fn protection(plan: &mut PlanText<'_>, last: SchoolYear) {
    plan.words("opstart-databeskyttelse");
    let example = |id: &str| plan.texts.get(id);
    let (purpose, basis, controller) =
        (example("opstart-formaal"), example("opstart-retsgrundlag"), example("opstart-ansvarlig"));
    plan.waiting(&format!(
        "[data_protection]\npurpose = \"{purpose}\"\nlegal_basis = \"{basis}\"\n\
         controller = \"{controller}\"\nretention = {}-12-31",
        last.start() + 6,
    ));
}

/// What a plan can say besides, waiting to be used.
fn rest(plan: &mut PlanText<'_>, last: SchoolYear) {
    plan.words("opstart-noegle");
    plan.waiting("[pseudonymisation]\nkey_file = \"../noegle.txt\"");
    plan.words("opstart-skjul");
    plan.waiting("[disclosure]\noffentlig = 10");
    plan.words("opstart-indstillinger");
    plan.waiting("[settings]\nudvikling_mod = \"foerste-aar\"");
    plan.words("opstart-grupper");
    plan.waiting(&format!(
        "[[group]]\nid = \"laeseloeft\"\nname = {{ da = \"Læseløft\", en = \"Reading programme\" }}\n\
         members = [\"999001\", \"999002\"]\nfrom = \"{last}\""
    ));
    plan.words("opstart-maal");
    plan.waiting(
        "[[goal]]\nid = \"trygge-skoler\"\nname = \"Trygge skoler\"\n\
         text = \"Alle elever er trygge i skolen.\"\n\n[[goal.sign]]\n\
         text = \"Elevernes generelle trivsel stiger.\"\nindicator = \"trivsel.generel\"\n\n\
         [[goal.sign]]\ntext = \"Fraværet er højst 6 procent.\"\nindicator = \"elevfravaer\"\n\
         target = { at_most = 0.06 }",
    );
    plan.words("opstart-indsatser");
    plan.waiting(&format!(
        "[[action]]\nid = \"faelles-regler\"\ngoal = \"trygge-skoler\"\nname = \"Fælles regler\"\n\
         text = \"Elevråd og lærere aftaler regler for pauserne.\"\n\
         responsible = \"Skolernes ledere\"\nfrom = {0}-08-01\ndue = {1}-06-30\nstatus = \"i-gang\"",
        last.start(),
        last.start() + 1,
    ));
    plan.words("opstart-vurdering");
    plan.waiting("[[assessment]]\nfile = \"vurdering-trivsel.md\"\nchapter = \"trivsel\"");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::plan::Plan;

    fn every(of: impl Fn(StartProfile, &Texts)) {
        for profile in StartProfile::ALL {
            for language in [Language::Danish, Language::English] {
                of(profile, &Texts::new(language));
            }
        }
    }

    fn written(profile: StartProfile, texts: &Texts) -> String {
        let (first, last) = profile.years().split_once('-').unwrap();
        let years = (first.parse().unwrap(), last.parse().unwrap());
        let municipality = MunicipalityNumber::new(999).unwrap();
        plan(Start { profile, municipality, years }, texts)
    }

    #[test]
    fn a_new_plan_can_be_read_with_and_without_what_waits_in_it() {
        every(|profile, texts| {
            let text = written(profile, texts);
            let plan = Plan::parse(&text, "plan.toml").unwrap();
            assert_eq!(plan.report.profile, profile.id());
            assert_eq!(plan.report.language, texts.language());
            assert!(plan.data_protection.is_empty() && plan.groups.is_empty());
            let used = |line: &str| match line.strip_prefix('#') {
                Some(rest) if !rest.starts_with(' ') => rest.to_owned(),
                Some(_) | None => line.to_owned(),
            };
            let all: Vec<String> = text.lines().map(used).collect();
            let all = Plan::parse(&all.join("\n"), "plan.toml").unwrap();
            assert_eq!(all.sources.len(), FOLDERS.len());
            assert_eq!(all.groups.len(), 1);
            assert_eq!((all.actions.len(), all.publishing.assessment_files.len()), (1, 1));
            let goals = all.catalogue.goals().iter().filter(|goal| &*goal.id == "trygge-skoler");
            assert_eq!(goals.map(|goal| goal.signs.len()).collect::<Vec<_>>(), [2]);
            assert!(!all.data_protection.is_empty() && all.pseudonymisation.is_some());
        });
    }

    #[test]
    fn every_kind_of_source_has_a_folder() {
        let with_folder: BTreeSet<&str> = FOLDERS.iter().map(|(kind, ..)| kind.id()).collect();
        let kinds = SourceKind::ALL.iter().filter(|kind| **kind != SourceKind::Local);
        assert_eq!(with_folder, kinds.map(|kind| kind.id()).collect());
        assert!(FOLDERS.map(|(_, folder, _)| folder).is_sorted());
    }

    #[test]
    fn no_words_are_missing_and_no_folder_looks_like_a_result() {
        every(|profile, texts| {
            let municipality = MunicipalityNumber::new(999).unwrap();
            let years = ("2018/19".parse().unwrap(), "2018/19".parse().unwrap());
            let files = start_files(Start { profile, municipality, years }, texts);
            for file in &files {
                let text = String::from_utf8(file.bytes.clone()).unwrap();
                assert!(!text.contains("opstart-") && !text.contains("kilde-"), "{text}");
                assert!(!file.path.ends_with(crate::output::MARK), "{}", file.path);
            }
            assert_eq!(files.len(), 1 + FOLDERS.len());
        });
    }
}
