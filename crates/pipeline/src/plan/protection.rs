//! Why personal data is worked on, by whom, and until when: the plan's words and one date.

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{Text, date};
use crate::plan_error::{Expectation, PlanError};

/// What the plan says of data protection. Each part is optional; nothing is said of one that is not
/// there.
///
/// It stands in the manifest of the administration as `databeskyttelse`, and in the text that lies
/// beside the report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DataProtectionPlan {
    /// What the data is used for.
    #[serde(rename = "formaal", skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The law or decision it rests on.
    #[serde(rename = "retsgrundlag", skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// Who is the controller.
    #[serde(rename = "dataansvarlig", skip_serializing_if = "Option::is_none")]
    pub controller: Option<String>,
    /// The last day on which the output is kept, such as `2027-12-31`; never before the report's own
    /// date.
    #[serde(rename = "slettes_senest", skip_serializing_if = "Option::is_none")]
    pub retention: Option<String>,
}

impl DataProtectionPlan {
    /// Whether the plan says nothing of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[derive(Default, Deserialize)]
pub(super) struct RawProtection {
    purpose: Option<String>,
    legal_basis: Option<String>,
    controller: Option<String>,
    retention: Option<Spanned<toml::value::Datetime>>,
}

impl RawProtection {
    /// `of` is the report's own date.
    pub(super) fn plan(self, of: &str, place: &Text<'_>) -> Result<DataProtectionPlan, PlanError> {
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let retention = match &self.retention {
            None => None,
            Some(at) => {
                let until = date(at, "retention", place)?;
                if until.as_str() < of {
                    return Err(place.value(at, "retention", Expectation::Retention));
                }
                Some(until)
            }
        };
        Ok(DataProtectionPlan {
            purpose: said(self.purpose),
            legal_basis: said(self.legal_basis),
            controller: said(self.controller),
            retention,
        })
    }
}
