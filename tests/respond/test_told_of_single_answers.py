"""Where single answers may be handed on, the first card says so; else it says nothing of it."""

import pytest

from tests.pages import read_page, text_of

SENTENCE = (
    "Svaren kan lämnas vidare. Den som har ett bestämt skäl kan få svaren på frågor med fasta "
    "svarsalternativ, blandade och utan namn, men aldrig det du skriver med egna ord."
)


@pytest.mark.parametrize("microdata", [True, False])
def test_the_first_card_tells_what_may_be_handed_on(invite, microdata):
    person = invite(microdata=microdata)
    person.give_code()
    card = text_of(read_page(person.read()).select_one(".card.first"))
    assert (SENTENCE in card) is microdata
    assert ("lämnas vidare" in card) is microdata
