//! Peers: a published study to the printed digit, and what must not change a result.

use std::path::{Path, PathBuf};

use intake::case::Book;
use intake::case::peers::Registered;

use super::{copied, folder_of_its_own, goodfaith, number, open, root};

/// The campaign of the published study, without its data.
fn study(name: &str) -> PathBuf {
    let folder = folder_of_its_own(name);
    let from = root().join("crates/goodfaith/tests/case/san-juan");
    std::fs::create_dir_all(folder.join("peers")).unwrap();
    for file in ["case.toml", "pay.csv", "peers/study.toml", "peers/study.matches.csv"] {
        std::fs::copy(from.join(file), folder.join(file)).unwrap();
    }
    folder
}

fn add_pay(folder: &Path, file: &str, name: &str) {
    let arguments = [
        "case",
        "data",
        "add",
        file,
        "--kind",
        "pay",
        "--name",
        name,
        "--publisher",
        "Bryce Consulting",
        "--title",
        "2022 Compensation Study",
        "--map",
        "employer=agency",
        "--map",
        "classification=class",
    ];
    let (good, _, message) = goodfaith(folder, &arguments);
    assert!(good, "{message}");
}

fn with_pay(name: &str) -> PathBuf {
    let folder = study(name);
    add_pay(&folder, "pay.csv", "study-2022");
    folder
}

fn rewrite(path: &Path, old: &str, new: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(old), "{old}");
    std::fs::write(path, text.replace(old, new)).unwrap();
}

fn value(book: &Book, name: &str) -> String {
    let made = book.figure(name).unwrap_or_else(|| panic!("{name}: {:?}", book.holes));
    let inputs = book.inputs_of(&made.figure);
    assert_eq!(book.replay(&made.figure, &inputs), Ok(()), "{name}");
    made.figure.value.to_string()
}

