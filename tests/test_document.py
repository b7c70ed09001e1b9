from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter.document import MARKUP, PROTECTED, Document
from linter.errors import DecodeError
from linter.spans import LineIndex, Span

if TYPE_CHECKING:
    from random import Random


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_are_kept_and_counted(newline: str) -> None:
    document = Document.from_bytes(f"甲{newline}乙𠮷{newline}丙".encode(), "x.md")
    assert document.text == f"甲{newline}乙𠮷{newline}丙"
    assert document.lines.position(document.text.index("丙")) == (3, 1)
    assert document.lines.position(document.text.index("𠮷")) == (2, 2)


def test_mixed_newlines_and_separators_that_end_no_line() -> None:
    index = LineIndex("a\nb\r\nc\rd\x0be\u2028f")
    assert index.position(7) == (4, 1)
    assert index.line_span(2) == Span(2, 3)
    assert index.line_at(2) == Span(2, 3)


@pytest.mark.parametrize(
    "data", [b"", b"\xef\xbb\xbf", "\ufeff甲\r\n".encode(), "甲\n乙".encode(), b"a\x00b\n"]
)
def test_bytes_survive(data: bytes) -> None:
    assert Document.from_bytes(data, "x.md").to_bytes() == data


def test_bad_bytes_are_named_with_offset_and_line() -> None:
    with pytest.raises(DecodeError) as caught:
        Document.from_bytes("甲\r\n乙".encode() + b"\xff\n", "x.md")
    assert str(caught.value).startswith("x.md:2: not UTF-8: byte 0xff at offset 8")


def test_offset_counts_the_byte_order_mark() -> None:
    with pytest.raises(DecodeError, match="offset 4"):
        Document.from_bytes(b"\xef\xbb\xbfa\xff", "x.md")


@given(st.text(alphabet="甲a\n\r\x0b\u2028𠮷", max_size=40))
def test_positions_agree_with_counting(text: str) -> None:
    index = LineIndex(text)
    line = column = 1
    for offset, character in enumerate(text):
        assert index.position(offset) == (line, column)
        ends = character == "\n" or (character == "\r" and text[offset + 1 : offset + 2] != "\n")
        line, column = (line + 1, 1) if ends else (line, column + 1)


@given(st.text(alphabet="甲\n", max_size=40), st.randoms())
def test_positions_are_found_in_any_order(text: str, random: Random) -> None:
    index, offsets = LineIndex(text), list(range(len(text) + 1))
    random.shuffle(offsets)
    for offset in offsets:
        assert index.position(offset).line == text.count("\n", 0, offset) + 1


def test_prose_is_as_long_as_the_text() -> None:
    text = "- 甲 `碼`\n\n```\n乙\n```\n"
    prose = Document(text).prose
    assert len(prose) == len(text)
    assert prose.startswith(f"{MARKUP} 甲 {PROTECTED * 3}\n")
    assert "乙" not in prose
    assert prose.count("\n") == text.count("\n")


def test_span_refuses_nonsense() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
