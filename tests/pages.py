"""Read a page as people read it, and check what must hold on every page."""

from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from survey_app.catalogues import catalogue, spoken

NEUTRAL = {catalogue(tag).gettext("Enkät") for tag in spoken()}
"""The title of the pages of a questionnaire: a history must not tell what it was about."""
WRONG = {catalogue(tag).gettext("Fel:") for tag in spoken()}
UNLABELLED = {"hidden", "submit"}


def read_page(response: TestResponse, *, links_to: Sequence[str] = ()) -> BeautifulSoup:
    """Return the page, after checking that it is one that everybody can read.

    One heading, which is also in the title (or the title is neutral); a language; a label for each
    control; no id twice; every reference within the page leads somewhere; nothing from elsewhere,
    and no link out but those that begin as one of `links_to`.
    """
    assert response.content_type == "text/html; charset=utf-8"
    page = BeautifulSoup(response.get_data(as_text=True), "html.parser")
    headings = page.find_all("h1")
    assert len(headings) == 1, f"{len(headings)} main headings"
    title = text_of(page.title)
    wrong = next((word for word in WRONG if title.startswith(f"{word} ")), "")
    title = title.removeprefix(wrong).strip()
    assert title in NEUTRAL or text_of(headings[0]) in title
    assert page.html is not None
    assert page.html.get("lang"), "the page does not say its language"
    _check_ids(page)
    _check_labels(page)
    _check_addresses(page, tuple(links_to))
    return page


def text_of(element: Tag | None) -> str:
    """Return what is read in an element, its white space made single."""
    assert element is not None, "there is no such element"
    return " ".join(element.get_text().split())


def fields_of(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return what a browser would send if the main form were sent as it stands."""
    sent: dict[str, list[str]] = {}
    for control in page.select("form input[name], form textarea[name]"):
        if control.get("type") in {"radio", "checkbox"} and not control.has_attr("checked"):
            continue
        if control.name == "textarea":
            value = control.get_text().removeprefix("\n")
        else:
            value = str(control.get("value", ""))
        sent.setdefault(str(control["name"]), []).append(value)
    return sent


def _check_ids(page: BeautifulSoup) -> None:
    ids = [str(element["id"]) for element in page.select("[id]")]
    twice = {id for id in ids if ids.count(id) > 1}
    assert not twice, f"the same id twice: {twice}"
    for attribute in ("for", "aria-describedby", "aria-labelledby"):
        for element in page.select(f"[{attribute}]"):
            wanted = element[attribute]
            for id in wanted if isinstance(wanted, list) else str(wanted).split():
                assert id in ids, f"{attribute} leads nowhere: {id}"
    for link in page.select("a[href^='#']"):
        assert str(link["href"])[1:] in ids, f"a link leads nowhere: {link['href']}"


def _check_labels(page: BeautifulSoup) -> None:
    labelled = {str(label["for"]) for label in page.select("label[for]")}
    for control in page.select("input, textarea, select"):
        if control.get("type") in UNLABELLED:
            continue
        inside = control.find_parent("label")
        assert inside is not None or control.get("id") in labelled, f"no label: {control}"
        if control.get("type") in {"radio", "checkbox"}:
            group = control.find_parent("fieldset")
            assert group is not None, f"an option that stands alone: {control}"
            assert text_of(group.find("legend")), "a group of options without words"


def _check_addresses(page: BeautifulSoup, links_to: tuple[str, ...]) -> None:
    for element in page.select("[src], [href], [action]"):
        for attribute in ("src", "href", "action"):
            address = str(element.get(attribute, "/"))
            if element.name == "a" and links_to and address.startswith(links_to):
                continue
            assert address.startswith(("/", "#")), f"something from elsewhere: {address}"
            assert not address.startswith("//"), f"something from elsewhere: {address}"
    assert not page.select("[style], style, script:not([src])"), "the CSP would stop this"
    assert not page.select("[onclick], [onsubmit], [onload]"), "the CSP would stop this"
