//! Goals as tests that are run against each offer.

use std::path::PathBuf;

use intake::case::Book;
use intake::case::goals::{Goal, GoalState};

use super::{copied, date, goodfaith, open};

fn value(book: &Book, name: &str) -> String {
    let made = book.figure(name).unwrap_or_else(|| panic!("{name}: {:?}", book.holes));
    let inputs = book.inputs_of(&made.figure);
    assert_eq!(book.replay(&made.figure, &inputs), Ok(()), "{name}");
    made.figure.value.to_string()
}

/// The example with other goals.
fn with_goals(name: &str, goals: &str) -> PathBuf {
    let folder = copied(name);
    let path = folder.join("case.toml");
    let case = std::fs::read_to_string(&path).unwrap();
    let (before, _) = case.split_once("\n[[goal]]").unwrap();
    std::fs::write(&path, format!("{before}\n{goals}")).unwrap();
    folder
}

/// A text without its line breaks.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn states(goal: &Goal) -> Vec<GoalState> {
    goal.outcomes.iter().map(|outcome| outcome.state).collect()
}

use GoalState::{Met, NotKnown, NotMet};

#[test]
fn a_goal_on_money_says_how_far_and_when() {
    let goals = r#"[[goal]]
name           = "attorney-iii"
title          = "Top of Attorney III at 14,000"
kind           = "pay"
classification = "Attorney III"
by             = 2024-07-01
at_least       = { value = "14000", who = "the union", title = "its survey", on = 2022-06-01 }
"#;
    let folder = with_goals("goal-pay", goals);
    let book = open(&folder);
    let goal = &book.goals.goals[0];
    // 12,798 today. The State: 13,118 -> 13,446 -> 13,782. The union: 13,694 -> 14,379 -> 14,954.
    assert_eq!(states(goal), [NotMet, NotMet, Met]);
    assert_eq!(value(&book, "goals/attorney-iii/status-quo/short"), "1202.00");
    assert_eq!(value(&book, "goals/attorney-iii/offer-1/short"), "218.00");
    assert_eq!(value(&book, "goals/attorney-iii/offer-2/short"), "-954.00");
    assert_eq!(goal.outcomes[2].when, Some(date("2023-07-01")));
    let (good, text, message) = goodfaith(&folder, &["case"]);
    let text = unwrapped(&text);
    assert!(good && text.contains("not met, $218.00 short"), "{text}{message}");
    assert!(text.contains("met, with $954.00 to spare, from 2023-07-01"), "{text}");
    // A day earlier it is not met yet, and the day it will be is said.
    let earlier = goals.replace("2024-07-01", "2023-06-30");
    let book = open(&with_goals("goal-pay-earlier", &earlier));
    assert_eq!(states(&book.goals.goals[0]), [NotMet, NotMet, NotMet]);
    assert_eq!(book.goals.goals[0].outcomes[2].when, Some(date("2023-07-01")));
}

#[test]
fn a_goal_may_be_a_figure_of_the_case() {
    let goals = r#"[[goal]]
name           = "keep-up"
title          = "Top of Attorney IV buys what it bought in July 2021"
kind           = "pay"
classification = "Attorney IV"
by             = 2022-07-01
at_least       = { figure = "prices/attorney-iv-top-in-dollars-of-today" }
"#;
    let book = open(&with_goals("goal-figure", goals));
    let target = book.figure("prices/attorney-iv-top-in-dollars-of-today").unwrap();
    let short = &book.figure("goals/keep-up/offer-1/short").unwrap().figure;
    // The State's 2.5 percent: 14,503.
    let rate = super::number("14503");
    assert_eq!(short.value.amount(), target.figure.value.amount().minus(&rate));
    value(&book, "goals/keep-up/offer-1/short");
    assert!(short.inputs.iter().any(|input| input.role == "data"), "the index is behind it");
    let wrong = goals.replace("in-dollars-of-today", "in-dollars-of-tomorow");
    let (good, _, message) = goodfaith(&with_goals("goal-no-figure", &wrong), &["case"]);
    assert!(!good && message.contains("the nearest valid name is"), "{message}");
}

#[test]
fn the_goals_of_the_example_are_met_or_not_or_not_known() {
    let book = open(&super::example());
    let by_name =
        |name: &str| states(book.goals.goals.iter().find(|goal| goal.name == name).unwrap());
    // The peers' pay is a hole, so the goal is neither met nor not met.
    assert_eq!(by_name("competitive-pay"), [NotKnown, NotKnown, NotKnown]);
    assert_eq!(by_name("judges-with-attorneys"), [NotMet, NotMet, Met]);
    assert_eq!(by_name("family-leave"), [NotKnown, NotMet, Met]);
    assert_eq!(by_name("telework"), [Met, NotKnown, NotKnown]);
}

