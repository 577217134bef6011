"""Reading aloud. A browser without a window has no voice, so the test lends it one."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import give_code, onward, reach

pytestmark = pytest.mark.browser

VOICES = """(languages) => {
  const said = (window.said = []);
  const voices = languages.map((lang) => ({ lang, localService: lang !== "en-US", name: lang }));
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    speak: (one) => { said.push(one); },
    cancel: () => {},
  }});
}"""


def with_voices(page, *languages):
    page.add_init_script(f"({VOICES})({list(languages)!r})")


def told(page):
    """Let the voice finish what it says, and return which row is marked meanwhile."""
    marked = page.locator(".spoken")
    words = marked.inner_text()
    page.evaluate("said[said.length - 1].onend()")
    return " ".join(words.split())


def test_question_and_every_option_are_read_and_marked(site, open_phone):
    page = open_phone()
    with_voices(page, "sv-SE")
    give_code(page, site, site.codes(site.start_round("deltagare"))[0])
    reach(page, "tycker_meningsfullt")
    page.get_by_role("button", name="Lyssna").click()
    heard = [told(page) for _ in range(8)]
    assert heard[1:3] == ["Projektet du deltar i", heard[2]]
    assert heard[2].endswith("Det är meningsfullt att delta")
    assert [one.casefold() for one in heard[3:]] == [
        "i mycket låg grad",
        "i ganska låg grad",
        "varken låg eller hög grad",
        "i ganska hög grad",
        "i mycket hög grad",
    ]
    expect(page.get_by_role("button", name="Lyssna")).to_be_visible()
    expect(page.locator(".spoken")).to_have_count(0)


RECORDINGS = """
window.played = [];
window.Audio = function (file) {
  played.push(file);
  this.play = () => setTimeout(() => this.onended(), 100);
  this.pause = () => {};
};
Object.defineProperty(window, "speechSynthesis", { value: undefined });
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("#enkat .choice").forEach((one) => {
    one.dataset.audio = "/ljud/" + one.querySelector("input").value + ".mp3";
  });
});
"""


def test_recordings_are_played_one_by_one_also_without_a_voice(site, open_phone):
    page = open_phone()
    page.add_init_script(RECORDINGS)
    give_code(page, site, site.codes(site.start_round("deltagare"))[0])
    reach(page, "tycker_meningsfullt")
    assert page.evaluate("played") == []
    page.get_by_role("button", name="Lyssna").click()
    expect(page.get_by_role("button", name="Stoppa")).to_be_visible()
    expect(page.get_by_role("button", name="Lyssna")).to_be_visible()
    assert page.evaluate("played") == [f"/ljud/{step}.mp3" for step in range(1, 6)]


def test_a_second_tap_or_the_next_card_makes_it_silent(site, open_phone):
    page = open_phone()
    with_voices(page, "sv_SE")
    give_code(page, site, site.codes(site.start_round("deltagare"))[0])
    page.get_by_role("button", name="Lyssna").click()
    expect(page.locator(".spoken")).to_have_count(1)
    page.get_by_role("button", name="Stoppa").click()
    expect(page.locator(".spoken")).to_have_count(0)
    page.get_by_role("button", name="Lyssna").click()
    onward(page)
    expect(page.locator(".spoken")).to_have_count(0)
    expect(page.get_by_role("button", name="Lyssna")).to_be_visible()


@pytest.mark.parametrize("voices", [(), ("en-US",), ("fi-FI", "svx")])
def test_without_a_voice_of_the_device_for_the_language_there_is_no_button(
    site, open_phone, voices
):
    page = open_phone()
    with_voices(page, *voices)
    give_code(page, site, site.codes(site.start_round("deltagare"))[0])
    expect(page.get_by_role("button", name="Lyssna")).to_have_count(0)
    onward(page)
    expect(page.get_by_role("button", name="Lyssna")).to_have_count(0)
