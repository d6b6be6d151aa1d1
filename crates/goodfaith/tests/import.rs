//! What the employer sent is read as it was meant, or asked about: each test is a file somebody
//! could send.

mod common;

use common::sent::{roster, schedule};

const PAYROLL: &str = "Emp ID,Employee Name,Job Title,Department,FTE,Hire Date,Annual Salary,YTD Gross\n\
    7,\"Doe, Jane\",Clerk,Parks,1,10/24/61,\"$51,862.00 \",\"1,000.50\"\n\
    8,\"Roe, Rob\",Nurse,Health,0.8,06/10/2013,\"$71,862.50 \",\"2,000.25\"\n\
    9,\"Poe, Ann\",Nurse,Health,1,06/11/2013,\"$72,000.00\",\n";

#[test]
fn a_payroll_says_enough_by_itself() {
    let read = roster("payroll.csv", PAYROLL).good();
    assert_eq!(
        read.columns(),
        [
            "employee",
            "classification",
            "rate",
            "pay_basis",
            "fte",
            "department",
            "hire_date",
            "YTD Gross",
        ]
    );
    assert_eq!(
        read.row(0),
        ["7", "Clerk", "51862", "annual", "1", "Parks", "1961-10-24", "1,000.50"]
    );
    // 51,862 + 0.8 x 71,862.50 + 72,000.
    assert_eq!(read.annual_pay(), "181352.00");
    assert_eq!(read.fte(), "2.8000");
    assert_eq!(read.sum("YTD Gross"), "3000.75");
}

#[test]
fn names_are_dropped_and_said_and_shown_nowhere() {
    let read = roster("payroll.csv", PAYROLL).good();
    assert_eq!(read.dropped(), ["Employee Name"]);
    for text in [read.json(), read.text(), read.csv()] {
        assert!(!text.contains("Doe"), "{text}");
    }
}

#[test]
fn numbers_like_social_security_numbers_are_refused_and_shown_nowhere() {
    let text = "SSN,Job Title,Annual Salary\n123-45-6789,Clerk,50000\n223-45-6789,Clerk,50000\n";
    let read = roster("payroll.csv", text).refused();
    assert!(read.errors().contains("\"SSN\" holds what look like social security numbers"));
    for text in [read.json(), read.text(), read.findings_csv(), read.errors()] {
        assert!(!text.contains("45-6789"), "{text}");
    }
    let dropped = roster("payroll.csv", text).with(|import| import.drop = vec!["SSN".to_owned()]);
    assert_eq!(dropped.good().columns(), ["classification", "rate", "pay_basis"]);
}

#[test]
fn ids_of_nine_digits_that_could_be_social_security_numbers_are_asked_about() {
    let ids = ["212345678", "598761234", "345129876", "478123459"];
    let rows: String = ids.iter().map(|id| format!("{id},Clerk,50000\n")).collect();
    let text = format!("Employee ID,Job Title,Annual Salary\n{rows}");
    assert!(roster("payroll.csv", &text).refused().errors().contains("--not-ssn \"Employee ID\""));
    let kept =
        roster("p.csv", &text).with(|import| import.not_ssn = vec!["Employee ID".to_owned()]);
    assert_eq!(kept.good().columns()[0], "employee");
    // A running count is nobody's number.
    let rows: String = (0..20).map(|n| format!("{},Clerk,50000\n", 212_345_678 + n)).collect();
    let text = format!("Employee ID,Job Title,Annual Salary\n{rows}");
    roster("payroll.csv", &text).good();
}

#[test]
fn a_salary_that_could_be_monthly_or_biweekly_is_asked_about() {
    let text = "Job Title,Salary\nClerk,3692\nNurse,7100\n";
    let read = roster("payroll.csv", text).refused();
    assert!(read.errors().contains(
        "what the amounts in column \"Salary\" buy is not said: they run from 3692 to 7100"
    ));
    let monthly = roster("payroll.csv", text).with(|i| i.pay_basis = Some("monthly".to_owned()));
    assert_eq!(monthly.good().annual_pay(), "129504.00"); // (3,692 + 7,100) x 12
    let semi = roster("payroll.csv", text).with(|i| i.pay_basis = Some("semi-monthly".to_owned()));
    let semi = semi.good();
    assert_eq!(semi.annual_pay(), "259008.00"); // x 24
    assert_eq!(semi.row(0), ["Clerk", "7384", "monthly"]);
}

#[test]
fn annual_amounts_under_an_hourly_header_are_errors() {
    let text = "Job Title,Hourly Rate\nClerk,19.83\nNurse,\"41,250\"\nClerk,20.10\n";
    let read = roster("payroll.csv", text).refused();
    assert!(read.errors().contains("\"41,250\" is too much for a rate that is hourly"));
    assert!(read.errors().contains("(cell B3)"));
}

#[test]
fn money_paid_is_not_a_rate_unless_somebody_says_so() {
    let text = "Job Title,Gross Pay\nClerk,50000\nNurse,60000\n";
    let read = roster("payroll.csv", text).refused();
    assert!(read.errors().contains("--map rate=\"Gross Pay\" --pay-basis annual"));
    let told = roster("payroll.csv", text).with(|import| {
        import.map = vec!["rate=Gross Pay".to_owned()];
        import.pay_basis = Some("annual".to_owned());
    });
    let told = told.good();
    assert_eq!(told.annual_pay(), "110000.00");
    assert!(told.warnings().contains("sounds like money paid"));
}

#[test]
fn salaried_and_hourly_people_in_two_columns_are_one_roster() {
    let text = "Job Titles,Department,Full or Part-Time,Salary or Hourly,Typical Hours,Annual Salary,Hourly Rate\n\
        SERGEANT,POLICE,F,Salary,,118998.00,\nFOREMAN,STREETS,F,Hourly,40,,41.41\nAIDE,AGING,P,Hourly,20,,15.50\n";
    let read = roster("payroll.csv", text).good();
    // 118,998 + 41.41 x 2,080 + 15.50 x 20 x 52.
    assert_eq!(read.annual_pay(), "221250.80");
    assert_eq!(read.column("rate"), ["118998", "41.41", "15.50"]);
    assert_eq!(read.column("pay_basis"), ["annual", "hourly", "hourly"]);
    assert_eq!(read.column("fte"), ["1", "1", "0.50"]);
}

