//! The institution register, in the layout of the ministry's open file: 25 columns.

use kvalitet_core::SchoolKind;

use crate::names;
use crate::random::{Purpose, Streams};
use crate::school::School;
use crate::writing::Table;
use crate::{Files, Settings, WriteError};

const HEADER: &str = "HOVEDSKOLE_INST;INST_NR;INST_NAVN;ENHEDSART;INST_ADR;POSTNR;POSTDISTRIKT;\
    WEB_ADR;INST_TYPE_NR;INST_TYPE_NAVN;INST_TYPE_GRUPPE;UNDERV_NIV;CVR_NR;KOMMUNE_NR;\
    ADM_KOMMUNE_NAVN;BEL_KOMMUNE;BEL_KOMMUNE_NAVN;BEL_REGION;REGION_NAVN;EJER_KODE;EJERKODE_NAVN;\
    P_NR;VEJKODE;GEO_BREDDE_GRAD;GEO_LAENGDE_GRAD";

const MUNICIPALITY: &str = "Eksempelby Kommune";

/// Writes `institutionsregister.csv`.
///
/// Nothing in it can be found in reality: the post code is unused, the web addresses end in a
/// reserved domain, the company number is zero and the coordinates lie in Kattegat.
pub(crate) fn write(
    settings: &Settings,
    schools: &[School],
    files: &mut dyn Files,
) -> Result<(), WriteError> {
    let mut random = Streams::new(settings.seed).whole(Purpose::Addresses);
    let municipality = settings.municipality.to_string();
    let mut table = Table::new(files, "institutionsregister.csv", HEADER)?;
    for school in schools {
        let street = names::street(random.below(999));
        let house = 1 + random.below(180);
        let (code, kind) = match school.kind {
            SchoolKind::Folkeskole => ("1012", "Folkeskoler"),
            SchoolKind::SpecialSchool => ("1015", "Specialskoler"),
        };
        table.text("").text(&school.number).text(&school.name).text("Institution uden enheder");
        table.text(&format!("{street} {house}")).text("9999").text("Eksempelby");
        table.text(&format!("skole{}.example", school.number));
        table.text(code).text(kind).text("Grundskoler mv.").text("9").text("00000000");
        table.text(&municipality).text(MUNICIPALITY).text(&municipality).text(MUNICIPALITY);
        table.text("1099").text("Region Eksempel").text("2").text("Kommunale");
        table.text(&format!("0000{}", school.number)).text(&format!("{:04}", random.below(10_000)));
        table.rounded(random.between(56.25, 56.35), 8).rounded(random.between(11.80, 11.95), 8);
        table.end()?;
    }
    table.finish()
}
