"""Every page comes in the language that is asked for, says so, and leads to the others."""

import pytest

from survey_app.catalogues import spoken
from survey_app.languages import LANGUAGES, language
from tests.pages import read_page, text_of
from tests.respond.languages import is_in, menu, translated
from tests.respond.test_open_rounds import an_open_round

OTHERS = [tag for tag in spoken() if tag != "sv"]
EVERY = ("ar", "en", "prs", "so", "sv-x-lattlast", "ti", "uk")
AROUND = ("/", "/svara", "/tillganglighet", "/personuppgifter", "/kontakt", "/finns-inte")
LINKS_OUT = ("https://", "tel:", "mailto:", "?")


def sound(response):
    """Return the page, with nothing left in it of how texts are put together."""
    page = read_page(response, links_to=LINKS_OUT)
    assert "%(" not in response.text
    return page


@pytest.mark.parametrize("tag", OTHERS)
@pytest.mark.parametrize("address", AROUND)
def test_every_page_is_had_in_every_language(client, address, tag):
    swedish, other = client.get(address), client.get(f"{address}?sprak={tag}")
    page = sound(other)
    assert is_in(page, tag)
    assert other.status_code == swedish.status_code
    assert text_of(page.h1) != text_of(sound(swedish).h1) or tag == "sv-x-lattlast"


@pytest.mark.parametrize("address", AROUND)
def test_the_menu_names_each_language_as_its_speakers_do(client, address):
    page = sound(client.get(f"{address}?sprak=ar"))
    found = menu(page)
    assert list(found) == [language(tag).endonym for tag in spoken()]
    assert found["العربية"] == "here"
    assert found["Svenska"] == f"{address}?sprak=sv"
    link = page.select_one(".languages [lang=prs]")
    assert (link["dir"], link["hreflang"]) == ("rtl", "prs")


def test_the_links_of_a_page_stay_in_its_language(client):
    page = sound(client.get("/?sprak=uk"))
    assert {a["href"] for a in page.select("footer a")} == {
        f"/{name}?sprak=uk" for name in ("tillganglighet", "personuppgifter", "kontakt")
    }
    assert 'href="/kontakt"' in client.get("/").text


@pytest.mark.parametrize("tag", ["xx", "fi", "", "../../etc", "ar-SY", "AR"])
def test_a_language_we_do_not_speak_gives_swedish(client, tag):
    answer = client.get("/", query_string={"sprak": tag})
    assert answer.data == client.get("/").data
    assert is_in(sound(answer), "sv")


def test_one_request_leaves_no_language_to_the_next(client):
    client.get("/?sprak=ar")
    assert is_in(sound(client.get("/")), "sv")
    assert is_in(sound(client.get("/finns-inte")), "sv")


def test_an_address_with_two_slashes_leads_nowhere_else(client):
    found = client.get("//example.org/")
    assert "//example.org" not in found.text


@pytest.mark.parametrize("address", ["/", "/tillganglighet", "/personuppgifter", "/kontakt"])
def test_what_the_operator_wrote_is_marked_as_swedish(client, address):
    page = sound(client.get(f"{address}?sprak=ar"))
    written = [text for text in page.main.find_all(string=True) if is_the_operators(text)]
    assert written
    for text in written:
        assert text.find_parent(attrs={"lang": "sv", "dir": "ltr"}) is not None, text
    assert page.select_one("header p")["lang"] == "sv"
    assert not sound(client.get(address)).main.select("[lang=sv]")


def is_the_operators(text):
    signs = ("Vi frågar för", "Ring ", "Talsyntes", "Självskattning", "Uppgift av", "Utvärderaren")
    return str(text).strip().startswith(signs)


# In a round --------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", EVERY)
def test_a_round_is_answered_in_each_of_its_languages(invite, marks, tag):
    person = invite(questionnaire=translated(*EVERY))
    came_in = person.browser.post("/", data={"kod": person.code, "_sprak": tag})
    assert came_in.location == f"/svara?sprak={tag}"

    asked = sound(person.browser.get(came_in.location))
    assert is_in(asked, tag)
    assert text_of(asked.h1) == f"{tag}: En liten enkät"
    assert f"{tag}: Jag är nöjd med stödet" in text_of(asked.main)
    assert list(menu(asked)) == [language(one).endonym for one in spoken()]  # as on the first page
    assert asked.select_one("input[name=_sprak]")["value"] == tag

    sent = person.send(_sprak=tag, ovrigt="Hej")
    assert sent.location == f"/tack/{person.round_id}?sprak={tag}"
    thanked = sound(person.browser.get(sent.location))
    assert is_in(thanked, tag)
    assert f"{tag}: Tack för ditt svar!" in text_of(thanked.main)
    assert menu(thanked)["Svenska"] == f"/tack/{person.round_id}?sprak=sv"
    assert marks(person.round_id) == [(tag, "webb")]


