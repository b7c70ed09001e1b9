"""A document: strictly decoded bytes, positions, regions and records, each computed once."""

from __future__ import annotations

import codecs
import copy
import functools
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.diagnostics import apply_edits
from linter.lazy import lazy_re
from linter.records import parse_details
from linter.records.names import OWN_NAMES
from linter.regions import RegionKind, edited_structure, read_structure
from linter.spans import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linter.diagnostics import Edit
    from linter.errors import LinterError
    from linter.records import Gap, Record, Records
    from linter.records.names import FieldNames
    from linter.regions import Heading, Region, Regions, Structure
    from linter.spans import Position

#: Replace one code point that is protected, is markup, or closes emphasis, in `Document.prose`. They are
#: noncharacters, which no text may interchange (Unicode 16, section 23.7): a pattern can name them safely.
PROTECTED = "\ufdd0"
MARKUP = "\ufdd1"
MARKUP_END = "\ufdd2"

#: No document links to a heading of this one.
NOT_LINKED: frozenset[str] = frozenset()
_MASKS = {
    RegionKind.STRUCTURE: MARKUP,
    RegionKind.MARKUP: MARKUP,
    RegionKind.LINK: MARKUP,
    RegionKind.MARKUP_END: MARKUP_END,
}

#: Cached properties that `Document.release` drops.
_RELEASED = (
    "prose",
    "with_tags",
    "structure",
    "without_markup",
    "records",
    "analysis",
    "_date_gaps",
    "_visible_extents",
    "linked_headings",
    "linked_keys",
)

_LONE_RETURN = lazy_re(r"\r(?!\n)")
_NOT_NEWLINE = lazy_re(r"[^\r\n]")


def decode(data: bytes, path: str) -> tuple[str, bool]:
    """The text of a file's bytes, newlines unchanged, and whether a byte-order mark was before it.

    Raises:
        DecodeError: the bytes are not UTF-8; the message gives the offset of the first invalid byte
            (0-based), and the encoding that they seem to be in.
    """
    marked = data.startswith(codecs.BOM_UTF8)
    body = data[len(codecs.BOM_UTF8) :] if marked else data
    try:
        if b"\0" in data or b"\x1b$" in data:
            from linter.files.encodings import no_text  # noqa: PLC0415 - as below

            wrong = no_text(data, path)
            if wrong is not None:
                raise wrong
        return body.decode("utf-8"), marked
    except UnicodeDecodeError as error:
        from linter.files.encodings import undecodable  # noqa: PLC0415 - only for what is not UTF-8

        raise undecodable(data, path, error.start + (len(data) - len(body))) from None


def masked(text: str, regions: Iterable[Region]) -> str:
    """A text with all that is not prose masked: see `Document.prose`."""
    parts, returns = [], "\r" in text
    for kind, start, end in regions:
        if kind is RegionKind.PROSE:
            parts.append(text[start:end])
            continue
        mask = _MASKS.get(kind, PROTECTED)
        if returns:
            parts.append(_NOT_NEWLINE.sub(mask, text[start:end]))
        elif text.find("\n", start, end) >= 0:
            lines = text[start:end].split("\n")
            parts.append("\n".join([mask * len(line) for line in lines]))
        else:
            parts.append(mask * (end - start))
    return _with_line_feeds("".join(parts))


def _joined(text: str, parts: Iterable[Span]) -> str:
    return "".join([text[start:end] for start, end in parts])


def _hidden(prose: str) -> str:
    """A stretch of prose that is not to be seen: all but its newlines is masked."""
    if "\r" in prose:
        return _NOT_NEWLINE.sub(PROTECTED, prose)
    return "\n".join([PROTECTED * len(line) for line in prose.split("\n")])


def _with_line_feeds(prose: str) -> str:
    """A lone CR shows as LF, because regular expressions know no other end of a line."""
    return _LONE_RETURN.sub("\n", prose) if "\r" in prose else prose


def _edited_prose(before: str, text: str, structure: Structure) -> str:
    """The prose of an edited text, of which only what was read again is masked.

    Args:
        before: the prose before the edits.
        text: the text after them.
        structure: its structure.
    """
    prose: list[str] = []
    done = 0
    for span, by in (*structure.taken, (Span(len(before), len(before)), len(text) - len(before))):
        new = Span(done, span.start + by)
        prose += (masked(text, structure.regions.within(new)), span.text(before))
        done = span.end + by
    return "".join(prose)


def tags(text: str, regions: Regions) -> Iterator[Region]:
    """The regions that are one tag, without the content of its element, or an entity."""
    return (region for region in regions.of(RegionKind.HTML, RegionKind.MARKUP) if is_tag(text, region))


