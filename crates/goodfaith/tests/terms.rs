//! What each kind of term does, a sentence a test. Figures are worked out by hand beside it.

mod common;

use common::{Files, files};

const YEAR: &str = r#"
window            = { from = 2022-07-01, to = 2023-06-30 }
fiscal_year_start = "07-01"
[rounding]
schedule = "dollar"
"#;

const TWO_YEARS: &str = r#"
window            = { from = 2022-07-01, to = 2024-06-30 }
fiscal_year_start = "07-01"
[rounding]
schedule = "dollar"
"#;

/// One clerk at $4,000 a month on the middle of three steps.
fn clerk() -> Files {
    files()
        .roster("classification,step,step_date,hire_date,group\nClerk,2,10-01,2012-10-15,tier-1\n")
        .schedule("classification,step,rate\nClerk,1,3800\nClerk,2,4000\nClerk,3,4200\n")
        .assumptions(YEAR)
}

fn term(kind: &str, effective: &str, fields: &str) -> String {
    format!("[[terms]]\nkind = \"{kind}\"\neffective = {effective}\n{fields}\n")
}

#[test]
fn a_raise_inside_a_month_is_paid_by_calendar_days_and_rounded_once() {
    // October: 15 of 31 days at 4,200 (a step earned in the period), 16 at 4,326; the raise of
    // 3 % on $4,200 is $126 a month from the 16th: 126 x 16/31 = 65.03.
    let costed = clerk().offer(&term("general-increase", "2022-10-16", "percent = \"3\"")).cost();
    assert_eq!(costed.baseline("base"), ["48000.00"]);
    assert_eq!(costed.baseline("movement"), ["1800.00"]);
    assert_eq!(costed.change(0), ["1073.03"]);
}

#[test]
fn a_step_counts_from_the_pay_period_that_holds_it() {
    let late = |date: &str| {
        clerk()
            .roster(&format!("classification,step,step_date\nClerk,2,{date}\n"))
            .cost()
            .baseline("movement")
    };
    assert_eq!(late("10-31"), ["1800.00"]);
    assert_eq!(late("11-01"), ["1600.00"]);
    // Of a full date, month and day count and no step comes before it.
    assert_eq!(late("2019-10-31"), ["1800.00"]);
    assert_eq!(late("2023-10-31"), ["0.00"]);
    assert_eq!(late("02-29"), ["1000.00"]);
}

#[test]
fn movement_counts_from_the_day_of_the_roster() {
    let costed = clerk().assumptions(&format!("roster_as_of = 2021-09-30\n{YEAR}")).cost();
    assert_eq!(
        (costed.baseline("base"), costed.baseline("movement")),
        (vec!["48000.00".into()], vec!["2400.00".into()])
    );
    let everyone = format!("{YEAR}[movement]\nrule = \"fiscal-year\"\n");
    assert_eq!(clerk().assumptions(&everyone).cost().baseline("movement"), ["2400.00"]);
    let nobody = format!("{YEAR}[movement]\nrule = \"none\"\n");
    assert_eq!(clerk().assumptions(&nobody).cost().baseline("movement"), ["0.00"]);
}

#[test]
fn two_percents_of_one_date_multiply_unless_they_are_added() {
    let both = |combine: &str| {
        term("general-increase", "2022-07-01", "percent = \"4.04\"")
            + &term("special-adjustment", "2022-07-01", &format!("percent = \"1.33\"\n{combine}"))
    };
    let rate = |offer: &str| {
        let costed = clerk()
            .roster("classification,step\nClerk,2\n")
            .schedule("classification,step,rate\nClerk,2,10000\n")
            .offer(offer)
            .cost();
        costed.costing.offers[0].side.last_period.total.to_string()
    };
    // 10,404 x 1.0133 = 10,542.37; 10,000 x 1.0537 = 10,537.
    assert_eq!(rate(&both("")), "10542.00");
    assert_eq!(rate(&both("combine = \"add\"")), "10537.00");
}

#[test]
fn a_raise_of_nothing_does_not_even_round() {
    let costed = clerk()
        .roster("classification,rate\nClerk,4000.49\n")
        .offer(&term("general-increase", "2022-07-01", "percent = \"0\""))
        .offer(&term("general-increase", "2022-07-01", "percent = \"1\""))
        .cost();
    assert_eq!(costed.change(0), ["0.00"]);
    assert_eq!(costed.costing.offers[1].side.last_period.total.to_string(), "4040.00");
}

