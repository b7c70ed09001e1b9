"""Knows a finding again in a later version of its document, wherever it has moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linter.diagnostics import Diagnostic
    from linter.document import Document

#: Code points on either side that tell one place from another. They are few, so that an edit nearby leaves
#: the other side as it is.
_AROUND = 16
#: What of them is looked at: spaces do not count, and a fix moves them.
_LOOKED_AT = 2 * _AROUND


class Fingerprint(NamedTuple):
    """Hashes of what was found and of what stands on its line before and after it, spaces left out."""

    before: str
    text: str
    after: str

    def __str__(self) -> str:
        return "-".join(self)


def fingerprint(document: Document, diagnostic: Diagnostic) -> Fingerprint:
    """The fingerprint of a finding; neither its line number nor the rest of its line counts."""
    span, text = diagnostic.span, document.text
    left, right = document.lines.line_at(span.start).start, document.lines.line_at(span.end).end
    before = _packed(text[max(left, span.start - _LOOKED_AT) : span.start])[-_AROUND:]
    after = _packed(text[span.end : min(right, span.end + _LOOKED_AT)])[:_AROUND]
    return Fingerprint(_hash(before), _hash(_packed(span.text(text))), _hash(after))


def numbered(document: Document, diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with an identifier that no other one of the document has, for services that track them."""
    seen: Counter[tuple[str, Fingerprint]] = Counter()
    for each in diagnostics:
        mark = fingerprint(document, each)
        seen[each.rule, mark] += 1
        yield each, f"{each.rule}-{mark}-{seen[each.rule, mark]}"


def _packed(text: str) -> str:
    return "".join(text.split())


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
