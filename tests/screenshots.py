"""Every page a respondent meets, in every language, as a phone shows it: `make screenshots`.

Pictures go to `instance/screenshots/`, and all of them side by side on `sheet.png`: a row for each
page, a column for each language. To look at, not to compare: a person sees what no test does.
"""

import contextlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy.orm import Session

from survey_app import i18n
from survey_app.config import ROOT
from survey_app.i18n import gettext as _
from survey_app.installation import Installation, today
from survey_app.questionnaire.load import load
from survey_app.questionnaire.translation_file import tags_beside, texts_for
from survey_app.rounds.groups import Group
from survey_app.rounds.service import Plan, create, open_round
from survey_app.statements.read import read_statements
from tests.bench.place import a_place
from tests.builders import codes_of
from tests.contact_sheet import contact_sheet
from tests.machine import chromium_path
from tests.server import a_server

QUESTIONNAIRE = ROOT / "questionnaires" / "deltagare" / "1.yaml"
EXAMPLE = ROOT / "survey_app" / "statements" / "example.yaml"
FOLDER = ROOT / "instance" / "screenshots"
SHEET = "sheet.png"
PHONE = {"width": 360, "height": 740}
MOST_CARDS = 60
FILLS = {
    "utvarderare": "Kim Exempel",
    "kontaktperson": "Kim Exempel",
    "telefon": "010-000 00 00",
    "epost": "enkat@example.org",
}
BY_LAW = ("tillganglighet", "personuppgifter", "kontakt")
PAGES = (
    "start",
    "wrong-code",
    "introduction",
    "question",
    "statement",
    "review",
    "error",
    "thanks",
    *BY_LAW,
)


@dataclass(frozen=True, kw_only=True)
class Site:
    """A server with a round that is answered in several languages, and codes to it."""

    url: str
    languages: tuple[str, ...]
    codes: tuple[str, ...]


@contextlib.contextmanager
def a_site(languages: Sequence[str]) -> Iterator[Site]:
    """Give a running server with a round of deltagare in these languages; Swedish is one."""
    with a_place() as here:
        shutil.copyfile(EXAMPLE, here.settings.statements_file)
        round_id = _a_round(here, languages)
        codes = [code for some in codes_of(here, round_id).values() for code in some]
        with a_server(here.settings) as server:
            yield Site(url=server.url, languages=tuple(languages), codes=tuple(codes))


def _a_round(here: Installation, languages: Sequence[str]) -> str:
    asked = load(QUESTIONNAIRE)
    others = tuple(tag for tag in languages if tag != asked.language)
    plan = Plan(
        title="Bilder",
        groups=(Group(id="g1", name="Projekt A", invited=len(languages)),),
        fills=FILLS,
        languages=others,
        accept_drafts=others,
    )
    texts = {tag: texts_for(QUESTIONNAIRE, asked, tag) for tag in others}
    with Session(here.engine) as session:
        round_id = create(session, here.keyring, asked, plan, today=today(), texts=texts)
        told = read_statements(here.settings.statements_file)
        open_round(session, here.keyring, round_id, today=today(), told=told)
    return round_id


