//! Long work: it runs on a thread of its own, says how far it is, may be cancelled, and keeps its outcome until somebody looks at it. A
//! page waits a little for it, since most work is done before anybody would look again; else it shows how far it is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// How long pages wait for their work, and what is done whenever work says how far it is.
#[derive(Clone)]
pub struct Pace {
    /// How long a page waits.
    pub patience: Duration,
    /// Called on the thread of the work before each step of it: a test holds the work there.
    pub at_step: Option<AtStep>,
}

/// What is done at each step of a piece of work.
pub type AtStep = Arc<dyn Fn() + Send + Sync>;

impl Default for Pace {
    fn default() -> Pace {
        Pace { patience: Duration::from_secs(4), at_step: None }
    }
}

impl std::fmt::Debug for Pace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pace").field("patience", &self.patience).finish_non_exhaustive()
    }
}

/// How far a piece of work is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// What is done, a sentence of the catalogue.
    pub says: &'static str,
    /// How much of it is done.
    pub done: u64,
    /// How much there is; 0 where that is not known.
    pub of: u64,
}

impl Step {
    /// A step whose length is not known.
    pub fn says(says: &'static str) -> Step {
        Step { says, done: 0, of: 0 }
    }
}

/// A piece of work on its way, whatever it comes to.
pub(crate) struct Course {
    /// Its number since the program was started.
    pub id: u64,
    /// The page on which its outcome is found.
    pub page: String,
    at_step: Option<AtStep>,
    cancelled: AtomicBool,
    /// Where it is; none once it is over.
    step: Mutex<Option<Step>>,
    over: Condvar,
}

impl Course {
    fn at(&self) -> MutexGuard<'_, Option<Step>> {
        self.step.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where it is; none once it is over.
    pub fn step(&self) -> Option<Step> {
        self.at().clone()
    }

    /// Says how far it is.
    pub fn say(&self, step: Step) {
        *self.at() = Some(step);
        if let Some(at_step) = &self.at_step {
            at_step();
        }
    }

