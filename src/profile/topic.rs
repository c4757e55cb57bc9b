//! What a question is about, by the words in its header: a vocabulary in three languages.
//!
//! A new word is one entry here. `satisf*` stands for all words that begin so; words in Arabic
//! letters may have an article before them and endings behind.

use crate::text::fold;

/// The words of a column's name and question, in the form in which they are compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(String);

impl Words {
    /// The words of some texts: `ResponseId`, `wait_minutes` and "How are you?" have two or three.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = String::from(" ");
        for text in texts {
            let mut before = ' ';
            let mut spaced = String::new();
            for letter in text.chars() {
                let begins = letter.is_uppercase() && before.is_lowercase()
                    || letter.is_numeric() != before.is_numeric() && before != ' ';
                if begins {
                    spaced.push(' ');
                }
                spaced.push(if letter.is_alphanumeric() || joins(letter) {
                    letter
                } else {
                    ' '
                });
                before = letter;
            }
            for word in fold(&spaced).split_whitespace() {
                words.push_str(word);
                words.push(' ');
            }
        }
        Self(words)
    }

    /// Whether they speak of a topic.
    pub fn speak_of(&self, topic: &[&str]) -> bool {
        topic.iter().any(|hint| {
            let (hint, prefix) = match hint.strip_suffix('*') {
                Some(begin) => (begin, true),
                None => (*hint, false),
            };
            let hint = fold(hint);
            if hint.is_ascii() {
                let end = if prefix { "" } else { " " };
                return self.0.contains(&format!(" {hint}{end}"));
            }
            // A short word stands alone, or with an ending that many have.
            let short = hint.chars().count() <= 3;
            PREFIXES.iter().any(|before| {
                let word = format!(" {before}{hint}");
                self.0.match_indices(&word).any(|(at, _)| {
                    let rest = &self.0[at + word.len()..];
                    let ending = rest.split(' ').next().unwrap_or_default();
                    !short || ENDINGS.contains(&ending)
                })
            })
        })
    }

    /// Whether they are nothing but one of these.
    pub fn are(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.0.trim() == fold(name))
    }

    /// How many words there are.
    pub fn count(&self) -> usize {
        self.0.split_whitespace().count()
    }
}

/// What grows before Arabic words, and behind Persian and Arabic ones.
const PREFIXES: [&str; 5] = ["", "ال", "و", "وال", "بال"];
/// As above.
const ENDINGS: [&str; 8] = ["", "ی", "ه", "ها", "های", "هایی", "ون", "ین"];

/// Zero-width non-joiners and accents hold a word together.
fn joins(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\'' | '’' | '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}')
}

