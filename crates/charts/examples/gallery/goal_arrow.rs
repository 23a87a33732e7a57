//! Goals of an invented municipality.

use kvalitet_charts::{
    ActionState, GoalAction, GoalArrow, GoalKinds, GoalSign, GoalWords, SignState, SubGoal,
};

use super::{NAMES, Specimen, heading, specimen, year};

const LONG: &str = "Alle skoler har en læsevejleder med tid til at følge elever i læsevanskeligheder \
    fra 1. til 9. klasse, og ordblindetesten tilbydes hver elev, hvis forældre eller lærere beder om \
    den, senest fire uger efter";

pub(crate) fn of_goal_arrow() -> Vec<Specimen> {
    let empty = |years: &[u16]| {
        let mut arrow = goal_arrow();
        arrow.years = years.iter().copied().map(year).collect();
        (arrow.sub_goals, arrow.actions, arrow.signs) = (Vec::new(), Vec::new(), Vec::new());
        arrow
    };
    let mut nothing = empty(&[]);
    nothing.goal = String::new();
    nothing.words = GoalWords::default();
    let mut signs = empty(&[2024, 2025]);
    signs.signs = goal_arrow().signs;
    let mut outside = goal_arrow();
    outside.years = vec![year(2025)];
    outside.newest = Some(year(2040));
    let mut decades = goal_arrow();
    decades.actions.push(action((LONG, 2010, 2033, ActionState::Running)));
    vec![
        specimen("goal four", goal_arrow()),
        specimen("goal long", long_goal()),
        specimen("goal many", many()),
        specimen("goal years", empty(&[2024, 2025, 2026, 2027])),
        specimen("goal one", empty(&[2024])),
        specimen("goal nothing", nothing),
        specimen("goal signs", signs),
        specimen("goal outside", outside),
        specimen("goal decades", decades),
    ]
}

fn action((text, from, to, state): (&str, u16, u16, ActionState)) -> GoalAction {
    GoalAction { text: text.to_owned(), from: year(from), to: year(to), state }
}

fn sub_goal((text, start): (&str, u16)) -> SubGoal {
    SubGoal { text: text.to_owned(), year: year(start) }
}

fn sign((text, reading, state): (&str, &str, SignState)) -> GoalSign {
    GoalSign { text: text.to_owned(), reading: reading.to_owned(), state }
}

/// Texts of 200 characters everywhere, and names that no line holds.
pub(crate) fn long_goal() -> GoalArrow {
    let mut arrow = goal_arrow();
    arrow.goal = String::from(LONG);
    for goal in &mut arrow.sub_goals {
        goal.text = String::from(LONG);
    }
    for (action, name) in arrow.actions.iter_mut().zip([LONG, NAMES[3], NAMES[2]].iter().cycle()) {
        action.text = String::from(*name);
    }
    for sign in &mut arrow.signs {
        (sign.text, sign.reading) = (LONG.to_owned(), LONG.to_owned());
    }
    arrow
}

/// Thirty actions and six sub-goals of one year.
fn many() -> GoalArrow {
    let mut arrow = goal_arrow();
    arrow.actions = arrow.actions.iter().cycle().take(30).cloned().collect();
    arrow.sub_goals = vec![sub_goal(("Alle skoler er med", 2026)); 6];
    arrow
}

/// A goal over four years with every state.
pub(crate) fn goal_arrow() -> GoalArrow {
    let mut heading = heading();
    heading.title = String::from("Flere gode læsere: to af fem handlinger er i gang");
    heading.subtitle = String::from("Byrådets mål for dansk læsning, 2024/25–2027/28");
    let sub_goals = [
        ("Alle skoler har en læsevejleder", 2024),
        ("75\u{a0}% gode læsere i 4. klasse", 2025),
        ("Færre end 5\u{a0}% på de to laveste niveauer", 2026),
        ("Alle skoler på højst 5 point fra målet", 2026),
    ];
    let actions = [
        ("Kursus for alle dansklærere i indskolingen", 2024, 2024, ActionState::Done),
        ("Læsebånd 20 minutter hver dag på alle skoler", 2024, 2026, ActionState::Running),
        ("Ordblindetest til alle i 3. klasse", 2025, 2025, ActionState::Overdue),
        ("Læsevejledernes netværk mødes fire gange om året", 2025, 2027, ActionState::Running),
        ("Evaluering med skolebestyrelserne", 2027, 2027, ActionState::Planned),
    ];
    let signs = [
        (
            "Flere elever læser i fritiden",
            "41\u{a0}% svarer »ofte« i 2024/25 mod 36\u{a0}% året før",
            SignState::Seen,
        ),
        (
            "Færre elever på de to laveste niveauer i 4. klasse",
            "8,1\u{a0}% mod 7,9\u{a0}%: ingen sikker forskel",
            SignState::NotSeen,
        ),
        (
            "Lærerne bruger testens resultater i undervisningen",
            "Spørges der først om i foråret 2026",
            SignState::CannotBeRead,
        ),
    ];
    GoalArrow {
        heading,
        years: (2024..2028).map(year).collect(),
        goal: "80\u{a0}% af eleverne på hver skole er gode læsere i 2028".to_owned(),
        sub_goals: sub_goals.map(sub_goal).to_vec(),
        actions: actions.map(action).to_vec(),
        signs: signs.map(sign).to_vec(),
        newest: Some(year(2025)),
        words: words(),
    }
}

fn words() -> GoalWords {
    let word = str::to_owned;
    GoalWords {
        now: word("nu"),
        kinds: GoalKinds {
            goal: word("Målet"),
            sub_goal: word("Et delmål"),
            action: word("En handling"),
            sign: word("Et tegn"),
        },
        sub_goals: word("Delmål"),
        actions: word("Handlinger"),
        signs: word("Tegn på, at vi er på vej"),
        planned: word("planlagt"),
        running: word("i gang"),
        done: word("udført"),
        overdue: word("forsinket"),
        given_up: word("opgivet"),
        seen: word("ses"),
        not_seen: word("ses ikke"),
        cannot_be_read: word("kan ikke aflæses"),
    }
}
