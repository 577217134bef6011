"""What can be wrong with what is read, said in English to the one who can mend it."""


class AnalysisError(Exception):
    """Something in the input that cannot be used. The message names the file and the place."""


class FolderError(AnalysisError):
    """An export folder that is not what was written."""


class CodebookError(AnalysisError):
    """A codebook that cannot be read, or that contradicts itself."""


class RecodeError(AnalysisError):
    """A recoding that does not fit the answers."""
