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

if TYPE_CHECKING:
    from linter.matching.spec import RuleSpec

_DEFINITION = re.compile(r"%\{(\w+)\}")
_CLASS = re.compile(r"\[[^\[\]]*\]")
_BUILT_IN = {"protected": PROTECTED, "markup": MARKUP, "closing": MARKUP_END}


def compile_expression(spec: RuleSpec, *key: str | int) -> regex.Pattern[str]:
    """Compiles the expression at `params.<key>`.

    Raises:
        SpecError: it is none, or names a definition or word list that the pack does not have.
    """
    source: Any = spec.params
    for part in key:
        source = source[part]
    steps = tuple(map(str, key))
    expression = _expand(source, {**_BUILT_IN, **spec.definitions}, (), steps)
    used: dict[str, Any] = {
        name: list(words) for name, words in spec.words.items() if rf"\L<{name}>" in expression
    }
    try:
        return regex.compile(expression, regex.VERSION1, cache_pattern=False, **used)
    except (regex.error, KeyError, RecursionError) as error:
        reason = f"no word list named {error}" if isinstance(error, KeyError) else str(error)
        raise SpecError(f"not a regular expression: {reason}", *steps) from error


def compile_all(spec: RuleSpec, name: str) -> list[regex.Pattern[str]]:
    """Compiles the list of expressions at `params.<name>`, which need not be there."""
    return [compile_expression(spec, name, place) for place in range(len(spec.params.get(name, ())))]


def _expand(source: str, named: dict[str, str], inside: tuple[str, ...], steps: tuple[str, ...]) -> str:
    """The source with each `%{name}` replaced by its definition."""

    def put_in(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in named:
            raise SpecError(f"no definition '{name}' in this pack", *steps)
        if name in inside:
            raise SpecError(f"the definition '{name}' contains itself", *steps)
        part = _expand(named[name], named, (*inside, name), steps)
        # One character or one class stays bare, so that it may also stand inside a class.
        return part if len(part) == 1 or _CLASS.fullmatch(part) else f"(?:{part})"

    return _DEFINITION.sub(put_in, source)
