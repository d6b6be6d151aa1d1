//! Every public roster and schedule of the shared data is imported: with defaults where the file
//! says enough, else with the flags that the messages ask for.

mod common;

use common::sent::{ReadRoster, ReadSchedule, SentRoster, SentSchedule, roster, schedule};

/// A file's bytes, or `None` with a word where there is no shared data.
fn bytes(folder: &str, name: &str) -> Option<Vec<u8>> {
    let path = common::shared()?.join("data").join(folder).join(name);
    Some(std::fs::read(path).expect("the shared file"))
}

fn read_roster(name: &str, say: impl FnOnce(SentRoster) -> SentRoster) -> Option<ReadRoster> {
    Some(say(roster(name, bytes("rosters", name)?)).good())
}

fn read_schedule(
    name: &str,
    say: impl FnOnce(SentSchedule) -> SentSchedule,
) -> Option<ReadSchedule> {
    Some(say(schedule(name, bytes("schedules", name)?)).good())
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn baltimores_two_exports_of_one_year_are_one_roster() {
    let Some(one) = read_roster("baltimore_fy2014.csv.gz", |sent| sent) else { return };
    let Some(other) = read_roster("baltimore_fy2014_other_export.csv.gz", |sent| sent) else {
        return;
    };
    for read in [&one, &other] {
        assert_eq!(read.rows(), 18_981);
        assert_eq!(read.annual_pay(), "754623668.34");
        assert_eq!(read.sum("GrossPay"), "719175305.61");
    }
    // The rows do not come in one order.
    let sorted = |read: &ReadRoster, name: &str| {
        let mut column = read.column(name);
        column.sort();
        column
    };
    let days = sorted(&one, "hire_date");
    assert!(days == sorted(&other, "hire_date") && sorted(&one, "rate") == sorted(&other, "rate"));
    // Two-digit years reach back: a pivot at 68 would put people of 1952 into the future.
    let first = days.iter().find(|day| !day.is_empty());
    assert_eq!(first.map(String::as_str), Some("1952-06-23"));
    assert!(days.iter().all(|day| day.as_str() < "2015"));
}

#[test]
fn files_that_say_enough_are_imported_with_defaults() {
    // Salaries of Baltimore added up from the text; Chicago's hourly people at rate x hours x 52;
    // Seattle's rates x 2,080: each worked out apart from this program.
    let expected = [
        ("baltimore_fy2012.csv.gz", 16_049),
        ("baltimore_fy2013.csv.gz", 19_137),
        ("baltimore_fy2015.csv.gz", 14_017),
        ("baltimore_fy2016.csv.gz", 13_818),
        ("chicago_1.csv.gz", 33_702),
        ("chicago_2.csv.gz", 32_928),
        ("chicago_3.csv.gz", 31_858),
        ("chicago_4.csv.gz", 31_059),
        ("chicago_5.csv.gz", 30_872),
        ("seattle_2018.csv.gz", 12_934),
    ];
    for (name, rows) in expected {
        let Some(read) = read_roster(name, |sent| sent) else { return };
        assert_eq!(read.rows(), rows, "{name}");
        assert_eq!(read.annual_pay(), by_hand(name).expect("the file"), "{name}");
    }
}

/// Annual pay by plain arithmetic on the text, in ten-thousandths of a dollar.
fn by_hand(name: &str) -> Option<String> {
    use std::io::Read;
    let packed = bytes("rosters", name)?;
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_string(&mut text).ok()?;
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next()?;
    let delimiter = if first.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let heads: Vec<String> = reader.headers().ok()?.iter().map(|h| h.trim().to_owned()).collect();
    let at = |head: &str| heads.iter().position(|known| known == head);
    let number = |text: &str| -> i128 {
        let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
        let part = format!("{part:0<4}");
        whole.parse::<i128>().unwrap_or(0) * 10_000 + part[..4].parse::<i128>().unwrap_or(0)
    };
    let mut sum = 0_i128;
    for row in reader.records() {
        let row = row.ok()?;
        let text = |head: &str| at(head).and_then(|at| row.get(at)).unwrap_or("");
        let salary = number(text("AnnualSalary")) + number(text("Annual Salary"));
        let hourly = number(text("Hourly Rate"));
        let hours = match text("Typical Hours") {
            "" => 40,
            hours => hours.parse::<i128>().ok()?,
        };
        sum += salary + hourly * hours * 52;
    }
    let cents = (sum + 50) / 100;
    Some(format!("{}.{:02}", cents / 100, cents % 100))
}

#[test]
fn files_that_leave_something_open_are_imported_with_the_flags_asked_for() {
    let paid = |column: &'static str| {
        move |sent: SentRoster| {
            sent.with(|import| {
                import.map = vec![format!("rate={column}")];
                import.pay_basis = Some("annual".to_owned());
                import.leave_out = texts(&["unpaid"]);
            })
        }
    };
    let one_year = |sent: SentRoster| {
        paid("total_pay")(sent).with(|import| import.only = texts(&["year=2012"]))
    };
    let Some(state) = read_roster("california_state_legal_titles_2007_2012.csv.gz", one_year)
    else {
        return;
    };
    assert!(state.warnings().contains("sounds like money paid"));
    assert_eq!(state.rows(), 3_756);
    let colorado = read_roster("university_of_colorado_fy2018.csv.gz", |sent| {
        sent.with(|import| {
            import.map = texts(&["rate=funding"]);
            import.keep = texts(&["percent"]);
            import.pay_basis = Some("annual".to_owned());
            import.leave_out = texts(&["unpaid"]);
        })
    });
    let colorado = colorado.expect("the file");
    assert_eq!(colorado.rows(), 25_312);
    assert!(colorado.warnings().contains("people have several rows, which differ"));
    // Files that are not UTF-8 are read as what they are.
    let controller = [
        ("gcc_2013_superior_courts.csv.gz", 20_429),
        ("gcc_2014_superior_courts.csv.gz", 20_316),
        ("gcc_2015_superior_courts.csv.gz", 20_636),
        ("gcc_2016_superior_courts.csv.gz", 19_125),
    ];
    for (name, all) in controller {
        let read = read_roster(name, |sent| {
            paid("RegularPay")(sent).with(|import| import.leave_out.push("negative".to_owned()))
        });
        let read = read.expect("the file");
        let out: usize = read.0.files[0].left_out.iter().map(|(_, rows)| rows).sum();
        assert_eq!(read.rows() + out, all, "{name}");
    }
    let angeles = read_roster("los_angeles_department_pay_2013_2018.csv", |sent| {
        sent.with(|import| {
            import.map = texts(&[
                "classification=department",
                "rate=mean_base_pay",
                "headcount=payroll_records_implied",
            ]);
            import.only = texts(&["year=2017"]);
            import.pay_basis = Some("annual".to_owned());
        })
    });
    assert!(angeles.expect("the file").rows() > 30);
}

