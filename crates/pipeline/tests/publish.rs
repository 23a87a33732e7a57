//! Editions one after the other: what the second would tell beside the first.
#![expect(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![expect(clippy::panic, reason = "a failed step is a failed test")]
#![expect(clippy::indexing_slicing, reason = "a wrong place is a failed test")]

use std::collections::BTreeSet;
use std::fs;

use kvalitet_core::FigureKey;
use kvalitet_disclosure::{
    Audience, AuditInput, ChangeCause, ChangedContent, ChangedSince, ConflictKind, EditionStage,
    HidingRule, Knowledge, Readers, Register, RegisterError, ReleasedContent, ReleasedFigure,
    Resolved, Step, Supersedes, audit_input, known_from,
};
use kvalitet_ingest::Folder;
use kvalitet_pipeline::{
    Asked, Obstacles, Plan, Publication, PublishError, RegisterFile, Run, publication,
    results_in_words, run, simulate_into,
};
use kvalitet_simulate::Settings;

/// A simulated municipality, its plan and the register of what it published.
struct Municipality {
    folder: tempfile::TempDir,
    said: String,
    register: Register,
}

impl Municipality {
    fn new() -> Self {
        Self::of(5, 2500)
    }

    fn of(schools: u32, pupils: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let year = |start| kvalitet_core::SchoolYear::starting(start).unwrap();
        let settings = Settings {
            schools,
            pupils: Some(pupils),
            first_year: year(2017),
            last_year: year(2018),
            ..Settings::default()
        };
        simulate_into(folder.path(), &settings).unwrap();
        Self { folder, said: String::new(), register: Register::default() }
    }

    fn path(&self, file: &str) -> std::path::PathBuf {
        self.folder.path().join(file)
    }

    /// Two sources are enough, and quicker than all.
    fn plan(&self) -> Plan {
        let text = format!(
            "[report]\ntitle = \"T\"\ndate = 2019-10-31\nmunicipality = 999\n\
             years = [\"2017/18\", \"2018/19\"]\n\
             [[source]]\nkind = \"school_register\"\nfiles = [\"institutionsregister.csv\"]\n\
             [[source]]\nkind = \"marks\"\nfiles = [\"karakterer/karakterer_*.csv\"]\n{}",
            self.said
        );
        Plan::parse(&text, "plan.toml").unwrap()
    }

    fn asked(&self, edition: &str, supersedes: Option<&str>) -> Asked {
        let supersedes = supersedes.map(|edition| Supersedes {
            edition: edition.parse().unwrap(),
            reason: "En fil manglede".to_owned(),
        });
        let step = supersedes.map_or(Step::Final { changed: None }, Step::Errata);
        self.asked_as(edition, step)
    }

    fn asked_as(&self, edition: &str, step: Step) -> Asked {
        Asked::new(edition.parse().unwrap(), step, self.register.clone()).unwrap()
    }

    fn try_to(&self, asked: &Asked) -> (Run, Result<Publication, PublishError>) {
        let mut plan = self.plan();
        asked.set_plan(&mut plan);
        let mut run = run(&plan, &Folder::new(self.folder.path()), &|_| ()).unwrap();
        run.attack();
        let made = publication(&run, &plan, asked, None);
        (run, made)
    }

    fn publish(&mut self, edition: &str) -> (Run, Publication) {
        let (run, made) = self.try_to(&self.asked(edition, None));
        let made = made.unwrap();
        self.register = made.register.clone();
        (run, made)
    }

    fn refused(&self, edition: &str) -> Obstacles {
        match self.try_to(&self.asked(edition, None)).1 {
            Err(PublishError::Refused(obstacles)) => *obstacles,
            other => panic!("{other:?}"),
        }
    }

    /// Takes the marks of one pupil of the first school out of the newest year.
    fn lose_a_pupil(&self) {
        let file = self.path("karakterer/karakterer_2018-19.csv");
        let text = fs::read_to_string(&file).unwrap();
        let (pupil, _) = text.lines().nth(1).unwrap().split_once(';').unwrap();
        let others: Vec<&str> = text.lines().filter(|line| !line.starts_with(pupil)).collect();
        fs::write(&file, others.join("\n")).unwrap();
    }
}

const FIGURE: &str = "karakterer.dansk/skole:999001/2018-19";
const YEAR_BEFORE: &str = "karakterer.dansk/skole:999001/2017-18";

fn key(key: &str) -> FigureKey {
    key.parse().unwrap()
}

