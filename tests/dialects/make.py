"""Writes the files of this folder: one survey as eight tools would export it, in several encodings.

Run it in this folder. Every response is the same in every file.
"""

import csv
import gzip
import io
import zipfile

CHANNELS = ["Téléphone", "Café", "Web"]
COMMENTS = ["Très bien", 'dit "merci"', "première ligne\nseconde ligne", "", "à bientôt; merci, vraiment"]
ROWS = [
    {
        "id": f"r{i:02}",
        "day": (2026, 1 + i % 3, 1 + (i * 7) % 28),
        "csat": "" if i % 11 == 5 else str(1 + (i * 3) % 5),
        "advise": str((i * 7) % 11),
        "channel": CHANNELS[i % 3],
        "comment": COMMENTS[i % 5],
    }
    for i in range(40)
]
TEXTS = {
    "csat": "How satisfied are you?",
    "advise": "Would you recommend us?",
    "channel": "How did you reach us?",
    "comment": "Anything else?",
}


def iso(day):
    return "%04d-%02d-%02d 11:26:06" % day


def us(day):
    return "%02d/%02d/%04d 11:26:06" % (day[1], day[2], day[0])


def write(name, head, row, encoding="utf-8", delimiter=",", end="\n"):
    text = io.StringIO()
    # The writer quotes a newline only where it ends lines.
    quoting = csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting)
    for line in head:
        writer.writerow(line)
    for answer in ROWS:
        writer.writerow(row(answer))
    content = text.getvalue().encode(encoding)
    if name.endswith(".gz"):
        content = gzip.compress(content, mtime=0)
    if name.endswith(".zip"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(zipfile.ZipInfo("export.csv"), content, zipfile.ZIP_DEFLATED)
        content = packed.getvalue()
    with open(name, "wb") as file:
        file.write(content)


def answers(row):
    return [row[key] for key in ("csat", "advise", "channel", "comment")]


texts = list(TEXTS.values())
qualtrics = [
    ["StartDate", "EndDate", "Status", "ResponseId", "Q1", "Q2_NPS_GROUP", "Q2", "Q3", "Q3_TEXT", "Q4"],
    ["Start Date", "End Date", "Response Type", "Response ID", texts[0], texts[1] + " - Group", *texts[1:3], texts[2] + " - Other", texts[3]],
    ['{"ImportId":"%s"}' % i for i in ["startDate", "endDate", "status", "_recordId", "QID1", "QID2_NPS_GROUP", "QID2", "QID3", "QID3_TEXT", "QID4_TEXT"]],
]


def of_qualtrics(row):
    a = answers(row)
    group = ["Detractor", "Passive", "Promoter"][(int(a[1]) > 6) + (int(a[1]) > 8)]
    return [iso(row["day"]), iso(row["day"]), "IP Address", row["id"], a[0], group, a[1], a[2], "", a[3]]


write("qualtrics.csv", qualtrics, of_qualtrics, "utf-8-sig")
write("qualtrics-tab.csv", qualtrics, of_qualtrics, "utf-16", "\t")
legacy = [
    ["V1", "V7", "V9", "Q1", "Q2", "Q3", "Q4", ""],
    ["ResponseID", "Status", "EndDate", *texts, ""],
]
write("qualtrics-legacy.csv", legacy, lambda row: [row["id"], "0", iso(row["day"]), *answers(row), ""], "utf-8-sig")
write(
    "surveymonkey.csv",
    [
        ["Respondent ID", "Start Date", "End Date", *texts],
        ["", "", "", "Response", "Response", "Response", "Open-Ended Response"],
    ],
    lambda row: [row["id"], us(row["day"]), us(row["day"]), *answers(row)],
    "cp1252",
)
write("google-forms.csv", [["Timestamp", *texts]], lambda row: [us(row["day"]), *answers(row)])
write(
    "limesurvey.csv",
    [["id", "submitdate", "lastpage", "startlanguage", "csat", "advise", "channel", "comment"]],
    lambda row: [row["id"], iso(row["day"]), "4", "fr", *answers(row)],
    "utf-8-sig",
    ";",
    "\r\n",
)
write(
    "typeform.csv",
    [["#", "<b>How satisfied</b> are you?", *texts[1:], "Start Date (UTC)", "Submit Date (UTC)", "Network ID"]],
    lambda row: [row["id"], *answers(row), iso(row["day"]), iso(row["day"]), "n"],
    "mac_roman",
)
write(
    "microsoft-forms.csv",
    [["ID", "Start time", "Completion time", "Email", "Name", *texts]],
    lambda row: [row["id"], us(row["day"]), us(row["day"]), "anonymous", "", *answers(row)],
    "utf-16-be",
)
write(
    "tickets.csv",
    [["Ticket ID", "Solved at", "csat", "advise", "channel", "comment"]],
    lambda row: [row["id"], iso(row["day"]), *answers(row)],
    "cp850",
    ";",
)
plain = [["id", "day", "csat", "advise", "channel", "comment"]]
of_plain = lambda row: [row["id"], iso(row["day"]), *answers(row)]
write("plain.csv.gz", plain, of_plain, "cp1256", "\t")
write("plain.csv.zip", plain, of_plain, "cp1252", "|", "\r")