#[test]
fn a_term_acts_on_the_row_in_force_and_raises_later_rows_too() {
    let dated = "classification,step,rate,effective\nClerk,2,4000,\nClerk,2,4100,2023-01-01\n";
    let costed = clerk()
        .roster("classification,step\nClerk,2\n")
        .schedule(dated)
        .offer(&term("general-increase", "2022-07-01", "percent = \"10\""))
        .cost();
    assert_eq!(costed.baseline("base"), ["48600.00"]);
    assert_eq!(costed.component(0, "base"), ["53460.00"]);
}

#[test]
fn a_raise_until_a_day_is_gone_the_day_after() {
    let costed = clerk()
        .roster("classification,step\nClerk,2\n")
        .offer(&term("general-increase", "2022-07-01", "percent = \"10\"\nuntil = 2022-09-30"))
        .cost();
    assert_eq!(costed.change(0), ["1200.00"]);
    assert_eq!(costed.end_rate(0), "0.00");
}

#[test]
fn top_step_money_reaches_only_the_top() {
    let costed = files()
        .roster("classification,step,headcount\nALJ,2,6\nALJ,3,4\nClerk,3,10\n")
        .schedule("classification,1,2,3\nALJ,9000,9500,10000\nClerk,3800,4000,4200\n")
        .assumptions(YEAR)
        .offer(&term(
            "special-adjustment",
            "2022-07-01",
            "percent = \"4.5\"\nclasses = [\"ALJ\"]\nsteps = [\"top\"]",
        ))
        .cost();
    // Four judges at the top, $450 a month.
    assert_eq!(costed.change(0), ["21600.00"]);
}

#[test]
fn an_added_step_is_reached_on_the_next_anniversary_or_at_once() {
    let top = clerk().roster("classification,step,step_date\nClerk,3,10-01\n");
    let add = |placement: &str| {
        term("add-step", "2022-09-01", &format!("label = \"4\"\npercent = \"2.5\"\n{placement}"))
    };
    // 4,200 x 1.025 = 4,305: $105 a month from October, or from September.
    assert_eq!(top.clone().offer(&add("")).cost().change(0), ["945.00"]);
    let at_once = top.offer(&add("placement = \"immediate\"")).cost();
    assert_eq!(at_once.change(0), ["1050.00"]);
    assert_eq!(at_once.component(0, "movement"), ["1050.00"]);
    // Below the old top an anniversary is one step, to the old top and no further.
    assert_eq!(clerk().offer(&add("")).cost().change(0), ["0.00"]);
}

#[test]
fn an_added_step_is_rebuilt_from_a_later_row_of_the_step_below() {
    let dated = "classification,step,rate,effective\nClerk,3,4200,\nClerk,3,5000,2023-01-01\n";
    let costed = clerk()
        .roster("classification,step,step_date\nClerk,3,07-01\n")
        .schedule(dated)
        .offer(&term(
            "add-step",
            "2022-07-01",
            "label = \"4\"\npercent = \"10\"\nplacement = \"immediate\"",
        ))
        .cost();
    assert_eq!(costed.costing.offers[0].side.last_period.total.to_string(), "5500.00");
}

#[test]
fn people_on_a_dropped_step_stand_on_the_lowest_that_remains() {
    let costed = clerk()
        .roster("classification,step,step_date\nClerk,1,10-01\n")
        .offer(&term("drop-step", "2022-07-01", "steps = [\"bottom\"]"))
        .cost();
    // From 3,800 to 4,000 at once; in October the anniversary that stays: 4,200 and not 4,000.
    assert_eq!(costed.component(0, "base"), ["45600.00"]);
    assert_eq!(costed.component(0, "movement"), ["4200.00"]);
    assert_eq!(costed.change(0), ["2400.00"]);
    let refused = clerk().offer(&term("drop-step", "2022-07-01", "steps = [\"top\"]")).refused();
    assert!(refused.contains("no step above \"3\""), "{refused}");
}

#[test]
fn steps_missed_in_a_freeze_are_lost_or_made_up() {
    let low =
        clerk().roster("classification,step,step_date\nClerk,1,10-01\n").assumptions(TWO_YEARS);
    let freeze = |made_up: bool| {
        term("step-freeze", "2022-07-01", &format!("until = 2022-12-31\nmade_up = {made_up}"))
    };
    assert_eq!(low.cost().baseline("movement"), ["1800.00", "4200.00"]);
    assert_eq!(
        low.clone().offer(&freeze(false)).cost().component(0, "movement"),
        ["0.00", "1800.00"]
    );
    assert_eq!(low.offer(&freeze(true)).cost().component(0, "movement"), ["1200.00", "4200.00"]);
}