class Photographer:
    """Walks through the pages in one language and takes a picture of each."""

    def __init__(self, site: Site, tag: str, context: BrowserContext, folder: Path) -> None:
        self._site = site
        self._tag = tag
        self._page: Page = context.new_page()
        self._page.set_default_timeout(10_000)
        self._folder = folder
        self.taken: dict[str, Path] = {}

    def walk(self, code: str) -> None:
        """Answer the questionnaire, with a wrong code and a slip on the way."""
        with i18n.use(self._tag):
            self._come_in(code)
            self._turn_the_cards()
            self._slip_and_send()
        for name in BY_LAW:
            self._go(f"/{name}")
            self._take(name)

    def _come_in(self, code: str) -> None:
        self._go("/")
        self._take("start")
        self._give_code("FEL")
        self._take("wrong-code")
        self._give_code(code)
        self._go("/svara")
        self._take("introduction")

    def _give_code(self, code: str) -> None:
        self._page.locator("input.code").fill(code)
        with self._page.expect_navigation():
            self._page.locator("form:has(input.code) button[type=submit]").last.click()

    def _turn_the_cards(self) -> None:
        """Go through the cards where one is shown at a time; else take the first as it lies."""
        seen_question = False
        for _turn in range(MOST_CARDS):
            if not self._press(_("Börja"), _("Nästa"), _("Fortsätt"), _("Hoppa över")):
                break
            if not seen_question:
                self._take("question")
                seen_question = True
            elif self._shows("fieldset .stem"):
                self._take("statement")
        if self._shows(f"text={_('Granska dina svar')}"):
            self._take("review")
        if not seen_question:
            self._take_part("question", "main section .card")
            self._take_part("statement", "fieldset:has(.stem)")

    def _press(self, *names: str) -> bool:
        """Press the first button of these names that can be seen; tell whether there was one."""
        for name in names:
            button = self._page.get_by_role("button", name=name, exact=True)
            for place in range(button.count()):
                if button.nth(place).is_visible():
                    button.nth(place).click()
                    return True
        return False

    def _shows(self, selector: str) -> bool:
        return any(one.is_visible() for one in self._page.locator(selector).all())

    def _slip_and_send(self) -> None:
        self._go("/svara")
        self._send("två år")
        self._take("error")
        self._send("12")
        self._take("thanks")

    def _send(self, months: str) -> None:
        """Send the form as it stands, however its cards are shown."""
        with self._page.expect_navigation():
            self._page.evaluate(
                """months => {
                  const form = document.getElementById("enkat");
                  form.elements.tid.disabled = false;
                  form.elements.tid.value = months;
                  HTMLFormElement.prototype.submit.call(form);
                }""",
                months,
            )

    def _go(self, path: str) -> None:
        self._page.goto(f"{self._site.url}{path}?sprak={self._tag}")

    def _take(self, name: str) -> None:
        # The first of its kind stands for the rest.
        if name not in self.taken:
            self.taken[name] = self._path(name)
            self._page.screenshot(path=self.taken[name], full_page=True)

    def _take_part(self, name: str, selector: str) -> None:
        part = self._page.locator(selector).first
        if name not in self.taken and part.count():
            self.taken[name] = self._path(name)
            part.screenshot(path=self.taken[name])

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._tag}-{PAGES.index(name) + 1:02}-{name}.png"


def take_pictures(browser: Browser, folder: Path, languages: Sequence[str]) -> Path:
    """Take every picture, put them on one sheet and return where that is."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    taken: dict[tuple[str, str], Path] = {}
    with a_site(languages) as site:
        for tag, code in zip(site.languages, site.codes, strict=True):
            context = browser.new_context(viewport=PHONE, has_touch=True, locale="sv-SE")
            photographer = Photographer(site, tag, context, folder)
            try:
                photographer.walk(code)
            finally:
                context.close()
            taken |= {(name, tag): path for name, path in photographer.taken.items()}
    sheet = folder / SHEET
    contact_sheet(taken, rows=PAGES, columns=languages).save(sheet)
    return sheet


def every_language() -> tuple[str, ...]:
    """Return the languages that deltagare can be answered in."""
    return (load(QUESTIONNAIRE).language, *tags_beside(QUESTIONNAIRE))


def too_wide(folder: Path) -> list[str]:
    """Return the pictures of pages that must be scrolled sideways on this phone."""
    found = []
    for path in sorted(folder.glob("*-*.png")):
        with Image.open(path) as picture:
            if picture.width > PHONE["width"]:
                found.append(f"{path.stem}: {picture.width} px")
    return found


def main() -> int:
    """Take the pictures in the languages given, or in all of them."""
    languages = tuple(sys.argv[1:]) or every_language()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path())
        try:
            sheet = take_pictures(browser, FOLDER, languages)
        finally:
            browser.close()
    print(f"{len(list(FOLDER.glob('*-*.png')))} pictures, side by side: {sheet}")
    for one in too_wide(FOLDER):
        print(f"Wider than the phone: {one}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