fn printed(run: &Run, of: &str) -> ReleasedContent {
    *run.releases[&Audience::Public].figures()[&key(of)].content()
}

/// Every share of wellbeing that would be hidden for a few is rounded, as far as that can be: in the figures,
/// on the page and in the file of figures, and the exact count stands in none of them.
#[test]
fn a_rounded_share_is_published_and_says_so_wherever_it_stands() {
    let mut place = Municipality::of(14, 5000);
    place.said = "[[source]]\nkind = \"wellbeing\"\nfiles = [\"trivsel/elevsvar_*.csv\"]\n\
                  [disclosure.afrund]\n\"trivsel.generel.over-4\" = 10\n\
                  \"trivsel.generel.over-3\" = 5\n\"trivsel.social.over-3\" = 5\n"
        .to_owned();
    let (run, made) = place.publish("2019");
    let public = &run.releases[&Audience::Public];
    let rounded = public.figures().iter().filter(|(_, figure)| figure.rounded_to().is_some());
    let rounded: BTreeSet<String> = rounded.map(|(key, _)| key.to_string()).collect();
    assert!(10 < rounded.len(), "{}", rounded.len());
    let file = |name: &str| {
        let file = made.files.iter().find(|file| file.path == name).unwrap();
        String::from_utf8(file.bytes.clone()).unwrap()
    };
    let figures = file("offentlig/figurer.csv");
    let mut reader = csv::Reader::from_reader(figures.as_bytes());
    let head = reader.headers().unwrap().clone();
    let place_of = |name: &str| head.iter().position(|of| of == name).unwrap();
    let mut marked = BTreeSet::new();
    for row in reader.records().map(Result::unwrap) {
        let Some(to) = row[place_of("aarsag")].strip_prefix("afrundet-til-") else { continue };
        let [to, hits]: [u64; 2] = [to, &row[place_of("taeller")]].map(|of| of.parse().unwrap());
        assert!(hits % to == 0 && row[place_of("nedre")].is_empty(), "{row:?}");
        marked.insert(row[place_of("noegle")].to_owned());
    }
    assert_eq!(marked, rounded);
    let page = file("offentlig/rapport.html");
    assert!(page.contains("afrundet til nærmeste 5"));
    assert!(page.contains("tælleren afrundet til nærmeste 10"));
}

#[test]
fn one_pupil_more_or_less_is_caught_and_the_earlier_figure_kept() {
    let mut place = Municipality::new();
    let (first, _) = place.publish("2019");
    place.lose_a_pupil();
    let obstacles = place.refused("2019 rettet");
    let caught: BTreeSet<_> = obstacles.conflicts.iter().map(|of| of.key.clone()).collect();
    assert!(caught.contains(&key(FIGURE)) && !caught.contains(&key(YEAR_BEFORE)));
    let municipality = key("karakterer.dansk/kommune:999/2018-19");
    assert!(caught.contains(&municipality), "{caught:?}");
    assert!(obstacles.conflicts.iter().any(|of| of.kind == ConflictKind::Persons && of.k == 10));
    place.said = "[[edition_difference]]\n".to_owned();
    let (second, made) = place.publish("2019 rettet");
    assert_eq!(printed(&second, FIGURE), printed(&first, FIGURE));
    let figure = second.releases[&Audience::Public].figures()[&key(FIGURE)];
    assert!(figure.is_kept() && second.editions.differences.unresolved.is_empty());
    let kept = &second.editions.differences.resolved[&key(FIGURE)];
    assert_eq!(*kept, Resolved::Kept("2019".parse().unwrap()));
    // Both pages and data say so, and of nothing that was not kept.
    let page = made.files.iter().find(|file| file.path == "offentlig/rapport.html").unwrap();
    let page = String::from_utf8_lossy(&page.bytes).into_owned();
    assert!(page.contains("som i en tidligere udgave") && page.contains("Udgave 2019 rettet"));
    assert!(!page.contains("UDKAST"));
    let before = second.releases[&Audience::Public].figures()[&key(YEAR_BEFORE)];
    assert!(!before.is_kept());
}

