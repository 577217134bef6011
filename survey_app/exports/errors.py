"""What can keep results from being written or shown."""


class ExportError(Exception):
    """Results that cannot be had, and what to do instead."""