    /// Whether somebody cancelled it.
    pub fn stops(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Cancels it: it stops where it next asks.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Waits until it is over, or until then.
    pub fn wait_until(&self, then: Instant) {
        let left = then.saturating_duration_since(Instant::now());
        drop(self.over.wait_timeout_while(self.at(), left, |step| step.is_some()));
    }

    fn end(&self) {
        *self.at() = None;
        self.over.notify_all();
    }
}

/// All work that is on its way.
pub(crate) struct Courses {
    pace: Pace,
    last: AtomicU64,
    all: Mutex<Vec<Weak<Course>>>,
}

impl Courses {
    /// None yet.
    pub fn at(pace: Pace) -> Courses {
        Courses { pace, last: AtomicU64::new(0), all: Mutex::default() }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Weak<Course>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(&self, page: impl FnOnce(u64) -> String) -> Arc<Course> {
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let course = Arc::new(Course {
            id,
            page: page(id),
            at_step: self.pace.at_step.clone(),
            cancelled: AtomicBool::new(false),
            step: Mutex::new(Some(Step::says("It has begun."))),
            over: Condvar::new(),
        });
        let mut all = self.all();
        all.retain(|one| one.strong_count() > 0);
        all.push(Arc::downgrade(&course));
        course
    }

    /// The one of a number, as long as anybody knows of it.
    pub fn find(&self, id: u64) -> Option<Arc<Course>> {
        self.all().iter().filter_map(Weak::upgrade).find(|one| one.id == id)
    }

    /// Until when a page waits that is asked for now.
    pub fn deadline(&self) -> Instant {
        Instant::now() + self.pace.patience
    }

    /// Cancels everything and waits for it a while: what is being written is written, or taken back.
    pub fn close(&self) {
        let all: Vec<Arc<Course>> = self.all().iter().filter_map(Weak::upgrade).collect();
        all.iter().for_each(|one| one.cancel());
        let then = Instant::now() + CLOSING;
        all.iter().for_each(|one| one.wait_until(then));
    }
}

/// How long a program that closes waits for its work.
const CLOSING: Duration = Duration::from_secs(10);

/// Where a piece of work stands.
pub(crate) enum Standing<T> {
    /// It is on its way.
    UnderWay,
    /// It came to something.
    Done(Arc<T>),
    /// Somebody cancelled it, and nothing came of it.
    Cancelled,
    /// It broke off by a fault of ours.
    Failed,
}

impl<T> Clone for Standing<T> {
    fn clone(&self) -> Standing<T> {
        match self {
            Standing::UnderWay => Standing::UnderWay,
            Standing::Done(came) => Standing::Done(Arc::clone(came)),
            Standing::Cancelled => Standing::Cancelled,
            Standing::Failed => Standing::Failed,
        }
    }
}

/// A piece of work with what it is of, and what it comes to.
pub(crate) struct Work<K, T> {
    /// What it is of.
    pub key: K,
    /// Its way.
    pub course: Arc<Course>,
    came: Mutex<Standing<T>>,
    seen: AtomicBool,
}

impl<K, T> Work<K, T> {
    /// Where it stands.
    pub fn standing(&self) -> Standing<T> {
        self.came.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What it came to, if it is done by then.
    pub fn wait_until(&self, then: Instant) -> Standing<T> {
        self.course.wait_until(then);
        self.standing()
    }

    /// Whether somebody is still to look at it: it is on its way, or its outcome was not shown yet.
    pub fn is_news(&self) -> bool {
        !self.seen.load(Ordering::Relaxed)
    }

    /// Its outcome was shown.
    pub fn seen(&self) {
        self.seen.store(true, Ordering::Relaxed);
    }

    fn run(&self, work: impl FnOnce(&Course) -> Option<T>) {
        let came = match catch_unwind(AssertUnwindSafe(|| work(&self.course))) {
            Ok(Some(came)) => Standing::Done(Arc::new(came)),
            Ok(None) => Standing::Cancelled,
            Err(_) => Standing::Failed,
        };
        *self.came.lock().unwrap_or_else(PoisonError::into_inner) = came;
        self.course.end();
    }
}

/// Pieces of work of a kind, each by what it is of, with their outcomes.
pub(crate) struct Works<K, T> {
    all: Mutex<Vec<Arc<Work<K, T>>>>,
    /// How many outcomes are kept.
    room: usize,
}

impl<K: PartialEq + Send + Sync + 'static, T: Send + Sync + 'static> Works<K, T> {
    /// None yet; so many outcomes are kept.
    pub fn keeping(room: usize) -> Works<K, T> {
        Works { all: Mutex::default(), room }
    }

    fn locked(&self) -> MutexGuard<'_, Vec<Arc<Work<K, T>>>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Everything that is known, the first begun first.
    pub fn all(&self) -> Vec<Arc<Work<K, T>>> {
        self.locked().clone()
    }

    /// The work of something.
    pub fn find(&self, key: &K) -> Option<Arc<Work<K, T>>> {
        self.locked().iter().find(|one| one.key == *key).cloned()
    }

    /// The work of a number.
    pub fn numbered(&self, id: u64) -> Option<Arc<Work<K, T>>> {
        self.locked().iter().find(|one| one.course.id == id).cloned()
    }

    /// Forgets a piece of work.
    pub fn forget(&self, id: u64) {
        self.locked().retain(|one| one.course.id != id);
    }

    /// Begins work, unless it is on its way or done. `page`: where its outcome is found. `work`: what is done; none where it was cancelled.
    pub fn begin(
        &self,
        courses: &Courses,
        key: K,
        page: impl FnOnce(u64) -> String,
        work: impl FnOnce(&Course) -> Option<T> + Send + 'static,
    ) -> Arc<Work<K, T>> {
        let mut all = self.locked();
        if let Some(known) = all.iter().find(|one| one.key == key)
            && matches!(known.standing(), Standing::UnderWay | Standing::Done(_))
        {
            return Arc::clone(known);
        }
        self.spawn(&mut all, courses.begin(page), key, work)
    }

    /// Begins work anew: what is on its way of the same is superfluous, and what came of it is forgotten.
    pub fn begin_anew(
        &self,
        courses: &Courses,
        key: K,
        page: impl FnOnce(u64) -> String,
        work: impl FnOnce(&Course) -> Option<T> + Send + 'static,
    ) -> Arc<Work<K, T>> {
        let mut all = self.locked();
        all.iter().filter(|one| one.key == key).for_each(|one| one.course.cancel());
        self.spawn(&mut all, courses.begin(page), key, work)
    }

