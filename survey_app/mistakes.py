"""The one kind of error that a command answers with a sentence instead of a traceback."""


class Mistake(Exception):
    """Something that can be mended. Its text says what, where and how."""
