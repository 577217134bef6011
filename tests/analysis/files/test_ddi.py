"""DDI-Codebook 2.5, read back with lxml and held against the order that its schema asks for.

The schema itself is not carried along: its terms are not those of this project. What stands here
was typed from it, for the elements that are written.
"""

import pytest
from lxml import etree

from analysis import files
from tests.analysis.builders import a_codebook, a_dataset, a_likert, rows_of
from tests.analysis.files.builders import a_told_round

DDI = "{ddi:codebook:2_5}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ORDER = {
    "codeBook": "docDscr stdyDscr fileDscr dataDscr otherMat",
    "stdyDscr": "citation studyAuthorization stdyInfo studyDevelopment method dataAccs othrStdyMat",
    "citation": "titlStmt rspStmt prodStmt distStmt serStmt verStmt biblCit holdings notes",
    "titlStmt": "titl subTitl altTitl parTitl IDNo",
    "stdyInfo": "studyBudget subject abstract sumDscr qualityStatement notes exPostEvaluation",
    "sumDscr": "timePrd collDate nation geogCover geogUnit geoBndBox boundPoly anlyUnit universe "
    "dataKind",
    "method": "dataColl notes anlyInfo stdyClas dataProcessing codingInstructions",
    "dataColl": "timeMeth dataCollector collectorTraining frequenc sampProc sampleFrame "
    "targetSampleSize deviat collMode resInstru instrumentDevelopment sources collSitu",
    "anlyInfo": "respRate EstSmpErr dataAppr",
    "dataAccs": "setAvail useStmt notes",
    "useStmt": "confDec specPerm restrctn contact citReq deposReq conditions disclaimer",
    "fileDscr": "fileTxt locMap notes",
    "fileTxt": "fileName fileCitation dataFingerprint fileCont fileStrc dimensns fileType format",
    "dimensns": "caseQnty varQnty logRecL recPrCas recNumTot",
    "dataDscr": "varGrp nCubeGrp var nCube notes",
    "varGrp": "labl txt concept defntn universe notes",
    "var": "location labl imputation security embargo respUnit anlysUnit qstn valrng invalrng "
    "undocCod universe TotlResp sumStat txt stdCatgry catgryGrp catgry codInstr verStmt concept "
    "derivation varFormat geoMap catLevel notes",
    "qstn": "preQTxt qstnLit postQTxt forward backward ivuInstr",
    "catgry": "catValu labl txt catStat mrow",
}
ALLOWED = {
    ("var", "nature"): {"nominal", "ordinal", "interval", "ratio", "percent", "other"},
    ("var", "representationType"): {"text", "numeric", "code", "datetime", "other"},
    ("var", "intrvl"): {"contin", "discrete"},
    ("qstn", "responseDomainType"): {
        "text",
        "numeric",
        "code",
        "category",
        "datetime",
        "geographic",
        "multiple",
        "other",
    },
    ("varGrp", "type"): {"multipleResp"},
    ("sumStat", "type"): {"mean", "medn", "mode", "vald", "invd", "min", "max", "stdev", "other"},
    ("catStat", "type"): {"freq", "percent", "crosstab", "other"},
    ("catgry", "missing"): {"Y", "N"},
}


@pytest.fixture
def book(tmp_path):
    """Write the codebook of the round with the printed figures, and return its root."""
    files.write(a_told_round(tmp_path), tmp_path / "kodbok.xml", "ddi")
    return etree.parse(tmp_path / "kodbok.xml").getroot()


def variable(book, name):
    (found,) = book.findall(f".//{DDI}var[@name='{name}']")
    return found


def counts(made):
    return {
        one.findtext(f"{DDI}catValu"): one.findtext(f"{DDI}catStat")
        for one in made.findall(f"{DDI}catgry")
    }


def test_every_element_stands_where_the_schema_has_it(book):
    for element in book.iter():
        tag = element.tag.removeprefix(DDI)
        children = [child.tag.removeprefix(DDI) for child in element]
        if children:
            order = ORDER[tag].split()
            assert [order.index(child) for child in children] == sorted(map(order.index, children))
        for name, value in element.attrib.items():
            if (tag, name) in ALLOWED:
                assert value in ALLOWED[tag, name]


def test_references_lead_somewhere(book):
    ids = [one.get("ID") for one in book.iter() if one.get("ID")]
    assert len(ids) == len(set(ids))
    (group,) = book.findall(f".//{DDI}varGrp")
    assert set(group.get("var").split()) <= set(ids)
    assert {one.get("files") for one in book.findall(f".//{DDI}var")} == {"F1", None}


def test_counts_are_those_of_the_summary(book):
    hinder = variable(book, "tycker_hinder")
    assert counts(hinder) == {"1": "3", "2": "6", "3": "13", "4": "18", "5": "7", "vet_ej": "9"}
    told = {one.get("type"): one.text for one in hinder.findall(f"{DDI}sumStat")}
    assert (told["vald"], told["invd"]) == ("56", "2")
    assert hinder.findall(f"{DDI}catgry")[-1].get("missing") == "Y"
    assert counts(variable(book, "vad__tid")) == {"0": None, "1": "29"}


def test_what_may_not_be_shown_has_no_counts(tmp_path):
    dataset = a_dataset(tmp_path / "e", a_codebook([a_likert("a")]), rows_of("a", {"2": 3, "4": 4}))
    files.write(dataset, tmp_path / "a.xml", "ddi")
    made = variable(etree.parse(tmp_path / "a.xml").getroot(), "a")
    assert set(counts(made).values()) == {None}
    assert made.findtext(f"{DDI}notes") == "Antal är utelämnade, eftersom få har svarat."


def test_questions_and_labels_are_in_swedish(book):
    delaktig = variable(book, "tycker_delaktig")
    assert delaktig.findtext(f"{DDI}qstn/{DDI}preQTxt") == "Vad tycker"
    assert delaktig.find(f"{DDI}labl").get(f"{XML}lang") == "sv"
    assert variable(book, "ovrigt").findtext(f"{DDI}notes") == "Svar med egna ord lämnas inte ut."
