//! That no row disappears.

use kvalitet_core::finding::Finding;
use kvalitet_ingest::Ingested;

/// What is read is used, corrected, left out by a rule or in quarantine, and every row in quarantine
/// has a finding.
pub(crate) fn assert_balances(ingested: &Ingested, what: &str) {
    for report in &ingested.sources {
        assert!(report.rows.balances(), "{what}: {report:?}");
        let quarantined = ingested.quarantine.iter().filter(|row| row.source == report.source);
        let quarantined = u64::try_from(quarantined.count()).unwrap();
        assert_eq!(report.rows.quarantined, quarantined, "{what}: {}", report.source);
    }
    for row in &ingested.quarantine {
        let told = |finding: &Finding| {
            finding.location.source == row.source && finding.location.line == Some(row.line)
        };
        assert!(ingested.findings.iter().any(told), "{what}: {row:?} without a finding");
    }
}