/// Every figure of the peers, by name, with its value and its steps.
fn all(book: &Book) -> Vec<(String, String, Vec<money::Step>)> {
    let mut all: Vec<_> = book
        .figures
        .iter()
        .map(|made| {
            let figure = &made.figure;
            (figure.name.clone(), figure.value.to_string(), figure.steps.clone())
        })
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[test]
fn a_published_study_comes_to_the_printed_digit() {
    // ../shared/domain/worked-examples/12: Bryce Consulting for San Juan Water District, 2022.
    let book = open(&with_pay("study"));
    for (class, point, median, gap) in [
        ("accountant", "maximum", "7940.50", "-6.74"),
        // The sheet works on cents and prints -8.14; from its whole dollars it is -8.15.
        ("accountant", "cash", "8045.50", "-8.15"),
        ("accountant", "total", "10885.00", "2.43"),
        ("associate-engineer", "maximum", "10327.00", "-2.56"),
        ("associate-engineer", "cash", "11061.00", "-9.85"),
        ("associate-engineer", "total", "13316.00", "4.98"),
    ] {
        let name = |what: &str| format!("peers/study/{class}/{point}/{what}");
        assert_eq!(value(&book, &name("median")), median, "{class} {point}");
        assert_eq!(value(&book, &name("gap")), gap, "{class} {point}");
    }
    assert_eq!(value(&book, "peers/study/accountant/maximum/gap-on-market"), "-6.32");
    assert_eq!(value(&book, "peers/study/accountant/maximum/raise-to-market"), "6.74");
    assert_eq!(value(&book, "peers/study/accountant/maximum/rank"), "9");
    // PERCENTILE.INC of the ten: 7,583 + 0.25 x (7,827 - 7,583); 8,038 + 0.75 x (8,215 - 8,038).
    assert_eq!(value(&book, "peers/study/accountant/maximum/p25"), "7644.00");
    assert_eq!(value(&book, "peers/study/accountant/maximum/p75"), "8170.75");
    // The plain mean of the two gaps: (-6.7415 - 2.5623) / 2.
    assert_eq!(value(&book, "peers/study/all/maximum/mean-gap"), "-4.65");
}

#[test]
fn our_own_unit_in_the_file_or_on_the_list_changes_nothing() {
    let alone = open(&with_pay("without-own"));
    let folder = study("own-in-file");
    rewrite(
        &folder.join("pay.csv"),
        "Roseville,Accountant,",
        "San Juan Water District,Accountant,7439,7439,11156\nRoseville,Accountant,",
    );
    add_pay(&folder, "pay.csv", "study-2022");
    assert_eq!(all(&open(&folder)), all(&alone));
    let peers = folder.join("peers/study.toml");
    rewrite(
        &peers,
        "[[peer]]\nemployer = \"Folsom\"",
        "[[peer]]\nemployer = \"San Juan water district\"\n[[peer]]\nemployer = \"Folsom\"",
    );
    let matches = folder.join("peers/study.matches.csv");
    rewrite(
        &matches,
        "class,employer,their_class,why\n",
        "class,employer,their_class,why\nAccountant,San Juan water district,Accountant,it is we\n",
    );
    let book = open(&folder);
    assert_eq!(all(&book), all(&alone));
    assert_eq!(book.peers[0].own_left_out, ["San Juan water district"]);
}

#[test]
fn the_order_of_rows_peers_and_matches_changes_nothing() {
    let alone = open(&with_pay("in-order"));
    let folder = study("out-of-order");
    let turned = |path: &Path, from: &str| {
        let text = std::fs::read_to_string(path).unwrap();
        let (head, rows) = text.split_at(text.find(from).unwrap() + from.len());
        let mut rows: Vec<&str> = rows.lines().collect();
        rows.reverse();
        std::fs::write(path, format!("{head}{}\n", rows.join("\n"))).unwrap();
    };
    turned(&folder.join("pay.csv"), "cash,total\n");
    turned(&folder.join("peers/study.matches.csv"), "their_class,why\n");
    add_pay(&folder, "pay.csv", "study-2022");
    assert_eq!(all(&open(&folder)), all(&alone));
    let path = folder.join("peers/study.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let (head, list) = text.split_once("[[peer]]\n").unwrap();
    let mut peers: Vec<&str> = list.trim_end().split("[[peer]]\n").map(str::trim_end).collect();
    peers.reverse();
    std::fs::write(&path, format!("{head}[[peer]]\n{}\n", peers.join("\n[[peer]]\n"))).unwrap();
    assert_eq!(all(&open(&folder)), all(&alone));
}

#[test]
fn a_result_says_whether_its_rule_came_before_its_data() {
    let folder = study("registered");
    assert_eq!(open(&folder).peers[0].registered, Registered::Not);
    let (good, text, message) = goodfaith(&folder, &["case", "peers", "register", "study"]);
    assert!(good && text.contains("No data set of the campaign was there."), "{text}{message}");
    let said = |folder: &Path| open(folder).peers[0].registered.sentence();
    assert!(said(&folder).ends_with("none of its data have been taken in."), "{}", said(&folder));
    add_pay(&folder, "pay.csv", "study-2022");
    assert!(said(&folder).contains(", before its data were taken in ("), "{}", said(&folder));
    // The receipt says so too.
    let book = open(&folder);
    let notes = &book.figure("peers/study/accountant/maximum/gap").unwrap().notes;
    assert!(notes.iter().any(|note| note.contains("before its data were taken in")), "{notes:?}");
    // Again is nothing new.
    let (good, _, message) = goodfaith(&folder, &["case", "peers", "register", "study"]);
    assert!(!good && message.contains("is registered as it is"), "{message}");
    // A peer less, once the data are known, is another choice.
    let path = folder.join("peers/study.toml");
    rewrite(&path, "[[peer]]\nemployer = \"Fairfield\"\n", "");
    rewrite(
        &folder.join("peers/study.matches.csv"),
        "Accountant,Fairfield,Accountant,matched by the study\n",
        "",
    );
    rewrite(
        &folder.join("peers/study.matches.csv"),
        "Associate Engineer,Fairfield,Associate Engineer,matched by the study\n",
        "",
    );
    assert!(said(&folder).contains("is not the one that was registered on"), "{}", said(&folder));
    let (good, text, _) = goodfaith(&folder, &["case", "peers", "register", "study"]);
    assert!(good && text.contains("There already: study-2022."), "{text}");
    assert!(said(&folder).contains("when study-2022 was there already"), "{}", said(&folder));
    let lines = std::fs::read_to_string(folder.join("peers/registered.csv")).unwrap();
    assert_eq!(lines.lines().count(), 3, "the first line stays: {lines}");
}

#[test]
fn data_that_nobody_brought_and_too_few_matches_are_holes() {
    let folder = study("no-data");
    let book = open(&folder);
    assert!(book.figures.is_empty());
    let hole = &book.holes[0];
    assert_eq!(hole.name, "peers/study/accountant/maximum");
    assert!(hole.why.starts_with("there is no match with pay"), "{}", hole.why);
    assert!(hole.why.contains("there is no data set \"study-2022\": nobody has brought it"));
    let (good, text, _) = goodfaith(&folder, &["case", "peers", "show"]);
    assert!(good && text.contains("nobody has brought it"), "{text}");
    let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(long.is_empty(), "{long:#?}");
    add_pay(&folder, "pay.csv", "study-2022");
    rewrite(&folder.join("peers/study.toml"), "minimum_matches = 3", "minimum_matches = 11");
    let book = open(&folder);
    assert!(book.figure("peers/study/accountant/maximum/median").is_none());
    let hole = book.holes.iter().find(|hole| hole.name == "peers/study/accountant/maximum");
    let why = &hole.unwrap().why;
    assert!(
        why.starts_with("there are 10 matches with pay, and the rule asks for at least 11; Elk Grove, Folsom, South San Joaquin: no comparable class")
            || why.contains("no match"),
        "{why}"
    );
    assert_eq!(value(&book, "peers/study/associate-engineer/maximum/median"), "10327.00");
}

#[test]
fn the_table_says_which_peer_carries_the_result() {
    let book = open(&with_pay("carried"));
    // Without Fairfield nine are left, and the fifth is Placer's 7,856.
    assert_eq!(value(&book, "peers/study/accountant/maximum/median/without-fairfield"), "7856.00");
    assert_eq!(value(&book, "peers/study/accountant/maximum/gap/without-fairfield"), "-5.61");
    let (_, text, _) = goodfaith(&with_pay("carried-text"), &["case", "peers", "show"]);
    assert!(text.contains("By maximum, the gap moves most without"), "{text}");
}

#[test]
fn pay_of_another_day_or_unit_is_brought_to_the_rules_or_left_out() {
    let folder = with_pay("another-day");
    let path = folder.join("peers/study.toml");
    rewrite(
        &path,
        "employer = \"Fairfield\"",
        "employer = \"Fairfield\"\neffective = 2022-01-01\nbasis = \"annual\"",
    );
    let book = open(&folder);
    let fairfield = book.peers[0].classes[0].rows.iter().find(|row| row.employer == "Fairfield");
    let why = fairfield.unwrap().pay[0].clone().unwrap_err();
    assert_eq!(why, "its pay is of 2022-01-01, not of 2022-04-01, and the rule states no ageing");
    assert_eq!(value(&book, "peers/study/accountant/maximum/median"), "7856.00");
    rewrite(&path, "minimum_matches = 3", "minimum_matches = 3\nageing = \"4\"");
    let book = open(&folder);
    // 9,473 a year is 789.41(6) a month; three months at 4 percent a year are 1.01.
    let row = book.peers[0].classes[0].rows.iter().find(|row| row.employer == "Fairfield").unwrap();
    let amount = row.pay[0].clone().unwrap();
    assert_eq!(amount, number("9473").times(&number("1/12")).times(&number("1.01")));
    assert_eq!(value(&book, "peers/study/accountant/maximum/minimum"), "797.31");
    rewrite(&path, "effective = 2022-01-01", "effective = 2022-05-01");
    let book = open(&folder);
    let row = book.peers[0].classes[0].rows.iter().find(|row| row.employer == "Fairfield").unwrap();
    assert_eq!(row.pay[0].clone().unwrap_err(), "its pay is of 2022-05-01, after 2022-04-01");
}

#[test]
fn the_other_sides_list_stands_beside_ours() {
    let folder = with_pay("rivals");
    let ours = std::fs::read_to_string(folder.join("peers/study.toml")).unwrap();
    let theirs = ours
        .replace("[[peer]]\nemployer = \"Fairfield\"\n", "")
        .replace("Agencies of", "Agencies without Fairfield of");
    std::fs::write(folder.join("peers/theirs.toml"), theirs).unwrap();
    let matches = std::fs::read_to_string(folder.join("peers/study.matches.csv")).unwrap();
    let matches: String = matches
        .lines()
        .filter(|line| !line.contains("Fairfield"))
        .map(|line| format!("{line}\n"))
        .collect();
    std::fs::write(folder.join("peers/theirs.matches.csv"), matches).unwrap();
    rewrite(&folder.join("peers/study.toml"), "minimum_matches = 3", "rival = \"theirs\"");
    rewrite(&folder.join("case.toml"), "[\"study\"]", "[\"study\", \"theirs\"]");
    let book = open(&folder);
    let figure = &book.figure("peers/study/accountant/maximum/gap").unwrap().figure;
    let rival = figure.rival.as_deref().unwrap();
    assert_eq!(rival.name, "peers/theirs/accountant/maximum/gap");
    assert_eq!(
        (figure.value.to_string(), rival.value.to_string()),
        ("-6.74".into(), "-5.61".into())
    );
    let (good, text, _) = goodfaith(&folder, &["case", "peers", "show", "study"]);
    assert!(good && text.contains("Beside the list theirs"), "{text}");
}

#[test]
fn our_pay_comes_from_schedule_and_roster_and_the_target_is_costed_class_by_class() {
    let folder = copied("peers-target");
    std::fs::create_dir_all(folder.join("peers")).unwrap();
    let pay = "agency,class,maximum,pay\n\
        A,Counsel,16000,14000\nB,Counsel,17000,\nC,Counsel,15500,15000\n\
        A,Judge,18000,17000\nB,Judge,17500,17100\nC,Judge,10000,9000\n";
    std::fs::write(folder.join("pay.csv"), pay).unwrap();
    add_pay(&folder, "pay.csv", "made-up");
    let rule = "title = \"Made up\"\nwhy = \"a test\"\nside = \"union\"\neffective = 2022-07-01\n\
        basis = \"monthly\"\npoints = [\"minimum\", \"maximum\", \"pay\"]\nminimum_matches = 2\ndata = \"made-up\"\n\
        target = { point = \"maximum\", from = 2022-07-01 }\n\
        [[peer]]\nemployer = \"A\"\n[[peer]]\nemployer = \"B\"\n[[peer]]\nemployer = \"C\"\n\
        [[class]]\nname = \"Attorney III\"\nschedule = \"schedules/unit-2-2021-22.csv\"\npay = \"roster\"\n\
        [[class]]\nname = \"Judge\"\ncalled = \"Administrative Law Judge\"\nschedule = \"schedules/unit-2-2021-22.csv\"\n\
        [[class]]\nname = \"Nobody\"\nmaximum = \"10000\"\n";
    std::fs::write(folder.join("peers/made-up.toml"), rule).unwrap();
    let mut matches = String::from("class,employer,their_class,why\n");
    for peer in ["A", "B", "C"] {
        for (class, theirs) in
            [("Attorney III", "Counsel"), ("Judge", "Judge"), ("Nobody", "Judge")]
        {
            matches.push_str(&format!("{class},{peer},{theirs},same duties\n"));
        }
    }
    std::fs::write(folder.join("peers/made-up.matches.csv"), matches).unwrap();
    let case = std::fs::read_to_string(folder.join("case.toml")).unwrap();
    let case = case.replace("[\"law-offices\"]", "[\"made-up\"]");
    let case = case.replace("peers/law-offices/attorney-iii", "peers/made-up/attorney-iii");
    std::fs::write(folder.join("case.toml"), case).unwrap();
    let book = open(&folder);

    // Attorney III's top of the schedule is the maximum that was posted.
    let top = open(&folder).peers[0].classes[0].own[1].clone().unwrap();
    let raise = book.figure("peers/made-up/attorney-iii/maximum/raise-to-market").unwrap();
    let ratio = number("16000").divide(&top).unwrap();
    assert_eq!(raise.figure.value.amount(), ratio.minus(&number("1")));
    value(&book, "peers/made-up/attorney-iii/maximum/raise-to-market");

    // The mean of the roster, worked out here from the two files.
    let rates: std::collections::BTreeMap<String, i64> =
        csv_rows(&folder.join("schedules/unit-2-2021-22.csv"))
            .into_iter()
            .filter(|row| row["classification"] == "Attorney III")
            .map(|row| (row["step"].clone(), row["rate"].parse().unwrap()))
            .collect();
    let (mut sum, mut heads) = (0, 0);
    for row in csv_rows(&folder.join("rosters/unit-2.csv")) {
        if row["classification"] == "Attorney III" {
            let count = row.get("headcount").map_or(1, |count| count.parse::<i64>().unwrap());
            sum += count * rates[&row["step"]];
            heads += count;
        }
    }
    let mean = number(&sum.to_string()).divide(&number(&heads.to_string())).unwrap();
    assert_eq!(book.peers[0].classes[0].own[2].clone().unwrap(), mean);
    value(&book, "peers/made-up/attorney-iii/pay/gap");

    // Class by class, and the sum is the change; the raise reaches the market.
    let money = |name: &str| {
        value(&book, &format!("peers/made-up/target/{name}"))
            .replace('.', "")
            .parse::<i64>()
            .unwrap()
    };
    for year in ["2022-23", "2023-24", "2024-25"] {
        let parts = money(&format!("{year}/attorney-iii")) + money(&format!("{year}/judge"));
        assert_eq!(parts, money(&format!("{year}/change")), "{year}");
        assert!(parts > 0);
    }
    let nobody = book.holes.iter().find(|hole| hole.name == "peers/made-up/target/nobody");
    assert_eq!(nobody.unwrap().why, "nobody on the roster is in \"Nobody\"");
    let inputs =
        book.inputs_of(&book.figure("peers/made-up/target/2022-23/change").unwrap().figure);
    assert!(inputs.iter().any(|input| input.name == "made-up"), "{inputs:?}");
    let (good, text, message) = goodfaith(&folder, &["case", "peers", "show"]);
    assert!(
        good && text.contains("Reaching the market: cost over the status quo"),
        "{text}{message}"
    );
    assert!(text.contains("Not costed: nobody on the roster is in \"Nobody\"."), "{text}");
    let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(long.is_empty(), "{long:#?}");
}

/// Rows of a CSV by header, comment lines left out.
fn csv_rows(path: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let text: String = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let pairs = |row: csv::StringRecord| {
        headers.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|row| pairs(row.unwrap())).collect()
}

#[test]
fn a_wage_survey_is_one_kind_of_peer_with_its_warnings_and_its_holes() {
    let folder = study("wage-survey");
    std::fs::write(folder.join("case.toml"), "as_of = 2026-11-25\npeers = [\"survey\"]\n").unwrap();
    let peer = |name: &str, area: &str, industry: &str| {
        format!(
            "[[peer]]\nemployer = \"{name}\"\narea = \"{area}\"\nindustry = \"{industry}\"\neffective = 2025-05-01\n"
        )
    };
    let rule = format!(
        "title = \"Survey\"\nwhy = \"a test\"\nside = \"neutral\"\neffective = 2025-05-01\nbasis = \"annual\"\n\
        points = [\"maximum\", \"pay\"]\nminimum_matches = 1\ndata = \"bls-oews-public\"\n\
        [[class]]\nname = \"Judge\"\npay = \"180000\"\nmaximum = \"190000\"\n[[class]]\nname = \"Attorney\"\npay = \"150000\"\n{}{}",
        peer("California", "0600000", "000000"),
        peer("Local governments, nation", "0000000", "999301"),
    );
    std::fs::write(folder.join("peers/survey.toml"), rule).unwrap();
    std::fs::write(
        folder.join("peers/survey.matches.csv"),
        "class,employer,their_class,why\nJudge,California,23-1021,the occupation\nAttorney,California,23-1011,the occupation\n\
        Judge,\"Local governments, nation\",,not looked up\nAttorney,\"Local governments, nation\",,not looked up\n",
    )
    .unwrap();
    let book = open(&folder);
    // California's lawyers: $195,080, all owners.
    assert_eq!(value(&book, "peers/survey/attorney/pay/median"), "195080.00");
    let is_not = &book.figure("peers/survey/attorney/pay/median").unwrap().figure.is_not;
    assert!(is_not.iter().any(|text| text.contains("private ones are in the wage survey")));
    let hole = book.holes.iter().find(|hole| hole.name == "peers/survey/judge/pay").unwrap();
    assert!(hole.why.contains("no wage was published for 23-1021 in area 0600000"), "{}", hole.why);
    let hole = book.holes.iter().find(|hole| hole.name == "peers/survey/judge/maximum").unwrap();
    assert!(hole.why.contains("a wage survey has no maximum"), "{}", hole.why);
}

#[test]
fn the_forms_for_programs_have_what_the_terminal_has() {
    let folder = with_pay("forms");
    let arguments = ["case", "peers", "show", "--json", "out.json", "--csv", "out.csv"];
    let (good, _, message) = goodfaith(&folder, &arguments);
    assert!(good, "{message}");
    let json: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("out.json")).unwrap()).unwrap();
    assert_eq!(json["schema"], "goodfaith.peers/1");
    let figures = json["rules"][0]["figures"].as_array().unwrap();
    let gap = figures.iter().find(|one| one["name"] == "peers/study/accountant/maximum/gap");
    assert_eq!(gap.unwrap()["value"], "-6.74");
    let csv = std::fs::read_to_string(folder.join("out.csv")).unwrap();
    assert!(csv.contains("study,Accountant,maximum,,,gap,-6.74,"), "{csv}");
    assert!(csv.contains("study,Accountant,,Folsom,,no match,,"), "{csv}");
    let again = ["case", "peers", "show", "--json", "again.json"];
    goodfaith(&folder, &again);
    assert_eq!(
        std::fs::read(folder.join("out.json")).unwrap(),
        std::fs::read(folder.join("again.json")).unwrap()
    );
}