#[test]
fn a_lump_sum_is_one_time_and_does_not_raise_the_base_for_year_two() {
    let line = "[[roll_up]]\nname = \"Pension\"\nrate = \"10\"\napplies_to = \"base\"\n[[roll_up]]\nname = \"Medicare\"\nrate = \"1.45\"\napplies_to = \"all\"\n";
    let half = clerk()
        .roster("classification,step,fte\nClerk,2,0.5\n")
        .assumptions(&format!("{TWO_YEARS}{line}"));
    let lump = |fields: &str| term("lump-sum", "2022-09-15", fields);
    let costed = half
        .offer(&lump("amount = \"1000\""))
        .offer(&lump("amount = \"1000\"\nprorate_by_fte = false"))
        .offer(&lump("amount = \"1000\"\npensionable = true"))
        .offer(&lump("percent = \"2\""))
        .cost();
    assert_eq!(costed.change(0), ["507.25", "0.00"]);
    assert_eq!(costed.costing.offers[0].years[0].ongoing.to_string(), "0.00");
    assert_eq!(costed.costing.offers[0].annualised.to_string(), "0.00");
    assert_eq!(costed.change(1), ["1014.50", "0.00"]);
    assert_eq!(costed.change(2), ["557.25", "0.00"]);
    // 2 % of 48,000 x 0.5, with Medicare.
    assert_eq!(costed.change(3), ["486.96", "0.00"]);
}

#[test]
fn a_differential_rides_on_pay_and_carries_what_applies_to_all() {
    let line = "[[roll_up]]\nname = \"Pension\"\nrate = \"10\"\napplies_to = \"base\"\n[[roll_up]]\nname = \"Medicare\"\nrate = \"1\"\napplies_to = \"all\"\n";
    let still = clerk()
        .roster("classification,step,fte\nClerk,2,0.5\n")
        .assumptions(&format!("{YEAR}{line}"));
    let costed = still
        .offer(&term("differential", "2022-07-01", "percent = \"5\""))
        .offer(&term("stipend", "2022-07-01", "amount = \"100\"\nper = \"month\""))
        .offer(&term(
            "stipend",
            "2022-07-01",
            "amount = \"100\"\nper = \"month\"\nprorate_by_fte = false",
        ))
        .offer(&term("differential", "2022-07-01", "percent = \"5\"\nrolled_in_on = 2023-01-01"))
        .cost();
    assert_eq!(costed.component(0, "differential"), ["1200.00"]);
    assert_eq!(costed.change(0), ["1212.00"]);
    assert_eq!(costed.component(1, "stipend"), ["600.00"]);
    assert_eq!(costed.component(2, "stipend"), ["1200.00"]);
    // Rolled in, it lifts the pension as well for the half year.
    assert_eq!(costed.component(3, "differential"), ["600.00"]);
    assert_eq!(costed.change(3), ["1272.00"]);
    assert_eq!(costed.end_rate(3), "5.00");
}

#[test]
fn longevity_comes_by_years_of_service() {
    // Ten years on 15 October 2022: from the period that holds the day.
    let costed = clerk()
        .roster("classification,step,hire_date\nClerk,2,2012-10-15\n")
        .offer(&term(
            "differential",
            "2022-07-01",
            "by_service = [{ years = 10, percent = \"2\" }, { years = 20, percent = \"4\" }]",
        ))
        .cost();
    assert_eq!(costed.component(0, "differential"), ["720.00"]);
}

#[test]
fn a_furlough_takes_off_base_pay_and_what_rides_on_it() {
    let line = "[[roll_up]]\nname = \"Pension\"\nrate = \"10\"\napplies_to = \"base\"\n";
    let still =
        clerk().roster("classification,step\nClerk,2\n").assumptions(&format!("{YEAR}{line}"));
    let costed = still
        .offer(&term("furlough", "2022-07-01", "percent = \"9.23\""))
        .offer(&term("furlough", "2022-07-01", "hours = \"16\"\nuntil = 2022-12-31"))
        .cost();
    assert_eq!(costed.component(0, "furlough"), ["-4430.40"]);
    assert_eq!(costed.change(0), ["-4873.44"]);
    // 16 of 173 1/3 hours a month, six months: 369.23 x 6.
    assert_eq!(costed.component(1, "furlough"), ["-2215.38"]);
}

