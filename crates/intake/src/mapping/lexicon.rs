//! Words that payroll systems, open-data portals and agreements head their columns with, in English
//! and Spanish.

/// What a column holds, as far as its header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Employee,
    Classification,
    /// A code beside the title.
    ClassCode,
    Step,
    Column,
    /// The person's rate of pay.
    Rate,
    PayBasis,
    Fte,
    /// Percent of time; not always a part of full time.
    PercentOfTime,
    /// Scheduled hours.
    Hours,
    Headcount,
    Department,
    Fund,
    /// Bargaining unit, pension tier: what lines ride on.
    Group,
    Plan,
    Tier,
    HireDate,
    StepDate,
    Effective,
    /// The ends of a class's range.
    Minimum,
    Middle,
    Maximum,
    /// Money that was paid, or is something else than a rate.
    Paid,
    /// Money that may be a rate or an amount paid.
    Unclear,
    Year,
    Name,
    Ssn,
    /// Sex, birth date, address and the like.
    Private,
    /// Something known that is kept as it stands.
    Other,
}

use Role::{
    ClassCode, Classification, Column, Department, Effective, Employee, Fte, Fund, Group,
    Headcount, HireDate, Hours, Maximum, Middle, Minimum, Name, Other, Paid, PayBasis,
    PercentOfTime, Plan, Private, Ssn, Step, StepDate, Tier, Unclear, Year,
};

