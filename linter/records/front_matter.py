"""Reads a record from a file of notes: YAML front matter with its fields, and the summary below.

    ---
    index: 353
    title: …
    date: 2021-06-05
    url: https://www.youtube.com/watch?v=…
    ---

    the summary

Front matter belongs to a record if it has a title, and a number or a video; otherwise it is something else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.messages.phrases import Phrase
from linter.records.parts import Parts, video_link, video_of
from linter.records.record import NUMBER, BrokenBlock, Field, Gap, Record, Records
from linter.regions import RegionKind
from linter.spans import NEWLINE, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linter.data.yaml_loader import Scalar
    from linter.records.names import FieldNames
    from linter.regions import Structure

#: Front matter with a title and one of the others is that of a record.
_TELLING = ("title", "index", "video_id", "url", "thumbnail")
_NONE = Records((), ())


def parse_front_matter(structure: Structure, names: FieldNames) -> Records:
    """The record of a file of notes; no record if its front matter does not belong to one."""
    text, regions = structure.text, structure.regions
    if not regions or regions[0].kind is not RegionKind.FRONT_MATTER:
        return _NONE
    region = regions[0].span
    keys = {field: _has_key(region.text(text), names.get(field, field)) for field in _TELLING}
    if not keys.pop("title") or not any(keys.values()):
        return _NONE  # most front matter is not a record's, and YAML is slow to load
    from linter.data.yaml_loader import top_level  # noqa: PLC0415 - only for notes

    scalars = top_level(text[region.start : region.end], region.start)
    if scalars is None:
        named = keys["index"] or keys["video_id"] or video_link(region.text(text))
        problem = Phrase("the front matter is not YAML that can be read")
        return Records((), (BrokenBlock(Span(region.start, region.start + 3), problem),)) if named else _NONE
    record = _Reader(structure, scalars, names).record()
    return Records((record,), ()) if record is not None else _NONE


def _has_key(matter: str, key: str) -> bool:
    """Whether front matter may have a key, perhaps in quotes, and perhaps not at the top level."""
    return re.search(rf"(?m)^[ \t{{]*[\"']?{re.escape(key)}[\"']?[ \t]*:", matter) is not None


class _Reader:
    def __init__(self, structure: Structure, scalars: Mapping[str, Scalar | None], names: FieldNames) -> None:
        self._text = structure.text
        self._region = structure.regions[0].span
        self._parts = Parts(structure)
        self._scalars = scalars
        self._names = names

    def record(self) -> Record | None:
        title, index = self._field("title"), self._field("index")
        if index is not None and not NUMBER.fullmatch(index.value):
            index = None
        link, thumbnail = self._field("url"), self._field("thumbnail")
        video = self._field("video_id") or video_of(link, thumbnail)
        if title is None or (index is None and video is None):
            return None
        start, end = self._region.end, len(self._text)
        first = self._parts.first_heading(start, end)
        heading = self._parts.title_heading(start, first, title)
        at = first.span.end if first is not None and heading else start
        summary = self._parts.summary(at, end)
        return Record(
            span=Span(0, end),
            anchor=Span(0, self._text.index("---") + 3),
            index=index,
            date=self._field("date"),
            title=title,
            link=link,
            thumbnail=thumbnail,
            video_id=video,
            heading=heading,
            body=self._parts.body(at, end).span,
            summary=summary,
            date_gap=self._date_gap(),
            summary_gap=self._parts.paragraph_gap(at) if not summary.value else None,
            row=1,
        )

    def _scalar(self, name: str) -> Scalar | None:
        return self._scalars.get(self._names.get(name, name))

    def _field(self, name: str) -> Field | None:
        scalar = self._scalar(name)
        value = " ".join(scalar.value.split()) if scalar is not None else ""
        return Field(value, scalar.span) if scalar is not None and value else None

    def _date_gap(self) -> Gap | None:
        """Where a date can be written: within the value's quotes, or on a new line at the end."""
        scalar = self._scalar("date")
        if scalar is None:
            if self._names.get("date", "date") in self._scalars:
                return None  # a list or a map, whose meaning is unknown
            closing = self._text.rfind("\n", 0, len(self._text[: self._region.end].rstrip())) + 1
            newline = NEWLINE.search(self._text)
            key = self._names.get("date", "date")
            return Gap(Span(closing, closing), f"{key}: ", newline.group() if newline is not None else "\n")
        span, raw = scalar.span, scalar.span.text(self._text)
        if raw[:1] in ("&", "!"):
            return None  # other values may refer to it
        if raw[:1] in ("'", '"'):
            return Gap(Span(span.start + 1, span.end - 1))
        needs_space = self._text[span.start - 1 : span.start] == ":"
        return Gap(span, " " if needs_space else "") if NEWLINE.search(raw) is None else None
