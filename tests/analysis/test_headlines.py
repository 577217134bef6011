"""The title of a figure is its message, from what is shown and nothing more."""

from analysis.codebook import Scale
from analysis.headlines import LONGEST, choice_headline, headline, means_headline
from analysis.mean_dots import Mean
from tests.analysis.figures.estimates import (
    SCALE,
    STATEMENTS,
    a_choice,
    a_merged,
    an_item,
    withheld,
)
from tests.analysis.shown import plain

GRAD = Scale(
    top=("4", "5"), bottom=("1", "2"), agree="instämmer i ganska hög eller mycket hög grad"
)
PLANNING = an_item(2, 4, 8, 22, 20, text="Deltagarna är delaktiga i planeringen.", name="delaktig")
HINDER = an_item(3, 6, 13, 18, 7, 9, text="Hinder har undanröjts.", name="hinder")


def test_one_item_is_told_with_its_share():
    assert plain(headline([PLANNING], GRAD)) == (
        "75 procent instämmer i ganska hög eller mycket hög grad i att deltagarna är delaktiga i "
        "planeringen"
    )


def test_few_answers_are_told_in_words_without_percent():
    few = an_item(1, 0, 3, 2, 1, text="Samverkan har stärkts.")
    assert headline([few], SCALE) == (
        "Tre av sju instämmer mycket eller helt i att samverkan har stärkts"
    )


def test_all_and_none_and_almost_all_are_told_as_they_are():
    def told(*counts):
        return headline([an_item(*counts, text="Samverkan har stärkts.")], SCALE).split(" inst")[0]

    assert told(0, 0, 0, 58, 0) == "Alla 58"
    assert told(58, 0, 0, 0, 0) == "Ingen av 58"
    assert told(1, 0, 0, 399, 0) == "399 av 400"
    assert told(399, 0, 0, 1, 0) == "1 av 400"


def test_of_several_items_the_one_most_agree_with_and_the_one_fewest_do():
    assert plain(headline([PLANNING, HINDER], SCALE)) == (
        "Störst andel instämmer i att deltagarna är delaktiga i planeringen (75 procent), "
        "minst andel instämmer i att hinder har undanröjts (45 procent)"
    )


def test_a_title_that_would_be_too_long_is_cut_down_or_left_to_the_plan():
    long = [
        an_item(2, 4, 8, 22, 20, text=STATEMENTS[5], name="a"),
        an_item(3, 6, 13, 18, 7, text=STATEMENTS[8], name="b"),
    ]
    assert plain(headline(long, SCALE)).endswith("fördjupad kunskap om målgruppen (75 procent)")
    assert len(headline(long, SCALE)) <= LONGEST
    assert headline([an_item(2, 4, 8, 22, 20, text=STATEMENTS[0] * 3)], SCALE) is None


def test_items_that_tie_are_named_together_and_when_all_do_there_is_no_message():
    one, other = (an_item(0, 0, 6, 6, 0, text=f"{what} finns.", name=what) for what in "AB")
    low = an_item(6, 6, 0, 0, 0, text="Stödet räcker till.", name="C")
    assert plain(headline([one, other, low], SCALE)) == (
        "Störst andel instämmer i påståendet ”A finns” och i påståendet ”B finns” "
        "(50 procent), minst andel instämmer i att stödet räcker till (ingen av tolv)"
    )
    assert headline([one, other], SCALE) is None


def test_what_is_withheld_is_not_compared_and_the_title_says_so():
    told = headline([PLANNING, HINDER, withheld(name="dold")], SCALE)
    assert told.startswith("Störst andel av det som visas instämmer i att deltagarna")
    assert headline([withheld()], SCALE) is None
    assert headline([PLANNING, withheld(name="dold")], SCALE) is None


def test_where_groups_are_drawn_the_title_is_about_everyone():
    groups = [an_item(0, 0, 0, 12, 0, name="delaktig", group="Athena"), a_merged(1, 3, 3)]
    group = groups[0]
    assert headline([PLANNING, group], SCALE) == headline([PLANNING], SCALE)
    assert headline([group], SCALE) is None


def test_a_question_is_answered_and_not_agreed_with():
    asked = [
        an_item(2, 4, 8, 22, 20, text="Är modellen känd?", name="a"),
        an_item(3, 6, 13, 18, 7, 9, text="Är målen kända?", name="b"),
    ]
    assert plain(headline(asked, GRAD)) == (
        "Störst andel svarar i ganska hög eller mycket hög grad på frågan ”Är modellen känd?” "
        "(75 procent)"
    )


def test_the_answer_that_most_gave():
    assert plain(choice_headline(a_choice({"kommun": 24, "af": 13, "fk": 5}))) == (
        "Flest har svarat ”Kommun” (57 procent)"
    )
    assert plain(choice_headline(a_choice({"tid": 9, "resor": 9, "annat": 6}, n=12))) == (
        "Flest har valt ”Tid” och ”Resor” (75 procent vardera)"
    )
    assert choice_headline(a_choice({"a": 4, "b": 4, "c": 4})) is None
    assert choice_headline(a_choice({"a": 0, "b": 0})) is None


def test_the_groups_at_the_ends_of_the_means():
    means = [
        Mean("Alla", 3.98, 64, is_total=True),
        Mean("Athena", 4.52, 12),
        Mean("Stig", 4.1, 7),
        Mean("United Action", 2.9, 11),
    ]
    assert means_headline(means) == (
        "Högst medelvärde har Athena (4,52), lägst United Action (2,9)"
    )
    hidden = [*means, Mean("MOA", None, None)]
    assert means_headline(hidden).startswith("Högst medelvärde av dem som visas har Athena")
    # A mean of few is blurred: it is never said to be the highest or the lowest.
    assert means_headline([*means, Mean("SARA", 4.8, 7)]) is None
    assert means_headline(means[:2]) is None