/// Phrases in plain words (see [`plain`]), the preferred ones of a role first.
const PHRASES: &[(Role, &[&str])] = &[
    (
        Ssn,
        &[
            "ssn",
            "social security",
            "social security number",
            "soc sec",
            "ss number",
            "tax id",
            "taxpayer id",
            "seguro social",
            "nss",
            "curp",
            "rfc",
            "dni",
            "tin",
        ],
    ),
    (
        Name,
        &[
            "name",
            "employee name",
            "full name",
            "last name",
            "first name",
            "middle name",
            "middle initial",
            "surname",
            "given name",
            "preferred name",
            "legal name",
            "incumbent",
            "incumbent name",
            "employee last name",
            "employee first name",
            "worker name",
            "nombre",
            "nombres",
            "nombre completo",
            "nombre del empleado",
            "apellido",
            "apellidos",
            "apellido paterno",
            "apellido materno",
            "primer apellido",
            "nombre y apellidos",
            "suffix",
            "initials",
            "last",
            "first",
            "mi",
            "supervisor",
            "supervisor name",
            "manager",
            "manager name",
            "lastname",
            "firstname",
        ],
    ),
    (
        Private,
        &[
            "sex",
            "gender",
            "sexo",
            "genero",
            "race",
            "ethnicity",
            "ethnic group",
            "raza",
            "etnia",
            "birth date",
            "date of birth",
            "dob",
            "birthdate",
            "birthday",
            "fecha de nacimiento",
            "fecha nacimiento",
            "age",
            "edad",
            "address",
            "home address",
            "street",
            "home zip",
            "zip code",
            "zip",
            "postal code",
            "home city",
            "domicilio",
            "direccion",
            "telefono",
            "phone",
            "home phone",
            "cell phone",
            "mobile",
            "email",
            "personal email",
            "work email",
            "correo",
            "correo electronico",
            "bank account",
            "account number",
            "routing number",
            "marital status",
            "estado civil",
            "veteran",
            "disability",
            "citizenship",
        ],
    ),
    (
        Employee,
        &[
            "employee id",
            "employee number",
            "employee",
            "person",
            "person id",
            "person number",
            "worker id",
            "worker",
            "emplid",
            "staff id",
            "payroll number",
            "personnel number",
            "personnel id",
            "file number",
            "badge number",
            "record id",
            "incumbent id",
            "id",
            "ein",
            "pernr",
            "clave de empleado",
            "numero de empleado",
            "id empleado",
            "numero empleado",
            "matricula",
            "expediente",
            "numero de expediente",
            "legajo",
            "employee code",
            "unique id",
            "employee identifier",
        ],
    ),
    (
        ClassCode,
        &[
            "class code",
            "classification code",
            "job code",
            "title code",
            "job class code",
            "class number",
            "classification number",
            "class id",
            "classification id",
            "job title code",
            "job id",
            "occupation code",
            "position code",
            "codigo de puesto",
            "clave del puesto",
            "codigo puesto",
            "codigo de clase",
            "class spec",
            "job number",
            "series",
            "occupational series",
        ],
    ),
    (
        Classification,
        &[
            "classification",
            "classification title",
            "class title",
            "class",
            "job title",
            "job classification",
            "job class title",
            "job class",
            "title",
            "position title",
            "title description",
            "job title description",
            "job",
            "job description",
            "job name",
            "job profile",
            "job code description",
            "class description",
            "class name",
            "classification name",
            "working title",
            "business title",
            "position",
            "position name",
            "position description",
            "occupation",
            "occupation title",
            "civil service title",
            "jobtitle",
            "puesto",
            "nombre del puesto",
            "titulo del puesto",
            "denominacion del puesto",
            "denominacion",
            "cargo",
            "categoria",
            "clasificacion",
            "clase",
            "plaza",
            "ocupacion",
            "rank",
            "rango",
            "position class",
            "empleo",
            "puesto de trabajo",
        ],
    ),
    (
        StepDate,
        &[
            "step date",
            "next step date",
            "step increase date",
            "anniversary date",
            "anniversary",
            "salary anniversary date",
            "step anniversary date",
            "merit date",
            "merit increase date",
            "next increase date",
            "next review date",
            "next increment date",
            "increment date",
            "step due date",
            "step eligibility date",
            "salary review date",
            "eligibility date",
            "pay increase date",
            "fecha de escalon",
            "fecha del escalon",
            "fecha de aniversario",
            "msa date",
            "step entry date",
        ],
    ),
    (
        HireDate,
        &[
            "hire date",
            "date of hire",
            "date hired",
            "original hire date",
            "last hire date",
            "orig hire date",
            "hired",
            "hired on",
            "hire",
            "latest hire date",
            "agency start date",
            "service date",
            "seniority date",
            "start date",
            "appointment date",
            "employment date",
            "date employed",
            "date of appointment",
            "continuous service date",
            "agency hire date",
            "city hire date",
            "county hire date",
            "state hire date",
            "entry date",
            "fecha de ingreso",
            "fecha ingreso",
            "fecha de contratacion",
            "fecha contratacion",
            "fecha de alta",
            "fecha alta",
            "fecha de antiguedad",
            "antiguedad",
            "fecha de nombramiento",
            "ingreso",
            "fecha de inicio",
        ],
    ),
    (
        Step,
        &[
            "step",
            "salary step",
            "pay step",
            "current step",
            "step number",
            "starting step",
            "grade step",
            "step code",
            "step id",
            "schedule step",
            "escalon",
            "paso",
            "nivel de escalon",
            "step placement",
            "increment",
            "experience step",
            "years",
            "years of experience",
            "years of service",
            "peldano",
            "quinquenio",
        ],
    ),
    (
        Column,
        &[
            "column",
            "lane",
            "salary column",
            "salary lane",
            "degree",
            "education",
            "education level",
            "training column",
            "columna",
            "carril",
            "columna salarial",
            "schedule column",
            "degree column",
            "lane code",
        ],
    ),
    (
        PayBasis,
        &[
            "pay basis",
            "salary or hourly",
            "hourly or salary",
            "pay frequency",
            "compensation frequency",
            "comp freq",
            "compensation frequency code",
            "pay rate type",
            "rate type",
            "pay type",
            "salary basis",
            "rate basis",
            "basis",
            "frequency",
            "rate code",
            "pay unit",
            "salary unit",
            "rate frequency",
            "pay rate frequency",
            "hourly salary",
            "salaried or hourly",
            "salary type",
            "base de pago",
            "frecuencia de pago",
            "tipo de salario",
            "tipo de sueldo",
            "periodicidad",
            "per",
            "annual or hourly",
            "pay period type",
        ],
    ),
    (
        Fte,
        &[
            "fte",
            "full time equivalent",
            "fte percent",
            "position fte",
            "job fte",
            "fte value",
            "appointment fte",
            "fte equivalent",
            "etc fte",
            "equivalente a tiempo completo",
            "eqv full time",
            "budgeted fte",
            "ftes",
            "total fte",
        ],
    ),
    (
        PercentOfTime,
        &[
            "percent of time",
            "percent time",
            "time percent",
            "appointment percent",
            "percent appointment",
            "percent of full time",
            "percent full time",
            "percent employed",
            "percent worked",
            "work percent",
            "time base",
            "timebase",
            "percent effort",
            "employment percent",
            "percent",
            "percentage",
            "jornada",
            "porcentaje de jornada",
            "porcentaje",
            "dedicacion",
            "tiempo",
            "work schedule percent",
            "position percent",
            "assignment percent",
            "contract percent",
        ],
    ),
    (
        Hours,
        &[
            "typical hours",
            "standard hours",
            "std hours",
            "scheduled hours",
            "weekly hours",
            "hours per week",
            "hours week",
            "hours a week",
            "standard weekly hours",
            "standard hours week",
            "work hours per week",
            "work week",
            "workweek",
            "horas semanales",
            "horas por semana",
            "horas semana",
            "normal hours",
            "regular scheduled hours",
        ],
    ),
    (
        Headcount,
        &[
            "headcount",
            "head count",
            "incumbents",
            "employees",
            "number of employees",
            "employee count",
            "number of incumbents",
            "filled positions",
            "filled",
            "positions filled",
            "count",
            "numero de empleados",
            "empleados",
            "plazas ocupadas",
            "number of positions",
            "persons",
            "people",
        ],
    ),
    (
        Department,
        &[
            "department name",
            "department",
            "department description",
            "department title",
            "agency name",
            "agency",
            "agency description",
            "dept",
            "dept name",
            "department or subdivision",
            "division",
            "division name",
            "bureau",
            "office",
            "organization",
            "organization name",
            "org unit",
            "organizational unit",
            "business unit description",
            "campus",
            "school",
            "site",
            "location",
            "location name",
            "work location",
            "work unit",
            "unit name",
            "department group",
            "departamento",
            "dependencia",
            "agencia",
            "unidad administrativa",
            "secretaria",
            "direccion general",
            "area",
            "centro de trabajo",
            "ministerio",
            "departmento",
            "branch",
            "institution",
            "employer name",
            "college",
            "faculty",
        ],
    ),
    (
        Fund,
        &[
            "fund",
            "fund name",
            "fund title",
            "fund description",
            "funding source",
            "fund source",
            "fondo",
            "fuente de financiamiento",
            "fund code",
        ],
    ),
    (
        Group,
        &[
            "bargaining unit",
            "bargaining unit name",
            "bargaining group",
            "unit",
            "union",
            "union code",
            "union name",
            "union local",
            "labor group",
            "employee group",
            "group",
            "employee organization",
            "representation unit",
            "rep unit",
            "bu",
            "cbid",
            "unit code",
            "mou",
            "mou title",
            "sindicato",
            "unidad de negociacion",
            "pension tier",
            "retirement tier",
            "retirement plan",
            "retirement formula",
            "coalition",
            "employee class",
            "bargaining unit code",
            "union affiliation",
            "bargaining unit description",
        ],
    ),
    (
        Plan,
        &[
            "health plan",
            "medical plan",
            "health plan name",
            "medical plan name",
            "medical",
            "plan",
            "plan de salud",
            "plan medico",
            "benefit plan",
        ],
    ),
    (
        Tier,
        &[
            "tier",
            "coverage tier",
            "enrollment tier",
            "coverage level",
            "coverage",
            "enrolment tier",
            "medical tier",
            "nivel de cobertura",
        ],
    ),
    (
        Effective,
        &[
            "effective",
            "effective date",
            "date effective",
            "vigencia",
            "fecha de vigencia",
            "in effect from",
            "as of",
        ],
    ),
    (
        Minimum,
        &[
            "minimum",
            "min",
            "range minimum",
            "minimum salary",
            "salary minimum",
            "min salary",
            "pay minimum",
            "minimum pay",
            "minimum rate",
            "grade minimum",
            "bottom of range",
            "minimo",
            "sueldo minimo",
            "salario minimo",
            "bottom step",
            "entry",
            "low",
            "range min",
            "min position salary",
            "min annual",
            "min monthly",
            "min hourly",
        ],
    ),
    (
        Middle,
        &[
            "midpoint",
            "mid",
            "middle",
            "control point",
            "range midpoint",
            "punto medio",
            "mid point",
            "median",
        ],
    ),
    (
        Maximum,
        &[
            "maximum",
            "max",
            "range maximum",
            "maximum salary",
            "salary maximum",
            "max salary",
            "pay maximum",
            "maximum pay",
            "maximum rate",
            "grade maximum",
            "top of range",
            "maximo",
            "sueldo maximo",
            "salario maximo",
            "top step",
            "high",
            "range max",
            "max position salary",
            "max annual",
            "max monthly",
            "max hourly",
        ],
    ),
    (
        Year,
        &[
            "year",
            "fiscal year",
            "calendar year",
            "survey year",
            "pay year",
            "payroll year",
            "fy",
            "ano",
            "ano fiscal",
            "ejercicio",
            "snapshot",
            "reporting year",
            "school year",
        ],
    ),
    (
        Unclear,
        &[
            "base pay",
            "regular pay",
            "regular",
            "base wage",
            "base wages",
            "reported base wage",
            "pay",
            "amount",
            "base",
            "compensation",
            "earnings",
            "wages",
            "wage",
            "remuneration",
            "funding",
            "annual pay",
            "basic pay",
            "cash compensation",
            "budgeted",
            "budget",
            "monto",
            "importe",
            "remuneracion",
            "retribucion",
            "percepcion",
            "haber",
            "haberes",
            "base compensation",
            "adjusted basic pay",
        ],
    ),
    (
        Paid,
        &[
            "gross",
            "gross pay",
            "gross salary",
            "gross wages",
            "gross earnings",
            "total pay",
            "total",
            "total wages",
            "total compensation",
            "total earnings",
            "total payments",
            "total cash",
            "total gross",
            "total salary",
            "total paid",
            "annual gross",
            "ytd gross",
            "ytd",
            "year to date",
            "paid",
            "amount paid",
            "overtime",
            "overtime pay",
            "ot pay",
            "other pay",
            "lump sum",
            "lump sum pay",
            "bonus",
            "benefits",
            "total benefits",
            "net pay",
            "net",
            "longevity",
            "regular earnings",
            "regular gross paid",
            "total other pay",
            "total ot paid",
            "ot hours",
            "regular hours",
            "hours worked",
            "hours paid",
            "hours",
            "deductions",
            "contribution",
            "retirement contribution",
            "premium",
            "stipend",
            "differential",
            "allowance",
            "bruto",
            "neto",
            "devengado",
            "percepciones",
            "deducciones",
            "total percepciones",
            "horas extra",
            "prestaciones",
            "bono",
            "aguinaldo",
            "liquido",
            "acumulado",
            "difference",
            "increase",
            "percent change",
            "pct change",
            "holiday pay",
            "leave payout",
            "regular pay ytd",
            "salary paid",
            "actual salary",
            "actual pay",
        ],
    ),
    (
        Other,
        &[
            "position number",
            "position id",
            "grade",
            "salary grade",
            "pay grade",
            "range",
            "salary range",
            "pay range",
            "salary schedule",
            "pay plan",
            "pay scale",
            "salary plan",
            "sal plan",
            "schedule",
            "status",
            "employee status",
            "employment status",
            "full or part time",
            "full part time",
            "full time or part time",
            "regular temporary",
            "employee type",
            "appointment type",
            "classified",
            "civil service status",
            "flsa",
            "flsa status",
            "exempt",
            "department id",
            "department code",
            "department number",
            "agency id",
            "agency code",
            "agency number",
            "location code",
            "org code",
            "organization code",
            "notes",
            "comments",
            "remarks",
            "union date",
            "termination date",
            "position status",
            "grado",
            "nivel",
            "grupo",
            "escala",
            "rango salarial",
            "estatus",
            "tipo de contratacion",
            "observaciones",
            "county",
            "city",
            "state",
            "job family",
            "job function",
            "eeo category",
            "work county",
        ],
    ),
];

