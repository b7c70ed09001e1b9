"""The parts of a summary: headings, lines of text, lists, breaks; their labels and their units."""

from __future__ import annotations

import enum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from linter.document import MARKUP, MARKUP_END
from linter.kinds.passage.layout import COLONS
from linter.kinds.passage.sentences import words_of
from linter.lazy import lazy_regex
from linter.regions import BlockKind, LineKind
from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.kinds.passage.layout import Stretch

#: A line that begins with emphasis, up to the end of it and a colon after it.
_BOLD = lazy_regex(rf"[（(\s]*{MARKUP}++[^{MARKUP}{MARKUP_END}]++{MARKUP_END}++\s*[:：]?")
#: A short word and a colon, at the start of a line; or words in square brackets before others.
_WORD = lazy_regex(rf"[（(【\[\s*_{MARKUP}]*+[\p{{L}}'’ ]{{1,14}}[:：](?!//)[*_{MARKUP_END}]*+")
_BRACKET = lazy_regex(r"[【\[]\s*+[\p{L} ]{1,14}+[】\]][:：]?(?=.*[^\s】\]])(?!.*[【】])")
#: A line that is in brackets, or in italics, from its start to its end; in bold, it may be a title.
_ASIDE = lazy_regex(
    rf"\s*+(?:{MARKUP}[^{MARKUP}{MARKUP_END}]++{MARKUP_END}"
    rf"|{MARKUP}*+[（(][^（）()]++[）)][。.]?{MARKUP_END}*+|{MARKUP}*+[【\[][^【】\[\]]++[】\]]{MARKUP_END}*+)\s*"
)
#: What marks an item without being Markdown.
_MARK = lazy_regex(r"\s*+[✅✔☑✓🔹🔸▪•●]\uFE0F?")
_QUOTED = lazy_regex(rf"(?:{MARKUP}\s?)(?={MARKUP}|\S)")
_CELLS = lazy_regex(r"(?<!\\)\|")
#: A label of as many code points may be a sentence.
_SENTENCE = 12
#: The longest label that is not a sentence, in code points.
_LONGEST = 40
#: What may be after the colon of a label.
_MARKS = f"{MARKUP}{MARKUP_END} "
#: The longest words that may be a label, in code points, with what is around them.
_LONGEST_BARE = 400
#: What may be around the words of a label.
_AROUND = lazy_regex(r"^[\W\d_]+|[\W_]+$")


class PartKind(enum.Enum):
    """What a part is."""

    HEADING = enum.auto()
    LINE = enum.auto()  #: one line of a paragraph
    LIST = enum.auto()  #: or lines that begin with a check mark
    QUOTE = enum.auto()
    TABLE = enum.auto()
    BREAK = enum.auto()  #: a thematic break, a comment, a line that counts as one
    OTHER = enum.auto()  #: code, HTML


_OF_LINE = {
    LineKind.HEADING: PartKind.HEADING,
    LineKind.TEXT: PartKind.LINE,
    LineKind.LIST: PartKind.LIST,
    LineKind.QUOTE: PartKind.QUOTE,
    LineKind.TABLE: PartKind.TABLE,
    LineKind.SEPARATOR: PartKind.BREAK,
}


class Part(NamedTuple):
    """A part and its lines, 1-based, the last one included."""

    kind: PartKind
    first: int
    last: int
    level: int = 0
    """The level of a heading."""


def parts_of(stretch: Stretch) -> list[Part]:
    """The parts of a summary, in order."""
    parts: list[Part] = []
    for number, kind in stretch.kinds.items():
        if kind is LineKind.BLANK:
            continue
        of_line = _OF_LINE.get(kind, PartKind.OTHER)
        if of_line is PartKind.LINE and _is_marked(stretch, number):
            of_line = PartKind.LIST
        last = parts[-1] if parts else None
        if last is not None and _continues(last, of_line, kind, number):
            parts[-1] = last._replace(last=number)
        elif of_line is PartKind.HEADING:
            heading = _level(stretch, number)
            if heading is None and last is not None and last.kind is PartKind.HEADING:
                parts[-1] = last._replace(last=number)  # its underline
            else:
                parts.append(Part(of_line, number, number, heading or 0))
        else:
            parts.append(Part(of_line, number, number))
    return parts


def part_at(stretch: Stretch, number: int) -> Part:
    """A line as a part of its own, without its level, for a look at its label."""
    return Part(_OF_LINE.get(stretch.kinds[number], PartKind.OTHER), number, number)


def _is_marked(stretch: Stretch, number: int) -> bool:
    line = stretch.line(number)
    return _MARK.match(stretch.document.prose, line.start, line.end) is not None


def _continues(last: Part, kind: PartKind, of_line: LineKind, number: int) -> bool:
    """Whether a line belongs to the part above it: an indented line continues an item."""
    if last.kind is PartKind.LIST:
        return kind is PartKind.LIST or of_line is LineKind.OTHER
    return kind is last.kind and kind in (PartKind.QUOTE, PartKind.TABLE) and number == last.last + 1