#[test]
fn nothing_of_the_changed_pupils_cells_differs_between_editions() {
    let mut place = Municipality::new();
    let (first, _) = place.publish("2019");
    place.lose_a_pupil();
    for choice in ["keep", "hide"] {
        place.said = format!("[[edition_difference]]\nchoose = \"{choice}\"\n");
        let (second, made) = place.try_to(&place.asked("ny", None));
        made.unwrap();
        let before = first.releases[&Audience::Public].figures();
        for (key, now) in second.releases[&Audience::Public].figures() {
            let then = &before[key];
            if let (Some(now), Some(then)) = (now.n(), then.n()) {
                assert!(now == then || 10 <= now.abs_diff(then), "{key}");
            }
        }
        // What is made of the new numbers goes with them.
        let hidden = printed(&second, FIGURE) == ReleasedContent::Hidden;
        assert_eq!(hidden, choice == "hide");
        for of in second.releases[&Audience::Public].changes() {
            let is_of = of.indicator.as_str() == "karakterer.dansk" && of.unit == key(FIGURE).unit;
            assert!(!is_of || of.content == kvalitet_disclosure::ChangeContent::Hidden);
        }
    }
}

#[test]
fn the_register_holds_nothing_of_what_is_hidden() {
    let mut place = Municipality::new();
    let (run, made) = place.publish("2019");
    let text = made.register.to_json().unwrap();
    let register: serde_json::Value = serde_json::from_str(&text).unwrap();
    let figures = register["udgaver"][0]["figurer"].as_object().unwrap();
    let public = run.releases[&Audience::Public].figures();
    let mut hidden = 0;
    for (key, figure) in public {
        let of = figures.get(&key.to_string());
        match figure.content() {
            ReleasedContent::Shown { value, n, .. } => {
                assert_eq!(of.unwrap()["vaerdi"].as_str().unwrap(), value.to_string());
                assert_eq!(of.unwrap()["n"].as_u64(), *n);
            }
            ReleasedContent::Hidden => {
                hidden += 1;
                let said: Vec<&String> = of.unwrap().as_object().unwrap().keys().collect();
                assert_eq!(said, ["evidens", "status"], "{key}");
            }
            ReleasedContent::Absent { .. } => assert!(of.is_none()),
        }
    }
    assert!(10 < hidden, "{hidden}");
    // What is known to all is what is shown, and the register is the same when it is read.
    let shown = public.values().filter(|of| of.value().is_some()).count();
    assert_eq!(known_from(&made.register).len(), shown);
    assert_eq!(Register::parse(&text).unwrap().to_json().unwrap(), text);
}

#[test]
fn an_edition_is_finished_again_and_its_name_is_taken() {
    let mut place = Municipality::new();
    let (_, first) = place.publish("2019");
    let (_, again) = place.publish("2019");
    assert!(again.again && !first.again);
    assert_eq!((&again.register, &again.files), (&first.register, &first.files));
    place.lose_a_pupil();
    place.said = "[[edition_difference]]\n".to_owned();
    let other = place.try_to(&place.asked("2019", None)).1;
    assert!(matches!(other, Err(PublishError::OtherContent(_))), "{other:?}");
}

#[test]
fn who_takes_the_place_of_an_edition_says_why_and_it_is_written_down() {
    let mut place = Municipality::new();
    place.publish("2019");
    place.lose_a_pupil();
    let asked = place.asked("2019 rettet", Some("2019"));
    let (run, made) = place.try_to(&asked);
    let made = made.unwrap();
    assert!(run.editions.accepted.iter().any(|of| of.key == key(FIGURE)));
    let text = made.register.to_json().unwrap();
    assert!(text.contains("En fil manglede"), "{text}");
    // Published again it takes the same place, and the next edition tells nothing new beside either.
    place.register = made.register;
    let asked = place.asked("2019 rettet", Some("2019"));
    assert!(place.try_to(&asked).1.unwrap().again);
    place.try_to(&place.asked("2020", None)).1.unwrap();
}

#[test]
fn what_was_public_stays_known_and_is_said() {
    let mut place = Municipality::new();
    place.publish("2019");
    place.said = "[disclosure]\noffentlig = 62\n".to_owned();
    let (run, made) = place.try_to(&place.asked("2020", None));
    let crossings = &run.editions.crossings;
    assert!(crossings.iter().any(|of| of.was_shown && of.edition.as_str() == "2019"));
    // Hidden now, but nothing of it has changed: the two editions tell nothing that one does not.
    made.unwrap();
}

