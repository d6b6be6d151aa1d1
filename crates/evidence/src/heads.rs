use std::collections::BTreeMap;

use costing::Coded;

/// The people of a roster: how many in each row, what they are by, and who they are, where the
/// roster has ids.
#[derive(Debug, Clone)]
pub struct HeadsTable {
    /// Its rows.
    pub rows: usize,
    /// Identical people in each row.
    pub headcount: Coded<u64>,
    /// Columns to count by, such as `department`.
    pub columns: Vec<(String, Coded<String>)>,
    /// An id for each person.
    pub ids: Option<Coded<String>>,
}

/// What became of the people of one roster in a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Became {
    /// In the first.
    pub all: u64,
    /// In the second, in the same class and department.
    pub same: u64,
    /// In the second, in another class of the same department.
    pub other_class: u64,
    /// In the second, in another department.
    pub other_department: u64,
    /// Not in the second.
    pub gone: u64,
}

impl Became {
    /// Each count with the name that figures have for it.
    pub fn counts(&self) -> [(&'static str, u64); 5] {
        [
            ("all", self.all),
            ("same-class", self.same),
            ("other-class", self.other_class),
            ("other-department", self.other_department),
            ("gone", self.gone),
        ]
    }
}

impl HeadsTable {
    fn column(&self, name: &str) -> Option<&Coded<String>> {
        self.columns.iter().find(|(known, _)| known == name).map(|(_, column)| column)
    }

    /// The people of whom a column says something; all of them without one. `None` where there is
    /// no such column.
    pub fn heads(&self, of: Option<(&str, &str)>) -> Option<u64> {
        let column = match of {
            None => None,
            Some((name, text)) => Some((self.column(name)?, text)),
        };
        let wanted = column
            .map(|(column, text)| (column, column.values().iter().position(|known| known == text)));
        let taken = |row: &usize| {
            wanted.is_none_or(|(column, code)| code == Some(column.code(*row) as usize))
        };
        let rows = (0..self.rows).filter(taken);
        Some(rows.fold(0_u64, |sum, row| sum.saturating_add(*self.headcount.value(row))))
    }

    /// What a column says, each with its people, in order.
    pub fn by(&self, name: &str) -> Option<BTreeMap<String, u64>> {
        let column = self.column(name)?;
        let mut heads = vec![0_u64; column.values().len()];
        for row in 0..self.rows {
            let at = column.code(row) as usize;
            heads[at] = heads[at].saturating_add(*self.headcount.value(row));
        }
        let all = column.values().iter().cloned().zip(heads);
        Some(all.filter(|(_, heads)| *heads > 0).collect())
    }

    /// What became of its people in a later roster: all of them, or those of whom a column says
    /// something. A person is the id; one with several rows is where the first of them is, by class
    /// and department. `None` where a roster has no ids, or no such column.
    pub fn became(&self, later: &HeadsTable, of: Option<(&str, &str)>) -> Option<Became> {
        let then = self.people()?;
        let now = later.people()?;
        if let Some((name, _)) = of {
            self.column(name)?;
        }
        let mut became = Became::default();
        for (id, place) in then {
            let taken = match of {
                None => true,
                Some(("classification", text)) => place.0 == text,
                Some((_, text)) => place.1 == text,
            };
            if !taken {
                continue;
            }
            became.all += 1;
            match now.get(id) {
                None => became.gone += 1,
                Some(there) if there.1 != place.1 => became.other_department += 1,
                Some(there) if there.0 != place.0 => became.other_class += 1,
                Some(_) => became.same += 1,
            }
        }
        Some(became)
    }

    /// How many people of a later roster were not in this one.
    pub fn newcomers(&self, later: &HeadsTable) -> Option<u64> {
        let then = self.people()?;
        let now = later.people()?;
        let new = now.keys().filter(|id| !then.contains_key(*id)).count();
        u64::try_from(new).ok()
    }

    /// How many ids there are, each once, blanks left out.
    pub fn distinct_ids(&self) -> u64 {
        self.people().map_or(0, |people| u64::try_from(people.len()).unwrap_or(u64::MAX))
    }

    /// Each id with its class and department.
    fn people(&self) -> Option<BTreeMap<&str, (&str, &str)>> {
        let ids = self.ids.as_ref()?;
        let (class, department) = (self.column("classification"), self.column("department"));
        let mut people: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
        for row in 0..self.rows {
            let id = ids.value(row).as_str();
            if id.is_empty() {
                continue;
            }
            let class = class.map_or("", |column| column.value(row).as_str());
            let department = department.map_or("", |column| column.value(row).as_str());
            let place = (class, department);
            people.entry(id).and_modify(|known| *known = (*known).min(place)).or_insert(place);
        }
        Some(people)
    }
}