/// Words written short, and what they are short for.
const SHORT: &[(&str, &str)] = &[
    ("dept", "department"),
    ("depto", "departamento"),
    ("dpto", "departamento"),
    ("dep", "department"),
    ("emp", "employee"),
    ("empl", "employee"),
    ("ee", "employee"),
    ("no", "number"),
    ("nbr", "number"),
    ("num", "number"),
    ("nr", "number"),
    ("nro", "numero"),
    ("sal", "salary"),
    ("ann", "annual"),
    ("anl", "annual"),
    ("annl", "annual"),
    ("yearly", "annual"),
    ("annualized", "annual"),
    ("hrly", "hourly"),
    ("hr", "hourly"),
    ("hrs", "hours"),
    ("hour", "hourly"),
    ("mo", "monthly"),
    ("mthly", "monthly"),
    ("mnthly", "monthly"),
    ("mon", "monthly"),
    ("month", "monthly"),
    ("bi weekly", "biweekly"),
    ("bw", "biweekly"),
    ("biwk", "biweekly"),
    ("bwkly", "biweekly"),
    ("semi monthly", "semimonthly"),
    ("per annum", "annual"),
    ("per hourly", "hourly"),
    ("pct", "percent"),
    ("perc", "percent"),
    ("pcnt", "percent"),
    ("dt", "date"),
    ("eff", "effective"),
    ("desc", "description"),
    ("descr", "description"),
    ("descrip", "description"),
    ("loc", "location"),
    ("pos", "position"),
    ("posn", "position"),
    ("classif", "classification"),
    ("clsfn", "classification"),
    ("cls", "class"),
    ("cd", "code"),
    ("std", "standard"),
    ("wk", "week"),
    ("wkly", "weekly"),
    ("freq", "frequency"),
    ("comp", "compensation"),
    ("agcy", "agency"),
    ("div", "division"),
    ("org", "organization"),
    ("orig", "original"),
    ("anniv", "anniversary"),
    ("incr", "increase"),
    ("sched", "schedule"),
    ("equiv", "equivalent"),
    ("mgr", "manager"),
    ("bargain", "bargaining"),
    ("barg", "bargaining"),
    ("ttl", "title"),
    ("titl", "title"),
    ("fec", "fecha"),
    ("cve", "clave"),
    ("cod", "codigo"),
    ("categ", "categoria"),
    ("mens", "mensual"),
    ("hr rate", "hourly rate"),
    ("minim", "minimum"),
    ("ot", "overtime"),
    ("full-time", "full time"),
    ("salario base", "sueldo base"),
    ("rt", "rate"),
];

