//! What is done for the goals, for programs: as far as the release's audience may read it.

use kvalitet_core::action;
use kvalitet_core::{Decimal, IndicatorId};
use serde::Serialize;

use crate::view::View;

#[derive(Serialize)]
pub(super) struct Action<'a> {
    id: &'a str,
    maal: Option<&'a str>,
    navn: &'a str,
    tekst: &'a str,
    tegn: Option<&'a str>,
    indikator: Option<&'a str>,
    ventet_aendring: Option<Decimal>,
    ansvarlig: &'a str,
    hvorfor: Option<&'a str>,
    fra: Option<&'a str>,
    frist: &'a str,
    skole: Option<String>,
    status: &'static str,
    over_tid: bool,
    fra_sidste_rapport: bool,
    opfoelgning: Option<FollowUp<'a>>,
}

#[derive(Serialize)]
struct FollowUp<'a> {
    dato: &'a str,
    set: &'a str,
    laert: Option<&'a str>,
    hvem: Option<&'a str>,
    naeste: Option<&'a str>,
}

/// Every action that this audience may read, the most urgent first.
pub(super) fn all<'a>(view: &View<'a>) -> Vec<Action<'a>> {
    let date = &view.release.edition().date;
    let all = action::in_order(view.release.actions(), date).into_iter();
    all.map(|of| one(view, of, of.is_overdue(date))).collect()
}

fn one<'a>(view: &View<'_>, of: &'a action::Action, over_tid: bool) -> Action<'a> {
    let follow_up = |of: &'a action::FollowUp| FollowUp {
        dato: &of.date,
        set: view.local(&of.seen),
        laert: of.learned.as_ref().map(|of| view.local(of)),
        hvem: of.took_part.as_ref().map(|of| view.local(of)),
        naeste: of.next.as_ref().map(|of| view.local(of)),
    };
    Action {
        id: &of.id,
        maal: of.goal.as_deref(),
        navn: view.local(&of.name),
        tekst: view.local(&of.text),
        tegn: of.sign.as_ref().map(|of| view.local(of)),
        indikator: of.indicator.as_ref().map(IndicatorId::as_str),
        ventet_aendring: of.change,
        ansvarlig: view.local(&of.responsible),
        hvorfor: of.why.as_ref().map(|of| view.local(of)),
        fra: of.from.as_deref(),
        frist: &of.due,
        skole: of.school.map(|school| school.to_string()),
        status: of.status.id(),
        over_tid,
        fra_sidste_rapport: of.from_last_report,
        opfoelgning: of.follow_up.as_ref().map(follow_up),
    }
}
