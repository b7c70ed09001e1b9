"""Where matches of an expression can begin: all of them do at a place that is found."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.document import Document
from linter.lazy import compiled_re
from linter.matching import beginnings as module
from linter.matching.beginnings import Beginnings, beginnings
from linter.matching.deadline import Deadline
from tests.test_necessary import expressions


def compiled(expression: str) -> regex.Pattern[str]:
    words = ["丙丁戊", "乙"]
    return regex.compile(expression, regex.VERSION1, cache_pattern=False, ignore_unused=True, words=words)


def beginnings_of(pattern: regex.Pattern[str]) -> Beginnings | None:
    """The beginnings, whether or not they pay."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_FEW", 0)
        patch.setattr(module, "_FREQUENT", 9.0)
        found, offset = module._expression(pattern)  # noqa: SLF001 - what is kept is asked for otherwise
    return Beginnings(compiled_re(found), offset) if found else None


@pytest.mark.parametrize(
    ("expression", "text", "found"),
    [
        ("[甲乙]+丙丁|子丑", "甲乙丙 子丑 子 丑", [0, 4]),
        (r"[\p{Han}] [\p{Han}] ", "甲乙 丙 丁 a b ", [1, 3]),
        (r"(?:[a-f]|ag)(?<=[abc])\d", "a1 b2 d3 ag4", [0, 3]),
        (r"(?m)^(?:[a-f]\d|gh)", "a1\nxa1\ngh\ng", [0, 7]),
        (r"(?i)[a-f]S\d{2}", "as12 BS34 eſ5 ES67", [0, 5, 10, 14]),
        (r"(?i)[a-f]?stu", "ſtu aSTU ﬆu", [0, 4, 5, 9]),
        (r"[^\x00-\x7f-]{2}\b", "ab 甲乙 丙", [3]),
        (r"[x-z](?P<a>a)(?P=a)", "xaa yab zb", [0, 4]),
        (r"[a-f]{2,3}?[0-9]", "ab1 abcd2", [0, 4, 5, 6]),
        (r"[甲乙]?\L<words>", "甲乙 丙丁戊 丙丁", [0, 1, 3]),
    ],
)
def test_places(expression: str, text: str, found: list[int]) -> None:
    known = beginnings_of(compiled(expression))
    assert known is not None
    assert list(known.places(text)) == found


@pytest.mark.parametrize(
    "expression",
    [
        "甲",  # the package is as quick
        ".*甲",
        "[a-z]*",
        r"\p{Han}+甲",
        "(?r)[a-f]甲",
        "(?:[a-f]乙){e<=1}",
        r"[a-f]\K甲",
        r"\G[a-f]甲",
        "(?P<a>甲)?(?P=a)[a-f]",
        "(?(DEFINE)(?P<a>甲))(?&a)[a-f]",
    ],
)
def test_nothing_is_known_of(expression: str) -> None:
    assert beginnings(compiled(expression)) is None


CHARACTERS = "aAkKßſsS甲乙 \n-1"
texts = st.lists(st.text(alphabet=CHARACTERS + "\u212aﬆ̇İıi", max_size=12), max_size=8)


@given(expressions, st.sampled_from(("", "(?i)", "(?m)", "(?x)", "(?im)")), texts)
@settings(deadline=None, max_examples=300)
def test_each_match_begins_at_a_place(expression: str, flags: str, texts: list[str]) -> None:
    pattern = compiled(flags + expression)
    known = beginnings_of(pattern)
    if known is None:
        return
    for text in texts:
        starts = {match.start() for match in pattern.finditer(text, overlapped=True)}
        assert starts <= set(known.places(text))


def test_a_long_text_has_the_same_matches() -> None:
    text = ("甲乙丙丁戊己庚辛" * 40 + "a1 B2 甲1 c3c4\n") * 30 + "a1b2" * 100
    for expression in (r"[a-f]\d(?:c\d)?", r"(?i)[a-f]\d", r"(?m)^[a-f]\d", r"(?<=甲)[乙\d]+"):
        pattern = compiled(expression)
        deadline = Deadline("rule", Document(text))
        expected = [match.span() for match in pattern.finditer(text)]
        assert [match.span() for match in deadline.finditer(pattern, text)] == expected
        first = next((start for start, _ in expected if start >= 5_000), None)
        assert deadline.first(pattern, text, 5_000) == first
