use std::path::Path;

use evidence::{Point, Reading, slug};
use money::{Date, Fraction, PayBasis, WorkYear};

use crate::files::bytes::{Bytes, Source};
use crate::files::table::{Reading as HowToRead, Table, Wanted, quoted};
use crate::toml_fields::{Fields, TomlFile};
use crate::{Finding, Findings, HeaderMap, Place, Progress};

/// Whose list of peers a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleSide {
    /// The union's.
    Union,
    /// The employer's.
    Employer,
    /// A neutral's: a mediator's or a factfinder's.
    Neutral,
}

impl RuleSide {
    /// Each by the name that files use.
    pub const NAMES: [(&str, RuleSide); 3] = [
        ("union", RuleSide::Union),
        ("employer", RuleSide::Employer),
        ("neutral", RuleSide::Neutral),
    ];

    /// The name that files use.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, side)| *side == self).map_or("", |(name, _)| *name)
    }
}

/// Whom the own classes are compared with, by which measure, chosen before the data are seen.
#[derive(Debug, Clone)]
pub struct PeerRule {
    /// The file's name without its ending.
    pub name: String,
    /// The title it appears under.
    pub title: String,
    /// Why these peers and this measure.
    pub why: String,
    /// Whose list it is.
    pub side: RuleSide,
    /// The one day that all pay is of.
    pub effective: Date,
    /// What all pay is brought to.
    pub basis: PayBasis,
    /// Points of pay that are compared.
    pub points: Vec<Point>,
    /// Below so many matches there is no result.
    pub least_matches: usize,
    /// Percentiles of the market.
    pub percentiles: Vec<u8>,
    /// What pay of an earlier day rises by in a year, as a part of one, in a straight line by
    /// months; without it pay of another day is not used.
    pub ageing: Option<Fraction>,
    /// The employers and classes that are chosen.
    pub(crate) peers: Vec<Peer>,
    pub(crate) classes: Vec<OwnClass>,
    pub(crate) own: Vec<String>,
    /// Points that are added up of others and of further columns: the first is what the rest are
    /// added to, or, with `-` before them, taken from.
    pub(crate) build: Vec<(Point, Vec<BuildPart>)>,
    pub(crate) rival: Option<(String, Place)>,
    pub(crate) target: Option<Target>,
    pub(crate) work_year: WorkYear,
    pub(crate) matches: Vec<Match>,
    /// The rule's own file and the file of its matches, by their paths in the campaign's folder.
    pub(crate) files: Vec<(String, String)>,
    pub(crate) place: Place,
}

/// A part of a point that is added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BuildPart {
    /// A point of pay, or a column of the data set.
    pub name: String,
    pub less: bool,
}

/// An employer that a rule compares with, and where its pay is.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    pub employer: String,
    pub data: Option<String>,
    /// What the data set calls it.
    pub called: String,
    /// The day of its pay; the rule's, where nothing is said.
    pub effective: Option<Date>,
    pub basis: PayBasis,
    /// Which edition of a table with several.
    pub edition: String,
    /// How much it weighs in a weighted mean.
    pub weight: Option<Fraction>,
    /// Area, industry and reading of a wage survey.
    pub area: String,
    pub industry: String,
    pub reading: Reading,
    pub place: Place,
}

/// A class of our own, and where its pay is.
#[derive(Debug, Clone)]
pub(crate) struct OwnClass {
    pub name: String,
    pub slug: String,
    pub given: Vec<(Point, Fraction)>,
    /// Benefits, taxes and the like, by the names that `build` has.
    pub parts: Vec<(String, Fraction)>,
    /// The ladder of a schedule whose bottom and top are its minimum and maximum.
    pub schedule: Option<(String, String)>,
    /// The class as schedule and roster call it.
    pub called: String,
    /// Actual pay is the mean of the roster.
    pub from_roster: bool,
    pub place: Place,
}

/// What the own classes are to reach, to be costed.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub point: Point,
    pub from: Date,
    pub place: Place,
}

/// What of an employer matches an own class, or that nothing does.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    pub class: String,
    pub employer: String,
    pub theirs: Option<String>,
    pub why: String,
    pub place: Place,
}