#[test]
fn an_hourly_and_an_annual_rate_in_one_row_are_asked_about() {
    let text = "Job Title,Hourly Rate,Annual Salary\nClerk,20,41600\nNurse,40,83200\n";
    let read = roster("payroll.csv", text).refused();
    assert!(read.errors().contains("\"Annual Salary\" is 2,080 times \"Hourly Rate\""));
    let told = roster("p.csv", text).with(|i| i.map = vec!["rate=Hourly Rate".to_owned()]);
    assert_eq!(told.good().annual_pay(), "124800.00");
}

#[test]
fn pay_for_the_time_worked_is_told_by_full_time_people_of_the_class() {
    let text = "Job Title,FTE,Annual Salary\nClerk,1,50000\nClerk,1,52000\nClerk,0.5,25500\nClerk,0.6,30600\n";
    let read = roster("payroll.csv", text).refused();
    assert!(read.errors().contains("look like pay for the time they work (2 of 2 part-time rows)"));
    let worked = roster("p.csv", text).with(|i| i.rate_is = Some("as-worked".to_owned())).good();
    assert_eq!(worked.column("rate"), ["50000", "52000", "51000", "51000"]);
    assert_eq!(worked.annual_pay(), "158100.00");
    let full = roster("p.csv", text).with(|i| i.rate_is = Some("full-time".to_owned())).good();
    assert_eq!(full.annual_pay(), "133110.00"); // 50,000 + 52,000 + 12,750 + 18,360
}

#[test]
fn a_bare_percent_is_asked_about() {
    let text = "person,job_title,percent,Annual Salary\nP1,Clerk,100,50000\nP2,Clerk,50,50000\n";
    let read = roster("payroll.csv", text).refused();
    assert!(read.errors().contains("--map fte=\"percent\""));
    let told = roster("p.csv", text).with(|i| i.map = vec!["fte=percent".to_owned()]).good();
    assert_eq!((told.fte(), told.annual_pay()), ("1.5000".to_owned(), "75000.00".to_owned()));
    let kept = roster("p.csv", text).with(|i| i.keep = vec!["percent".to_owned()]).good();
    assert_eq!(kept.fte(), "2.0000");
}

#[test]
fn parts_of_time_are_read_in_words_fractions_and_percents() {
    let text = "Job Title,FTE,Monthly Rate\nClerk,FULL,4000\nClerk,4/5,4000\nClerk,50%,4000\nClerk,0.25,4000\nClerk,,4000\n";
    let read = roster("payroll.csv", text).good();
    assert_eq!(read.column("fte"), ["1", "0.80", "0.50", "0.25", "1"]);
    assert!(read.warnings().contains("the part of full time is blank"));
    let text = "Job Title,FTE,Monthly Rate\nClerk,100,4000\nClerk,80,4000\n";
    assert_eq!(roster("p.csv", text).good().column("fte"), ["1", "0.80"]);
}

#[test]
fn ten_slash_twenty_four_slash_sixty_one_is_1961() {
    let text = "Job Title,Hire Date,Annual Salary\nClerk,10/24/61,50000\nClerk,06-10-13,50000\nClerk,1/2/26,50000\n";
    let read = roster("payroll.csv", text).good();
    assert_eq!(read.column("hire_date"), ["1961-10-24", "2013-06-10", "2026-01-02"]);
    assert!(read.said().contains("two-digit years are 1927 to 2026"));
}

#[test]
fn the_order_of_day_and_month_is_proved_or_asked_for() {
    let dates = |days: &[&str]| {
        let rows: String = days.iter().map(|day| format!("Clerk,{day},50000\n")).collect();
        format!("Job Title,Hire Date,Annual Salary\n{rows}")
    };
    let read = roster("p.csv", dates(&["24/10/1979", "05/06/2001"])).good();
    assert_eq!(read.column("hire_date"), ["1979-10-24", "2001-06-05"]);
    let open = roster("p.csv", dates(&["05/04/2008", "01/02/2003"]));
    assert!(open.refused().errors().contains("no day above twelve proves"));
    let told = open.with(|import| import.dates = Some("dmy".to_owned())).good();
    assert_eq!(told.column("hire_date"), ["2008-04-05", "2003-02-01"]);
    let mixed = roster("p.csv", dates(&["24/10/1979", "10/24/1979"])).refused();
    assert!(mixed.errors().contains("some have the month first and some the day"));
    let named =
        roster("p.csv", dates(&["24-Oct-79", "1979-10-24 00:00:00", "24 de octubre de 1979"]));
    assert_eq!(named.good().column("hire_date"), ["1979-10-24"; 3]);
}

#[test]
fn a_spanish_payroll_is_read_with_its_numbers_and_dates() {
    let text = "Puesto;Escalón;Sueldo mensual;Departamento;Fecha de ingreso\nConserje;1;1.234,56;Obras;24/10/1979\nMaestra;2;2.345,67;Escuelas;05/06/2001\n";
    let latin = latin(text);
    let read = roster("nomina.csv", latin).good();
    assert_eq!(read.column("rate"), ["1234.56", "2345.67"]);
    assert_eq!(read.column("step"), ["1", "2"]);
    assert_eq!(read.annual_pay(), "42962.76"); // (1,234.56 + 2,345.67) x 12
    assert_eq!(read.column("hire_date")[1], "2001-06-05");
    assert!(read.said().contains("windows-1252") && read.said().contains("semicolons"));
}

/// A text in Windows-1252, letter by letter.
fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
}

#[test]
fn one_mark_before_three_digits_is_asked_about_where_nothing_proves_it() {
    let text = "Puesto;Sueldo anual\nConserje;41.250\nMaestra;52.345\n";
    let read = roster("nomina.csv", text).refused();
    assert!(read.errors().contains("can be read two ways"));
    let comma = roster("n.csv", text).with(|i| i.decimal = Some("comma".to_owned())).good();
    assert_eq!(comma.annual_pay(), "93595.00");
}

