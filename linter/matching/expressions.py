"""Regular expressions of packs: the `regex` package's, version 1, with definitions and word lists inserted.

Each code point that is not prose appears as a noncharacter: `%{protected}`, `%{markup}`, or `%{closing}` for
the end of an emphasis. So a pattern can refer to what surrounds it and never match inside code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from linter.document import MARKUP, MARKUP_END, PROTECTED
from linter.lazy import lazy_re
from linter.matching.spec import SpecError
from linter.messages.phrases import template
from linter.messages.suggestions import did_you_mean

if TYPE_CHECKING:
    import regex

    from linter.matching.spec import RuleSpec

_DEFINITION = lazy_re(r"%\{(\w+)\}")
_WORD_LIST = lazy_re(r"\\L<(\w+)>")
_CLASS = lazy_re(r"\[[^\[\]]*\]")
#: What decides how large a compiled expression is: escapes, classes, groups, and counts like `{3}` or
#: `{3,5}`, whose minimum number of repetitions the `regex` package writes out one after the other.
_SIZED = lazy_re(r"\\.|\[(?:\\.|[^\]\\])*\]?|\((?:\?[^:)]*:)?|\)|\{(\d+)(?:,\d*)?\}|.", re.DOTALL)
#: Most words in the word lists of one expression, counted as often as a list is named.
MOST_WORDS = 200_000
#: How deep definitions may refer to definitions.
_DEEPEST = 50
_BUILT_IN = {"protected": PROTECTED, "markup": MARKUP, "closing": MARKUP_END}
#: Most code points of an expression with its definitions inserted. Ours have about 2,000; definitions that
#: refer to one another twice could double the length a hundred times.
LONGEST_EXPRESSION = 100_000
#: Most parts of an expression once its counts are written out: a million take a gigabyte.
LARGEST_EXPRESSION = 100_000


def compile_expression(spec: RuleSpec, *steps: str | int) -> regex.Pattern[str]:
    """Compiles the expression to which the steps lead in the rule's parameters.

    Raises:
        SpecError: it is not an expression, is too long, or names a definition or list that the pack lacks.
    """
    source: Any = spec.params
    for step in steps:
        source = source[step]
    return compile_text(spec, source, "params", *steps)


def compile_text(spec: RuleSpec, source: str, *steps: str | int) -> regex.Pattern[str]:
    """Compiles an expression from elsewhere in the rule; `steps` lead to it from the rule.

    Raises:
        SpecError: as above.
    """
    expression = expand(spec, source, *steps)
    uses = _WORD_LIST.findall(expression)
    lists = {name: word_list(spec, name, *steps) for name in uses}
    if sum(len(lists[name]) for name in uses) > MOST_WORDS:
        message = template("the word lists of this expression have more than {limit} words")
        raise SpecError(message, *steps, limit=MOST_WORDS)
    # Prefixed, so that no list can have the name of an argument of `regex.compile`.
    prefixed = _WORD_LIST.sub(r"\\L<list_\1>", expression)
    named: dict[str, Any] = {f"list_{name}": list(words) for name, words in lists.items()}
    known = spec.expressions.find(prefixed, named)
    if known is not None:  # its size was judged before it was compiled
        return known
    if _size(expression) > LARGEST_EXPRESSION:
        message = template("with its repetitions written out, the expression has more than {limit} parts")
        raise SpecError(message, *steps, limit=LARGEST_EXPRESSION)
    try:
        return spec.expressions.compile(prefixed, named)
    except Exception as error:
        reason = str(error) or type(error).__name__
        raise SpecError("not a regular expression: {reason}", *steps, reason=reason) from error


def expand(spec: RuleSpec, source: str, *steps: str | int) -> str:
    """An expression with the definitions inserted that it names.

    Raises:
        SpecError: the pack lacks one, or the expression is too long.
    """
    return _Expander({**_BUILT_IN, **spec.definitions}, steps).expand(source, ())


def compile_all(spec: RuleSpec, name: str) -> list[regex.Pattern[str]]:
    """Compiles the list of expressions at `params.<name>`, which may be missing."""
    return [compile_expression(spec, name, index) for index in range(len(spec.params.get(name, ())))]


def compile_joined(spec: RuleSpec, name: str) -> regex.Pattern[str] | None:
    """Compiles the list at `params.<name>` into one expression that matches where one of them does.

    None if the list is missing. Each is also compiled by itself, so that errors name the one that is wrong.
    """
    if not compile_all(spec, name):
        return None
    return compile_text(spec, "|".join(f"(?:{part})" for part in spec.params[name]), "params", name)


def _size(expression: str) -> int:
    """An upper bound for the parts of an expression once its counts are written out.

    A count repeats the part before it, or, if white space or a comment is between, the part before that. Here
    it is taken to repeat the largest part of its group.
    """
    sizes, largest = [0], [1]  # of the open groups, and of the parts in each
    for token in _SIZED.finditer(expression):
        part = token.group()
        if token.group(1) is not None:
            repeated = largest[-1] * min(int(token.group(1)[:9]), LARGEST_EXPRESSION)
            sizes[-1] += repeated
            largest[-1] = max(largest[-1], repeated)
        elif part[0] == "(":
            sizes.append(0)
            largest.append(1)
        elif part == ")" and len(sizes) > 1:
            inner = sizes.pop() + 1
            largest.pop()
            sizes[-1] += inner
            largest[-1] = max(largest[-1], inner)
        else:
            sizes[-1] += 1
        if sizes[-1] > LARGEST_EXPRESSION:
            break
    return sum(sizes)


def word_list(spec: RuleSpec, name: str, *steps: str | int) -> tuple[str, ...]:
    """A word list of the pack, or of the rule; `steps` lead to its name from the rule.

    Raises:
        SpecError: there is none of that name.
    """
    if name not in spec.words:
        hint = did_you_mean(name, spec.words)
        raise SpecError("this pack has no word list '{name}'{hint}", *steps, name=name, hint=hint)
    return spec.words[name]


class _Expander:
    """Inserts definitions, and counts the length of the result."""

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

        def insert(match: re.Match[str]) -> str:
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
            if len(inside) >= _DEEPEST:
                raise SpecError(
                    "definitions name each other more than {limit} deep", *self._steps, limit=_DEEPEST
                )
            part = self.expand(self._named[name], (*inside, name))
            # One character or one class is not grouped, so that it may also be used inside a class.
            return part if len(part) == 1 or _CLASS.fullmatch(part) else f"(?:{part})"

        return _DEFINITION.sub(insert, source)
