"""From an export folder to numbers: counted once, protected once, shown with n and base.

It stands alone: a researcher needs this package and the folder, not the web application.

    round_ = analysis.load("export")
    round_.items()
    round_.figure("tycker_delaktig")

What a dataset can do stands in docs/analysis.md. `read_answers` takes answers gathered elsewhere.
"""

from analysis.codebook import Codebook
from analysis.dataset import Dataset, load
from analysis.errors import AnalysisError
from analysis.reading.answers import read_answers
from analysis.reading.problems import AnswersError
from analysis.summary import Summary, summary

__all__ = [
    "AnalysisError",
    "AnswersError",
    "Codebook",
    "Dataset",
    "Summary",
    "load",
    "read_answers",
    "summary",
]
