"""The table of keys, the model, the schema and the shipped files agree with each other."""

import json
from pathlib import Path
from typing import get_args

import jsonschema
import msgspec
import pytest
import yaml

from survey_app.questionnaire import keys, model, schema
from tests.questionnaire.builders import QUESTIONNAIRE, SCALES, changed

FOLDER = Path(__file__).parents[2] / "questionnaires"
SHIPPED = sorted(FOLDER.glob("*/[0-9].yaml"))
STRUCT_TABLES = {
    **keys.TABLES,
    **{f"question {name}": table for name, table in keys.QUESTIONS.items()},
    **{f"report {name}": table for name, table in keys.REPORT.items()},
}
VALIDATOR = jsonschema.Draft202012Validator(schema.json_schema())


def tags(union):
    return {member.__struct_config__.tag for member in get_args(union)}


@pytest.mark.parametrize("name", STRUCT_TABLES)
def test_the_keys_fill_every_field_of_the_model_and_no_other(name):
    table = STRUCT_TABLES[name]
    filled = {field for key in table.keys for field in key.fields} | set(table.derived)
    assert filled == set(table.struct.__struct_fields__)


@pytest.mark.parametrize("name", STRUCT_TABLES)
def test_a_key_is_required_when_its_field_has_no_default(name):
    table = STRUCT_TABLES[name]
    needed = {field.name for field in msgspec.structs.fields(table.struct) if field.required} - set(
        table.derived
    )
    required = {field for key in table.keys if key.required for field in key.fields}
    # The condition of an indicator is required in one of several keys.
    assert required | ({"condition"} if name == "indicator" else set()) == needed


def test_every_kind_in_the_model_has_its_table():
    assert set(keys.QUESTIONS) == tags(model.AnyQuestion)
    assert set(keys.REPORT) == tags(model.ReportEntry)
    assert set(keys.CONDITIONS) == tags(model.Condition)
    for tag, (struct, key) in keys.CONDITIONS.items():
        assert struct.__struct_config__.tag == tag
        assert {*key.fields, "item"} >= set(struct.__struct_fields__) >= set(key.fields)


def test_every_struct_of_the_model_can_be_written_in_a_file():
    written = {table.struct for table in STRUCT_TABLES.values()}
    written |= {struct for struct, _ in keys.CONDITIONS.values()}
    structs = {
        value
        for value in vars(model).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct)
    }
    # Translations are files of their own; only the frozen copy of a round holds them.
    assert structs - {msgspec.Struct, model.Question, model.TranslationCopy} == written


def test_the_file_for_editors_is_the_schema():
    kept = (FOLDER / schema.FILE_NAME).read_text(encoding="utf-8")
    assert kept == schema.as_text(), "write schema.as_text() to the file"


def test_the_schema_is_a_valid_schema():
    jsonschema.Draft202012Validator.check_schema(json.loads(schema.as_text()))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_a_shipped_questionnaire_fits_the_schema(path):
    VALIDATOR.validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_the_shipped_scales_fit_the_schema():
    whole = schema.json_schema()
    validator = jsonschema.Draft202012Validator({"$ref": "#/$defs/scales", "$defs": whole["$defs"]})
    validator.validate(yaml.safe_load((FOLDER / "scales.yaml").read_text(encoding="utf-8")))
    validator.validate(yaml.safe_load(SCALES))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("title: Ett prov", "titel: Ett prov"),
        ("type: text", "type: txt"),
        ("code: helt", "code: Helt"),
        ("code: helt", "code: no"),
        ("max: 99", "max: många"),
        ("scale: grad5", "scale: grad5\n        options: [{code: a, text: A}]"),
        ("item: tycker_bra, at_least: 4}\n", "item: tycker_bra}\n"),
        ("share: tycker_bra", "share: tycker_bra\n    answers: hur"),
        ("rows: 3", "rows: 21"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(right, wrong):
    assert VALIDATOR.is_valid(yaml.safe_load(QUESTIONNAIRE))
    assert not VALIDATOR.is_valid(yaml.safe_load(changed(right, wrong)))
