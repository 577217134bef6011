"""The two small forms: the code, and the group where there is no code.

The questionnaire itself is not a WTForms form: thirty fields of it cost more than all the rest of
taking in an answer, and `questionnaire.answers` already judges every field.
"""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import RadioField, StringField

from survey_app.i18n import gettext
from survey_app.respond.messages import NO_GROUP
from survey_app.respond.view import Choice, Field
from survey_app.rounds.groups import Group


class _WithoutToken:
    # A token needs a session and expires, and an expired token costs somebody their answers. What
    # it would protect against is stopped by SameSite=Lax and by `origin.comes_from_elsewhere`.
    csrf = False


class CodeForm(FlaskForm):
    """The code that a person has been given."""

    class Meta(_WithoutToken):
        """No token."""

    kod = StringField()

    @property
    def typed(self) -> str:
        """What was typed, at most as much as is worth looking at."""
        return str(self.kod.data or "").strip()[:100]


class GroupForm(FlaskForm):
    """The group that a person belongs to, in a round without codes."""

    class Meta(_WithoutToken):
        """No token."""

    grupp = RadioField(validate_choice=False)

    @property
    def typed(self) -> str:
        """The id of the group that was chosen."""
        return str(self.grupp.data or "")


def code_field(typed: str = "", error: str = "", *, name: str = "kod", label: str = "") -> Field:
    """Return the code field as the template draws it."""
    return Field(
        kind="code",
        name=name,
        label=label or gettext("Din kod"),
        value=typed,
        error=error,
    )


def group_field(
    groups: Sequence[Group], chosen: str = "", *, error: bool = False, name: str = "grupp"
) -> Field:
    """Return the question about the group as the template draws it."""
    return Field(
        kind="radio",
        name=name,
        label=gettext("Vilken grupp hör du till?"),
        choices=tuple(
            Choice(value=group.id, text=group.name, checked=group.id == chosen) for group in groups
        ),
        error=gettext(NO_GROUP) if error else "",
    )
