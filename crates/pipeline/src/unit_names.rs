//! Names of units that readers can tell apart.

use std::collections::BTreeMap;

use kvalitet_core::Unit;
use kvalitet_disclosure::UnitInfo;

/// Gives every unit that has its name in common with another one its number too: rows of tables and
/// charts would otherwise be taken for each other.
pub(crate) fn tell_apart(units: &mut BTreeMap<Unit, UnitInfo>) {
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for info in units.values() {
        *times.entry(info.name.clone()).or_default() += 1;
    }
    for (unit, info) in units {
        if times.get(&info.name).is_some_and(|times| 1 < *times) {
            info.name = match unit {
                Unit::School(number) => format!("{} ({number})", info.name),
                Unit::Group(_) | Unit::Municipality(_) | Unit::Nation => {
                    format!("{} ({unit})", info.name)
                }
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_with_one_name_both_have_their_number() {
        let unit = |key: &str| key.parse::<Unit>().unwrap();
        let named = |name: &str| UnitInfo { name: name.to_owned(), kind: None };
        let mut units = BTreeMap::from([
            (unit("skole:999001"), named("Søskolen")),
            (unit("skole:999002"), named("Søskolen")),
            (unit("skole:999003"), named("Åskolen")),
            (unit("kommune:999"), named("Åby")),
        ]);
        tell_apart(&mut units);
        let names: Vec<&str> = units.values().map(|info| info.name.as_str()).collect();
        assert_eq!(
            names.iter().filter(|name| name.contains('(')).copied().collect::<Vec<_>>(),
            ["Søskolen (999001)", "Søskolen (999002)"]
        );
    }
}
