//! What must hold of every costing, over random small cases.

mod common;

use common::{Costed, Files, files};
use proptest::prelude::*;

/// A person of a random roster.
#[derive(Debug, Clone)]
struct Person {
    class: usize,
    step: Option<usize>,
    rate: u32,
    fte: usize,
    heads: u32,
    department: usize,
    group: usize,
    step_date: usize,
    hired: usize,
}

const CLASSES: [&str; 3] = ["Clerk", "Nurse", "Judge"];
const FTES: [&str; 4] = ["1", "0.8", "50%", "0.6667"];
const DEPARTMENTS: [&str; 3] = ["Parks", "Streets", "Courts"];
const GROUPS: [&str; 2] = ["tier-1", "tier-2"];
const STEP_DATES: [&str; 4] = ["", "07-01", "11-15", "2023-02-28"];

/// About the tenth and the twentieth year of service, in the window and beside it.
const HIRED: [&str; 7] = [
    "2012-02-29",
    "2012-07-01",
    "2012-09-30",
    "2013-11-15",
    "2003-05-05",
    "1990-01-01",
    "2020-06-30",
];

impl Person {
    fn row(&self, heads: u32) -> String {
        let (step, rate) = match self.step {
            Some(step) => ((step + 1).to_string(), String::new()),
            None => (String::new(), format!("{}.{:02}", self.rate / 100, self.rate % 100)),
        };
        format!(
            "{},{step},{rate},{},{heads},{},{},{},{}\n",
            CLASSES[self.class],
            FTES[self.fte],
            DEPARTMENTS[self.department],
            GROUPS[self.group],
            STEP_DATES[self.step_date],
            HIRED[self.hired]
        )
    }
}

fn roster(rows: impl IntoIterator<Item = String>) -> String {
    let header = "classification,step,rate,fte,headcount,department,group,step_date,hire_date\n";
    // Rows of nobody bring every name that a term may select.
    let nobody = "Clerk,1,,1,0,Parks,tier-1,,2020-06-30\nNurse,1,,1,0,Streets,tier-2,,2020-06-30\nJudge,1,,1,0,Courts,tier-2,,2020-06-30\n";
    header.to_owned() + &rows.into_iter().collect::<String>() + nobody
}

fn person() -> impl Strategy<Value = Person> {
    let place = prop_oneof![4 => (0_usize..4).prop_map(Some), 1 => Just(None)];
    (
        0_usize..3,
        place,
        300_000_u32..900_000,
        0_usize..4,
        1_u32..4,
        0_usize..3,
        0_usize..2,
        (0_usize..4, 0_usize..7),
    )
        .prop_map(|(class, step, rate, fte, heads, department, group, (step_date, hired))| {
            Person { class, step, rate, fte, heads, department, group, step_date, hired }
        })
}

fn day() -> impl Strategy<Value = String> {
    (2022_i32..2024, 1_i32..13, 1_i32..29)
        .prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
        .prop_filter("inside the window", |day| {
            day.as_str() >= "2022-07-01" && day.as_str() <= "2024-06-30"
        })
}

fn term() -> impl Strategy<Value = String> {
    let select = prop_oneof![
        Just(String::new()),
        Just("classes = [\"Judge\", \"Clerk\"]\n".to_owned()),
        Just("departments = [\"Parks\"]\n".to_owned()),
        Just("groups = [\"tier-2\"]\n".to_owned()),
        Just("rate_below = \"60000\"\n".to_owned()),
        Just("service_at_least = 10\n".to_owned()),
    ];
    let kind = prop_oneof![
        (1_u32..90).prop_map(|p| format!("kind = \"general-increase\"\npercent = \"{}.{}\"\n", p / 10, p % 10)),
        Just("kind = \"special-adjustment\"\namount = \"75.50\"\nper = \"month\"\nsteps = [\"top\"]\n".to_owned()),
        Just("kind = \"add-step\"\nlabel = \"new\"\npercent = \"2.5\"\n".to_owned()),
        Just("kind = \"drop-step\"\nsteps = [\"bottom\"]\n".to_owned()),
        Just("kind = \"step-freeze\"\nuntil = 2024-03-10\nmade_up = true\n".to_owned()),
        Just("kind = \"lump-sum\"\namount = \"1234.56\"\n".to_owned()),
        Just("kind = \"lump-sum\"\npercent = \"1.75\"\npensionable = true\n".to_owned()),
        Just("kind = \"differential\"\npercent = \"3.3\"\n".to_owned()),
        Just("kind = \"differential\"\nby_service = [{ years = 10, percent = \"2\" }, { years = 20, amount = \"150\", per = \"month\" }]\n".to_owned()),
        Just("kind = \"differential\"\nby_service = [{ years = 0, percent = \"0.5\" }, { years = 9, percent = \"1\" }, { years = 11, percent = \"3\" }]\n".to_owned()),
        Just("kind = \"stipend\"\namount = \"99.99\"\nper = \"pay-period\"\n".to_owned()),
        Just("kind = \"furlough\"\npercent = \"4.62\"\n".to_owned()),
        Just("kind = \"employer-contribution\"\nname = \"Pension\"\nrate = \"33.1\"\n".to_owned()),
        Just("kind = \"paid-leave\"\ndays = \"10\"\ntake_up = \"7\"\nbackfill = \"60\"\n".to_owned()),
    ];
    (kind, day(), select).prop_map(|(kind, day, select)| {
        let looks_at_steps = kind.contains("add-step") || kind.contains("drop-step");
        let select = if looks_at_steps { String::new() } else { select };
        format!("[[terms]]\n{kind}effective = {day}\n{select}")
    })
}

