"""The mode `video`: the videos of the link, the thumbnail, and the metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.matching.per_document import PerDocument
from linter.messages.phrases import Phrase
from linter.records.parts import linked_video, pictured_video

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.document import Document
    from linter.kinds.mismatch.found import Comparison, Found
    from linter.metadata import Metadata
    from linter.records import Record

#: The smallest share of a document's videos in a list for the list to be about it.
_LISTED_SHARE = 0.5


def comparison(metadata: Metadata | None) -> Comparison:
    """Compares videos."""
    return _Videos(metadata)


class _Videos:
    """Compares the videos of records."""

    def __init__(self, metadata: Metadata | None) -> None:
        self._metadata = metadata
        self._is_listed = PerDocument(self._count_listed)

    def __call__(self, document: Document, record: Record) -> Iterator[Found]:
        """The disagreements of one record."""
        linked, pictured = linked_video(record.link), pictured_video(record.thumbnail)
        if linked is not None and pictured is not None and linked.value != pictured.value:
            problem = Phrase(
                "the thumbnail is of {this}, the link leads to {other}",
                this=pictured.value,
                other=linked.value,
            )
            yield pictured, problem, linked.value
        if self._metadata is None or record.index is None or record.video_id is None:
            return
        listed = self._metadata.at(int(record.index.value))
        if listed is None or listed.id == record.video_id.value or not self._is_listed(document):
            return
        problem = Phrase(
            "the video is {this}, the metadata have {other} under this number",
            this=record.video_id.value,
            other=listed.id,
        )
        yield record.video_id, problem, listed.id

    def _count_listed(self, document: Document) -> bool:
        """Whether the metadata know enough of a document's videos to be about it."""
        known = self._metadata.videos if self._metadata is not None else {}
        videos = [record.video_id.value for record in document.records.records if record.video_id is not None]
        return sum(video in known for video in videos) >= _LISTED_SHARE * len(videos)
