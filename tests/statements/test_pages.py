import pytest

from tests.pages import read_page

LINKS_OUT = ("https://www.digg.se/", "https://www.imy.se", "tel:", "mailto:")
PAGES = ("/tillganglighet", "/personuppgifter", "/kontakt")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_leads_to_the_pages_by_law(client, address):
    assert f'href="{address}"' in client.get("/").text
    assert client.get(address).status_code == 200


def test_the_redogorelse_has_its_eleven_parts(client):
    text = " ".join(client.get("/tillganglighet").text.split())
    for told in (
        "Samordningsförbundet Exempel",
        "webbtjänsten Enkäter",
        "delvis förenlig",
        "Talsyntes finns inte på alla telefoner.",
        "1 november 2026",
        "2 november 2026",
        "Självskattning och intern testning.",
        "Ring eller skriv till oss",
        "https://www.digg.se/tdosanmalan",
        "Inget är undantaget (12 § i lagen).",
        "Allt i tjänsten omfattas av lagen (9 §).",
    ):
        assert told in text


def test_article_13_is_told_in_two_layers(client):
    short = "Vi frågar för att kunna förbättra stödet."
    assert short in client.get("/").text
    whole = client.get("/personuppgifter").text
    for told in (short, "dataskyddsombud@example.org", "allmänt intresse", "IMY", "frivilligt"):
        assert told in whole


def test_what_is_not_filled_in_is_said_and_stops_no_page(client, sqlite_installation):
    sqlite_installation.settings.statements_file.unlink()
    for address in PAGES:
        answer = client.get(address)
        assert answer.status_code == 404
        assert "har inte skrivit in det här än" in answer.text
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_are_sound(client, address):
    read_page(client.get(address), links_to=LINKS_OUT)


def test_what_an_operator_writes_is_text(client, sqlite_installation):
    path = sqlite_installation.settings.statements_file
    path.write_text(
        path.read_text(encoding="utf-8").replace("Ring eller skriv", "<script>alert(1)</script>"),
        encoding="utf-8",
    )
    assert "<script>alert" not in client.get("/tillganglighet").text
