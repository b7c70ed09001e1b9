"""Which headings of each file other files of the run link to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linter.document import Document
from linter.errors import LinterError
from linter.files.discovery import SUFFIXES
from linter.files.encodings import decode_source
from linter.files.regular import read_regular
from linter.lazy import lazy_re
from linter.messages.phrases import display
from linter.regions import heading_links, read_structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

#: A hash within a word, in bytes of any encoding that has ASCII: most pages have no other links to headings.
_HASH = lazy_re(rb"#(?=[^\s#])(?<=[^\s#(]#)")
#: What may be a link to a heading of another file.
_LINK = lazy_re(r"""(?:\]\(|\]:|\[\[|["'=])[^\r\n#\[\]"'(]{1,400}#[^\s#]""")
_SCHEME = lazy_re(r"[A-Za-z][A-Za-z0-9+.-]+:")
#: Names of the page that a folder shows.
_INDEX = frozenset(("index", "readme", "_index"))
#: How many bytes of files are held for who reads them next.
_MOST_HELD = 16_000_000
_PAGES = (*sorted(SUFFIXES), ".mdx", ".html", ".htm")


def linked_keys(
    files: Sequence[Path], encoding: str | None = None, held: dict[Path, bytes] | None = None
) -> Mapping[Path, frozenset[str]]:
    """What links in the files call the headings of each other, for each file to which one leads.

    A file that cannot be read has no links here; the run reports it anyway.

    Args:
        files: the files of a run.
        encoding: their encoding if not UTF-8; see `linter.files.encodings`.
        held: takes the bytes that were read, for whoever reads these files next; those of as many files as
            may be in memory.
    """
    targets = _Targets(files)
    found: dict[Path, set[str]] = {}
    size = 0
    for file in files:
        data = _data(file)
        if held is not None and data and (size := size + len(data)) <= _MOST_HELD:
            held[file] = data
        for target, keys in _links(file, data, encoding):
            for linked in targets.of(file, target):
                found.setdefault(linked, set()).update(keys)
    return {file: frozenset(keys) for file, keys in found.items()}


def _data(file: Path) -> bytes:
    """The bytes of a page; none if it is another file, or cannot be read."""
    try:
        return read_regular(file) if file.suffix.lower() in SUFFIXES else b""
    except OSError:
        return b""


def _links(file: Path, data: bytes, encoding: str | None) -> Iterator[tuple[str, frozenset[str]]]:
    """The links of a file to headings: the target as written, and what it calls the heading."""
    if _HASH.search(data) is None:
        return
    try:
        document = Document.from_bytes(decode_source(data, str(file), encoding).data, display(file))
    except LinterError:
        return
    text = document.text
    if _LINK.search(text) is not None:
        # Links are protected: it is enough to know what is.
        for link in heading_links(text, read_structure(text, document.lines, markup=False).regions):
            if link.target:
                yield link.target, link.keys


class _Targets:
    """Looks up the files to which links lead.

    A link is a path, or what a site or a wiki makes of it: without suffix, in another folder, or only a name.
    One that leads to no file of the run as a path may lead to any file with its name.

    Args:
        files: the files of the run.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._by_path: dict[str, Path] = {}
        self._by_name: dict[str, list[Path]] = {}
        for file in files:
            self._by_path[os.path.normpath(file.absolute())] = file
            self._by_name.setdefault(_name(file.absolute().as_posix()), []).append(file)

    def of(self, source: Path, target: str) -> list[Path]:
        """The files to which a link in `source` may lead, none for one to elsewhere."""
        path = unquote(target).partition("?")[0].replace("\\", "/").strip()
        if _SCHEME.match(path) and not path.lower().endswith(tuple(SUFFIXES)):
            return []
        folder = source.absolute().parent
        for suffix in ("", *sorted(SUFFIXES)):
            exact = self._by_path.get(os.path.normpath(folder / path) + suffix)
            if exact is not None:
                return [exact]
        return self._by_name.get(_name(path), [])


def _name(path: str) -> str:
    """The name by which pages are linked: that of the file without suffix, or of its folder for an index."""
    parts = [part for part in path.casefold().split("/") if part not in ("", ".", "..")]
    while parts:
        name = parts.pop()
        name = next((name.removesuffix(suffix) for suffix in _PAGES if name.endswith(suffix)), name)
        if name not in _INDEX:
            return name
    return ""