/// Terms of which at most one adds and one drops a step.
fn terms() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(term(), 1..6).prop_map(|terms| {
        let mut seen: Vec<&str> = Vec::new();
        let mut kept = Vec::new();
        for term in &terms {
            let once = ["add-step", "drop-step"].into_iter().find(|kind| term.contains(kind));
            if once.is_none_or(|kind| !seen.contains(&kind)) {
                seen.extend(once);
                // An end before the beginning is refused.
                if !(term.contains("until") && term.as_str() > "" && ends_early(term)) {
                    kept.push(term.clone());
                }
            }
        }
        kept
    })
}

fn ends_early(term: &str) -> bool {
    let effective = term.split("effective = ").nth(1).unwrap_or("");
    effective.get(..10).is_some_and(|day| day > "2024-03-10")
}

#[derive(Debug, Clone)]
struct Random {
    people: Vec<Person>,
    terms: Vec<String>,
    rounding: &'static str,
    calendar: &'static str,
}

fn random() -> impl Strategy<Value = Random> {
    let rounding = prop_oneof![
        Just("schedule = \"dollar\"\n"),
        Just("schedule = \"cent\"\ncarry = \"exact\"\nmode = \"half-even\"\n"),
        Just("schedule = \"none\"\nmode = \"truncate\"\n"),
    ];
    let calendar = prop_oneof![
        Just("window = { from = 2022-07-01, to = 2024-06-30 }\n"),
        Just("window = { from = 2022-07-01, to = 2024-06-30 }\npay_calendar = \"annual\"\n"),
        Just("window = { from = 2022-07-01, to = 2024-07-11 }\npay_calendar = \"biweekly\"\n"),
    ];
    (proptest::collection::vec(person(), 1..9), terms(), rounding, calendar).prop_map(
        |(people, terms, rounding, calendar)| Random { people, terms, rounding, calendar },
    )
}

impl Random {
    fn without_offer(&self, rows: String) -> Files {
        let lines = "[[roll_up]]\nname = \"Pension\"\nrate = \"29.5\"\napplies_to = \"base\"\ngroups = [\"tier-1\"]\n\
            [[roll_up]]\nname = \"Pension\"\nrate = \"21.2\"\napplies_to = \"base\"\ngroups = [\"tier-2\"]\n\
            [[roll_up]]\nname = \"Medicare\"\nrate = \"1.45\"\napplies_to = \"all\"\n\
            [[per_head]]\nname = \"Uniforms\"\namount = \"12.34\"\nper = \"month\"\nprorate_by_fte = true\n";
        files()
            .roster(&rows)
            .schedule("classification,1,2,3,4\nClerk,4000,4210,4400.5,4700\nNurse,5003,5303,5555,5800\nJudge,9000,9500,9999.99,10501\n")
            .assumptions(&format!(
                "{}fiscal_year_start = \"07-01\"\n[rounding]\n{}[movement]\nrule = \"anniversary\"\n{lines}",
                self.calendar, self.rounding
            ))
            .by("department")
            .by("classification")
    }

    fn rows(&self) -> String {
        roster(self.people.iter().map(|person| person.row(person.heads)))
    }

