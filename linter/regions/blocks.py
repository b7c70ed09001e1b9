"""The block structure of Markdown (CommonMark 0.31, chapters 3 to 5).

It finds the lines that are code, comments or front matter, and the stretches that are read inline together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.regions.block import Block, BlockKind, InlineRun, Scan, label_key
from linter.regions.dialects import CONTENT_INDENT, STARTERS, is_module, module_end, read_marker
from linter.regions.landmarks import RECORD_TAG, Landmarks
from linter.regions.marks import (
    BLANKS,
    BLOCK_START,
    BREAK,
    CLOSING_HASHES,
    COMMENTS,
    DEFINITION,
    DESTINATION,
    FENCE,
    HEADING,
    HTML_BLOCK,
    INSTRUCTIONS,
    LIST_MARKER,
    LONE_TAG,
    RAW_ELEMENT,
    SETEXT,
    TABLE_RULE,
    TASK,
)
from linter.regions.region import Region, RegionKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.spans import LineIndex

#: What starts front matter, in YAML or in TOML, and what ends it.
_FRONT_MATTER = {"---": ("---", "..."), "+++": ("+++",)}
#: Front matter in JSON has a title, unlike the call of a tool.
_JSON_MATTER = re.compile(
    r"""\{[ \t]*(?:\r\n?|\n)(?=[^{}]*"title"[ \t]*:)[ \t]*"(?:.*(?:\r\n?|\n))*?\}[ \t]*(?=[\r\n]|$)"""
)
_MATH_BLOCKS = (("$$", "$$"), ("\\[", "\\]"))
#: The first characters of lines that may not be plain text, including digits; and of blocks without prose.
_STARTERS = frozenset(" \t>#-+*_`~=<$\\[|:!?/%{@(0123456789")
_CONTAINER_STARTERS = frozenset("`~<$\\%{")
_TAB = 4
_CODE_INDENT = 4
#: List items that are nested more deeply are text: no person nests them so deeply.
_DEEPEST_LIST = 50


def scan_blocks(text: str, lines: LineIndex, *, markup: bool = True) -> Scan:
    """Reads the block structure of a whole text, in time linear in its length; see `parse_regions`."""
    return _Scanner(text, lines, markup=markup).run()