/// A header in plain words: lower case, without accents, camel case and punctuation parted, words
/// written short written out.
pub(crate) fn plain(header: &str) -> String {
    let mut text = String::with_capacity(header.len() + 8);
    let letters: Vec<char> = header.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1);
        let parts = letter.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || (before.is_some_and(char::is_uppercase)
                    && after.is_some_and(|c| c.is_lowercase())));
        let digit = letter.is_ascii_digit() != before.is_some_and(|c| c.is_ascii_digit())
            && before.is_some_and(char::is_alphanumeric)
            && letter.is_alphanumeric();
        if parts || digit {
            text.push(' ');
        }
        match letter {
            'á' | 'à' | 'â' | 'ä' | 'Á' | 'À' | 'Â' => text.push('a'),
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' => text.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'Í' => text.push('i'),
            'ó' | 'ò' | 'ô' | 'ö' | 'Ó' => text.push('o'),
            'ú' | 'ù' | 'û' | 'ü' | 'Ú' => text.push('u'),
            'ñ' | 'Ñ' => text.push('n'),
            'ç' | 'Ç' => text.push('c'),
            '%' => text.push_str(" percent "),
            '#' | '№' => text.push_str(" number "),
            letter if letter.is_alphanumeric() => text.extend(letter.to_lowercase()),
            '.' | '\'' | '’' => {}
            _ => text.push(' '),
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let written_out: Vec<&str> = words
        .iter()
        .map(|word| SHORT.iter().find(|(short, _)| short == word).map_or(*word, |(_, long)| *long))
        .collect();
    let mut text = written_out.join(" ");
    for (short, long) in SHORT.iter().filter(|(short, _)| short.contains(' ')) {
        if text.contains(short) {
            text = format!(" {text} ")
                .replace(&format!(" {short} "), &format!(" {long} "))
                .trim()
                .to_owned();
        }
    }
    text
}

