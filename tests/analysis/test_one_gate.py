"""What is printed begins at the gate: no report, file or figure counts the answers by itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ANALYSIS = Path(__file__).parents[2] / "analysis"

ENGINE = {
    *("codebook_reading", "columns", "conditions", "counting", "crosstab", "cube", "dataset"),
    *(
        "declared_index",
        "disclosure",
        "index",
        "modes",
        "open_answers",
        "parts",
        "published",
        "quotes",
    ),
    *("recode", "summary", "tallies"),
}
"""These count and protect; what they give comes out of `published`."""
READS_ANSWERS = {"__init__", "reading", "files.protection", "files.told"}
"""These give single answers, never numbers: to read them in, and to hand them out by rule 9."""
TAKES_A_DATASET = {"report.material", "files.__init__", "notebook"}
"""These take a dataset to the gate, and ask it for nothing else."""
COUNTING = {
    *("counting", "crosstab", "cube", "declared_index", "index", "modes", "open_answers", "recode"),
    *("summary", "tallies"),
}
COLUMNS = {"classes", "codes", "counts", "days", "modes", "numbers", "picks", "texts"}


def outside_the_engine() -> list[str]:
    names = [
        ".".join(path.relative_to(ANALYSIS).with_suffix("").parts)
        for path in sorted(ANALYSIS.rglob("*.py"))
    ]
    return [
        name
        for name in names
        if name not in ENGINE and not READS_ANSWERS & {name, name.split(".")[0]}
    ]


def breaches(source: str, name: str) -> Iterator[str]:
    """Yield where a module goes past the gate."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (one.name for one in names if one.name.split(".")[0] == "analysis")
            case ast.ImportFrom(module="analysis", names=names):
                yield from (one.name for one in names if one.name in {*ENGINE, "load"})
            case ast.ImportFrom(module=str(module), names=names):
                yield from _imported(module.removeprefix("analysis."), [one.name for one in names])
            case ast.Attribute(value=value, attr=attr) if _is_dataset(value):
                if attr in COLUMNS:
                    yield f"{ast.unparse(node)}, line {node.lineno}"
            case ast.Name() | ast.Attribute() if _is_dataset(node) and name not in TAKES_A_DATASET:
                yield f"{ast.unparse(node)}, line {node.lineno}"
            case _:
                pass


def _imported(module: str, names: list[str]) -> Iterator[str]:
    if module in COUNTING:
        # A class is what an estimate is; a function counts anew.
        yield from (name for name in names if name[0].islower() and name != "declared_crosstabs")
    if module == "disclosure":
        yield from (name for name in names if name != "FEW")
    if module == "dataset":
        yield from (name for name in names if name in {"load", "Dataset"})


def _is_dataset(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id == "dataset") or (
        isinstance(node, ast.Attribute) and node.attr in {"dataset", "_self"}
    )


@pytest.mark.parametrize("name", outside_the_engine())
def test_no_module_goes_past_the_gate(name):
    source = (ANALYSIS / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8")
    allowed = {"Dataset"} if name in TAKES_A_DATASET else set()
    assert set(breaches(source, name)) <= allowed


@pytest.mark.parametrize(
    "source",
    [
        "from analysis.summary import summary",
        "from analysis.crosstab import CrossTabEstimate, crosstab",
        "from analysis.crosstab import count_rows as rows",
        "from analysis.index import index",
        "from analysis.counting import count_answers",
        "from analysis.disclosure import protect",
        "from analysis import summary",
        "from analysis import counting",
        "import analysis",
        "import analysis.index as i",
        "def f(dataset):\n    return dataset.codes['a']",
        "n = material.chapter.dataset.picks['a'][0].sum()",
        "from analysis.dataset import Dataset",
    ],
)
def test_a_module_that_goes_past_the_gate_is_found(source):
    assert list(breaches(source, "report.leaky"))


@pytest.mark.parametrize("name", sorted(TAKES_A_DATASET))
def test_not_even_those_that_take_a_dataset_read_its_columns(name):
    assert list(breaches("n = dataset.codes['a']", name))
    assert list(breaches("from analysis.index import index", name))


def test_the_modules_named_here_are_there():
    there = {
        ".".join(path.relative_to(ANALYSIS).with_suffix("").parts)
        for path in ANALYSIS.rglob("*.py")
    }
    assert {*ENGINE, *COUNTING, *TAKES_A_DATASET, "files.protection", "files.told"} <= there
    assert len(outside_the_engine()) > 80
