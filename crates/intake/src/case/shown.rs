//! Who may be shown which figure.

use record::Audiences;
use record::audience::{AUDIENCES, Audience, team_only};

use crate::Findings;
use crate::toml_fields::Fields;

/// Rows of `[[shown]]`: figures by their names, or by the first parts of them and a star, and who may be shown them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown(Vec<(String, Audiences)>);

impl Shown {
    /// Who may be shown a figure: all whom a row names for it, and the team; the team alone where no row does.
    pub fn to(&self, figure: &str) -> Audiences {
        let mut all = team_only();
        for (pattern, to) in &self.0 {
            let holds = match pattern.strip_suffix('*') {
                Some(begins) => figure.starts_with(begins),
                None => figure == pattern,
            };
            if holds {
                all.extend(to.iter().cloned());
            }
        }
        all
    }

    /// Whether a row names anything that begins so: `ladder/`.
    pub fn names(&self, begins: &str) -> bool {
        self.0.iter().any(|(pattern, _)| match pattern.strip_suffix('*') {
            Some(first) => first.starts_with(begins) || begins.starts_with(first),
            None => pattern.starts_with(begins),
        })
    }
}

/// Reads the rows.
pub(super) fn read(root: &Fields<'_>, findings: &mut Findings) -> Shown {
    let mut shown = Shown::default();
    for row in root.tables("shown", findings) {
        row.only(&["figures", "to"], &[], findings);
        let figures = row.texts("figures", findings);
        if figures.is_none() && !row.has("figures") {
            row.missing("figures", "names of figures, such as \"prices/*\"", findings);
        }
        let to = row.texts("to", findings);
        if to.is_none() && !row.has("to") {
            row.missing("to", AUDIENCES, findings);
        }
        let (Some(figures), Some(to)) = (figures, to) else { continue };
        let read: Result<Audiences, String> = to.iter().map(|who| Audience::parse(who)).collect();
        let Ok(to) = read else {
            row.wrong("to", AUDIENCES, findings);
            continue;
        };
        let known = |name: &&String| {
            let name = name.strip_suffix('*').unwrap_or(name);
            super::is_figure_name(name.trim_end_matches('/')) || name.is_empty()
        };
        if figures.iter().any(|name| !known(&name)) {
            row.wrong("figures", "names of figures, such as \"prices/*\"", findings);
            continue;
        }
        shown.0.extend(figures.into_iter().map(|figure| (figure, to.clone())));
    }
    shown
}
