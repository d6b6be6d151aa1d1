//! One roster in every form it may come in gives the same figures.

mod common;

use std::io::Write;
use std::sync::Arc;

use arrow_array::{ArrayRef, DictionaryArray, Float64Array, Int64Array, RecordBatch, StringArray};
use common::files;
use intake::{CostFiles, Source};
use parquet::arrow::ArrowWriter;

const ASSUMPTIONS: &str = "window = { from = 2022-07-01, to = 2023-06-30 }\nfiscal_year_start = \"07-01\"\n[rounding]\nschedule = \"dollar\"\n";
const SCHEDULE: &str =
    "classification,step,rate\nClerk,1,4000\nClerk,2,4200\nNurse,1,5000\nNurse,2,5250\n";
const ROSTER: &str = "employee,classification,step,rate,fte,headcount,department,step_date\n\
    7,Clerk,1,,1,2,\"Parks, Recreation\",10-01\n8,Nurse,2,,0.8,1,Health,\n9,Clerk,,4123.45,1,1,,\n";
const OFFER: &str = "title = \"three percent\"\n[[terms]]\nkind = \"general-increase\"\neffective = 2022-07-01\npercent = \"3\"\n";

fn shipped(name: &'static str, bytes: &[u8]) -> Source {
    Source::Shipped { name, bytes: Box::leak(bytes.to_vec().into_boxed_slice()) }
}

/// JSON without inputs of a roster's bytes.
fn figures(roster: &[u8]) -> serde_json::Value {
    figures_with(roster, SCHEDULE.as_bytes())
}

fn figures_with(roster: &[u8], schedule: &[u8]) -> serde_json::Value {
    let files = CostFiles {
        roster: shipped("roster", roster),
        schedule: Some(shipped("schedule", schedule)),
        assumptions: shipped("assumptions.toml", ASSUMPTIONS.as_bytes()),
        offers: vec![vec![shipped("offer.toml", OFFER.as_bytes())]],
        by: vec!["department".to_owned()],
        ..CostFiles::default()
    };
    let (mut json, _) = common::outputs(&files);
    json.as_object_mut().unwrap().remove("inputs");
    json
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap()
}

fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, column)| (name, column, true)),
    )
    .unwrap();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    // A second row group, so that dictionaries differ from one to the next.
    writer.flush().unwrap();
    writer.write(&batch.slice(0, 0)).unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn csv_with_bom_crlf_comments_or_gzip_reads_as_plain() {
    let plain = figures(ROSTER.as_bytes());
    assert_eq!(plain["baseline"]["years"][0]["components"]["base"], "195881.40");
    let windows = format!("\u{feff}{}", ROSTER.replace('\n', "\r\n"));
    assert_eq!(figures(windows.as_bytes()), plain);
    let comments = format!("# made by hand\n# for a test\n{ROSTER}");
    assert_eq!(figures(comments.as_bytes()), plain);
    assert_eq!(figures(&gzipped(ROSTER)), plain);
}

#[test]
fn other_delimiters_and_encodings_and_workbooks_read_as_plain() {
    let plain = figures(ROSTER.as_bytes());
    let semicolons = ROSTER.replace("\"Parks, Recreation\"", "Parks_Recreation").replace(',', ";");
    let semicolons = semicolons.replace("Parks_Recreation", "Parks, Recreation");
    assert_eq!(figures(semicolons.as_bytes()), plain);
    let wide: Vec<u8> = ROSTER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(figures(&[vec![0xff, 0xfe], wide].concat()), plain);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(ROSTER.as_bytes());
    for (row, cells) in (0_u32..).zip(reader.records()) {
        for (column, text) in (0_u16..).zip(cells.unwrap().iter()) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, text).unwrap(),
            };
        }
    }
    assert_eq!(figures(&book.save_to_buffer().unwrap()), plain);
}

