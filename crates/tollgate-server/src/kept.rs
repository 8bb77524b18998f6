//! Answers that take long to find are kept for a while, and found anew beside: a report over a million rows is asked for by
//! many, and says itself as of when it is. What is found quickly is found anew each time. Decision 0026.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Mutex as Turns, OwnedMutexGuard};
use tollgate_core::time::Timestamp;

use crate::problem::Problem;

const SECOND: i64 = 1_000_000;
/// What takes less is not kept.
const LONG: i64 = SECOND / 2;
/// For as long as this many times what it took to find, an answer is as good as a new one,
const TIMES: i64 = 10;
/// but no longer than this.
const FRESH_MAX: i64 = 60 * SECOND;
/// For as long as this an answer is given while a new one is being found: whoever looks in the morning sees yesterday's, and soon today's.
const GIVEN_MAX: i64 = 24 * 60 * 60 * SECOND;
/// Questions whose answers are kept; the one that was asked first makes room.
const QUESTIONS: usize = 64;

/// Answers of one kind, by their questions.
#[derive(Debug)]
pub(crate) struct Kept<T>(Mutex<VecDeque<(String, Arc<Slot<T>>)>>);

#[derive(Debug)]
struct Slot<T> {
    /// Whose turn it is to find.
    turn: Arc<Turns<()>>,
    found: Mutex<Option<Found<T>>>,
}

#[derive(Debug)]
struct Found<T> {
    answer: Arc<T>,
    asked_at: Timestamp,
    found_at: Timestamp,
}

/// What is to be done about an answer that was found before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It is as good as a new one.
    Fresh,
    /// It is given, and a new one is found beside.
    Old,
    /// A new one is waited for.
    Gone,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Send + Sync + 'static> Kept<T> {
    /// The answer to `question`: one that was kept, or what `find` finds; `now` tells the time.
    ///
    /// # Errors
    /// Those of `find`; nothing is kept of them.
    pub(crate) async fn ask(
        &self,
        question: String,
        now: impl Fn() -> Timestamp + Send + 'static,
        find: impl Future<Output = Result<T, Problem>> + Send + 'static,
    ) -> Result<Arc<T>, Problem> {
        let slot = self.slot(question);
        if slot.is_quick() {
            return slot.find(now, find).await;
        }
        match slot.standing(now()) {
            (Standing::Fresh, Some(answer)) => Ok(answer),
            (Standing::Old, Some(answer)) => {
                if let Ok(turn) = Arc::clone(&slot.turn).try_lock_owned() {
                    tokio::spawn(slot.find_beside(turn, now, find));
                }
                Ok(answer)
            }
            _ => slot.wait(now, find).await,
        }
    }

    fn slot(&self, question: String) -> Arc<Slot<T>> {
        let mut slots = lock(&self.0);
        if let Some((_, slot)) = slots.iter().find(|(known, _)| *known == question) {
            return Arc::clone(slot);
        }
        if slots.len() >= QUESTIONS {
            slots.pop_front();
        }
        let slot = Arc::new(Slot {
            turn: Arc::default(),
            found: Mutex::default(),
        });
        slots.push_back((question, Arc::clone(&slot)));
        slot
    }
}

impl<T: Send + Sync> Slot<T> {
    /// True when the last answer was found so quickly that nobody needs to wait for another's.
    fn is_quick(&self) -> bool {
        lock(&self.found)
            .as_ref()
            .is_some_and(|found| found.took() < LONG)
    }

    fn standing(&self, now: Timestamp) -> (Standing, Option<Arc<T>>) {
        let found = lock(&self.found);
        let standing = found
            .as_ref()
            .map_or(Standing::Gone, |found| found.standing(now));
        (
            standing,
            found.as_ref().map(|found| Arc::clone(&found.answer)),
        )
    }

    /// The answer that somebody else finds meanwhile, or that is found now: also where the one who asked does not wait for it, so
    /// that whoever asks again has it.
    async fn wait(
        self: Arc<Self>,
        now: impl Fn() -> Timestamp + Send + 'static,
        find: impl Future<Output = Result<T, Problem>> + Send + 'static,
    ) -> Result<Arc<T>, Problem>
    where
        T: 'static,
    {
        let turn = Arc::clone(&self.turn).lock_owned().await;
        if let (Standing::Fresh, Some(answer)) = self.standing(now()) {
            return Ok(answer);
        }
        let found = tokio::spawn(self.find_beside(turn, now, find)).await;
        found.map_err(|_| Problem::internal())?
    }

