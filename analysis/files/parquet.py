"""Single answers as Parquet: dictionary columns of labels, and the codebook in the metadata."""

import json
from pathlib import Path
from typing import Any

from analysis.files.answers import Column, SingleResponses, reasons
from analysis.files.coding import numbered, written_code

KEY = "samsvar"
"""Where in the metadata of the file the codebook is, as JSON."""


def write_parquet(answers: SingleResponses, path: Path) -> None:
    """Write a .parquet file, one dictionary column for each column of answers."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = {}
    for column in answers.columns:
        places = pa.array([None if one == 0 else one - 1 for one in column.values.tolist()])
        texts = pa.array([code.text for code in column.codes], pa.string())
        arrays[column.name] = pa.DictionaryArray.from_arrays(places.cast(pa.int16()), texts)
    about = json.dumps(_about(answers), ensure_ascii=False)
    table = pa.table(arrays).replace_schema_metadata({KEY: about})
    # The schema is kept, so that labels come back in the order of the scale.
    pq.write_table(table, path, compression="zstd", store_schema=True)


def _about(answers: SingleResponses) -> dict[str, Any]:
    facts = answers.codebook
    return {
        "title": facts.questionnaire.title,
        "round": facts.round.title,
        "smallest_combination": answers.least,
        "background": list(answers.background),
        "left_out": reasons(answers),
        "columns": [_column(column) for column in answers.columns],
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "kind": column.kind,
        "question": column.question,
        "option": column.option,
        "remark": column.remark,
        "codes": [
            {"code": written_code(code), "number": number, "text": code.text, "value": code.value}
            for number, code in numbered(column)
        ],
    }
