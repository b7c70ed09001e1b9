"""A check for a model that got stuck and repeats the same line again and again.

It is offered like the check of any other package, under `seedlint.checks`, and is an example of one.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from linter.checks import Check, Match, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.checks import Document


def _find(document: Document, options: Mapping[str, Any]) -> Iterator[Match]:
    """Lines of prose that follow an equal one at least `times` times; blank lines between do not count."""
    lines = [(start, end) for start, end in document.lines.spans if document.prose[start:end].strip()]
    for words, group in itertools.groupby(lines, key=lambda line: document.prose[line[0] : line[1]].split()):
        start, *again = group
        has_letters = any(map(str.isalpha, "".join(words)))
        if has_letters and len(again) + 1 >= options.get("times", 3):
            yield Match(Span(start[0], again[-1][1]), {"times": str(len(again) + 1), "line": " ".join(words)})


REPEATED_LINES = Check(
    _find,
    fields=frozenset(("times", "line")),
    options={
        "type": "object",
        "additionalProperties": False,
        "properties": {"times": {"type": "integer", "minimum": 2}},
    },
)
