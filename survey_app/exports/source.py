"""Where answers come from: a released round, a folder of `samsvar export`, or another tool."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from survey_app.exports.elsewhere import Foreign, is_file_of_answers, read_foreign
from survey_app.exports.errors import ExportError
from survey_app.exports.package import write_export
from survey_app.installation import Installation, open_installation
from survey_app.storage.models import SurveyRound
from survey_app.storage.scratch import scratch_folder

if TYPE_CHECKING:
    from analysis import Dataset

CODEBOOK = "codebook.json"


def export_round(here: Installation, round_id: str, folder: Path) -> int:
    """Write the export folder of a round and return the number of responses.

    Raises ExportError when there is no such round, or it cannot be exported.
    """
    with Session(here.engine) as session:
        found = session.get(SurveyRound, round_id)
        if found is None:
            raise ExportError(f"There is no round “{round_id}”. List them: samsvar round list")
        return write_export(session, found, folder)


@contextlib.contextmanager
def dataset_of(source: str, foreign: Foreign | None = None) -> Iterator["Dataset"]:
    """Give the answers of a folder, or of a round by way of a folder that is then deleted.

    With `foreign`, `source` is a file of answers that were gathered in another way.
    """
    import analysis

    if foreign is not None or (is_file_of_answers(source) and not Path(source).is_dir()):
        yield _foreign(source, foreign)
        return
    if Path(source).is_dir():
        if not (Path(source) / CODEBOOK).exists():
            raise ExportError(f"{source} has no {CODEBOOK}: it is not a folder of samsvar export.")
        yield analysis.load(source)
        return
    here = open_installation()
    with scratch_folder(here.settings.backup_dir) as scratch:
        folder = scratch / "export"
        export_round(here, source.strip().lower(), folder)
        yield analysis.load(folder)


def _foreign(source: str, foreign: Foreign | None) -> "Dataset":
    if foreign is None:
        raise ExportError(
            f"{source} is a file of answers: say what was asked with --questionnaire ID[:VERSION]."
        )
    if not is_file_of_answers(source):
        raise ExportError(
            f"“{source}” is not a file of answers. Rounds and folders know their questionnaire: "
            "leave out --questionnaire and what goes with it."
        )
    return read_foreign(source, foreign)


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Turn what analysis finds wrong into the error that a command shows as one sentence."""
    import analysis

    try:
        yield
    except analysis.AnalysisError as mistake:
        raise ExportError(str(mistake)) from None
