"""Talk at the start or at the end of a summary that no label announces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.passage.sentences import words_of
from linter.kinds.section.judge import Section
from linter.kinds.section.parts import PartKind, is_aside, units_of
from linter.kinds.section.points import Said

if TYPE_CHECKING:
    from linter.kinds.section.reader import Reader

_PLAIN = frozenset((PartKind.LINE, PartKind.LIST, PartKind.QUOTE))
_GOOD = frozenset((Said.OWN, Said.TALK, Said.AFTER))


def at_end(reader: Reader) -> Section | None:
    """The last parts of the summary, if they are nothing but talk; otherwise, its last sentences."""
    first = reader.end
    while first and reader.parts[first - 1].kind in _PLAIN and first - 1 not in reader.found:
        if not reader.is_talk(units_of(reader.stretch, reader.parts[first - 1])):
            break
        first -= 1
    while first < reader.end and not _speaks(reader, first):  # what goes along cannot come first
        first += 1
    if first == reader.end:
        return _last_sentences(reader) if reader.end and reader.end - 1 not in reader.found else None
    units = reader.units(first, reader.end)
    if not reader.is_found(first, reader.end, units):
        return None
    first_line, last_line = reader.parts[first].first, reader.parts[reader.end - 1].last
    return Section(first_line, last_line, not reader.carries(units), removable=True)


def _speaks(reader: Reader, index: int) -> bool:
    """Whether a part begins with talk of whoever did the work."""
    units = units_of(reader.stretch, reader.parts[index])
    return reader.said(units[0]) is Said.OWN


def _last_sentences(reader: Reader) -> Section | None:
    """The last sentences of the last paragraph: they must begin with talk of whoever did the work."""
    part = reader.parts[reader.end - 1]
    if part.kind is not PartKind.LINE:
        return None
    sentences = reader.stretch.sentences([part.first])
    units = words_of(reader.stretch.document, sentences)
    first = len(units)
    while first and reader.said(units[first - 1]) in _GOOD:
        first -= 1
    while first < len(units) and reader.said(units[first]) is not Said.OWN:
        first += 1
    if not 0 < first < len(units):
        return None
    before = sentences[first].start - sentences[0].start
    if not reader.is_found(reader.end - 1, reader.end, units[first:], before=before):
        return None
    return Section(part.first, part.last, sure=False, removable=True, start=sentences[first].start)


def at_start(reader: Reader) -> Section | None:
    """The first lines of the summary, below its title, if they are nothing but talk."""
    first = next((index for index in range(reader.end) if not reader.is_first(index + 1)), reader.end)
    end = first
    while end < reader.end and _is_plain(reader, end):
        end += 1
    if end in (first, reader.end):
        return None
    units = reader.units(first, end)
    if reader.matches("greets", units[0]) or not reader.is_found(first, end, units):
        return None
    if reader.is_subject(first, end):
        return None
    return Section(reader.parts[first].first, reader.parts[end - 1].last, sure=False, removable=True)


def _is_plain(reader: Reader, index: int) -> bool:
    """Whether a part is a line of nothing but talk, not a title in bold."""
    part = reader.parts[index]
    if part.kind is not PartKind.LINE or index in reader.found or is_aside(reader.stretch, part):
        return False
    return reader.is_talk(units_of(reader.stretch, part))