def test_a_page_is_the_same_bytes_for_everyone_who_reads_its_language(invite):
    first = invite(questionnaire=translated("ar", "en"))
    second = invite(first.round_id)
    for one in (first, second):
        one.give_code()
    seen = {
        tag: {one.browser.get(f"/svara?sprak={tag}").data for one in (first, second)}
        for tag in ("ar", "en", "sv")
    }
    assert all(len(pages) == 1 for pages in seen.values())
    assert len(set.union(*seen.values())) == 3
    assert first.read().data in seen["sv"]


@pytest.mark.parametrize("tag", ["en", "xx", "ar' or 1"])
def test_a_language_that_the_round_does_not_offer_gives_its_own(invite, marks, tag):
    person = invite(questionnaire=translated("ar"))
    person.give_code()
    assert person.browser.get("/svara", query_string={"sprak": tag}).data == person.read().data
    sent = person.send(_sprak=tag, ovrigt="Hej")
    assert sent.location == f"/tack/{person.round_id}"
    shown = person.browser.get(sent.location, query_string={"sprak": tag})
    assert shown.data == person.browser.get(sent.location).data
    assert marks(person.round_id) == [("sv", "webb")]


def test_a_round_in_one_language_has_no_menu(respondent):
    assert menu(sound(respondent.read())) == {}
    assert menu(sound(respondent.browser.get(respondent.send().location))) == {}


def test_what_nobody_has_translated_is_marked_with_its_language(invite):
    left = ("tycker.items.nojd", "scales.grad5.1", "innan.text", "intro", "sections.omdome.title")
    person = invite(questionnaire=translated("ar", without=left))
    person.give_code()
    page = sound(person.browser.get("/svara?sprak=ar"))
    for text in (
        "Jag är nöjd med stödet",
        "Inte alls",
        "Vad gjorde du innan?",
        "Den här enkäten är ett prov.",
        "Vad du tycker",
    ):
        marked = page.find(string=lambda found, text=text: found.strip() == text).parent
        assert (marked.get("lang"), marked.get("dir")) == ("sv", "ltr"), text
    assert not page.find(string="ar: Lite").parent.has_attr("lang")


def test_who_is_asked_is_said_in_the_language_of_the_page(invite):
    person = invite(questionnaire=translated("en"))
    person.give_code()
    condition = text_of(sound(person.browser.get("/svara?sprak=en")).select_one(".condition"))
    assert "en: Jag är nöjd med stödet" in condition
    assert "Svara bara" not in condition


def test_a_mistake_is_told_in_the_language_of_the_form(invite):
    person = invite(questionnaire=translated("ar"))
    person.give_code()
    again = person.send(_sprak="ar", manader="många")
    page = sound(again)
    assert (again.status_code, is_in(page, "ar")) == (422, True)
    assert "Skriv ett heltal" not in again.text
    assert "ar: Hur länge har du deltagit?" in text_of(page.select_one(".summary"))


def test_an_open_round_is_entered_in_its_languages(app, sqlite_installation):
    round_id = an_open_round(sqlite_installation, questionnaire=translated("ar"))
    browser = app.test_client()
    page = sound(browser.get(f"/o/{round_id}?sprak=ar"))
    assert is_in(page, "ar")
    assert menu(page) == {"Svenska": f"/o/{round_id}?sprak=sv", "العربية": "here"}
    assert page.select_one("form [name=_sprak]")["value"] == "ar"

    asked_again = browser.post(f"/o/{round_id}", data={"_sprak": "ar"})
    assert is_in(sound(asked_again), "ar")
    came_in = browser.post(f"/o/{round_id}", data={"_sprak": "ar", "grupp": "g1"})
    assert came_in.location == f"/svara/o/{round_id}?sprak=ar"
    assert is_in(sound(browser.get(came_in.location)), "ar")


def test_a_browser_without_cookies_keeps_its_language(invite):
    person = invite(questionnaire=translated("ar"))
    page = sound(person.browser.post("/svara/kod", data={"kod": person.code, "_sprak": "ar"}))
    assert is_in(page, "ar")
    assert page.select_one("[name=_biljett]")


def test_the_tables_of_languages_and_catalogues_agree():
    assert set(EVERY) <= set(LANGUAGES)
    assert set(EVERY) <= set(spoken())


def test_a_wrong_code_is_told_in_the_language_of_the_page(client):
    page = sound(client.post("/", data={"kod": "FEL", "_sprak": "uk"}))
    assert is_in(page, "uk")
    assert menu(page)["Svenska"] == "/?sprak=sv"
    assert page.select_one("[name=_sprak]")["value"] == "uk"