def _level(stretch: Stretch, number: int) -> int | None:
    """The level of the heading that a line begins, if one does."""
    blocks = stretch.document.structure.blocks.within(stretch.line(number))
    marker = next((block.marker for block in blocks if block.kind is BlockKind.HEADING), None)
    if marker is None:
        return None
    return len(marker) if marker[0] == "#" else "=-".index(marker[0]) + 1


class Label(NamedTuple):
    """What a part says that what follows it is."""

    words: str
    """Without numbers, brackets and colons around it."""
    rest: Span
    """What is after it on its line."""
    before: Span
    """The sentences before it on its line."""
    is_whole: bool
    """Whether nothing else is on its line."""
    is_sentence: bool = False
    """Whether it may be a sentence that announces something."""


def label_of(stretch: Stretch, part: Part) -> Label | None:
    """The label of a part: a heading, a bold start, a short word or a last sentence with a colon."""
    line = stretch.line(part.first)
    none = Span(line.end, line.end)
    if part.kind is PartKind.HEADING:
        return Label(_bare(stretch, line), none, none, is_whole=True)
    if part.kind is PartKind.QUOTE:
        start = _QUOTED.match(stretch.document.prose, line.start, line.end)
        line = Span(start.end(), line.end) if start is not None else line
    elif part.kind is not PartKind.LINE:
        return None
    return _label_in(stretch, line, part.first)


def _label_in(stretch: Stretch, line: Span, number: int) -> Label | None:
    prose, none = stretch.document.prose, Span(line.end, line.end)
    for pattern, longest in ((_BOLD, _LONGEST), (_WORD, _LONGEST), (_BRACKET, _LONGEST), (_BOLD, len(line))):
        start = pattern.match(prose, line.start, line.end)
        if start is not None and len(start.group()) <= longest:
            span, rest = Span(*start.span()), Span(start.end(), line.end)
            words, is_whole = _bare(stretch, span), not rest.text(prose).strip(" ）)】]")
            announces = len(words) >= _SENTENCE and start.group().strip(_MARKS).endswith(COLONS)
            return Label(words, rest, none, is_whole=is_whole, is_sentence=announces)
    sentences = stretch.sentences([number])
    if not sentences or not stretch.words(number)[-1].endswith(COLONS):
        return None
    before = Span(line.start, sentences[-1].start)
    words = _bare(stretch, sentences[-1])
    return Label(words, none, before, is_whole=len(sentences) == 1, is_sentence=len(words) >= _SENTENCE)


def is_aside(stretch: Stretch, part: Part) -> bool:
    """Whether a part is one line, all of it in brackets or emphasised."""
    line = stretch.line(part.first)
    return (
        part.kind is PartKind.LINE
        and _ASIDE.fullmatch(stretch.document.prose, line.start, line.end) is not None
    )


def _bare(stretch: Stretch, span: Span) -> str:
    words = words_of(stretch.document, [span])[0]
    # A longer one is not a label, and the expression takes the square of its length.
    return _AROUND.sub("", words) if len(words) <= _LONGEST_BARE else words


def units_of(stretch: Stretch, part: Part) -> list[str]:
    """The words of the items of a list, the rows of a table but for its first, or the sentences of lines."""
    if part.kind is PartKind.LINE:
        return list(stretch.words(part.first))
    if part.kind is PartKind.QUOTE:
        return [words for number in range(part.first, part.last + 1) for words in stretch.words(number)]
    if part.kind is PartKind.TABLE:
        return [row for row in map(partial(_row, stretch), range(part.first + 1, part.last + 1)) if row]
    if part.kind is not PartKind.LIST:
        return []
    return list(_items(stretch, part))


def _row(stretch: Stretch, number: int) -> str:
    """A row of a table as if it were an item: its cells with colons between them."""
    words = words_of(stretch.document, [stretch.line(number)])[0]
    return "：".join(filter(None, map(str.strip, _CELLS.split(words))))


def _items(stretch: Stretch, part: Part) -> Iterator[str]:
    words = ""
    for number in range(part.first, part.last + 1):
        line = stretch.line(number)
        blocks = stretch.document.structure.blocks.within(line)
        starts = any(block.kind is BlockKind.LIST_ITEM for block in blocks) or _is_marked(stretch, number)
        if words and starts:
            yield words
            words = ""
        words = f"{words} {_MARK.sub('', words_of(stretch.document, [line])[0])}".strip()
    if words:
        yield words


def sentences_in(stretch: Stretch, line: int, span: Span) -> list[str]:
    """The words of the sentences of a line that are in a span, or begin before it and end in it."""
    inside = []
    for sentence in stretch.sentences([line]):
        start, end = max(sentence.start, span.start), min(sentence.end, span.end)
        if start < end:
            inside.append(Span(start, end))
    return [words for words in words_of(stretch.document, inside) if words]
