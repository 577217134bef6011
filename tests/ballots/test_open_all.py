"""From ballots to what is kept: nothing is left of the order, and little of who wrote what."""

from collections import Counter

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import example, find, given, settings
from hypothesis import strategies as st

from survey_app.ballots.payload import NotAnAnswer, encode
from survey_app.ballots.release import open_all
from survey_app.ballots.seal import CannotOpen, seal

KEY = X25519PrivateKey.generate()
PUBLIC = KEY.public_key().public_bytes_raw()


def ballot(answers=None, group="g1", language="sv", mode="webb"):
    return seal(encode(answers or {}, group, language, mode), PUBLIC, "a2b3", 512)


def opened(ballots, *, k=5, groups=("g1", "g2", "g3"), **changes):
    return open_all(
        ballots, KEY, "a2b3", k=k, groups=groups, open_variables=["hur", "varfor"], **changes
    )


def marks(response):
    return {name: value for name, value in response.answers.items() if name.startswith("_")}


def test_closed_answers_stay_together_and_texts_are_set_apart():
    done = opened([ballot({"nojd": "4", "hinder": ["tid"], "hur": "Bra stöd."}) for _ in range(5)])
    assert len(done.responses) == 5
    for one in done.responses:
        assert {name for name in one.answers if not name.startswith("_")} == {"nojd", "hinder"}
    assert [(text.variable, text.text) for text in done.texts] == [("hur", "Bra stöd.")] * 5
    assert not hasattr(done.texts[0], "id")
    assert not hasattr(done.texts[0], "response_id")


def test_responses_and_the_texts_of_each_question_are_shuffled_on_their_own():
    ballots = [ballot({"nummer": n, "hur": f"h{n}", "varfor": f"v{n}"}) for n in range(30)]
    done = opened(ballots)
    responses = [one.answers["nummer"] for one in done.responses]
    hur = [int(one.text[1:]) for one in done.texts if one.variable == "hur"]
    varfor = [int(one.text[1:]) for one in done.texts if one.variable == "varfor"]
    orders = [list(range(30)), responses, hur, varfor]
    assert all(sorted(order) == orders[0] for order in orders)
    for number, order in enumerate(orders):
        assert order not in orders[:number]


def test_every_order_is_as_likely_as_every_other():
    """Three ballots, six orders: none is favoured."""
    ballots = [ballot({"nummer": n}) for n in range(3)]
    found = Counter(
        tuple(one.answers["nummer"] for one in opened(ballots, k=3).responses) for _ in range(900)
    )
    assert len(found) == 6
    # 150 expected of each; five standard deviations are 56.
    assert all(abs(count - 150) < 56 for count in found.values())


def test_the_one_who_shuffles_is_not_a_seeded_generator():
    import inspect
    import random

    shuffle = inspect.signature(open_all).parameters["shuffle"].default
    assert isinstance(shuffle.__self__, random.SystemRandom)


@pytest.mark.parametrize(
    ("answers_there", "texts_there", "keeps_class"),
    [(10, 5, True), (10, 4, False), (9, 5, False), (9, 9, False), (30, 4, False), (12, 12, True)],
)
def test_a_text_keeps_its_class_only_in_a_large_one_with_several(
    answers_there, texts_there, keeps_class
):
    """Rule 8: ten answers in the class, and five texts to this question."""
    large = [ballot({"hur": "text"} if n < texts_there else {}) for n in range(answers_there)]
    other = [ballot({"varfor": "annat"}, "g2") for _ in range(20)]
    done = opened([*large, *other], groups=("g1", "g2"))
    (class_id,) = {one.id for one in done.classes if one.group_ids == ("g1",)}
    kept = [one.class_id for one in done.texts if one.variable == "hur"]
    assert kept == [class_id if keeps_class else None] * texts_there


# Texts without a class are those of the other classes ---------------------------------------------

rounds = st.lists(
    st.integers(0, 14).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), max_size=4
)


def classes_of_texts(classes):
    """Open a round whose classes have so many answers and texts; return both by class."""
    groups = [f"g{place}" for place in range(len(classes))]
    ballots = [
        ballot({"hur": group} if n < texts else {}, group)
        for group, (answers, texts) in zip(groups, classes, strict=True)
        for n in range(answers)
    ]
    done = opened(ballots, groups=groups)
    return done.classes, [(text.class_id, text.text) for text in done.texts]


def rule_8_alone(classes, texts):
    """Name a class as a program would that forgets what the unnamed texts then are."""
    class_of = {group: one for one in classes for group in one.group_ids}
    written = Counter(class_of[group].id for _, group in texts if group in class_of)
    return [
        (
            one.id
            if (one := class_of.get(group)) and one.answered >= 10 and written[one.id] >= 5
            else None,
            group,
        )
        for _, group in texts
    ]


def tells_who_wrote(classes, texts):
    """Return whether texts, with or without a class, are known to be from few persons."""
    class_of = {group: one for one in classes for group in one.group_ids}
    named = {class_id for class_id, _ in texts if class_id is not None}
    writers = {class_of[group] for class_id, group in texts if class_id is None and named}
    parts = [{one} for one in classes if one.id in named] + ([writers] if writers else [])
    return (len(writers) == 1) or any(
        sum(one.answered for one in part) < 10
        or sum(class_of[group] in part for _, group in texts) < 5
        for part in parts
    )


