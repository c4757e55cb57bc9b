#!/usr/bin/env python3
"""Takes the pictures of the README's gallery: one section of a sample's page each.

    python3 sample-data/gallery.py target/release/cxq

builds the sample reports with that program and writes gallery/NAME.png beside this script. It needs
Chromium (CHROME says where it is), and Pillow if the pictures are to be small.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
CHROME = os.environ.get("CHROME") or shutil.which("chromium") or "chromium"
WIDTH = 900

# Picture, page, section, height.
PICTURES = [
    ("compare", "support", "compare-1", 760),
    ("drivers", "support", "drivers-1", 800),
    ("journey", "support", "journey-1", 1000),
    ("ranking", "support", "ranking-1", 760),
    ("trend", "support", "trend-1", 610),
    ("table", "renewals", "table-1", 560),
    ("value", "renewals", "value-1", 570),
    ("reasons", "renewals", "reasons-1", 680),
    ("answers", "renewals", "answers-1", 640),
    ("quotes", "broadband", "quotes-1", 450),
]
ALONE = """<style>.mast,.toc,footer,.skip,main>*:not(#{0}){{display:none!important}}
.shell{{display:block!important;padding-inline:20px!important}}main,main>*{{padding-top:8px!important;margin:0!important;border:0!important}}
.scroll{{overflow:visible}}html{{color-scheme:light}}</style>"""


def picture(page, section, height, path, scratch):
    html = page.read_text(encoding="utf-8").replace("</head>", ALONE.format(section) + "</head>")
    alone = scratch / "alone.html"
    alone.write_text(html, encoding="utf-8")
    subprocess.run(
        [CHROME, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         f"--window-size={WIDTH},{height}", f"--screenshot={path}", alone.as_uri()],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(path) as image:
        image.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def main(program):
    folder = HERE / "gallery"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        for page in sorted({page for _, page, _, _ in PICTURES}):
            subprocess.run([program, "build", HERE / f"{page}.cxq", "--out", scratch], check=True)
        for name, page, section, height in PICTURES:
            picture(scratch / f"{page}.html", section, height, folder / f"{name}.png", scratch)


if __name__ == "__main__":
    main(sys.argv[1])
