"""Unicode scripts by their names, and the match for their letters."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import regex

from linter.lazy import lazy_regex
from linter.matching.spec import Match, SpecError
from linter.messages.phrases import Joined, Phrase, template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linter.diagnostics import Fix
    from linter.matching.spec import RuleSpec
    from linter.spans import Span

Scripts = dict[str, regex.Pattern[str]]
"""Scripts by their names, each with a pattern for one of its characters."""

HAN = lazy_regex(r"\p{Han}")
LATIN = lazy_regex(r"\p{Latin}")
_NAME = lazy_regex("[A-Za-z]+(?:_[A-Za-z]+)*")
_COMMON = (
    template("Latin"),
    template("Han"),
    template("Cyrillic"),
    template("Greek"),
    template("Hiragana"),
    template("Katakana"),
    template("Hangul"),
    template("Thai"),
    template("Arabic"),
    template("Hebrew"),
    template("Devanagari"),
    template("Bengali"),
    template("Tamil"),
    template("Telugu"),
    template("Gujarati"),
    template("Kannada"),
    template("Malayalam"),
    template("Gurmukhi"),
    template("Sinhala"),
    template("Khmer"),
    template("Lao"),
    template("Myanmar"),
    template("Tibetan"),
    template("Mongolian"),
    template("Georgian"),
    template("Armenian"),
    template("Ethiopic"),
    template("Bopomofo"),
    template("Yi"),
)


@functools.cache
def common_scripts() -> Scripts:
    """The scripts that a message can name if the rule does not list any."""
    return {name: regex.compile(rf"\p{{Script={name}}}") for name in _COMMON}


def scripts_at(spec: RuleSpec, key: str) -> Scripts:
    """The scripts of a list in the parameters.

    Raises:
        SpecError: a name is not that of a script.
    """
    named = {}
    listed = spec.params.get(key, ())
    for index, name in enumerate(listed):
        try:
            if not _NAME.fullmatch(name):
                raise regex.error("not a name")  # noqa: TRY301 - reported once, below
            named[name] = regex.compile(rf"\p{{Script={name}}}")
        except regex.error:
            step = name if isinstance(listed, dict) else index
            raise SpecError("'{name}' is not a Unicode script", "params", key, step, name=name) from None
    return named


def scripts_of(text: str, named: Mapping[str, regex.Pattern[str]]) -> Phrase:
    """The scripts that a text has letters of, in words."""
    return Joined([Phrase(name) for name, pattern in named.items() if pattern.search(text)], " and ")


def match_letters(prose: str, span: Span, scripts: Phrase, fix: Fix | None) -> Match:
    """The match for letters."""
    return Match(span, {"match": span.text(prose), "scripts": scripts}, fix)
