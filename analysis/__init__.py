"""From an export folder to numbers: counted once, protected once, shown with n and base.

It stands alone: a researcher needs this package and the folder, not the web application.

    dataset = analysis.load("export")
    print(summary_text(summary(dataset)))
"""

from analysis.codebook import Codebook
from analysis.dataset import Dataset, load
from analysis.errors import AnalysisError
from analysis.summary import Summary, summary

__all__ = ["AnalysisError", "Codebook", "Dataset", "Summary", "load", "summary"]