def is_tag(text: str, region: Region) -> bool:
    """Whether a region is one tag, without the content of its element, or an entity."""
    if region.kind is RegionKind.HTML:
        return text.find("<", region.start + 1, region.end) < 0
    return region.kind is RegionKind.MARKUP and text[region.start] == "&"


class Analysis:
    """The weak key under which other modules remember what they computed about a document."""


class _Origin(NamedTuple):
    """What a document was made of by edits: its structure, its prose, and each edit's span and growth."""

    structure: Structure
    prose: str | None
    changes: list[tuple[Span, int]]


class Document:
    """A Markdown text under inspection, which never changes.

    Args:
        text: the whole text, newlines as found, without a byte-order mark.
        path: how the user names it; only for messages.
        marked: whether the file starts with a byte-order mark.
        names: what the fields of a record are called in front matter.
    """

    earlier: Mapping[str, frozenset[str]] = MappingProxyType({})
    """What analyses found in the text from which this one was made by edits, by their names."""
    memory: dict[object, dict[Any, Any]] | None = None
    """What is known of stretches of its text, and of the texts that edits make of it, while it is fixed."""
    origin: _Origin | None = None
    """What it was made of by edits, until its structure is known."""
    problems: tuple[LinterError, ...] = ()
    """Why some of its records could not be read; they are in the file as they were."""
    linked: frozenset[str] = NOT_LINKED
    """What links from other documents call headings of this one; see `linter.regions.HeadingLink`."""

    def __init__(
        self, text: str, *, path: str = "<text>", marked: bool = False, names: FieldNames = OWN_NAMES
    ) -> None:
        self.text = text
        self.path = path
        self.marked = marked
        self.names = names
        self.found: dict[str, frozenset[str]] = {}
        """What analyses found that must still count once edits have removed it."""

    @classmethod
    def from_bytes(cls, data: bytes, path: str, names: FieldNames = OWN_NAMES) -> Document:
        """Decodes a file's bytes.

        Raises:
            DecodeError: they are not UTF-8.
        """
        text, marked = decode(data, path)
        return cls(text, path=path, marked=marked, names=names)

    def to_bytes(self) -> bytes:
        """The bytes to write: the exact inverse of `from_bytes`."""
        return (codecs.BOM_UTF8 if self.marked else b"") + self.text.encode("utf-8")

    def with_edits(self, edits: Sequence[Edit]) -> Document:
        """The same file after edits, which are sorted and do not overlap."""
        edited = self.with_text(apply_edits(self.text, edits))
        edited.earlier = {**self.earlier, **self.found}
        if "structure" in self.__dict__ and type(self) is Document:
            changes = [(edit.span, edit.growth) for edit in edits]
            edited.origin = _Origin(self.structure, self.__dict__.get("prose"), changes)
        return edited

    def with_text(self, text: str) -> Document:
        """The same file with another text."""
        document = Document(text, path=self.path, marked=self.marked, names=self.names)
        document.linked, document.memory = self.linked, self.memory
        return document

    def position(self, offset: int) -> Position:
        """The line and column in the file of a 0-based code-point offset of the text."""
        return self.lines.position(offset)

    @functools.cached_property
    def linked_headings(self) -> list[Heading]:
        """The headings to which links lead by their words, in order: links of this document and of others."""
        return self.structure.linked_headings(self.linked_keys)

    @functools.cached_property
    def linked_keys(self) -> frozenset[str]:
        """What links call the headings of this document; see `linter.regions.HeadingLink`."""
        return self.linked.union(*(link.keys for link in self.structure.heading_links if not link.target))

    def fills_date(self, edit: Edit) -> bool:
        """Whether an edit writes the date that a record lacks, and nothing else."""
        gap = self._date_gaps.get(edit.span.start)
        return gap is not None and gap.span == edit.span and gap.is_filled_by(edit)

    def clip_edit(self, edit: Edit) -> Edit | None:
        """The part of an edit that can be made in the file; None if there is none."""
        return edit

    def in_file(self, edits: Sequence[Edit]) -> list[tuple[Position, Position, str]]:
        """Edits as they are made in the file: start, end and new text of each."""
        lines = self.lines
        return [(lines.position(e.span.start), lines.position(e.span.end), e.content) for e in edits]

    @functools.cached_property
    def lines(self) -> LineIndex:
        """Finds lines and columns."""
        return LineIndex(self.text)

    @functools.cached_property
    def structure(self) -> Structure:
        """The blocks and regions of the text, read once; of an edited text, only where the edits were."""
        origin, self.origin = self.origin, None
        if origin is not None:
            before, prose, changes = origin
            edited = edited_structure(before, self.text, self.lines, changes)
            if edited is not None:
                if prose is not None:
                    self.__dict__["prose"] = _edited_prose(prose, self.text, edited)
                return edited
        return read_structure(self.text, self.lines)

    def share_structure(self, other: Document) -> None:
        """Takes over the structure of another document; see `Structure.with_letters`."""
        self.lines = other.lines
        self.structure = other.structure.with_letters(self.text)
        self.origin = None

    @functools.cached_property
    def without_markup(self) -> Regions:
        """What is protected, found sooner than `regions`; `read_structure` says where nothing is found."""
        return read_structure(self.text, self.lines, markup=False).regions

    @property
    def regions(self) -> Regions:
        """Prose and protected stretches, covering the text without gap or overlap."""
        return self.structure.regions

    @functools.cached_property
    def prose(self) -> str:
        """The text as rules see it; it has the same length, so the offsets are the same.

        Each code point that is not prose is replaced by `PROTECTED`, `MARKUP` or `MARKUP_END`. Newlines stay;
        only a lone CR shows as LF, because regular expressions know no other end of a line.
        """
        known = self.__dict__.get
        regions = self.regions  # of an edited text, reading them may give its prose, too
        return known("prose") or masked(self.text, regions)

    @functools.cached_property
    def with_tags(self) -> Document:
        """The same document for rules that look at tags and entities, too: they are part of its `prose`."""
        prose: list[str] = []
        done = 0
        for tag in tags(self.text, self.regions):
            prose += (self.prose[done : tag.start], self.text[tag.start : tag.end])
            done = tag.end
        if not prose:
            return self
        prose.append(self.prose[done:])
        view = copy.copy(self)
        view.__dict__ |= {"prose": _with_line_feeds("".join(prose)), "analysis": Analysis()}
        return view

    def excerpt(self, parts: Sequence[Span]) -> Document:
        """A document of some parts of this one, sorted, for rules that look at nothing but `prose`."""
        excerpt = self.with_text(_joined(self.text, parts))
        excerpt.earlier = self.earlier
        tagged = copy.copy(excerpt) if self.with_tags is not self else excerpt
        excerpt.__dict__ |= {"prose": _joined(self.prose, parts), "with_tags": tagged}
        if tagged is not excerpt:
            tagged.__dict__["prose"] = _joined(self.with_tags.prose, parts)
        return excerpt

    def showing(self, parts: Sequence[Span], records: Iterable[Record]) -> Document:
        """The same document as if it had only some records; its `prose` is masked elsewhere.

        Args:
            parts: where these records are, sorted.
            records: the records.
        """
        prose: list[str] = []
        done = 0
        for start, end in parts:
            prose += (_hidden(self.prose[done:start]), self.prose[start:end])
            done = end
        prose.append(_hidden(self.prose[done:]))
        view = copy.copy(self)
        view.__dict__.pop("with_tags", None)
        shown = self.records._replace(records=tuple(records))
        view.__dict__ |= {"prose": "".join(prose), "analysis": Analysis(), "records": shown}
        return view

    @functools.cached_property
    def records(self) -> Records:
        """The records of the page, or the one record that the file is, and its broken blocks."""
        found = parse_details(self.structure)
        if found.records or not self.text.startswith("---"):
            return found
        from linter.records.front_matter import parse_front_matter  # noqa: PLC0415 - only for notes

        return parse_front_matter(self.structure, self.names)

    @functools.cached_property
    def analysis(self) -> Analysis:
        """The key of what others remember about the document, until it is released."""
        return Analysis()

    @functools.cached_property
    def _date_gaps(self) -> Mapping[int, Gap]:
        """The gaps by their starts."""
        gaps = (record.date_gap for record in self.records.records)
        return {gap.span.start: gap for gap in gaps if gap is not None}

    @functools.cached_property
    def _visible_extents(self) -> dict[int, tuple[int, int] | None]:
        return {}

    def release(self) -> None:
        """Drops the computed values, so that a run over many files keeps only their texts.

        They are computed again when needed.
        """
        for name in _RELEASED:
            self.__dict__.pop(name, None)

    def visible_extent(self, number: int) -> tuple[int, int] | None:
        """The offsets of the first and the last visible code point of a line; None if it is blank.

        Each line is examined once, however many findings it has.

        Args:
            number: the line, 1-based.
        """
        known = self._visible_extents
        if number not in known:
            line = self.lines.line_span(number)
            text = line.text(self.text)
            first, last = line.end - len(text.lstrip()), line.start + len(text.rstrip()) - 1
            known[number] = (first, last) if first <= last else None
        return known[number]
