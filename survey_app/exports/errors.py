"""What can keep results from being written or shown."""

from survey_app.mistakes import Mistake


class ExportError(Mistake):
    """Results that cannot be had, and what to do instead."""
