//! Figures, verdicts and settings in words.

use kvalitet_core::catalogue::{
    BreakWeight, Categories, Indicator, Polarity, Reported, Scale, Series, Statistic,
};
use kvalitet_core::legal::LegalTarget;
use kvalitet_core::settings::{SettingDefinition, SettingValue, Status};
use kvalitet_core::table::built_in;
use kvalitet_core::target::{Certainty, RuleVerdict, TargetRule};
use kvalitet_core::{
    Breakdown, Category, Decimal, EvidenceClass, FigureKey, Grade, Heritage, Level, LocalText,
    Part, Period, PublishedVerdict, SchoolYear, Sex, Stage, Unit,
};
use kvalitet_disclosure::{
    AbsentReason, Coverage, ReleasedContent, ReleasedCount, ReleasedFigure, ReleasedTarget,
    TargetContent,
};

use crate::document::{Cell, CellStyle, Made};
use crate::formula::{formula, in_words};
use crate::sentences;
use crate::view::View;

impl View<'_> {
    /// A value for a table or chart: `71,3 %`, `7,3`.
    pub(crate) fn value(&self, indicator: &Indicator, value: Decimal) -> String {
        match indicator.scale {
            Scale::Percent => self.texts.percent(value),
            Scale::Number => self.texts.number(value),
        }
    }

    /// A value for a sentence: `71,3 pct.`, `3,7 point (1-5)`; a mark alone, which is its own unit.
    pub(crate) fn value_in_text(&self, indicator: &Indicator, value: Decimal) -> String {
        self.with_unit(indicator, value, self.unit_of(indicator))
    }

    /// A value for a sentence that has said its scale: `3,7 point`.
    pub(crate) fn value_in_short(&self, indicator: &Indicator, value: Decimal) -> String {
        self.with_unit(indicator, value, self.short_unit(indicator))
    }

    fn with_unit(&self, indicator: &Indicator, value: Decimal, unit: String) -> String {
        match indicator.scale {
            Scale::Percent => self.texts.percent_in_text(value),
            Scale::Number => {
                let value = ("vaerdi", self.texts.number(value).into());
                self.with("rap-vaerdi-i-tekst", &[value, ("enhed", unit.into())])
            }
        }
    }

    /// A difference: `30 procentpoint`, `0,4 point`.
    pub(crate) fn points(&self, indicator: &Indicator, number: Decimal) -> String {
        self.of_points(indicator, self.texts.number(number))
    }

    /// A difference with its sign: `+30 procentpoint`, `−0,4 point`.
    pub(crate) fn signed_points(&self, indicator: &Indicator, number: Decimal) -> String {
        self.of_points(indicator, self.signed(number))
    }

    fn of_points(&self, indicator: &Indicator, number: String) -> String {
        match indicator.scale {
            Scale::Percent => self.with("rap-udv-procentpoint", &[("tal", number.into())]),
            Scale::Number => format!("{number}\u{a0}{}", self.unit_of_difference(indicator)),
        }
    }

    /// The unit of a difference: `procentpoint`, `point`, `karakterpoint`.
    pub(crate) fn unit_of_difference(&self, indicator: &Indicator) -> String {
        if indicator.scale == Scale::Percent {
            return self.get("rap-udv-enhed-procentpoint");
        }
        self.with("rap-udv-enhed-forskel", &[("enhed", self.short_unit(indicator).into())])
    }

    /// The unit without its scale: `point` of `point (1-5)`.
    pub(crate) fn short_unit(&self, indicator: &Indicator) -> String {
        let unit = self.unit_of(indicator);
        unit.split(" (").next().unwrap_or_default().to_owned()
    }

    /// A number with its sign: `+3,2`, `−3,2`, `0,0`.
    pub(crate) fn signed(&self, number: Decimal) -> String {
        let sign = if 0 < number.units() { "+" } else { "" };
        format!("{sign}{}", self.texts.number(number))
    }

    /// The unit of measure: `procent`, `karakter`.
    pub(crate) fn unit_of(&self, indicator: &Indicator) -> String {
        match (indicator.scale, &indicator.unit) {
            (Scale::Percent, _) => self.get("rap-procent"),
            (Scale::Number, Some(unit)) => self.local(unit).to_owned(),
            (Scale::Number, None) => self.get("rap-tal"),
        }
    }

    /// Whether a figure is a share of persons or rows.
    pub(crate) fn is_share(indicator: &Indicator) -> bool {
        let share = matches!(
            indicator.statistic,
            Statistic::Share { .. } | Statistic::Reported { form: Reported::Share }
        );
        share && indicator.scale == Scale::Percent
    }

    /// What the n of a figure counts, as messages choose their words by it: `elever`, `raekker` of a
    /// table of the municipality's own that need not be pupils, or `andet`: a ratio and a mean of
    /// schools rest on something else than pupils.
    pub(crate) fn counted(indicator: &Indicator) -> &'static str {
        match indicator.statistic {
            _ if indicator.over_schools.is_some() => "andet",
            Statistic::Reported { form: Reported::Ratio } => "andet",
            Statistic::Reported { .. } => "elever",
            _ if built_in(&indicator.table).is_some() => "elever",
            _ => "raekker",
        }
    }

    /// What a value is, for the line under a chart's title: `andel af eleverne`, `point (1-5)`.
    pub(crate) fn measured_as(&self, indicator: &Indicator) -> String {
        if Self::is_share(indicator) {
            return self.with("rap-andel-af", &[("talt", Self::counted(indicator).into())]);
        }
        self.unit_of(indicator)
    }

    /// The limits of an interval: `69,9–72,7`.
    pub(crate) fn limits(&self, figure: &ReleasedFigure) -> Option<String> {
        let (lower, upper) = figure.interval()?;
        Some(self.span(lower, upper))
    }

    /// From one number to another: `69,9–72,7`, and where a dash would run into a minus `−0,04 til 0,04`.
    pub(crate) fn span(&self, lower: Decimal, upper: Decimal) -> String {
        let [from, to] = [lower, upper].map(|limit| self.texts.number(limit));
        if lower.units() < 0 {
            return self.with("rap-udv-fra-til", &[("nedre", from.into()), ("oevre", to.into())]);
        }
        format!("{from}–{to}")
    }

    /// Why there is no number.
    pub(crate) fn absent(&self, indicator: &Indicator, reason: AbsentReason) -> String {
        match reason {
            AbsentReason::NobodyCounts if Self::counted(indicator) == "raekker" => {
                self.get("rap-mangler-ingen-raekker")
            }
            _ => self.reason(reason),
        }
    }

    /// Why there is no number, of an indicator that counts pupils.
    pub(crate) fn reason(&self, reason: AbsentReason) -> String {
        self.get(match reason {
            AbsentReason::NobodyCounts => "rap-mangler-ingen-elever",
            AbsentReason::NoMunicipalityFigure => "rap-mangler-intet-kommunetal",
            AbsentReason::NotPublished => "rap-mangler-ikke-offentliggjort",
            AbsentReason::Withheld => "rap-mangler-tilbageholdt",
            AbsentReason::NotReported => "rap-mangler-ikke-indberettet",
            AbsentReason::NotInSource => "rap-mangler-ikke-i-kilden",
        })
    }

    /// A figure in a cell, its number of pupils in small print.
    pub(crate) fn cell(&self, indicator: &Indicator, figure: Option<&ReleasedFigure>) -> Cell {
        let Some(figure) = figure else {
            return Cell::absent("–");
        };
        match figure.content() {
            ReleasedContent::Hidden => Cell::absent(self.get("rap-skjult")),
            ReleasedContent::Absent { reason } => Cell::absent(self.absent(indicator, *reason)),
            ReleasedContent::Shown { value, n, too_few, verdict, .. } => {
                let mut under: Vec<String> = n.map(|n| self.n(n)).into_iter().collect();
                if *too_few {
                    under.push(self.get("rap-for-faa"));
                }
                under.extend(verdict.map(|verdict| self.published_verdict(verdict)));
                under.extend(figure.coverage().map(|coverage| self.coverage(coverage)));
                under.extend(figure.rounded_to().map(|to| self.rounded("rap-afrundet", to)));
                if figure.is_kept() {
                    under.push(self.get("rap-fra-tidligere-udgave"));
                }
                Cell::number(self.value(indicator, *value)).under(under.join(" · "))
            }
        }
    }

    /// The figure of one unit in one year in a cell, with how it was made behind it.
    pub(crate) fn figure_cell(
        &self,
        indicator: &Indicator,
        unit: Unit,
        year: SchoolYear,
        breakdown: Breakdown,
    ) -> Cell {
        let figure = self.figure(indicator, unit, year, breakdown);
        self.cell(indicator, figure).made(self.made(indicator, unit, year, breakdown))
    }

    /// How a figure that is shown was made; `None` for any other.
    pub(crate) fn made(
        &self,
        indicator: &Indicator,
        unit: Unit,
        year: SchoolYear,
        breakdown: Breakdown,
    ) -> Option<Made> {
        let figure = self.figure(indicator, unit, year, breakdown)?;
        figure.value()?;
        let (id, period) = (indicator.id.clone(), Period::Year(year));
        Some(Made {
            key: FigureKey { indicator: id, unit, period, breakdown }.to_string(),
            evidence: figure.class().to_string(),
            n: figure.n().map(|n| self.texts.count(n)).unwrap_or_default(),
            interval: self.limits(figure).unwrap_or_default(),
        })
    }

    /// The same with its interval in small print too.
    pub(crate) fn figure_cell_with_interval(
        &self,
        indicator: &Indicator,
        unit: Unit,
        year: SchoolYear,
        breakdown: Breakdown,
    ) -> Cell {
        let figure = self.figure(indicator, unit, year, breakdown);
        let mut cell = self.figure_cell(indicator, unit, year, breakdown);
        let n = std::mem::take(&mut cell.under);
        let limits = figure.and_then(|figure| self.limits(figure));
        let parts: Vec<String> =
            limits.into_iter().chain(Some(n)).filter(|p| !p.is_empty()).collect();
        cell.under(parts.join(" · "))
    }

    /// How many schools a sum holds: `54 af 56 skoler`.
    pub(crate) fn coverage(&self, coverage: Coverage) -> String {
        let (with, of) = (u64::from(coverage.with), u64::from(coverage.of));
        self.with("rap-daekker", &[("med", with.into()), ("af", of.into())])
    }

    /// Whether a figure of the indicator says of how many pupils it is.
    pub(crate) fn counts_pupils(&self, indicator: &Indicator) -> bool {
        let facts = self.facts(indicator);
        facts.units.iter().any(|unit| {
            facts.years.iter().any(|year| {
                let figure = self.figure(indicator, *unit, *year, Breakdown::ALL);
                figure.is_some_and(|figure| figure.n().is_some())
            })
        })
    }

    /// That a figure is rounded, in the words with this id.
    pub(crate) fn rounded(&self, id: &str, to: u64) -> String {
        self.with(id, &[("til", to.into())])
    }

    fn n(&self, n: u64) -> String {
        self.with("rap-n", &[("n", n.into())])
    }

    pub(crate) fn published_verdict(&self, verdict: PublishedVerdict) -> String {
        self.get(match verdict {
            PublishedVerdict::Below => "rap-dom-under",
            PublishedVerdict::Level => "rap-dom-paa",
            PublishedVerdict::Above => "rap-dom-over",
        })
    }

    /// What the plain rule says, without on how many grades.
    fn rule_alone(&self, rule: RuleVerdict) -> String {
        self.get(match rule {
            RuleVerdict::Met => "rap-regel-indfriet",
            RuleVerdict::Partly { .. } => "rap-regel-delvist-indfriet",
            RuleVerdict::NotMet => "rap-regel-ikke-indfriet",
            RuleVerdict::NoResult => "rap-regel-intet-resultat",
            RuleVerdict::WithReservation => "rap-regel-med-forbehold",
        })
    }

    /// How sure it is, in a word or two.
    pub(crate) fn certainty(&self, certainty: Certainty) -> String {
        self.get(match certainty {
            Certainty::Clear => "rap-sikkerhed-klart",
            Certainty::NearLimit => "rap-sikkerhed-taet-paa",
            Certainty::Undecided => "rap-sikkerhed-kan-ikke-afgoeres",
        })
    }

    /// A verdict in a cell: the rule, and in small print on how many grades, how sure, and the
    /// year compared with.
    pub(crate) fn verdict_cell(&self, target: Option<&ReleasedTarget>) -> Cell {
        let Some(target) = target else {
            return Cell::absent("–");
        };
        let TargetContent::Shown { rule, certainty, .. } = &target.content else {
            return Cell::absent(self.get("rap-skjult"));
        };
        match *rule {
            RuleVerdict::NoResult if self.without_figure(target) => {
                Cell::absent(self.get("rap-mangler-intet-kommunetal"))
            }
            RuleVerdict::NoResult => {
                let cell = Cell::absent(self.rule(*rule));
                let first = target.target.rule.compares_years() && target.compared_with.is_none();
                if first { cell.under(self.get("rap-intet-tidligere-aar")) } else { cell }
            }
            RuleVerdict::WithReservation => {
                let year = sentences::reserved(self, target).to_string();
                let why = self.with("rap-regel-forbehold-aar", &[("aar", year.into())]);
                Cell::absent(self.rule(*rule)).under(why)
            }
            RuleVerdict::Met | RuleVerdict::Partly { .. } | RuleVerdict::NotMet => {
                let grades = match *rule {
                    RuleVerdict::Partly { met, of } => Some(self.grades_met(met, of)),
                    _ => None,
                };
                let sure = certainty.map(|certainty| self.certainty(certainty));
                let against = target.compared_with.map(|year| self.against(year));
                // Each remark stays on one line; the line breaks between them.
                let under: Vec<String> = [grades, sure, against]
                    .into_iter()
                    .flatten()
                    .map(|remark| remark.replace(' ', "\u{a0}"))
                    .collect();
                Cell::of(CellStyle::Verdict, self.rule_alone(*rule)).under(under.join(" · "))
            }
        }
    }

    /// Whether the series has no figure for units like this one in the verdict's year.
    fn without_figure(&self, target: &ReleasedTarget) -> bool {
        let catalogue = self.release.catalogue();
        let indicator = catalogue.indicator(target.target.indicator.as_str());
        let series = indicator.and_then(|indicator| catalogue.series_of(indicator));
        !matches!(target.unit, Unit::School(_))
            && series.is_some_and(|series| series.no_municipality_figure(target.year).is_some())
    }

    fn grades_met(&self, met: u8, of: u8) -> String {
        let (met, of) = (u64::from(met), u64::from(of));
        self.with("rap-regel-delvist", &[("indfriet", met.into()), ("antal", of.into())])
    }

    /// What the plain rule says on one line: `delvist (2 af 4 klassetrin)`.
    pub(crate) fn rule(&self, rule: RuleVerdict) -> String {
        match rule {
            RuleVerdict::Partly { met, of } => {
                format!("{} ({})", self.rule_alone(rule), self.grades_met(met, of))
            }
            RuleVerdict::Met
            | RuleVerdict::NotMet
            | RuleVerdict::NoResult
            | RuleVerdict::WithReservation => self.rule_alone(rule),
        }
    }

    fn against(&self, year: SchoolYear) -> String {
        self.with("rap-mod-aar", &[("aar", year.to_string().into())])
    }

    /// What a target asks, as the head of a row: `mindst 80 %`.
    pub(crate) fn asked(&self, rule: TargetRule) -> String {
        match rule {
            TargetRule::AtLeastPercent(_) | TargetRule::AtLeast(_) => {
                let limit = self.limit(rule, Self::percent_for_tables);
                self.with("rap-krav-mindst", &[("procent", limit.into())])
            }
            TargetRule::AtMostPercent(_) | TargetRule::AtMost(_) => {
                let limit = self.limit(rule, Self::percent_for_tables);
                self.with("rap-krav-hoejst", &[("procent", limit.into())])
            }
            TargetRule::Rises => self.get("rap-krav-stiger"),
            TargetRule::Falls => self.get("rap-krav-falder"),
        }
    }

    fn percent_for_tables(&self, value: Decimal) -> String {
        self.texts.percent(value)
    }

    fn percent_for_text(&self, value: Decimal) -> String {
        self.texts.percent_in_text(value)
    }

    /// A limit as it is printed; nothing for a target that compares years.
    fn limit(&self, rule: TargetRule, percent: fn(&Self, Decimal) -> String) -> String {
        let Some((limit, _)) = rule.limit() else { return String::new() };
        match rule {
            TargetRule::AtLeastPercent(_) | TargetRule::AtMostPercent(_) => percent(self, limit),
            _ => self.texts.number(limit),
        }
    }

    /// What a target asks, as the subject of a sentence.
    pub(crate) fn target_in_text(&self, target: &ReleasedTarget) -> String {
        let indicator = self.release.catalogue().indicator(target.target.indicator.as_str());
        let number = indicator.is_some_and(|of| of.scale == Scale::Number);
        let year = || {
            let earlier = target.compared_with.map(|year| year.to_string());
            earlier.unwrap_or_else(|| self.get("rap-et-tidligere-aar"))
        };
        match target.target.rule {
            rule @ (TargetRule::AtLeastPercent(_) | TargetRule::AtLeast(_)) => {
                let limit = self.limit(rule, Self::percent_for_text);
                self.with("rap-maalet-mindst", &[("procent", limit.into())])
            }
            rule @ (TargetRule::AtMostPercent(_) | TargetRule::AtMost(_)) => {
                let limit = self.limit(rule, Self::percent_for_text);
                self.with("rap-maalet-hoejst", &[("procent", limit.into())])
            }
            TargetRule::Rises => self.with(
                if number { "rap-maalet-stiger-tal" } else { "rap-maalet-stiger" },
                &[("aar", year().into())],
            ),
            TargetRule::Falls => self.with(
                if number { "rap-maalet-falder-tal" } else { "rap-maalet-falder" },
                &[("aar", year().into())],
            ),
        }
    }

    pub(crate) fn evidence(&self, class: EvidenceClass) -> String {
        self.get(match class {
            EvidenceClass::A => "rap-evidens-a",
            EvidenceClass::B => "rap-evidens-b",
            EvidenceClass::C => "rap-evidens-c",
            EvidenceClass::D => "rap-evidens-d",
            EvidenceClass::E => "rap-evidens-e",
        })
    }

    pub(crate) fn status(&self, status: Status) -> String {
        self.get(match status {
            Status::Confirmed => "rap-status-bekraeftet",
            Status::Unconfirmed => "rap-status-ubekraeftet",
            Status::Assumed => "rap-status-antaget",
        })
    }

    pub(crate) fn polarity(&self, polarity: Polarity) -> String {
        self.get(match polarity {
            Polarity::HigherIsBetter => "rap-retning-hoejere",
            Polarity::LowerIsBetter => "rap-retning-lavere",
            Polarity::Neutral => "rap-retning-neutral",
        })
    }

    pub(crate) fn level(&self, level: Level) -> String {
        self.get(match level {
            Level::Insufficient => "rap-niveau-1",
            Level::Inadequate => "rap-niveau-2",
            Level::Fair => "rap-niveau-3",
            Level::Good => "rap-niveau-4",
            Level::VeryGood => "rap-niveau-5",
            Level::Outstanding => "rap-niveau-6",
        })
    }

    pub(crate) fn grade(&self, grade: Grade) -> String {
        self.with("rap-klasse", &[("klassetrin", grade.to_string().into())])
    }

    /// A breakdown: `4. klasse`, `alle klassetrin`, `4. klasse, fremragende`.
    pub(crate) fn breakdown(&self, breakdown: Breakdown) -> String {
        let part = self.part(breakdown.part);
        match breakdown.category {
            Some(category) => format!("{part}, {}", self.category(category)),
            None => part,
        }
    }

    /// Which pupils of an indicator: as [`View::part`], but all of them are all grades only where there
    /// are grades.
    pub(crate) fn part_of(&self, indicator: &Indicator, part: Part) -> String {
        match part {
            Part::All if self.facts(indicator).grades.is_empty() => self.get("rap-i-alt"),
            _ => self.part(part),
        }
    }

    /// Which pupils: `4. klasse`, `mellemtrin`, `piger`.
    pub(crate) fn part(&self, part: Part) -> String {
        match part {
            Part::All => self.get("rap-alle-klassetrin"),
            Part::Grade(grade) => self.grade(grade),
            Part::Stage(stage) => self.get(match stage {
                Stage::Lower => "rap-trin-indskoling",
                Stage::Middle => "rap-trin-mellemtrin",
                Stage::Upper => "rap-trin-udskoling",
                Stage::Tenth => "rap-trin-10-klasse",
            }),
            Part::Class(label) => label.to_string(),
            Part::Sex(sex) => self.get(match sex {
                Sex::Girl => "rap-koen-pige",
                Sex::Boy => "rap-koen-dreng",
                Sex::NotStated => "rap-koen-uoplyst",
            }),
            Part::Heritage(heritage) => self.get(match heritage {
                Heritage::Danish => "rap-herkomst-dansk",
                Heritage::Immigrant => "rap-herkomst-indvandrer",
                Heritage::Descendant => "rap-herkomst-efterkommer",
                Heritage::NotStated => "rap-herkomst-uoplyst",
            }),
        }
    }

    pub(crate) fn category(&self, category: Category) -> String {
        match category {
            Category::Level(level) => self.level(level),
            Category::Band(code) => self.get(match code {
                1 => "rap-baand-1",
                2 => "rap-baand-2",
                3 => "rap-baand-3",
                _ => "rap-baand-4",
            }),
            Category::Answer(code) => self.with("rap-svar", &[("svar", u64::from(code).into())]),
            Category::Interval(code) => {
                self.with("rap-pointinterval", &[("interval", u64::from(code).into())])
            }
        }
    }

    /// A category of one indicator's distribution: as [`View::category`], but the ends of a scale of
    /// answers say so.
    pub(crate) fn category_in(&self, indicator: &Indicator, category: Category) -> String {
        let Category::Answer(code) = category else {
            return self.category(category);
        };
        let number = [("svar", u64::from(code).into())];
        let all = Self::categories(indicator);
        match (all.first() == Some(&category), all.last() == Some(&category)) {
            (true, false) => self.with("rap-svar-lavest", &number),
            (false, true) => self.with("rap-svar-hoejest", &number),
            _ => self.with("rap-svar", &number),
        }
    }

    /// What the categories of a distribution are, as the id of a message.
    pub(crate) fn scale_of(indicator: &Indicator) -> &'static str {
        match indicator.statistic {
            Statistic::Distribution { categories: Categories::Levels, .. } => "rap-niveau",
            Statistic::Distribution { categories: Categories::Bands, .. } => "rap-baand",
            _ => "rap-svar-hoved",
        }
    }

    pub(crate) fn count(&self, count: ReleasedCount) -> Cell {
        match count {
            ReleasedCount::Exact(n) => Cell::number(self.texts.count(n)),
            ReleasedCount::FewerThan(k) => {
                Cell::absent(self.with("rap-faerre-end", &[("antal", k.into())]))
            }
            ReleasedCount::Withheld => Cell::absent(self.get("rap-ikke-vist")),
        }
    }

    /// The value of a setting as a reader understands it.
    pub(crate) fn setting(&self, definition: &SettingDefinition, value: &SettingValue) -> String {
        match value {
            SettingValue::Number(number) => Decimal::new(*number, 0)
                .map_or_else(|| number.to_string(), |number| self.texts.number(number)),
            SettingValue::Choice(id) => {
                let choice = definition.choices.iter().find(|choice| choice.id == *id);
                choice.map_or_else(|| id.clone(), |choice| self.local(&choice.text).to_owned())
            }
        }
    }

    /// How a figure is made.
    pub(crate) fn formula(&self, indicator: &Indicator) -> String {
        formula(self.texts, indicator)
    }

    /// How a figure is made, with the expressions in words.
    pub(crate) fn formula_in_words(&self, indicator: &Indicator) -> String {
        in_words(self.texts, indicator)
    }

    /// Names in a row: `a`, `a og b`, `a, b og c`.
    pub(crate) fn listed(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => self.with(
                "rap-og",
                &[("foerste", first.join(", ").into()), ("sidste", last.as_str().into())],
            ),
        }
    }

    /// The targets of the state that held for an indicator in a year it is told of, and when they did.
    pub(crate) fn targets_held(&self, indicator: &Indicator) -> Vec<String> {
        let years = &self.facts(indicator).years;
        let held = |year: &SchoolYear| self.release.targets_held(indicator, *year);
        let mut told: Vec<&LegalTarget> = years.iter().flat_map(held).collect();
        told.dedup_by(|a, b| a.id == b.id);
        let sentence = |target: &&LegalTarget| {
            let mut arguments = vec![
                ("maal", self.local(&target.text).trim_end_matches('.').into()),
                ("fra", target.valid_from.to_string().into()),
            ];
            arguments.extend(target.valid_to.map(|year| ("til", year.to_string().into())));
            let id = if target.valid_to.is_some() { "rap-maal-gjaldt" } else { "rap-maal-gaelder" };
            self.with(id, &arguments)
        };
        told.iter().map(sentence).collect()
    }

    /// What is special about single years of some series, each of the years told of it: a sentence for each
    /// reason, with the years and, where it does not hold for all, the series.
    pub(crate) fn year_notes(&self, told: &[(&Series, Vec<SchoolYear>)]) -> Vec<String> {
        let mut all: Vec<(Remark<'_>, Vec<String>)> = Vec::new();
        for (series, years) in told {
            let name = self.local(&series.name).to_owned();
            for remark in remarks(series, years) {
                match all.iter_mut().find(|(known, _)| *known == remark) {
                    Some((_, series)) => series.push(name.clone()),
                    None => all.push((remark, vec![name.clone()])),
                }
            }
        }
        let sentence = |(remark, series): (Remark<'_>, Vec<String>)| {
            let years: Vec<String> = remark.years.iter().map(ToString::to_string).collect();
            let reason = remark.reason.map(|reason| self.local(reason)).unwrap_or_default();
            let about = [("aar", self.listed(&years).into()), ("grund", reason.into())];
            let about = self.with(remark.id, &about);
            if series.len() == told.len() {
                return about;
            }
            let series = ("serie", series.join("; ").into());
            self.with("rap-om-serie", &[series, ("om", about.into())])
        };
        all.into_iter().map(sentence).collect()
    }
}

