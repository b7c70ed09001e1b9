"""Which labelled parts of a summary are found, and how far they reach."""

from __future__ import annotations

import bisect
import enum
from typing import TYPE_CHECKING, NamedTuple

from linter.kinds.passage.layout import COLONS
from linter.kinds.section.parts import PartKind, label_of, parts_of, sentences_in, units_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from linter.kinds.passage.layout import Stretch
    from linter.kinds.section.parts import Label, Part

    #: Whether one of the patterns of a parameter matches in a text.
    Matches = Callable[[str, str], bool]

#: The longest label and the longest unit, in code points: longer ones are not checked.
_LONGEST_LABEL = 160
_LONGEST = 1000
#: How many lines below a label are looked at for talk at first, itself included.
_WITHIN = 10
#: The share of talk below a label that is not clear, if nobody speaks.
_NEARLY_ALL = 0.75


class Said(enum.Enum):
    """What a unit, an item or a sentence, is."""

    OWN = enum.auto()  #: by whoever did the work
    TALK = enum.auto()  #: about the work
    PERHAPS = enum.auto()  #: about the work, below a label that says so
    AFTER = enum.auto()  #: what only goes along
    LABEL = enum.auto()  #: of what is below it
    OTHER = enum.auto()


_COUNTED = frozenset((Said.OWN, Said.TALK, Said.PERHAPS, Said.OTHER))
_TALK = frozenset((Said.OWN, Said.TALK, Said.AFTER))


class Section(NamedTuple):
    """Lines, 1-based, that are found together, and whether it is sure that they say nothing else."""

    first: int
    last: int
    sure: bool
    whole: bool
    """Whether it begins with its first line, not within it."""


class _Body(NamedTuple):
    """What belongs to a label: the index of the part after it, its units, whether it has anything else."""

    end: int
    units: list[str]
    mixed: bool


