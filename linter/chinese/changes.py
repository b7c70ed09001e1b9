"""What a conversion changes, as words for people to read, each with its reason."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

from linter.chinese.characters import HAN_RUN
from linter.chinese.cluster import Reason
from linter.chinese.targets import Target
from linter.spans import Span
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linter.chinese.stretch import Reading
    from linter.chinese.tables import Tables

#: How many runs of Han characters are remembered with their words, about a megabyte: half of them, or more,
#: occur again in a page.
_MOST_RUNS = 4_000


class Change(Value):
    """A word and what it should be: `content` is as long as `span`, in code points of the text.

    A conversion changes only the likelier ones of doubtful words.
    """

    span: Span
    content: str
    reason: Reason


class Changes:
    """Tells the changes of a line.

    Args:
        word_lengths: says of which lengths the words of a run of Han characters are.
        tables: the tables of the lexicon.
        target: the variant wanted.
    """

    def __init__(self, word_lengths: Callable[[str], list[int]], tables: Tables, target: Target) -> None:
        self._word_lengths = functools.lru_cache(_MOST_RUNS)(word_lengths)
        self._tables = tables
        self._target = target

    def of(self, line: str, reading: Reading, offset: int) -> Iterator[Change]:
        """The changes of a line: its repaired words, and what differs between them.

        Args:
            line: the line.
            reading: as what it was read.
            offset: where it begins in the text in which the changes count.
        """
        at = 0
        for repair in reading.repairs:
            yield from self._plain(line, reading, offset, (at, repair.start))
            content = repair.should or reading.text[repair.start : repair.end]
            if line[repair.start : repair.end] != content:
                yield Change(Span(offset + repair.start, offset + repair.end), content, repair.reason)
            at = repair.end
        yield from self._plain(line, reading, offset, (at, len(line)))

    def _plain(self, line: str, reading: Reading, offset: int, part: tuple[int, int]) -> Iterator[Change]:
        """The words of a part of a line that have characters to change; of variant forms, the characters."""
        made = reading.text
        for run in HAN_RUN.finditer(line, *part):
            first, last = run.span()
            if made[first:last] == run.group():
                continue
            for length in self._word_lengths(run.group()):
                end = first + length
                if line[first:end] != made[first:end]:
                    yield from self._of_word(line, reading, offset, range(first, end))
                first = end

    def _of_word(self, line: str, reading: Reading, offset: int, word: range) -> Iterator[Change]:
        """The change of a word, or of each of its characters."""
        made = reading.text
        differ = [index for index in word if line[index] != made[index]]
        reason = self._reason_of(line[differ[0]], differ[0], reading)
        if any(self._reason_of(line[index], index, reading) is not reason for index in differ[1:]):
            reason = Reason.SIMPLIFIED
        spans = [(word.start, word.stop)]
        if reason is Reason.VARIANT:
            spans = [(index, index + 1) for index in differ]
        for start, end in spans:
            # A page has the same few thousand words again and again.
            content = sys.intern(made[start:end])
            yield Change(Span(offset + start, offset + end), content, reason)

    def _reason_of(self, character: str, at: int, reading: Reading) -> Reason:
        if self._target is Target.MAINLAND:
            return Reason.TRADITIONAL
        gates = self._tables.gates
        if character in gates.variants:
            # 着 and 税 are also Simplified characters, and count as such in Simplified text.
            simplified = reading.is_simplified(at)
        else:
            simplified = character in gates.simplified or character in gates.ambiguous
        return Reason.SIMPLIFIED if simplified else Reason.VARIANT