#[test]
fn tabs_bars_quotes_and_encodings_are_found_out() {
    let rows = [["Job Title", "Hourly Rate"], ["Clerk, Senior", "19.83"], ["Niño", "20"]];
    let text = |between: &str| -> String {
        rows.iter().map(|row| format!("{}\n", row.join(between))).collect()
    };
    let pay = |content: Vec<u8>| roster("p.txt", content).good().annual_pay();
    let expected = "82846.40"; // (19.83 + 20) x 2,080
    for between in ["\t", "|", ";"] {
        assert_eq!(pay(text(between).into_bytes()), expected, "{between}");
    }
    let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        text("\t").encode_utf16().flat_map(bytes).collect()
    };
    assert_eq!(pay([vec![0xff, 0xfe], wide(u16::to_le_bytes)].concat()), expected);
    assert_eq!(pay([vec![0xfe, 0xff], wide(u16::to_be_bytes)].concat()), expected);
    assert_eq!(pay(wide(u16::to_le_bytes)), expected);
    assert_eq!(pay([b"\xef\xbb\xbf".to_vec(), text(";").into_bytes()].concat()), expected);
    assert_eq!(pay(latin(&text(";"))), expected);
    let single = "'Job Title','Hourly Rate'\n'Clerk, Senior','19.83'\n'Nurse','20'\n";
    assert_eq!(pay(single.as_bytes().to_vec()), expected);
}

#[test]
fn titles_totals_notes_and_page_lines_are_set_aside_and_held_against_the_rows() {
    let text = "City of Elsewhere\nPayroll register\n\nJob Title,Department,Annual Salary\nClerk,Parks,50000\nNurse,Health,60000\n\
        Page 2 of 2,,\nJob Title,Department,Annual Salary\nNurse,Health,61000\nTotal,,171000\nSource: HRIS,,\n";
    let read = roster("report.csv", text).good();
    assert_eq!((read.rows(), read.annual_pay()), (3, "171000.00".to_owned()));
    assert!(read.text().contains("1 of the file's own 1 sums are those of its rows"));
    assert!(read.text().contains("title: City of Elsewhere"));
    for said in
        ["\"Total\" is a sum of rows", "is the header row again", "\"Page 2 of 2\" is a note"]
    {
        assert!(read.warnings().contains(said), "{}", read.warnings());
    }
    let wrong = text.replace("171000", "171500");
    let read = roster("report.csv", &wrong).good();
    assert!(
        read.warnings().contains("the file's own sum says 171500.00, its rows add up to 171000.00")
    );
}

#[test]
fn headings_between_rows_are_kept_as_a_column() {
    let text = "Emp ID,Job Title,Annual Salary\nDept: POLICE,,\n1,Officer,70000\n2,Officer,71000\nDept: PARKS,,\n3,Clerk,50000\n";
    let read = roster("report.csv", text).good();
    assert_eq!(read.column("section"), ["Dept: POLICE", "Dept: POLICE", "Dept: PARKS"]);
    let told = roster("r.csv", text).with(|i| i.map = vec!["department=section".to_owned()]).good();
    assert_eq!(told.column("department")[2], "Dept: PARKS");
}

#[test]
fn a_roster_of_several_years_is_asked_about() {
    let text = "Year,Job Title,Annual Salary\n2023,Clerk,50000\n2024,Clerk,51000\n";
    assert!(roster("p.csv", text).refused().errors().contains("--only \"Year=2024\""));
    let one = roster("p.csv", text).with(|i| i.only = vec!["Year=2024".to_owned()]).good();
    assert_eq!(one.annual_pay(), "51000.00");
}

#[test]
fn rows_are_taken_and_left_out_by_what_is_in_a_column() {
    let text = "Job Title,Unit,Annual Salary\nClerk,R04,50000\nAttorney,R02,120000\nJudge,R02,150000\nManager,M,90000\n";
    let only = roster("p.csv", text).with(|i| i.only = vec!["Unit=R02".to_owned()]).good();
    assert_eq!(only.annual_pay(), "270000.00");
    assert!(only.text().contains("2 rows by --only \"Unit=R02\""));
    let out = roster("p.csv", text).with(|i| i.leave_out = vec!["Unit=M|R04".to_owned()]).good();
    assert_eq!(out.annual_pay(), "270000.00");
    let wrong = roster("p.csv", text).with(|i| i.only = vec!["Unit=R2".to_owned()]).refused();
    assert!(wrong.errors().contains("no row has \"R2\" in column Unit"));
    // A cell is named by its row in the file, whatever was left out before it.
    let text = text.replace("150000", "lots");
    let read = roster("p.csv", &text).with(|i| i.only = vec!["Unit=R02".to_owned()]).refused();
    assert!(read.errors().contains("row 4, column Annual Salary (cell C4)"), "{}", read.errors());
}

#[test]
fn people_listed_twice_are_said_and_can_be_left_out() {
    let text = "Emp ID,Job Title,FTE,Annual Salary\n1,Clerk,1,50000\n2,Nurse,0.6,60000\n2,Nurse,0.6,61000\n1,Clerk,1,50000\n";
    let read = roster("p.csv", text).with(|i| i.rate_is = Some("full-time".to_owned())).good();
    for said in
        ["1 rows are whole copies", "1 people have several rows", "2 people have more than 100 %"]
    {
        assert!(read.warnings().contains(said), "{}", read.warnings());
    }
    let out = roster("p.csv", text).with(|i| {
        i.rate_is = Some("full-time".to_owned());
        i.leave_out = vec!["copies".to_owned()];
    });
    assert_eq!((out.good().rows(), out.good().fte()), (3, "2.2000".to_owned()));
}

