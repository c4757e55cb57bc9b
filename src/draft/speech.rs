//! The words of a first report in the three languages of pages.

use crate::language::query::Locale;

/// Words for a page.
#[allow(missing_docs)]
pub struct Speech {
    pub locale: &'static str,
    pub source: &'static str,
    pub title: &'static str,
    pub bands: [&'static str; 3],
    pub lumped: (&'static str, &'static str),
    pub segments: [(&'static str, &'static str); 2],
    pub promoters: [(&'static str, &'static str); 2],
    pub csat: (&'static str, &'static str),
    pub nps: (&'static str, &'static str),
    pub count: (&'static str, &'static str),
    pub question: &'static str,
    pub more: [&'static str; 2],
    pub mean: &'static str,
    pub median: &'static str,
    pub share: &'static str,
    pub stage: &'static str,
}

/// The words of a language.
pub fn speech(locale: Locale) -> Speech {
    match locale {
        Locale::English => Speech {
            locale: "en",
            source: "responses",
            title: "Customer survey",
            bands: ["satisfied", "neutral", "dissatisfied"],
            lumped: ("neutral_or_dissatisfied", "neutral or dissatisfied"),
            segments: [("satisfied", "satisfied"), ("dissatisfied", "dissatisfied")],
            promoters: [("promoters", "promoters"), ("detractors", "detractors")],
            csat: ("csat_score", "Satisfied customers"),
            nps: ("nps_score", "Net promoter score"),
            count: ("answers", "Responses"),
            question: "question",
            more: ["more", "less"],
            mean: "mean",
            median: "median",
            share: "share",
            stage: "Touchpoints",
        },
        Locale::Persian => Speech {
            locale: "fa",
            source: "پاسخ‌ها",
            title: "نظرسنجی مشتریان",
            bands: ["راضی", "میانه", "ناراضی"],
            lumped: ("میانه_یا_ناراضی", "میانه یا ناراضی"),
            segments: [("راضی‌ها", "راضی"), ("ناراضی‌ها", "ناراضی")],
            promoters: [("مروج‌ها", "مروج"), ("منتقدها", "منتقد")],
            csat: ("سهم_راضی", "مشتریان راضی"),
            nps: ("شاخص_ترویج", "شاخص خالص ترویج"),
            count: ("شمار_پاسخ", "پاسخ‌ها"),
            question: "پرسش",
            more: ["بیشتر", "کمتر"],
            mean: "میانگین",
            median: "میانه",
            share: "سهم",
            stage: "نقاط تماس",
        },
        Locale::Arabic => Speech {
            locale: "ar",
            source: "الردود",
            title: "استبيان العملاء",
            bands: ["راض", "محايد", "غير_راض"],
            lumped: ("محايد_أو_غير_راض", "محايد أو غير راض"),
            segments: [("راضون", "الراضون"), ("غير_راضين", "غير الراضين")],
            promoters: [("مروجون", "المروجون"), ("منتقدون", "المنتقدون")],
            csat: ("نسبة_الرضا", "العملاء الراضون"),
            nps: ("مؤشر_الترويج", "صافي نقاط الترويج"),
            count: ("عدد_الردود", "الردود"),
            question: "سؤال",
            more: ["أكثر", "أقل"],
            mean: "متوسط",
            median: "وسيط",
            share: "نسبة",
            stage: "نقاط التماس",
        },
    }
}
