//! How the matrix looks, at two widths.

use tollgate_service::queries::{
    AmountView, FailureCount, FigureView, HandoverView, Matrix, MatrixRow, Named, PairView,
    PeriodView, TargetView,
};

use super::show;
use crate::show::Page;

/// A figure of `part` of `whole`.
fn figure(kpi: &'static str, value: Option<AmountView>, part: u64, whole: u64) -> FigureView {
    let named = |name: &str, count| Named {
        name: name.to_owned(),
        value: Some(AmountView::Count(count)),
    };
    FigureView {
        kpi,
        qualifier: None,
        value,
        needs: None,
        target: None,
        definition: "",
        cohort: "",
        numerator: named("above", part),
        denominator: named("below", whole),
        left_out: Vec::new(),
        beside: Vec::new(),
    }
}

fn share(kpi: &'static str, part: u64, whole: u64) -> FigureView {
    let value = (whole > 0).then(|| AmountView::Share(part as f64 / whole as f64));
    figure(kpi, value, part, whole)
}

fn row(point: &str, title: &str, offered: u64) -> MatrixRow {
    MatrixRow {
        point: point.to_owned(),
        title: title.to_owned(),
        focus: None,
        record: "lead".to_owned(),
        from: "marketing".to_owned(),
        to: "sdr".to_owned(),
        sponsor: None,
        primary: share("conversion_rate", offered / 2, offered),
        sla: share("sla_attainment", offered * 4 / 5, offered),
        acceptance: share("acceptance_rate", offered * 3 / 4, offered),
        returns: share("return_rate", offered / 20, offered),
        wait: share("time_to_accept", 0, 0),
        also: Vec::new(),
        offered,
        completed: offered / 2,
        open: 12,
        at_risk: 0,
        breached: 0,
        failures: Vec::new(),
        trend: None,
    }
}

fn matrix() -> Matrix {
    let failure = |title, count| FailureCount {
        mode: "mode",
        title,
        count,
    };
    let target = TargetView {
        text: "p50 <= 10m".to_owned(),
        met: Some(false),
    };
    let touch = FigureView {
        qualifier: Some("p50, working time".to_owned()),
        target: Some(target),
        ..figure(
            "time_to_first_touch",
            Some(AmountView::Microseconds(772_000_000)),
            990,
            1000,
        )
    };
    let busy = MatrixRow {
        primary: touch,
        at_risk: 3,
        breached: 2,
        failures: vec![failure("Slow response", 1048), failure("Unworked", 0)],
        ..row("mql_to_sdr", "Lead/MQL → SDR", 2326)
    };
    let unpromised = FigureView {
        needs: Some("`recurring:` of the record `customer`".to_owned()),
        ..share("net_revenue_retention", 0, 0)
    };
    let quiet = MatrixRow {
        primary: unpromised,
        failures: vec![failure("Late renewals", 0)],
        ..row("cs_to_renewal", "CS → Renewals/Expansion", 0)
    };
    Matrix {
        workspace: "Acme Inc.".to_owned(),
        currency: "USD".to_owned(),
        period: PeriodView {
            from: Some("2026-03-01".to_owned()),
            to: Some("2026-03-31".to_owned()),
            zone: "America/New_York".to_owned(),
            as_of: "2026-04-01T00:00:00Z".to_owned(),
        },
        revision: 1,
        points: vec![busy, quiet],
        handovers: Some(HandoverView {
            journeys: 100,
            mean: Some(0.3),
            pairs: vec![
                pair("mia", "ana", 20),
                pair("mia", "mia", 12),
                pair("ana", "kim", 10),
            ],
        }),
    }
}

fn pair(from: &str, to: &str, count: u64) -> PairView {
    PairView {
        from: from.to_owned(),
        to: to.to_owned(),
        count,
        governed: 0,
        mean: count as f64 / 100.0,
    }
}

fn shown(matrix: &Matrix, width: usize) -> String {
    let mut page = Page::plain(width, false);
    show(matrix, "as of Wed 2026-04-01 00:00", false, &mut page);
    let text = page.as_str().to_owned();
    let widest = text.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(width), "a line is wider than {width}");
    text
}

#[test]
fn the_matrix_fits_100_columns() {
    insta::assert_snapshot!(shown(&matrix(), 100));
}

#[test]
fn the_matrix_uses_140_columns() {
    insta::assert_snapshot!(shown(&matrix(), 140));
}

#[test]
fn an_empty_matrix_says_what_to_do() {
    let empty = Matrix {
        points: Vec::new(),
        ..matrix()
    };
    assert!(shown(&empty, 100).contains("begin with `tollgate init`"));
}
