"""The structure of an edited text is put together as if all of it were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linter.diagnostics import Edit, apply_edits
from linter.regions import edited_structure, read_structure
from linter.spans import LineIndex, Span
from tests.conftest import SEEDS, THOROUGH, page
from tests.strategies import texts

if TYPE_CHECKING:
    from pathlib import Path

    from linter.regions import Structure

#: What opens or ends something that the lines around it are in, and what may not.
MARKS = (
    *(
        "",
        "\n",
        "\n\n",
        "\r\n",
        "    ",
        "- ",
        "> ",
        "# ",
        "---",
        "|-|",
        "文字",
        "字",
        "**",
        "_",
        "`",
        "```\n",
        "~~~",
    ),
    *(
        "<!--",
        "-->",
        "<pre>",
        "</pre>",
        "$$\n",
        "<div>\n",
        "{%",
        "%}",
        "[甲]: https://a.b\n",
        "[甲]",
        "<甲>",
        "</甲>",
    ),
    *("<details>\n", "</details>\n", "!!! note\n", '    "', "import a from 'b'\n", "1. ", "***", "===\n"),
)
BLOCKS = st.sampled_from(
    (
        *MARKS,
        "一段文字。",
        "- 甲\n- 乙\n\n  丙",
        "| a | b |\n|-|-|\n| 甲 | 乙 |",
        "    程式",
        "甲 **乙** `丙`",
        page(),
    )
)
documents = st.one_of(
    texts, st.lists(BLOCKS, max_size=14).map("\n\n".join), st.lists(BLOCKS, max_size=14).map("\n".join)
)


def state(structure: Structure) -> object:
    """All that a structure says."""
    return (
        list(structure.regions),
        list(structure.blocks),
        list(structure.delimiters),
        list(structure.titles),
        structure.below_blank,
        structure.labels,
        structure.headings,
        structure.line_kinds,
    )


def assert_read_as_a_whole(text: str, edits: list[Edit]) -> bool:
    """Checks the structure after edits; whether it could be put together."""
    lines = LineIndex(text)
    before = read_structure(text, lines)
    _ = before.line_kinds
    after = apply_edits(text, edits)
    edited = edited_structure(before, after, LineIndex(after), [(edit.span, edit.growth) for edit in edits])
    if edited is None:
        return False
    assert state(edited) == state(read_structure(after, LineIndex(after)))
    for span, by in edited.taken:
        assert span.text(text) == after[span.start + by : span.end + by]
    return True


@settings(max_examples=3000 if THOROUGH else 300, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    documents,
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 6), st.sampled_from(MARKS)), max_size=4),
)
def test_edits_are_read_as_a_whole(text: str, changes: list[tuple[int, int, str]]) -> None:
    edits: list[Edit] = []
    for at, length, content in sorted(changes):
        start = at % (len(text) + 1)
        edits.append(Edit(Span(start, min(start + length, len(text))), content))
    edits.sort()
    apart = [edit for n, edit in enumerate(edits) if not n or edits[n - 1].span.end < edit.span.start]
    assert_read_as_a_whole(
        text, [edit for n, edit in enumerate(apart) if not n or apart[n - 1].span.end < edit.span.start]
    )


@pytest.mark.parametrize("path", sorted(SEEDS.glob("**/*.md")), ids=lambda path: path.name)
def test_a_page_with_one_edit_is_not_read_as_a_whole(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    middle = text.index("\n", len(text) // 2)
    assert assert_read_as_a_whole(text, [Edit(Span(middle, middle), "。")])
