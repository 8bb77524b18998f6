use proptest::collection::vec;
use proptest::prelude::{Strategy, any, proptest};
use tollgate_core::time::Timestamp;

use super::{Place, Sorter};
use crate::import::row::Row;
use crate::import::target::Rank;

fn row(cells: &[String]) -> Row {
    let mut row = Row::default();
    cells.iter().for_each(|cell| row.push(cell));
    row
}

fn places() -> impl Strategy<Value = (i64, usize, u32)> {
    (-50i64..50, 0..Rank::ALL.len(), 0u32..3)
}

proptest! {
    /// The model is a plain sort of everything in memory.
    #[test]
    fn rows_come_in_order_however_little_memory_there_is(
        entries in vec((places(), vec(any::<String>(), 0..4)), 0..120),
        memory_max in 1usize..4000,
        runs_max in 2usize..5,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::within(folder.path().to_owned(), memory_max, runs_max);
        let mut model = Vec::new();
        for (line, ((at, rank, file), cells)) in entries.into_iter().enumerate() {
            let (at, rank) = (Timestamp::from_micros(at), Rank::ALL[rank]);
            let place = Place { at, rank, file, line: line as u64, target: 0 };
            sorter.push(place, &row(&cells)).unwrap();
            model.push((place, row(&cells)));
        }
        model.sort_by_key(|(place, _)| *place);
        let mut merge = sorter.finish().unwrap();
        let (mut found, mut next) = (Vec::new(), Row::default());
        while let Some(place) = merge.next(&mut next).unwrap() {
            found.push((place, next.clone()));
        }
        assert_eq!(found, model);
    }
}

#[test]
fn merged_runs_are_removed_and_the_rest_lie_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut sorter = Sorter::within(folder.path().to_owned(), 1, 2);
    for line in 0..9 {
        let place = Place {
            at: Timestamp::from_micros(9 - line),
            rank: Rank::Record,
            file: 0,
            line: line as u64,
            target: 0,
        };
        sorter.push(place, &row(&["x".to_owned()])).unwrap();
    }
    let merge = sorter.finish().unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    drop(merge);
}