#[test]
fn a_register_is_put_in_its_place_after_the_output() {
    let folder = tempfile::tempdir().unwrap();
    let file = RegisterFile::beside(&folder.path().join("plan.toml"));
    let mut place = Municipality::new();
    let (_, made) = place.publish("2019");
    assert_eq!(file.read().unwrap().register, Register::default());
    file.prepare(&made.register).unwrap();
    // Killed here: the edition may be out, and counts as published.
    let read = file.read().unwrap();
    assert_eq!(read.register, made.register);
    assert!(read.unfinished.is_some() && !file.path().exists());
    place.register = read.register.clone();
    let again = place.try_to(&place.asked("2019", None)).1.unwrap();
    assert!(again.again);
    file.prepare(&again.register).unwrap();
    file.commit().unwrap();
    let read = file.read().unwrap();
    assert!(read.unfinished.is_none() && read.register == made.register);
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|of| of.unwrap().file_name()).collect();
    assert_eq!(names, ["plan.register.json"]);
}

#[test]
fn an_output_that_cannot_be_written_leaves_the_register_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = RegisterFile::beside(&folder.path().join("plan.toml"));
    let mut place = Municipality::new();
    let (_, made) = place.publish("2019");
    let before = file.read().unwrap();
    file.prepare(&made.register).unwrap();
    file.take_back(&before).unwrap();
    assert_eq!(file.read().unwrap(), before);
    // Not where an earlier edition may be out.
    file.prepare(&made.register).unwrap();
    let before = file.read().unwrap();
    place.register = before.register.clone();
    let (_, next) = place.publish("2020");
    file.prepare(&next.register).unwrap();
    file.take_back(&before).unwrap();
    assert_eq!(file.read().unwrap(), before);
}

#[test]
fn a_result_in_the_words_of_a_plan_is_told_of_at_its_place() {
    let mut place = Municipality::new();
    place.said = "[[goal]]\nid = \"a\"\nname = { da = \"Læs\", en = \"Read\" }\n\
                  text = \"I de nationale test var 74,3 % gode i 2018/19.\"\n\
                  [[goal.sign]]\ntext = \"Mindst 80 % er gode i de nationale test i 8. klasse.\"\n"
        .to_owned();
    let obstacles = place.refused("2019");
    let places: Vec<_> = obstacles.texts.iter().map(|of| (of.line, of.column)).collect();
    let lines = place.plan().publishing.texts.len();
    assert_eq!((places, lines), (vec![(15, 8)], 5));
    assert_eq!(results_in_words(&place.plan()).unwrap(), obstacles.texts);
}

#[test]
fn a_register_that_is_none_is_told_of_at_its_place() {
    let mut place = Municipality::new();
    let (_, made) = place.publish("2019");
    let text = made.register.to_json().unwrap();
    let wrong = |text: &str| Register::parse(text).unwrap_err();
    let cut = &text[..text.len() / 2];
    assert!(matches!(wrong(cut), RegisterError::Form { line, .. } if 100 < line));
    let newer = text.replacen("\"version\": 2", "\"version\": 7", 1);
    assert_eq!(wrong(&newer), RegisterError::Version { found: 7, known: 2 });
    let mut twice: serde_json::Value = serde_json::from_str(&text).unwrap();
    let edition = twice["udgaver"][0].clone();
    twice["udgaver"].as_array_mut().unwrap().push(edition);
    assert_eq!(wrong(&twice.to_string()), RegisterError::Twice("2019".parse().unwrap()));
    let unknown = text.replacen("\"dato\"", "\"datoen\"", 1);
    assert!(matches!(wrong(&unknown), RegisterError::Form { .. }));
    // The same figure twice: the second would win without a word.
    let line = text.lines().find(|line| line.contains(FIGURE)).unwrap();
    let double = text.replacen(
        line,
        &format!("{line}\"evidens\": \"A\", \"status\": \"skjult\"}},\n{line}"),
        1,
    );
    assert!(matches!(wrong(&double), RegisterError::Form { .. }));
}