#[test]
fn an_employer_contribution_holds_from_its_date_whatever_comes_later() {
    let lines = r#"
[[roll_up]]
name = "Pension"
rate = "10"
applies_to = "base"
[[roll_up]]
name = "Pension"
rate = "12"
applies_to = "base"
from = 2023-01-01
[[per_head]]
name = "Uniforms"
amount = "12.00"
per = "month"
"#;
    let still =
        clerk().roster("classification,step\nClerk,2\n").assumptions(&format!("{YEAR}{lines}"));
    let costed = still
        .offer(&term("employer-contribution", "2022-10-01", "name = \"Pension\"\nrate = \"15\""))
        .offer(&term("employer-contribution", "2022-11-16", "name = \"Uniforms\"\namount = \"15\""))
        .cost();
    assert_eq!(costed.baseline("Pension"), ["5280.00"]);
    assert_eq!(costed.component(0, "Pension"), ["6600.00"]);
    // Half of November at 15: 13.50; then seven months.
    assert_eq!(costed.component(1, "Uniforms"), ["166.50"]);
}

#[test]
fn paid_leave_is_backfill_in_cash_and_value_of_time_beside() {
    let costed = clerk()
        .roster("classification,step,headcount\nClerk,2,100\n")
        .assumptions(&format!("days_per_year = 260\n{YEAR}"))
        .offer(&term("paid-leave", "2022-07-01", "weeks = \"8\"\ntake_up = \"3\"\npay_replaced = \"100\"\nbackfill = \"50\"\nreplacement_rate = \"80\""))
        .cost();
    let year = &costed.costing.offers[0].side.years[0];
    // A clerk's month of $4,000 x 8/52 x 3 % = 18.46 of time, 7.38 of backfill.
    assert_eq!(year.value_of_time.unwrap().to_string(), "22152.00");
    assert_eq!(costed.component(0, "backfill"), ["8856.00"]);
    assert_eq!(costed.change(0), ["8856.00"]);
}

#[test]
fn positions_are_one_row_with_its_fte_from_each_date() {
    let per_head = "[[per_head]]\nname = \"Phones\"\namount = \"10\"\nper = \"month\"\n";
    let positions = r#"class = "Clerk"
step = "top"
department = "Parks"
ramp = [{ from = 2022-07-01, fte = "2" }, { from = 2023-01-01, fte = "-1.5" }]"#;
    let costed = files()
        .roster("classification,step,department\nClerk,2,Parks\nClerk,2,Streets\n")
        .schedule("classification,step,rate\nClerk,2,4000\nClerk,3,4200\n")
        .assumptions(&format!("{YEAR}{per_head}"))
        .offer(
            &(term("positions", "2022-07-01", positions)
                + &term("lump-sum", "2022-08-01", "amount = \"100\"")),
        )
        .by("department")
        .cost();
    // Six months of 2 x 4,200 less six of 1.5 x 4,200, and phones alike; two lump sums, not four.
    assert_eq!(costed.change(0), ["12830.00"]);
    assert_eq!(costed.costing.offers[0].per_member.divisor, 2);
    assert_eq!(costed.end_rate(0), "0.00");
    let json = costed.figures_json();
    assert_eq!(json["offers"][0]["years"][0]["by"]["department"]["Parks"]["change"], "12730.00");
}

#[test]
fn a_fixed_cost_comes_to_whole_years_exactly() {
    let all = "[[roll_up]]\nname = \"Medicare\"\nrate = \"1.45\"\napplies_to = \"all\"\n";
    let costed = files()
        .roster("classification,rate,fund\nClerk,4000,General\n")
        .assumptions(&format!("{TWO_YEARS}{all}"))
        .offer(&term(
            "fixed-cost",
            "2022-07-01",
            "amount = \"100000\"\nfund = \"Special\"\nsource = \"memo\"",
        ))
        .offer(&term(
            "fixed-cost",
            "2022-10-01",
            "amount = \"100000\"\none_time = true\nrolls_up = true",
        ))
        .by("fund")
        .cost();
    assert_eq!(costed.change(0), ["100000.00", "100000.00"]);
    assert_eq!(costed.change(1), ["101450.00", "0.00"]);
    assert_eq!(costed.costing.offers[1].years[0].one_time.to_string(), "101450.00");
    let json = costed.figures_json();
    assert_eq!(json["offers"][0]["years"][0]["by"]["fund"]["Special"]["change"], "100000.00");
}

