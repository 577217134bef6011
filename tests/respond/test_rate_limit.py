"""What is remembered of those who try codes: nothing that says who they are."""

import pytest

from survey_app.respond.rate_limit import ALARM_AT, MOST_WRONG, WrongCodes
from tests.respond.conftest import Clock


def tries_from(address, limit, times=MOST_WRONG):
    for _ in range(times):
        limit.count(address, malformed=False)


@pytest.mark.parametrize(
    ("tried", "asked", "same"),
    [
        ("192.0.2.1", "192.0.2.200", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1:2::1", "2001:db8:1:3::9", True),
        ("2001:db8:1:2::1", "2001:db8:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.9", True),
        (None, "not an address", True),
    ],
)
def test_addresses_are_cut_to_their_network(tried, asked, same):
    limit = WrongCodes(Clock())
    tries_from(tried, limit)
    assert limit.too_many(asked) is same


def test_no_address_is_in_the_memory():
    limit = WrongCodes(Clock())
    tries_from("192.0.2.1", limit)
    assert "192.0.2" not in repr(vars(limit))


def test_a_new_day_forgets_everyone():
    clock = Clock()
    limit = WrongCodes(clock)
    clock.pass_by(hours=14, minutes=59)
    tries_from("192.0.2.1", limit)
    assert limit.too_many("192.0.2.1")
    clock.pass_by(minutes=1)
    assert not limit.too_many("192.0.2.1")
    assert vars(limit)["_tries"] == {}


def test_an_attack_from_everywhere_sounds_the_alarm_once_and_locks_nobody_out(caplog):
    limit = WrongCodes(Clock())
    for number in range(ALARM_AT * 2):
        limit.count(f"10.{number // 256}.{number % 256}.1", malformed=False)

    assert [record.message for record in caplog.records] == [
        "Somebody is trying codes: 500 wrong ones in ten minutes."
    ]
    assert not limit.too_many("192.0.2.1")