const FIELDS: [&str; 17] = [
    "title",
    "why",
    "side",
    "effective",
    "basis",
    "hours_a_year",
    "points",
    "minimum_matches",
    "percentiles",
    "ageing",
    "own",
    "rival",
    "target",
    "data",
    "peer",
    "class",
    "build",
];

pub(super) const MATCH_COLUMNS: [&str; 4] = ["class", "employer", "their_class", "why"];

/// Where a rule lies in a campaign's folder.
pub(crate) fn path_of(name: &str) -> String {
    format!("peers/{name}.toml")
}

/// Where its matches lie.
pub(crate) fn matches_path_of(name: &str) -> String {
    format!("peers/{name}.matches.csv")
}

/// The texts of a rule's files, as somebody hands them over before they are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleTexts {
    /// The rule's name.
    pub name: String,
    /// Its own file.
    pub rule: String,
    /// The file of its matches; none where there is none.
    pub matches: Option<String>,
}

impl RuleTexts {
    /// Where the rule's file lies in a campaign's folder.
    pub fn path(&self) -> String {
        path_of(&self.name)
    }

    /// Where the file of its matches lies.
    pub fn matches_path(&self) -> String {
        matches_path_of(&self.name)
    }

    /// The rule that they are.
    pub(crate) fn read(&self, findings: &mut Findings) -> Option<PeerRule> {
        let given = |name: String, text: &String| {
            Bytes::read(&Source::Given { name, bytes: text.clone().into_bytes() })
        };
        let bytes =
            given(self.path(), &self.rule).map_err(|finding| findings.push(finding)).ok()?;
        let matches = self.matches.as_ref().map(|text| given(self.matches_path(), text));
        of_bytes(&self.name, &bytes, matches, findings)
    }
}

/// Reads a rule and the file of its matches, if there is one yet.
pub(crate) fn read(
    campaign: &Path,
    name: &str,
    place: &Place,
    findings: &mut Findings,
) -> Option<PeerRule> {
    let path = path_of(name);
    let bytes = match Bytes::read(&Source::Path(campaign.join(&path))) {
        Ok(bytes) => bytes,
        Err(finding) => {
            findings.push(
                Finding {
                    place: place.clone(),
                    what: format!("{path} {}", finding.what),
                    ..finding
                }
                .mend("write the rule: docs/case.md says what stands in it"),
            );
            return None;
        }
    };
    let source = campaign.join(matches_path_of(name));
    let matches = source.exists().then(|| Bytes::read(&Source::Path(source)));
    of_bytes(name, &bytes, matches, findings)
}

/// A rule of its bytes and those of its matches.
fn of_bytes(
    name: &str,
    bytes: &Bytes,
    matches: Option<Result<Bytes, Finding>>,
    findings: &mut Findings,
) -> Option<PeerRule> {
    let toml = match bytes.text().and_then(|text| TomlFile::parse(&bytes.name, text)) {
        Ok(toml) => toml,
        Err(finding) => {
            findings.push(finding);
            return None;
        }
    };
    let mut rule = fields(name, &toml.root(), findings)?;
    rule.files.push((path_of(name), bytes.sha256()));
    match matches {
        Some(Ok(bytes)) => {
            rule.matches = self::matches(&bytes, &rule, findings);
            rule.files.push((matches_path_of(name), bytes.sha256()));
        }
        Some(Err(finding)) => findings.push(finding),
        None => {}
    }
    Some(rule)
}

fn needed(fields: &Fields<'_>, field: &str, what: &str, findings: &mut Findings) -> Option<String> {
    let found = fields.text(field, findings).filter(|text| !text.trim().is_empty());
    if found.is_none() && !fields.has(field) {
        fields.missing(field, what, findings);
    }
    found
}

