//! What becomes of texts on the networks.

use super::platforms::{Counting, FACEBOOK, INSTAGRAM, LINKEDIN, PLATFORMS, X};
use super::text::{Post, fit, weight};
use crate::Language;

fn post() -> Post {
    Post {
        language: Language::English,
        lead: "Pay of State attorneys has fallen 17 percent behind prices since 2006.".to_owned(),
        body: vec![
            "The State has not answered our proposal for 31 days.".to_owned(),
            "One post in four is empty, and every empty post is somebody's hearing put off again and again.".to_owned(),
            "Tell your legislator what an empty post costs.".to_owned(),
        ],
        hashtag: Some("FairPay".to_owned()),
        address: Some("https://example.org/case/2022/a-rather-long-address-that-counts-as-twenty-three".to_owned()),
    }
}

#[test]
fn x_weighs_links_as_23_and_emoji_and_han_as_two() {
    let weight = |text| weight(Counting::Weighted, text);
    assert_eq!(weight("https://example.org/a/very/long/path/that/goes/on/and/on?x=1."), 24);
    assert_eq!(weight("ñandú “so” – 17…"), 17);
    assert_eq!(weight("工会"), 4);
    assert_eq!(weight("👩🏽‍🔧 🇲🇽 1️⃣"), 8);
    assert_eq!(weight("see example.org"), 4 + 23);
    assert_eq!(weight("p.m. to U.S. law, e.g. this"), 27);
}

#[test]
fn a_post_on_x_has_whole_sentences_and_says_how_many_are_left_out() {
    let fitted = fit(&X, &post());
    assert_eq!(
        fitted.text,
        "Pay of State attorneys has fallen 17 percent behind prices since 2006. \
         The State has not answered our proposal for 31 days. \
         One post in four is empty, and every empty post is somebody's hearing put off again and again.\n\n\
         #FairPay https://example.org/case/2022/a-rather-long-address-that-counts-as-twenty-three"
    );
    assert_eq!((fitted.left_out, fitted.limit, fitted.lead_shortened), (1, 280, false));
    assert_eq!(fitted.used, weight(Counting::Weighted, &fitted.text));
}

#[test]
fn a_sentence_that_does_not_fit_ends_the_text_though_a_later_one_would_fit() {
    let mut post = post();
    post.body[0] = "word ".repeat(60) + "end.";
    let fitted = fit(&X, &post);
    assert_eq!(fitted.left_out, 3);
    assert!(fitted.text.contains("since 2006.\n\n#FairPay"));
}

#[test]
fn a_lead_that_does_not_fit_is_shortened_at_a_word_and_tag_and_address_stay() {
    let post = Post { lead: "Seventeen percent behind, ".repeat(20), ..post() };
    let fitted = fit(&X, &post);
    assert!(fitted.lead_shortened);
    assert_eq!(fitted.left_out, 3);
    assert!(fitted.used <= 280 && fitted.used > 250, "{}", fitted.used);
    let (lead, tail) = fitted.text.split_once("\n\n").expect("two parts");
    let last = lead.rsplit(' ').next().expect("a word");
    assert!(["Seventeen…", "percent…", "behind…"].contains(&last), "{last}");
    assert!(tail.starts_with("#FairPay https://"));
}

#[test]
fn a_lead_without_a_word_that_fits_is_left_out_and_no_letter_is_cut_in_two() {
    let post = Post { lead: "👩🏽‍🔧".repeat(200), body: Vec::new(), ..post() };
    let fitted = fit(&X, &post);
    assert!(fitted.lead_shortened && fitted.text.starts_with("#FairPay"));
}

#[test]
fn every_network_stays_within_its_limit_and_keeps_the_address() {
    let long = Post { body: vec!["¿Quién paga? ".repeat(20); 400], ..post() };
    for platform in PLATFORMS {
        let fitted = fit(platform, &long);
        assert!(fitted.used <= platform.limit, "{}", platform.name);
        assert!(fitted.left_out > 0, "{}", platform.name);
        assert!(fitted.text.contains("https://example.org/") && fitted.text.contains("#FairPay"));
    }
}

#[test]
fn elsewhere_the_lead_stands_alone_and_instagram_says_that_it_is_a_link() {
    let facebook = fit(&FACEBOOK, &post());
    assert_eq!(facebook.left_out, 0);
    assert!(facebook.text.starts_with(
        "Pay of State attorneys has fallen 17 percent behind prices since 2006.\n\nThe State"
    ));
    assert!(facebook.text.ends_with("\n\n#FairPay"));
    assert_eq!(fit(&LINKEDIN, &post()).text, facebook.text);
    assert!(fit(&INSTAGRAM, &post()).text.contains("\n\nLink: https://example.org/"));
    let spanish = Post { language: Language::Spanish, ..post() };
    assert!(fit(&INSTAGRAM, &spanish).text.contains("\n\nEnlace: https://example.org/"));
}

#[test]
fn a_post_with_nothing_but_a_lead_has_no_empty_lines() {
    let post = Post {
        body: vec![" ".to_owned()],
        hashtag: None,
        address: None,
        lead: " One\n line\u{7}. ".to_owned(),
        ..post()
    };
    for platform in PLATFORMS {
        let fitted = fit(platform, &post);
        assert_eq!((fitted.text.as_str(), fitted.left_out), ("One line.", 0));
    }
}