#[test]
fn tables_of_known_figures_are_read_and_wrong_ones_told_of_at_their_line() {
    let said = "[[known]]\nfile = \"kendt.csv\"\nsource = \"Uddannelsesstatistik\"\n\
                columns = { vaerdi = \"Andel\" }\n";
    let mut place = Municipality::new();
    place.said = said.to_owned();
    let read = |text: &str| {
        let mut plan = place.plan();
        let file = plan.publishing.known_files[0].clone();
        plan.add_known(&file, text).map(|()| plan.known_to_all())
    };
    let good = read(
        "\u{feff}noegle;Andel;n;taeller\nlaesning.gode/kommune:999/2018-19/klasse:4;74,5;40;30\n\
         klager.modtaget/kommune:999/2018-19;;;\"7\"\n",
    );
    let known = good.unwrap();
    assert_eq!(known.len(), 2);
    let of = known.iter().find(|of| of.n == Some(40)).unwrap();
    assert_eq!(of.value.unwrap().to_string(), "74.5");
    assert_eq!((of.hits, of.source.as_str()), (Some(30), "Uddannelsesstatistik"));
    let secret = "0101012345";
    for (line, text) in [
        (1, "noegle;n\n".to_owned()),
        (1, "Andel;n\n".to_owned()),
        (2, format!("noegle;Andel\n{secret};1\n")),
        (2, format!("noegle;Andel\nlaesning.gode/kommune:999/2018-19;{secret}x\n")),
        (
            3,
            "noegle;Andel\nlaesning.gode/land/2018-19;1\nlaesning.godt/land/2018-19;1\n".to_owned(),
        ),
        (
            3,
            "noegle;Andel\nlaesning.gode/land/2018-19;1\nlaesning.gode/land/2018-19;1\n".to_owned(),
        ),
        (2, "noegle;Andel;n;taeller\nlaesning.gode/land/2018-19;1;3;4\n".to_owned()),
        (2, "noegle;Andel;n\nlaesning.gode/land/2018-19;;\n".to_owned()),
        (2, "noegle;Andel\nlaesning.gode/land/2018-19;1;2;3\n".to_owned()),
    ] {
        let error = read(&text).unwrap_err();
        assert_eq!(error.line, line, "{text}: {error}");
        assert!(!error.to_string().contains(secret), "{error}");
    }
}

#[test]
fn a_wrong_table_of_a_plan_is_refused_at_its_place() {
    let wrong = |said: &str| {
        let text = format!(
            "[report]\ntitle = \"T\"\ndate = 2019-10-31\nmunicipality = 999\nyears = [\"2018/19\"]\n{said}"
        );
        Plan::parse(&text, "p.toml").unwrap_err().to_string()
    };
    insta::assert_snapshot!(
        [
            "[[known]]\nfil = \"a.csv\"",
            "[[known]]\nfile = \"\"\nsource = \"S\"",
            "[[known]]\nfile = \"a.csv\"\nsource = \" \"",
            "[[known]]\nfile = \"a.csv\"\nsource = \"S\"\ncolumns = { vaerdien = \"V\" }",
            "[[edition_difference]]\nchoose = \"keeps\"",
            "[[edition_difference]]\nindicators = [\"trivsel.generelt\"]",
            "[[edition_differences]]\n",
        ]
        .map(wrong)
        .join("\n")
    );
}

#[test]
fn a_cover_that_is_dropped_by_hand_makes_the_audit_fail() {
    let mut place = Municipality::new();
    place.said =
        "[[source]]\nkind = \"wellbeing\"\nfiles = [\"trivsel/elevsvar_*.csv\"]\n".to_owned();
    let (run, made) = place.try_to(&place.asked("2019", None));
    made.unwrap();
    let [everything, public] =
        [Audience::Administration, Audience::Public].map(|of| &run.releases[&of]);
    let covers: BTreeSet<_> = everything
        .ledger()
        .iter()
        .filter(|of| of.readers == Readers::Public && of.rule == HidingRule::SameSum)
        .filter(|of| of.from.is_empty())
        .map(|of| (of.unit.clone(), of.period.clone(), of.breakdown.clone()))
        .collect();
    let dropped = public.figures().iter().filter(|(key, figure)| {
        let cell = (key.unit.to_string(), key.period.to_string(), key.breakdown.to_string());
        figure.is_hidden() && covers.contains(&cell)
    });
    let dropped: Vec<_> =
        dropped.filter_map(|(key, _)| Some((key, everything.figures().get(key)?))).collect();
    assert!(!dropped.is_empty());
    let fails = |(key, figure): &(&FigureKey, &ReleasedFigure)| {
        let mut input = AuditInput::of(public);
        input.figures.insert((*key).clone(), **figure);
        let audit = audit_input(&input, run.truth(), &Knowledge::default()).unwrap();
        !audit.is_clean()
    };
    assert!(dropped.iter().take(12).any(fails), "{dropped:?}");
}

