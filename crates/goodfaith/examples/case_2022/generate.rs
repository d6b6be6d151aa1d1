//! The SYNTHETIC roster and pay schedule of California State Bargaining Unit 2, as of June 30, 2022.
//!
//! Made from public facts:
//! - Attorney III was posted at $9,976 to $12,798 a month, final filing date May 27, 2022:
//!   <https://www.calcareers.ca.gov/CalHrPublic/Jobs/JobPosting.aspx?JobControlId=291672>.
//! - Later exam bulletins (undated or of 2025) give the shape of the other ranges, not their level:
//!   Attorney IV is about 10.5 percent above Attorney III, a Deputy Attorney General is paid as the
//!   attorney of the same number, an administrative law judge starts a little below Attorney III.
//!   <https://calcareers.ca.gov/CalHrPublic/Exams/ExamBulletin.aspx?ExamControlId=1580>, and 1581,
//!   1683, 2173, 1507; Deputy Labor Commissioner 2497, 2499.
//! - The fifth level of attorney pays 5 percent more than the fourth, at most:
//!   <https://www.sacbee.com/news/politics-government/the-state-worker/article8427768.html>.
//! - In August 2019 the union asked 5 percent to bring ALJ II up to Attorney IV and ALJ III to Attorney V:
//!   <https://www.calattorneys.org/post/case-bargaining-update-08-23-19>.
//! - ALJ I and II became one deep class under the 2021 agreement, which also raised the lowest attorney ranges:
//!   <https://www.calattorneys.org/post/2021-2022-agreement-reached>.
//! - A step is 5 percent up, to the nearest dollar at every step: 2 CCR 426 and 599.666.1 (the second is
//!   headed for non-represented employees; taken for Unit 2 as well). People earn one a year until the
//!   maximum: <https://oag.ca.gov/careers/benefits>.
//! - Less than half of Unit 2 stood at the top step:
//!   <https://calattorneys.org/august-11-2022-bargaining-report/>.
//! - The mean salary was put at $120,000 in 2019; 4.04 and 1.33 percent followed on July 1, 2021:
//!   <https://www.calattorneys.org/post/case-tentative-agreement>.
//! - Deputy labor commissioners, hearing officers and deputy commissioners are in the unit too:
//!   <https://calattorneys.org/about/faq/>.
//!
//! Invented: every person, every headcount, every range but Attorney III's, who stands on which step,
//! all dates, part-time shares and funds. The departments exist. No row is a person.

const SEED: u64 = 20_220_630;

/// A class: its range in whole dollars a month, and how the people in it are drawn.
struct Class {
    name: &'static str,
    minimum: u64,
    maximum: u64,
    /// Percent of its people at the top step.
    at_top: u64,
    /// Percent who served in a lower class first, and for at most how many years.
    promoted: u64,
    earlier_years: u64,
}

/// Shorthand that keeps the table below one class a line.
const fn class(
    name: &'static str,
    range: (u64, u64),
    at_top: u64,
    promoted: u64,
    earlier_years: u64,
) -> Class {
    Class { name, minimum: range.0, maximum: range.1, at_top, promoted, earlier_years }
}

