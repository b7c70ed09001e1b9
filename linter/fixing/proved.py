"""Proves that a converted document differs from the original only in its prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.errors import FixError
from linter.fixing.provable import provable
from linter.fixing.verify import difference
from linter.matching.cpu_time import CpuLimit
from linter.messages.phrases import Count, Phrase, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.document import Document

#: How many CPU seconds the search for lines that cannot be converted may take.
_LINES_LIMIT = 30.0


def proved_conversion(before: Document, converted: str) -> tuple[Document, list[FixError]]:
    """The converted document, with the lines as they were whose conversion would change more than words.

    Args:
        before: the document.
        converted: its text after the conversion, line by line.

    Returns:
        The document, and errors about the lines that were left as they were.

    Raises:
        FixError: there was not enough time for the proof.
    """
    after = before.with_text(converted)
    try:
        if difference(before, after) is None:
            return after, []
        return _proved_lines(before, after)
    except TimeoutError:
        message = template("not converted: there was not enough time to prove that only words change")
        raise FixError(message, path=before.path) from None


def _proved_lines(before: Document, after: Document) -> tuple[Document, list[FixError]]:
    old = [before.text[start:end] for start, end in _lines(before)]
    new = [after.text[start:end] for start, end in _lines(after)]
    if len(old) != len(new):
        message = template("not converted: {damage}")
        raise FixError(message, path=before.path, damage=Phrase("it would change how lines end"))

    def with_lines(numbers: Sequence[int]) -> Document:
        chosen = frozenset(numbers)
        lines = (new[n] if n in chosen else line for n, line in enumerate(old))
        return before.with_text("".join(lines))

    changed = [number for number, line in enumerate(old) if line != new[number]]
    limit = CpuLimit(_LINES_LIMIT)
    kept, left = provable(changed, lambda some: difference(before, with_lines(some)), int, limit)
    return with_lines(kept), _errors(before.path, left)


def _errors(path: str, left: Sequence[tuple[int, Phrase]]) -> list[FixError]:
    """An error for each damage, with the first of the lines that would do it."""
    lines: dict[str, list[tuple[int, Phrase]]] = {}
    for number, damage in left:
        lines.setdefault(str(damage), []).append((number, damage))
    message = template("{lines} not converted: {damage}")
    return [
        FixError(
            message,
            path=path,
            line=found[0][0] + 1,
            lines=Count(len(found), "{count} line", "{count} lines"),
            damage=found[0][1],
        )
        for found in lines.values()
    ]


def _lines(document: Document) -> list[tuple[int, int]]:
    """The lines with their newlines."""
    starts = [start for start, _ in document.lines.spans]
    return list(zip(starts, [*starts[1:], len(document.text)], strict=True))