#[test]
fn total_compensation_is_built_of_its_components() {
    // ../shared/domain/worked-examples/12, component check: own Accountant 7,439 + 2,902 + 150 + 19 + 25 + 52 + 569;
    // Fairfield 9,473 + 237 + 899, then + 1,743 + 112 + 13 + 12 + 14 + 50 + 137 - 497. Carmichael and Vallejo have no
    // printed components: base alone stands in for the test.
    let folder = folder_of_its_own("built");
    std::fs::create_dir_all(folder.join("peers")).unwrap();
    std::fs::write(folder.join("case.toml"), "as_of = 2022-06-22\npeers = [\"study\"]\n").unwrap();
    std::fs::write(
        folder.join("pay.csv"),
        "agency,class,maximum,member pension,deferred,health,dental,vision,life,LTD,RHS,payroll tax,paid by member\n\
        Fairfield,Accountant,9473,237,899,1743,112,13,12,14,50,137,497\n\
        Carmichael,Accountant,7583,0,0,0,0,0,0,0,0,0,0\nVallejo,Accountant,7096,0,0,0,0,0,0,0,0,0,0\n",
    )
    .unwrap();
    add_pay(&folder, "pay.csv", "study");
    let rule = "title = \"Built\"\nwhy = \"a test\"\nside = \"neutral\"\neffective = 2022-04-01\n\
        points = [\"maximum\", \"cash\", \"total\"]\ndata = \"study\"\n\
        [build]\ncash = [\"maximum\", \"member pension\", \"deferred\"]\n\
        total = [\"cash\", \"health\", \"dental\", \"vision\", \"life\", \"LTD\", \"RHS\", \"payroll tax\", \"-paid by member\"]\n\
        [[class]]\nname = \"Accountant\"\nmaximum = \"7439\"\n\
        parts = { \"member pension\" = \"0\", deferred = \"0\", health = \"2902\", dental = \"150\", vision = \"19\", life = \"25\", \
        LTD = \"52\", RHS = \"0\", \"payroll tax\" = \"569\", \"paid by member\" = \"0\" }\n\
        [[peer]]\nemployer = \"Fairfield\"\nweight = \"2\"\n[[peer]]\nemployer = \"Carmichael\"\nweight = \"1\"\n[[peer]]\nemployer = \"Vallejo\"\nweight = \"1\"\n";
    std::fs::write(folder.join("peers/study.toml"), rule).unwrap();
    std::fs::write(
        folder.join("peers/study.matches.csv"),
        "class,employer,their_class,why\nAccountant,Fairfield,Accountant,same\nAccountant,Carmichael,Accountant,same\nAccountant,Vallejo,Accountant,same\n",
    )
    .unwrap();
    let book = open(&folder);
    let class = &book.peers[0].classes[0];
    let own: Vec<String> = class.own.iter().map(|own| own.as_ref().unwrap().to_string()).collect();
    assert_eq!(own, ["7439", "7439", "11156"]);
    let fairfield = class.rows.iter().find(|row| row.employer == "Fairfield").unwrap();
    let pay: Vec<String> =
        fairfield.pay.iter().map(|pay| pay.as_ref().unwrap().to_string()).collect();
    assert_eq!(pay, ["9473", "10609", "12193"]);
    assert_eq!(value(&book, "peers/study/accountant/total/maximum"), "12193.00");
    assert_eq!(value(&book, "peers/study/accountant/total/gap"), "32.03");
    // (2 x 9,473 + 7,583 + 7,096) / 4 = 8,406.25; over 7,439.
    assert_eq!(value(&book, "peers/study/accountant/maximum/weighted-mean"), "8406.25");
    assert_eq!(value(&book, "peers/study/accountant/maximum/raise-to-weighted-mean"), "13.00");
    rewrite(
        &folder.join("peers/study.toml"),
        "weight = \"1\"\n[[peer]]\nemployer = \"Vallejo\"",
        "[[peer]]\nemployer = \"Vallejo\"",
    );
    let (good, _, message) = goodfaith(&folder, &["case", "peers", "show"]);
    assert!(!good && message.contains("some peers have a weight, and some have none"), "{message}");
}