#[test]
fn schedules_are_imported() {
    let Some(ranges) = read_schedule("california_unit2_ranges.csv", |sent| sent) else { return };
    assert_eq!(ranges.rates(), 6);
    assert_eq!(ranges.row(0)[..4], ["ATTORNEY III", "10536", "13526", "monthly"]);
    let courts = read_schedule("california_superior_court_position_ranges_2013_2016.csv", |sent| {
        sent.with(|import| {
            import.only = texts(&["year=2016"]);
            import.map = texts(&["classification=employer+position"]);
        })
    });
    assert!(courts.expect("the file").rates() > 2_000);
    let schools = read_schedule("k12_salary_schedules.csv", |sent| {
        sent.with(|import| {
            import.only = texts(&["kind=salary"]);
            import.map = texts(&["classification=district_id+schedule_key"]);
        })
    });
    let schools = schools.expect("the file");
    assert_eq!(schools.rates(), 10_392);
    assert_eq!(schools.rate("mi_walled_lake / 2023-2024_before", "MA", "1"), "42319");
    let oregon = [
        ("oregon_state_2023_agreement_v1_2023-07-13.csv", "current_monthly"),
        ("oregon_state_2023_agreement_v2_2023-07-14.csv", "Current monthly pay"),
        ("oregon_state_2023_agreement_v3_2023-07-15.csv", "Current monthly pay"),
        ("oregon_state_2023_agreement_v4_2023-07-18.csv", "Current monthly pay"),
    ];
    for (name, rate) in oregon {
        let read = read_schedule(name, |sent| {
            sent.with(|import| {
                import.map = vec![format!("rate={rate}")];
                import.second_rates_apart = true;
                if name.contains("v3") || name.contains("v4") {
                    import.map.push("column=Coalition".to_owned());
                }
            })
        });
        let read = read.expect("the file");
        let coalition = if name.contains("v3") || name.contains("v4") { "Strikeable" } else { "" };
        assert_eq!(read.rate("Accountant 1", coalition, "1"), "4155", "{name}");
    }
}
