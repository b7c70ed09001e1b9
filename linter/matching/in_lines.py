"""Patterns of single lines, looked for in many lines at once: one search in place of one a line.

An expression for a line, with `^` and `$` for its ends, is rewritten so that it finds the same in each line
of a longer text: nothing in it matches a line feed. What cannot be rewritten is looked for line by line.
"""

from __future__ import annotations

import bisect
import contextlib
import functools
import itertools
from typing import TYPE_CHECKING, NamedTuple

from linter.chinese.characters import both_readings
from linter.lazy import kept, lazy_regex
from linter.matching.expressions import compile_all, compile_expression, compile_text, expand
from linter.matching.spec import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import regex

    from linter.document import Document
    from linter.matching.deadline import Deadline
    from linter.matching.spec import RuleSpec

#: A class without classes in it.
_CLASS = r"\[\^?+\]?+(?:[^\\\[\]]|\\.(?:\{\w+\})?)*+\]"
#: What can be rewritten, or never matches a line feed: characters, ends, counts, some escapes and properties,
#: and groups, but for those with flags that would change that.
_SAFE = lazy_regex(
    rf"(?V0)(?:{_CLASS}|[^\\\[\](){{}}\n]|\\[dwsSbL.\-+*?|/^$\\()\[\]{{}}]"
    r"|\\p\{(?:Han|Latin|L|N|Hiragana|Katakana|Hangul)\}"
    r"|\{\d*,?\d*\}|\)|\((?!\?)|\(\?(?:[:=!>]|<[=!]|P?<\w+>|i[:)]))*+"
)
#: What is looked at one by one, to rewrite it.
_PART = lazy_regex(rf"(?V0){_CLASS}|\\.")
#: A class that cannot match a line feed, and a negated one to which a line feed can be added in front.
_SURE = lazy_regex(
    r"(?V0)\[(?!\^)\]?+(?:(?![-&|~]{2})[^\\\n]|\\[dw.\-+*?|/^$\\()\[\]{}]|\\p\{(?:Han|Latin|L|N)\})*+\]"
)
_EXTENDABLE = lazy_regex(r"(?V0)(?s)\[\^(?![\]-])(?!.*(?:--|&&|~~|\|\|)).*")
#: An expression whose alternatives all begin with `^`.
_ANCHORED = lazy_regex(
    rf"(?V0)(?:\(\?i\))*+\^(?P<item>{_CLASS}|\\.|[^\\\[\]()|]|\(\?i\)|\((?:(?&item)|\|)*+\))*+"
    r"(?:\|(?:\(\?i\))*+\^(?&item)*+)*+"
)


def in_lines(expression: str) -> str | None:
    """An expression, of version 1, that matches in each line of a text as the given one does in it alone.

    It is for multi-line mode. None if it is not certain that there is one: if a part may match a line feed,
    or refers to what is before or after all text.
    """
    return _PART.sub(_in_line, expression) if _SAFE.fullmatch(expression) else None


def _read(expression: str) -> tuple[str | None, bool]:
    """What `in_lines` gives, and whether all its alternatives begin at the start of a line."""
    found = in_lines(expression)
    return found, found is not None and _ANCHORED.fullmatch(found) is not None


def _in_line(part: regex.Match[str]) -> str:
    """A class or an escape, without the line feed."""
    written = part.group()
    if written[0] == "\\":
        return r"[^\S\n]" if written == r"\s" else written
    if _SURE.fullmatch(written):
        return written
    return rf"[^\n{written[2:]}" if _EXTENDABLE.fullmatch(written) else rf"(?:(?!\n){written})"


class LinePattern(NamedTuple):
    """A pattern of single lines."""

    pattern: regex.Pattern[str]
    finds_lines: bool
    """Whether it finds in each line of a text what it finds in the line alone."""


def compile_lines(spec: RuleSpec, name: str) -> list[LinePattern]:
    """Compiles the list of expressions for single lines at `params.<name>`, which may be missing.

    Those that match at the start of a line become one: a search takes less time than to ask for the time that
    it may take. One by one the others are quicker: what a text lacks rules most of them out at once.

    Raises:
        SpecError: as `compile_expression`.
    """
    with contextlib.suppress(SpecError):  # which would name places in what the author did not write
        return list(_rewritten(spec, name))
    return [LinePattern(pattern, finds_lines=False) for pattern in compile_all(spec, name)]


