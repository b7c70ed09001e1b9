from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from linter.document import Document
from linter.messages.phrases import printable
from linter.reporters.columns import offsets, width
from linter.reporters.excerpts import Excerpts
from linter.spans import Span

#: Narrow, wide, combining and unprintable characters, and what ends lines; often enough of them for long lines.
TEXTS = st.lists(
    st.tuples(
        st.sampled_from(
            ("a", "文", "e\u0301", "\u0301", "\t", "\x07", " ", "\u3000", "😀", "Ａ", "\n", "\r\n", "\r")
        ),
        st.sampled_from((1, 1, 2, 7, 40, 100, 200)),
    ),
    max_size=12,
).map(lambda parts: "".join(text * times for text, times in parts))


def columns(text: str) -> int:
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def cut(text: str, room: int) -> str:
    if columns(text) <= room:
        return text
    kept, shown = 0, ""
    for character in text:
        kept += columns(character)
        if kept > room - 1:
            break
        shown += character
    return f"{shown}…"


def plain_excerpt(text: str, span: Span) -> tuple[str, str]:
    """What `Excerpts` does, one character and one finding at a time."""
    line = Document(text).lines.line_at(span.start)
    start, end = span.start, min(span.end, line.end)
    left, right = max(line.start, start - 192), min(line.end, end + 192)
    before, marked, after = map(
        printable, (text[left:start], text[start : min(end, start + 192)], text[end:right])
    )
    whole = left == line.start and right == line.end
    if not whole or columns(before) + columns(marked) + columns(after) > 96:
        before = cut(before.lstrip()[::-1], 40)[::-1]
        marked = cut(marked, 96 - columns(before))
        after = cut(after, max(96 - columns(before) - columns(marked), 1))
    return before + marked + after, " " * columns(before) + "^" * max(columns(marked), 1)


@given(TEXTS, st.data())
def test_excerpts_are_what_one_by_one_gives(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place).map(lambda ends: Span(*sorted(ends))), max_size=12))
    excerpts = Excerpts(Document(text))
    for span in sorted(spans):
        assert excerpts.of(span) == plain_excerpt(text, span)


def test_a_line_longer_than_what_is_prepared_at_once() -> None:
    text = "文a在.rl中e\u0301" * 3_000
    excerpts = Excerpts(Document(text))
    for start in (0, 5, 190, 3_990, 3_999, 4_001, 8_100, 23_990, 3):
        span = Span(start, start + 4)
        assert excerpts.of(span) == plain_excerpt(text, span)


def test_what_a_log_would_obey_is_not_put_together_of_parts() -> None:
    text = "甲 ##vso[task] 乙\n"
    for start in range(len(text)):
        shown, _ = Excerpts(Document(text)).of(Span(start, start + 1))
        assert "##" not in shown


@given(TEXTS)
def test_columns_of_characters_add_up(text: str) -> None:
    assert width(text) == columns(text)
    assert list(offsets(text)) == [columns(text[:end]) for end in range(len(text) + 1)]