fn fields(name: &str, root: &Fields<'_>, findings: &mut Findings) -> Option<PeerRule> {
    root.only(&FIELDS, &[], findings);
    let title = needed(root, "title", "the title that the rule appears under", findings);
    let why = needed(root, "why", "why these peers, in a sentence", findings);
    let side = root.choice("side", &RuleSide::NAMES, findings);
    if side.is_none() && !root.has("side") {
        root.missing("side", "whose list it is: union, employer or neutral", findings);
    }
    let effective = root.date("effective", findings);
    if effective.is_none() && !root.has("effective") {
        root.missing("effective", "the one day that all pay is of, such as 2022-04-01", findings);
    }
    let basis = root.choice("basis", &PayBasis::NAMES, findings).unwrap_or(PayBasis::Monthly);
    let hours = root.number("hours_a_year", findings);
    if hours.as_ref().is_some_and(|hours| *hours <= Fraction::ZERO) {
        root.wrong("hours_a_year", "more than 0, such as \"2080\"", findings);
    }
    let points = points(root, findings);
    let least = root.whole("minimum_matches", findings);
    if least == Some(0) {
        root.wrong("minimum_matches", "1 or more; studies use 3", findings);
    }
    let percentiles = percentiles(root, findings);
    let ageing = root.percent("ageing", findings);
    let own = root.texts("own", findings).unwrap_or_default();
    let data = root.text("data", findings);
    let mut peers: Vec<Peer> = Vec::new();
    for table in root.tables("peer", findings) {
        let Some(peer) = peer(&table, data.as_ref(), basis, findings) else { continue };
        let twin = peers.iter().find(|known| slug(&known.employer) == slug(&peer.employer));
        if let Some(twin) = twin {
            let what = format!("two peers are called \"{}\"", twin.employer);
            findings.push(
                Finding::error(table.place_of("employer"), what).mend(
                    "give each a name of its own; letters, digits and spaces tell names apart",
                ),
            );
        } else {
            peers.push(peer);
        }
    }
    // A list is the same list in any order.
    peers.sort_by(|a, b| a.employer.cmp(&b.employer));
    if !root.has("peer") {
        root.missing("peer", "a [[peer]] table for each employer", findings);
    }
    let mut classes: Vec<OwnClass> = Vec::new();
    for table in root.tables("class", findings) {
        let Some(class) = class(&table, findings) else { continue };
        if classes.iter().any(|known| known.slug == class.slug) {
            let what = format!("two classes are called \"{}\"", class.name);
            findings.push(Finding::error(table.place_of("name"), what));
        } else {
            classes.push(class);
        }
    }
    if !root.has("class") {
        root.missing("class", "a [[class]] table for each class of our own", findings);
    }
    let weighed = peers.iter().filter(|peer| peer.weight.is_some()).count();
    if weighed != 0 && weighed != peers.len() {
        let without: Vec<&str> = peers
            .iter()
            .filter(|peer| peer.weight.is_none())
            .map(|peer| peer.employer.as_str())
            .collect();
        findings.push(
            Finding::error(root.place_of("peer"), "some peers have a weight, and some have none")
                .expected(format!("a weight for {} too, or for nobody", without.join(", "))),
        );
    }
    let build = build(root, findings);
    let target = root.table("target", findings).and_then(|table| target(&table, findings));
    let points = points?;
    if let Some(target) = target.as_ref().filter(|target| !points.contains(&target.point)) {
        findings.push(
            Finding::error(
                target.place.clone(),
                format!("point = \"{}\" is not compared", target.point.name()),
            )
            .expected(format!(
                "one of {}",
                points.iter().map(|point| point.name()).collect::<Vec<_>>().join(", ")
            )),
        );
    }
    Some(PeerRule {
        name: name.to_owned(),
        title: title?,
        why: why?,
        side: side?,
        effective: effective?,
        basis,
        points,
        least_matches: usize::try_from(least.unwrap_or(3)).unwrap_or(3),
        percentiles,
        ageing,
        peers,
        classes,
        own,
        build,
        rival: root.text("rival", findings).and_then(|rival| {
            if rival == name {
                root.wrong("rival", "another rule", findings);
                return None;
            }
            Some((rival, root.place_of("rival")))
        }),
        target,
        work_year: WorkYear {
            hours: hours.unwrap_or(Fraction::whole(2080)),
            days: Fraction::whole(260),
        },
        matches: Vec::new(),
        files: Vec::new(),
        place: root.place(),
    })
}

fn points(root: &Fields<'_>, findings: &mut Findings) -> Option<Vec<Point>> {
    let expected = "a list of minimum, midpoint, maximum, pay, cash and total";
    let Some(texts) = root.texts("points", findings) else {
        if !root.has("points") {
            root.missing("points", expected, findings);
        }
        return None;
    };
    let point =
        |text: &String| Point::NAMES.iter().find(|(name, _)| name == text).map(|(_, point)| *point);
    let found: Option<Vec<Point>> = texts.iter().map(point).collect();
    let mut points = found.filter(|points| !points.is_empty()).or_else(|| {
        root.wrong("points", expected, findings);
        None
    })?;
    points.sort();
    points.dedup();
    Some(points)
}

