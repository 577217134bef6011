"""What the frozen questionnaire of a round keeps of its translations.

A file that is changed later changes nothing in a round: the texts are copied when it is created.
"""

from msgspec import Struct


class Wording(Struct, frozen=True, array_like=True):
    """One text: its string id (`tycker.items.delaktig`), and the words.

    `language` is the tag of the language the words are in, where that is not the one of the whole
    translation but what it is a kind of.
    """

    id: str
    text: str
    language: str = ""


class TranslationCopy(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The texts in another language as they were when a round was created.

    `status` is that of the text that least has been done about: draft, reviewed or approved.
    """

    language: str
    status: str
    wordings: tuple[Wording, ...]
