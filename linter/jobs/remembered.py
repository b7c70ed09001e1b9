"""Remembers the findings of files under their content and all that judged it, between runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from linter.jobs.rows import Facts, dump, load
from linter.recall import bundle, objects, surroundings, trace
from linter.recall.digests import digest, digest_of
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from linter.document import Document
    from linter.reporters.report import FileReport


class Memory:
    """The findings of earlier runs that were judged in the same way.

    Args:
        context: what judged them: everything that findings depend on except the document. None to remember
            nothing.
    """

    def __init__(self, context: Sequence[Any] | None) -> None:
        self._context: bytes | None = None
        if context is not None and objects.usable():
            self._context = digest_of((surroundings.program(), *context))

    def report(self, document: Document, data: bytes, check: Callable[[Document], FileReport]) -> FileReport:
        """The report of a check that found no errors, as an earlier run had it; else that of `check`.

        Args:
            document: the document.
            data: the bytes of its file.
            check: checks it.
        """
        key = self._key(document, data)
        known = self._known(document, key)
        if known is not None:
            return known
        before = trace.moments()
        report = check(document)
        if key is None or report.errors or trace.moments() != before:
            return report
        content = dump(report)
        objects.write(objects.ROWS, key, content)
        return self._kept(document, key, content)

    def find(self, document: Document, data: bytes) -> FileReport | None:
        """The report of an earlier check; None if there is none."""
        return self._known(document, self._key(document, data))

    def found(self, document: Document, data: bytes, rows: bytes) -> FileReport:
        """The report of a check that another process made, whose findings depend on nothing but files.

        Args:
            document: the document.
            data: the bytes of its file.
            rows: what was found, as `dump` wrote it.
        """
        key = self._key(document, data)
        return load(document, rows) if key is None else self._kept(document, key, rows)

    def key_of_all(self, reports: Iterable[FileReport]) -> bytes | None:
        """The hash of all that a comparison of reports depends on; None if that is not known."""
        known = []
        for report in reports:
            if self._context is None or report.key is None or not isinstance(report.facts, Facts):
                return None
            known.append((report.path, report.facts.digest))
        return digest_of((self._context, known))

    def _key(self, document: Document, data: bytes) -> bytes | None:
        if self._context is None:
            return None
        suffix = os.path.splitext(document.path)[1].lower()  # noqa: PTH122 - decides how it is read, a thousand times
        return digest_of((self._context, digest(data), suffix, sorted(document.linked)))

    def _known(self, document: Document, key: bytes | None) -> FileReport | None:
        if key is None:
            return None
        content = bundle.current.read(key, lambda: objects.read(objects.ROWS, key))
        return None if content is None else replace(load(document, content), key=key)

    def _kept(self, document: Document, key: bytes, rows: bytes) -> FileReport:
        bundle.current.write(key, rows)
        return replace(load(document, rows), key=key)


def contents(files: Iterable[Path]) -> list[tuple[str, bytes]]:
    """The hashes of files that judge others, except those of the program; a missing one is empty."""
    own = (path for path in map(str, files) if not path.startswith(surroundings.PARTS))
    return [(path, trace.content(path) or b"") for path in own]


#: Remembers nothing.
NOTHING = Memory(None)