class _Scanner:
    """Walks the lines once and keeps track of what is open: a paragraph, an HTML block, list items."""

    def __init__(self, text: str, lines: LineIndex, *, markup: bool) -> None:
        self._text = text
        self._markup = markup
        self._lines = lines.spans
        self._out = Scan()
        self._lists: list[int] = []  # content columns of the open list items
        self._run_start: int | None = None
        self._run_end = 0
        self._run_container = (0, False)  # how many list items the run is in, and whether it is in a quote
        self._depth = 0  # how many list items the current line is in
        self._raw = False
        self._expressions = False  # whether lines of JavaScript came before
        self._after_empty = -1  # the line after the last list item without anything after its marker
        self._table = False  # whether the lines since the last blank one are rows of a table
        self._quote = False  # whether the line before was in a block quote
        self._around = 0  # how many of the open list items are around that quote
        self._marks = Landmarks(text, lines.spans)

    def run(self) -> Scan:
        text, lines = self._text, self._lines
        number = self._skip_front_matter()
        has_modules = is_module(text)
        while number < len(lines):
            start, end = lines[number]
            if (
                has_modules
                and self._run_start is None
                and (after := module_end(text, lines, number)) > number
            ):
                number = self._module(number, after)
                continue
            if start == end:
                self._blank(number)
            elif text[start] in _STARTERS or self._raw or self._quote:
                number = self._line(number)
                continue
            else:
                if self._run_start is None:
                    self._lists.clear()
                self._plain(start, end)
            number += 1
        self._close()
        return self._out

    # -- bookkeeping ------------------------------------------------------------------------

    def _add(self, kind: RegionKind, start: int, end: int) -> None:
        if start < end and (self._markup or kind is not RegionKind.STRUCTURE):
            self._out.regions.append(Region(kind, Span(start, end)))

    def _block(self, block: Block) -> None:
        if self._markup:
            self._out.blocks.append(block)

    def _open(self, start: int, end: int, *, raw: bool = False) -> None:
        """Starts a new inline run, ending the one before."""
        self._close()
        self._run_start, self._run_end, self._raw = start, end, raw
        self._run_container = (len(self._lists), self._quote)

    def _close(self) -> None:
        if self._run_start is not None and self._run_start < self._run_end:
            self._out.inline.append(InlineRun(self._run_start, self._run_end, self._raw, self._expressions))
        self._run_start = None
        self._raw = False

    def _skip_front_matter(self) -> int:
        """Protects what is between `---` on the first line and the next `---` or `...`, or between `+++`.

        If the second line is blank, the first is a thematic break; front matter contains no records.
        """
        text = self._text
        if text.startswith("{") and (matter := _JSON_MATTER.match(text)) is not None:
            return self._cut(0, 0, self._marks.line_of(matter.end()) + 1, RegionKind.CODE_BLOCK)
        ends = _FRONT_MATTER.get(text[: self._lines[0][1]].rstrip())
        if ends is None or len(self._lines) == 1:
            return 0
        for number, (start, end) in enumerate(self._lines[1:], 1):
            line = text[start:end].rstrip()
            if line in ends:
                self._add(RegionKind.FRONT_MATTER, 0, end)
                return number + 1
            if (number == 1 and not line) or RECORD_TAG.match(text, start, end):
                return 0
        return 0

    # -- one line ---------------------------------------------------------------------------

    def _line(self, number: int) -> int:
        """Reads the line and returns the number of the next one to read."""
        start, end = self._lines[number]
        at, column = (start, 0) if self._text[start] not in BLANKS else self._indent(start, end, 0)
        if at == end:
            self._blank(number)
            return number + 1
        if self._raw and not self._is_within(at, column):
            self._close()  # a block of HTML ends with the quote or the list item that it is in
        if self._raw and RAW_ELEMENT.match(self._text, at, end) is None:
            self._run_end = end
            return number + 1
        if self._quote or self._text[at] == ">":
            at, column = self._quotes(at, end, column)
        if at == end:  # nothing after the quote marks
            self._close()
            return number + 1
        open_items = self._open_items(column) if self._lists else []
        self._depth = len(open_items)
        paragraph = self._run_start is not None
        if paragraph and column - self._base(open_items) >= _CODE_INDENT:
            if not self._table:
                self._run_end = end  # indented too far to start a block: the paragraph continues
                return number + 1
            self._close()
            self._table = paragraph = False
        if not paragraph or BLOCK_START.match(self._text, at, end):
            self._lists = open_items
        return self._content(number, at, end, column)

    def _is_within(self, at: int, column: int) -> bool:
        """Whether a line is in the quote and in the list items that the run is in."""
        items, quoted = self._run_container
        if quoted:
            return self._text[at] == ">"
        return not items or self._lists[items - 1] <= column

    def _blank(self, number: int) -> None:
        """Ends what a blank line ends: a paragraph, a table, a quote, an item that began without words."""
        self._close()
        self._table = False
        if self._quote:
            self._lists = self._lists[: self._around]
            self._quote, self._around = False, 0
        if number == self._after_empty and self._lists:
            self._lists.pop()

    def _content(self, number: int, at: int, end: int, column: int) -> int:
        """Reads what is at `at`, after indentation, quote and list markers."""
        text = self._text
        if self._run_start is None and column - self._base(self._lists) >= _CODE_INDENT:
            self._add(RegionKind.CODE_BLOCK, at, end)
            return number + 1
        first = text[at]
        plain = first not in _STARTERS
        if plain:
            self._plain(at, end)
        if plain or (first in STARTERS and self._dialect(at, end, column)):
            return number + 1
        if first in _CONTAINER_STARTERS:
            skipped = self._container(number, at, end)
            if skipped is not None:
                return skipped
        elif first == "#":
            match = HEADING.match(text, at, end)
            if match is not None:
                self._heading(match, end)
                return number + 1
        else:
            match = LIST_MARKER.match(text, at, end)
            if match is not None and self._opens_item(match, end):
                return self._list_item(number, match, end, column)
        self._leaf(at, end)
        return number + 1

    def _dialect(self, at: int, end: int, column: int) -> bool:
        """Reads a line that is markup in a dialect, if it is; its title is prose."""
        marker = read_marker(self._text, at, end, quoted=self._quote)
        if marker is None:
            return False
        self._close()
        self._table = False
        self._add(RegionKind.ATTRIBUTES, at, marker.title.start)
        self._add(RegionKind.ATTRIBUTES, marker.title.end, end)
        if len(marker.title):
            self._out.titles.append(marker.title)
        self._open(marker.title.start, marker.title.end)
        self._close()
        if marker.indents:
            self._lists = [content for content in self._lists if content <= column]
            self._lists.append(column + CONTENT_INDENT)
        return True

    def _module(self, number: int, after: int) -> int:
        """Protects lines of JavaScript, from line `number` to the one before `after`."""
        self._lists.clear()
        self._expressions = True
        return self._cut(number, self._lines[number][0], after, RegionKind.CODE_BLOCK)

    def _heading(self, hashes: re.Match[str], end: int) -> None:
        self._add(RegionKind.STRUCTURE, hashes.start(), hashes.end())
        self._open(hashes.end(), end)
        self._close()
        words = CLOSING_HASHES.sub("", self._text[hashes.end() : end].rstrip()).strip()
        start = self._text.index(words, hashes.end()) if words else end
        content = Span(start, start + len(words))
        self._block(Block(BlockKind.HEADING, Span(hashes.start(), end), content, marker=hashes.group()))

    def _opens_item(self, marker: re.Match[str], end: int) -> bool:
        """Whether what looks like a list marker is one: no thematic break, no empty item in a paragraph."""
        if len(self._lists) >= _DEEPEST_LIST or BREAK.match(self._text, marker.start(), end):
            return False
        is_sibling = self._depth < self._run_container[0]
        return self._run_start is None or is_sibling or bool(self._text[marker.end() : end].strip())

    def _leaf(self, at: int, end: int) -> None:
        """Reads the rest of a line on which no container block starts."""
        text = self._text
        paragraph = self._run_start is not None
        if text[at].isdigit():  # not a list item, so nothing else either
            self._plain(at, end)
            return
        table = paragraph and "|" in text[at:end] and TABLE_RULE.match(text, at, end) is not None
        underline = paragraph and self._underlines(at, end)
        if table or underline or BREAK.match(text, at, end):
            self._ruled(Span(at, end), table=table, underline=underline)
        elif not paragraph and (match := DEFINITION.match(text, at, end)) is not None:
            self._definition(match, end)
        elif HTML_BLOCK.match(text, at, end) or (not paragraph and LONE_TAG.match(text, at, end)):
            self._open(at, end, raw=True)
        else:
            self._plain(at, end)

    def _underlines(self, at: int, end: int) -> bool:
        """Whether a line makes the paragraph above a heading: in the same container, not below a table."""
        same = self._run_container == (self._depth, self._quote)
        return same and not self._table and SETEXT.match(self._text, at, end) is not None

    def _ruled(self, rule: Span, *, table: bool, underline: bool) -> None:
        """Reads a line of hyphens and the like: a table's rule, a heading's underline, a thematic break."""
        start, stop = self._run_start, self._run_end
        self._table = table
        self._close()
        self._add(RegionKind.STRUCTURE, rule.start, rule.end)
        if table and start is not None:
            header = Span(max(start, self._lines[self._marks.line_of(stop)][0]), stop)
            self._block(Block(BlockKind.TABLE_ROW, header, header))
            self._block(Block(BlockKind.TABLE_RULE, rule, rule))
        elif underline and start is not None:
            words = self._text[start:stop].rstrip()
            content = Span(start, start + len(words))
            marker = rule.text(self._text).rstrip()
            self._block(Block(BlockKind.HEADING, Span(start, rule.end), content, marker=marker))
        else:
            self._block(Block(BlockKind.THEMATIC_BREAK, rule, Span(rule.end, rule.end)))

    def _plain(self, at: int, end: int) -> None:
        """Begins a paragraph, or a row of a table, or continues one."""
        if self._table:
            self._block(Block(BlockKind.TABLE_ROW, Span(at, end), Span(at, end)))
        if self._run_start is None or self._table:
            self._open(at, end)
        else:
            self._run_end = end

    def _definition(self, match: re.Match[str], end: int) -> None:
        """Protects a definition's label and its address; the text of a footnote is prose."""
        footnote, label = match.groups()
        self._add(RegionKind.LINK_TARGET, match.start(), match.end() if footnote else end)
        span, content = Span(match.start(), end), Span(match.end(), end)
        self._block(Block(BlockKind.DEFINITION, span, content, info=f"{footnote}{label}"))
        if footnote:
            self._open(match.end(), end)
        elif DESTINATION.match(self._text, match.end(), end):
            self._out.labels.add(label_key(label))

    def _container(self, number: int, at: int, end: int) -> int | None:
        """Reads a block that may span many lines and contains no prose, if one starts here."""
        text = self._text
        if (match := FENCE.match(text, at, end)) is not None:
            self._close()
            return self._fence(number, at, match.group(1) or match.group(2))
        if text.startswith("<!--", at):
            self._close()
            return self._until(number, at, "-->", at + 4, RegionKind.COMMENT)
        if text[at] in "{%" or text.startswith(("<?", "<!"), at):
            marks, kind = (
                (INSTRUCTIONS, RegionKind.HTML) if text[at] == "<" else (COMMENTS, RegionKind.COMMENT)
            )
            return self._closed_later(number, at, end, marks, kind)
        if (match := RAW_ELEMENT.match(text, at, end)) is not None:
            self._close()
            return self._until(number, at, f"</{match.group(1)}", match.end(), RegionKind.HTML)
        for opening, closing in _MATH_BLOCKS:
            if text.startswith(opening, at) and closing not in text[at + 2 : end]:
                return self._math(number, at, closing)
        return None

    def _closed_later(
        self, number: int, at: int, end: int, marks: Sequence[tuple[re.Pattern[str], str]], kind: RegionKind
    ) -> int | None:
        """Reads a block that a mark ends, in this line or a later one of its record, if one starts here."""
        for opening, closing in marks:
            if (match := opening.match(self._text, at, end)) is None:
                continue
            found = self._marks.next_closer(closing, match.end())
            if found >= 0 and self._marks.record_end(number + 1, found) is None:
                self._close()
                return self._until(number, at, closing, match.end(), kind)
        return None

    def _list_item(self, number: int, marker: re.Match[str], end: int, column: int) -> int:
        self._close()
        self._add(RegionKind.STRUCTURE, marker.start(), marker.end())
        span, content_span = Span(marker.start(), end), Span(marker.end(), end)
        self._block(Block(BlockKind.LIST_ITEM, span, content_span, marker=marker.group()))
        after = column + len(marker.group())
        at, content = self._indent(marker.end(), end, after)
        if at == end:
            self._after_empty = number + 1
        opens_empty = at == end or content - after > _CODE_INDENT  # with nothing, or with indented code
        self._lists.append(after + 1 if opens_empty else content)
        if at < end and self._text[at] == ">":
            at, content = self._nested_quote(at, end, content)
        if at < end and self._text[at] == "[" and (task := TASK.match(self._text, at, end)) is not None:
            self._add(RegionKind.STRUCTURE, at, task.end())
            words, _ = self._indent(task.end(), end, 0)
            if (match := DEFINITION.match(self._text, words, end)) is not None:  # GitHub reads it as one
                self._definition(match, end)
                return number + 1
            at, content = task.end(), content + len(task.group())
        return number + 1 if at == end else self._content(number, at, end, content)

    # -- parts of a line --------------------------------------------------------------------

    def _indent(self, at: int, end: int, column: int) -> tuple[int, int]:
        """Skips blanks from `at`; returns the offset and the column (tabs stop at every fourth)."""
        text = self._text
        while at < end and text[at] in BLANKS:
            column += 1 if text[at] == " " else _TAB - column % _TAB
            at += 1
        return at, column

    def _open_items(self, column: int) -> list[int]:
        """The list items that a line with this indentation is in; those around a quote stay open in it."""
        inside = [content for content in self._lists[self._around :] if content <= column]
        return [*self._lists[: self._around], *inside]

    def _base(self, items: list[int]) -> int:
        """The column from which indentation counts: that of the innermost item in the quote, or else 0."""
        return items[-1] if len(items) > self._around else 0

    def _quotes(self, at: int, end: int, column: int) -> tuple[int, int]:
        """Skips block-quote markers."""
        around = self._lists[: self._around] if self._quote else self._lists
        around = [content for content in around if content <= column]
        indent = column - (around[-1] if around else 0)
        quoted = self._text[at] == ">" and indent < _CODE_INDENT
        if quoted and (not self._quote or len(around) < self._around):
            self._close()
            self._lists = around
        elif self._quote and not quoted:
            self._lists = self._lists[: self._around]
        self._quote, self._around = quoted, len(around) if quoted else 0
        if not quoted:
            return at, column
        self._block(Block(BlockKind.QUOTE, Span(at, end), Span(at + 1, end), marker=">"))
        return self._quote_marks(at, end)

    def _nested_quote(self, at: int, end: int, column: int) -> tuple[int, int]:
        """Skips block-quote markers after a list marker."""
        if self._quote:
            return self._quote_marks(at, end)
        return self._quotes(at, end, column)

    def _quote_marks(self, at: int, end: int) -> tuple[int, int]:
        """Skips the markers from a first one on; columns count from each again."""
        column = 0
        while at < end and self._text[at] == ">" and column < _CODE_INDENT:
            self._add(RegionKind.STRUCTURE, at, at + 1)
            skip = 2 if self._text[at + 1 : at + 2] == " " else 1
            at, column = self._indent(at + skip, end, 0)
        return at, column

    # -- blocks of many lines ---------------------------------------------------------------

    def _fence(self, number: int, at: int, fence: str) -> int:
        """Protects a fenced block.

        One that is not closed before the next record ends with its own record: a forgotten fence must not
        hide the records after it.
        """
        blanks = "[ \\t>]*" if self._quote else "[ \\t]*"
        closing = re.compile(f"{blanks}{fence[0]}{{{len(fence)},}}[ \\t]*$")
        deepest = (self._lists[-1] if self._lists else 0) + _CODE_INDENT
        depth, cut = 0, None
        for later in range(number + 1, len(self._lines)):
            start, end = self._lines[later]
            if self._quote and self._text[start:end].lstrip(" \t")[:1] != ">":
                # The quote ends, and the fence with it.
                return self._unclosed_fence(number, at, fence, later)
            if closing.match(self._text, start, end) and self._indent(start, end, 0)[1] < deepest:
                self._add(RegionKind.CODE_BLOCK, at, end)
                content = Span(self._lines[number + 1][0], start)
                self._block(self._fence_block(number, fence, Span(at, end), content))
                return later + 1
            tag = RECORD_TAG.match(self._text, start, end)
            if tag is not None:
                depth += -1 if tag.group(1) else 1
                if depth < 0 and cut is None:
                    cut = later
                elif cut is not None and not tag.group(1):
                    break
        before = cut if cut is not None else self._marks.next_record(number + 1)
        return self._unclosed_fence(number, at, fence, before)

    def _unclosed_fence(self, number: int, at: int, fence: str, before: int) -> int:
        """Protects a fenced block up to the end of the line before line `before`."""
        last = max(before - 1, number)
        end = self._lines[last][1]
        content = Span(self._lines[number + 1][0] if last > number else end, end)
        self._block(self._fence_block(number, fence, Span(at, end), content)._replace(closed=False))
        return self._cut(number, at, before, RegionKind.CODE_BLOCK)

    def _fence_block(self, number: int, fence: str, span: Span, content: Span) -> Block:
        info = self._text[span.start + len(fence) : self._lines[number][1]].strip()
        return Block(BlockKind.FENCE, span, content, marker=fence, info=info)

    def _until(self, number: int, at: int, closing: str, after: int, kind: RegionKind) -> int:
        """Protects from `at` through the line with `closing`, or to the record's end."""
        found = self._marks.next_closer(closing, after)
        end_of_record = self._marks.record_end(number + 1, found)
        if found < 0 or end_of_record is not None:
            before = self._marks.next_record(number + 1) if end_of_record is None else end_of_record
            return self._cut(number, at, before, kind)
        while self._lines[number][1] < found:
            number += 1
        end = self._lines[number][1]
        close = found + len(closing)
        if closing.startswith("</"):
            close = self._text.find(">", found, end) + 1 or end
        self._add(kind, at, close)
        if self._text[close:end].strip():  # the block ends with its line, and all of it is HTML
            self._open(close, end, raw=True)
            self._close()
        return number + 1

    def _math(self, number: int, at: int, closing: str) -> int | None:
        """Protects displayed maths over several lines; None if it is not closed before a blank line."""
        found = self._marks.next_closer(closing, self._lines[number][1])
        if found < 0:
            return None
        last = self._marks.line_of(found)
        if self._marks.has_blank(number, last):
            return None
        end = self._lines[last][1]
        self._close()
        self._add(RegionKind.MATH, at, found + 2)
        if self._text[found + 2 : end].strip():
            self._open(found + 2, end)
        return last + 1

    def _cut(self, number: int, at: int, before: int, kind: RegionKind) -> int:
        """Protects from `at` to the end of the line before line `before`."""
        self._add(kind, at, self._lines[max(before - 1, number)][1])
        return max(before, number + 1)
