/// Tells whoever waits how far a long file is: what is done with which file, how much of how much.
pub struct Progress<'a>(Option<&'a Tell<'a>>);

/// `tell(doing, file, done, of)`.
type Tell<'a> = dyn Fn(&str, &str, u64, u64) + Sync + 'a;

impl<'a> Progress<'a> {
    /// Calls `tell(doing, file, done, of)` now and then.
    pub fn new(tell: &'a (dyn Fn(&str, &str, u64, u64) + Sync)) -> Progress<'a> {
        Progress(Some(tell))
    }

    /// Tells nobody.
    pub fn none() -> Progress<'static> {
        Progress(None)
    }

    pub(crate) fn say(&self, doing: &str, file: &str, done: u64, of: u64) {
        if let Some(tell) = self.0 {
            tell(doing, file, done, of);
        }
    }
}
