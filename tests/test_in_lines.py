"""A search of many lines finds what a search of each line finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from linter.document import Document
from linter.matching.deadline import Deadline
from linter.matching.in_lines import LinePattern, Lines, in_lines

if TYPE_CHECKING:
    from tests.trying import Make

EXPRESSIONS = [
    "甲$",
    "^甲|乙$",
    r"^\s*甲",
    r"甲\s+乙",
    "甲[^乙]*$",
    "^[^甲]*乙",
    "(?!.*甲).乙",
    r"(?<![^乙])甲",
    r"甲(?![\s,]乙)",
    r"甲[\s,]*+乙",
    "[^]a]甲",
    "[^-a]{2}",
    "[^a--b]甲",
    r"(?i)^A\b.*(?i:b)",
    r"\p{Han}\p{Latin}",
    "^$",
    "(?P<n>甲)(?:乙|a){1,3}?",
]
LINES = st.lists(st.text("甲乙aAb ,-]\t", max_size=6), max_size=6)


def _lines_with(pattern: LinePattern, lines: list[str]) -> set[int]:
    return Lines(lines).with_any([pattern], Deadline("x", Document("")))


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(lines=LINES)
def test_each_line_is_as_if_alone(expression: str, lines: list[str]) -> None:
    alone = regex.compile(expression, regex.VERSION1)
    rewritten = in_lines(expression)
    assert rewritten is not None
    together = LinePattern(regex.compile(f"(?m){rewritten}", regex.VERSION1), finds_lines=True)
    expected = {index for index, line in enumerate(lines) if alone.search(line)}
    assert _lines_with(together, lines) == expected
    assert _lines_with(LinePattern(alone, finds_lines=False), lines) == expected


@pytest.mark.parametrize(
    "expression",
    [
        r"\A甲",
        r"甲\Z",
        r"甲\n",
        r"\W甲",
        r"(?s)甲.",
        "(?m)^甲",
        r"(甲)\1",
        "[[甲]--乙]",
        "(?:甲){e<=1}",
        "甲\n",
    ],
)
def test_what_looks_beyond_a_line_is_not_rewritten(expression: str) -> None:
    assert in_lines(expression) is None


def test_lines_are_read_in_traditional_characters_too() -> None:
    pattern = LinePattern(regex.compile("(?m)^後", regex.VERSION1), finds_lines=True)
    assert _lines_with(pattern, ["后", "前后", "後"]) == {0, 2}


@pytest.mark.parametrize("sentence", ["^好的", r"\A好的", "(?s)^好的.*"])
def test_patterns_that_are_not_rewritten_find_the_same(make: Make, sentence: str) -> None:
    params = {"at": "anywhere", "sentence": [sentence, "^希望"]}
    text = "甲。好的。\n\n乙\n希望。好的！丙\n"
    assert make("passage", params).finds(text) == ["好的。", "希望。好的！"]


def test_most_sentences_are_searched_together(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    for name in ("search", "first"):
        method: Any = getattr(Deadline, name)

        def counted(self: Deadline, *args: Any, method: Any = method) -> Any:  # noqa: ANN401 - passed on
            calls.append(args[1])
            return method(self, *args)

        monkeypatch.setattr(Deadline, name, counted)
    params = {"sentence": ["^好的", "^希望", "謝謝"], "next_to": ["^另外"], "past": ["^簽名"]}
    for at in ("start", "end", "anywhere"):
        make("passage", {"at": at, **params}).finds("甲是乙。乙是丙。\n\n" * 200)
    assert len(calls) < 20
