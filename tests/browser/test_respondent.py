"""Whole journeys in a real browser, at the width of a small phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.respond.conftest import open_box

pytestmark = pytest.mark.browser

SCALE = "5"


def give_code(page, site, code):
    page.goto(f"{site.url}/")
    page.get_by_label("Din kod").fill(code)
    page.get_by_role("button", name="Börja").click()
    expect(page.get_by_role("button", name="Skicka in")).to_be_visible()


def choose(page, name, value):
    # A finger presses the row, not the little circle.
    page.locator(f"label:has(input[name={name}][value='{value}'])").click()


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_participant_answers(site, open_phone, script):
    round_id = site.start_round("deltagare")
    page = open_phone(java_script_enabled=script)
    give_code(page, site, site.codes(round_id)[0])

    page.get_by_label("Hur länge har du deltagit i projektet?").fill("1 4")
    choose(page, "sysselsattning", "annan")
    page.locator("#sysselsattning_annan").fill("Praktik")
    for name in ("tycker_meningsfullt", "tycker_delaktig", "vidare_arbete"):
        choose(page, name, SCALE)
    choose(page, "samverkan_bra", "vet_ej")
    page.locator("#markt_av_samverkan").fill("Alla hade läst samma papper.")
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, ditt svar är mottaget")

    assert page.url == f"{site.url}/tack/{round_id}"
    assert page.context.cookies() == []
    (ballot,) = open_box(site.installation, round_id)
    assert ballot == {
        "tid": 14,
        "sysselsattning": "annan",
        "sysselsattning_annan": "Praktik",
        "tycker_meningsfullt": "5",
        "tycker_delaktig": "5",
        "vidare_arbete": "5",
        "samverkan_bra": "vet_ej",
        "markt_av_samverkan": "Alla hade läst samma papper.",
        "group": "g1",
    }


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_slip_is_mended_and_nothing_lost(site, open_phone, script):
    round_id = site.start_round()
    page = open_phone(java_script_enabled=script)
    give_code(page, site, site.codes(round_id)[0])

    page.get_by_label("Hur länge har du deltagit?").fill("två år")
    page.get_by_label("Något mer du vill säga?").fill("Rad ett\nrad två")
    page.get_by_role("button", name="Skicka in").click()
    expect(page).to_have_title("Fel: Enkät")
    if script:
        expect(page.locator(".summary")).to_be_focused()
    page.get_by_role("link", name="Hur länge har du deltagit?").click()
    expect(page.get_by_label("Hur länge har du deltagit?")).to_be_in_viewport()
    page.get_by_label("Hur länge har du deltagit?").fill("24")
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, ditt svar är mottaget")

    assert open_box(site.installation, round_id) == [
        {"manader": 24, "ovrigt": "Rad ett\nrad två", "group": "g1"}
    ]


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_return_in_a_field_sends_nothing(site, open_phone, script):
    round_id = site.start_round()
    page = open_phone(java_script_enabled=script)
    give_code(page, site, site.codes(round_id)[0])
    page.get_by_label("Hur länge har du deltagit?").fill("24")
    page.get_by_label("Hur länge har du deltagit?").press("Enter")
    page.wait_for_timeout(200)

    assert page.url == f"{site.url}/svara"
    assert open_box(site.installation, round_id) == []


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_a_page_that_could_not_be_sent_is_sent_when_it_is_loaded_again(site, open_phone, script):
    round_id = site.start_round()
    page = open_phone(java_script_enabled=script)
    give_code(page, site, site.codes(round_id)[0])
    page.locator("#ovrigt").fill("Hej")
    # Stands for a server that cannot show the form again.
    page.route("**/svara", lambda route: route.fulfill(status=503, body="Ladda om"))
    page.get_by_role("button", name="Skicka in").click()
    expect(page.locator("body")).to_have_text("Ladda om")
    page.unroute("**/svara")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, ditt svar är mottaget")
    assert open_box(site.installation, round_id) == [{"ovrigt": "Hej", "group": "g1"}]


# With script --------------------------------------------------------------------------------------


def test_a_link_fills_in_the_code_and_leaves_no_trace_of_it(site, open_phone):
    code = site.codes(site.start_round())[0]
    page = open_phone()
    asked_for = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto(f"{site.url}/#{code}")

    expect(page.get_by_label("Din kod")).to_have_value(code)
    assert page.url == f"{site.url}/"
    page.get_by_role("button", name="Börja").click()
    expect(page.get_by_role("button", name="Skicka in")).to_be_visible()
    page.go_back()
    assert code not in page.url
    assert not [address for address in asked_for[1:] if code in address]


def test_follow_up_questions_come_and_go(site, open_phone):
    round_id = site.start_round()
    page = open_phone()
    give_code(page, site, site.codes(round_id)[0])
    how, other = page.locator("#hur"), page.locator("#innan_annat")

    expect(how).to_be_hidden()
    expect(other).to_be_hidden()
    choose(page, "tycker_nojd", "4")
    choose(page, "innan", "annat")
    how.fill("Bättre")
    other.fill("Praktik")
    choose(page, "tycker_nojd", "vet_ej")
    choose(page, "innan", "arbete")
    expect(how).to_be_hidden()
    expect(other).to_be_hidden()
    choose(page, "tycker_nojd", "5")
    expect(how).to_have_value("Bättre")
    choose(page, "tycker_nojd", "1")
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, ditt svar är mottaget")

    assert open_box(site.installation, round_id) == [
        {"innan": "arbete", "tycker_nojd": "1", "group": "g1"}
    ]


def test_what_is_typed_survives_a_reload_and_is_gone_when_sent(site, open_phone):
    round_id = site.start_round()
    page = open_phone()
    code = site.codes(round_id)[0]
    give_code(page, site, code)
    choose(page, "tycker_nojd", "4")
    page.locator("#hur").fill("Bättre")
    choose(page, "hinder", "tid")
    page.reload()

    expect(page.locator("#hur")).to_have_value("Bättre")
    expect(page.locator("[name=tycker_nojd][value='4']")).to_be_checked()
    expect(page.locator("[name=hinder][value=tid]")).to_be_checked()
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, ditt svar är mottaget")
    assert page.evaluate("Object.keys(sessionStorage).filter(k => k !== 'samsvar-who')") == []
    assert page.evaluate("localStorage.length") == 0


def test_the_next_person_in_the_same_tab_sees_nothing_of_the_first(site, open_phone):
    round_id = site.start_round()
    first, second, *_ = site.codes(round_id)
    page = open_phone()
    give_code(page, site, first)
    page.locator("#ovrigt").fill("Hemligt")
    give_code(page, site, second)
    expect(page.locator("#ovrigt")).to_have_value("")


def test_the_same_person_who_comes_back_to_the_start_has_everything_left(site, open_phone):
    code = site.codes(site.start_round())[0]
    page = open_phone()
    give_code(page, site, code)
    page.locator("#ovrigt").fill("Inte klart")
    give_code(page, site, code.lower().replace("-", " "))
    expect(page.locator("#ovrigt")).to_have_value("Inte klart")


def test_a_mistyped_code_throws_nothing_away(site, open_phone):
    code = site.codes(site.start_round())[0]
    page = open_phone()
    give_code(page, site, code)
    page.locator("#ovrigt").fill("Inte klart")
    page.goto(f"{site.url}/")
    page.get_by_label("Din kod").fill("ABCD")
    page.get_by_role("button", name="Börja").click()
    expect(page.locator(".error")).to_contain_text("Koden stämmer inte.")

    page.goto(f"{site.url}/svara")
    expect(page.locator("#ovrigt")).to_have_value("Inte klart")
    give_code(page, site, code)
    expect(page.locator("#ovrigt")).to_have_value("Inte klart")


def test_two_people_with_a_tab_each_in_one_browser(site, open_phone):
    round_id = site.start_round()
    first, second, *_ = site.codes(round_id)
    page = open_phone()
    other = page.context.new_page()
    give_code(page, site, first)
    page.locator("#ovrigt").fill("Den första")
    give_code(other, site, second)
    other.locator("#ovrigt").fill("Den andra")

    page.get_by_role("button", name="Skicka in").click()
    page.get_by_label("Din kod").fill(first)
    page.get_by_role("button", name="Skicka in").first.click()
    thanks = "Tack, ditt svar är mottaget"
    expect(page.get_by_role("heading", level=1)).to_have_text(thanks)
    other.get_by_role("button", name="Skicka in").click()
    expect(other.get_by_role("heading", level=1)).to_have_text(thanks)
    assert {one["ovrigt"] for one in open_box(site.installation, round_id)} == {
        "Den första",
        "Den andra",
    }


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_an_open_round_is_answered(site, open_phone, script):
    round_id = site.start_round(access="open", groups=PARTIES)
    page = open_phone(java_script_enabled=script)
    page.goto(f"{site.url}/o/{round_id}")
    choose(page, "grupp", "g2")
    page.get_by_role("button", name="Börja").click()
    page.locator("#ovrigt").fill("Hej")
    page.reload()
    if script:
        expect(page.locator("#ovrigt")).to_have_value("Hej")
    page.locator("#ovrigt").fill("Hej")
    page.get_by_role("button", name="Skicka in").click()
    thanks = "Tack, ditt svar är mottaget"
    expect(page.get_by_role("heading", level=1)).to_have_text(thanks)
    assert open_box(site.installation, round_id) == [{"ovrigt": "Hej", "group": "g2"}]


def test_the_next_person_at_an_open_round_sees_nothing_of_the_first(site, open_phone):
    round_id = site.start_round(access="open", groups={})
    page = open_phone()
    for expected in ("", ""):
        page.goto(f"{site.url}/o/{round_id}")
        page.get_by_role("button", name="Börja").click()
        expect(page.locator("#ovrigt")).to_have_value(expected)
        page.locator("#ovrigt").fill("Hemligt")


def test_two_quick_presses_are_one_answer(site, open_phone):
    round_id = site.start_round()
    page = open_phone()
    give_code(page, site, site.codes(round_id)[0])
    page.get_by_role("button", name="Skicka in").dblclick(no_wait_after=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, ditt svar är mottaget")
    assert len(open_box(site.installation, round_id)) == 1


def test_the_back_button_after_sending_asks_for_no_resubmission(site, open_phone):
    page = open_phone()
    give_code(page, site, site.codes(site.start_round())[0])
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, ditt svar är mottaget")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Öppna frågorna igen")


# Every page, for everyone -------------------------------------------------------------------------


def every_page(site, page):
    """Walk through every page and state there is, and give the name of each."""
    closing, open_round = site.start_round(), site.start_round(access="open", groups=PARTIES)
    codes = site.codes(site.start_round())
    page.goto(f"{site.url}/")
    yield "start"
    page.get_by_label("Din kod").fill("ABCD")
    page.get_by_role("button", name="Börja").click()
    yield "wrong code"
    for name in ("deltagare", "handlaggare-projekt", "styrgrupp"):
        give_code(page, site, site.codes(site.start_round(name))[0])
        yield name
    give_code(page, site, codes[0])
    choose(page, "tycker_nojd", "5")
    choose(page, "innan", "annat")
    yield "every kind of question"
    page.locator("#manader").fill("två")
    page.locator("#innan_annat").fill("x" * 201)
    page.get_by_role("button", name="Skicka in").click()
    yield "mistakes"
    page.context.clear_cookies()
    page.locator("#manader").fill("2")
    page.locator("#innan_annat").fill("x")
    page.get_by_role("button", name="Skicka in").first.click()
    yield "without ticket"
    page.locator("#_kod").fill(codes[0])
    page.get_by_role("button", name="Skicka in").first.click()
    yield "thanks"
    give_code(page, site, codes[1])
    page.locator("#ovrigt").fill("En gång")
    tickets = page.context.cookies()
    page.get_by_role("button", name="Skicka in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, ditt svar är mottaget")
    page.context.add_cookies(tickets)
    page.goto(f"{site.url}/svara")
    page.locator("#ovrigt").fill("En gång till")
    page.get_by_role("button", name="Skicka in").click()
    page.get_by_label("Din kod").fill(codes[1])
    page.get_by_role("button", name="Skicka in").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Svaret har redan kommit fram")
    page.locator("summary").click()
    yield "already"
    page.goto(f"{site.url}/svara")
    yield "code again"
    page.goto(f"{site.url}/o/{open_round}")
    yield "open round"
    page.goto(f"{site.url}/svara/o/{open_round}")
    yield "open round without cookies"
    page.goto(f"{site.url}/finns-inte")
    yield "not found"
    give_code(page, site, site.codes(closing)[0])
    page.locator("#ovrigt").fill("Ett ord")
    site.close(closing)
    page.get_by_role("button", name="Skicka in").click()
    yield "closed"


PARTIES = {"Arbetsmarknadsförvaltningen": None, "Försäkringskassan": None}
TOO_SMALL = """() => [...document.querySelectorAll(
    "button, label.choice, input[type=text], textarea, summary, .summary a, main a")]
  .filter(one => one.offsetParent !== null)
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 48 || box.width < 48)
  .map(([one, box]) => `${one.textContent.trim().slice(0, 30)}: ${box.width} × ${box.height}`)"""
TOO_CLOSE = """() => [...document.querySelectorAll("label.choice")]
  .filter(one => one.nextElementSibling && one.nextElementSibling.matches("label.choice"))
  .filter(one => one.nextElementSibling.getBoundingClientRect().top
                 - one.getBoundingClientRect().bottom < 8).length"""
TOO_FINE = """() => [...document.querySelectorAll(
    "p, li, legend, .ask, input[type=text], textarea, .choice, .summary a")]
  .map(one => getComputedStyle(one))
  .filter(style => parseFloat(style.fontSize) < 18).length"""


@pytest.mark.parametrize("width", [320, 360, 412])
def test_nothing_is_too_wide_too_small_or_too_close(site, open_phone, width):
    page = open_phone(width)
    for name in every_page(site, page):
        wide, there_is = page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= there_is, name
        assert page.evaluate(TOO_SMALL) == [], name
        assert page.evaluate(TOO_CLOSE) == 0, name
        assert page.evaluate(TOO_FINE) == 0, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(site, open_phone, scheme):
    page = open_phone(color_scheme=scheme)
    axe = Axe()
    for name in every_page(site, page):
        found = axe.run(page)
        assert found.violations_count == 0, f"{name}\n{found.generate_report()}"


def test_a_statement_fits_on_a_screen_and_a_half(site, open_phone):
    page = open_phone()
    give_code(page, site, site.codes(site.start_round("deltagare"))[0])
    heights = page.evaluate(
        "[...document.querySelectorAll('fieldset')].map(one => one.getBoundingClientRect().height)"
    )
    assert max(heights) <= 960


def test_everything_can_be_reached_and_chosen_from_the_keyboard(site, open_phone):
    round_id = site.start_round()
    page = open_phone(1280, 800)
    give_code(page, site, site.codes(round_id)[0])
    page.locator("#manader").focus()
    page.keyboard.type("3")
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || document.activeElement.textContent")
        reached.append(name)
        if name == "innan":
            page.keyboard.press("ArrowDown")
        if name == "Skicka in":
            break
        outline = page.evaluate(
            "(() => { const a = document.activeElement; const s = a.nextElementSibling;"
            " const e = a.type === 'radio' || a.type === 'checkbox'"
            "   ? getComputedStyle(s, '::after') : getComputedStyle(a);"
            " return parseFloat(e.outlineWidth) })()"
        )
        assert outline >= 2, name
    assert reached == [
        "start",
        "innan",
        "tycker_nojd",
        "tycker_delaktig",
        *["hinder"] * 4,
        "ovrigt",
        "Skicka in",
    ]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tack, ditt svar är mottaget")
    (ballot,) = open_box(site.installation, round_id)
    assert (ballot["manader"], ballot["innan"]) == (3, "studier")
