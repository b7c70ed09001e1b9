"""Recognises a finding in a later version of its document, wherever it has moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linter.diagnostics import Diagnostic
    from linter.document import Document

#: How many code points on either side distinguish findings with the same text: few, so that an edit nearby
#: does not affect the other side.
_AROUND = 16
#: How many code points are read to get these: spaces do not count, because a fix moves them.
_LOOKED_AT = 2 * _AROUND


class Fingerprint(NamedTuple):
    """Hashes of the text of a finding and of its line before and after it, without spaces."""

    before: str
    text: str
    after: str

    def __str__(self) -> str:
        return "-".join(self)


def fingerprint_of(document: Document, diagnostic: Diagnostic) -> Fingerprint:
    """The fingerprint of a finding; neither its line number nor the rest of its line counts."""
    span, text = diagnostic.span, document.text
    left, right = document.lines.line_at(span.start).start, document.lines.line_at(span.end).end
    before = _packed(text[max(left, span.start - _LOOKED_AT) : span.start])[-_AROUND:]
    after = _packed(text[span.end : min(right, span.end + _LOOKED_AT)])[:_AROUND]
    return Fingerprint(_hash(before), _hash(_packed(span.text(text))), _hash(after))


def numbered(document: Document, diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with an identifier that is unique in its document, for services that track findings."""
    seen: Counter[tuple[str, Fingerprint]] = Counter()
    for diagnostic in diagnostics:
        rule, fingerprint = diagnostic.rule, fingerprint_of(document, diagnostic)
        seen[rule, fingerprint] += 1
        yield diagnostic, f"{rule}-{fingerprint}-{seen[rule, fingerprint]}"


def _packed(text: str) -> str:
    return "".join(text.split())


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
