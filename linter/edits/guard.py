"""The guard: decides which edits a fix may make, and says why one is not allowed."""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING

from linter.diagnostics import Edit, EditKind, Fix, Refusal
from linter.edits.addressed import Addressed
from linter.edits.whole_blocks import takes_blocks
from linter.edits.whole_lines import fenced_block, refuse_lines, takes_lines, unwraps
from linter.edits.whole_tags import leaves_blocks, takes_tags
from linter.regions import RegionKind
from linter.spans import NEWLINE
from linter.values import Value, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.document import Document
    from linter.regions import Regions
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


class Allowed(Value):
    """A fix that may be made: its edits as the file takes them, each with its kind."""

    fix: Fix


class Refused(Value):
    """Why a fix may not be made."""

    reason: Refusal


class Guard:
    """Judges the fixes of one document; what it needs to know of the document is computed once.

    Args:
        document: the document.
    """

    def __init__(self, document: Document) -> None:
        self._document = document

    def judge(self, fix: Fix) -> Allowed | Refused:
        """Decides whether a fix may be made: all edits are allowed, or it takes a fence off a code block.

        Edits are clipped to what the file can take, and get the newlines that are used there; those that
        change nothing are dropped.

        Raises:
            ValueError: edits overlap once they are clipped.
        """
        if self._are_plain_words(fix.edits) and all(map(self._is_as_in_file, fix.edits)):
            refusal = self._addressed.refuse(fix.edits)
            return Allowed(fix) if refusal is None else Refused(refusal)
        edits = self._writable(fix.edits)
        if edits is None:
            return Refused(Refusal.NOT_WRITABLE)
        refusal = self._addressed.refuse(edits) if edits else Refusal.NO_CHANGE
        if refusal is not None:
            return Refused(refusal)
        kinds = self._kinds(edits)
        if isinstance(kinds, Refusal):
            if not unwraps(self._document, fix.edits):
                return Refused(kinds)
            kinds = [EditKind.FENCE] * len(edits)
        allowed = tuple(map(_claiming, edits, kinds))
        if len(allowed) == len(fix.edits) and all(map(operator.is_, allowed, fix.edits)):
            return Allowed(fix)
        return Allowed(Fix(allowed, fix.applicability))

    @functools.cached_property
    def _addressed(self) -> Addressed:
        return Addressed(self._document)

    @functools.cached_property
    def _regions(self) -> Regions:
        return self._document.regions

    def _writable(self, edits: Iterable[Edit]) -> list[Edit] | None:
        """Those of the edits that change the file, as it takes them; None if it does not take one."""
        document, writable = self._document, list[Edit]()
        for edit in edits:
            clipped = document.clip_edit(_in_newlines(document, edit))
            if clipped is None:
                return None
            if clipped.span.text(document.text) != clipped.content:
                writable.append(clipped)
        return writable

    def _kinds(self, edits: Iterable[Edit]) -> list[EditKind] | Refusal:
        """The kinds of edits, or why one of them is not allowed."""
        kinds: list[EditKind] = []
        for edit in edits:
            judged = EditKind.WORDS if self._are_plain_words((edit,)) else self._judge_edit(edit)
            if isinstance(judged, Refusal):
                return judged
            kinds.append(judged)
        return kinds

    def _is_as_in_file(self, edit: Edit) -> bool:
        return edit.kind is EditKind.WORDS and self._document.clip_edit(edit) is edit

    def _are_plain_words(self, edits: Iterable[Edit]) -> bool:
        """Whether edits only write other words over words of one line, as most do: then they may be made.

        A fix may have thousands of them, so no more is looked up of each than its offsets and its words.
        """
        document, text = self._document, self._document.text
        low = high = 0  # the region of prose of the edit before
        for edit in edits:
            (start, end), content = edit.span, edit.content
            old = text[start:end]
            if not old or old == content or not content.strip() or _breaks_line(old + content):
                return False
            if not low <= start < end <= high:
                kind, low, high = self._regions.at(start)
                if kind is not RegionKind.PROSE or end > high:
                    return False
            if document.fills_date(edit):
                return False
        return True

    def _judge_edit(self, edit: Edit) -> EditKind | Refusal:
        """The kind of an edit that touches only prose or its border, and lines as a whole; or a refusal."""
        document = self._document
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
        return self._refuse_regions(edit.span, kind) or kind

    def _refuse_regions(self, span: Span, kind: EditKind) -> Refusal | None:
        regions = self._regions
        if not regions:
            return None
        if not len(span):
            at = regions.index_of(span.start)
            first = max(at - 1, 0) if regions.starts[at] == span.start else at
            has_prose = any(region.kind is RegionKind.PROSE for region in regions[first : at + 1])
            return None if has_prose else Refusal.NO_PROSE
        # An edit that takes out whole lines may take out the emphasis in them, too.
        editable = _PROSE_AND_EMPHASIS if kind is EditKind.WHOLE_LINES else _PROSE
        refused = (region.kind for region in regions.between(span) if region.kind not in editable)
        return next((_REASONS[kind] for kind in refused), None)


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


def _breaks_line(text: str) -> bool:
    return "\n" in text or "\r" in text


def _in_newlines(document: Document, edit: Edit) -> Edit:
    """The edit with the newlines that the document has where it is made."""
    if not _breaks_line(edit.content):
        return edit
    ending = document.lines.ending(edit.span.start, document.text)
    return replace(edit, content=NEWLINE.sub(ending, edit.content))


def _claiming(edit: Edit, kind: EditKind) -> Edit:
    return edit if edit.kind is kind else replace(edit, kind=kind)
