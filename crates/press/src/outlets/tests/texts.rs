use unicode_width::UnicodeWidthStr;

use super::sample::{empty, hostile, paragraph, piece, pieza, text};
use crate::Language;
use crate::outlets::{email_html, plain_text};
use crate::writing::{Block, Document, Span};

fn with(blocks: Vec<Block>) -> String {
    plain_text(&Document { blocks, ..empty(Language::English) })
}

#[test]
fn a_piece_reads_as_plain_text_from_title_to_notes() {
    let expected = "\
The State has not answered our salary proposal in 31 days
=========================================================

Attorneys of the State, July 12, 2022
For members and the public

We proposed on June 11 [1]. The State has yet to say a word about pay.
Prices rose 9.1% in a year.

What we asked for
-----------------

Our proposal is 5% in each of three years. It costs $41,250,000 [2, 3]
and is in the text we handed over
(https://example.org/proposals/2022-06-11-salary).

1. A raise of 5% on July 1, 2022, for all classes in the unit, including
   those who joined since the last agreement.
2. No new cuts.

> We are still looking at it, and we will come back to you when we have
> something to say about it.

Year          We ask  State offers
----- --------------- -------------
2022  $1,000,000 [2]            $0
2023     $11,050,000             -

What comes next

- We meet on July 20.
- Come to the hearing.

* * *

Questions? Write to us.

What the numbers rest on:

[1] Salary: the State has not answered since June 11, 2022
    entry 41: Bargaining Report of July 12, 2022
    https://example.org/reports/2022-07-12

[2] Cost
    figure cost/salary

[3] Prices
    figure prices/year-to-latest: BLS, CPI-U
    https://www.bls.gov/cpi/
";
    assert_eq!(plain_text(&piece()), expected);
}

#[test]
fn a_piece_in_spanish_says_its_own_words_in_spanish() {
    let text = plain_text(&pieza());
    assert!(text.contains("12 de julio de 2022"), "{text}");
    assert!(text.contains("\nEn qué se basan los números:\n"), "{text}");
}

#[test]
fn an_empty_piece_is_its_day() {
    assert_eq!(plain_text(&empty(Language::English)), "July 12, 2022\n");
}

#[test]
fn no_line_of_a_hostile_piece_is_too_wide_or_ends_in_a_blank() {
    let text = plain_text(&hostile());
    assert!(text.lines().count() > 2_000);
    for line in text.lines() {
        assert_eq!(line, line.trim_end());
        assert!(line.width() <= 72 || line.contains("://"), "{}: {line}", line.width());
        assert!(!line.contains(char::is_control), "{line:?}");
        assert!(!line.contains('\u{202e}'), "{line:?}");
        assert!(!line.starts_with("BEGIN:VEVENT\r") && !line.starts_with('\u{301}'), "{line:?}");
    }
    assert!(text.contains("שלום עולם"));
}

#[test]
fn an_address_is_never_cut_and_another_long_word_is() {
    let address = format!("https://example.org/{}", "a-b/".repeat(40));
    let text = with(vec![paragraph(&format!("See {address} or {}.", "y".repeat(100)))]);
    assert!(text.lines().any(|line| line == address), "{text}");
    assert!(text.lines().any(|line| line == "y".repeat(72)), "{text}");
}

#[test]
fn wide_letters_count_as_two_columns() {
    let text = with(vec![paragraph(&"漢字 ".repeat(40))]);
    let longest = text.lines().map(UnicodeWidthStr::width).max();
    assert_eq!(longest, Some(69), "{text}");
}

#[test]
fn a_table_too_wide_for_its_words_becomes_lines_with_heads() {
    let cell = |words: &str| text(words);
    let long = "https://example.org/a/very/long/address/that/goes/on/and/on/and/on";
    let table = Block::Table {
        head: vec![cell("Article"), cell("Source")],
        rows: vec![vec![cell("Pay"), cell(long)], vec![cell("Leave"), cell("")]],
    };
    assert_eq!(
        with(vec![table]),
        format!("July 12, 2022\n\nArticle: Pay\nSource: {long}\n\nArticle: Leave\n")
            .replace("Source: ", "Source:\n  ")
    );
}

#[test]
fn a_table_with_long_cells_wraps_them_in_their_columns() {
    let cell = |words: &str| text(words);
    let long = "the employer has not answered in any of the seven meetings since";
    let table = Block::Table {
        head: vec![cell("Article"), cell("Where it stands"), cell("Days")],
        rows: vec![vec![cell("Pay"), cell(long), cell("31")]; 2],
    };
    let text = with(vec![table]);
    assert!(text.lines().all(|line| line.width() <= 72), "{text}");
    assert!(text.contains("\nPay"), "{text}");
    let second = |line: &&str| *line == "         meetings since";
    assert_eq!(text.lines().filter(second).count(), 2, "{text}");
}

#[test]
fn a_quote_in_a_list_keeps_its_marks_and_its_column() {
    let quote = Block::Quote(vec![paragraph("One."), paragraph("Two.")]);
    let list = Block::List { ordered: false, items: vec![vec![paragraph("They said:"), quote]] };
    assert!(with(vec![list]).ends_with("- They said:\n\n  > One.\n  >\n  > Two.\n"));
}

#[test]
fn a_link_that_says_its_address_says_it_once() {
    let link =
        |words: &str| Span::Link { address: "https://example.org/a".to_owned(), text: text(words) };
    let spans = vec![link("https://example.org/a"), Span::Text(", ".to_owned()), link("here")];
    let text = with(vec![Block::Paragraph(spans)]);
    assert!(text.ends_with("\nhttps://example.org/a, here (https://example.org/a)\n"), "{text}");
}

#[test]
fn the_html_of_a_hostile_piece_holds_no_markup_of_its_own() {
    let html = email_html(&hostile(), Some("javascript:alert(1)"));
    for bad in ["<script", "onclick=\"x", "href=\"javascript", "<img", "<link", "url(", "\u{202e}"]
    {
        assert!(!html.contains(bad), "{bad}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!html.replace('\n', "").contains(char::is_control));
}

#[test]
fn the_html_says_its_language_and_leaves_colours_to_the_reader() {
    let html = email_html(&pieza(), Some("https://example.org/p"));
    assert!(html.contains("<html lang=\"es\">") && html.contains("<div lang=\"es\""));
    assert!(html.contains("content=\"light dark\""));
    assert!(html.contains(">Léalo en la web</a>"));
    assert!(!html.contains(";color:") && !html.contains("background"));
    assert!(!email_html(&pieza(), None).contains("Léalo"));
}

#[test]
fn headings_of_the_html_never_skip_a_level() {
    let heading = |level: u8| Block::Heading { level, text: text("Part") };
    let piece = Document {
        title: "Title".to_owned(),
        blocks: vec![heading(3), heading(3), heading(2), heading(9), heading(0)],
        ..empty(Language::English)
    };
    let html = email_html(&piece, None);
    let levels: Vec<&str> = html.split("<h").filter_map(|rest| rest.get(..2)).collect();
    let levels: Vec<&str> =
        levels.into_iter().filter(|h| h.starts_with(|c: char| c.is_ascii_digit())).collect();
    assert_eq!(levels, ["1 ", "2 ", "3 ", "2 ", "3 ", "2 "]);
}

#[test]
fn heads_of_a_table_name_columns_and_first_cells_name_rows() {
    let html = email_html(&piece(), None);
    assert_eq!(html.matches("<th scope=\"col\"").count(), 3);
    assert_eq!(html.matches("<th scope=\"row\"").count(), 2);
}

#[test]
fn text_of_an_html_body_carries_the_numbers_of_its_notes() {
    let html = email_html(&piece(), None);
    assert!(html.contains("$41,250,000 [2, 3]"));
    assert!(html.contains("[2] Cost"));
}

#[test]
fn lists_and_quotes_many_levels_deep_are_still_written() {
    let mut block = paragraph("The core of it, in a few words that are wrapped somewhere");
    for _ in 0..100 {
        let list = Block::List { ordered: true, items: vec![vec![block]] };
        block = Block::Quote(vec![list]);
    }
    let piece = Document { blocks: vec![block], ..empty(Language::English) };
    assert!(plain_text(&piece).contains("> 1. > 1. "));
    assert_eq!(email_html(&piece, None).matches("<blockquote").count(), 100);
}