    async fn find(
        &self,
        now: impl Fn() -> Timestamp,
        find: impl Future<Output = Result<T, Problem>>,
    ) -> Result<Arc<T>, Problem> {
        let asked_at = now();
        let answer = Arc::new(find.await?);
        *lock(&self.found) = Some(Found {
            answer: Arc::clone(&answer),
            asked_at,
            found_at: now(),
        });
        Ok(answer)
    }

    async fn find_beside(
        self: Arc<Self>,
        turn: OwnedMutexGuard<()>,
        now: impl Fn() -> Timestamp,
        find: impl Future<Output = Result<T, Problem>>,
    ) -> Result<Arc<T>, Problem> {
        let found = self.find(now, find).await;
        drop(turn);
        found
    }
}

impl<T> Found<T> {
    fn took(&self) -> i64 {
        self.found_at.since(self.asked_at)
    }

    fn standing(&self, now: Timestamp) -> Standing {
        let (took, age) = (self.took(), now.since(self.asked_at));
        match age {
            _ if took < LONG => Standing::Gone,
            age if age <= took.saturating_mul(TIMES).min(FRESH_MAX) => Standing::Fresh,
            age if age <= GIVEN_MAX => Standing::Old,
            _ => Standing::Gone,
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use tollgate_core::time::Timestamp;

    use super::{Kept, QUESTIONS, SECOND};

    /// A clock that finding turns on, and how often something was found.
    #[derive(Clone, Default)]
    struct Scene {
        now: Arc<AtomicI64>,
        found: Arc<AtomicI64>,
    }

    impl Scene {
        /// The answer to `question`, which takes `seconds` to find, `after` seconds: how many were found by then.
        async fn ask(&self, kept: &Kept<i64>, question: &str, seconds: i64, after: i64) -> i64 {
            self.now.fetch_add(after * SECOND, Ordering::Relaxed);
            let (clock, scene) = (self.clone(), self.clone());
            let now = move || Timestamp::from_micros(clock.now.load(Ordering::Relaxed));
            let answer = kept.ask(question.to_owned(), now, async move {
                scene.now.fetch_add(seconds * SECOND, Ordering::Relaxed);
                Ok(scene.found.fetch_add(1, Ordering::Relaxed) + 1)
            });
            let answer = *answer.await.expect("an answer");
            // What goes on beside comes to its end.
            tokio::task::yield_now().await;
            answer
        }
    }

    #[tokio::test]
    async fn what_is_found_quickly_is_found_anew() {
        let (scene, kept) = (Scene::default(), Kept::default());
        for expected in 1..4 {
            assert_eq!(scene.ask(&kept, "matrix", 0, 0).await, expected);
        }
    }

    #[tokio::test]
    async fn what_took_long_is_kept_then_found_beside_then_waited_for() {
        let (scene, kept) = (Scene::default(), Kept::default());
        assert_eq!(scene.ask(&kept, "matrix", 3, 0).await, 1);
        assert_eq!(scene.ask(&kept, "matrix", 3, 20).await, 1);
        assert_eq!(scene.ask(&kept, "another", 3, 0).await, 2);
        // Older than ten times what it took: given once more, while a new one is found.
        assert_eq!(scene.ask(&kept, "matrix", 3, 20).await, 1);
        assert_eq!(scene.ask(&kept, "matrix", 3, 0).await, 3);
        assert_eq!(scene.ask(&kept, "matrix", 3, 25 * 60 * 60).await, 4);
    }

    #[tokio::test]
    async fn no_answer_is_as_good_as_new_for_more_than_a_minute() {
        let (scene, kept) = (Scene::default(), Kept::default());
        assert_eq!(scene.ask(&kept, "matrix", 30, 0).await, 1);
        assert_eq!(scene.ask(&kept, "matrix", 0, 31).await, 1);
        assert_eq!(scene.ask(&kept, "matrix", 0, 0).await, 3);
    }

    #[tokio::test]
    async fn what_nobody_waited_for_is_there_for_whoever_asks_again() {
        let (scene, kept) = (Scene::default(), Kept::default());
        tokio::select! {
            biased;
            _ = scene.ask(&kept, "matrix", 40, 0) => panic!("it was found at once"),
            () = std::future::ready(()) => {}
        }
        tokio::task::yield_now().await;
        assert_eq!(scene.ask(&kept, "matrix", 40, 0).await, 1);
    }

    #[tokio::test]
    async fn of_many_questions_the_first_makes_room() {
        let (scene, kept) = (Scene::default(), Kept::default());
        for number in 0..=QUESTIONS {
            scene.ask(&kept, &number.to_string(), 3, 0).await;
        }
        let found = scene.found.load(Ordering::Relaxed);
        assert_eq!(scene.ask(&kept, &QUESTIONS.to_string(), 3, 0).await, found);
        assert_eq!(scene.ask(&kept, "0", 3, 0).await, found + 1);
    }
}
