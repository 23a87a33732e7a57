//! The sheet for the yearly talk about a school's development: two pages. What stands out, what to look
//! into, what the numbers cannot say, and questions that follow from verdicts and look forward. It grades
//! nobody.

use kvalitet_core::action::Action;
use kvalitet_core::catalogue::Indicator;
use kvalitet_core::target::RuleVerdict;
use kvalitet_core::verdict::{ChangeVerdict, PositionVerdict};
use kvalitet_core::{Breakdown, Decimal, SchoolYear, Unit};
use kvalitet_disclosure::{
    ChangeContent, PositionContent, ReleasedFigure, SimilarSchools, TargetContent,
};

use super::Sheet;
use crate::compare::{middle, rule_of_similar, why_none_similar};
use crate::document::{Block, Cell, Chapter, Layout, Row, RowGroup, Table, Term};
use crate::{actions, changes, overview, places, sentences};

/// How many findings, and how many questions, two pages have room for.
const FINDINGS: usize = 5;
const QUESTIONS: usize = 6;
/// Lines for agreements: how many at least, and how many of the plan's at most.
const AGREEMENTS: usize = 3;
const AGREED: usize = 4;
/// Lines for the school's own words.
const LINES: u8 = 5;

/// A message, and of which findings it is said.
type Reason = (&'static str, fn(&Finding<'_>) -> bool);

/// What the verdicts say of one headline.
struct Finding<'a> {
    indicator: &'a Indicator,
    change: Option<ChangeVerdict>,
    place: Option<PositionVerdict>,
    /// Whether its newest verdict says that its target is not met, and nothing reserves that.
    misses: bool,
    /// Whether the change or the place is hidden from this audience.
    is_hidden: bool,
}

impl Finding<'_> {
    fn is_sure(&self) -> bool {
        self.change.is_some_and(ChangeVerdict::is_sure)
            || self.place.is_some_and(PositionVerdict::is_sure)
    }

    /// The message that asks about it; the strongest reason to ask comes first. `None` where the
    /// numbers give no reason.
    fn question(&self) -> Option<&'static str> {
        match (self.change, self.place) {
            (Some(ChangeVerdict::Fall | ChangeVerdict::Rise), _) => Some("rap-samtale-sp-aendring"),
            (_, Some(PositionVerdict::Above | PositionVerdict::Below)) => {
                Some("rap-samtale-sp-sted")
            }
            _ if self.misses => Some("rap-samtale-sp-maal"),
            (Some(ChangeVerdict::TooFew), _) => Some("rap-samtale-sp-faa"),
            (Some(ChangeVerdict::NoSureChange), _) => Some("rap-samtale-sp-usikker"),
            _ => None,
        }
    }

    /// What asks first: what is sure, then targets, then what cannot be told.
    fn urgency(&self) -> usize {
        let order = [
            "rap-samtale-sp-aendring",
            "rap-samtale-sp-sted",
            "rap-samtale-sp-maal",
            "rap-samtale-sp-usikker",
            "rap-samtale-sp-faa",
        ];
        order.iter().position(|id| Some(*id) == self.question()).unwrap_or(order.len())
    }
}

/// What is asked, which way the change goes in that, and of which findings.
type Question<'f, 'a> = (&'static str, &'static str, Vec<&'f Finding<'a>>);

/// The same question is asked once, of all that it is about.
fn by_question<'f, 'a>(asked: Vec<&'f Finding<'a>>) -> Vec<Question<'f, 'a>> {
    let mut kinds: Vec<Question<'f, 'a>> = Vec::new();
    for (of, id) in asked.into_iter().filter_map(|of| Some((of, of.question()?))) {
        let way = match (id, of.change) {
            ("rap-samtale-sp-aendring", Some(ChangeVerdict::Rise)) => "stigning",
            ("rap-samtale-sp-aendring", Some(ChangeVerdict::Fall)) => "fald",
            _ => "ingen",
        };
        match kinds.iter_mut().find(|(known, known_way, _)| (*known, *known_way) == (id, way)) {
            Some((_, _, findings)) => findings.push(of),
            None => kinds.push((id, way, vec![of])),
        }
    }
    kinds
}

