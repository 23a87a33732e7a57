//! The municipalities' numbers and names.

use crate::MunicipalityNumber;

/// The 98 municipalities and Christiansø, by number (the codes of the CPR register), and the
/// invented municipality of examples and simulations.
const NAMES: &[(u16, &str)] = &[
    (101, "København"),
    (147, "Frederiksberg"),
    (151, "Ballerup"),
    (153, "Brøndby"),
    (155, "Dragør"),
    (157, "Gentofte"),
    (159, "Gladsaxe"),
    (161, "Glostrup"),
    (163, "Herlev"),
    (165, "Albertslund"),
    (167, "Hvidovre"),
    (169, "Høje-Taastrup"),
    (173, "Lyngby-Taarbæk"),
    (175, "Rødovre"),
    (183, "Ishøj"),
    (185, "Tårnby"),
    (187, "Vallensbæk"),
    (190, "Furesø"),
    (201, "Allerød"),
    (210, "Fredensborg"),
    (217, "Helsingør"),
    (219, "Hillerød"),
    (223, "Hørsholm"),
    (230, "Rudersdal"),
    (240, "Egedal"),
    (250, "Frederikssund"),
    (253, "Greve"),
    (259, "Køge"),
    (260, "Halsnæs"),
    (265, "Roskilde"),
    (269, "Solrød"),
    (270, "Gribskov"),
    (306, "Odsherred"),
    (316, "Holbæk"),
    (320, "Faxe"),
    (326, "Kalundborg"),
    (329, "Ringsted"),
    (330, "Slagelse"),
    (336, "Stevns"),
    (340, "Sorø"),
    (350, "Lejre"),
    (360, "Lolland"),
    (370, "Næstved"),
    (376, "Guldborgsund"),
    (390, "Vordingborg"),
    (400, "Bornholm"),
    (410, "Middelfart"),
    (411, "Christiansø"),
    (420, "Assens"),
    (430, "Faaborg-Midtfyn"),
    (440, "Kerteminde"),
    (450, "Nyborg"),
    (461, "Odense"),
    (479, "Svendborg"),
    (480, "Nordfyns"),
    (482, "Langeland"),
    (492, "Ærø"),
    (510, "Haderslev"),
    (530, "Billund"),
    (540, "Sønderborg"),
    (550, "Tønder"),
    (561, "Esbjerg"),
    (563, "Fanø"),
    (573, "Varde"),
    (575, "Vejen"),
    (580, "Aabenraa"),
    (607, "Fredericia"),
    (615, "Horsens"),
    (621, "Kolding"),
    (630, "Vejle"),
    (657, "Herning"),
    (661, "Holstebro"),
    (665, "Lemvig"),
    (671, "Struer"),
    (706, "Syddjurs"),
    (707, "Norddjurs"),
    (710, "Favrskov"),
    (727, "Odder"),
    (730, "Randers"),
    (740, "Silkeborg"),
    (741, "Samsø"),
    (746, "Skanderborg"),
    (751, "Aarhus"),
    (756, "Ikast-Brande"),
    (760, "Ringkøbing-Skjern"),
    (766, "Hedensted"),
    (773, "Morsø"),
    (779, "Skive"),
    (787, "Thisted"),
    (791, "Viborg"),
    (810, "Brønderslev"),
    (813, "Frederikshavn"),
    (820, "Vesthimmerlands"),
    (825, "Læsø"),
    (840, "Rebild"),
    (846, "Mariagerfjord"),
    (849, "Jammerbugt"),
    (851, "Aalborg"),
    (860, "Hjørring"),
    (999, "Eksempelby"),
];

/// What may stand behind a municipality's name.
const ENDINGS: [&str; 2] = [" Regionskommune", " Kommune"];

impl MunicipalityNumber {
    /// The municipality with this name, as registers and statistics write it: `Aalborg`, `Aalborg
    /// Kommune`, `Københavns Kommune`. Upper and lower case do not matter; nothing else is guessed.
    ///
    /// # Examples
    ///
    /// ```
    /// use kvalitet_core::MunicipalityNumber;
    ///
    /// let number = |name| MunicipalityNumber::from_name(name).map(u16::from);
    /// assert_eq!(number("Aalborg"), Some(851));
    /// assert_eq!(number("Københavns Kommune"), number("København"));
    /// assert_eq!(number("Assens Kommune"), number("Assens"));
    /// assert_eq!(number("Assen"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        let found = NAMES.iter().find(|(_, known)| is_written(&name, known));
        found.and_then(|(number, _)| Self::new(*number))
    }

    /// Its name, without the word municipality; `None` for a number that is nobody's.
    pub fn name(self) -> Option<&'static str> {
        let found = NAMES.iter().find(|(number, _)| *number == u16::from(self));
        found.map(|(_, name)| *name)
    }
}

/// Whether `text`, in lower case, is `name`, with or without an ending. Before an ending the name
/// may stand in the genitive, which only shows where it does not end in s.
fn is_written(text: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let of_ending = |ending: &str| {
        let before = text.strip_suffix(&ending.to_lowercase());
        before.is_some_and(|before| before == name || before.strip_suffix('s') == Some(&name))
    };
    text == name || ENDINGS.iter().any(|ending| of_ending(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back_in_every_form() {
        assert_eq!(NAMES.len(), 100);
        for (number, name) in NAMES {
            for text in [(*name).to_owned(), format!("{name} Kommune"), name.to_uppercase()] {
                assert_eq!(MunicipalityNumber::from_name(&text).map(u16::from), Some(*number));
            }
        }
    }
}
