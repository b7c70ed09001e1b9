"""Which labelled parts of a summary are found, and how far they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from linter.kinds.passage.layout import COLONS
from linter.kinds.section.parts import PartKind, is_aside, label_of, sentences_in, units_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.kinds.section.parts import Label, Part
    from linter.kinds.section.reader import Reader

#: The longest label, in code points: longer ones are not checked.
_LONGEST_LABEL = 160
#: The most units of a section: longer ones are about the subject.
_MOST_UNITS = 30
#: Parts that can belong to a label.
_BELOW = frozenset((PartKind.LIST, PartKind.LINE, PartKind.QUOTE, PartKind.TABLE))


class Section(NamedTuple):
    """Lines, 1-based, that are found together, and whether it is sure that they say nothing else."""

    first: int
    last: int
    sure: bool
    removable: bool
    """Whether it can be deleted: it has no lines of other kinds, and begins with talk."""
    start: int | None = None
    """Where it begins, if that is within its first line."""


class _Body(NamedTuple):
    """What belongs to a label: the index of the part after it, its units, whether it has anything else."""

    end: int
    units: list[str]
    mixed: bool


class Judge:
    """Judges the labels of a summary.

    Args:
        reader: reads the summary.
        near: the numbers of the lines that may be labels.
    """

    def __init__(self, reader: Reader, near: frozenset[int]) -> None:
        self._reader, self._near = reader, near
        self._parts, self._stretch = reader.parts, reader.stretch

    def sections(self) -> Iterator[Section]:
        """The sections, in order."""
        index = 0
        while index < len(self._parts):
            is_near = self._parts[index].first in self._near
            end, section = self._at(index) if is_near else (index + 1, None)
            if section is not None:
                self._reader.found.update(range(index, end))
                yield section
            index = end

    def _at(self, index: int) -> tuple[int, Section | None]:
        """The section that a part begins, and the index of the part to look at next."""
        label = label_of(self._stretch, self._parts[index])
        if label is not None and 0 < len(label.words) <= _LONGEST_LABEL:
            body = self._body(index, label)
            section = self._judged(index, label, body)
            if section is not None:
                return body.end, section
        return index + 1, self._aside(index)

    def _aside(self, index: int) -> Section | None:
        """The section that is a line in brackets."""
        part = self._parts[index]
        if not is_aside(self._stretch, part):
            return None
        units = units_of(self._stretch, part)
        evidence = self._reader.evidence(index, index + 1, units) if self._reader.is_talk(units) else None
        if evidence is None:
            return None
        sure = self._reader.is_sure(evidence, index + 1, units)
        return Section(part.first, part.last, sure, removable=True)

    def _body(self, index: int, label: Label) -> _Body:
        """What belongs to a label: below a heading everything up to the next one of its rank."""
        part = self._parts[index]
        end = index + 1
        if part.kind is PartKind.HEADING:
            while end < len(self._parts) and not self._ends(part, self._parts[end]):
                end += 1
            return _Body(end, self._reader.units(index + 1, end), self._is_mixed(index + 1, end))
        if part.kind is PartKind.QUOTE:
            return _Body(end, self._quoted(part, label), mixed=False)
        units = sentences_in(self._stretch, part.first, label.rest)
        if is_aside(self._stretch, part):
            return _Body(end, units, mixed=False)
        while end < len(self._parts) and len(units) <= _MOST_UNITS:
            taken = self._continued(end, units, fresh=end == index + 1)
            if not taken:
                break
            units += self._reader.units(end, end + taken)
            end += taken
        return _Body(end, units, mixed=False)

    def _is_mixed(self, start: int, end: int) -> bool:
        """Whether there is code, or a quote of something else."""
        return any(
            part.kind is PartKind.OTHER
            or (part.kind is PartKind.QUOTE and not self._reader.is_talk(units_of(self._stretch, part)))
            for part in self._parts[start:end]
        )

    def _quoted(self, part: Part, label: Label) -> list[str]:
        below = part._replace(first=part.first + 1)
        units = sentences_in(self._stretch, part.first, label.rest)
        return units + (units_of(self._stretch, below) if below.first <= below.last else [])

    def _ends(self, heading: Part, part: Part) -> bool:
        return part.kind is PartKind.BREAK or (part.kind is PartKind.HEADING and part.level <= heading.level)

    def _continued(self, index: int, units: Sequence[str], *, fresh: bool) -> int:
        """How many parts from an index on belong to the label before them."""
        part = self._parts[index]
        if part.kind not in _BELOW:
            return 0
        own = units_of(self._stretch, part)
        label = label_of(self._stretch, part) if part.kind is PartKind.LINE else None
        if label is not None and label.is_whole and not self._reader.stays(own):
            below = self._parts[index + 1 : index + 2]  # it belongs here only with what is below it
            is_talk = bool(below) and below[0].kind in (PartKind.LIST, PartKind.LINE)
            return 2 if is_talk and self._reader.is_talk(units_of(self._stretch, below[0])) else 0
        if self._reader.is_talk(own):
            return 1
        if part.kind in (PartKind.LIST, PartKind.TABLE):
            return 1 if fresh or self._is_intro(index - 1) else 0
        follows = part.kind is PartKind.LINE and part.first == self._parts[index - 1].last + 1
        if label is None:
            return 1 if fresh and not units else 0
        return 1 if follows else 0

    def _is_intro(self, index: int) -> bool:
        """Whether a part ends in a colon, so that the list below it belongs to it."""
        part = self._parts[index]
        units = units_of(self._stretch, part) if part.kind is PartKind.LINE else []
        return bool(units) and units[-1].endswith(COLONS)

    def _judged(self, index: int, label: Label, body: _Body) -> Section | None:
        reader, part = self._reader, self._parts[index]
        if len(body.units) > _MOST_UNITS or not reader.scores(body.units):
            return None
        evidence = reader.evidence(index, body.end, body.units, reader.ear.of_label(label))
        if evidence is None:
            return None
        before = sentences_in(self._stretch, part.first, label.before)
        begins = not before or reader.is_talk(before) or all(map(reader.ear.before, before))
        sure = not body.mixed and reader.is_sure(evidence, body.end, body.units)
        return Section(part.first, self._parts[body.end - 1].last, sure, begins and not body.mixed)
