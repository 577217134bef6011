"""The scripts: small, old-fashioned enough for old phones, and not needed."""

import re

from survey_app.static_files import read_files

MOST = 10_000
TOO_NEW = re.compile(r"=>|`|\b(?:let|const|class|async|await|import)\b|\?\.|\?\?|\(\?<")


def test_no_script_is_larger_than_ten_kilobytes():
    files = read_files()
    scripts = {name: len(file.plain) for name, file in files.items() if name.endswith(".js")}
    assert scripts
    assert {name: size for name, size in scripts.items() if size > MOST} == {}


def test_no_script_uses_what_old_phones_lack():
    for name, file in read_files().items():
        if name.endswith(".js"):
            assert TOO_NEW.findall(file.plain.decode()) == [], name


def test_what_is_for_programmers_is_not_sent():
    for file in read_files().values():
        lines = file.plain.decode().splitlines()
        assert [one for one in lines if one.startswith((" ", "//", "/*"))] == []
