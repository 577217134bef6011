"""Where the questionnaires are: `<folder>/<id>/<version>.yaml`."""

import re
from pathlib import Path

from survey_app.questionnaire.findings import QuestionnaireError, closest
from survey_app.questionnaire.key_types import NAME_PATTERN

_REFERENCE = re.compile(rf"(?P<id>{NAME_PATTERN})(?::(?P<version>[0-9]{{1,4}}))?")
_FILE = re.compile(r"[1-9][0-9]{0,3}\.yaml")


class NoSuchQuestionnaire(QuestionnaireError):
    """There is no questionnaire of that name; the message lists those there are."""

    def __init__(self, message: str) -> None:
        super().__init__(())
        self.args = (message,)


def all_versions(directory: Path) -> dict[str, tuple[int, ...]]:
    """Return the versions of each questionnaire in `directory`, oldest first, by id.

    Translations (`1.ar.yaml`) and other files are left out.
    """
    found: dict[str, list[int]] = {}
    for path in sorted(directory.glob("*/*.yaml")):
        if _FILE.fullmatch(path.name):
            found.setdefault(path.parent.name, []).append(int(path.stem))
    return {id: tuple(sorted(versions)) for id, versions in found.items()}


def find(directory: Path, reference: str) -> Path:
    """Return the file of `deltagare:1`, or of the newest version when only the id is given.

    Raises NoSuchQuestionnaire with those there are.
    """
    versions = all_versions(directory)
    match = _REFERENCE.fullmatch(reference)
    if match is None or match["id"] not in versions:
        raise NoSuchQuestionnaire(_message(directory, reference, versions))
    id, given = match["id"], match["version"]
    version = int(given) if given else versions[id][-1]
    if version not in versions[id]:
        there = ", ".join(f"{id}:{each}" for each in versions[id])
        raise NoSuchQuestionnaire(f"There is no {id}:{version}. There is: {there}.")
    return directory / id / f"{version}.yaml"


def _message(directory: Path, reference: str, versions: dict[str, tuple[int, ...]]) -> str:
    if not versions:
        return f"There are no questionnaires in {directory}."
    there = ", ".join(f"{id}:{each}" for id, several in versions.items() for each in several)
    match = closest(reference.split(":")[0], versions)
    meant = f" Did you mean {match}?" if match else ""
    return f"There is no questionnaire “{reference[:60]}”.{meant} There are: {there}."