fn build(root: &Fields<'_>, findings: &mut Findings) -> Vec<(Point, Vec<BuildPart>)> {
    let Some(table) = root.table("build", findings) else { return Vec::new() };
    let names = Point::NAMES.map(|(name, _)| name);
    table.only(&names, &[], findings);
    let mut all = Vec::new();
    for (name, point) in Point::NAMES {
        let Some(texts) = table.texts(name, findings) else { continue };
        let part = |text: &String| match text.strip_prefix('-') {
            Some(rest) => BuildPart { name: rest.trim().to_owned(), less: true },
            None => BuildPart { name: text.trim().to_owned(), less: false },
        };
        let parts: Vec<BuildPart> = texts.iter().map(part).collect();
        let first = parts.first().is_some_and(|first| !first.less);
        // Only points before it in their order, so that none is built of itself.
        let later = parts.iter().any(|part| {
            Point::NAMES.iter().any(|(known, other)| *known == part.name && *other >= point)
        });
        if parts.len() < 2 || !first || later {
            let expected = "what it begins with, and what is added or, with -, taken away: columns, and points that come before it (minimum, midpoint, maximum, pay, cash, total)";
            table.wrong(name, expected, findings);
        } else {
            all.push((point, parts));
        }
    }
    all
}

fn percentiles(root: &Fields<'_>, findings: &mut Findings) -> Vec<u8> {
    let Some(texts) = root.texts("percentiles", findings) else { return vec![25, 75] };
    let read = |text: &String| text.parse::<u8>().ok().filter(|percentile| *percentile <= 100);
    let found: Option<Vec<u8>> = texts.iter().map(read).collect();
    match found {
        Some(mut found) => {
            found.sort_unstable();
            found.dedup();
            found
        }
        None => {
            root.wrong(
                "percentiles",
                "texts from \"0\" to \"100\", such as [\"25\", \"75\"]",
                findings,
            );
            Vec::new()
        }
    }
}

fn peer(
    table: &Fields<'_>,
    data: Option<&String>,
    basis: PayBasis,
    findings: &mut Findings,
) -> Option<Peer> {
    const KNOWN: [&str; 10] = [
        "weight",
        "employer",
        "data",
        "called",
        "effective",
        "basis",
        "edition",
        "area",
        "industry",
        "reading",
    ];
    table.only(&KNOWN, &[], findings);
    let employer = needed(table, "employer", "the employer's name", findings);
    let effective = table.date("effective", findings);
    let own_basis = table.choice("basis", &PayBasis::NAMES, findings).unwrap_or(basis);
    let reading = table.choice("reading", &Reading::NAMES, findings);
    let weight = table.number("weight", findings);
    if weight.as_ref().is_some_and(|weight| *weight <= Fraction::ZERO) {
        table.wrong("weight", "more than 0", findings);
    }
    let employer = employer?.trim().to_owned();
    Some(Peer {
        called: table.text("called", findings).unwrap_or_else(|| employer.clone()),
        employer,
        data: table.text("data", findings).or_else(|| data.cloned()),
        effective,
        basis: own_basis,
        edition: table.text("edition", findings).unwrap_or_default(),
        weight,
        area: table.text("area", findings).unwrap_or_default(),
        industry: table.text("industry", findings).unwrap_or_else(|| "000000".to_owned()),
        reading: reading.unwrap_or(Reading::Annual(50)),
        place: table.place(),
    })
}

