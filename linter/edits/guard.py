"""The guard: decides which edits a fix may make, and says why one is not allowed."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from linter.diagnostics import EditKind, Fix, Refusal, apply_edits
from linter.edits.whole_blocks import takes_blocks
from linter.edits.whole_lines import fenced_block, refuse_lines, takes_lines, unwraps
from linter.edits.whole_tags import leaves_blocks, takes_tags
from linter.regions import RegionKind, heading_keys
from linter.spans import NEWLINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.diagnostics import Edit
    from linter.document import Document
    from linter.regions import Heading
    from linter.spans import Span

#: The reason why an edit may not touch a region that is not prose, by the region's kind.
_REASONS = {
    RegionKind.CODE_BLOCK: Refusal.CODE,
    RegionKind.CODE_SPAN: Refusal.CODE,
    RegionKind.URL: Refusal.ADDRESS,
    RegionKind.LINK: Refusal.LINK,
    RegionKind.LINK_TARGET: Refusal.LINK,
    RegionKind.HTML: Refusal.HTML,
    RegionKind.COMMENT: Refusal.COMMENT,
    RegionKind.MATH: Refusal.MATHS,
    RegionKind.FRONT_MATTER: Refusal.FRONT_MATTER,
    RegionKind.ATTRIBUTES: Refusal.ATTRIBUTES,
    RegionKind.HASHTAG: Refusal.HASHTAG,
    RegionKind.STRUCTURE: Refusal.STRUCTURE,
    RegionKind.MARKUP: Refusal.MARKUP,
    RegionKind.MARKUP_END: Refusal.MARKUP,
}
#: What a rule must claim to take out blocks with their marks.
_CLAIMS = frozenset((EditKind.BLOCKS, EditKind.TAGS))
_PROSE = frozenset((RegionKind.PROSE,))
_PROSE_AND_EMPHASIS = frozenset((RegionKind.PROSE, RegionKind.MARKUP, RegionKind.MARKUP_END))


@dataclass(frozen=True, slots=True)
class Allowed:
    """A fix that may be made: its edits as the file takes them, each with its kind."""

    fix: Fix


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a fix may not be made."""

    reason: Refusal


def judge(document: Document, fix: Fix) -> Allowed | Refused:
    """Decides whether a fix may be made: all of its edits are allowed, or it takes a fence off a code block.

    Edits are clipped to what the file can take, and get the newlines that are used there; those that change
    nothing are dropped.

    Raises:
        ValueError: edits overlap once they are clipped.
    """
    edits: list[Edit] = []
    for edit in fix.edits:
        clipped = document.clip_edit(_in_newlines(document, edit))
        if clipped is None:
            return Refused(Refusal.NOT_WRITABLE)
        if clipped.span.text(document.text) != clipped.content:
            edits.append(clipped)
    if not edits:
        return Refused(Refusal.NO_CHANGE)
    if _changes_link(document, edits):
        return Refused(Refusal.LINKED_HEADING)
    if any(_rewords(edit, title) for edit in edits for title in document.structure.titles):
        return Refused(Refusal.TITLE)
    kinds: list[EditKind] = []
    for edit in edits:
        judged = _judge_edit(document, edit)
        if isinstance(judged, Refusal):
            if not unwraps(document, fix.edits):
                return Refused(judged)
            kinds = [EditKind.FENCE] * len(edits)
            break
        kinds.append(judged)
    pairs = zip(edits, kinds, strict=True)
    return Allowed(Fix(tuple(replace(edit, kind=kind) for edit, kind in pairs), fix.applicability))


def is_of_its_kind(document: Document, edit: Edit) -> bool:
    """Whether an edit is of the kind that it claims; every edit counts as one of words."""
    match edit.kind:
        case EditKind.WORDS:
            return True
        case EditKind.DATE:
            return document.fills_date(edit)
        case EditKind.WHOLE_LINES:
            return takes_lines(document, edit)
        case EditKind.BLOCKS:
            return takes_blocks(document, edit)
        case EditKind.TAGS:
            return takes_tags(document, edit)
        case EditKind.FENCE:
            return takes_lines(document, edit) and fenced_block(document, edit) is not None


def _changes_link(document: Document, edits: Sequence[Edit]) -> bool:
    """Whether edits change a heading to which a link leads, or give its words to another heading."""
    linked = document.linked_headings
    if any(_touches(edit, heading) for edit in edits for heading in linked):
        return True
    taken = {key for heading in linked for key in heading_keys(heading.text, heading.text)}
    return bool(taken) and any(
        not taken.isdisjoint(heading_keys(words, words) & document.linked_keys)
        for words in _new_words(document, edits)
    )


def _new_words(document: Document, edits: Sequence[Edit]) -> Iterator[str]:
    """The words of headings that edits change."""
    for heading in document.structure.headings:
        start, end = heading.content.start, heading.content.end
        inside = [edit for edit in edits if start <= edit.span.start and edit.span.end <= end]
        if inside:
            yield apply_edits(document.text, inside, heading.content)


def _touches(edit: Edit, heading: Heading) -> bool:
    """Whether an edit has a part of a heading, or adds to it."""
    start, end = edit.span.start, edit.span.end
    return start <= heading.span.end and (end > heading.span.start or start >= heading.span.start)


def _rewords(edit: Edit, title: Span) -> bool:
    """Whether an edit changes a title, and does not take it out with its block."""
    taken = not edit.content and edit.span.start < title.start and title.end <= edit.span.end
    return edit.span.touches(title) and not taken


def _in_newlines(document: Document, edit: Edit) -> Edit:
    """The edit with the newlines that the document has where it is made."""
    if not NEWLINE.search(edit.content):
        return edit
    ending = document.lines.ending(edit.span.start, document.text)
    return replace(edit, content=NEWLINE.sub(ending, edit.content))


def _judge_edit(document: Document, edit: Edit) -> EditKind | Refusal:
    """The kind of an edit that touches only prose or its border, and lines only as a whole; or a refusal."""
    refusal = refuse_lines(document, edit)
    if refusal is not None:
        return refusal
    if edit.kind is EditKind.TAGS and takes_tags(document, edit) and leaves_blocks(document, edit):
        return EditKind.TAGS
    if edit.kind in _CLAIMS and takes_blocks(document, edit):
        return EditKind.BLOCKS
    if document.fills_date(edit):
        return EditKind.DATE
    kind = EditKind.WHOLE_LINES if takes_lines(document, edit) else EditKind.WORDS
    return _refuse_regions(document, edit, kind) or kind


def _refuse_regions(document: Document, edit: Edit, kind: EditKind) -> Refusal | None:
    regions, span = document.regions, edit.span
    if not regions:
        return None
    at = max(bisect.bisect_right(document.structure.region_starts, span.start) - 1, 0)
    if not len(span):
        first = max(at - 1, 0) if regions[at].span.start == span.start else at
        has_prose = any(region.kind is RegionKind.PROSE for region in regions[first : at + 1])
        return None if has_prose else Refusal.NO_PROSE
    # An edit that takes out whole lines may take out the emphasis in them, too.
    editable = _PROSE_AND_EMPHASIS if kind is EditKind.WHOLE_LINES else _PROSE
    while at < len(regions) and regions[at].span.start < span.end:
        if regions[at].kind not in editable:
            return _REASONS[regions[at].kind]
        at += 1
    return None
