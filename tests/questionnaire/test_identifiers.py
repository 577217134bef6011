"""What points somebody out is seen as people write it, and what does not is left alone."""

import time

import pytest

from survey_app.questionnaire.identifiers import identifiers

PERSONNUMMER = (
    "8504121234",
    "850412-1234",
    "19850412-1234",
    "198504121234",
    "19850412 1234",
    "850412+1234",
    "850412 - 1234",
    "mitt nummer är 850412–1234.",
    "850472-1234",  # samordningsnummer
    "1985-04-12-1234",
    "٨٥٠٤١٢-١٢٣٤",
)
PHONES = (
    "0701234567",
    "070-123 45 67",
    "073/555 12 34",
    "ring 0735551234!",
    "+46701234567",
    "+46 (0)70-123 45 67",
    "0046 70 1234567",
    "+252 61 1234567",
    "08-123 45 67",
    "040-12 34 56",
    "0910-123 45",
    "٠٧٠١٢٣٤٥٦٧",
)
EMAILS = ("kim.exempel@example.org", "skriv till å.ö@exempel.se, tack")
NOTHING = (
    "",
    "2024-01-08",
    "20240108",
    "den 8/1 2024",
    "08-01-2024",
    "08-01 2024",
    "01/02/2024",
    "2024-01-08 2024-02-08",
    "20240108-20240208",
    "kl. 08.00-12.00",
    "0930-1600",
    "08-12 13-17",
    "12 345 678 kr",
    "mellan 2 500 och 3 000",
    "2012 2013 2014",
    "1234567890123456",
    "10 av 12",
    "ring 112",
    "@hemma",
    "3 @ 4",
)


@pytest.mark.parametrize("text", PERSONNUMMER)
def test_a_personnummer_is_seen(text):
    assert identifiers(text) == ("personnummer",)


@pytest.mark.parametrize("text", PHONES)
def test_a_telephone_number_is_seen(text):
    assert identifiers(text) == ("phone",)


@pytest.mark.parametrize("text", EMAILS)
def test_an_address_is_seen(text):
    assert identifiers(text) == ("email",)


@pytest.mark.parametrize("text", NOTHING)
def test_days_and_ordinary_numbers_are_left_alone(text):
    assert identifiers(text) == ()


def test_the_gravest_is_told_first():
    text = "kim@example.org, 070-123 45 67, 850412-1234"
    assert identifiers(text) == ("personnummer", "phone", "email")


@pytest.mark.parametrize(
    "text", ["a" * 4000 + "@" * 4000, "1" * 8000, "08-12 " * 2000, "+ 1 " * 2000, "07 " * 3000]
)
def test_no_text_takes_long_to_read(text):
    began = time.perf_counter()
    identifiers(text)
    assert time.perf_counter() - began < 0.5
