"""Settings are read once, and a wrong one is a sentence that says which and why."""

import pytest

from survey_app.app import create_app
from survey_app.config import SettingsError, load_settings


def settings(**given):
    return load_settings({f"SAMSVAR_{name}": value for name, value in given.items()})


def test_nothing_needs_to_be_set():
    assert settings().on_sqlite
    assert settings().keys_dir.name == "keys"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DATABASE_ULR", "x", "SAMSVAR_DATABASE_ULR is not a setting"),
        ("DATABASE_URL", "my database", "is not a database address"),
        ("DATABASE_URL", "mysql://localhost/x", "runs on sqlite and postgresql"),
        ("DATABASE_URL", "sqlite://", "must name a file"),
        ("SECRET_KEY", "short", "has 5 characters and needs 32"),
        ("DATABASE_URL", "postgresql://u@host:port/x", "is not a database address"),
        ("BASE_URL", "enkat.example.se", "write the address people type"),
        ("DATABASE_URL", "postgresql://u:p@host:port/x", "is not a database address"),
        ("BASE_URL", "http://[::1", "write the address people type"),
        ("BASE_URL", "http://[bad]", "write the address people type"),
        ("BASE_URL", "https://enkat.example.se:port", "write the address people type"),
        ("BASE_URL", "https://example.se/enkat", "without a path"),
        ("PROXIES", "many", "how many proxies stand in front"),
    ],
)
def test_a_wrong_setting_is_explained(name, value, says):
    with pytest.raises(SettingsError, match=says):
        settings(**{name: value})


@pytest.mark.parametrize("which", ["KEYS_DIR", "KEYS_COPY_DIR"])
@pytest.mark.parametrize("where", ["/srv/safe/keys", "/srv/safe", "/srv/x/../safe/keys"])
def test_keys_may_not_follow_the_backups(which, where):
    with pytest.raises(SettingsError, match=f"SAMSVAR_{which} lies inside SAMSVAR_BACKUP_DIR"):
        settings(BACKUP_DIR="/srv/safe", **{which: where})


def test_a_copy_of_the_keys_is_in_another_place():
    with pytest.raises(SettingsError, match="KEYS_COPY_DIR is SAMSVAR_KEYS_DIR"):
        settings(KEYS_DIR="/srv/keys", KEYS_COPY_DIR="/srv/keys/")


def test_a_password_is_never_in_what_is_shown():
    given = settings(DATABASE_URL="postgresql://samsvar:hemligt@localhost/samsvar")
    assert "hemligt" not in repr(given)


@pytest.mark.parametrize(("proxies", "status"), [("0", 429), ("1", 422)])
def test_visitors_behind_a_proxy_are_told_apart_only_when_the_proxy_is_known(
    tmp_path, proxies, status
):
    app = create_app(settings(INSTANCE_DIR=str(tmp_path), PROXIES=proxies))
    browser = app.test_client()
    wrong = {"kod": "2222-2222-222"}
    for visitor in range(12):
        network = {"X-Forwarded-For": f"10.{visitor}.0.1"}
        last = browser.post("/", data=wrong, headers=network)
    assert last.status_code == status