fn class(table: &Fields<'_>, findings: &mut Findings) -> Option<OwnClass> {
    let points = Point::NAMES.map(|(name, _)| name);
    let known: Vec<&str> =
        ["name", "called", "schedule", "column", "parts"].into_iter().chain(points).collect();
    table.only(&known, &[], findings);
    let name = needed(table, "name", "the class's name", findings);
    let mut given = Vec::new();
    let mut from_roster = false;
    for (field, point) in Point::NAMES {
        if point == Point::Pay && table.printed(field).trim_matches('"') == "roster" {
            from_roster = true;
        } else if let Some(amount) = table.dollars(field, findings) {
            if amount <= Fraction::ZERO {
                table.wrong(field, "more than 0", findings);
            } else {
                given.push((point, amount));
            }
        }
    }
    let column = table.text("column", findings).unwrap_or_default();
    let schedule = table.text("schedule", findings).map(|schedule| (schedule, column));
    let name = name?.trim().to_owned();
    let slug = slug(&name);
    if slug.is_empty() {
        table.wrong("name", "a name with letters or digits", findings);
    }
    let mut parts = Vec::new();
    if let Some(inner) = table.table("parts", findings) {
        for name in inner.names() {
            parts.extend(inner.dollars(name, findings).map(|amount| (name.to_owned(), amount)));
        }
    }
    Some(OwnClass {
        parts,
        called: table.text("called", findings).unwrap_or_else(|| name.clone()),
        slug,
        name,
        given,
        schedule,
        from_roster,
        place: table.place(),
    })
}

fn target(table: &Fields<'_>, findings: &mut Findings) -> Option<Target> {
    table.only(&["point", "at", "from"], &[], findings);
    let point = table.choice("point", &Point::NAMES, findings);
    if point.is_none() && !table.has("point") {
        table.missing("point", "the point of pay that is to reach the market's", findings);
    }
    // There is one target so far, and it is named so that another can come beside it.
    table.choice("at", &[("median", ())], findings);
    let from = table.date("from", findings);
    if from.is_none() && !table.has("from") {
        table.missing("from", "the day of the raise, such as 2022-07-01", findings);
    }
    Some(Target { point: point?, from: from?, place: table.place() })
}

/// Reads what matches what, and holds it against the rule.
fn matches(bytes: &Bytes, rule: &PeerRule, findings: &mut Findings) -> Vec<Match> {
    let map = HeaderMap::default();
    let (reading, progress) = (HowToRead::default(), Progress::none());
    let wanted = Wanted {
        canonical: &MATCH_COLUMNS,
        skip: &[],
        others: &[],
        all: false,
        map: &map,
        tolerant: false,
        reading: &reading,
        progress: &progress,
    };
    let Some(table) = Table::read(bytes, &wanted, findings) else { return Vec::new() };
    if table.rows == 0 {
        return Vec::new();
    }
    let mut columns = Vec::new();
    for name in MATCH_COLUMNS {
        match table.column(name) {
            Some(column) => columns.push(column),
            None => findings.push(
                Finding::error(
                    Place::File(table.file.clone()),
                    format!("there is no column \"{name}\""),
                )
                .expected(format!(
                    "the columns {}; the headers are {}",
                    MATCH_COLUMNS.join(", "),
                    quoted(&table.headers)
                )),
            ),
        }
    }
    let [class, employer, theirs, why] = columns.as_slice() else { return Vec::new() };
    let classes: Vec<&str> = rule.classes.iter().map(|class| class.name.as_str()).collect();
    let peers: Vec<&str> = rule.peers.iter().map(|peer| peer.employer.as_str()).collect();
    let mut all: Vec<Match> = Vec::new();
    for row in 0..table.rows {
        let text = |column: &costing::Coded<String>| column.value(row).trim().to_owned();
        let one = Match {
            class: text(class),
            employer: text(employer),
            theirs: Some(text(theirs)).filter(|text| !text.is_empty()),
            why: text(why),
            place: table.cell("class", row),
        };
        for (column, value, names) in
            [("class", &one.class, &classes), ("employer", &one.employer, &peers)]
        {
            if !names.contains(&value.as_str()) {
                let what = match column {
                    "class" => format!("\"{value}\" is no class of the rule"),
                    _ => format!("\"{value}\" is no peer of the rule"),
                };
                findings.push(
                    Finding::error(table.cell(column, row), what)
                        .expected(format!("one of {}", names.join(", ")))
                        .near(value, names),
                );
            }
        }
        if one.why.is_empty() {
            findings.push(
                Finding::error(table.cell("why", row), "why it matches, or does not, is not said")
                    .expected("the duties that are the same, or what is missing"),
            );
        }
        let same = |known: &&Match| known.class == one.class && known.employer == one.employer;
        if let Some(twin) = all.iter().find(same) {
            findings.push(
                Finding::error(
                    one.place.clone(),
                    format!("\"{}\" at {} stands here twice", one.class, one.employer),
                )
                .expected(format!("one row for the two; the other is {}", twin.place)),
            );
        } else {
            all.push(one);
        }
    }
    all
}