@settings(deadline=None, max_examples=150)
@given(rounds)
@example([(12, 6), (12, 6)])
@example([(12, 6), (12, 4)])
@example([(12, 6), (12, 1)])
@example([(12, 6), (13, 6), (5, 5), (5, 5)])
def test_no_texts_without_a_class_are_known_to_be_from_one(classes):
    found, texts = classes_of_texts(classes)
    assert not tells_who_wrote(found, texts)


def test_the_checker_catches_a_version_that_names_every_large_class():
    def leaks(classes):
        found, texts = classes_of_texts(classes)
        return tells_who_wrote(found, rule_8_alone(found, texts))

    assert leaks(find(rounds, leaks, settings=settings(deadline=None)))


@pytest.mark.parametrize(
    ("classes", "named"),
    [
        # All texts have a class.
        ([(12, 6), (12, 6)], {"g0", "g1"}),
        # The four without would be those of g1, so nobody's has one.
        ([(12, 6), (12, 4)], set()),
        # The smaller goes with it; together they are eleven texts, and the largest keeps its name.
        ([(14, 6), (12, 7), (12, 4)], {"g0"}),
        # Where nobody wrote there is nothing to know.
        ([(12, 6), (12, 0)], {"g0"}),
        # Two small ones cover each other.
        ([(12, 6), (6, 3), (6, 2)], {"g0"}),
    ],
)
def test_one_more_class_goes_without_its_name(classes, named):
    _, texts = classes_of_texts(classes)
    assert {text for class_id, text in texts if class_id is not None} == named


# -------------------------------------------------------------------------------------------------


def test_mode_and_language_stay_where_every_combination_is_large():
    done = opened(
        [ballot(mode="webb") for _ in range(6)] + [ballot(mode="telefon") for _ in range(5)]
    )
    assert Counter(one.answers["_mode"] for one in done.responses) == {"webb": 6, "telefon": 5}
    assert {one.answers["_language"] for one in done.responses} == {"sv"}


def test_a_mode_that_few_used_is_not_kept_for_anyone_of_the_class():
    small = [ballot(mode="webb") for _ in range(20)] + [ballot(mode="telefon") for _ in range(4)]
    other = [ballot(group="g2", mode="telefon") for _ in range(9)]
    done = opened([*small, *other])
    by_class = {one.group_ids: one.id for one in done.classes}
    for response in done.responses:
        if response.class_id == by_class[("g1",)]:
            assert marks(response) == {"_language": "sv"}
        else:
            assert marks(response) == {"_mode": "telefon", "_language": "sv"}


def test_who_helped_is_left_out_where_few_had_such_help():
    done = opened(
        [ballot(mode="webb") for _ in range(8)]
        + [ballot(mode="assisterat-tolk") for _ in range(4)]
        + [ballot(mode="assisterat-personal") for _ in range(2)]
    )
    assert Counter(one.answers["_mode"] for one in done.responses) == {"webb": 8, "assisterat": 6}
    assert {one.answers["_language"] for one in done.responses} == {"sv"}


def test_who_helped_is_told_where_many_had_such_help():
    done = opened(
        [ballot(mode="webb") for _ in range(8)]
        + [ballot(mode="assisterat-tolk") for _ in range(6)]
        + [ballot(mode="assisterat-frågeassistent") for _ in range(5)]
    )
    assert Counter(one.answers["_mode"] for one in done.responses) == {
        "webb": 8,
        "assisterat-tolk": 6,
        "assisterat-frågeassistent": 5,
    }


def test_one_mark_is_kept_when_both_together_would_make_small_parts():
    done = opened(
        [ballot(mode="webb", language="sv") for _ in range(7)]
        + [ballot(mode="telefon", language="sv") for _ in range(6)]
        + [ballot(mode="webb", language="ar") for _ in range(2)]
        + [ballot(mode="telefon", language="ar") for _ in range(4)]
    )
    assert Counter(tuple(marks(one)) for one in done.responses) == {("_mode",): 19}


def test_neither_mark_is_kept_when_each_makes_a_small_part():
    done = opened(
        [ballot() for _ in range(9)]
        + [ballot(mode="telefon"), ballot(language="ar"), ballot(mode="telefon", language="ar")]
    )
    assert all(marks(one) == {} for one in done.responses)


def test_without_classes_a_small_round_keeps_no_marks_and_no_class():
    done = opened([ballot({"hur": "text"}) for _ in range(4)])
    assert done.classes == ()
    assert {one.class_id for one in done.responses} == {None}
    assert {one.class_id for one in done.texts} == {None}
    assert all(marks(one) == {} for one in done.responses)


def test_a_round_without_groups_is_one_whole():
    done = opened([ballot(group="") for _ in range(12)], groups=())
    assert done.classes == ()
    assert len(done.responses) == 12


def test_nobody_answered_is_no_error():
    done = opened([])
    assert (done.classes, done.responses, done.texts) == ((), (), ())


def test_one_ballot_that_cannot_be_opened_stops_all():
    damaged = bytearray(ballot())
    damaged[60] ^= 1
    with pytest.raises(CannotOpen):
        opened([ballot() for _ in range(9)] + [bytes(damaged)])


def test_one_ballot_that_is_not_an_answer_stops_all():
    with pytest.raises(NotAnAnswer):
        opened([ballot(), seal(b"something else", PUBLIC, "a2b3", 512)])
