//! The networks as data: what a post, a description and a card may measure there.
//!
//! Networks change their rules without notice and publish few of them. Each row says where its
//! numbers come from; what no statement of the network itself could be found for is marked *check*
//! and is to be looked at before a campaign leans on it.

use super::card::Size;

/// How a network counts the length of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Most letters weigh one, Chinese, Japanese, Korean and emoji two, and every link 23, however long.
    ///
    /// <https://developer.x.com/en/docs/counting-characters>, with the table of version 3 of
    /// `twitter-text` (<https://github.com/twitter/twitter-text/blob/master/config/v3.json>).
    Weighted,
    /// Units of UTF-16, as a browser counts: one for most letters, two for emoji. Facebook, LinkedIn
    /// and Instagram do not say how they count; no other usual way of counting gives more than this
    /// one, bytes aside, so a text within it is within theirs. *Check.*
    Utf16,
}

/// A network that pieces are shared on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Platform {
    /// The network's name.
    pub name: &'static str,
    /// How short it is in names of files: `x`, `facebook`.
    pub slug: &'static str,
    /// What a post may measure, as [`Platform::counting`] counts.
    pub limit: usize,
    /// How that is counted.
    pub counting: Counting,
    /// Where the limit of a post is written down.
    pub limit_source: &'static str,
    /// How many characters the description of a picture may have.
    pub alt_limit: usize,
    /// Where the limit of descriptions is written down.
    pub alt_source: &'static str,
    /// How many hashtags a post may have, where the network says.
    pub hashtags: Option<usize>,
    /// Whether an address in a post can be followed.
    pub links: bool,
    /// The cards that are made for it; the first is the usual one.
    pub sizes: &'static [Size],
    /// Where the sizes are written down.
    pub size_source: &'static str,
}

/// X, formerly Twitter.
pub const X: Platform = Platform {
    name: "X",
    slug: "x",
    limit: 280,
    counting: Counting::Weighted,
    limit_source: "https://developer.x.com/en/docs/counting-characters",
    alt_limit: 1_000,
    alt_source: "check: https://www.accessible-social.com/images-and-visuals/platform-image-accessibility",
    hashtags: None,
    links: true,
    sizes: &[Size::X],
    size_source: "check: 16:9 is how X shows a single picture whole; X names no size of its own for posts",
};

/// Facebook.
///
/// *Check*: 63,206 is what everybody cites; no page of Meta's says it today. Facebook warns of
/// descriptions above 100 characters, and takes them (<https://www.accessible-social.com/images-and-visuals/platform-image-accessibility>);
/// 1,000 is what tools that post there allow (Sprout Social, support article 360048295771).
pub const FACEBOOK: Platform = Platform {
    name: "Facebook",
    slug: "facebook",
    limit: 63_206,
    counting: Counting::Utf16,
    limit_source: "check: cited everywhere, on no page of Meta's",
    alt_limit: 1_000,
    alt_source: "check: https://support.sproutsocial.com/hc/en-us/articles/360048295771",
    hashtags: None,
    links: true,
    sizes: &[Size::Facebook],
    size_source: "https://developers.facebook.com/docs/sharing/webmasters/images",
};

/// LinkedIn.
///
/// *Check*: LinkedIn's interface for programs is said to take descriptions of up to 4,086 characters, guides
/// to its own form speak of 1,000 (<https://www.accessible-social.com/images-and-visuals/platform-image-accessibility>).
/// The lower one stands here, since people post by hand.
pub const LINKEDIN: Platform = Platform {
    name: "LinkedIn",
    slug: "linkedin",
    limit: 3_000,
    counting: Counting::Utf16,
    limit_source: "check: https://www.ayrshare.com/docs/apis/post/social-networks/linkedin",
    alt_limit: 1_000,
    alt_source: "check: https://www.accessible-social.com/images-and-visuals/platform-image-accessibility",
    hashtags: None,
    links: true,
    sizes: &[Size::LinkedIn],
    size_source: "check: https://docs.getlate.dev/resources/media-guidelines/linkedin",
};

/// Instagram.
///
/// Hashtags: Meta's reference for programs still says 30. In December 2025 Instagram said that
/// it brings posts down to five, account by account, so five stands here: it holds under both rules
/// (<https://www.socialsamosa.com/news-2/instagram-hashtags-five-per-post-10923075>).
/// Descriptions: 1,000 in the same reference; some guides say that the form takes only 100, so
/// [`alt_text`](super::alt_text) says what matters first.
pub const INSTAGRAM: Platform = Platform {
    name: "Instagram",
    slug: "instagram",
    limit: 2_200,
    counting: Counting::Utf16,
    limit_source: "https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media",
    alt_limit: 1_000,
    alt_source: "https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media",
    hashtags: Some(5),
    links: false,
    sizes: &[Size::InstagramPortrait, Size::InstagramSquare],
    size_source: "check: the reference allows 4:5 to 1.91:1 and up to 1440 wide; https://docs.getlate.dev/resources/media-guidelines/instagram",
};

/// Every network that a kit is made for.
pub const PLATFORMS: &[Platform] = &[X, FACEBOOK, LINKEDIN, INSTAGRAM];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_belongs_to_one_platform_and_every_row_says_where_it_comes_from() {
        let sizes: Vec<Size> =
            PLATFORMS.iter().flat_map(|platform| platform.sizes).copied().collect();
        for size in Size::ALL {
            assert_eq!(sizes.iter().filter(|&&other| other == size).count(), 1, "{size:?}");
        }
        for platform in PLATFORMS {
            for source in [platform.limit_source, platform.alt_source, platform.size_source] {
                assert!(
                    source.starts_with("https://") || source.starts_with("check: "),
                    "{source}"
                );
            }
        }
    }
}