#[test]
fn vacant_and_negative_rows_are_asked_about() {
    let text = "Job Title,Annual Salary\nClerk,50000\nNurse,vacant\nNurse,-1250\n";
    let read = roster("p.csv", text).refused();
    assert!(read.errors().contains("--leave-out unpaid"));
    assert!(read.errors().contains("--leave-out negative"));
    let told = roster("p.csv", text).with(|import| {
        import.leave_out = vec!["unpaid".to_owned(), "negative".to_owned()];
    });
    assert_eq!((told.good().rows(), told.good().annual_pay()), (1, "50000.00".to_owned()));
}

#[test]
fn the_employers_total_is_met_or_explained() {
    let text = "Emp ID,Job Title,FTE,Annual Salary\n1,Clerk,1,50000\n2,Nurse,0.5,60000\n3,Nurse,1,61000\n3,Nurse,1,61000\n";
    let expecting = |total: &str| {
        roster("p.csv", text).with(|import| {
            import.rate_is = Some("full-time".to_owned());
            import.expect = vec![format!("annual-pay={total}")];
        })
    };
    let met = expecting("202,000.00").good();
    assert_eq!(met.0.comparisons[0].explanations, Vec::<String>::new());
    let errors = |total: &str| expecting(total).refused().errors();
    assert!(errors("141000").contains("1 copies of rows, counted once by them (rows 5)"));
    assert!(errors("152000").contains("a single row of that amount, not counted by them (row 2)"));
    assert!(errors("232000").contains("their total has everyone at full time"));
    assert!(errors("50000").contains("the class \"Nurse\" (3 rows)"));
    assert!(errors("1.23").contains("nothing found that explains it"));
    let hourly = "Job Title,Hourly Rate\nClerk,20\nNurse,40\n";
    let hours = roster("p.csv", hourly).with(|i| i.expect = vec!["annual-pay=125220".to_owned()]);
    assert!(hours.refused().errors().contains("their total has 2087 hours a year"));
}

#[test]
fn several_files_are_one_roster() {
    let first = "Emp ID,Job Title,Annual Salary\n1,Clerk,50000\n";
    let second = "Job Title,Emp ID,Annual Salary,Shift\nNurse,2,60000,North\nClerk,1,50000,North\n";
    let read = roster("a.csv", first)
        .with(|import| import.files.push(common::sent::given("b.csv", second)))
        .good();
    assert_eq!(read.columns(), ["employee", "classification", "rate", "pay_basis", "Shift"]);
    assert_eq!(read.column("employee"), ["1", "2", "1"]);
    assert_eq!(read.annual_pay(), "160000.00");
    assert!(read.warnings().contains("1 people have several rows"), "{}", read.warnings());
}

#[test]
fn a_mapping_is_saved_by_headers_and_used_again() {
    let text = "Pos,What,Money\n1,Clerk,3000\n2,Nurse,4000\n";
    let told = roster("p.csv", text).with(|import| {
        import.map = vec!["classification=What".to_owned(), "rate=Money".to_owned()];
        import.pay_basis = Some("monthly".to_owned());
    });
    let mut saved = told.good().0.mapping.expect("a mapping");
    saved.name = "mappings/p.toml".to_owned();
    let saved = intake::import::SavedMapping::parse("mappings/p.toml", &saved.to_toml()).unwrap();
    let next = "Money,What,Pos\n3100,Clerk,1\n";
    let read = roster("next.csv", next).with(|import| import.saved = vec![saved.clone()]).good();
    assert_eq!(read.annual_pay(), "37200.00");
    assert!(read.text().contains("saved in mappings/p.toml"));
    let other = "Money,What,Pos,Else\n3100,Clerk,1,x\n";
    roster("other.csv", other).with(|import| import.saved = vec![saved]).refused();
}

#[test]
fn what_is_read_of_a_roster_is_costed_to_the_same_total() {
    let read = roster("payroll.csv", PAYROLL).good();
    let files = common::files()
        .roster(&read.csv())
        .assumptions("window = { from = 2026-01-01, to = 2026-12-31 }\nfiscal_year_start = \"01-01\"\npay_calendar = \"annual\"\n");
    let base = files.cost().costing.baseline.years[0].total.to_string();
    assert_eq!(base, read.annual_pay());
}

#[test]
fn people_are_held_against_the_schedule_they_stand_on() {
    let steps = "Class Title,Step A,Step B\nClerk,4000,4200\nNurse,5000,5250\n";
    let text = "ID,Class Title,Step,Monthly Rate\n1,Clerk,A,4000\n2,Clerk,B,4190\n3,Nurse,B,5250\n4,Guard,A,3900\n";
    let read = roster("p.csv", text)
        .with(|import| {
            import.schedule = Some(common::sent::given("s.csv", steps));
            import.schedule_basis = Some("monthly".to_owned());
        })
        .good();
    // On the schedule people have no rate of their own, and so move with it.
    assert_eq!(read.column("rate"), ["", "4190", "", "3900"]);
    assert_eq!(read.annual_pay(), "208080.00"); // (4,000 + 4,190 + 5,250 + 3,900) x 12
    for said in [
        "\"4190\" is not the schedule's rate for Clerk step B",
        "\"Guard\" is off the schedule",
        "nobody stands on 2 of the schedule's 4 cells: Clerk step B; Nurse step A",
    ] {
        assert!(read.warnings().contains(said), "{}", read.warnings());
    }
}

#[test]
fn a_grid_has_classes_down_and_steps_across() {
    let text = "City of Elsewhere\nMonthly Salary Schedule, effective July 1, 2025\n\nClass Code,Class Title,Step A,Step B\n1010,Clerk,4000,4200\n1020,Nurse,,5250.75\n";
    let read = schedule("s.csv", text).good();
    assert_eq!(
        read.columns(),
        ["classification", "step", "rate", "pay_basis", "effective", "Class Code"]
    );
    assert_eq!(read.row(2), ["Nurse", "B", "5250.75", "monthly", "2025-07-01", "1020"]);
    assert_eq!(read.rates(), 3);
    assert!(read.warnings().contains("a step that the class does not have"));
}