#[test]
fn the_files_of_two_publications_are_the_same_bytes() {
    let mut place = Municipality::new();
    let (_, made) = place.publish("2019");
    let again = place.try_to(&place.asked("2019", None)).1.unwrap();
    assert_eq!(made.files, again.files);
    let stamped = |path: &str| {
        let file = made.files.iter().find(|file| file.path == path).unwrap();
        String::from_utf8_lossy(&file.bytes).contains("UDKAST")
    };
    assert!(!stamped("offentlig/rapport.html") && stamped("fortrolig/rapport.html"));
}

impl Municipality {
    /// Takes the marks of the first pupils of the newest year out.
    fn lose_pupils(&self, pupils: usize) {
        let file = self.path("karakterer/karakterer_2018-19.csv");
        let text = fs::read_to_string(&file).unwrap();
        let pupil = |line: &str| line.split_once(';').unwrap().0.to_owned();
        let mut lost: Vec<String> = Vec::new();
        for line in text.lines().skip(1) {
            if !lost.contains(&pupil(line)) && lost.len() < pupils {
                lost.push(pupil(line));
            }
        }
        let others: Vec<&str> = text.lines().filter(|line| !lost.contains(&pupil(line))).collect();
        fs::write(&file, others.join("\n")).unwrap();
    }

    fn publish_as(&mut self, edition: &str, step: Step) -> (Run, Publication) {
        let (run, made) = self.try_to(&self.asked_as(edition, step));
        let made = made.unwrap();
        self.register = made.register.clone();
        (run, made)
    }

    /// The register with something in it changed.
    fn register_with(&self, change: impl FnOnce(&mut serde_json::Value)) -> Register {
        let mut register = serde_json::from_str(&self.register.to_json().unwrap()).unwrap();
        change(&mut register);
        Register::parse(&register.to_string()).unwrap()
    }

    /// What a draft says has changed since the editions of a register.
    fn draft_after(&self, register: Register) -> Vec<ChangedSince> {
        let mut plan = self.plan();
        plan.set_register(register, None);
        let run = run(&plan, &Folder::new(self.folder.path()), &|_| ()).unwrap();
        let [public, all] =
            [Audience::Public, Audience::Administration].map(|of| run.releases[&of].changed());
        assert_eq!(public, all);
        public.to_vec()
    }
}

fn errata(corrected: &str, reason: &str) -> Step {
    let (edition, reason) = (corrected.parse().unwrap(), reason.to_owned());
    Step::Errata(Supersedes { edition, reason })
}

fn text_of(made: &Publication, path: &str) -> String {
    let file = made.files.iter().find(|file| file.path == path).unwrap();
    String::from_utf8_lossy(&file.bytes).into_owned()
}

/// The keys that two runs print otherwise, worked out from what both printed: `None` is hidden.
fn printed_otherwise(first: &Run, second: &Run) -> BTreeSet<FigureKey> {
    let figures = |run: &Run| run.releases[&Audience::Public].figures().clone();
    let (then, now) = (figures(first), figures(second));
    let differs = |key: &&FigureKey| {
        let both = [&then, &now].map(|of| of.get(*key));
        let shown = both.map(|of| of.is_some_and(|of| of.value().is_some()));
        let was_told = both[0].is_some_and(|of| shown[0] || of.is_hidden());
        was_told
            && shown != [false, false]
            && both[0].unwrap().content() != both[1].unwrap().content()
    };
    then.keys().filter(differs).cloned().collect()
}

#[test]
fn what_was_heard_stands_and_its_texts_may_change() {
    let mut place = Municipality::new();
    let (heard, made) = place.publish_as("2019", Step::Hearing);
    let page = text_of(&made, "offentlig/rapport.html");
    assert!(page.contains("HØRING · udgave 2019") && page.contains("@top-center{content:\"H"));
    assert!(
        !page.contains("UDKAST") && text_of(&made, "fortrolig/rapport.html").contains("UDKAST")
    );
    assert!(text_of(&made, "offentlig/manifest.json").contains("\"trin\": \"hoering\""));
    place.said = "[[goal]]\nid = \"a\"\nname = \"Læs\"\ntext = \"Alle læser.\"\n".to_owned();
    let (last, made) = place.try_to(&place.asked("2019", None));
    let made = made.unwrap();
    assert!(printed_otherwise(&heard, &last).is_empty());
    let page = text_of(&made, "offentlig/rapport.html");
    assert!(page.contains("Alle læser.") && !page.contains("HØRING"));
    assert!(
        page.contains("Siden høringen af udgave 2019") && page.contains("Ingen tal er ændret.")
    );
    let stages: Vec<_> = made.register.editions().iter().map(|of| of.stage).collect();
    assert_eq!(stages, [EditionStage::Hearing, EditionStage::Final]);
    assert_eq!(Register::parse(&made.register.to_json().unwrap()).unwrap(), made.register);
}