    fn spawn(
        &self,
        all: &mut Vec<Arc<Work<K, T>>>,
        course: Arc<Course>,
        key: K,
        work: impl FnOnce(&Course) -> Option<T> + Send + 'static,
    ) -> Arc<Work<K, T>> {
        all.retain(|one| one.key != key);
        self.make_room(all);
        let (came, seen) = (Mutex::new(Standing::UnderWay), AtomicBool::new(false));
        let begun = Arc::new(Work { key, course, came, seen });
        all.push(Arc::clone(&begun));
        let own = Arc::clone(&begun);
        std::thread::spawn(move || own.run(work));
        begun
    }

    /// Forgets outcomes where there are too many: those that were shown first. Work on its way stays.
    fn make_room(&self, all: &mut Vec<Arc<Work<K, T>>>) {
        let over = |one: &Arc<Work<K, T>>| one.course.step().is_none();
        while all.iter().filter(|one| over(one)).count() >= self.room.max(1) {
            let shown = all.iter().position(|one| over(one) && !one.is_news());
            let Some(at) = shown.or_else(|| all.iter().position(over)) else { return };
            all.remove(at);
        }
    }
}

/// What nobody can look at any more need not be done.
impl<K, T> Drop for Works<K, T> {
    fn drop(&mut self) {
        let all = self.all.get_mut().unwrap_or_else(PoisonError::into_inner);
        all.iter().for_each(|one| one.course.cancel());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    fn far() -> Instant {
        Instant::now() + Duration::from_secs(60)
    }

    fn page(id: u64) -> String {
        format!("/work/{id}")
    }

    #[test]
    fn work_is_begun_once_and_keeps_its_outcome() {
        let (courses, works) = (Courses::at(Pace::default()), Works::keeping(2));
        let (go, wait) = channel();
        let one = works.begin(&courses, "a", page, move |course| {
            course.say(Step { says: "Rows are checked.", done: 1, of: 4 });
            wait.recv().ok()
        });
        let again = works.begin(&courses, "a", page, |_| Some(0));
        assert_eq!((again.course.id, one.course.page.as_str()), (1, "/work/1"));
        assert!(courses.find(1).is_some_and(|course| course.step().is_some()));
        go.send(7).unwrap();
        assert!(matches!(one.wait_until(far()), Standing::Done(seven) if *seven == 7));
        assert!(one.is_news() && courses.find(1).unwrap().step().is_none());
        one.seen();
        for key in ["b", "c"] {
            works.begin(&courses, key, page, |_| Some(1)).wait_until(far());
        }
        assert!(works.find(&"a").is_none() && works.find(&"b").is_some(), "the one shown goes");
    }

    #[test]
    fn work_that_is_cancelled_or_fails_says_so_and_may_be_begun_again() {
        let (courses, works) = (Courses::at(Pace::default()), Works::keeping(4));
        let until_cancelled = |course: &Course| {
            while !course.stops() {
                std::thread::yield_now();
            }
            None::<u8>
        };
        let one = works.begin(&courses, "a", page, until_cancelled);
        one.course.cancel();
        assert!(matches!(one.wait_until(far()), Standing::Cancelled));
        let failed = works.begin(&courses, "a", page, |_| panic!("on purpose"));
        assert!(matches!(failed.wait_until(far()), Standing::Failed));
        assert!(works.numbered(one.course.id).is_none());
        let typed = works.begin(&courses, "b", page, until_cancelled);
        let newer = works.begin_anew(&courses, "b", page, |_| Some(2));
        assert!(matches!(typed.wait_until(far()), Standing::Cancelled), "a newer one was begun");
        assert!(matches!(newer.wait_until(far()), Standing::Done(two) if *two == 2));
        let last = works.begin(&courses, "c", page, until_cancelled);
        courses.close();
        assert!(matches!(last.standing(), Standing::Cancelled));
        let left = works.begin(&courses, "d", page, until_cancelled);
        drop(works);
        assert!(matches!(left.wait_until(far()), Standing::Cancelled));
    }
}
