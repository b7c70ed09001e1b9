"""Regular expressions of packs: the `regex` package's, version 1, with definitions and word lists put in.

What is no prose shows as a noncharacter for each code point: `%{protected}`, `%{markup}`, or `%{closing}` for
the end of an emphasis. So a pattern can look at its neighbours and never match inside code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import regex

from linter.document import MARKUP, MARKUP_END, PROTECTED
from linter.matching.spec import SpecError
from linter.suggestions import did_you_mean

if TYPE_CHECKING:
    from linter.matching.spec import RuleSpec

_DEFINITION = re.compile(r"%\{(\w+)\}")
_WORD_LIST = re.compile(r"\\L<(\w+)>")
_CLASS = re.compile(r"\[[^\[\]]*\]")
#: What decides how large an expression is once compiled: escapes, classes, groups, and counts like `{3}` or
#: `{3,5}`, whose least number of repetitions the `regex` package writes out one after the other.
_SIZED = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?[^:)]*:)?|\)|\{(\d+)(?:,\d*)?\}|.", re.DOTALL)
_BUILT_IN = {"protected": PROTECTED, "markup": MARKUP, "closing": MARKUP_END}
#: Code points of an expression with its definitions put in. Ours have some 2,000; definitions that name each
#: other twice and again would double it a hundred times.
LONGEST_EXPRESSION = 100_000
#: How many parts an expression may have once its counts are written out: a million take a gigabyte.
LARGEST_EXPRESSION = 100_000


def compile_expression(spec: RuleSpec, *steps: str | int) -> regex.Pattern[str]:
    """Compiles the expression that stands at the end of the steps into the rule's parameters.

    Raises:
        SpecError: it is none, names a definition or word list that the pack does not have, or is too long.
    """
    source: Any = spec.params
    for step in steps:
        source = source[step]
    return compile_text(spec, source, "params", *steps)


def compile_text(spec: RuleSpec, source: str, *steps: str | int) -> regex.Pattern[str]:
    """Compiles an expression that stands elsewhere in the rule; `steps` lead to it from the rule.

    Raises:
        SpecError: as above.
    """
    expression = _Expander({**_BUILT_IN, **spec.definitions}, steps).expand(source, ())
    used: dict[str, Any] = {name: list(_words(spec, name, steps)) for name in _WORD_LIST.findall(expression)}
    if _size(expression) > LARGEST_EXPRESSION:
        raise SpecError(
            "with its repetitions written out, the expression has more than {limit} parts",
            *steps,
            limit=LARGEST_EXPRESSION,
        )
    try:
        return regex.compile(expression, regex.VERSION1, cache_pattern=False, **used)
    except (regex.error, RecursionError, OverflowError) as error:
        raise SpecError("not a regular expression: {reason}", *steps, reason=error) from error


def compile_all(spec: RuleSpec, name: str) -> list[regex.Pattern[str]]:
    """Compiles the list of expressions at `params.<name>`, which need not be there."""
    return [compile_expression(spec, name, place) for place in range(len(spec.params.get(name, ())))]


def _size(expression: str) -> int:
    """About how many parts an expression has once its counts are written out."""
    sizes, last = [0], 0  # of the open groups, and of the part that a count would repeat
    for token in _SIZED.finditer(expression):
        part = token.group()
        if token.group(1) is not None:
            sizes[-1] += last * (min(int(token.group(1)), LARGEST_EXPRESSION) - 1)
        elif part[0] == "(":
            sizes.append(0)
        elif part == ")" and len(sizes) > 1:
            last = sizes.pop() + 1
            sizes[-1] += last
        else:
            last = 1
            sizes[-1] += 1
    return sum(sizes)


def _words(spec: RuleSpec, name: str, steps: tuple[str | int, ...]) -> tuple[str, ...]:
    """A word list of the pack, or of the rule."""
    if name not in spec.words:
        hint = did_you_mean(name, spec.words)
        raise SpecError("this pack has no word list '{name}'{hint}", *steps, name=name, hint=hint)
    return spec.words[name]


class _Expander:
    """Puts definitions in, and counts what comes of it."""

    def __init__(self, named: dict[str, str], steps: tuple[str | int, ...]) -> None:
        self._named = named
        self._steps = steps
        self._length = 0

    def expand(self, source: str, inside: tuple[str, ...]) -> str:
        """The source with each `%{name}` replaced by its definition."""
        self._length += len(source)
        if self._length > LONGEST_EXPRESSION:
            raise SpecError(
                "with its definitions put in, the expression is longer than {limit} characters",
                *self._steps,
                limit=LONGEST_EXPRESSION,
            )

        def put_in(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in self._named:
                raise SpecError(
                    "this pack has no definition '{name}'{hint}",
                    *self._steps,
                    name=name,
                    hint=did_you_mean(name, self._named),
                )
            if name in inside:
                raise SpecError("the definition '{name}' contains itself", *self._steps, name=name)
            part = self.expand(self._named[name], (*inside, name))
            # One character or one class stays bare, so that it may also stand inside a class.
            return part if len(part) == 1 or _CLASS.fullmatch(part) else f"(?:{part})"

        return _DEFINITION.sub(put_in, source)