#[test]
fn a_number_that_was_heard_changes_for_a_stated_reason_alone() {
    let mut place = Municipality::new();
    let (heard, _) = place.publish_as("2019", Step::Hearing);
    // A reason is no leave to tell of few persons.
    place.lose_pupils(1);
    let few = place.asked_as("2019", Step::Final { changed: Some("Nyt udtræk".to_owned()) });
    let Err(PublishError::Refused(obstacles)) = place.try_to(&few).1 else { panic!("published") };
    assert!(obstacles.frozen.is_empty() && !obstacles.conflicts.is_empty());
    place.lose_pupils(24);
    place.said = "[[edition_difference]]\n".to_owned();
    let frozen = place.refused("2019").frozen;
    let (run, made) =
        place.try_to(&place.asked_as(
            "2019",
            Step::Final { changed: Some("Nyt udtræk af <karakterer>".to_owned()) },
        ));
    let (made, expected) = (made.unwrap(), printed_otherwise(&heard, &run));
    assert!(!expected.is_empty());
    assert!(expected.iter().all(|key| frozen.contains(&key.to_string())), "{frozen:?}");
    let [since] = run.releases[&Audience::Public].changed() else { panic!("one edition") };
    let told: BTreeSet<_> = since.figures.iter().map(|of| of.key.clone()).collect();
    assert_eq!(told, expected);
    for of in &since.figures {
        let is_shown = matches!(of.content, ChangedContent::Shown { .. });
        assert!(!is_shown || of.causes == [ChangeCause::NewExtract].into(), "{of:?}");
    }
    let page = text_of(&made, "offentlig/rapport.html");
    assert!(page.contains("Begrundelse: Nyt udtræk af &lt;karakterer&gt;"));
    assert!(made.register.to_json().unwrap().contains("\"aendret\": \"Nyt udtræk"));
}

#[test]
fn a_sheet_of_corrections_lists_what_changed_and_nothing_else() {
    let mut place = Municipality::new();
    let (first, before) = place.publish("2019");
    place.lose_pupils(25);
    let (second, made) = place.publish_as("2019 rettet", errata("2019", "En fil manglede"));
    let expected = printed_otherwise(&first, &second);
    let table = text_of(&made, "offentlig/aendrede-tal.csv");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().unwrap().clone();
    let place_of = |name: &str| head.iter().position(|of| of == name).unwrap();
    let (mut told, mut both_shown) = (BTreeSet::new(), BTreeSet::new());
    for row in reader.records().map(Result::unwrap) {
        let key = key(&row[place_of("noegle")]);
        let [then, now] = [&first, &second].map(|of| {
            of.releases[&Audience::Public].figures()[&key].value().map(|of| of.to_string())
        });
        // Of a number that is hidden now the one that was shown is not printed again.
        let then = then.filter(|_| now.is_some()).unwrap_or_default();
        let (then_is_empty, now_is_shown) = (then.is_empty(), now.is_some());
        assert_eq!(row[place_of("vaerdi_foer")], then, "{key}");
        assert_eq!(row[place_of("vaerdi_nu")], now.unwrap_or_default(), "{key}");
        if !then_is_empty && now_is_shown {
            assert_eq!(&row[place_of("aarsager")], "nyt-udtraek");
            both_shown.insert(key.clone());
        }
        told.insert(key);
    }
    assert_eq!(told, expected);
    assert!(!both_shown.is_empty());
    let sheet = text_of(&made, "offentlig/rettelsesblad.html");
    let rows = sheet.matches("<tr").count() - sheet.matches("<thead").count();
    assert!(expected.len() <= rows && rows < expected.len() + 40, "{rows}, {}", expected.len());
    assert!(sheet.contains("RETTELSE · udgave 2019 rettet retter udgave 2019"));
    assert!(sheet.contains("Begrundelse: En fil manglede"));
    let report = text_of(&made, "offentlig/rapport.html");
    let (sheet_first, glance) =
        (report.find("id=\"aendrede-tal\""), report.find("id=\"overblik\""));
    assert!(sheet_first.unwrap() < glance.unwrap_or(usize::MAX));
    // Each stands in the sheet as it was printed then, and as it is.
    for key in &both_shown {
        for run in [&first, &second] {
            let value = run.releases[&Audience::Public].figures()[key].value().unwrap();
            assert!(sheet.contains(&value.to_string().replace('.', ",")), "{key}");
        }
    }
    let paths: Vec<&str> = made.files.iter().map(|file| file.path.as_str()).collect();
    assert!(paths.contains(&"offentlig/rettelsesblad.docx"));
    assert!(!paths.iter().any(|path| path.starts_with("fortrolig/rettelsesblad")));
    assert!(!before.files.iter().any(|file| file.path.contains("rettelsesblad")));
}