/// What a header was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Recognised {
    pub role: Role,
    /// The phrase that it has in it.
    pub phrase: &'static str,
    /// The whole header is the phrase.
    pub whole: bool,
    /// The phrase's place among those of its role: the first is the plainest.
    pub place: usize,
}

/// What a header says its column holds, by the longest phrase in it.
pub(crate) fn recognise(header: &str) -> Option<Recognised> {
    let text = plain(header);
    let words: Vec<&str> = text.split(' ').collect();
    if text.is_empty() || words.len() > 14 {
        return None;
    }
    let padded = format!(" {text} ");
    let mut best: Option<((bool, usize, bool), Recognised)> = None;
    for (role, phrases) in PHRASES {
        for (place, phrase) in phrases.iter().enumerate() {
            let phrase_plain = phrase;
            let whole = text == *phrase_plain;
            // Words that are too short or too common to mean anything inside a longer header.
            let alone = matches!(
                *phrase,
                "id" | "last"
                    | "first"
                    | "mi"
                    | "min"
                    | "max"
                    | "low"
                    | "high"
                    | "mid"
                    | "job"
                    | "class"
                    | "position"
                    | "unit"
                    | "group"
                    | "count"
                    | "base"
                    | "pay"
                    | "amount"
                    | "total"
                    | "plan"
                    | "tier"
                    | "per"
                    | "area"
                    | "site"
                    | "regular"
                    | "budget"
                    | "hours"
                    | "name"
                    | "age"
                    | "people"
                    | "increase"
                    | "entry"
                    | "range"
                    | "grade"
                    | "state"
                    | "city"
                    | "fund"
                    | "unique id"
                    | "step"
                    | "employee"
                    | "rank"
                    | "title"
                    | "years"
                    | "percent"
                    | "school"
                    | "compensation"
                    | "net"
                    | "schedule"
                    | "status"
                    | "office"
                    | "filled"
                    | "persons"
                    | "employees"
                    | "medical"
                    | "year"
                    | "series"
                    | "as of"
                    | "tin"
                    | "rfc"
                    | "ein"
                    | "tiempo"
                    | "grupo"
                    | "nivel"
                    | "direccion"
            );
            let inside = padded.contains(&format!(" {phrase_plain} "));
            let ends = text.ends_with(&format!(" {phrase_plain}"))
                || text.starts_with(&format!("{phrase_plain} "));
            if !(whole || inside && (!alone || ends)) {
                continue;
            }
            let standing = (whole, phrase.split(' ').count() * 2 - usize::from(alone), ends);
            if best.as_ref().is_none_or(|(known, _)| standing > *known) {
                best = Some((standing, Recognised { role: *role, phrase, whole, place }));
            }
        }
    }
    let found = best.map(|(_, found)| found);
    // Money is told by its words together, which no list of phrases has all of.
    match super::pay_words::of(&text) {
        Some(money) if !found.is_some_and(|found| found.whole || keeps(found.role)) => {
            Some(Recognised { role: money, phrase: "pay", whole: false, place: 50 })
        }
        _ => found,
    }
}