impl<'a> Sheet<'_, 'a> {
    /// The chapters, in the order of the talk.
    pub(super) fn of_talk(&self) -> Vec<Chapter> {
        let findings = self.findings();
        let table = self.overview().into_iter().flat_map(|chapter| chapter.sections);
        let table = table.flat_map(|section| section.blocks);
        let table = table.filter(|block| matches!(block, Block::Table { .. }));
        let mut table: Vec<Block> = table.collect();
        table.extend(self.similar_schools(&table));
        let chapters = [
            ("samtale-tal", "rap-ark-overblik", table),
            ("samtale-skiller", "rap-samtale-skiller", self.stands_out(&findings)),
            ("samtale-naermere", "rap-samtale-naermere", self.to_look_into(&findings)),
            ("samtale-ikke", "rap-samtale-ikke", self.cannot_say(&findings)),
            ("samtale-spoergsmaal", "rap-samtale-spoergsmaal", self.questions(&findings)),
            ("samtale-aftaler", "rap-samtale-aftaler", self.agreements()),
            ("samtale-skolen", "rap-samtale-skolen", vec![Block::Room { lines: LINES }]),
        ];
        let told = chapters.into_iter().filter(|(_, _, blocks)| !blocks.is_empty());
        told.map(|(id, title, blocks)| Chapter {
            id: id.to_owned(),
            group: self.view.get("rap-samtale"),
            title: self.view.get(title),
            blocks,
            sections: Vec::new(),
        })
        .collect()
    }

    fn findings(&self) -> Vec<Finding<'a>> {
        let topics = self.view.topics();
        let headlines =
            topics.iter().flat_map(|topic| overview::headlines(self.view, &topic.indicators));
        let told = headlines.filter(|of| of.headline || of.target.is_some());
        told.filter(|of| self.tells(of) && self.is_recent(of)).map(|of| self.finding(of)).collect()
    }

    fn finding(&self, indicator: &'a Indicator) -> Finding<'a> {
        let view = self.view;
        let change = changes::of_unit(view, indicator, self.school).map(|of| &of.content);
        let place = places::of_unit(view, indicator, self.school).map(|of| &of.content);
        let newest = view.newest(indicator, self.school);
        let target = newest.and_then(|year| view.verdict(indicator, self.school, year));
        let misses = target.is_some_and(|of| {
            matches!(of.content, TargetContent::Shown { rule: RuleVerdict::NotMet, .. })
        });
        Finding {
            indicator,
            change: match change {
                Some(ChangeContent::Shown { verdict, .. }) => *verdict,
                Some(ChangeContent::Hidden) | None => None,
            },
            place: match place {
                Some(PositionContent::Shown { verdict, .. }) => Some(*verdict),
                Some(PositionContent::Hidden) | None => None,
            },
            misses,
            is_hidden: matches!(change, Some(ChangeContent::Hidden))
                || matches!(place, Some(PositionContent::Hidden)),
        }
    }

    fn name(&self, finding: &Finding<'_>) -> String {
        self.view.local(&finding.indicator.name).to_owned()
    }

    /// What is sure, in the sentences of the report; that nothing is, where nothing is.
    fn stands_out(&self, findings: &[Finding<'a>]) -> Vec<Block> {
        let view = self.view;
        let said = |finding: &&Finding<'a>| {
            let change = changes::of_unit(view, finding.indicator, self.school)
                .filter(|_| finding.change.is_some_and(ChangeVerdict::is_sure))
                .map(|of| changes::sentences(view, of));
            let place = places::of_unit(view, finding.indicator, self.school)
                .filter(|_| finding.place.is_some_and(PositionVerdict::is_sure))
                .map(|of| places::sentences(view, of));
            let said: Vec<String> = [change, place].into_iter().flatten().flatten().collect();
            Term::new(self.name(finding), said.join(" "))
        };
        let sure: Vec<&Finding<'a>> = findings.iter().filter(|of| of.is_sure()).collect();
        if sure.is_empty() {
            let tested = findings.iter().filter(|of| {
                of.change.is_some_and(ChangeVerdict::is_tested)
                    || of.place.is_some_and(PositionVerdict::is_tested)
            });
            let tested = u64::try_from(tested.count()).unwrap_or_default();
            return vec![Block::paragraph(
                view.with("rap-samtale-intet-sikkert", &[("antal", tested.into())]),
            )];
        }
        let mut blocks =
            vec![Block::Terms { terms: sure.iter().take(FINDINGS).map(said).collect() }];
        let rest: Vec<String> = sure.iter().skip(FINDINGS).map(|of| self.name(of)).collect();
        if !rest.is_empty() {
            let also = view.with("rap-samtale-ogsaa", &[("navne", view.listed(&rest).into())]);
            blocks.push(Block::note(also));
        }
        blocks
    }

    /// The targets that are not met in the school's newest year.
    fn to_look_into(&self, findings: &[Finding<'a>]) -> Vec<Block> {
        let view = self.view;
        let missed = findings.iter().filter(|of| of.misses && !of.is_sure()).take(FINDINGS);
        let terms: Vec<Term> = missed
            .filter_map(|of| {
                let said = sentences::newest_verdict(view, of.indicator, self.school)?;
                Some(Term::new(self.name(of), said))
            })
            .collect();
        if terms.is_empty() { Vec::new() } else { vec![Block::Terms { terms }] }
    }

    /// What no talk should read out of the numbers, and of which headlines that holds.
    fn cannot_say(&self, findings: &[Finding<'a>]) -> Vec<Block> {
        let view = self.view;
        let reasons: [Reason; 4] = [
            ("rap-samtale-ikke-sikker", |of| of.change == Some(ChangeVerdict::NoSureChange)),
            ("rap-samtale-ikke-brud", |of| {
                matches!(
                    of.change,
                    Some(ChangeVerdict::WithReservation | ChangeVerdict::NotComparable)
                )
            }),
            ("rap-samtale-ikke-faa", |of| {
                matches!(of.change, Some(ChangeVerdict::TooFew | ChangeVerdict::CannotBeAssessed))
            }),
            ("rap-samtale-ikke-skjult", |of| of.is_hidden),
        ];
        let of_reason = |(id, holds): Reason| {
            let names: Vec<String> =
                findings.iter().filter(|of| holds(of)).map(|of| self.name(of)).collect();
            let said = || Term::new(view.get(id), view.listed(&names));
            (!names.is_empty()).then(said)
        };
        let terms: Vec<Term> = reasons.into_iter().filter_map(of_reason).collect();
        let terms = (!terms.is_empty()).then_some(Block::Terms { terms });
        terms.into_iter().chain([Block::note(view.get("rap-samtale-baggrund"))]).collect()
    }

    fn questions(&self, findings: &[Finding<'a>]) -> Vec<Block> {
        let view = self.view;
        let mut asked: Vec<&Finding<'a>> =
            findings.iter().filter(|of| of.question().is_some()).collect();
        asked.sort_by_key(|of| of.urgency());
        let question = |(id, change, of): (&str, &str, Vec<&Finding<'a>>)| {
            let names: Vec<String> = of.into_iter().map(|of| self.name(of)).collect();
            let count = u64::try_from(names.len()).unwrap_or(u64::MAX);
            let names = ("navn", view.listed(&names).into());
            view.with(id, &[names, ("dom", change.into()), ("antal", count.into())])
        };
        let kinds = by_question(asked).into_iter().take(QUESTIONS - 1);
        let mut all: Vec<String> = kinds.map(question).collect();
        all.push(view.get("rap-samtale-sp-frem"));
        let numbered = all.into_iter().zip(1_u64..);
        numbered.map(|(text, number)| Block::paragraph(format!("{number}. {text}"))).collect()
    }

    /// What was agreed with the school, the most urgent first.
    pub(super) fn agreed(&self) -> Vec<&'a Action> {
        let mut agreed = actions::of_schools(self.view);
        agreed.retain(|of| of.school.map(Unit::School) == Some(self.school));
        agreed
    }

    /// The last talk's agreements and their signs, with room for more.
    fn agreements(&self) -> Vec<Block> {
        let view = self.view;
        let heads = [
            "rap-samtale-aftale",
            "rap-samtale-tegn",
            "rap-samtale-hvem",
            "rap-samtale-hvor-langt",
        ];
        let agreed = self.agreed();
        let told = agreed.iter().take(AGREED).map(|action| {
            vec![
                Cell::words(view.local(&action.name)),
                actions::sign_briefly(view, action),
                Cell::words(view.local(&action.responsible)).under(actions::when(view, action)),
                actions::status(view, action),
            ]
        });
        let empty = || heads.map(|_| Cell::words("")).to_vec();
        let room = AGREEMENTS.saturating_sub(agreed.len());
        let rows = told.chain(std::iter::repeat_with(empty).take(room));
        let rows = rows.zip(1_u64..).map(|(cells, number)| Row::new(number.to_string(), cells));
        let caption = if agreed.is_empty() {
            "rap-samtale-aftaler-om"
        } else {
            "rap-samtale-aftaler-fra-planen"
        };
        let table = Table {
            id: "samtale-aftaler-tabel".to_owned(),
            caption: view.get(caption),
            corner: view.get("rap-samtale-nummer"),
            columns: heads.map(|id| view.get(id)).to_vec(),
            groups: vec![RowGroup::untitled(rows.collect())],
        };
        let more: Vec<String> =
            agreed.iter().skip(AGREED).map(|of| view.local(&of.name).to_owned()).collect();
        let more = (!more.is_empty()).then(|| {
            let names = [("navne", view.listed(&more).into())];
            Block::note(view.with("rap-samtale-ogsaa-aftalt", &names))
        });
        std::iter::once(Block::Table { table }).chain(more).collect()
    }

    /// Which schools are similar to the school, and how they were found, where a row is held against them; why
    /// there are none, where a row is held against others in their place.
    fn similar_schools(&self, table: &[Block]) -> Option<Block> {
        let view = self.view;
        let others = view.get("rap-samtale-andre");
        let has_others = table.iter().any(|block| match block {
            Block::Table { table } => table.columns.contains(&others),
            _ => false,
        });
        let topics = view.topics();
        let mut rows = topics.iter().flat_map(|topic| self.headlines(topic));
        let is_held = rows.any(|(of, year)| self.middle_of_similar(of, year).is_some());
        let is_found = matches!(view.release.similar(self.school)?, SimilarSchools::Found { .. });
        if !has_others || (is_found && !is_held) {
            return None;
        }
        let said = match view.release.similar(self.school)? {
            SimilarSchools::Found { schools, rule } => {
                let names: Vec<String> = schools.iter().map(|school| view.name(*school)).collect();
                let names = ("navne", view.listed(&names).into());
                let rule = ("regel", view.get(rule_of_similar(*rule)).into());
                view.with("rap-samtale-lignende", &[names, rule])
            }
            SimilarSchools::None { reason } => {
                let why = view.get(why_none_similar(*reason));
                view.with("rap-samtale-ingen-lignende", &[("hvorfor", why.into())])
            }
        };
        Some(Block::note(said))
    }

    /// The middle of the similar schools of a year, of numbers that this audience sees one by one; where
    /// it sees too few, where the middle half of the other schools lie. Nothing on a long sheet, where each
    /// indicator has its own line of them.
    pub(super) fn others(&self, indicator: &Indicator, year: SchoolYear) -> Option<Cell> {
        if self.layout != Layout::Talk {
            return None;
        }
        let view = self.view;
        if let Some((middle, schools)) = self.middle_of_similar(indicator, year) {
            let under = view.with("rap-samtale-midten-af", &[("antal", schools.into())]);
            return Some(Cell::number(view.value(indicator, middle)).under(under));
        }
        let (_, band) = self.band(indicator).filter(|(of, _)| *of == year)?;
        let under = view.with("rap-samtale-halvdelen-af", &[("antal", band.schools.into())]);
        Some(Cell::number(view.span(band.lower, band.upper)).under(under))
    }

    /// The middle of the similar schools whose number this audience sees, and how many they are.
    fn middle_of_similar(&self, indicator: &Indicator, year: SchoolYear) -> Option<(Decimal, u64)> {
        let SimilarSchools::Found { schools, .. } = self.view.release.similar(self.school)? else {
            return None;
        };
        let value = |of: &Unit| {
            let figure = self.view.figure(indicator, *of, year, Breakdown::ALL);
            figure.and_then(ReleasedFigure::value)
        };
        let shown: Vec<Decimal> = schools.iter().filter_map(value).collect();
        let count = u64::try_from(shown.len()).ok()?;
        Some((middle(shown, indicator.decimals)?, count))
    }
}

#[cfg(test)]
mod tests {
    use kvalitet_core::Language;
    use kvalitet_core::catalogue::Catalogue;
    use kvalitet_text::Texts;

    use super::*;

    fn asks(
        change: Option<ChangeVerdict>,
        place: Option<PositionVerdict>,
        misses: bool,
        expected: Option<&str>,
    ) {
        let catalogue = Catalogue::built_in().unwrap();
        let indicator = catalogue.indicator("laesning.gode").unwrap();
        let finding = Finding { indicator, change, place, misses, is_hidden: false };
        assert_eq!(finding.question(), expected);
    }

    #[test]
    fn what_is_sure_asks_before_a_target_and_what_is_not_sure_last() {
        use ChangeVerdict::{Fall, NoSureChange, WithReservation};
        let below = Some(PositionVerdict::Below);
        asks(Some(Fall), below, true, Some("rap-samtale-sp-aendring"));
        asks(Some(NoSureChange), below, true, Some("rap-samtale-sp-sted"));
        asks(Some(NoSureChange), None, true, Some("rap-samtale-sp-maal"));
        asks(Some(NoSureChange), None, false, Some("rap-samtale-sp-usikker"));
        // A reservation gives no reason to ask of a change.
        asks(Some(WithReservation), Some(PositionVerdict::Level), false, None);
        asks(None, None, false, None);
    }

    #[test]
    fn the_same_question_is_asked_once_of_all_that_it_is_about() {
        use ChangeVerdict::{Fall, NoSureChange, Rise};
        let catalogue = Catalogue::built_in().unwrap();
        let indicator = catalogue.indicator("laesning.gode").unwrap();
        let finding = |change| Finding {
            indicator,
            change: Some(change),
            place: None,
            misses: false,
            is_hidden: false,
        };
        let all = [Fall, Rise, NoSureChange, Fall, NoSureChange].map(finding);
        let asked: Vec<(&str, usize)> = by_question(all.iter().collect())
            .into_iter()
            .map(|(_, way, findings)| (way, findings.len()))
            .collect();
        assert_eq!(asked, [("fald", 2), ("stigning", 1), ("ingen", 2)]);
    }

    /// A rise or fall is called sure in the question of a sure change alone.
    #[test]
    fn no_other_question_says_that_anything_rose_or_fell() {
        for language in [Language::Danish, Language::English] {
            let texts = Texts::new(language);
            let words = ["steget", "faldet", "risen", "fallen"];
            for id in ["sted", "maal", "usikker", "faa", "frem"] {
                let said = texts.with(
                    &format!("rap-samtale-sp-{id}"),
                    &[("navn", "X".into()), ("dom", "ingen".into()), ("antal", 1_u64.into())],
                );
                assert!(!words.iter().any(|word| said.contains(word)), "{said}");
            }
        }
    }
}