#[test]
fn a_teachers_grid_has_steps_down_and_lanes_across() {
    let text = "Teachers, annual, 2024-25\n,,,\nStep,BA,BA+15,MA\n1,50000,52000,54000\n2,51000,53000,55000\n";
    let read = schedule("s.csv", text).good();
    assert_eq!(read.rate("Teachers, annual, 2024-25", "BA+15", "2"), "53000");
    let named =
        schedule("s.csv", text).with(|import| import.class = Some("Teacher".to_owned())).good();
    assert_eq!(named.rate("Teacher", "MA", "1"), "54000");
    let classes = "Step,School Nurse,Lead Nurse\n1,61200,66750\n2,63040,68735\n";
    assert_eq!(schedule("s.csv", classes).good().rate("Lead Nurse", "", "2"), "68735");
}

#[test]
fn several_tables_on_a_sheet_are_one_schedule() {
    let stacked = "TEACHERS - Annual Salary,,\nStep,BA,MA\n1,50000,54000\n2,51000,55000\n,,\n\
        CLASSIFIED - Hourly Rates,,\nRange,Step 1,Step 2\n10,17.50,18.3750\n11,18.00,18.9\n";
    let read = schedule("s.csv", stacked).good();
    assert_eq!(read.rates(), 8);
    assert_eq!(read.rate("TEACHERS - Annual Salary", "MA", "2"), "55000");
    assert_eq!(read.rate("10", "", "2"), "18.375");
    let beside = "Unit 1 monthly,,,,Unit 2 monthly,,\nRange,A,B,,Range,A,B\n101,4100,4305,,201,6200,6510\n102,4203,4413,,202,6355,6673\n";
    let read = schedule("s.csv", beside).good();
    assert_eq!((read.rates(), read.rate("202", "", "B")), (8, "6673".to_owned()));
}

#[test]
fn ranges_have_a_minimum_and_a_maximum() {
    let text = "Position,Min Annual,Mid,Max Annual\nClerk,40000,45000,50000\nNurse,60000,,80000\n";
    let read = schedule("s.csv", text).good();
    assert_eq!(read.columns(), ["classification", "minimum", "midpoint", "maximum", "pay_basis"]);
    assert_eq!(read.row(1), ["Nurse", "60000", "", "80000", "annual"]);
    let one = "Position,Monthly Range\nClerk,\"4,155 - 5,206\"\nNurse,\"5,000 to 6,250.50\"\n";
    let read = schedule("s.csv", one).good();
    assert_eq!(read.row(1), ["Nurse", "5000", "6250.50", "monthly"]);
    let wrong = text.replace("40000", "55000");
    assert!(
        schedule("s.csv", &wrong)
            .refused()
            .errors()
            .contains("the minimum of Clerk is above its maximum")
    );
}

#[test]
fn a_table_pasted_out_of_a_pdf_is_read() {
    let aligned = "        CITY OF ELSEWHERE\n   Monthly Rates Effective July 1, 2025\n\n\
        Class    Classification Title    Step A       Step B\n\
        -----    --------------------    ---------    ---------\n\
        1010     Accountant I            $4,920.00    $5,166.00\n\
        1020     City Clerk                           $8,483.00\n\n\
        Page 1 of 1\n";
    let read = schedule("pasted.txt", aligned).good();
    assert_eq!(read.rate("Accountant I", "", "B"), "5166");
    assert_eq!(
        (read.rate("City Clerk", "", "A"), read.rate("City Clerk", "", "B")),
        (String::new(), "8483".to_owned())
    );
    let single = "Hourly Rates\nClass Title Step 1 Step 2 Step 3\nAccount Clerk II 19.8342 20.8259 21.8672\nNurse 40.10 42.11 44.21\n";
    let read = schedule("pasted.txt", single).good();
    assert_eq!(read.rate("Account Clerk II", "", "1"), "19.8342");
}

#[test]
fn rates_of_several_years_are_dated_or_asked_about() {
    let text = "Position,Step,Current monthly pay,2024 monthly pay\nClerk,1,4000,4260\nClerk,2,4200,4473\n";
    let read = schedule("s.csv", text).refused();
    assert!(read.errors().contains("several columns may be the rates"));
    let dated = schedule("s.csv", text).with(|import| {
        import.dated = vec![
            "2022-12-01=Current monthly pay".to_owned(),
            "2024-01-01=2024 monthly pay".to_owned(),
        ];
    });
    let dated = dated.good();
    assert_eq!(dated.rates(), 4);
    assert_eq!(dated.row(2)[..5], ["Clerk", "1", "4260", "monthly", "2024-01-01"]);
}

#[test]
fn rates_that_clash_are_told_apart_by_a_column() {
    let text = "Position,Step,Coalition,Monthly Rate\nClerk,1,Strikeable,4000\nClerk,1,Not,3900\n";
    let read = schedule("s.csv", text).refused();
    assert!(read.errors().contains("Clerk step 1 has a second rate: 3900, after 4000 in D2"));
    assert!(read.errors().contains("--map column=\"Coalition\""));
    let told = schedule("s.csv", text).with(|i| i.map = vec!["column=Coalition".to_owned()]).good();
    assert_eq!(told.rate("Clerk", "Not", "1"), "3900");
    let joined = schedule("s.csv", text)
        .with(|i| i.map = vec!["classification=Position+Coalition".to_owned()]);
    assert_eq!(joined.good().rate("Clerk / Strikeable", "", "1"), "4000");
}

#[test]
fn a_schedule_on_three_bases_is_asked_about() {
    let text = "Title,Rate,Step 1,Step 2\nClerk,Hourly,21.30,22.37\n,Bi-weekly,1704,1789.60\n,Annual,44304,46529.60\n";
    let read = schedule("s.csv", text).refused();
    assert!(read.errors().contains("--only \"Rate=Hourly\""));
    let hourly = schedule("s.csv", text).with(|i| i.only = vec!["Rate=Hourly".to_owned()]).good();
    assert_eq!(hourly.rate("Clerk", "", "2"), "22.37");
}