def _rewritten(spec: RuleSpec, name: str) -> Iterator[LinePattern]:
    anchored: list[str] = []
    for index, source in enumerate(spec.params.get(name, ())):
        expression = expand(spec, source, "params", name, index)
        of_lines, is_anchored = kept("in lines", expression, 0, functools.partial(_read, expression))
        if of_lines is None:
            yield LinePattern(compile_expression(spec, name, index), finds_lines=False)
        elif is_anchored:
            anchored.append(of_lines)
        else:
            yield LinePattern(compile_text(spec, f"(?m){of_lines}", "params", name, index), finds_lines=True)
    if anchored:
        joined = "|".join(f"(?:{expression})" for expression in anchored)
        yield LinePattern(compile_text(spec, f"(?m)^(?:{joined})", "params", name), finds_lines=True)


class Lines:
    """Lines that are searched together, as they are and with Traditional characters.

    Args:
        lines: the lines, without line feeds.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines

    @functools.cached_property
    def _texts(self) -> list[_Joined]:
        lines = self.lines
        readings = both_readings("\n".join(lines))
        texts = [_Joined(lines, readings[0], range(len(lines)))]
        if len(readings) > 1:
            traditional = readings[1].split("\n")
            changed = [index for index, line in enumerate(lines) if line != traditional[index]]
            of_changed = [traditional[index] for index in changed]
            texts.append(_Joined(of_changed, "\n".join(of_changed), changed))
        return texts

    def with_any(self, patterns: Iterable[LinePattern], deadline: Deadline) -> set[int]:
        """The indices of the lines in which one of the patterns matches."""
        return {
            index
            for pattern in patterns
            for text in self._texts
            for index in text.matching(pattern, deadline)
        }


class _Joined:
    """Lines as one text, each with the index by which it is asked for."""

    def __init__(self, lines: Sequence[str], text: str, indices: Sequence[int]) -> None:
        self._text, self._indices = text, indices
        self._starts = list(itertools.accumulate((len(line) + 1 for line in lines), initial=0))

    def matching(self, pattern: LinePattern, deadline: Deadline) -> Iterator[int]:
        """The indices of the lines in which a pattern matches, in order."""
        starts, text = self._starts, self._text
        if not pattern.finds_lines:
            for line, (start, after) in enumerate(itertools.pairwise(starts)):
                if deadline.search(pattern.pattern, text[start : after - 1]):
                    yield self._indices[line]
            return
        line, start = -1, 0
        while line + 2 < len(starts):
            found = deadline.first(pattern.pattern, text, start)
            if found is None:
                return
            line = bisect.bisect_right(starts, found) - 1
            yield self._indices[line]
            start = starts[line + 1]


def lines_with_any(
    document: Document,
    name: object,
    lines: Lines,
    patterns: Iterable[LinePattern],
    deadline: Deadline,
) -> set[int]:
    """The indices of the lines in which one of the patterns matches.

    Args:
        document: the document; while it is fixed, each line is searched once.
        name: what identifies the patterns among all that a run uses.
        lines: the lines.
        patterns: the patterns.
        deadline: the time that is left for them.
    """
    if document.memory is None:
        return lines.with_any(patterns, deadline)
    known: dict[str, bool] = document.memory.setdefault(name, {})
    new = [line for line in dict.fromkeys(lines.lines) if line not in known] if known else lines.lines
    if new:
        found = (Lines(new) if known else lines).with_any(patterns, deadline)
        known.update((line, index in found) for index, line in enumerate(new))
    return {index for index, line in enumerate(lines.lines) if known[line]}


def matches_any(patterns: Sequence[LinePattern], line: str, deadline: Deadline) -> bool:
    """Whether one of the patterns matches in a line, as it is or with Traditional characters."""
    if not patterns:
        return False
    readings = both_readings(line)
    return any(deadline.search(pattern.pattern, reading) for pattern in patterns for reading in readings)