#[test]
fn a_midpoint_that_is_not_stated_is_half_of_the_two() {
    let folder = copied("midpoint");
    let pay = "agency,class,minimum,maximum\nA,Counsel,10000,14000\nB,Counsel,11000,14000\nC,Counsel,10000,16000\n";
    std::fs::write(folder.join("pay.csv"), pay).unwrap();
    add_pay(&folder, "pay.csv", "made-up");
    let rule = "title = \"Made up\"\nwhy = \"a test\"\nside = \"union\"\neffective = 2022-07-01\npoints = [\"midpoint\"]\n\
        data = \"made-up\"\n[[class]]\nname = \"Attorney III\"\nschedule = \"schedules/unit-2-2021-22.csv\"\n\
        [[peer]]\nemployer = \"A\"\n[[peer]]\nemployer = \"B\"\n[[peer]]\nemployer = \"C\"\n";
    std::fs::write(folder.join("peers/law-offices.toml"), rule).unwrap();
    std::fs::write(
        folder.join("peers/law-offices.matches.csv"),
        "class,employer,their_class,why\nAttorney III,A,Counsel,same\nAttorney III,B,Counsel,same\nAttorney III,C,Counsel,same\n",
    )
    .unwrap();
    let case = "as_of = 2022-07-12\npeers = [\"law-offices\"]\n";
    std::fs::write(folder.join("case.toml"), case).unwrap();
    let book = open(&folder);
    assert_eq!(value(&book, "peers/law-offices/attorney-iii/midpoint/median"), "12500.00");
    let rates: Vec<i64> = csv_rows(&folder.join("schedules/unit-2-2021-22.csv"))
        .into_iter()
        .filter(|row| row["classification"] == "Attorney III")
        .map(|row| row["rate"].parse().unwrap())
        .collect();
    let half = number(&(rates[0] + rates[rates.len() - 1]).to_string()).times(&number("1/2"));
    assert_eq!(book.peers[0].classes[0].own[0].clone().unwrap(), half);
    value(&book, "peers/law-offices/attorney-iii/midpoint/gap");
}

