"""Proves that a fixed document differs from the original only in its prose."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from linter.diagnostics import EditKind
from linter.edits.guard import is_of_its_kind
from linter.edits.whole_lines import fenced_block
from linter.fixing.changed_lines import ChangedLines, moved_by
from linter.fixing.letters import only_han_changed
from linter.fixing.record_heads import may_change_records
from linter.lazy import lazy_re
from linter.messages.phrases import Phrase, template
from linter.records import FIELD_NAMES, DateStatus, date_status, day_of
from linter.regions import MARKUP_KINDS, RegionKind
from linter.spans import Span, SpanSet
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.diagnostics import Edit
    from linter.document import Document
    from linter.records import Record
    from linter.regions import Region


def difference(before: Document, after: Document, edits: Sequence[Edit] = ()) -> Phrase | None:
    """What a fix damaged, in words; None if nothing.

    Args:
        before: the document before fixing.
        after: the document after it.
        edits: the edits, sorted, whose spans count in `before`. Their kinds say what may change besides
            words: whole lines go with their emphasis, blocks with their marks, a code block loses its fences,
            a missing date is written.

    Code, addresses, tags, maths, front matter and comments must be exactly equal and in order; markup that
    rendered must still be there (removing a stray dot may let emphasis render that did not); records must
    keep number, link, thumbnail and date, unless the date was missing; no title, heading or summary may be
    emptied, and no intact record broken. Finally a parser that knows nothing of regions must see the same
    tree: see `linter.fixing.tree`.

    Raises:
        TimeoutError: the comparison takes too long.
    """
    if only_han_changed(before.text, after.text):
        return _letters_difference(before, after)
    # A wrong claim would hide damage: an edit that is not what it claims to be may only change words.
    edits = [edit if is_of_its_kind(before, edit) else replace(edit, kind=EditKind.WORDS) for edit in edits]
    damaged = _record_difference(before, after) or _region_difference(before, after, edits)
    matter, matter_after = _end_of_matter(before.regions), _end_of_matter(after.regions)
    return damaged or _tree_difference(before, after, edits, (matter, matter_after))


def _letters_difference(before: Document, after: Document) -> Phrase | None:
    """The same where only Han letters changed: all regions are where they were."""
    damaged = None
    if may_change_records(before.text, after.text):
        after.share_structure(before)
        damaged = _record_difference(before, after)
    if damaged is None and any(
        before.text[start:end] != after.text[start:end]
        for kind, start, end in before.without_markup
        if kind is not RegionKind.PROSE
    ):
        damaged = Phrase(_PROTECTED)
    matter = _end_of_matter(before.without_markup)
    return damaged or _tree_difference(before, after, (), (matter, matter))


#: The kinds of edits that take the emphasis of their lines along.
_OF_LINES = frozenset((EditKind.WHOLE_LINES, EditKind.BLOCKS, EditKind.TAGS))
#: The kinds of edits that take whatever they cover along; the guard says what that may be.
_OF_BLOCKS = frozenset((EditKind.BLOCKS, EditKind.TAGS))
#: The kinds of regions that no rule sees.
_PROTECTED_KINDS = tuple(
    kind for kind in RegionKind if kind is not RegionKind.PROSE and kind not in MARKUP_KINDS
)
_BORDER = lazy_re(r"\|")
#: The message if protected regions differ.
_PROTECTED = template("it would change code, an address, a tag, maths, front matter or a comment")


def _region_difference(before: Document, after: Document, edits: Sequence[Edit]) -> Phrase | None:
    # Dates and fences are edited in the old text first; everything else must stay the same.
    dates = [edit for edit in edits if edit.kind is EditKind.DATE]
    before, edits = before.with_edits(dates) if dates else before, _without(edits, dates)
    fences = [edit for edit in edits if edit.kind is EditKind.FENCE]
    base = before.with_edits(fences) if fences else before
    if fences and not _same_outside(before, base, fences):
        return Phrase(_PROTECTED)
    before, edits = base, _without(edits, fences)
    blocks = SpanSet((e.span.start, e.span.end) for e in edits if e.kind in _OF_BLOCKS)
    if _protected(before, blocks) != _protected(after):
        return Phrase(_PROTECTED)
    if _structure(before, blocks) != _structure(after):
        return Phrase("it would change headings, lists, quotes or tables")
    lines = SpanSet((e.span.start, e.span.end) for e in edits if e.kind in _OF_LINES)
    if not _is_subsequence(_markup(before, lines), _markup(after)):
        return Phrase("it would change emphasis")
    return None


def _without(edits: Sequence[Edit], made: Sequence[Edit]) -> list[Edit]:
    """The edits that remain once some are made; their spans count in the text after that."""
    if not made:
        return list(edits)
    moved, gone = moved_by(made), frozenset(made)
    return [
        replace(edit, span=Span(moved(edit.span.start), moved(edit.span.end)))
        for edit in edits
        if edit not in gone
    ]


def _tree_difference(
    before: Document, after: Document, edits: Sequence[Edit], ends: tuple[int, int]
) -> Phrase | None:
    """What changed according to another parser, which does not know front matter: that ends at `ends`."""
    from linter.fixing.tree import Lines, tree_difference  # noqa: PLC0415 - only where something was fixed

    start, end = ends
    skipped = before.lines.position(start).line - 1 if start else 0
    skipped_after = after.lines.position(end).line - 1 if end else 0
    lines = ChangedLines(before, after, edits)
    return tree_difference(
        before.text[start:],
        after.text[end:],
        gone=Lines(
            {line - skipped for line in lines.gone},
            {line - skipped for line in lines.fenced},
            {line - skipped: tags for line, tags in lines.tags.items()},
            [
                (_moved_up(old, skipped), _moved_up(new, skipped_after))
                for old, new in lines.moved
                if old.start >= skipped
            ],
        ),
        new=Lines(
            {line - skipped_after for line in lines.new}, {line - skipped_after for line in lines.unwrapped}
        ),
        skipped=skipped,
    )


def _moved_up(lines: range, by: int) -> range:
    return range(lines.start - by, lines.stop - by)


def _end_of_matter(regions: Sequence[Region]) -> int:
    """Where front matter ends, if there is any."""
    return regions[0].end if regions and regions[0].kind is RegionKind.FRONT_MATTER else 0


def _same_outside(before: Document, base: Document, fences: Sequence[Edit]) -> bool:
    """Whether all regions outside the blocks that lose their fences are unchanged.

    What was code may now open a comment, a tag or another fence.
    """
    blocks = {span for edit in fences if (span := fenced_block(before, edit)) is not None}
    held = SpanSet((span.start, span.end) for span in blocks)
    moved = moved_by(fences)
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


def _protected(document: Document, gone: SpanSet | None = None) -> list[tuple[RegionKind, str]]:
    return [(one.kind, _text(document, one)) for one in _kept(document, _PROTECTED_KINDS, gone)]


def _structure(document: Document, gone: SpanSet | None = None) -> list[str]:
    """Markers of lists, headings, quotes, thematic breaks, and the cell borders of each table row."""
    marks = [_text(document, one) for one in _kept(document, (RegionKind.STRUCTURE,), gone)]
    prose, lines = document.prose, document.lines
    numbers = dict.fromkeys(lines.index_of(border.start()) for border in _BORDER.finditer(prose))
    spans = (lines.line_span(number + 1) for number in numbers)
    rows = (span.text(prose).strip() for span in spans if gone is None or not gone.cover(span))
    return [*marks, *("|" * row.count("|") for row in rows if row[:1] == "|" or row[-1:] == "|")]


def _markup(document: Document, gone: SpanSet | None = None) -> list[str]:
    """The marks of emphasis that renders, escapes and entities, by character; not those in `gone`."""
    marks = _kept(document, (RegionKind.MARKUP, RegionKind.MARKUP_END), gone)
    return [character for one in marks for character in _text(document, one)]


def _kept(document: Document, kinds: Sequence[RegionKind], gone: SpanSet | None) -> Iterator[Region]:
    """The regions of some kinds that are not in `gone`."""
    regions = document.regions.of(*kinds)
    return regions if gone is None else (one for one in regions if not gone.cover(one.span))


def _text(document: Document, region: Region) -> str:
    return document.text[region.start : region.end]


def _is_subsequence(short: list[str], long: list[str]) -> bool:
    rest = iter(long)
    return all(any(character == other for other in rest) for character in short)


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
    """Whether a text has a visible character."""
    return any(unicodedata.category(c) not in ("Cc", "Cf") and not c.isspace() for c in value)


def _changed_date(before: Record, after: Record) -> bool:
    """Whether a date became another one; one that was filled in or is written differently did not change."""
    old, new = (record.date.value if record.date is not None else "" for record in (before, after))
    if date_status(before) in (DateStatus.MISSING, DateStatus.PLACEHOLDER):
        return False
    return old != new and (not new or day_of(old) != new)