/// How satisfied somebody is, on the whole.
pub const SATISFACTION: &[&str] = &[
    "satisf*",
    "csat",
    "dissatisf*",
    "happy",
    "happiness",
    "رضایت",
    "راضی",
    "الرضا",
    "رضاک",
    "راض",
];
/// On the whole.
pub const OVERALL: &[&str] = &[
    "overall",
    "general",
    "all in all",
    "csat",
    "کلی",
    "کلا",
    "مجموع",
    "به طور کلی",
    "العام",
    "عموما",
    "بشکل عام",
    "اجمالا",
];
/// Whether somebody would recommend.
pub const RECOMMEND: &[&str] = &[
    "recommend*",
    "nps",
    "promoter*",
    "توصیه",
    "پیشنهاد",
    "معرفی",
    "توصی",
    "تنصح",
    "ترشح",
    "ستوصی",
];
/// How hard it was.
pub const EFFORT: &[&str] = &[
    "effort",
    "ces",
    "easy",
    "ease",
    "easily",
    "difficult*",
    "اسان",
    "راحت",
    "سهول",
    "سهل",
    "جهد",
    "زحمت",
    "تلاش",
];
/// Of effort questions, those in which more is harder.
pub const HARD: &[&str] = &[
    "effort",
    "difficult*",
    "hard",
    "زحمت",
    "تلاش",
    "سخت",
    "صعوب",
    "جهد",
];
/// Whether somebody comes back.
pub const LOYALTY: &[&str] = &[
    "again",
    "buys again",
    "repurchase",
    "renew*",
    "return",
    "continue",
    "loyal*",
    "دوباره",
    "مجدد",
    "مره اخری",
    "تعود",
    "تجدید",
];
/// Something that is rated.
pub const RATED: &[&str] = &[
    "rate",
    "rating",
    "score",
    "quality",
    "service",
    "experience",
    "comfort",
    "convenience",
    "ease",
    "helpful*",
    "courte*",
    "friendl*",
    "knowledge*",
    "speed",
    "clean*",
    "value",
    "important",
    "importance",
    "agree",
    "likely",
    "handling",
    "امتیاز",
    "کیفیت",
    "خدمات",
    "تجربه",
    "ارزیابی",
    "سرعت",
    "تقییم",
    "جوده",
    "خدمه",
    "نمره",
];
/// A number of something, and no rating.
pub const AMOUNT: &[&str] = &[
    "how many",
    "number",
    "count",
    "age",
    "hour*",
    "minute*",
    "second*",
    "day",
    "days",
    "week*",
    "month*",
    "year*",
    "duration",
    "time spent",
    "delay",
    "wait*",
    "distance",
    "price",
    "cost",
    "salary",
    "income",
    "revenue",
    "spend",
    "spent",
    "spending",
    "amount",
    "money",
    "tenure",
    "visits",
    "orders",
    "calls",
    "contacts",
    "km",
    "miles",
    "چند",
    "تعداد",
    "روز",
    "ساعت",
    "دقیقه",
    "سن",
    "مبلغ",
    "درامد",
    "قیمت",
    "عدد",
    "کم مره",
    "ایام",
    "دقایق",
    "ساعات",
    "عمر",
    "مبلغ",
    "سعر",
    "told",
    "people",
];
/// Where more is worse.
pub const BURDEN: &[&str] = &[
    "delay",
    "wait*",
    "complain*",
    "contacts",
    "reopen*",
    "resolution",
    "response time",
    "handling time",
    "first reply",
    "minutes",
    "تاخیر",
    "انتظار",
    "شکایت",
    "تاخر",
    "شکوی",
];
/// Part of a date, not a measure.
pub const CALENDAR: &[&str] = &[
    "month",
    "quarter",
    "year",
    "week",
    "weekday",
    "day",
    "ماه",
    "سال",
    "هفته",
    "فصل",
    "شهر",
    "سنه",
    "اسبوع",
    "wave",
];
/// The number of a response or ticket.
pub const RESPONSE_ID: &[&str] = &[
    "response id",
    "respondent id",
    "responseid",
    "respondentid",
    "ticket id",
    "case id",
    "record id",
    "submission id",
    "survey id",
    "unique id",
    "record number",
    "record no",
    "ticket number",
    "order id",
    "uuid",
    "token",
    "شناسه پاسخ",
    "شماره پاسخ",
    "رقم الاستجابه",
    "شناسه",
    "رقم الطلب",
    "کد پیگیری",
];
/// The number of anything.
pub const IDENTIFIER: &[&str] = &[
    "id",
    "ids",
    "guid",
    "uuid",
    "key",
    "no",
    "nr",
    "number",
    "code",
    "record",
    "token",
    "index",
    "شناسه",
    "کد",
    "شماره",
    "رقم",
    "معرف",
    "رمز",
];
/// Who may answer more than once.
pub const CUSTOMER: &[&str] = &[
    "customer id",
    "client id",
    "user id",
    "account id",
    "member id",
    "contact id",
    "person id",
    "customer number",
    "customer no",
    "client number",
    "requester id",
    "panelist id",
    "network id",
    "respondent email",
    "کد مشتری",
    "شناسه مشتری",
    "شماره مشتری",
    "رقم العمیل",
    "معرف العمیل",
];
/// What each response stands for.
pub const WEIGHT: &[&str] = &[
    "weight",
    "weights",
    "wt",
    "wgt",
    "weighting",
    "weight a",
    "survey weight",
    "وزن",
    "الوزن",
];
/// What the survey tool writes for itself.
pub const TECHNICAL: &[&str] = &[
    "response set",
    "responseset",
    "ip address",
    "user agent",
    "browser",
    "resolution",
    "operating system",
    "progress",
    "distribution channel",
    "user language",
    "recorded date",
    "external reference",
    "external data reference",
    "location accuracy",
    "network id",
    "collector id",
    "collectorid",
    "seed",
    "referer",
    "refurl",
    "last page",
    "lastpage",
    "start language",
    "startlanguage",
    "submit date",
    "ip",
    "score q",
    "custom data",
    "record no",
];
/// Whether the response was finished.
pub const FINISHED: &[&str] = &[
    "finished",
    "completed",
    "complete",
    "is complete",
    "تکمیل شده",
];
/// What a tool says of the response: preview, spam, test.
pub const STATUS: &[&str] = &["status", "response type", "وضعیت", "الحاله"];
/// When the answer was given.
pub const ANSWERED_AT: &[&str] = &[
    "end date",
    "enddate",
    "submit*",
    "completed at",
    "completed",
    "date submitted",
    "recorded date",
    "answered at",
    "response date",
    "survey date",
    "timestamp",
    "end time",
    "completion time",
    "responded at",
    "created at",
    "date",
    "تاریخ",
    "التاریخ",
    "تاریخ التسلیم",
    "زمان پاسخ",
    "طابع زمنی",
];
/// How long the answers took.
pub const TIME_TAKEN: &[&str] = &[
    "duration",
    "duration in seconds",
    "duration in minutes",
    "duration seconds",
    "response duration",
    "response time seconds",
    "time taken",
    "time to complete",
    "completion seconds",
    "total time",
    "interview time",
    "interviewtime",
    "interview length",
    "length of interview",
    "loi",
    "مدت پاسخ",
    "مدت پاسخگویی",
    "مدت زمان پاسخ",
    "مده الاجابه",
];
/// When the last page was sent, by tools that leave it empty until then.
pub const SENT_IN: &[&str] = &[
    "submitdate",
    "submit date",
    "submit date utc",
    "date submitted",
    "تاریخ ارسال",
    "تاریخ التسلیم",
];
/// When it was begun, or something else happened.
pub const STARTED_AT: &[&str] = &[
    "start*",
    "sent*",
    "opened*",
    "birth*",
    "due",
    "شروع",
    "ارسال شده",
    "تولد",
    "بدایه",
    "البدء",
    "میلاد",
];
/// Who somebody is, by name.
pub const PERSON_NAME: &[&str] = &[
    "customer name",
    "first name",
    "last name",
    "full name",
    "surname",
    "recipient first name",
    "recipient last name",
    "your name",
    "client name",
    "contact name",
    "family name",
    "respondent name",
    "requester",
    "requester name",
    "نام مشتری",
    "نام خانوادگی",
    "نام و نام خانوادگی",
    "اسم العمیل",
    "الاسم",
    "نام شما",
];
/// How somebody is reached.
pub const CONTACT: &[&str] = &[
    "email",
    "e mail",
    "mail address",
    "phone number",
    "telephone",
    "mobile",
    "cell phone",
    "ایمیل",
    "رایانامه",
    "تلفن",
    "موبایل",
    "شماره تماس",
    "برید الکترونی",
    "البرید",
    "هاتف",
    "الجوال",
];
/// Where somebody lives.
pub const ADDRESS: &[&str] = &[
    "street",
    "postal code",
    "postcode",
    "zip",
    "zip code",
    "address",
    "آدرس",
    "نشانی",
    "کد پستی",
    "عنوان",
    "الرمز البریدی",
];
/// A place in an order, which is no rating.
pub const RANKED: &[&str] = &["rank*", "order of preference", "رتبه", "رتبهبندی", "ترتیب"];
/// Coordinates.
pub const PLACE: &[&str] = &[
    "latitude",
    "longitude",
    "location latitude",
    "location longitude",
    "lat",
    "lng",
    "lon",
];
/// Groups by which figures are worth comparing, the likeliest first.
pub const GROUPS: &[&[&str]] = &[
    &[
        "channel",
        "contact channel",
        "کانال",
        "القناه",
        "touchpoint",
    ],
    &[
        "region",
        "locality",
        "market",
        "country",
        "city",
        "branch",
        "store",
        "location",
        "state",
        "province",
        "منطقه",
        "شهر",
        "استان",
        "شعبه",
        "کشور",
        "المدینه",
        "الفرع",
        "البلد",
    ],
    &[
        "class",
        "product",
        "plan",
        "segment",
        "tier",
        "customer type",
        "service type",
        "type of*",
        "category",
        "محصول",
        "نوع",
        "المنتج",
        "گروه",
        "device",
        "team",
        "department",
        "بخش",
        "القسم",
    ],
    &[
        "age",
        "age group",
        "age 3",
        "سن",
        "رده سنی",
        "العمر",
        "الفییه العمریه",
    ],
    &["gender", "sex", "جنسیت", "الجنس"],
    &[
        "income",
        "household income",
        "ethnicity",
        "religion",
        "marital",
        "occupation",
        "education",
        "educ",
        "race",
        "kids",
        "children",
        "orientation",
        "employment",
        "درامد",
        "تحصیلات",
        "الدخل",
        "التعلیم",
    ],
];
/// Who or what serves customers, and can be ranked.
pub const UNITS: &[&str] = &[
    "agent",
    "agents",
    "operator",
    "representative",
    "advisor",
    "adviser",
    "employee",
    "assignee",
    "handled by",
    "served by",
    "staff",
    "team",
    "branch",
    "store",
    "shop",
    "office",
    "clinic",
    "hotel",
    "restaurant",
    "کارشناس",
    "اپراتور",
    "پشتیبان",
    "کارمند",
    "شعبه",
    "فروشگاه",
    "دفتر",
    "الموظف",
    "الوکیل",
    "الفرع",
    "المتجر",
    "الفریق",
];
/// Free text by its question.
pub const COMMENT: &[&str] = &[
    "comment*",
    "other*",
    "why",
    "explain",
    "tell us",
    "describe",
    "feedback",
    "suggestion*",
    "text",
    "open ended",
    "please specify",
    "improve",
    "چرا",
    "توضیح",
    "نظر",
    "پیشنهاد شما",
    "دیدگاه",
    "لماذا",
    "تعلیق",
    "ملاحظات",
    "اقتراح",
];
/// Reasons and causes.
pub const REASON: &[&str] = &[
    "reason*",
    "cause*",
    "why",
    "problem*",
    "issue*",
    "topic*",
    "went wrong",
    "was wrong",
    "dissatisf*",
    "دلیل",
    "دلایل",
    "علت",
    "چرا",
    "مشکل",
    "سبب",
    "اسباب",
];
/// Whether somebody may be called back.
pub const CONSENT: &[&str] = &[
    "may contact",
    "contact me",
    "consent",
    "call back",
    "تماس بگیریم",
    "نتواصل",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_headers() {
        let spoken = |text: &str, topic: &[&str]| Words::of([text]).speak_of(topic);
        assert!(spoken("ResponseId", RESPONSE_ID));
        assert!(spoken("wait_minutes", BURDEN));
        assert!(spoken("How satisfied are you?", SATISFACTION));
        assert!(spoken("الرضا العام", SATISFACTION));
        assert!(spoken("میزان رضایت شما", SATISFACTION));
        assert!(spoken("CustomerID", CUSTOMER));
        assert!(!spoken("Consideration", IDENTIFIER));
        assert!(!spoken("روزهای ارسال", CALENDAR));
        assert!(spoken("روزهای ارسال", AMOUNT));
        assert!(spoken("بالخدمة", RATED));
        assert!(!spoken("Weighted opinion", WEIGHT));
        assert!(Words::of(["EndDate"]).are(&["end date"]));
    }
}
