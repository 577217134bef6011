"""How long a sealed answer must be so that the longest possible one fits."""

from typing import assert_never

from survey_app.ballots.payload import encode
from survey_app.questionnaire.model import Number, Questionnaire
from survey_app.questionnaire.translation import offered
from survey_app.questionnaire.variables import Variable, variables

BYTES_PER_UNIT = 3
"""UTF-8 takes at most 3 bytes for each UTF-16 unit that a browser counts, and JSON escapes
(a line break, a quotation mark) at most 2."""
STEP = 256
LONGEST_TAG = "sv-x-lattlast"
LONGEST_MODE = "assisterat-frågeassistent"
LONGEST_GROUP = "g99999"
PUNCTUATION = 6
"""Two quotation marks around the name, a colon, a comma and two more around the value."""


def pad_bytes(questionnaire: Questionnaire) -> int:
    """Return the length that every payload of a round is padded to, in bytes.

    The longest answers the form can let through, rounded up to a multiple of 256.
    """
    tag = max((LONGEST_TAG, *offered(questionnaire)), key=len)
    frame = len(encode({}, LONGEST_GROUP, tag, LONGEST_MODE))
    longest = sum(len(one.name) + _longest(one) + PUNCTUATION for one in variables(questionnaire))
    return -(-(frame + longest) // STEP) * STEP


def _longest(variable: Variable) -> int:
    match variable.kind:
        case "text":
            return variable.max_length * BYTES_PER_UNIT
        case "likert" | "single":
            return max(len(code) for code in variable.codes)
        case "multiple":
            return sum(len(code) + 3 for code in variable.codes) + 2
        case "number":
            question = variable.question
            assert isinstance(question, Number)  # noqa: S101 - the kind says so
            return max(len(str(question.min)), len(str(question.max)))
        case "date":
            return len("2024-01-08")
        case _:
            assert_never(variable.kind)