#[test]
fn rates_are_limits_on_the_annual_rate_before_that_days_terms() {
    let three = files()
        .roster("classification,rate,pay_basis\nA,2000,monthly\nB,30,hourly\nC,70000,annual\n")
        .assumptions(YEAR);
    // 24,000, 62,400 and 70,000 a year.
    let below = term("general-increase", "2022-07-01", "percent = \"50\"")
        + &term("lump-sum", "2022-07-01", "amount = \"1000\"\nrate_below = \"62400\"");
    let between = term(
        "lump-sum",
        "2022-07-01",
        "amount = \"1000\"\nrate_above = \"24000\"\nrate_below = \"70000\"",
    );
    let costed = three.offer(&below).offer(&between).by("classification").cost();
    let lump = |offer: usize| costed.component(offer, "lump sum");
    assert_eq!((lump(0), lump(1)), (vec!["1000.00".into()], vec!["1000.00".into()]));
}

#[test]
fn terms_select_by_any_column_of_the_roster() {
    let costed = files()
        .roster("classification,rate,Site,hire_date\nA,4000,North,2010-01-01\nA,4000,South,2010-01-01\nA,4000,South,2021-01-01\n")
        .assumptions(YEAR)
        .offer(&term("general-increase", "2022-07-01", "percent = \"5\"\nwhere = { \"Site\" = [\"South\"] }"))
        .offer(&term("general-increase", "2022-07-01", "percent = \"5\"\nservice_at_least = 10"))
        .by("Site")
        .cost();
    assert_eq!(costed.change(0), ["4800.00"]);
    assert_eq!(costed.change(1), ["4800.00"]);
    let south = &costed.figures_json()["offers"][1]["years"][0]["by"]["Site"]["South"];
    assert_eq!(south["change"], "2400.00");
}

#[test]
fn terms_count_by_date_and_then_by_place() {
    let later = term("general-increase", "2023-01-01", "percent = \"10\"");
    let first = term("general-increase", "2022-07-01", "percent = \"10\"");
    let costed = clerk()
        .roster("classification,step\nClerk,2\n")
        .offer(&(later.clone() + &first))
        .joined(&later, &first)
        .cost();
    // 400 a month for twelve months, then 440 more for six.
    let expected = vec![(2, vec!["4800.00".to_owned()]), (1, vec!["2640.00".to_owned()])];
    assert_eq!(costed.by_term(0), expected);
    assert_eq!(costed.by_term(1), expected);
}

#[test]
fn one_percent_is_worth_the_same_beside_every_offer() {
    let line = "[[roll_up]]\nname = \"Pension\"\nrate = \"10\"\napplies_to = \"base\"\n";
    let costed = clerk()
        .roster("classification,step\nClerk,2\n")
        .assumptions(&format!("{TWO_YEARS}{line}"))
        .offer(&term("general-increase", "2022-07-01", "percent = \"5\""))
        .cost();
    let worth = costed.costing.cost_of_one_percent;
    assert_eq!(
        (worth.pay.to_string(), worth.with_roll_up.to_string()),
        ("480.00".into(), "528.00".into())
    );
    let offer = &costed.costing.offers[0];
    assert_eq!(offer.annualised.to_string(), "2640.00");
    assert_eq!(common::percent(offer.percent_of_pay.percent.as_ref()), "5.50");
    assert_eq!(common::percent(offer.percent_of_compensation.percent.as_ref()), "5.00");
    assert_eq!(offer.per_member.amount.unwrap().to_string(), "2640.00");
}

#[test]
fn what_is_not_built_is_said_and_not_ignored() {
    for kind in ["replace-schedule", "reclassify", "peg", "cola"] {
        let refused = clerk().offer(&term(kind, "2022-07-01", "")).refused();
        assert!(refused.contains(&format!("\"{kind}\" is not built yet")), "{refused}");
    }
    for table in [
        "[[health]]\nplan = \"A\"",
        "[[other_pay]]\nname = \"x\"",
        "[turnover]\nrate = \"6\"",
        "[[index]]\nname = \"x\"",
    ] {
        let refused = clerk().assumptions(&format!("{YEAR}\n{table}\n")).refused();
        assert!(refused.contains("is not built yet"), "{refused}");
    }
}