/// Roles whose phrases stand, even beside words of money.
fn keeps(role: Role) -> bool {
    matches!(
        role,
        Minimum
            | Middle
            | Maximum
            | PayBasis
            | StepDate
            | HireDate
            | Ssn
            | Name
            | Step
            | Effective
            | Paid
    )
}

/// Whether a text is a header that payrolls or schedules use.
pub(crate) fn is_header(text: &str) -> bool {
    text.chars().count() <= 70 && recognise(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is(role: Role, headers: &[&str]) {
        for header in headers {
            let found = recognise(header).map(|found| found.role);
            assert_eq!(found, Some(role), "{header} ({})", plain(header));
        }
    }

    #[test]
    fn headers_of_real_files_are_known() {
        is(
            Classification,
            &[
                "JobTitle",
                "Job Titles",
                "Position Title",
                "job_title",
                "Puesto",
                "CLASS TITLE",
                "Job Title",
            ],
        );
        is(Employee, &["Emp ID", "EMPL_ID", "Employee #", "person", "No. Empleado", "Employee ID"]);
        is(
            Department,
            &[
                "Department",
                "Dept Name",
                "Agency",
                "DepartmentOrSubdivision",
                "Dependencia",
                "campus",
            ],
        );
        is(
            Rate,
            &[
                "AnnualSalary",
                "Annual Salary",
                "Hourly Rate ",
                "Sueldo mensual",
                "Base Salary",
                "Comp Rate",
                "Annual Rt",
                "Hrly Rate",
            ],
        );
        is(HireDate, &["HireDate", "Orig Hire Dt", "Fecha de ingreso", "Date of Hire"]);
        is(
            Paid,
            &[
                "GrossPay",
                "total_pay",
                "OvertimePay",
                "YTD Gross",
                "TotalWages",
                "sum_overtime",
                "Gross",
            ],
        );
        is(Unclear, &["Base Pay", "RegularPay", "ReportedBaseWage", "Wages"]);
        is(PayBasis, &["Salary or Hourly", "Pay Basis", "Comp Freq", "Pay Frequency"]);
        is(Hours, &["Typical Hours", "Std Hrs/Wk", "Horas semanales"]);
        is(Minimum, &["MinPositionSalary", "Minimum", "min_annual", "Range Min"]);
        is(Year, &["SurveyYear", "Year", "Fiscal Year"]);
        is(Other, &["AgencyID", "Full or Part-Time", "Position Number", "Grade"]);
        is(Fte, &["FTE", "Full-Time Equivalent"]);
        is(PercentOfTime, &["percent", "% Time", "Time Base", "Appt. %"]);
        is(Step, &["Step", "Starting step", "Escalón", "Current Step", "Salary Step"]);
        is(Name, &["Employee Name", "Last Name", "Nombre", "Apellidos", "FIRST_NAME"]);
        is(Ssn, &["SSN", "Social Security #"]);
        is(Private, &["Sex", "DOB", "Home Address"]);
    }
}
