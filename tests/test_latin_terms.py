"""What foreign and half words mean, by a list of terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linter.document import Document
from linter.errors import PackError
from linter.latin.term_tables import TermsError
from linter.latin.terms import Terms
from linter.matching.foreign_terms import as_in
from linter.matching.slips import has_slips
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.trying import Make

LIST = """\
# a comment

機制\tmechanism\tмеханизм*, メカニズム, 메커니즘
分數\tscore, fraction\tнота
最佳化、優化\toptimization
革命\trevolution
報告\treport\tinforme*
進口\timport
"""


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("механизм", "機制"),
        ("Механизмами", "機制"),
        ("механизмирование", None),  # too long for an inflection
        ("ноты", None),  # no stem
        ("메커니즘을", "機制"),
        ("메커니즘의", "機制的"),
        ("メカニズムが", "機制"),
        ("メカニズムの", "機制的"),
        ("report", None),  # English is not foreign
    ],
)
def test_meaning(word: str, meaning: str | None) -> None:
    assert Terms(LIST).meaning(word) == meaning


@pytest.mark.parametrize(
    ("han", "letters", "term"),
    [
        ("算出分", "core", "分數"),
        ("做優化", "ization", "優化"),
        ("大革", "lution", "革命"),
        ("寫報", "port", "報告"),
        ("寫報", "report", None),  # the whole word
        ("開", "port", None),
        ("寫報", "xyz", None),
    ],
)
def test_the_end_of_a_word(han: str, letters: str, term: str | None) -> None:
    completion = Terms(LIST).ended(han, letters)
    assert (completion.term if completion is not None else None) == term


def test_the_beginning_of_a_word() -> None:
    terms = Terms(LIST)
    completion = terms.begun("mecha", "制的細節")
    assert completion is not None
    assert (completion.english, completion.term, completion.sure, completion.shared) == (
        "mechanism",
        "機制",
        True,
        1,
    )
    assert terms.begun("mecha", "數的細節") is None
    assert terms.of_english("Mechanism") == "機制"


def test_two_terms_are_not_sure() -> None:
    terms = Terms("解決\tsolution\n解析度\tresolution\n")
    completion = terms.ended("難解", "olution")
    assert completion is not None
    assert (completion.term, completion.sure) == ("解決", False)


@pytest.mark.parametrize(("line", "number"), [("機制", 2), ("\tmechanism", 2), ("a\tb\tc\td", 2)])
def test_wrong_lines(line: str, number: int) -> None:
    with pytest.raises(TermsError) as error:
        Terms(f"分數\tscore\n{line}\n")
    assert error.value.line == number


def test_a_rule_names_its_list(make: Make) -> None:
    params = {"report": "intrusion", "scripts": ["Cyrillic"], "terms": "no.tsv"}
    with pytest.raises(PackError, match=r"no\.tsv"):
        make("script", params)


def test_our_list_has_each_foreign_word_once() -> None:
    seen: set[str] = set()
    text = (ROOT / "rules" / "scripts-terms.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        columns = line.split("\t")
        if line.startswith("#") or len(columns) < 3:
            continue
        for word in columns[2].split(", "):
            assert word not in seen, word
            seen.add(word)


def test_terms_have_the_characters_of_the_document() -> None:
    assert as_in(Document("这个优化问题"), "最佳化環境") == "最佳化环境"
    assert as_in(Document("這個優化問題"), "最佳化環境") == "最佳化環境"


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("模型하다的結果", True),
        ("增加新ネット層", True),
        ("做決cision", True),
        ("買了日本ソニー（Sony）", False),
        ("改config檔，用redis快取", False),
    ],
)
def test_slips(text: str, slips: bool) -> None:  # noqa: FBT001 - a case of the table
    assert has_slips(Document(text)) is slips


@pytest.mark.parametrize(
    ("word", "likely"),
    [
        ("механизмирую", None),
        ("сигналами", "訊號"),
        ("신호들은", "訊號"),
        ("การเลือก", "選擇"),
        ("والشبكة", "網路"),
        ("सूचनाओं", "資訊"),
        ("нот", None),  # too short
    ],
)
def test_other_forms_of_a_word_are_likely(word: str, likely: str | None) -> None:
    terms = Terms("訊號\tsignal\tсигнал, 신호\n選擇\tchoice\tเลือก\n網路\tnetwork\tشبكة\n資訊\t\tसूचना\n")
    assert terms.meaning(word) is None
    assert terms.likely(word) == likely


def test_endings_of_latin_words_are_those_of_their_languages() -> None:
    terms = Terms("失敗\tfailure\tfallo*\n")
    assert terms.meaning("fallos") == "失敗"
    assert terms.meaning("fallocate") is None


def test_other_terms_of_a_meaning() -> None:
    terms = Terms("資料、數據\tdata\tданные\n模型\tmodel\tмодель\n")
    assert terms.others("資料") == ("數據",)
    assert terms.others("數據") == terms.others("模型") == ()