class Judge:
    """Judges the labels of a summary.

    Args:
        stretch: the lines of the summary.
        matches: whether a pattern of a parameter matches in words.
        share: the share of its units that must be talk, below a clear label and below another one.
        near: the numbers of the lines of which one must be below a label, sorted; None if it does not matter.
    """

    def __init__(
        self, stretch: Stretch, matches: Matches, share: tuple[float, float], near: Sequence[int] | None
    ) -> None:
        self._stretch = stretch
        self._matches = matches
        self._share, self._hint_share = share
        self._near = near
        self._parts = parts_of(stretch)
        self._found: set[int] = set()
        """The indices of the parts of sections that were found."""
        self._end = len(self._parts)
        while self._end and self._parts[self._end - 1].kind is PartKind.BREAK:
            self._end -= 1

    def sections(self) -> Iterator[Section]:
        """The sections, in order."""
        index = done = 0
        while index < len(self._parts):
            if not self._is_near(self._parts[index].first):
                index += 1
                continue
            end, section = self._at(index)
            if section is not None:
                yield section
                self._found.update(range(index, end))
                done = end
            index = end
        section = self._unlabelled(done)
        if section is not None:
            yield section

    def _is_near(self, number: int) -> bool:
        """Whether a line, or one of the next lines, can be talk."""
        if self._near is None:
            return True
        at = bisect.bisect_left(self._near, number)
        return at < len(self._near) and self._near[at] < number + _WITHIN

    def _at(self, index: int) -> tuple[int, Section | None]:
        """The section that a part begins, and the index of the part to look at next."""
        part = self._parts[index]
        label = label_of(self._stretch, part)
        if label is not None and 0 < len(label.words) <= _LONGEST_LABEL:
            for name in ("lead", "hint"):
                if self._matches(name, label.words):
                    body = self._body(index, label)
                    section = self._judged(index, label, body, clear=name == "lead")
                    return (body.end, section) if section is not None else (index + 1, None)
        return index + 1, None

    def _body(self, index: int, label: Label) -> _Body:
        """What belongs to a label: below a heading everything up to the next one of its rank."""
        part = self._parts[index]
        if part.kind is PartKind.HEADING:
            end = index + 1
            while end < len(self._parts) and not self._ends(part, self._parts[end]):
                end += 1
            inside = self._parts[index + 1 : end]
            units = [unit for piece in inside for unit in units_of(self._stretch, piece)]
            return _Body(end, units, any(piece.kind is PartKind.OTHER for piece in inside))
        units = sentences_in(self._stretch, part.first, label.rest)
        end = index + 1
        while end < len(self._parts) and (taken := self._continued(end, units, fresh=end == index + 1)):
            more = self._parts[end : end + taken]
            units += [unit for piece in more for unit in units_of(self._stretch, piece)]
            end += taken
        return _Body(end, units, mixed=False)

    def _ends(self, heading: Part, part: Part) -> bool:
        return part.kind is PartKind.BREAK or (part.kind is PartKind.HEADING and part.level <= heading.level)

    def _continued(self, index: int, units: Sequence[str], *, fresh: bool) -> int:
        """How many parts from an index on belong to the label before them."""
        part = self._parts[index]
        if part.kind not in (PartKind.LIST, PartKind.LINE):
            return 0
        own = units_of(self._stretch, part)
        label = label_of(self._stretch, part)
        if label is not None and label.is_whole and not self._stays(own):
            below = self._parts[index + 1 : index + 2]  # it belongs here only with what is below it
            is_talk = bool(below) and below[0].kind in (PartKind.LIST, PartKind.LINE)
            return 2 if is_talk and self._is_talk(units_of(self._stretch, below[0])) else 0
        if self._is_talk(own):
            return 1
        if part.kind is PartKind.LIST:
            return 1 if fresh or self._is_intro(index - 1) else 0
        return 1 if fresh and not units else 0

    def _stays(self, units: Sequence[str]) -> bool:
        """Whether what looks like a label is talk itself."""
        return {Said.OWN, Said.AFTER}.issuperset(map(self._said, units))

    def _is_intro(self, index: int) -> bool:
        """Whether a part ends in a colon, so that the list below it belongs to it."""
        part = self._parts[index]
        units = units_of(self._stretch, part) if part.kind is PartKind.LINE else []
        return bool(units) and units[-1].endswith(COLONS)

    def _is_talk(self, units: Sequence[str]) -> bool:
        said = [self._said(unit) for unit in units]
        return bool(said) and set(said) <= _TALK | {Said.LABEL} and not set(said) <= {Said.LABEL}

    def _said(self, words: str) -> Said:
        if len(words) > _LONGEST:
            return Said.OTHER
        if self._matches("follows", words):
            return Said.AFTER
        for name, said in (("own", Said.OWN), ("item", Said.TALK), ("perhaps", Said.PERHAPS)):
            if self._matches(name, words):
                return Said.OTHER if self._matches("unless", words) else said
        return Said.LABEL if words.endswith(COLONS) else Said.OTHER

    def _judged(self, index: int, label: Label, body: _Body, *, clear: bool) -> Section | None:
        said = [self._said(unit) for unit in body.units]
        counted = [unit for unit in said if unit in _COUNTED]
        if not clear and self._parts[index].kind is PartKind.LINE and self._has_content(index, body):
            return None
        good = {Said.OWN, Said.TALK, Said.PERHAPS} if clear else {Said.OWN, Said.TALK}
        talk = sum(unit in good for unit in counted)
        is_last, is_own = self._is_last(body.end), Said.OWN in said
        if not {Said.OWN, Said.TALK}.intersection(said) or talk < len(counted) * (
            self._share if clear else self._hint_share
        ):
            return None
        if not is_own:
            # Nobody speaks here: only a clear label, or a list of nothing else at an edge, can say enough.
            edge = is_last or not index
            if not clear and not (edge and talk > 1 and talk >= len(counted) * _NEARLY_ALL):
                return None
            if self._is_about(index, body.end):
                return None
        before = sentences_in(self._stretch, self._parts[index].first, label.before)
        whole = not before or self._is_talk(before) or all(self._matches("before", words) for words in before)
        everything = not body.mixed and talk == len(counted)
        sure = is_last and everything and (clear or is_own) and not self._is_about(index, body.end)
        sure = sure and not any(self._matches("carries", unit) for unit in body.units)
        return Section(self._parts[index].first, self._parts[body.end - 1].last, sure, whole)

    def _has_content(self, index: int, body: _Body) -> bool:
        """Whether a paragraph that belongs to a label is not talk."""
        lines = [part for part in self._parts[index + 1 : body.end] if part.kind is PartKind.LINE]
        return any(Said.OTHER in map(self._said, units_of(self._stretch, part)) for part in lines)

    def _unlabelled(self, start: int) -> Section | None:
        """The last lines of the summary, from an index of a part on, if they are nothing but such talk."""
        first = end = self._end
        if not end or not self._is_near(self._parts[end - 1].last - _WITHIN // 2):
            return None
        said: list[Said] = []
        while first > start and self._parts[first - 1].kind is PartKind.LINE:
            units = units_of(self._stretch, self._parts[first - 1])
            if not self._is_talk(units):
                break
            said[:0] = map(self._said, units)
            first -= 1
        while said and said[0] is not Said.OWN:  # what goes along cannot come first
            said = said[len(units_of(self._stretch, self._parts[first])) :]
            first += 1
        if not said or self._is_about(first, end):
            return None
        lines = self._parts[first:end]
        units = [unit for part in lines for unit in units_of(self._stretch, part)]
        sure = not any(self._matches("carries", unit) for unit in units)
        return Section(lines[0].first, lines[-1].last, sure, whole=True)

    def _is_last(self, end: int) -> bool:
        return end >= self._end

    def _is_about(self, start: int, end: int) -> bool:
        """Whether the rest of the summary, without what the model says in it, is about such work."""
        rest = [
            part
            for index, part in enumerate(self._parts)
            if not start <= index < end and index not in self._found
        ]
        numbers = [number for part in rest for number in range(part.first, part.last + 1)]
        lines = (self._stretch.line(number).text(self._stretch.document.prose) for number in numbers)
        return any(
            self._matches("about", line)
            and not self._matches("own", line)
            and not self._matches("follows", line)
            for line in lines
        )
