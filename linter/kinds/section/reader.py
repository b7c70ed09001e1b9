"""What the parts of a summary say, and what that is evidence for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.passage.layout import COLONS
from linter.kinds.section.parts import PartKind, is_aside, parts_of, units_of
from linter.kinds.section.points import Evidence, Said, is_enough
from linter.kinds.section.subject import pieces_of
from linter.regions import LineKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from linter.kinds.passage.layout import Stretch
    from linter.kinds.section.parts import Part

    #: Whether one of the patterns of a parameter matches in a text.
    Matches = Callable[[str, str], bool]

#: The longest unit, in code points: longer ones are not checked.
_LONGEST = 1000
_TALK = frozenset((Said.OWN, Said.TALK, Said.AFTER))
#: Parts with nothing to read.
_SILENT = frozenset((PartKind.BREAK, PartKind.HEADING))


class Reader:
    """Reads the parts of a summary.

    Args:
        stretch: the lines of the summary.
        matches: whether a pattern of a parameter matches in words.
        may_be_talk: whether words can be talk, judged quickly.
        points: how much each part of the evidence counts.
    """

    def __init__(
        self,
        stretch: Stretch,
        matches: Matches,
        may_be_talk: Callable[[str], bool],
        points: Mapping[str, float],
    ) -> None:
        self.stretch = stretch
        self.matches = matches
        self._may_be_talk = may_be_talk
        self._said: dict[str, Said] = {}
        self._about: dict[tuple[int, int], bool] = {}
        self.parts = parts_of(stretch)
        self.found: set[int] = set()
        """The indices of the parts of sections that were found."""
        self.end = len(self.parts)
        """The index after the last part that says something."""
        while self.end and self.parts[self.end - 1].kind is PartKind.BREAK:
            self.end -= 1
        self._points = points
        self._title = _title_of(stretch)

    def units(self, start: int, end: int) -> list[str]:
        """The units of parts, by their indices."""
        return [unit for part in self.parts[start:end] for unit in units_of(self.stretch, part)]

    def said(self, words: str) -> Said:
        """What a unit is."""
        said = self._said.get(words)
        if said is None:
            said = self._said[words] = self._judged(words)
        return said

    def _judged(self, words: str) -> Said:
        if len(words) > _LONGEST:
            return Said.OTHER
        if self.matches("follows", words):
            return Said.AFTER
        if self.matches("unless", words):
            return Said.AGAINST
        if self._may_be_talk(words):
            for name, said in (("own", Said.OWN), ("item", Said.TALK), ("perhaps", Said.PERHAPS)):
                if self.matches(name, words):
                    return said
        return Said.LABEL if words.endswith(COLONS) else Said.OTHER

    def is_talk(self, units: Sequence[str]) -> bool:
        """Whether units are nothing but talk."""
        said = {self.said(unit) for unit in units}
        return said <= _TALK | {Said.LABEL} and not said <= {Said.LABEL}

    def stays(self, units: Sequence[str]) -> bool:
        """Whether what looks like a label is talk itself."""
        return {Said.OWN, Said.AFTER}.issuperset(map(self.said, units))

    def is_first(self, start: int) -> bool:
        """Whether only headings are before a part."""
        return all(part.kind in _SILENT for part in self.parts[:start])

    def is_found(self, start: int, end: int, units: Sequence[str], label: str = "", before: int = 0) -> bool:
        """Whether there is enough evidence that parts are a section of talk.

        Args:
            start: the index of their first part.
            end: the index after their last part.
            units: their units without the label.
            label: the parameter that matches their label, if they have one.
            before: how many code points are before them on their first line.
        """
        said = [self.said(unit) for unit in units]
        others = [unit for unit, is_said in zip(units, said, strict=True) if is_said is Said.OTHER]
        rest = list(self._rest(start, end))
        evidence = Evidence(
            label,
            "last" if end >= self.end else "first" if self.is_first(start) else "",
            said,
            end == start + 1 and is_aside(self.stretch, self.parts[start]),
            self._shared(others, rest) if others else 0,
            before + sum(len(self._words(part)) for part in rest if part.kind not in _SILENT),
        )
        # What the rest is about is asked last: that takes longest.
        return is_enough(evidence, self._points) and (
            not self.is_about(start, end) or is_enough(evidence._replace(is_about=True), self._points)
        )

    def is_subject(self, start: int, end: int) -> bool:
        """Whether parts share two words or more with the text of the rest of the summary."""
        rest = (part for part in self._rest(start, end) if part.kind not in _SILENT)
        pieces = frozenset[str]().union(*(pieces_of(self._words(part)) for part in rest))
        own = frozenset[str]().union(*(pieces_of(unit) for unit in self.units(start, end)))
        return len(pieces & own) > 1

    def _rest(self, start: int, end: int) -> Iterator[Part]:
        for index, part in enumerate(self.parts):
            if not start <= index < end and index not in self.found:
                yield part

    def _words(self, part: Part) -> str:
        first, last = self.stretch.line(part.first), self.stretch.line(part.last)
        return self.stretch.document.prose[first.start : last.end]

    def _shared(self, units: Sequence[str], rest: Sequence[Part]) -> int:
        """How many units share words with the rest of the summary."""
        pieces = pieces_of(self._title).union(*(pieces_of(self._words(part)) for part in rest))
        return sum(not pieces.isdisjoint(pieces_of(unit)) for unit in units)

    def is_about(self, start: int, end: int) -> bool:
        """Whether the rest of the summary, without what the model says in it, is about such work."""
        key = (start, end)
        if key not in self._about:
            self._about[key] = self._is_rest_about(start, end)
        return self._about[key]

    def _is_rest_about(self, start: int, end: int) -> bool:
        words = [self._title, *(self._words(part) for part in self._rest(start, end))]
        if not self.matches("about", "\n".join(words)):
            return False
        lines = (line for part in words for line in part.split("\n"))
        return any(
            self.matches("about", line)
            and not self.matches("own", line)
            and not self.matches("follows", line)
            for line in lines
        )

    def carries(self, units: Sequence[str]) -> bool:
        """Whether a unit makes a section worth a look before it is deleted."""
        return any(self.matches("carries", unit) for unit in units)


def _title_of(stretch: Stretch) -> str:
    """The heading above a summary, if there is one."""
    number = stretch.beyond(next(iter(stretch.kinds)), -1)
    if stretch.kind(number) is not LineKind.HEADING:
        return ""
    return stretch.line(number).text(stretch.document.prose)
