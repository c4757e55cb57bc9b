#!/usr/bin/env python3
"""Makes the sample surveys. Everything in them is invented.

    python3 sample-data/make.py

writes support.csv, persian.csv, arabic.csv, branches.csv, broadband.csv, customers.csv, renewals.csv and
tickets.csv beside this script. It needs nothing but Python, and gives the same bytes every time:
chance is a seeded generator of which only `random()` is used.
"""

import csv
import math
import random
from datetime import date, timedelta
from pathlib import Path
from statistics import NormalDist

HERE = Path(__file__).parent


class Chance:
    """Draws from a seeded generator, by inversion, so that no version of Python changes them."""

    def __init__(self, seed):
        self.generator = random.Random(seed)

    def share(self):
        return self.generator.random()

    def happens(self, probability):
        return self.share() < probability

    def normal(self, mean=0.0, deviation=1.0):
        return NormalDist(mean, deviation).inv_cdf(min(max(self.share(), 1e-9), 1 - 1e-9))

    def one_of(self, options):
        """One key of a dict of weights, or one item of a list."""
        if not isinstance(options, dict):
            return options[int(self.share() * len(options))]
        mark = self.share() * sum(options.values())
        for option, weight in options.items():
            mark -= weight
            if mark < 0:
                return option
        return option

    def day(self, first, last):
        return first + timedelta(days=int(self.share() * ((last - first).days + 1)))


def grade(latent, cuts):
    """The position of a latent opinion among rising cuts, from 0."""
    return sum(latent >= cut for cut in cuts)


def logistic(x):
    return 1 / (1 + math.exp(-x))