#[test]
fn parquet_of_texts_numbers_and_blanks_reads_as_csv() {
    let text = |values: Vec<Option<&str>>| Arc::new(StringArray::from(values)) as ArrayRef;
    let columns = vec![
        ("employee", Arc::new(Int64Array::from(vec![7, 8, 9])) as ArrayRef),
        ("classification", text(vec![Some("Clerk"), Some("Nurse"), Some("Clerk")])),
        ("step", text(vec![Some("1"), Some("2"), None])),
        ("rate", Arc::new(Float64Array::from(vec![None, None, Some(4123.45)])) as ArrayRef),
        ("fte", text(vec![Some("1"), Some("0.8"), Some("1")])),
        ("headcount", Arc::new(Int64Array::from(vec![2, 1, 1])) as ArrayRef),
        ("department", text(vec![Some("Parks, Recreation"), Some("Health"), None])),
        ("step_date", text(vec![Some("10-01"), Some(""), Some("")])),
    ];
    assert_eq!(figures(&parquet(columns.clone())), figures(ROSTER.as_bytes()));
    let coded: DictionaryArray<arrow_array::types::Int32Type> =
        vec![Some("Clerk"), Some("Nurse"), Some("Clerk")].into_iter().collect();
    let mut with_dictionary = columns;
    with_dictionary[1].1 = Arc::new(coded);
    assert_eq!(figures(&parquet(with_dictionary)), figures(ROSTER.as_bytes()));
}

#[test]
fn a_grid_and_a_long_schedule_are_the_same() {
    let long = figures(ROSTER.as_bytes());
    let grid = "Range,1,2\nClerk,4000,4200\nNurse,\"$5,000.00\",5250\n";
    assert_eq!(figures_with(ROSTER.as_bytes(), grid.as_bytes()), long);
    assert_eq!(figures_with(ROSTER.as_bytes(), &gzipped(grid)), long);
}

#[test]
fn a_generated_schedule_is_exact_until_the_first_raise() {
    let costed = files()
        .roster("classification,step\nTeacher,3\n")
        .schedule("classification,first,factor,steps,pay_basis\nTeacher,50000.01,1.035,12,annual\n")
        .assumptions(&format!("{ASSUMPTIONS}pay = \"cent\"\n"))
        .offer("[[terms]]\nkind = \"general-increase\"\neffective = 2022-07-01\npercent = \"1\"\n")
        .cost();
    // 50,000.01 x 1.035^2 = 53,561.2607...: a twelfth is 4,463.438..., paid as 4,463.44.
    assert_eq!(costed.baseline("base"), ["53561.28"]);
    // Raised 1 % to the dollar: 54,097, a twelfth of it 4,508.08.
    assert_eq!(costed.component(0, "base"), ["54096.96"]);
}

#[test]
fn a_rate_is_exact_to_as_many_decimals_as_printed() {
    let costed = files()
        .roster("classification,rate,pay_basis\nA,19.8342,hourly\nB,5408.254245,monthly\n")
        .assumptions(ASSUMPTIONS)
        .by("classification")
        .cost();
    let by = &costed.figures_json()["baseline"]["years"][0]["by"]["classification"];
    // 19.8342 x 2,080 / 12 = 3,437.928 a month; 5,408.254245 as 5,408.25.
    assert_eq!(
        (by["A"]["total"].as_str(), by["B"]["total"].as_str()),
        (Some("41255.16"), Some("64899.00"))
    );
}

#[test]
fn a_finding_counts_blank_lines_and_lines_within_cells_as_a_spreadsheet_does() {
    let roster = "classification,rate,department\nA,10,\"one\ntwo\"\n\n\nA,ten,three\n\nA,x,four\n";
    let refused = files().roster(roster).assumptions(ASSUMPTIONS).refused();
    // A cell with a line break is one row of a spreadsheet; a blank line is one too.
    assert!(refused.contains("row 5, column rate"), "{refused}");
    assert!(refused.contains("row 7, column rate"), "{refused}");
}

#[test]
fn nobody_stands_on_a_step_that_has_no_rate_yet() {
    let refused = files()
        .roster("classification,step\nClerk,1\n")
        .schedule("classification,step,rate,effective\nClerk,1,4000,2023-01-01\n")
        .assumptions(ASSUMPTIONS)
        .refused();
    assert!(refused.contains("no rate for step \"1\" on 2022-07-01"), "{refused}");
}