static A1: Class = class("Attorney", (7_200, 9_650), 26, 10, 4);
static A3: Class = class("Attorney III", (9_976, 12_798), 50, 55, 6);
static A4: Class = class("Attorney IV", (11_025, 14_149), 54, 75, 12);
static A5: Class = class("Attorney V", (11_576, 14_856), 60, 95, 16);
static D1: Class = class("Deputy Attorney General", (7_200, 9_650), 24, 5, 3);
static D3: Class = class("Deputy Attorney General III", (9_976, 12_798), 48, 65, 6);
static D4: Class = class("Deputy Attorney General IV", (11_025, 14_149), 56, 85, 12);
static D5: Class = class("Deputy Attorney General V", (11_576, 14_856), 60, 95, 16);
static J2: Class = class("Administrative Law Judge", (9_734, 13_475), 50, 35, 12);
static J3: Class = class("Administrative Law Judge III", (11_025, 14_149), 58, 85, 14);
static WC: Class = class("Workers' Compensation Judge", (10_220, 13_475), 52, 40, 12);
static H1: Class = class("Hearing Officer I", (8_640, 11_027), 44, 30, 8);
static H2: Class = class("Hearing Officer II", (9_734, 12_424), 50, 60, 10);
static DC: Class = class("Deputy Commissioner", (9_500, 12_125), 46, 50, 12);
static L1: Class = class("Deputy Labor Commissioner I", (5_830, 7_440), 36, 45, 6);
static L2: Class = class("Deputy Labor Commissioner II", (6_430, 8_208), 46, 80, 10);
static L3: Class = class("Deputy Labor Commissioner III", (6_840, 8_730), 52, 90, 12);

/// The order in which the schedule lists them.
static CLASSES: [&Class; 17] =
    [&A1, &A3, &A4, &A5, &D1, &D3, &D4, &D5, &J2, &J3, &WC, &H1, &H2, &DC, &L1, &L2, &L3];

