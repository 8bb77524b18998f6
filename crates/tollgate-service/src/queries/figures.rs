//! Figures of one handoff point in a period, in the making.

use std::collections::BTreeMap;

use tollgate_core::measure::{Measure, Scope};
use tollgate_core::policy::KpiName;
use tollgate_core::state::{Handoff, Record, Situation};

use super::figure::figure;
use super::view::FigureView;

/// What they are about, and each of them by its name.
pub(super) struct Figures<'a> {
    pub(super) scope: Scope<'a>,
    measures: BTreeMap<KpiName, Measure>,
}

impl<'a> Figures<'a> {
    /// Those named, of which nothing has been seen yet.
    pub(super) fn new(scope: Scope<'a>, kpis: impl IntoIterator<Item = KpiName>) -> Self {
        let measures = kpis.into_iter().map(|kpi| (kpi, Measure::new(kpi)));
        Self {
            scope,
            measures: measures.collect(),
        }
    }

    /// Each, and what it is about.
    pub(super) fn each(&self) -> impl Iterator<Item = (&Scope<'a>, &Measure)> {
        self.measures.values().map(|measure| (&self.scope, measure))
    }

    pub(super) fn handoff(&mut self, handoff: &Handoff) {
        for measure in self.measures.values_mut() {
            measure.observe_handoff(&self.scope, handoff);
        }
    }

    pub(super) fn beside(&mut self, handoff: &Handoff) {
        let measures = self.measures.values_mut();
        measures.for_each(|measure| measure.observe_beside(handoff));
    }

    pub(super) fn record(&mut self, rows: &Situation<'_>, record: &Record) {
        for measure in self.measures.values_mut() {
            measure.observe_record(&self.scope, rows, record);
        }
    }

    /// What `kpi` came to.
    pub(super) fn view(&self, kpi: KpiName) -> FigureView {
        let known = self.measures.get(&kpi).cloned();
        figure(&self.scope, kpi, known.unwrap_or_else(|| Measure::new(kpi)))
    }
}
