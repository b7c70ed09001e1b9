"""What messages say to write instead of a match."""

from __future__ import annotations

import pytest

from linter.diagnostics import Applicability, Edit, Fix
from linter.document import Document
from linter.matching.correction import FIELDS, correction_of
from linter.matching.spec import Match
from linter.messages.phrases import Locale, Phrase
from linter.spans import Span


def said(text: str, span: tuple[int, int], *edits: tuple[int, int, str]) -> tuple[str, str]:
    """The fields of a match with a fix of some edits, each with start, end and new text."""
    made = tuple(Edit(Span(start, end), content) for start, end, content in edits)
    fix = Fix(made, Applicability.SAFE) if made else None
    match, document = Match(Span(*span), {}, fix), Document(text)
    should, correction = (str(correction_of(name, match, document)) for name in FIELDS)
    return should, correction


@pytest.mark.parametrize(
    ("text", "span", "edits", "should", "correction"),
    [
        # within the match
        ("在甲乙丙裡", (1, 4), [(2, 3, "丁")], "甲丁丙", "'甲乙丙' should be '甲丁丙'"),
        (
            "甲乙丙",
            (0, 3),
            [(0, 1, "1"), (2, 2, "2"), (3, 3, "3")],
            "1乙2丙3",
            "'甲乙丙' should be '1乙2丙3'",
        ),
        # beyond it
        ("甲乙丙丁", (1, 2), [(2, 3, "x")], "乙x", "'乙丙' should be '乙x'"),
        ("甲乙丙丁", (2, 3), [(0, 1, "x")], "x乙丙", "'甲乙丙' should be 'x乙丙'"),
        ("這個 모델 的", (3, 5), [(2, 6, "模型")], "模型", "'모델' should be '模型'"),
        # nothing is left
        ("甲乙丙", (1, 2), [(1, 2, "")], "—", "delete '乙'"),
        ("甲\t丙", (1, 2), [(1, 2, "")], "—", "delete '\t'"),
        ("正文。\n\n甲。\n", (5, 7), [(3, 7, "")], "—", "delete '甲。'"),
        ("a甲b", (1, 2), [(1, 2, " ")], " ", "delete '甲'"),
        # nothing but space differs
        ("甲a", (0, 1), [(0, 1, "甲 ")], "甲 ", "'甲' should be '甲 '"),
        ("甲\t丙", (1, 2), [(1, 2, " ")], " ", "'\t' should be ' '"),
        # without a letter of its own, with the Latin words that touch it
        ("在.rl中", (1, 2), [(1, 2, " "), (4, 4, " ")], " rl ", "'.rl' should be 'rl'"),
        ("在.re-rank_2中", (1, 2), [(1, 2, " ")], " ", "'.re-rank_2' should be 're-rank_2'"),
        ("用 model. 的", (7, 8), [(7, 8, "")], "—", "'model.' should be 'model'"),
        ("用 deep.learning 的", (6, 7), [(6, 7, " ")], " ", "'deep.learning' should be 'deep learning'"),
        ("在.`rl`中", (1, 2), [(1, 2, "")], "—", "delete '.'"),
        # no fix
        ("甲乙丙", (1, 2), [], "—", "'乙'"),
    ],
)
def test_correction(
    text: str, span: tuple[int, int], edits: list[tuple[int, int, str]], should: str, correction: str
) -> None:
    assert said(text, span, *edits) == (should, correction)


def test_a_long_text_is_shown_by_its_ends() -> None:
    text = "「" + "甲" * 200 + "」"
    should, correction = said(text, (0, 202), (201, 202, "。」"))
    assert should == text[:-1] + "。」"
    middle = "甲" * 39 + "…" + "甲" * 38
    assert correction == f"'「{middle}」' should be '「{middle[:-1]}。」'"
    assert said(text, (0, 202))[1] == f"'「{middle}」'"
    assert said(text, (0, 202), (0, 202, ""))[1] == f"delete '「{middle}」'"


def test_in_chinese() -> None:
    fix = Fix((Edit(Span(1, 2), " "),), Applicability.SAFE)
    correction = correction_of("correction", Match(Span(1, 2), {}, fix), Document("在.rl中"))
    assert isinstance(correction, Phrase)
    assert correction.text(Locale.TAIWAN) == "「.rl」應該是「rl」"