/// A department, its people by class, and the percent of them paid from the General Fund and from special
/// funds; the rest are paid from nongovernmental cost funds.
type Department = (&'static str, u64, u64, &'static [(&'static Class, u64)]);

#[rustfmt::skip]
static DEPARTMENTS: [Department; 30] = [
    ("Department of Justice", 45, 40, &[(&D1, 360), (&D3, 330), (&D4, 360), (&D5, 70)]),
    ("Department of Industrial Relations", 2, 98, &[
        (&A1, 20), (&A3, 45), (&A4, 25), (&A5, 5), (&J2, 14), (&WC, 185), (&H1, 12), (&H2, 8),
        (&L1, 170), (&L2, 62), (&L3, 40),
    ]),
    ("State Compensation Insurance Fund", 0, 0, &[(&A1, 85), (&A3, 150), (&A4, 75), (&A5, 14)]),
    ("California Unemployment Insurance Appeals Board", 0, 100, &[(&J2, 235), (&J3, 30)]),
    ("Department of Social Services", 60, 40, &[(&A1, 24), (&A3, 52), (&A4, 34), (&J2, 96), (&J3, 8)]),
    ("Department of Corrections and Rehabilitation", 100, 0, &[(&A1, 12), (&A3, 40), (&A4, 26), (&DC, 62)]),
    ("Public Utilities Commission", 0, 100, &[(&A1, 6), (&A3, 22), (&A4, 38), (&A5, 4), (&J2, 30), (&J3, 14)]),
    ("Department of General Services", 0, 0, &[(&A3, 6), (&A4, 8), (&J2, 72), (&J3, 22)]),
    ("Department of Transportation", 0, 100, &[(&A1, 18), (&A3, 46), (&A4, 40), (&A5, 3)]),
    ("Department of Insurance", 0, 100, &[(&A1, 14), (&A3, 38), (&A4, 32), (&A5, 3), (&J2, 4)]),
    ("Department of Health Care Services", 55, 45, &[(&A1, 14), (&A3, 34), (&A4, 26), (&J2, 12)]),
    ("Franchise Tax Board", 95, 5, &[(&A1, 16), (&A3, 34), (&A4, 26), (&A5, 4)]),
    ("Department of Managed Health Care", 0, 100, &[(&A1, 14), (&A3, 28), (&A4, 20)]),
    ("California Department of Tax and Fee Administration", 60, 40, &[(&A1, 10), (&A3, 24), (&A4, 20)]),
    ("Department of Consumer Affairs", 0, 100, &[(&A1, 10), (&A3, 24), (&A4, 14), (&H1, 5)]),
    ("State Water Resources Control Board", 20, 80, &[(&A1, 6), (&A3, 20), (&A4, 24), (&A5, 2)]),
    ("Department of Financial Protection and Innovation", 0, 100, &[(&A1, 12), (&A3, 22), (&A4, 16)]),
    ("Department of Fair Employment and Housing", 100, 0, &[(&A1, 14), (&A3, 20), (&A4, 14)]),
    ("Office of the State Public Defender", 100, 0, &[(&A1, 10), (&A3, 16), (&A4, 18)]),
    ("Department of Motor Vehicles", 0, 100, &[(&A1, 6), (&A3, 12), (&A4, 8), (&H1, 8), (&H2, 4)]),
    ("Department of Public Health", 40, 60, &[(&A1, 8), (&A3, 18), (&A4, 12)]),
    ("Office of Tax Appeals", 100, 0, &[(&A3, 6), (&A4, 6), (&J3, 22)]),
    ("Department of Water Resources", 10, 90, &[(&A1, 4), (&A3, 14), (&A4, 16)]),
    ("California Energy Commission", 0, 100, &[(&A1, 4), (&A3, 10), (&A4, 12)]),
    ("California Public Employees' Retirement System", 0, 0, &[(&A1, 2), (&A3, 8), (&A4, 14), (&A5, 2)]),
    ("Department of Toxic Substances Control", 0, 100, &[(&A1, 4), (&A3, 10), (&A4, 12)]),
    ("State Personnel Board", 40, 0, &[(&A3, 6), (&A4, 5), (&J2, 12), (&J3, 3)]),
    ("Department of Fish and Wildlife", 30, 70, &[(&A1, 4), (&A3, 10), (&A4, 10)]),
    ("Department of Education", 100, 0, &[(&A1, 4), (&A3, 10), (&A4, 8)]),
    ("Department of Alcoholic Beverage Control", 0, 100, &[(&A1, 4), (&A3, 8), (&A4, 4), (&J2, 4)]),
];

/// The roster, one row a synthetic person, every one of them in post on June 30, 2022.
pub fn roster() -> String {
    let mut lines = vec![format!(
        "# SYNTHETIC. No row of this file is a person.\n\
         # Made by `cargo run --example case_2022` (crates/goodfaith/examples/case_2022/generate.rs), seed {SEED}; that file says from which facts.\n\
         # The departments exist; headcounts, steps, dates, part-time shares and funds are invented.\n\
         # step_date is the next anniversary after June 30, 2022; group is the pension tier: tier-1 hired before 2013-01-01, pepra from that day on.\n\
         employee,classification,step,fte,department,fund,group,step_date,hire_date"
    )];
    let mut random = SplitMix64(SEED);
    let mut number = 0;
    for (department, general, special, classes) in &DEPARTMENTS {
        for (class, people) in *classes {
            for _ in 0..*people {
                number += 1;
                let fund = fund(&mut random, *general, *special);
                let row = person(&mut random, class, department, fund);
                lines.push(format!("syn-{number:04},{row}"));
            }
        }
    }
    finished(lines)
}

/// The schedule in force until June 30, 2022: each class's steps, monthly, in whole dollars.
pub fn schedule() -> String {
    let mut lines = vec![format!(
        "# SYNTHETIC. Ranges in keeping with Unit 2 in 2021-22; steps 5 percent apart, to the dollar at each step (2 CCR 426, 599.666.1), the last at the maximum.\n\
         # Made by `cargo run --example case_2022` (crates/goodfaith/examples/case_2022/generate.rs), seed {SEED} (the schedule draws nothing); that file says from which facts.\n\
         # Attorney III runs from the minimum to the maximum of a posting with final filing date May 27, 2022 (https://www.calcareers.ca.gov/CalHrPublic/Jobs/JobPosting.aspx?JobControlId=291672).\n\
         # All other ranges are invented: later exam bulletins (https://calcareers.ca.gov/CalHrPublic/Exams/ExamBulletin.aspx?ExamControlId=1581 and others) lent their shape, not their level.\n\
         # Administrative Law Judge is one ladder through ranges A and B (ALJ I and II), a deep class since the 2021 agreement.\n\
         classification,step,rate,pay_basis"
    )];
    for class in CLASSES {
        for (index, rate) in steps(class).iter().enumerate() {
            lines.push(format!("{},{},{rate},monthly", class.name, index + 1));
        }
    }
    finished(lines)
}

fn finished(mut lines: Vec<String>) -> String {
    lines.push(String::new());
    lines.join("\n")
}

/// From the minimum up by 5 percent, half dollars up, until the maximum is reached.
fn steps(class: &Class) -> Vec<u64> {
    let mut rates = Vec::new();
    let mut rate = class.minimum;
    while rate < class.maximum {
        rates.push(rate);
        rate = (rate * 105 + 50) / 100;
    }
    rates.push(class.maximum);
    rates
}

/// One row from `classification` on.
fn person(random: &mut SplitMix64, class: &Class, department: &str, fund: &str) -> String {
    let top = steps(class).len() as u64;
    let at_top = random.percent(class.at_top);
    let step = if at_top {
        top
    } else {
        // The lower of two: many are new, for many leave.
        1 + random.below(top - 1).min(random.below(top - 1))
    };

    let step_date = next_anniversary(random);
    // One step a year from the bottom, unless hired above the minimum; then years at the top.
    let head_start = if random.percent(20) { random.below(step) } else { 0 };
    let years_at_top = if at_top { random.below(18).min(random.below(18)) } else { 0 };
    let in_class = step_date.years_before(step - head_start + years_at_top);
    let hired = if random.percent(class.promoted) {
        let year = in_class.year - 1 - random.below(class.earlier_years);
        random.day_of(year)
    } else {
        in_class
    };

    let fte = match random.below(100) {
        0 | 1 => "0.5",
        2 => "0.6",
        3 => "0.75",
        4 | 5 => "0.8",
        6 => "0.9",
        _ => "1",
    };
    let group = if hired.year < 2013 { "tier-1" } else { "pepra" };
    format!(
        "{},{step},{fte},{department},{fund},{group},{},{}",
        class.name,
        step_date.iso(),
        hired.iso()
    )
}

fn fund(random: &mut SplitMix64, general: u64, special: u64) -> &'static str {
    let draw = random.below(100);
    if draw < general {
        "General Fund"
    } else if draw < general + special {
        "Special Fund"
    } else {
        "Nongovernmental cost fund"
    }
}

/// A day of the year from July 1, 2022 to June 30, 2023.
fn next_anniversary(random: &mut SplitMix64) -> Day {
    let mut day = Day { year: 2022, month: 7, day: 1 + random.below(365) };
    while day.day > month_length(day.month) {
        day.day -= month_length(day.month);
        day.month += 1;
        if day.month > 12 {
            day.year += 1;
            day.month = 1;
        }
    }
    day
}

#[derive(Clone, Copy)]
struct Day {
    year: u64,
    month: u64,
    day: u64,
}

impl Day {
    /// The same day some years earlier.
    fn years_before(self, years: u64) -> Day {
        Day { year: self.year - years, ..self }
    }

    fn iso(self) -> String {
        format!("{}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// February has 28 days: nobody is hired, and nobody earns a step, on a leap day.
fn month_length(month: u64) -> u64 {
    match month {
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Steele, Lea and Flood's `SplitMix64`: small, and the same everywhere.
struct SplitMix64(u64);

impl SplitMix64 {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `bound`.
    fn below(&mut self, bound: u64) -> u64 {
        self.draw() % bound
    }

    fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    fn day_of(&mut self, year: u64) -> Day {
        let month = 1 + self.below(12);
        let day = 1 + self.below(month_length(month));
        Day { year, month, day }
    }
}