#[test]
fn the_cause_of_a_change_is_what_the_register_says_differs() {
    let mut place = Municipality::new();
    place.publish("2019");
    let causes = |change: &dyn Fn(&mut serde_json::Value)| {
        let register = place.register_with(|register| {
            let edition = &mut register["udgaver"][0];
            edition["figurer"][FIGURE]["vaerdi"] = "1.0".into();
            change(edition);
        });
        let since = place.draft_after(register);
        let [of] = since[0].figures.as_slice() else { panic!("{since:?}") };
        let ChangedContent::Shown { then, .. } = of.content else { panic!("{of:?}") };
        assert_eq!(
            (of.key.clone(), then.value().unwrap().to_string()),
            (key(FIGURE), "1.0".into())
        );
        of.causes.iter().map(|of| of.id()).collect::<Vec<_>>()
    };
    let source =
        |edition: &mut serde_json::Value, name: &str, field: &str, to: serde_json::Value| {
            let all = edition["grundlag"]["kilder"].as_array_mut().unwrap();
            let of =
                all.iter_mut().find(|of| of["kilde"].as_str().unwrap().contains(name)).unwrap();
            assert!(of.get(field).is_some());
            of[field] = to;
        };
    assert_eq!(causes(&|_| ()), ["ukendt"]);
    assert_eq!(
        causes(&|edition| source(edition, "2018-19", "sha256", "a".into())),
        ["nyt-udtraek"]
    );
    assert_eq!(causes(&|edition| source(edition, "2017-18", "sha256", "a".into())), ["ukendt"]);
    assert_eq!(causes(&|edition| source(edition, "2018-19", "rettet", true.into())), ["rettelse"]);
    assert_eq!(causes(&|edition| edition["program"] = "0.0.1".into()), ["metode"]);
    let version = |edition: &mut serde_json::Value| {
        edition["definitioner"]["karakterer.dansk"] = 7.into();
    };
    assert_eq!(causes(&version), ["definition"]);
    let merged = |edition: &mut serde_json::Value| {
        edition["grundlag"]["sammenlaegninger"]["999009"] = "999001".into();
    };
    assert_eq!(causes(&merged), ["sammenlaegning"]);
    let both = |edition: &mut serde_json::Value| {
        version(edition);
        edition["program"] = "0.0.1".into();
        source(edition, "2018-19", "sha256", "a".into());
    };
    assert_eq!(causes(&both), ["nyt-udtraek", "definition"]);
    // A register of an older version of the program: it is final, and cannot say.
    let old = |edition: &mut serde_json::Value| {
        let edition = edition.as_object_mut().unwrap();
        assert!(edition.remove("grundlag").is_some() && edition.remove("trin").is_some());
    };
    assert_eq!(causes(&old), ["ukendt"]);
}

#[test]
fn a_number_that_is_hidden_in_one_edition_is_told_of_in_words() {
    let mut place = Municipality::new();
    let (run, _) = place.publish("2019");
    let figures = run.releases[&Audience::Public].figures();
    let hidden = figures.iter().find(|(_, figure)| figure.is_hidden()).unwrap().0.to_string();
    let register = place.register_with(|register| {
        let figures = &mut register["udgaver"][0]["figurer"];
        figures[hidden.as_str()] = serde_json::json!({ "evidens": "A", "status": "vist",
            "vaerdi": "98.7", "n": null, "taeller": null, "nedre": null, "oevre": null,
            "for_faa": false });
        figures[FIGURE] = serde_json::json!({ "evidens": "A", "status": "skjult" });
    });
    let since = place.draft_after(register);
    let of = |key: &str| since[0].figures.iter().find(|of| of.key.to_string() == key).unwrap();
    assert_eq!(of(&hidden).content, ChangedContent::HiddenNow);
    assert!(matches!(of(FIGURE).content, ChangedContent::ShownNow { .. }));
}
