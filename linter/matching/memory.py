"""What is computed of a stretch of text once, however often a fix checks the document that has it."""

from __future__ import annotations

import bisect
import itertools
from typing import TYPE_CHECKING, Any, TypeVar

from linter.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from linter.document import Document
    from linter.records import Record

Key = TypeVar("Key")
#: Half-open offsets, and perhaps more.
Found = tuple[Any, ...]
#: A record as it is read: its text, its regions and where they start, and the kinds of its lines.
RecordKey = tuple[str, bytes, tuple[int, ...], tuple[int, ...]]
T = TypeVar("T")


def remembered(document: Document, name: object, compute: Callable[[Key], T]) -> Callable[[Key], T]:
    """The function itself, or while a document is fixed, one that remembers what it returned.

    A fix checks a text again after each of its passes, and most of it is as before then. A check looks at
    each stretch once, so that remembering would only take memory.

    Args:
        document: the document.
        name: what identifies the function among all that a run uses.
        compute: the function; what it returns depends on nothing but its argument.
    """
    memory = document.memory
    if memory is None:
        return compute
    known: dict[Any, Any] = memory.setdefault(name, {})

    def recall(key: Key) -> T:
        try:
            found: T = known[key]
        except KeyError:
            found = known[key] = compute(key)
        return found

    return recall


def of_lines(
    document: Document, text: str, name: object, compute: Callable[[str], T]
) -> Iterable[tuple[int, T]]:
    """What is computed of the lines of a text, each with the offset that it begins at.

    While a document is fixed, that is computed of each line by itself, once; otherwise, of all lines at once.

    Args:
        document: the document.
        text: its text, or its prose.
        name: what identifies the function among all that a run uses.
        compute: the function; the matches in a text are those in its lines.
    """
    if document.memory is None or "\r" in text:
        return ((0, compute(text)),)
    lines = remembered(document, of_lines, _lines)(text)
    known: dict[str, T] = document.memory.setdefault(name, {})
    for line in lines:
        if line not in known:
            known[line] = compute(line)
    return zip(document.lines.starts, map(known.__getitem__, lines), strict=True)


def _lines(text: str) -> list[str]:
    return text.split("\n")


def found_in_lines(
    document: Document, text: str, name: object, find: Callable[[str], Iterable[Found]]
) -> Iterator[Found]:
    """What a function finds in the lines of a text, in order.

    While a document is fixed, it looks at each line once, and at all new ones as if they were a text.

    Args:
        document: the document.
        text: its text, its prose, or what its prose becomes, with as many code points.
        name: what identifies the function among all that a run uses.
        find: the function; yields the half-open offsets of what it finds, and perhaps more. For a text, it
            yields what it does for its lines.
    """
    if document.memory is None or "\r" in text:
        yield from find(text)
        return
    lines = remembered(document, of_lines, _lines)(text)
    known: dict[str, list[Found]] = document.memory.setdefault(name, {})
    if not all(map(known.__contains__, lines)):
        _find_in_new(lines, known, find)
    found = list(map(known.__getitem__, lines))
    for at, of_line in itertools.compress(zip(document.lines.starts, found, strict=True), found):
        for one in of_line:
            yield _moved(one, at)


def _find_in_new(
    lines: list[str], known: dict[str, list[Found]], find: Callable[[str], Iterable[Found]]
) -> None:
    """Looks at the lines that are not known."""
    new = [line for line in dict.fromkeys(lines) if line not in known]
    known.update((line, []) for line in new)
    starts = list(itertools.accumulate((len(line) + 1 for line in new), initial=0))
    for found in find("\n".join(new)):
        at = bisect.bisect_right(starts, found[0]) - 1
        known[new[at]].append(_moved(found, -starts[at]))


def _moved(found: Found, by: int) -> Found:
    start, end, *more = found
    return start + by, end + by, *more


def spans_in_lines(
    document: Document, name: object, find: Callable[[str], Iterable[tuple[int, int]]]
) -> Iterator[Span]:
    """The spans that a function finds in the lines of a document's prose; see `found_in_lines`."""
    return (Span(start, end) for start, end in found_in_lines(document, document.prose, name, find))


def of_record(document: Document, record: Record, name: object, compute: Callable[[], T]) -> T:
    """What is computed of a record; while a document is fixed, once for each text and reading of it.

    Args:
        document: the document.
        record: one of its records.
        name: what identifies the function among all that a run uses.
        compute: the function; what it returns depends on the record alone, and counts no offsets.
    """
    if document.memory is None or record.row is not None:
        return compute()
    known: dict[Any, Any] = document.memory.setdefault(name, {})
    key = _key_of(document, record)
    if key not in known:
        known[key] = compute()
    found: T = known[key]
    return found


def _key_of(document: Document, record: Record) -> RecordKey:
    span, index_of = record.span, document.lines.index_of
    kinds, starts = document.regions.reading(span)
    of_lines = document.structure.line_kinds[index_of(span.start) : index_of(span.end) + 1]
    return span.text(document.text), kinds, tuple(starts), tuple(of_lines)
