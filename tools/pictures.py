"""Makes the pictures of the README from a running demo: `.venv/bin/python tools/pictures.py`.

Give the address of the demo if it is not on port 8000. To show a guard at work a value is
corrected wrongly and then put right again, so run it on a demo that nobody needs. It needs the
development environment, Chromium and pdftoppm; ImageMagick, where it is there, makes the files
smaller.
"""

import base64
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from say import ROOT

PICTURES = ROOT / "docs" / "pictures"
REPORT = ROOT / "out" / "yearly-report-2019-20.pdf"
CHECK = ROOT / "out" / "check-2019-20.txt"
PAGES = (1, 17)  # of the PDF
LINES = 46  # of the check
PASSWORD = "saltmere-demo-2020"  # of the demo alone
SECTION = "/writing/yearly-report-2019-20/sections/child-protection/"
PUBLISHED = "/reports/yearly-report-2019-20/1/sections/child-protection/"
RATE = "/indicators/child_protection.open_rate/"
COUNT = "/indicators/child_protection.open/?area=E06000035&period=2020-03-31"
RIGHT, WRONG = "463", "466"
SHEET = """<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; padding: 24px; background: #e7eeee; display: flex; gap: 24px; }
img { width: 604px; border: 1px solid #b5c4c4; background: #fff; }
pre { margin: 0; padding: 22px 26px; width: 1180px; background: #0b2b30; color: #e9f3f2;
font: 15px/1.5 "DejaVu Sans Mono", monospace; white-space: pre-wrap; }
</style>"""


def signed_in(browser: Browser, site: str, role: str) -> Page:
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 960})
    page = context.new_page()
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(f"{role}@saltmere.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    return page


def correct(page: Page, value: str, reason: str) -> None:
    page.goto(COUNT)
    page.get_by_role("link", name=re.compile("Correct this value")).first.click()
    page.get_by_label("The right value").fill(value)
    page.get_by_label("Why is it corrected?").fill(reason)
    page.get_by_role("button", name="Correct the value").click()


def editor(browser: Browser, site: str) -> Page:
    """The editor while a value is wrong; the value is put right before this returns."""
    analyst, manager = signed_in(browser, site, "analyst"), signed_in(browser, site, "manager")
    correct(analyst, WRONG, "To show what a guard finds")
    try:
        manager.goto(SECTION)
    finally:
        correct(analyst, RIGHT, "Put right again")
    return manager


def indicator(browser: Browser, site: str) -> Page:
    page = signed_in(browser, site, "manager")
    page.goto(RATE)
    return page


def published(browser: Browser, site: str) -> Page:
    """A section as the public reads it, with the card of a figure open."""
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    page.goto(site + PUBLISHED)
    page.locator("article a.k-fig:visible", has_text="72.7").first.click()
    page.locator("#figure").evaluate("card => scrollTo(0, card.offsetTop - 320)")
    return page


def papers(browser: Browser, site: str) -> Page:
    """Two pages of the PDF beside each other."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for number in PAGES:
            file = Path(folder) / f"{number}"
            span = ["-f", str(number), "-l", str(number), "-singlefile", "-r", "90", "-png"]
            subprocess.run(["pdftoppm", *span, str(REPORT), str(file)], check=True)
            found.append(base64.b64encode(file.with_suffix(".png").read_bytes()).decode())
    images = "".join(f'<img alt="" src="data:image/png;base64,{image}">' for image in found)
    return _sheet(browser, images, 904)


def checked(browser: Browser, site: str) -> Page:
    """The first lines of what `kith check` says of the figures as they were published."""
    lines = CHECK.read_text(encoding="utf-8").splitlines()[:LINES]
    return _sheet(browser, f"<pre>{html.escape(chr(10).join(lines))}</pre>", 960)


def _sheet(browser: Browser, inner: str, height: int) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": height}).new_page()
    page.set_content(SHEET + inner)
    return page


WANTED: dict[str, Callable[[Browser, str], Page]] = {
    "editor": editor,
    "indicator": indicator,
    "published": published,
    "pdf": papers,
    "check": checked,
}


def main() -> int:
    site = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("KITH_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, made in WANTED.items():
            path = PICTURES / f"{name}.png"
            made(browser, site).screenshot(path=path)
            if shrink := shutil.which("convert"):
                subprocess.run(
                    [shrink, path, "+dither", "-colors", "96", f"PNG8:{path}"], check=True
                )
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