/// What is special about years of a series: a message, the years and the reason that it names.
#[derive(PartialEq, Eq)]
struct Remark<'s> {
    id: &'static str,
    years: Vec<SchoolYear>,
    reason: Option<&'s LocalText>,
}

/// What is special about the years of a series that are told of; years with the same reason together.
fn remarks<'s>(series: &'s Series, years: &[SchoolYear]) -> Vec<Remark<'s>> {
    let told = |year: &SchoolYear| {
        years.first().is_some_and(|first| first <= year)
            && years.last().is_some_and(|last| year <= last)
    };
    let mut all: Vec<Remark<'s>> = Vec::new();
    let without = series.without_municipality.iter().map(|of| ("rap-aar-uden-kommunetal", of));
    let reserved = series.reservation.iter().map(|of| ("rap-aar-med-forbehold", of));
    for (id, of) in without.chain(reserved).filter(|(_, of)| told(&of.year)) {
        let reason = Some(&of.reason);
        match all.iter_mut().find(|known| known.id == id && known.reason == reason) {
            Some(known) => known.years.push(of.year),
            None => all.push(Remark { id, years: vec![of.year], reason }),
        }
    }
    let breaks = series.breaks.iter().filter(|at| told(&at.at) && years.first() < Some(&at.at));
    all.extend(breaks.map(|of| {
        let id = match of.weight {
            BreakWeight::Reservation => "rap-graense-forbehold",
            BreakWeight::Break => "rap-graense-brud",
        };
        Remark { id, years: vec![of.at], reason: Some(&of.reason) }
    }));
    if years.iter().any(|year| series.measures_grade_before(*year)) {
        all.push(Remark { id: "rap-maaler-klassetrinnet-foer", years: Vec::new(), reason: None });
    }
    all
}
