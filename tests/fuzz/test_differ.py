"""What cmark-gfm sees of conversions and fixes; `make fuzz` looks at many more documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linter.document import Document
from tests.tools.differ import differences
from tests.tools.oracle import lost

if TYPE_CHECKING:
    from linter.packs import Rule

#: What cmark-gfm alone reads in its own way; see docs/limits.md.
KNOWN: frozenset[int] = frozenset()


@pytest.mark.parametrize("first", range(0, 60, 20))
def test_conversions_change_words_only(first: int) -> None:
    found = {n: loss for n in range(first, first + 20) for _, loss in differences(n, ()) if loss}
    assert {n: loss for n, loss in found.items() if n not in KNOWN} == {}


@pytest.mark.parametrize("first", range(0, 20, 5))
def test_fixes_change_words_only(rules: tuple[Rule, ...], first: int) -> None:
    found = {n: loss for n in range(first, first + 5) for _, loss in differences(n, rules) if loss}
    assert {n: loss for n, loss in found.items() if n not in KNOWN} == {}


def test_a_document_that_cannot_be_read_is_counted() -> None:
    assert list(differences(1000776, ())) == [("not read", "")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("`甲`", "`乙`"),
        ("[甲](乙)", "[甲](丙)"),
        ("甲\n\n---", "甲\n---"),
        ("    甲", "    乙"),
        ("<b title='甲'>", "<b title='乙'>"),
        ("<!-- 甲 -->", "<!-- 乙 -->"),
        ("- 甲", "甲"),
        ("**甲**", "甲"),
    ],
)
def test_the_oracle_sees_a_change(before: str, after: str) -> None:
    assert lost(before, before) is None
    assert lost(before, after) is not None
    assert Document(before).text == before


def test_words_and_new_emphasis_are_no_change() -> None:
    assert lost("甲**乙。**丙 ![丁](u)", "甲**乙**。丁 ![丙](u)") is None
