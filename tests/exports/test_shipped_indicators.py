"""Of the indicators in the questionnaires, which are told of five to nine persons."""

from pathlib import Path

import pytest

from analysis.codebook_reading import read_codebook
from analysis.disclosure import Detail
from analysis.parts import detail_for
from survey_app.exports.codebook import codebook, encode
from survey_app.invitations.response_rate import ResponseRate
from survey_app.questionnaire.load import load
from survey_app.storage.models import SurveyRound

QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"

TOLD_FROM = {
    # Three steps or two, counted together as they are merged: nothing new.
    "mer_eller_mindre_positiva": Detail.COARSE,
    "instammer_inte_egen_forsorjning": Detail.COARSE,
    # Three items at once: who gave which answer to one shows in the answer to another.
    "narmat_arbetslivet": Detail.FULL,
    "okad_kunskap_god_kvalitet": Detail.COARSE,
    "okad_kunskap_lakarintyg": Detail.COARSE,
}


NOBODY = ResponseRate(invited=None, answered=0, groups=(), reasons={})


def indicators():
    for path in sorted(QUESTIONNAIRES.glob("*/1.yaml")):
        asked = load(path)
        round_ = SurveyRound(
            id="r2h9abcd",
            title="En omgång",
            access="codes",
            k_min=5,
            detail="standard",
            groups=[],
            classes=[],
            questionnaire_hash="0" * 64,
        )
        book = read_codebook(encode(codebook(round_, asked, NOBODY)))
        for one in book.indicators:
            yield pytest.param(one, book, id=one.id)


@pytest.mark.parametrize(("indicator", "book"), list(indicators()))
def test_every_shipped_indicator_is_told_of_few_only_when_it_is_no_news(indicator, book):
    assert detail_for(indicator.condition, book) is TOLD_FROM[indicator.id]
