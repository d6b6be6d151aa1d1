use jiff::civil::{Date, date};

use super::sample::STEERING;
use crate::Language;
use crate::outlets::{Feed, FeedEntry, atom, tag_uri};

fn entry(id: &str, updated: Date) -> FeedEntry {
    FeedEntry {
        id: format!("tag:example.org,2022-06-11:{id}"),
        title: format!("Release {id}"),
        updated,
        published: date(2022, 6, 11),
        address: format!("https://example.org/{id}?a=1&b=2"),
        summary_text: "What it says.".to_owned(),
        content_html: Some("<p>What it says &amp; more.</p>\n".to_owned()),
    }
}

fn feed(entries: Vec<FeedEntry>) -> Feed {
    Feed {
        title: "Releases".to_owned(),
        subtitle: "What we tell the public".to_owned(),
        address_self: "https://example.org/feed.xml".to_owned(),
        address_page: "https://example.org/".to_owned(),
        id: "tag:example.org,2022-06-11:releases".to_owned(),
        updated: date(2022, 7, 12),
        language: Language::English,
        author: "Bargaining Team".to_owned(),
        entries,
    }
}

#[test]
fn a_second_program_reads_the_feed_as_it_was_meant() {
    let text = atom(&feed(vec![entry("a", date(2022, 7, 12))]));
    let read = feed_rs::parser::parse(text.as_bytes()).unwrap();
    assert_eq!(read.feed_type, feed_rs::model::FeedType::Atom);
    assert_eq!(read.id, "tag:example.org,2022-06-11:releases");
    assert_eq!(read.title.unwrap().content, "Releases");
    assert_eq!(read.language.as_deref(), Some("en"));
    assert_eq!(read.authors[0].name.as_deref(), Some("Bargaining Team"));
    assert_eq!(read.updated.unwrap().to_rfc3339(), "2022-07-12T00:00:00+00:00");
    let links: Vec<_> =
        read.links.iter().map(|link| (link.rel.as_deref(), link.href.as_str())).collect();
    assert!(links.contains(&(Some("self"), "https://example.org/feed.xml")), "{links:?}");
    let entry = &read.entries[0];
    assert_eq!(entry.id, "tag:example.org,2022-06-11:a");
    assert_eq!(entry.links[0].href, "https://example.org/a?a=1&b=2");
    assert_eq!(entry.summary.as_ref().unwrap().content, "What it says.");
    let content = entry.content.as_ref().unwrap();
    assert_eq!(content.content_type.to_string(), "text/html");
    assert_eq!(content.body.as_deref().map(str::trim), Some("<p>What it says &amp; more.</p>"));
    assert_eq!(entry.published.unwrap().to_rfc3339(), "2022-06-11T00:00:00+00:00");
}

#[test]
fn entries_stand_newest_first_and_then_by_id_whatever_order_they_came_in() {
    let (a, b, c) =
        (entry("a", date(2022, 7, 1)), entry("b", date(2022, 7, 12)), entry("c", date(2022, 7, 1)));
    let text = atom(&feed(vec![c.clone(), a.clone(), b.clone()]));
    assert_eq!(text, atom(&feed(vec![b, c, a])));
    let read = feed_rs::parser::parse(text.as_bytes()).unwrap();
    let ids: Vec<&str> =
        read.entries.iter().filter_map(|entry| entry.id.rsplit(':').next()).collect();
    assert_eq!(ids, ["b", "a", "c"]);
}

#[test]
fn hostile_text_stays_text_in_a_feed() {
    let bad = format!("{STEERING}</title><entry>\r\n]]>");
    let mut one = entry("a", date(2022, 7, 12));
    one.title = bad.clone();
    one.summary_text = bad.clone();
    one.content_html = Some(bad.clone());
    one.address = "javascript:alert(1)".to_owned();
    let feed = Feed { title: bad.clone(), author: bad.clone(), id: bad, ..feed(vec![one]) };
    let text = atom(&feed);
    let read = feed_rs::parser::parse(text.as_bytes()).unwrap();
    assert_eq!(read.entries.len(), 1);
    assert!(read.entries[0].links.is_empty());
    let title = &read.entries[0].title.as_ref().unwrap().content;
    assert!(title.starts_with("<script>alert(1)</script> & \"x\" 'y' gpj.exe"), "{title}");
    assert!(title.ends_with("</title><entry> ]]>"), "{title}");
    let allowed = |c: char| !c.is_control() || c == '\n';
    assert!(text.chars().all(|c| allowed(c) && c != '\u{fffe}'));
}

#[test]
fn an_entry_with_neither_page_nor_content_has_its_summary_as_content() {
    let bare =
        FeedEntry { address: String::new(), content_html: None, ..entry("a", date(2022, 7, 12)) };
    let read = feed_rs::parser::parse(atom(&feed(vec![bare])).as_bytes()).unwrap();
    assert_eq!(read.entries[0].content.as_ref().unwrap().body.as_deref(), Some("What it says."));
}

#[test]
fn a_feed_without_entries_is_a_feed() {
    let read = feed_rs::parser::parse(atom(&feed(vec![])).as_bytes()).unwrap();
    assert!(read.entries.is_empty());
}

#[test]
fn a_tag_is_made_of_host_day_and_path() {
    let day = date(2022, 6, 11);
    let tag = |host: &str, path: &str| tag_uri(host, day, path);
    assert_eq!(
        tag("Example.org", "pieces/day-30").as_deref(),
        Some("tag:example.org,2022-06-11:pieces/day-30")
    );
    assert_eq!(
        tag("example.org", "a b%ñ#\r\n").as_deref(),
        Some("tag:example.org,2022-06-11:a%20b%25%C3%B1%23%0D%0A")
    );
    for bad in ["", "example", "a b.org", "exa_mple.org", "-a.org", "a..org", "https://example.org"]
    {
        assert_eq!(tag(bad, "x"), None, "{bad}");
    }
    assert_eq!(tag_uri("example.org", date(-1, 1, 1), "x"), None);
}
