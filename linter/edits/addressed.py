"""Headings and titles, which links or programs know by their words."""

from __future__ import annotations

import bisect
import functools
from typing import TYPE_CHECKING

from linter.diagnostics import Refusal, apply_edits
from linter.regions import heading_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.diagnostics import Edit
    from linter.document import Document
    from linter.spans import Span


class Addressed:
    """The linked headings of a document, and the titles of its blocks.

    Args:
        document: the document.
    """

    def __init__(self, document: Document) -> None:
        self._structure = document.structure
        self._linked = document.linked_headings
        self._linked_keys = document.linked_keys
        self._linked_starts = [heading.span.start for heading in self._linked]
        self._titles = self._structure.titles
        self._title_starts = [title.start for title in self._titles]
        self._title_ends = [title.end for title in self._titles]

    def refuse(self, edits: Sequence[Edit]) -> Refusal | None:
        """Why edits may not be made, if they change what is known by its words."""
        if self._linked and self._changes_link(edits):
            return Refusal.LINKED_HEADING
        if self._titles and any(map(self._changes_title, edits)):
            return Refusal.TITLE
        return None

    def _changes_title(self, edit: Edit) -> bool:
        """Whether an edit changes a title, and does not take it out with its block."""
        first = bisect.bisect_left(self._title_ends, edit.span.start)
        last = bisect.bisect_right(self._title_starts, edit.span.end)
        return any(not _takes(edit, title) for title in self._titles[first:last])

    def _changes_link(self, edits: Sequence[Edit]) -> bool:
        """Whether edits change a heading to which a link leads, or give its words to another heading."""
        if any(map(self._touches_linked, edits)):
            return True
        return any(
            not self._taken.isdisjoint(heading_keys(words, words) & self._linked_keys)
            for words in self._new_words(edits)
        )

    def _touches_linked(self, edit: Edit) -> bool:
        """Whether an edit has a part of a linked heading, or adds to it."""
        start, end = edit.span.start, edit.span.end
        # Headings do not overlap: of those that begin before the edit's end, the last reaches furthest.
        last = bisect.bisect_right(self._linked_starts, max(start, end - 1)) - 1
        return last >= 0 and start <= self._linked[last].span.end

    @functools.cached_property
    def _taken(self) -> set[str]:
        return {key for heading in self._linked for key in heading_keys(heading.text, heading.text)}

    @functools.cached_property
    def _heading_ends(self) -> list[int]:
        return [heading.content.end for heading in self._structure.headings]

    def _new_words(self, edits: Sequence[Edit]) -> Iterator[str]:
        """The words of headings that edits change."""
        headings = self._structure.headings
        changed: dict[int, list[Edit]] = {}
        for edit in edits:
            # An edit between two headings that follow each other at once is in both.
            for at in range(bisect.bisect_left(self._heading_ends, edit.span.end), len(headings)):
                if headings[at].content.start > edit.span.start:
                    break
                changed.setdefault(at, []).append(edit)
        for at, inside in changed.items():
            yield apply_edits(self._structure.text, inside, headings[at].content)


def _takes(edit: Edit, title: Span) -> bool:
    """Whether an edit takes out a title and what is around it."""
    return not edit.content and edit.span.start < title.start and title.end <= edit.span.end