#[test]
fn what_is_built_is_not_built_of_itself_and_parts_are_in_the_rules_basis() {
    let folder = copied("built-hourly");
    let schedule = "classification,step,rate,pay_basis\nClerk,1,30,hourly\nClerk,2,36,hourly\n";
    std::fs::write(folder.join("schedules/hourly.csv"), schedule).unwrap();
    let pay =
        "agency,class,maximum,health\nA,Clerk,6000,900\nB,Clerk,6240,1000\nC,Clerk,7000,1100\n";
    std::fs::write(folder.join("pay.csv"), pay).unwrap();
    add_pay(&folder, "pay.csv", "made-up");
    let rule = "title = \"Made up\"\nwhy = \"a test\"\nside = \"union\"\neffective = 2022-07-01\npoints = [\"total\"]\n\
        data = \"made-up\"\n[build]\ntotal = [\"maximum\", \"health\"]\n\
        [[class]]\nname = \"Clerk\"\nschedule = \"schedules/hourly.csv\"\nparts = { health = \"760\" }\n\
        [[peer]]\nemployer = \"A\"\n[[peer]]\nemployer = \"B\"\n[[peer]]\nemployer = \"C\"\n";
    let path = folder.join("peers/law-offices.toml");
    std::fs::write(&path, rule).unwrap();
    std::fs::write(
        folder.join("peers/law-offices.matches.csv"),
        "class,employer,their_class,why\nClerk,A,Clerk,same\nClerk,B,Clerk,same\nClerk,C,Clerk,same\n",
    )
    .unwrap();
    std::fs::write(folder.join("case.toml"), "as_of = 2022-07-12\npeers = [\"law-offices\"]\n")
        .unwrap();
    let book = open(&folder);
    // 36 x 2,080 / 12 = 6,240 a month, and 760; the median is 6,240 and 1,000.
    assert_eq!(book.peers[0].classes[0].own[0].clone().unwrap(), number("7000"));
    assert_eq!(value(&book, "peers/law-offices/clerk/total/raise-to-market"), "3.43");
    rewrite(&path, "[\"maximum\", \"health\"]", "[\"total\", \"health\"]");
    let (good, _, message) = goodfaith(&folder, &["case"]);
    assert!(!good && message.contains("points that come before it"), "{message}");
}
