"""Proves that a fixed document differs from the original in its prose only."""

from __future__ import annotations

import bisect
import itertools
import unicodedata
from typing import TYPE_CHECKING

from linter.diagnostics import Edit
from linter.edits.whole_lines import fenced_by, takes_lines
from linter.messages.phrases import Phrase, template
from linter.records import FIELD_NAMES, DateStatus, date_status, day_of
from linter.regions import MARKUP_KINDS, RegionKind
from linter.spans import NEWLINE, Span, SpanSet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from linter.document import Document
    from linter.records import Record


def difference(before: Document, after: Document, edits: Sequence[Edit] = ()) -> Phrase | None:
    """What a fix damaged, in words, or None if nothing.

    Args:
        before: the document before fixing.
        after: the document after it.
        edits: what was edited, sorted, in terms of `before`: whole lines that it says were taken out may take
            their emphasis along, and a code block may lose its fences.

    Code, addresses, tags, maths, front matter and comments must be equal to the letter and in order; markup
    that rendered must still be there (removing a stray dot may let emphasis render that did not); records
    must keep number, link, thumbnail and date, unless the date was missing; no title, heading or summary may
    be emptied, and no record broken that was whole. At last a parser that knows nothing of regions must see
    the same tree: see `linter.fixing.tree`.

    Raises:
        TimeoutError: it cannot be told in time.
    """
    damaged = _record_difference(before, after) or _region_difference(before, after, edits)
    return damaged or _tree_difference(before, after, edits)


#: What is said where protected regions are not equal.
_PROTECTED = template("it would change code, an address, a tag, maths, front matter or a comment")


def _region_difference(before: Document, after: Document, edits: Sequence[Edit]) -> Phrase | None:
    # What was filled or unwrapped on purpose is done to the old text first; the rest must be what it was.
    dates = [edit for edit in edits if before.fills_date(edit)]
    before, edits = before.with_edits(dates) if dates else before, _without(edits, dates)
    fences = [e for e in edits if takes_lines(before, e) and fenced_by(before, e) is not None]
    base = before.with_edits(fences) if fences else before
    if fences and not _same_outside(before, base, fences):
        return Phrase(_PROTECTED)
    lines = [edit for edit in edits if takes_lines(before, edit)]
    before, lines = base, _without(lines, fences)
    if _protected(before) != _protected(after):
        return Phrase(_PROTECTED)
    if _structure(before) != _structure(after):
        return Phrase("it would change headings, lists, quotes or tables")
    if not _is_subsequence(
        _markup(before, SpanSet((e.span.start, e.span.end) for e in lines)), _markup(after)
    ):
        return Phrase("it would change emphasis")
    return None


def _without(edits: Sequence[Edit], made: Sequence[Edit]) -> list[Edit]:
    """The edits that are left once some of them are made, in terms of the text after that."""
    moved, gone = _shift(made), frozenset(made)
    return [
        Edit(Span(moved(edit.span.start), moved(edit.span.end)), edit.content)
        for edit in edits
        if edit not in gone
    ]


def _tree_difference(before: Document, after: Document, edits: Sequence[Edit]) -> Phrase | None:
    """What another parser sees changed, front matter left out, which it does not know."""
    from linter.fixing.tree import Lines, tree_difference  # noqa: PLC0415 - only where something was fixed

    moved = _shift(edits)
    start, end = (_end_of_matter(each) for each in (before, after))
    skipped, left = (each.lines.position(at).line - 1 for each, at in ((before, start), (after, end)))
    gone, new = set[int](), set[int]()
    fenced, unwrapped = set[int](), set[int]()
    for edit in edits:
        if not NEWLINE.search(edit.span.text(before.text) + edit.content):
            # Words that are all of a line are a paragraph that comes or goes.
            line, place = before.lines.position(edit.span.start).line, moved(edit.span.start)
            number = after.lines.position(place).line
            if after.visible_extent(number) is None:
                gone.add(line - 1)
            if before.visible_extent(line) is None:
                new.add(number - 1)
        else:
            gone.update(_whole_lines(before, edit.span))
            at = moved(edit.span.start)
            new.update(_whole_lines(after, Span(at, at + len(edit.content))))
            block = fenced_by(before, edit) if takes_lines(before, edit) else None
            if block is not None:
                fenced.update(_whole_lines(before, block))
                unwrapped.update(_whole_lines(after, Span(moved(block.start), moved(block.end))))
    return tree_difference(
        before.text[start:],
        after.text[end:],
        gone=Lines({line - skipped for line in gone}, {line - skipped for line in fenced}),
        new=Lines({line - left for line in new}, {line - left for line in unwrapped}),
        skipped=skipped,
    )