#[test]
fn a_goal_on_terms_asks_how_much_and_for_whom() {
    let goals = r#"[[goal]]
name         = "longer-leave"
title        = "Ten weeks of family leave"
kind         = "term"
term         = "paid-leave"
at_least     = { weeks = "10", pay_replaced = "100" }
for_everyone = true
by           = 2023-07-01
[[goal]]
name         = "sooner"
title        = "Six weeks, from the first day"
kind         = "term"
term         = "paid-leave"
at_least     = { weeks = "6" }
by           = 2022-07-01
"#;
    let folder = with_goals("goal-terms", goals);
    let book = open(&folder);
    assert_eq!(states(&book.goals.goals[0]), [NotKnown, NotMet, NotMet]);
    assert_eq!(book.goals.goals[0].outcomes[2].why, "term 4 gives less weeks");
    assert_eq!(value(&book, "goals/longer-leave/offer-2/term-4/weeks"), "2");
    assert_eq!(book.goals.goals[1].outcomes[2].why, "term 4 begins on 2023-01-01");
    // Somebody is left out.
    let path = folder.join("offers/union-2022-06-synthetic.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let text = text.replace(
        "weeks            = \"8\"",
        "weeks            = \"12\"\nclasses = [\"Attorney III\"]",
    );
    std::fs::write(&path, text).unwrap();
    let book = open(&folder);
    assert_eq!(book.goals.goals[0].outcomes[2].why, "term 4 leaves some people out");
}

#[test]
fn a_goal_on_text_is_as_somebody_read_it() {
    let goals = r#"[[goal]]
name  = "telework"
title = "Telework: no clause weaker than today's"
kind  = "text"
by    = 2022-07-01
today = { value = "3", who = "the contract", title = "article on telework: days a week" }
[[goal.reading]]
offer = "offers/state-2022-06-11.toml"
value = { value = "2", who = "the State", title = "its article on telework" }
why   = "two days a week at most"
who   = "the team"
[[goal.reading]]
offer = "offers/union-2022-06-synthetic.toml"
says  = "silent"
why   = "no article on it"
who   = "the team"
"#;
    let folder = with_goals("goal-text", goals);
    let book = open(&folder);
    assert_eq!(states(&book.goals.goals[0]), [Met, NotMet, Met]);
    assert_eq!(value(&book, "goals/telework/offer-1/short"), "1");
    let (_, text, _) = goodfaith(&folder, &["case"]);
    let text = unwrapped(&text);
    assert!(
        text.contains("not met, 1 short: two days a week at most (the team reads it so)"),
        "{text}"
    );
    let wrong = goals.replace("offers/state-2022-06-11.toml", "offers/state.toml");
    let (good, _, message) = goodfaith(&with_goals("goal-no-offer", &wrong), &["case"]);
    assert!(!good && message.contains("is no offer of the case"), "{message}");
}

#[test]
fn two_figures_of_one_name_and_offers_of_a_later_day_are_refused() {
    let twin = "[[figure]]\nname = \"offer-1/annualised\"\nkind = \"quoted\"\nvalue = \"8\"\nunit = \"percent\"\n\
        who = \"a\"\nstatement = \"b\"\ntitle = \"c\"\n";
    let (good, _, message) = goodfaith(&with_goals("twin", twin), &["case"]);
    assert!(
        !good && message.contains("two figures come to the name \"offer-1/annualised\""),
        "{message}"
    );
    let folder = with_goals("later-offer", "");
    let path = folder.join("offers/state-2022-06-11.toml");
    let text =
        std::fs::read_to_string(&path).unwrap().replace("dated = 2022-06-11", "dated = 2023-06-11");
    std::fs::write(&path, text).unwrap();
    let (good, _, message) = goodfaith(&folder, &["case"]);
    assert!(!good && message.contains("is of a later day than the case"), "{message}");
}

#[test]
fn outputs_do_not_overwrite_what_a_campaign_is_made_of() {
    let folder = copied("guarded");
    for (file, flag) in [
        ("case.toml", "--json"),
        ("peers/law-offices.toml", "--csv"),
        ("rosters/unit-2.csv", "--csv"),
        ("words/es.txt", "--html"),
        ("offers/state-2022-06-11.toml", "--html"),
    ] {
        let before = std::fs::read(folder.join(file)).unwrap();
        let (good, _, message) = goodfaith(&folder, &["case", flag, file]);
        assert!(!good && message.contains("would overwrite the input"), "{file}: {message}");
        assert_eq!(std::fs::read(folder.join(file)).unwrap(), before, "{file}");
    }
    let receipt = ["case", "receipt", "prices/year-to-latest", "--json", "case.toml"];
    assert!(!goodfaith(&folder, &receipt).0);
    assert!(goodfaith(&folder, &["case", "--csv", "out.csv"]).0);
    assert!(
        goodfaith(&folder, &["case", "--csv", "out.csv"]).0,
        "its own output may be written again"
    );
}
