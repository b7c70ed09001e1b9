"""Patterns of single lines, looked for in many lines at once: one search in place of one a line.

An expression for a line, with `^` and `$` for its ends, is rewritten so that it finds the same in each line
of a longer text: nothing in it matches a line feed. What cannot be rewritten is looked for line by line.
"""

from __future__ import annotations

import bisect
import contextlib
import itertools
from typing import TYPE_CHECKING, NamedTuple

from linter.chinese.characters import both_readings
from linter.lazy import lazy_regex
from linter.matching.expressions import compile_expression
from linter.matching.spec import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import regex

    from linter.matching.deadline import Deadline
    from linter.matching.spec import RuleSpec

#: What never matches a line feed: characters, ends, counts, some escapes and properties, and groups, but for
#: those with flags that would change that.
_SAFE = (
    r"[^\\\[\](){}\n]|\\[dwSbL.\-+*?|/^$\\()\[\]{}]|\\p\{(?:Han|Latin|L|N|Hiragana|Katakana|Hangul)\}"
    r"|\{\d*,?\d*\}|\)|\((?!\?)|\(\?(?:[:=!>]|<[=!]|P?<\w+>|i[:)])"
)
#: A class, without classes in it; the inside of one that cannot match a line feed, and of one to which it can
#: be added in front.
_CLASS = r"\[(?P<negated>\^)?+(?P<inside>\]?+(?:[^\\\[\]]|\\.(?:\{\w+\})?)*+)\]"
_SURE = lazy_regex(r"(?V0)(?:(?![-&|~]{2})[^\\\n]|\\[dw.\-+*?|/^$\\()\[\]{}]|\\p\{(?:Han|Latin|L|N)\})*+")
_EXTENDABLE = lazy_regex(r"(?V0)(?s)(?![\]-])(?!.*(?:--|&&|~~|\|\|)).*")
_TOKEN = lazy_regex(rf"(?V0)(?P<class>{_CLASS})|(?P<space>\\s)|{_SAFE}")


def in_lines(expression: str) -> str | None:
    """An expression, of version 1, that finds in each line of a text what the given one finds in it alone.

    None if it is not certain that there is one: if a part may match a line feed, or refers to what is before
    or after all text.
    """
    parts, end = ["(?m)"], 0
    for token in _TOKEN.finditer(expression):
        if token.start() != end:
            return None
        end = token.end()
        if token["space"]:
            parts.append(r"[^\S\n]")
        elif token["negated"] and _EXTENDABLE.fullmatch(token["inside"]):
            parts.append(rf"[^\n{token['inside']}]")
        elif token["class"] and (token["negated"] or not _SURE.fullmatch(token["inside"])):
            parts.append(rf"(?:(?!\n){token.group()})")
        else:
            parts.append(token.group())
    return "".join(parts) if end == len(expression) else None


class LinePattern(NamedTuple):
    """A pattern of single lines."""

    pattern: regex.Pattern[str]
    finds_lines: bool
    """Whether it finds in each line of a text what it finds in the line alone."""


def compile_lines(spec: RuleSpec, name: str) -> list[LinePattern]:
    """Compiles the list of expressions for single lines at `params.<name>`, which may be missing."""
    return [_compiled(spec, name, index) for index in range(len(spec.params.get(name, ())))]


def _compiled(spec: RuleSpec, *steps: str | int) -> LinePattern:
    rewritten = False

    def rewrite(expression: str) -> str:
        nonlocal rewritten
        other = in_lines(expression)
        rewritten = other is not None
        return expression if other is None else other

    with contextlib.suppress(SpecError):  # which would name places in what the author did not write
        return LinePattern(compile_expression(spec, *steps, rewrite=rewrite), rewritten)
    return LinePattern(compile_expression(spec, *steps), finds_lines=False)


class Lines:
    """Lines that are searched together, as they are and with Traditional characters.

    Args:
        lines: the lines, without line feeds.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        text = "\n".join(lines)
        self._readings = both_readings(text)
        self._starts = list(itertools.accumulate((len(line) + 1 for line in lines), initial=0))

    def with_any(self, patterns: Iterable[LinePattern], deadline: Deadline) -> set[int]:
        """The indices of the lines in which one of the patterns matches."""
        return {
            index
            for pattern in patterns
            for reading in self._readings
            for index in self._matching(pattern, reading, deadline)
        }

    def _matching(self, pattern: LinePattern, text: str, deadline: Deadline) -> Iterator[int]:
        starts = self._starts
        if not pattern.finds_lines:
            for index, (start, after) in enumerate(itertools.pairwise(starts)):
                if deadline.search(pattern.pattern, text[start : after - 1]):
                    yield index
            return
        index, start = -1, 0
        while index + 2 < len(starts):
            found = deadline.first(pattern.pattern, text, start)
            if found is None:
                return
            index = bisect.bisect_right(starts, found) - 1
            yield index
            start = starts[index + 1]


def matches_any(patterns: Sequence[LinePattern], line: str, deadline: Deadline) -> bool:
    """Whether one of the patterns matches in a line, as it is or with Traditional characters."""
    if not patterns:
        return False
    readings = both_readings(line)
    return any(deadline.search(pattern.pattern, reading) for pattern in patterns for reading in readings)