impl PeerRule {
    /// The employers that it compares with, in the order of their names.
    pub fn employers(&self) -> impl Iterator<Item = &str> {
        self.peers.iter().map(|peer| peer.employer.as_str())
    }

    /// Our classes, in the order of the rule.
    pub fn class_names(&self) -> impl Iterator<Item = &str> {
        self.classes.iter().map(|class| class.name.as_str())
    }

    /// Whether a peer's pay is in a data set.
    pub fn uses(&self, data: &str) -> bool {
        self.peers.iter().any(|peer| peer.data.as_deref() == Some(data))
    }

    /// What of an employer matches a class, and why; none where nobody has looked.
    pub fn matched(&self, class: &str, employer: &str) -> Option<(Option<&str>, &str)> {
        let is = |one: &&Match| one.class == class && one.employer == employer;
        self.matches.iter().find(is).map(|one| (one.theirs.as_deref(), one.why.as_str()))
    }

    /// How many pairs of a class and a peer there are, and at how many of them somebody looked.
    pub fn pairs(&self) -> (usize, usize) {
        (self.classes.len() * self.peers.len(), self.matches.len())
    }

    /// What is chosen by the rule, apart from where the pay is found: the text that a registration
    /// holds.
    pub fn choice(&self) -> String {
        let list = |texts: Vec<&str>| {
            let mut texts = texts;
            texts.sort_unstable();
            texts.join(", ")
        };
        let points: Vec<&str> = self.points.iter().map(|point| point.name()).collect();
        let ageing = match &self.ageing {
            None => "none".to_owned(),
            Some(part) => {
                format!("{} percent a year", part.times(&Fraction::whole(100)).to_decimal(4))
            }
        };
        let target = match &self.target {
            None => "none".to_owned(),
            Some(target) => format!("{} at the median", target.point.name()),
        };
        let weights: Vec<String> = self
            .peers
            .iter()
            .filter_map(|peer| {
                peer.weight.as_ref().map(|weight| format!("{} {weight}", peer.employer))
            })
            .collect();
        let weights = match weights.is_empty() {
            true => String::new(),
            false => format!("; weights {}", weights.join(", ")),
        };
        let build: String = self
            .build
            .iter()
            .map(|(point, parts)| {
                let part =
                    |part: &BuildPart| format!("{}{}", if part.less { "-" } else { "" }, part.name);
                let parts: Vec<String> = parts.iter().map(part).collect();
                format!("; {} of {}", point.name(), parts.join(", "))
            })
            .collect();
        format!(
            "side {}; pay by {} as of {}; points {}; at least {} matches; ageing {ageing}; target {target}; peers {}; classes {}{weights}{build}",
            self.side.name(),
            self.basis.name(),
            self.effective,
            points.join(", "),
            self.least_matches,
            list(self.peers.iter().map(|peer| peer.employer.as_str()).collect()),
            list(self.classes.iter().map(|class| class.name.as_str()).collect()),
        )
    }

    /// What a point is added up of, points that are built themselves taken apart; empty where it is
    /// not built.
    pub(crate) fn built_of(&self, point: Point) -> Vec<BuildPart> {
        let Some((_, parts)) = self.build.iter().find(|(built, _)| *built == point) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for part in parts {
            let inner = Point::NAMES
                .iter()
                .filter(|(name, known)| *name == part.name && *known < point)
                .flat_map(|(_, known)| self.built_of(*known));
            let inner: Vec<BuildPart> =
                inner.map(|inner| BuildPart { less: inner.less != part.less, ..inner }).collect();
            if inner.is_empty() {
                all.push(part.clone());
            } else {
                all.extend(inner);
            }
        }
        all
    }

    /// Whether a peer is the own unit, which is never in the market.
    pub(crate) fn is_own(&self, peer: &Peer) -> bool {
        let same = |name: &String, own: &String| slug(name) == slug(own);
        self.own.iter().any(|own| same(&peer.employer, own) || same(&peer.called, own))
    }
}