def _end_of_matter(document: Document) -> int:
    """Where front matter ends, if there is any."""
    regions = document.regions
    return regions[0].span.end if regions and regions[0].kind is RegionKind.FRONT_MATTER else 0


def _whole_lines(document: Document, span: Span) -> Iterator[int]:
    """The lines, counted from 0, of which nothing stands outside a span."""
    lines = document.lines
    first, last = lines.position(span.start).line, lines.position(span.end).line
    for number in range(first, last + 1):
        line = lines.line_span(number)
        if span.start <= line.start and line.end <= span.end:
            yield number - 1


def _same_outside(before: Document, base: Document, fences: Sequence[Edit]) -> bool:
    """Whether all regions outside the blocks that lose their fences are what they were.

    What was code may open something that its fence kept closed: a comment, a tag, another fence.
    """
    blocks = sorted({span for edit in fences if (span := fenced_by(before, edit)) is not None})
    held = SpanSet((span.start, span.end) for span in blocks)
    moved = _shift(fences)
    opened = SpanSet((moved(span.start), moved(span.end)) for span in blocks)
    old = [
        (region.kind, region.span.text(before.text))
        for region in before.regions
        if region.kind is not RegionKind.PROSE and not held.overlap(region.span)
    ]
    new = [
        (region.kind, region.span.text(base.text))
        for region in base.regions
        if region.kind is not RegionKind.PROSE and not opened.cover(region.span)
    ]
    return old == new


def _shift(gone: Sequence[Edit]) -> Callable[[int], int]:
    """Tells where an offset stands once the edits, sorted, that stand before it are made."""
    lengths = list(itertools.accumulate((len(edit.span) - len(edit.content) for edit in gone), initial=0))
    starts = [edit.span.start for edit in gone]
    return lambda offset: offset - lengths[bisect.bisect_left(starts, offset)]


def _record_difference(before: Document, after: Document) -> Phrase | None:
    if len(after.records.broken) > len(before.records.broken):
        return Phrase("it would break a record")
    old, new = before.records.records, after.records.records
    if len(old) != len(new):
        return Phrase("it would turn {before} records into {after}", before=len(old), after=len(new))
    for one, two in zip(old, new, strict=True):
        changed = _changed_field(one, two)
        if changed is not None:
            number = one.index.value if one.index else "?"
            return Phrase("it would change the {field} of record {number}", field=changed, number=number)
    return None


def _protected(document: Document) -> list[tuple[RegionKind, str]]:
    return [
        (region.kind, region.span.text(document.text))
        for region in document.regions
        if region.kind is not RegionKind.PROSE and region.kind not in MARKUP_KINDS
    ]


def _structure(document: Document) -> list[str]:
    """List markers, heading hashes, quote marks and rules, and the cell borders of each table row."""
    marks = [r.span.text(document.text) for r in document.regions if r.kind is RegionKind.STRUCTURE]
    lines = (line.strip() for line in NEWLINE.split(document.prose))
    return [*marks, *("|" * line.count("|") for line in lines if line[:1] == "|" or line[-1:] == "|")]


def _markup(document: Document, gone: SpanSet | None = None) -> list[str]:
    """The ends of emphasis that renders, escapes and entities, character by character; not what is gone."""
    return [
        character
        for region in document.regions
        if region.kind in (RegionKind.MARKUP, RegionKind.MARKUP_END)
        and not (gone is not None and gone.cover(region.span))
        for character in region.span.text(document.text)
    ]


def _is_subsequence(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(any(each == other for other in rest) for each in short)


def _changed_field(before: Record, after: Record) -> Phrase | None:
    for name in ("index", "link", "thumbnail", "video_id"):
        one, two = getattr(before, name), getattr(after, name)
        if (one.value if one else None) != (two.value if two else None):
            return FIELD_NAMES[name]
    for name in ("title", "heading", "summary"):
        one, two = getattr(before, name), getattr(after, name)
        if one is not None and _shows(one.value) and not (two is not None and two.value):
            return FIELD_NAMES[name]
    return FIELD_NAMES["date"] if _changed_date(before, after) else None


def _shows(value: str) -> bool:
    """Whether a text has a character that can be seen."""
    return any(unicodedata.category(each) not in ("Cc", "Cf") and not each.isspace() for each in value)


def _changed_date(before: Record, after: Record) -> bool:
    """Whether a date became another one; that one was filled in, or is spelt otherwise, is no change."""
    old, new = (record.date.value if record.date is not None else "" for record in (before, after))
    if date_status(before) in (DateStatus.MISSING, DateStatus.PLACEHOLDER):
        return False
    return old != new and (not new or day_of(old) != new)