#[test]
fn steps_in_words_and_steps_that_fall_are_read_and_said() {
    let text =
        "Rank,Entry,Intermediate,18+\nFirefighter,60000,70000,69000\nCaptain,80000,90000,95000\n";
    let read = schedule("s.csv", text).good();
    assert_eq!(read.rate("Captain", "", "18+"), "95000");
    assert!(read.warnings().contains("Firefighter step 18+ pays less than the step before it"));
}

#[test]
fn old_workbooks_and_open_documents_are_read() {
    // SYNTHETIC files made for this test.
    let old = roster("old.xls", include_bytes!("import/old-workbook.xls")).good();
    assert_eq!(
        (old.rows(), old.fte(), old.annual_pay()),
        (150, "138.4000".into(), "10977249.60".into())
    );
    assert_eq!(old.header_of("classification"), "DESCR");
    let open = roster("open.ods", include_bytes!("import/open-document.ods")).good();
    assert_eq!((open.rows(), open.annual_pay()), (110, "4156743.50".to_owned()));
}

/// A row from 0 and its cells.
type SheetRow = (u32, &'static [&'static str]);

/// A workbook with texts and numbers by row and column.
fn workbook(sheets: &[(&str, &[SheetRow])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in *rows {
            for (column, text) in (0_u16..).zip(*cells) {
                match text.parse::<f64>() {
                    Ok(number) => sheet.write(*row, column, number).unwrap(),
                    Err(_) if text.is_empty() => sheet,
                    Err(_) => sheet.write(*row, column, *text).unwrap(),
                };
            }
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_has_title_lines_merged_headers_a_total_and_other_tables() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let plain = rust_xlsxwriter::Format::new();
    let sheet = book.add_worksheet().set_name("Roster").unwrap();
    sheet.merge_range(0, 0, 0, 4, "County of Elsewhere", &plain).unwrap();
    sheet.merge_range(2, 0, 2, 1, "Employee", &plain).unwrap();
    sheet.merge_range(2, 2, 2, 3, "Position", &plain).unwrap();
    sheet.write(2, 4, "Pay").unwrap();
    for (column, head) in (0_u16..).zip(["ID", "Hired", "Title", "Department", "Monthly Rate"]) {
        sheet.write(3, column, head).unwrap();
    }
    let day = rust_xlsxwriter::ExcelDateTime::from_ymd(1961, 10, 24).unwrap();
    let dated = rust_xlsxwriter::Format::new().set_num_format("m/d/yyyy");
    for row in 4..7_u32 {
        sheet.write(row, 0, 100 + row).unwrap();
        sheet.write_with_format(row, 1, &day, &dated).unwrap();
        sheet.write(row, 2, "Clerk").unwrap();
        sheet.write(row, 3, "Parks").unwrap();
        // What a formula leaves: 4279.650000000001 is 4279.65 on the sheet.
        sheet.write(row, 4, 4155.0 * 1.03).unwrap();
    }
    sheet.write(7, 0, "Total").unwrap();
    sheet.write(7, 4, 3.0 * 4279.65).unwrap();
    sheet.write(9, 0, "Source: HRIS").unwrap();
    // A table of codes on the right, and another sheet.
    for (row, (code, name)) in (3_u32..).zip([("Code", "Meaning"), ("A", "Active"), ("L", "Leave")])
    {
        sheet.write(row, 7, code).unwrap();
        sheet.write(row, 8, name).unwrap();
    }
    book.add_worksheet().set_name("Notes").unwrap().write(0, 0, "Made by HR").unwrap();
    let read = roster("book.xlsx", book.save_to_buffer().unwrap()).good();
    assert_eq!(read.annual_pay(), "154067.40"); // 3 x 4,279.65 x 12
    assert_eq!(read.column("hire_date"), ["1961-10-24"; 3]);
    assert_eq!(read.column("rate"), ["4279.65"; 3]);
    assert!(read.said().contains("table A3:E8"), "{}", read.said());
    assert!(read.said().contains("other tables, passed over"), "{}", read.said());
    assert!(read.text().contains("are those of its rows"), "{}", read.text());
}

#[test]
fn a_finding_in_a_workbook_names_sheet_and_cell() {
    let rows: &[SheetRow] = &[
        (1, &["", "Title", "Hourly Rate"]),
        (2, &["", "Clerk", "19.83"]),
        (3, &["", "Nurse", "4l.25"]),
    ];
    let book = workbook(&[("Active", rows), ("Codes", &[(0, &["x"])])]);
    let read = roster("book.xlsx", book).refused();
    assert!(read.errors().contains("\"4l.25\" is no amount of pay"));
    assert!(read.errors().contains("book.xlsx, sheet Active, row 4, column Hourly Rate (cell C4)"));
}

#[test]
fn two_sheets_with_the_same_headers_are_asked_about() {
    let rows: &[SheetRow] = &[(0, &["Title", "Monthly Rate"]), (1, &["Clerk", "4000"])];
    let book = workbook(&[("Active", rows), ("Retired", rows)]);
    assert!(
        roster("b.xlsx", &book)
            .refused()
            .errors()
            .contains("another table has most of its headers")
    );
    let one = roster("b.xlsx", &book).with(|i| i.reading.sheet = Some("Retired".to_owned()));
    assert_eq!(one.good().rows(), 1);
    let none = roster("b.xlsx", &book).with(|i| i.reading.sheet = Some("Activ".to_owned()));
    assert!(none.refused().errors().contains("the nearest valid name is \"Active\""));
}

#[test]
fn what_is_no_table_is_said() {
    let said = [
        ("a.csv", &b"%PDF-1.7"[..], "is a PDF"),
        ("a.xlsx", b"\x89PNG\r\n", "is a picture"),
        ("a.xls", b"<html><table><tr><td>x", "is a web page"),
        ("a.xls", b"<?xml version=\"1.0\"?><Workbook>", "is XML"),
        ("a.csv", b"{\"rows\": []}", "is JSON"),
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\x00\x01\x02\x03\x00\xff\xfe", "is not text"),
        ("a.xlsx", b"PK\x03\x04rubbish", "is a workbook that cannot be read"),
        ("a.xls", b"\xd0\xcf\x11\xe0rubbish", "is a workbook that cannot be read"),
        ("a.csv", b"Clerk,4000\nNurse,5000\n", "no row looks like a header row"),
        ("a.csv", b"Job Title,Rate\n", "the roster has no rows"),
    ];
    for (name, content, expected) in said {
        let errors = roster(name, content).refused().errors();
        assert!(errors.contains(expected), "{errors}");
    }
}

#[test]
fn rows_that_sum_others_up_are_no_people_whatever_they_are_called() {
    let people = "Department,Job Title,Annual Salary\nParks,Clerk,50000\nParks,Guard,41000.50\nParks,Aide,30000\n";
    for last in
        ["Alle,Posten,121000.50", ",,121000.50", "Department Total: Parks,3 people,121000.50"]
    {
        let read = roster("p.csv", format!("{people}{last}\n")).good();
        assert_eq!((read.rows(), read.annual_pay()), (3, "121000.50".to_owned()), "{last}");
        assert!(!read.warnings().is_empty());
    }
    // Two people of one rate are two people, and so is one who earns what two others do.
    let two = "Job Title,Annual Salary\nClerk,40000\nClerk,40000\nChief,80000\nClerk,40000\n";
    assert_eq!(roster("p.csv", two).good().rows(), 4);
    // Averages under the rows are about them.
    let read = roster("p.csv", format!("{people},Average,40333.50\n,Median,41000.50\n")).good();
    assert_eq!(read.rows(), 3);
    // Sums of small groups, once larger ones show how they are written.
    let grouped = "Job Title,Count,Annual Salary\nA,1,1000\nB,1,2000\nC,1,4000\nAll posts,3,7000\n\
        E,1,6000\nF,1,6000\nG,1,3000\nAll posts,3,15000\nD,1,5000\nAll posts,1,5000\nH,1,9000\nI,1,9000\n";
    let grouped = roster("p.csv", grouped);
    assert!(grouped.refused().errors().contains("--leave-out sums"));
    let out = grouped.with(|import| {
        import.keep = vec!["Count".to_owned()];
        import.leave_out = vec!["sums".to_owned()];
    });
    assert_eq!((out.good().rows(), out.good().annual_pay()), (9, "45000.00".to_owned()));
}

#[test]
fn what_full_time_is_is_asked_where_hours_do_not_say() {
    let text = |hours: [&str; 3]| {
        format!(
            "Job Title,Weekly Hours,Annual Salary\nA,{},50000\nB,{},60000\nC,{},70000\n",
            hours[0], hours[1], hours[2]
        )
    };
    let read = roster("p.csv", text(["37.5", "37.5", "20"])).refused();
    assert!(read.errors().contains("--hours-per-year 1950"), "{}", read.errors());
    let told = roster("p.csv", text(["37.5", "37.5", "15"])).with(|import| {
        import.hours_per_year = Some("1950".to_owned());
        import.rate_is = Some("full-time".to_owned());
    });
    assert_eq!(told.good().fte(), "2.4000");
    assert!(
        roster("p.csv", text(["40", "40", "56"]))
            .refused()
            .errors()
            .contains("more than the 40 of full time")
    );
    let pay_period = text(["80", "80", "40"]).replace("Weekly", "Biweekly");
    let read =
        roster("p.csv", pay_period).with(|i| i.rate_is = Some("full-time".to_owned())).good();
    assert_eq!(read.fte(), "2.5000");
}

#[test]
fn people_listed_at_several_times_are_asked_about() {
    let text = "Report Month,Job Title,Annual Salary\n2024-01,Clerk,50000\n2024-02,Clerk,50000\n";
    assert!(roster("p.csv", text).refused().errors().contains("--only \"Report Month=2024-02\""));
    let text = "Emp ID,Action,Job Title,Annual Salary\n1,HIR,Clerk,50000\n1,PAY,Clerk,51000\n2,HIR,Nurse,60000\n2,PAY,Nurse,61000\n";
    assert!(roster("p.csv", text).refused().errors().contains("--several-jobs"));
    assert_eq!(roster("p.csv", text).with(|i| i.several_jobs = true).good().rows(), 4);
}

#[test]
fn names_under_other_headers_are_dropped() {
    let text = "ID,Employee,Approved By,Job Title,Annual Salary\n1,Jane Doe,Max Roe,Clerk,50000\n2,Ann Poe,Max Roe,Clerk,51000\n\
        3,Bo Lee,Max Roe,Clerk,52000\n4,Cy Day,Max Roe,Nurse,60000\n5,Di Fox,Max Roe,Nurse,61000\n";
    let read = roster("p.csv", text).good();
    assert_eq!(read.dropped(), ["Employee", "Approved By"]);
    assert_eq!(read.column("employee"), ["1", "2", "3", "4", "5"]);
}

#[test]
fn hourly_rates_under_an_annual_header_are_errors() {
    let rows: String = (0..10).map(|n| format!("Clerk,{}\n", 50_000 + n)).collect();
    let text = format!("Job Title,Annual Salary\n{rows}Aide,19.87\nAide,20.15\n");
    let read = roster("p.csv", text).refused();
    assert!(read.errors().contains("\"19.87\" is too little for a rate that is annual"));
}

#[test]
fn a_header_row_with_other_headers_begins_another_table() {
    let text = "Job Title,Department,Annual Salary\nClerk,Parks,50000\nNurse,Health,60000\nJob Title,Department,Hourly Rate\nAide,Parks,19.50\n";
    let read = roster("p.csv", text).refused();
    assert!(read.errors().contains("is a header row with other headers than the first"));
}

#[test]
fn a_pound_sign_alone_does_not_make_a_text_eastern() {
    let text = b"Job Title,Annual Salary\nClerk,\"\xa339,359\"\n";
    let read = roster("p.csv", text);
    assert!(read.good().said().contains("windows-1252"));
}

#[test]
fn rates_on_several_bases_in_one_table_are_asked_about() {
    let text = "Title,Step 1 Hourly,Step 1 Annual,Step 2 Hourly,Step 2 Annual\nClerk,20,41600,21,43680\nNurse,40,83200,42,87360\n";
    let read = schedule("s.csv", text).refused();
    assert!(read.errors().contains(
        "rates on several bases: hourly (\"Step 1 Hourly\"), annual (\"Step 1 Annual\")"
    ));
    let hourly = schedule("s.csv", text).with(|i| i.pay_basis = Some("hourly".to_owned())).good();
    assert_eq!((hourly.rates(), hourly.rate("Nurse", "", "2")), (4, "42".to_owned()));
    let ranges = "Title,Hourly Min,Hourly Max,Annual Min,Annual Max\nClerk,20,25,41600,52000\n";
    let annual = schedule("s.csv", ranges).with(|i| i.pay_basis = Some("annual".to_owned())).good();
    assert_eq!(annual.row(0)[..4], ["Clerk", "41600", "52000", "annual"]);
}

#[test]
fn words_of_time_that_are_no_basis_are_not_taken_for_one() {
    for title in ["10-Month Teachers", "40 Hour Week", "Hourly Employees"] {
        let text = format!("{title}\nStep,BA,MA\n1,36000,40000\n2,37000,41000\n");
        let read = schedule("s.csv", &text).good();
        assert!(read.csv().contains(",annual"), "{title}: {}", read.csv());
    }
}

#[test]
fn ranges_and_grades_by_number_are_classes() {
    for header in ["Range", "Grade", "Pay Grade", "Salary Range"] {
        let text = format!(
            "Clerical Unit, hourly\n\n{header},A,B,C\n10,17.50,18.38,19.29\n11,17.94,18.83,19.78\n"
        );
        let read = schedule("s.csv", &text).good();
        assert_eq!(read.rate("11", "", "B"), "18.83", "{header}");
    }
    let mapped = "Nr,A,B\n10,17.50,18.38\n11,17.94,18.83\n";
    let read = schedule("s.csv", mapped).with(|i| i.map = vec!["classification=Nr".to_owned()]);
    assert_eq!(read.good().rate("10", "", "A"), "17.50");
}

#[test]
fn dates_over_columns_are_asked_about_and_titles_are_each_tables_own() {
    let text = "Staff Nurse, hourly\n\nStep,7/1/2023,7/1/2024\n1,40.10,41.20\n2,42.10,43.20\n";
    let read = schedule("s.csv", text).refused();
    assert!(
        read.errors().contains("--dated 2023-07-01=\"7/1/2023\" --dated 2024-07-01=\"7/1/2024\"")
    );
    let stacked = "Unit A hourly effective July 1, 2024\nTitle,Step 1,Step 2\nCook,17.50,18.38\n\n\
        Unit B hourly effective July 1, 2025\nTitle,Step 1,Step 2\nAide,19.50,20.38\n";
    let read = schedule("s.csv", stacked).good();
    assert_eq!(read.row(0)[..5], ["Cook", "1", "17.50", "hourly", "2024-07-01"]);
    assert_eq!(read.row(2)[..5], ["Aide", "1", "19.50", "hourly", "2025-07-01"]);
}

#[test]
fn days_beside_names_in_headers_are_the_days_of_their_columns() {
    let text = "Hourly rates of nurses,,,,\nStep,Effective 7/1/2024 RN I,Effective 7/1/2024 RN II,Effective 7/1/2025 RN I,Effective 7/1/2025 RN II\n\
        1,37.44,39.69,39.31,41.67\n2,38.94,41.28,40.88,43.34\n";
    let read = schedule("s.csv", text).good();
    assert_eq!((read.rates(), read.row(0)[0].as_str()), (8, "RN I"));
    let days: Vec<String> = (0..8).map(|row| read.row(row)[4].clone()).collect();
    assert_eq!(days.iter().filter(|day| *day == "2025-07-01").count(), 4);
}

#[test]
fn columns_called_class_are_lanes_and_shared_words_are_no_part_of_their_names() {
    let text =
        "Teachers Salary Schedule\nYears,Class I,Class II\n0-1,46000,48000\n2-3,47000,49000\n";
    let read = schedule("s.csv", text).good();
    assert_eq!(read.rate("Teachers Salary Schedule", "Class I", "2-3"), "47000");
    let text = "Teachers (continued)\nStep,BA Salary,MA Salary\n1,49680,52000\n2,51360,53000\n";
    assert_eq!(schedule("s.csv", text).good().rate("Teachers", "MA", "2"), "53000");
    let spanish = "ESCALA MENSUAL\nEscala,Paso 1,Paso 2\n1,\"1,890.00\",\"1,965.60\"\n2,\"2,041.20\",\"2,122.85\"\n";
    assert_eq!(schedule("s.csv", spanish).good().rate("2", "", "2"), "2122.85");
    let title = "Hourly, effective July 1 2024\nTitle,Step 1,Step 2\nCook,17.50*,18.38\nClerk,17.94,18.83\u{b9}\n";
    let read = schedule("s.csv", title).good();
    assert_eq!(read.row(3), ["Clerk", "2", "18.83", "hourly", "2024-07-01"]);
    let months = "Hourly\nTitle,Step 1,Step 2,Months\nCook,17.50,18.38,10\nClerk,17.94,18.83,12\n";
    assert_eq!(schedule("s.csv", months).good().rates(), 4);
}

#[test]
fn averages_and_percents_between_rows_of_rates_are_left_out() {
    let text = "Teachers\nStep,BA,MA\n1,50000,54000\n% between,2.0%,2.1%\n2,51000,55134\nAverage,50500,54567\n";
    let read = schedule("s.csv", text).good();
    assert_eq!(read.rates(), 4);
    assert!(read.warnings().contains("\"Average\" is no class or step"));
}

#[test]
fn a_canonical_schedule_is_imported_as_it_is() {
    let text = "Class Title,Step A,Step B\nClerk,4000,4200.5\nNurse,5000.1234,5250\n";
    let first = schedule("s.csv", text).with(|i| i.pay_basis = Some("monthly".to_owned())).good();
    assert_eq!(schedule("again.csv", first.csv()).good().csv(), first.csv());
}
