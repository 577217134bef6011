"""The pages that the law wants, linked from every other page."""

from flask import Blueprint, Response

from survey_app.html import show
from survey_app.i18n import gettext as _
from survey_app.services import services
from survey_app.statements.model import REPORT_TO_AGENCY

by_law = Blueprint("by_law", __name__)


@by_law.get("/tillganglighet")
def accessibility() -> Response:
    """Show the tillgänglighetsredogörelse."""
    heading = _("Tillgänglighet")
    return _statement("by_law/accessibility.html", heading, agency=REPORT_TO_AGENCY)


@by_law.get("/personuppgifter")
def personal_data() -> Response:
    """Show what happens to personal data."""
    return _statement("by_law/personal_data.html", _("Personuppgifter"))


@by_law.get("/kontakt")
def contact() -> Response:
    """Show whom to ask, and how to get help to answer."""
    return _statement("by_law/contact.html", _("Kontakt"))


def _statement(template: str, heading: str, *, agency: str = "") -> Response:
    found = services().statements.get()
    if found is None:
        return show("by_law/not_written.html", 404, heading=heading)
    return show(template, heading=heading, statements=found, agency=agency)