    fn cost(&self) -> Costed {
        self.without_offer(self.rows()).offer(&self.terms.concat()).cost()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn parts_add_to_totals_across_and_down(case in random()) {
        let costed = case.cost();
        let costing = &costed.costing;
        for side in std::iter::once(&costing.baseline).chain(costing.offers.iter().map(|offer| &offer.side)) {
            for (at, year) in side.years.iter().enumerate() {
                let parts: i64 = year.components.iter().map(|cents| cents.cents()).sum();
                prop_assert_eq!(parts, year.total.cents());
                for (component, cents) in year.components.iter().enumerate() {
                    let cells: i64 = side.cells.iter().map(|cell| cell[at][component].cents()).sum();
                    prop_assert_eq!(cells, cents.cents());
                }
            }
        }
        for (at, year) in costing.offers[0].years.iter().enumerate() {
            let total = costing.offers[0].side.years[at].total.cents();
            prop_assert_eq!(costing.baseline.years[at].total.cents() + year.change.cents(), total);
            prop_assert_eq!(year.ongoing.cents() + year.one_time.cents(), year.change.cents());
            let terms: i64 = year.by_term.iter().map(|term| term.change.cents()).sum();
            prop_assert_eq!(terms, year.change.cents());
        }
        let new_money: i64 = costing.offers[0].years.iter().map(|year| year.new_money.cents()).sum();
        prop_assert_eq!(new_money, costing.offers[0].years.last().unwrap().change.cents());
        let changes: i64 = costing.offers[0].years.iter().map(|year| year.change.cents()).sum();
        prop_assert_eq!(changes, costing.offers[0].cumulative.cents());
    }

    #[test]
    fn the_cost_of_a_unit_is_the_sum_of_its_peoples(case in random()) {
        // One person a row: nobody's cost depends on who stands beside them.
        let whole = case.cost();
        let mut sums = vec![0_i64; whole.costing.years.len()];
        for person in &case.people {
            let alone = Random { people: vec![Person { heads: 1, ..person.clone() }], ..case.clone() };
            let rows = roster(alone.people.iter().map(|person| person.row(1)));
            let costed = alone.without_offer(rows).offer(&case.terms.concat()).cost();
            for (sum, year) in sums.iter_mut().zip(&costed.costing.offers[0].side.years) {
                *sum += year.total.cents() * i64::from(person.heads);
            }
        }
        let totals: Vec<i64> =
            whole.costing.offers[0].side.years.iter().map(|year| year.total.cents()).collect();
        prop_assert_eq!(sums, totals);
    }

    #[test]
    fn order_of_rows_headcounts_and_threads_change_no_byte(case in random()) {
        let json = case.cost().figures_json().to_string();
        let csv = press::cost_csv(&case.cost().report());
        let mut single: Vec<String> = case
            .people
            .iter()
            .flat_map(|person| std::iter::repeat_n(person.row(1), person.heads as usize))
            .collect();
        single.reverse();
        let other = case.without_offer(roster(single)).offer(&case.terms.concat());
        let pool = |threads: usize| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        for threads in [1, 3] {
            let costed = pool(threads).install(|| other.cost());
            prop_assert_eq!(&costed.figures_json().to_string(), &json);
            prop_assert_eq!(&press::cost_csv(&costed.report()), &csv);
        }
    }

    #[test]
    fn a_raise_of_nothing_adds_nothing(case in random(), at in day()) {
        let nothing = format!("[[terms]]\nkind = \"general-increase\"\neffective = {at}\npercent = \"0\"\n");
        let costed = case.without_offer(case.rows()).offer(&nothing).cost();
        for year in &costed.costing.offers[0].years {
            prop_assert_eq!(year.change.cents(), 0);
        }
        let with = case.without_offer(case.rows()).offer(&(case.terms.concat() + &nothing)).cost();
        let without = case.cost();
        prop_assert_eq!(with.change(0), without.change(0));
    }

    #[test]
    fn two_files_joined_are_the_file_with_both(case in random(), cut in 0_usize..6) {
        let cut = cut.min(case.terms.len());
        let (first, second) = (case.terms[..cut].concat(), case.terms[cut..].concat());
        let joined = case.without_offer(case.rows()).joined(&first, &second).cost();
        let mut json = joined.figures_json();
        json["offers"][0]["title"] = "offer 1".into();
        let mut whole = case.cost().figures_json();
        // The receipts name the title.
        json.as_object_mut().unwrap().remove("figures");
        whole.as_object_mut().unwrap().remove("figures");
        prop_assert_eq!(json, whole);
    }
}
