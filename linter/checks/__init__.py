"""What a package needs to offer a check of its own for rules of kind `check`.

    from linter.checks import Check, Match, Span

    def find(document, options):
        for line, (start, end) in enumerate(document.lines.spans, 1):
            if end - start != options["length"]:
                yield Match(Span(start, end), {"length": str(end - start)})

    EVEN_LINES = Check(find, fields=frozenset({"length"}), options={
        "type": "object", "required": ["length"], "properties": {"length": {"type": "integer"}},
    })

Offsets count code points of `document.text` from 0; `document.prose` has the same length, and shows only the
prose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.diagnostics import Applicability, Edit, Fix
from linter.document import Document
from linter.matching.spec import Match
from linter.spans import Span
from linter.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = ["Applicability", "Check", "Document", "Edit", "Fix", "Match", "Span"]


class Check(Value):
    """A check that rules can use.

    Args:
        find: yields the matches in a document, given the rule's options. It must not change anything, and
            must yield the same matches every time.
        fields: the names of the fields that every match has, for messages.
        options: the JSON Schema of the options.
        fixes: whether matches come with fixes.
    """

    find: Callable[[Document, Mapping[str, Any]], Iterable[Match]]
    fields: frozenset[str] = frozenset()
    options: Mapping[str, Any] = field(default_factory=lambda: {"type": "object", "maxProperties": 0})
    fixes: bool = False