def write(name, header, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


# --- support.csv: customer support of a home-electronics shop, in English -------------------------

CHANNELS = {"Phone": 0.42, "Chat": 0.27, "E-mail": 0.18, "Branch": 0.13}
CHANNEL_MOOD = {"Phone": -0.30, "Chat": 0.22, "E-mail": 0.0, "Branch": 0.38}
CHANNEL_WAIT = {"Phone": 9.0, "Chat": 3.5, "Branch": 7.0}
REGIONS = {"North": 0.37, "South": 0.21, "East": 0.24, "West": 0.18}
REGION_WEIGHT = {"North": 0.68, "South": 1.31, "East": 0.92, "West": 1.42}
AGENTS = {
    "Phone": ["Adams", "Baker", "Chen", "Diaz", "Evans", "Fischer"],
    "Chat": ["Garcia", "Hughes", "Ito", "Jones"],
    "E-mail": ["Khan", "Lopez", "Moore"],
    "Branch": ["Novak", "Okafor", "Price"],
}
AGENT_MOOD = {"Chen": 0.35, "Diaz": -0.35, "Ito": 0.2, "Lopez": -0.2, "Novak": 0.25}
REASONS = ["Long wait", "Not solved", "Had to repeat myself", "Unfriendly", "Price or fees"]
GOOD_COMMENTS = [
    "Quick and friendly, thank you!",
    "{agent} knew the answer at once.",
    "Solved in one go, and I got a call back to check.",
    "Good service; the confirmation e-mail could come sooner.",
    "Excellent. I had expected to be passed around, and was not.",
    "Very helpful, even with a question outside the warranty.",
]
SO_SO_COMMENTS = [
    "It was all right in the end.",
    "Solved, but I had to explain everything twice.",
    'I was told "two days" and it took five.',
    "Fine, though the menu on the phone is confusing.",
]
BAD_COMMENTS = [
    "I waited {wait} minutes only to be told to write an e-mail.",
    "Nobody could tell me where my repair is.\nThis was my third contact.",
    'The agent said "that is our policy", and hung up.',
    "Still not solved, and nobody calls back.",
    "Too slow, too many questions, no answer.",
]


def support():
    chance, opinions = Chance(20260630), Chance(20260701)
    first, last = date(2025, 1, 1), date(2026, 6, 30)
    header = [
        "ResponseId", "Status", "Finished", "EndDate", "Channel", "Region", "Agent", "CustomerId",
        "TenureMonths", "WaitMinutes", "Satisfaction", "Recommend", "Ease", "BuysAgain",
        "PeopleTold", "Reasons", "Comment", "Weight", "MainReason", "Website", "PhoneMenu",
        "Friendliness", "Knowledge", "Speed", "Solution", "FollowUp",
    ]
    days = sorted(chance.day(first, last) for _ in range(1500))
    days[-1] = last
    rows = []
    for number, day in enumerate(days):
        channel = chance.one_of(CHANNELS)
        region = chance.one_of(REGIONS)
        agent = chance.one_of(AGENTS[channel])
        months = (day - first).days / 30.4
        peak = day.year == 2025 and day.month == 11  # the sale in November: too many calls
        wait = None
        if channel in CHANNEL_WAIT:
            usual = CHANNEL_WAIT[channel] * (1.9 if peak else 1.0) * (1 - 0.012 * months)
            wait = round(usual * math.exp(chance.normal(0, 0.62)), 1)
        mood = 0.62 + CHANNEL_MOOD[channel] + AGENT_MOOD.get(agent, 0) + 0.022 * months
        mood += chance.normal()
        mood -= 0.55 if peak else 0
        mood -= 0.55 * math.log(wait / 6) if wait else 0
        satisfaction = 1 + grade(mood, [-1.0, -0.42, 0.08, 1.0])
        recommend = grade(
            mood + chance.normal(0, 0.75),
            [-1.75, -1.5, -1.3, -1.1, -0.9, -0.6, -0.35, -0.05, 0.5, 1.15],
        )
        ease = 1 + grade(mood + chance.normal(0, 0.8), [-1.6, -1.1, -0.6, -0.1, 0.5, 1.3])
        buys_again = chance.happens(logistic(0.35 + 1.25 * mood))
        told = max(0, round(math.exp(chance.normal(0.95 - 0.38 * mood, 0.75)) - 0.8))
        reasons = ""
        if satisfaction <= 2:
            likely = dict(zip(REASONS, [1.2, 1.5, 1.0, 0.5, 0.35]))
            if wait and wait > 10:
                likely["Long wait"] = 3.4
            picked = [chance.one_of(likely)]
            if chance.happens(0.45):
                more = chance.one_of(likely)
                picked += [more] if more not in picked else []
            reasons = ";".join(picked)
        comment = ""
        if chance.happens(0.3 if satisfaction == 3 else 0.45):
            kind = BAD_COMMENTS if satisfaction <= 2 else SO_SO_COMMENTS if satisfaction == 3 else GOOD_COMMENTS
            comment = chance.one_of(kind).format(agent=agent, wait=round(wait or 25))
        weight = REGION_WEIGHT[region] * (0.85 + 0.3 * chance.share())
        hour, minute = 8 + int(chance.share() * 12), int(chance.share() * 60)
        row = {
            "ResponseId": f"R-{10_000 + number}",
            "Status": "IP Address",
            "Finished": "1",
            "EndDate": f"{day} {hour:02}:{minute:02}",
            "Channel": channel,
            "Region": region,
            "Agent": agent,
            "CustomerId": f"C{int(chance.share() * 4200):04}",
            "TenureMonths": str(int(1 + 70 * chance.share() ** 2)),
            "WaitMinutes": "-" if wait is None else f"{wait}",
            "Satisfaction": "N/A" if chance.happens(0.008) else str(satisfaction),
            "Recommend": "" if chance.happens(0.03) else str(recommend),
            "Ease": "" if chance.happens(0.06) else str(ease),
            "BuysAgain": "" if chance.happens(0.04) else "yes" if buys_again else "no",
            "PeopleTold": "" if chance.happens(0.12) else str(told),
            "Reasons": reasons,
            "Comment": comment,
            "Weight": "" if chance.happens(0.003) else f"{weight:.3f}",
            "MainReason": picked[0] if reasons else "",
        }
        # How each step was rated: some hang on the mood more than others, and not all apply.
        slow = 0.9 * math.log(wait / 6) if wait else 0.3
        for step, pull, level in [
            ("Website", 0.25, 0.75), ("PhoneMenu", 0.35, -0.1), ("Friendliness", 0.45, 0.95),
            ("Knowledge", 0.6, 0.65), ("Speed", 0.65, 0.15 - slow), ("Solution", 0.95, 0.2),
            ("FollowUp", 0.5, -0.25),
        ]:
            opinion = level + pull * mood + opinions.normal(0, 0.85)
            asked = step != "PhoneMenu" or channel == "Phone"
            asked &= not opinions.happens(0.55 if step == "FollowUp" else 0.04)
            row[step] = str(1 + grade(opinion, [-1.1, -0.4, 0.4, 1.4])) if asked else ""
        if chance.happens(0.012):
            row["Status"] = "Survey Preview"
        elif chance.happens(0.035):
            row["Finished"] = "0"
            for question in ["Ease", "BuysAgain", "PeopleTold", "Reasons", "Comment"] + header[-8:]:
                row[question] = ""
        rows.append(row)
        if chance.happens(0.004):  # sent twice: the second one is meant
            again = dict(row)
            again["Comment"] = (row["Comment"] + " (sent again)").strip()
            rows.append(again)
    write("support.csv", header, [[row[name] for name in header] for row in rows])


# --- persian.csv: orders of an online bookshop, in Persian -----------------------------------------

PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
# The same words as different keyboards write them.
FACES = {
    "happy": {"خوشحال": 5, "خوش‌حال": 2, "خوشحال ": 1},
    "neutral": {"بی‌تفاوت": 5, "بي‌تفاوت": 3, "بیتفاوت": 2},
    "unhappy": {"ناراحت": 6},
}
PROVINCES = {"تهران": 0.36, "اصفهان": 0.2, "خراسان رضوی": 0.18, "فارس": 0.14, "کرمان": 0.12}
ARABIC_LETTERS = str.maketrans("یک", "يك")
PERSIAN_GOOD = [
    "بسته‌بندی عالی بود، ممنون!",
    "سریع رسید و سالم بود.",
    "از پیگیری خانم رضایی سپاسگزارم.",
    "قیمت مناسب، ارسال به‌موقع.",
]
PERSIAN_BAD = [
    "سه روز دیرتر از قول شما رسید.",
    "جلد کتاب پاره بود و کسی پاسخ نداد.",
    "پشتیبانی گفت «خودتان پیگیری کنید».",
    "هزینهٔ ارسال زیاد است، بسته هم خیس بود.",
]


def persian():
    chance = Chance(14050331)
    first, last = date(2025, 6, 22), date(2026, 6, 21)  # ۱ تیر ۱۴۰۴ تا ۳۱ خرداد ۱۴۰۵
    header = [
        "شناسه", "تاریخ", "استان", "احساس شما از این خرید", "پیشنهاد به دوستان (۰ تا ۱۰)",
        "دوباره می‌خرید؟", "روزهای ارسال", "به چند نفر گفتید؟", "نظر شما",
    ]
    days = sorted(chance.day(first, last) for _ in range(640))
    days[-1] = last
    rows = []
    for number, day in enumerate(days):
        province = chance.one_of(PROVINCES)
        months = (day - first).days / 30.4
        far = 1.5 if province in ("کرمان", "خراسان رضوی") else 0
        delivery = max(1, round(2.4 + far - 0.06 * months + chance.normal(0, 1.3)))
        mood = 0.75 + 0.03 * months - 0.42 * (delivery - 3) + chance.normal()
        face = ["unhappy", "neutral", "happy"][grade(mood, [-0.15, 0.5])]
        recommend = grade(
            mood + chance.normal(0, 0.7), [-1.7, -1.5, -1.3, -1.1, -0.9, -0.6, -0.3, 0.0, 0.5, 1.2]
        )
        again = chance.happens(logistic(0.1 + 1.3 * mood))
        told = max(0, round(math.exp(chance.normal(0.95 - 0.4 * mood, 0.8)) - 0.8))
        comment = ""
        if chance.happens(0.4):
            comment = chance.one_of(PERSIAN_BAD if face == "unhappy" else PERSIAN_GOOD)
        if chance.happens(0.25):
            province, comment = province.translate(ARABIC_LETTERS), comment.translate(ARABIC_LETTERS)
        rows.append([
            str(5001 + number).translate(PERSIAN_DIGITS),
            day.strftime("%Y/%m/%d").translate(PERSIAN_DIGITS),
            province,
            "" if chance.happens(0.015) else chance.one_of(FACES[face]),
            "نمی‌دانم" if chance.happens(0.025) else str(recommend).translate(PERSIAN_DIGITS),
            "" if chance.happens(0.03) else "بله" if again else chance.one_of({"خیر": 3, "خير": 1}),
            str(delivery).translate(PERSIAN_DIGITS),
            "" if chance.happens(0.1) else str(told).translate(PERSIAN_DIGITS),
            comment,
        ])
    write("persian.csv", header, rows)


# --- arabic.csv: deliveries of a household-goods shop, in Arabic ------------------------------------

ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
CITIES = {"الرياض": 0.34, "جدة": 0.28, "الدمام": 0.2, "المدينة المنورة": 0.18}
TOUCHPOINTS = {"الموقع": 0.75, "الطلب": 0.7, "الدفع": 0.85, "المندوب": 0.35, "التغليف": 0.55, "خدمة العملاء": 0.1}
ARABIC_GOOD = ["وصل الطلب قبل الموعد، شكرًا لكم.", "تعامل المندوب ممتاز.", "التغليف جيد جدًا."]
ARABIC_BAD = ["تأخر الطلب أسبوعًا ولم يتصل بي أحد.", "وصلت القطعة مكسورة.", "الهاتف مشغول دائمًا، ولا أحد يرد."]


def arabic():
    chance = Chance(20260531)
    first, last = date(2025, 6, 1), date(2026, 5, 31)
    header = [
        "رقم الطلب", "تاريخ التسليم", "المدينة", "أيام التأخير", *TOUCHPOINTS, "الرضا العام",
        "هل ستشتري مرة أخرى؟", "ملاحظات",
    ]
    days = sorted(chance.day(first, last) for _ in range(720))
    days[-1] = last
    rows = []
    for number, day in enumerate(days):
        city = chance.one_of(CITIES)
        late_risk = {"الرياض": 0.18, "جدة": 0.26, "الدمام": 0.3, "المدينة المنورة": 0.38}[city]
        late = 1 + int(-2.2 * math.log(1 - chance.share())) if chance.happens(late_risk) else 0
        mood = 0.35 + chance.normal(0, 0.8)
        ratings = {}
        for touchpoint, base in TOUCHPOINTS.items():
            own = base + 0.55 * mood + chance.normal(0, 0.8)
            if touchpoint in ("المندوب", "خدمة العملاء"):
                own -= 0.28 * min(late, 4)
            ratings[touchpoint] = own
        overall = sum(ratings.values()) / len(ratings) - 0.22 * min(late, 4) + chance.normal(0, 0.35)
        cuts = [-1.1, -0.5, 0.15, 1.1]
        satisfaction = 1 + grade(overall, [-0.35, 0.0, 0.32, 1.0])
        again = chance.happens(logistic(-0.7 + 2.4 * overall))
        asked_support = chance.happens(0.45 if late else 0.25)
        digits = (lambda text: text.translate(ARABIC_DIGITS)) if chance.happens(0.5) else str
        values = []
        for touchpoint, own in ratings.items():
            value = digits(str(1 + grade(own, cuts)))
            if touchpoint == "خدمة العملاء" and not asked_support:
                value = "لا ينطبق"
            elif chance.happens(0.015):
                value = ""
            values.append(value)
        comment = ""
        if chance.happens(0.3):
            comment = chance.one_of(ARABIC_BAD if satisfaction <= 2 else ARABIC_GOOD)
        rows.append([
            f"A{3001 + number}",
            day.strftime("%d/%m/%Y"),
            city,
            digits(str(late)),
            *values,
            "" if chance.happens(0.01) else digits(str(satisfaction)),
            "" if chance.happens(0.03) else "نعم" if again else "لا",
            comment,
        ])
    write("arabic.csv", header, rows)


# --- branches.csv: visits to the branches of a bank, in English ---------------------------------

BRANCHES = {
    "Airport": 30, "Castle Street": 74, "Harbour": 52, "Market Square": 98, "Old Town": 45,
    "Riverside": 61, "Station": 83, "University": 57, "Ferry Kiosk": 6, "Mill Lane": 14,
}
BRANCH_MOOD = {"Airport": -0.35, "Old Town": 0.45, "Station": -0.2, "University": 0.25}


def branches():
    chance = Chance(20260815)
    header = ["Visit", "Day", "Branch", "Service", "Minutes", "Satisfaction", "Recommend"]
    rows = []
    for branch, visits in BRANCHES.items():
        for _ in range(visits):
            mood = BRANCH_MOOD.get(branch, 0.0) + chance.normal(0.35)
            minutes = max(0, round(9 - 3 * BRANCH_MOOD.get(branch, 0.0) + chance.normal(0, 4)))
            opinion = mood - 0.05 * (minutes - 9)
            rows.append([
                chance.day(date(2026, 1, 1), date(2026, 6, 30)).isoformat(),
                branch if not chance.happens(0.02) else "",
                chance.one_of({"Counter": 0.6, "Adviser": 0.25, "Machine": 0.15}),
                minutes,
                1 + grade(opinion, [-1.2, -0.6, -0.05, 0.75]),
                "" if chance.happens(0.04) else grade(opinion + chance.normal(0, 0.4),
                                                      [-2.2, -1.8, -1.5, -1.2, -0.9, -0.6, -0.3, 0.0, 0.4, 0.9]),
            ])
    rows.sort()
    write("branches.csv", header, [[f"V{1001 + number}", *row] for number, row in enumerate(rows)])


# --- broadband.csv, customers.csv: customers of a broadband provider, in English -----------------

PLANS = {"Fibre": 0.45, "Cable": 0.35, "Basic": 0.2}
PLAN_ANSWERS = {"Fibre": 0.52, "Cable": 0.36, "Basic": 0.17}
PLAN_MOOD = {"Fibre": 0.35, "Cable": 0.0, "Basic": -0.45}
TOWNS = {"Aldham": 0.4, "Brookvale": 0.35, "Corrie Bay": 0.25}
FIRST_NAMES = ["Amara", "Bruno", "Chiara", "Dilan", "Elif", "Farid", "Greta", "Hamid", "Ines", "Jonas", "Leila", "Mateo"]
LAST_NAMES = ["Abara", "Bianchi", "Costa", "Dogan", "Eriksen", "Farahani", "Gupta", "Haddad", "Ivanova", "Jansen"]
PROBLEMS = {"Outages": 1.5, "Slow in the evening": 1.3, "Price": 0.7, "Technician did not come": 0.8}
PROBLEM_COMMENTS = {
    "Outages": [
        "Another outage at the weekend, the third one this month.",
        "The outage lasted two days and nobody could say why.",
        "No connection after every storm, and the outage page says all is well.",
    ],
    "Slow in the evening": [
        "From seven in the evening on it is too slow for a film.",
        "Slow every evening. I pay for 100 and get 12.",
    ],
    "Price": ["The price went up from 29.90 to 34.90 without a word.", "Too dear for what it does."],
    "Technician did not come": [
        "I took a day off and the technician did not come. Ring me on {phone}, {name}.",
        "The technician did not come, twice. Yours, {name}",
        "Nobody came. Write to {mail} next time!",
    ],
}
PLEASED_COMMENTS = [
    "Fast and steady, I never think about it.",
    "The technician came on time and explained everything.",
    "Set up in ten minutes. Thank you! {name}",
    "Good speed for the price.",
]


def broadband():
    chance = Chance(20260930)
    first, last = date(2026, 7, 1), date(2026, 9, 30)
    customers, answers = [], []
    for number in range(600):
        customer = f"K{2001 + number}"
        name = f"{chance.one_of(FIRST_NAMES)} {chance.one_of(LAST_NAMES)}"
        town, plan = chance.one_of(TOWNS), chance.one_of(PLANS)
        phone = f"+44 1632 960{number:03}"  # numbers kept for fiction
        may_call = "yes" if chance.happens(0.6) else "no"
        customers.append([customer, name, phone, town, plan, may_call])
        if not chance.happens(PLAN_ANSWERS[plan]):
            continue
        mood = 0.3 + PLAN_MOOD[plan] + chance.normal()
        satisfaction = 1 + grade(mood, [-1.0, -0.45, 0.05, 0.9])
        problem, comment = "", ""
        texts = PLEASED_COMMENTS
        if satisfaction <= 2:
            problem = chance.one_of(PROBLEMS)
            texts = PROBLEM_COMMENTS[problem]
        if satisfaction != 3 and chance.happens(0.7):
            mail = name.lower().replace(" ", ".") + "@mail.example"
            comment = chance.one_of(texts).format(name=name, phone=phone, mail=mail)
        recommend = grade(mood + chance.normal(0, 0.6), [-1.8, -1.6, -1.4, -1.2, -1.0, -0.7, -0.4, -0.1, 0.4, 1.0])
        day = chance.day(first, last)
        answers.append([day, customer, satisfaction, recommend, problem, comment])
    answers.sort()
    write("customers.csv", ["Customer", "Name", "Phone", "Town", "Plan", "MayCall"], customers)
    header = ["Answer", "Date", "Customer", "Satisfaction", "Recommend", "Problem", "Comment"]
    write("broadband.csv", header, [[f"A{101 + number}", *row] for number, row in enumerate(answers)])


# --- renewals.csv, tickets.csv: calls to an internet provider, and the tickets behind them -

CAUSES = ["Long wait", "Not solved", "Had to repeat it", "Price", "Unfriendly", "Wrong bill"]
TOPICS = ["Outage", "Slow line", "Bill", "Moving house", "New router"]
CONTRACTS = {"Basic": 0.5, "Family": 0.35, "Business": 0.15}
CONTRACT_SPEND = {"Basic": 260, "Family": 430, "Business": 980}


def renewals():
    chance = Chance(20260930)
    header = ["Call", "Date", "CustomerId", "Plan", "WaitMinutes", "FirstContact", "Satisfaction",
              "Recommend", "Causes", "YearlySpend", "Renewed"]
    rows, tickets = [], []
    for number in range(900):
        day = chance.day(date(2026, 1, 1), date(2026, 9, 30))
        customer = f"K{4000 + int(chance.share() * 760)}"
        plan = chance.one_of(CONTRACTS)
        wait = round(min(4.5 * math.exp(chance.normal(0, 0.95)), 75), 1)
        first = chance.happens(logistic(1.1 - 0.04 * wait))
        mood = 0.75 - 0.5 * math.log(max(wait, 0.5) / 4) + (0.45 if first else -0.55) + chance.normal()
        satisfaction = 1 + grade(mood, [-1.1, -0.5, 0.0, 0.95])
        causes = []
        if satisfaction <= 2:
            likely = {"Long wait": 1.2 + wait / 8, "Not solved": 0.7 if first else 2.6,
                      "Had to repeat it": 0.4 if first else 1.7, "Price": 0.9,
                      "Unfriendly": 0.35, "Wrong bill": 0.3 + 0.25 * max(day.month - 5, 0)}
            for _ in range(1 + grade(chance.share(), [0.45, 0.85])):
                cause = chance.one_of(likely)
                causes += [cause] if cause not in causes else []
        spend = CONTRACT_SPEND[plan] * math.exp(0.07 * mood + chance.normal(0, 0.25))
        rows.append([
            day.isoformat(), customer, plan,
            "" if chance.happens(0.03) else wait,
            "" if chance.happens(0.02) else "yes" if first else "no",
            "" if chance.happens(0.01) else satisfaction,
            "" if chance.happens(0.05) else grade(
                mood + chance.normal(0, 0.6), [-2.2, -1.9, -1.6, -1.3, -1.0, -0.7, -0.4, -0.05, 0.5, 1.1]),
            "; ".join(causes), f"{spend:.2f}",
            "" if chance.happens(0.06) else "yes" if chance.happens(logistic(1.2 + 0.85 * mood)) else "no",
        ])
        # What is not solved at once comes back.
        topic = chance.one_of({"Outage": 0.3, "Slow line": 0.26, "Bill": 0.2, "Moving house": 0.12, "New router": 0.12})
        again = 0 if first else grade(chance.share(), [0.35, 0.75] if topic in ("Slow line", "Bill") else [0.7, 0.95])
        for later in range(1 + again):
            opened = min(day + timedelta(days=9 * later), date(2026, 9, 30))
            tickets.append([opened.isoformat(), customer, rows[-1], topic])
    rows.sort()
    calls = {id(row): f"A{7001 + number}" for number, row in enumerate(rows)}
    write("renewals.csv", header, [[calls[id(row)], *row] for row in rows])
    tickets = sorted([opened, customer, calls[id(row)], topic] for opened, customer, row, topic in tickets)
    write("tickets.csv", ["Ticket", "Opened", "CustomerId", "Call", "Topic"],
          [[f"T{20001 + number}", *row] for number, row in enumerate(tickets)])


if __name__ == "__main__":
    support()
    persian()
    arabic()
    branches()
    broadband()
    renewals()
