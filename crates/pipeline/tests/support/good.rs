//! The good sources of `fixtures/sources/good`, in memory, so that a test may change one of them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use kvalitet_ingest::{SourceError, Sources};
use kvalitet_pipeline::Plan;

/// A good file: what it is called in the names of bad files, its kind in a plan, the file, and what
/// the plan says of it besides.
pub(crate) type Role = (&'static str, &'static str, &'static str, &'static str);

pub(crate) const ROLES: &[Role] = &[
    ("register", "school_register", "institutionsregister.csv", ""),
    ("register_dansk", "school_register", "institutionsregister_dansk.csv", ""),
    ("elevtal", "roll", "elevtal.csv", ""),
    ("elevraekker", "national_test", "elevraekker.csv", ""),
    ("elevraekker_point", "national_test", "elevraekker_point.csv", ""),
    ("aggregater", "national_test", "aggregater.csv", ""),
    ("aggregater_andele", "national_test", "aggregater_andele.csv", ""),
    ("aggregater_andele_lang", "national_test", "aggregater_andele_lang.csv", ""),
    ("overgangstest_elever", "national_test", "overgangstest_elever.csv", ""),
    ("overgangstest_aggregater", "national_test", "overgangstest_aggregater.csv", ""),
    ("faerdighedstest_elever", "national_test", "faerdighedstest_elever.csv", ""),
    ("faerdighedstest_aggregater", "national_test", "faerdighedstest_aggregater.csv", ""),
    ("trivsel_elevsvar_4_9", "wellbeing", "trivsel_elevsvar_4_9.csv", ""),
    ("trivsel_elevsvar_0_3", "wellbeing", "trivsel_elevsvar_0_3.csv", ""),
    ("trivsel_indikatorer", "wellbeing", "trivsel_indikatorer.csv", ""),
    ("trivsel_indikatorer_lang", "wellbeing", "trivsel_indikatorer_lang.csv", ""),
    ("trivsel_baand", "wellbeing", "trivsel_baand.csv", ""),
    ("trivsel_baand_lang", "wellbeing", "trivsel_baand_lang.csv", ""),
    ("trivsel_svarfordeling", "wellbeing", "trivsel_svarfordeling.csv", ""),
    ("karakterer_elever", "marks", "karakterer_elever.csv", ""),
    ("karakterer_gennemsnit", "marks", "karakterer_gennemsnit.csv", ""),
    ("karakterer_gennemsnit_kommune", "marks", "karakterer_gennemsnit_kommune.csv", ""),
    ("karakterer_fag", "marks", "karakterer_fag.csv", ""),
    ("socref", "marks", "socref.csv", ""),
    ("fravaer", "absence", "fravaer.csv", ""),
    ("fravaer_dage", "absence", "fravaer_dage.csv", ""),
    ("fravaer_kommune", "absence", "fravaer_kommune.csv", "decimal = \"point\""),
    ("fravaer_lang", "absence", "fravaer_lang.csv", ""),
    ("overgang", "transition", "overgang.csv", ""),
    ("kompetencedaekning", "competence_cover", "kompetencedaekning.csv", ""),
    ("klassekvotient", "class_size", "klassekvotient.csv", ""),
    ("inklusion", "inclusion", "inklusion.csv", ""),
    ("klager", "complaints", "klager.csv", ""),
    ("personale", "staff", "personale.csv", ""),
    ("noegletal", "key_figures", "noegletal.csv", "year = \"2018/19\""),
    ("skolernes_noegletal", "key_figures", "skolernes_noegletal.csv", ""),
    ("skoletal_flere_aar", "key_figures", "skoletal_flere_aar.csv", ""),
    ("oversko_api", "key_figures", "oversko_api.json", ""),
    ("grupper", "groups", "grupper.csv", ""),
    ("skoleafloesning", "succession", "skoleafloesning.csv", ""),
    ("rettelser", "corrections", "rettelser.csv", ""),
];

/// The sources that a plan reads with a role: what its rows are held against.
pub(crate) fn read_with(role: &'static str) -> Vec<&'static str> {
    match role {
        "register" => vec!["register", "elevtal", "noegletal"],
        "elevtal" => vec!["register", "elevtal", "elevraekker"],
        "elevraekker" | "elevraekker_point" => vec!["register", "elevtal", role],
        "register_dansk" => vec!["register_dansk"],
        "rettelser" => vec!["rettelser", "register", "aggregater"],
        role => vec!["register", role],
    }
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// The file of a role.
pub(crate) fn file(role: &str) -> &'static str {
    ROLES.iter().find(|(id, ..)| *id == role).unwrap().2
}

/// The bytes of a role's good file.
pub(crate) fn good(role: &str) -> Vec<u8> {
    fs::read(fixtures().join("sources/good").join(file(role))).unwrap()
}

/// A plan that reads these roles and refuses a run with more than `limit` per cent in quarantine.
pub(crate) fn plan(roles: &[&str], limit: u8) -> Plan {
    plan_saying(roles, limit, &[])
}

/// The same, with other lines about some of the roles than the usual ones.
pub(crate) fn plan_saying(roles: &[&str], limit: u8, said: &[(&str, &str)]) -> Plan {
    let of_later_tests =
        |role: &&str| ["overgangstest", "faerdighed"].map(|name| role.starts_with(name));
    let later = roles.iter().any(|role| of_later_tests(role).contains(&true));
    let later = if later { ", \"2023/24\", \"2026/27\"" } else { "" };
    let mut text = format!(
        "[report]\ntitle = \"Prøve\"\ndate = 2019-10-31\nmunicipality = 999\n\
         years = [\"2016/17\", \"2017/18\", \"2018/19\"{later}]\n[data]\nquarantine_limit = {limit}\n"
    );
    for (role, kind, file, usual) in ROLES.iter().filter(|(role, ..)| roles.contains(role)) {
        let other = said.iter().find(|(of, _)| of == role).map(|(_, lines)| *lines);
        let lines = other.unwrap_or(usual);
        text = format!("{text}\n[[source]]\nkind = \"{kind}\"\nfiles = [\"{file}\"]\n{lines}\n");
    }
    Plan::parse(&text, "plan.toml").unwrap()
}

/// Files in memory.
pub(crate) struct Memory(BTreeMap<String, Vec<u8>>);

impl Memory {
    /// The good sources, with another file in the place of some roles.
    pub(crate) fn with(others: &[(&str, Vec<u8>)]) -> Self {
        let mut files: BTreeMap<_, _> =
            ROLES.iter().map(|(role, _, file, _)| ((*file).to_owned(), good(role))).collect();
        for (role, bytes) in others {
            files.insert(file(role).to_owned(), bytes.clone());
        }
        Self(files)
    }
}

impl Sources for Memory {
    fn matching(&self, pattern: &str) -> Result<Vec<String>, SourceError> {
        Ok(vec![pattern.to_owned()])
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + Send>, SourceError> {
        let bytes = self.0.get(path).ok_or(SourceError::Missing)?;
        Ok(Box::new(Cursor::new(bytes.clone())))
    }
}
