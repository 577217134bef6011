"""One card at a time: onwards, back, away and back again."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import change, choose, give_code, onward, reach, ready, to_review, write
from tests.builders import a_questionnaire

pytestmark = pytest.mark.browser


@pytest.fixture
def person(site, open_phone):
    """Somebody at the introduction of the participants' questionnaire."""
    page = open_phone()
    give_code(page, site, site.codes(site.start_round("deltagare"))[0])
    return page


def test_one_question_at_a_time_with_a_count_that_never_grows(person):
    page = person
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    page.get_by_role("button", name="Börja").click()
    seen = []
    while page.locator(".onward").is_visible():
        expect(page.locator("section .card:visible")).to_have_count(1)
        seen.append(page.locator(".count").inner_text())
        onward(page)
    assert seen[:14] == [f"Fråga {number} av 14" for number in range(1, 15)]
    assert {one.split()[-1] for one in seen} == {"14"}


def test_the_total_does_not_count_follow_up_questions(site, open_phone):
    page = open_phone()
    give_code(page, site, site.codes(site.start_round())[0])
    choose(page, "tycker_nojd", "5")
    before = page.locator(".count").inner_text()
    reach(page, "hur")
    total = before.split()[-1]
    assert page.locator(".count").inner_text().endswith(f" av {total}")


def test_the_browsers_own_buttons_go_between_the_cards(person):
    page = person
    write(page, "tid", "14")
    choose(page, "sysselsattning", "studier")
    page.go_back()
    expect(page.locator("#tid")).to_be_visible()
    expect(page.locator("#tid")).to_have_value("14")
    page.go_back()
    expect(page.get_by_role("button", name="Börja")).to_be_visible()
    page.go_forward()
    page.go_forward()
    expect(page.locator("[name=sysselsattning][value=studier]")).to_be_checked()
    page.get_by_role("button", name="Tillbaka").click()
    expect(page.locator("#tid")).to_be_visible()


def test_a_reload_stays_on_the_card_with_everything_in_it(person):
    page = person
    write(page, "tid", "14")
    choose(page, "sysselsattning", "studier")
    page.reload()
    ready(page)
    expect(page.locator("[name=sysselsattning][value=studier]")).to_be_checked()
    expect(page.locator(".count")).to_have_text("Fråga 2 av 14")
    page.get_by_role("button", name="Tillbaka").click()
    expect(page.locator("#tid")).to_have_value("14")


def test_somebody_who_opens_the_page_anew_goes_on_where_they_were(person):
    page = person
    write(page, "tid", "14")
    choose(page, "sysselsattning", "studier")
    page.goto(page.url)
    ready(page)
    expect(page.locator(".count")).to_have_text("Fråga 2 av 14")
    page.get_by_role("button", name="Tillbaka").click()
    expect(page.locator("#tid")).to_have_value("14")


def test_a_question_is_skipped_or_its_answer_taken_back(person):
    page = person
    onward(page)
    expect(page.locator(".onward")).to_have_text("Hoppa över")
    onward(page)
    remove = page.get_by_role("button", name="Ta bort svar")
    expect(remove).to_have_count(0)
    choose(page, "sysselsattning", "studier")
    expect(page.locator(".onward")).to_have_text("Fortsätt")
    remove.click()
    expect(page.locator("[name=sysselsattning]:checked")).to_have_count(0)
    expect(page.locator("[name=sysselsattning]").first).to_be_focused()
    expect(page.locator(".onward")).to_have_text("Hoppa över")
    expect(remove).to_have_count(0)


def test_the_heading_of_each_card_gets_the_focus(person):
    page = person
    onward(page)
    expect(page.get_by_text("Hur länge har du deltagit i projektet?")).to_be_focused()
    onward(page)
    expect(page.locator("legend:visible")).to_be_focused()
    to_review(page)
    expect(page.get_by_role("heading", name="Granska dina svar")).to_be_focused()


def test_the_review_tells_every_answer_in_words_and_leads_back(person):
    page = person
    write(page, "tid", "14")
    choose(page, "sysselsattning", "annan")
    page.locator("#sysselsattning_annan").fill("Praktik")
    choose(page, "tycker_meningsfullt", "4")
    to_review(page)
    told = page.locator(".review > div")
    expect(told).to_have_count(15)  # and who helps
    expect(told.nth(0)).to_contain_text("14 månader")
    expect(told.nth(1)).to_contain_text("Annan sysselsättning, nämligen, Praktik")
    expect(told.nth(2)).to_contain_text("i ganska hög grad")
    expect(told.nth(3)).to_contain_text("Inget svar")

    change(page, "Vilken sysselsättning hade du tiden innan projektet?")
    expect(page.locator(".count")).to_have_text("Fråga 2 av 14")
    choose(page, "sysselsattning", "studier")
    onward(page)
    expect(told.nth(1)).to_contain_text("Studier")
    page.go_back()
    expect(page.locator("[name=sysselsattning][value=studier]")).to_be_checked()


def test_a_change_that_opens_a_follow_up_question_leads_by_it(site, open_phone):
    page = open_phone()
    asked = a_questionnaire(layout="one-at-a-time")
    give_code(page, site, site.codes(site.start_round(questionnaire=asked))[0])
    to_review(page)
    change(page, "Vad tycker du om projektet? Jag är nöjd med stödet")
    choose(page, "tycker_nojd", "5")
    onward(page)
    expect(page.locator("#hur")).to_be_visible()
    onward(page)
    expect(page.get_by_role("heading", name="Granska dina svar")).to_be_focused()


def test_return_goes_on_to_the_next_card(person):
    page = person
    write(page, "tid", "14")
    page.locator("#tid").press("Enter")
    expect(page.locator(".count")).to_have_text("Fråga 2 av 14")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".count")).to_have_text("Fråga 3 av 14")


def test_everything_can_be_reached_and_chosen_from_the_keyboard(site, open_phone):
    page = open_phone(1280, 800)
    give_code(page, site, site.codes(site.start_round("deltagare"))[0])
    reach(page, "sysselsattning")
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.name || document.activeElement.textContent")
        )
        if reached == ["sysselsattning"]:
            page.keyboard.press("ArrowDown")
        outline = page.evaluate(
            "(() => { const a = document.activeElement; const s = a.nextElementSibling;"
            " const e = a.type === 'radio' ? getComputedStyle(s, '::after') : getComputedStyle(a);"
            " return parseFloat(e.outlineWidth) })()"
        )
        assert outline >= 2, reached[-1]
    assert reached == [
        "sysselsattning",
        "Ta bort svar",
        "Fortsätt",
        "Avsluta och radera",
        "Tillgänglighet",
    ]
    expect(page.locator("[name=sysselsattning][value=arbetssokande]")).to_be_checked()


def test_the_shipped_statements_fit_on_a_screen_and_a_half(person):
    page = person
    onward(page)
    heights = {}
    while page.locator(".onward").is_visible():
        if page.locator("fieldset:visible [value='5']").count():
            name = page.locator("fieldset:visible input").first.get_attribute("name")
            page.locator("fieldset:visible label").first.click()
            heights[name] = page.evaluate(
                "scrollY + document.querySelector('.onward').getBoundingClientRect().bottom"
            )
        onward(page)
    assert len(heights) == 9
    assert {name: height for name, height in heights.items() if height > 960} == {}
