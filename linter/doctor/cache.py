"""Examines the cache: writable, undamaged, and up to date with the dictionaries."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from linter.chinese.tables import differing
from linter.conversion import built_in
from linter.doctor.examination import Examination
from linter.errors import LinterError
from linter.files import cache
from linter.files.journal import journal_folder, unsafe
from linter.files.resources import cache_folder
from linter.messages.phrases import Phrase, display

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linter.doctor.examination import Surroundings


def examine(_surroundings: Surroundings) -> Examination:
    """Reads the cached values, computes again those that can be, and compares them."""
    folder = cache_folder()
    if folder is None:
        return Examination(Phrase("none; starts are slower, and nothing can be undone"))
    size = sum(path.stat().st_size for path in cache.files())
    return Examination(f"{display(folder)}, {size / 1e6:.1f} MB", tuple(_problems(folder)))


def _problems(folder: Path) -> Iterator[Phrase]:
    existing = next(parent for parent in (folder, *folder.parents) if os.path.lexists(parent))
    if not existing.is_dir():
        yield Phrase("{path} is not a folder; nothing can be cached", path=existing)
        return
    if not folder.is_absolute():
        yield Phrase("{path} is not an absolute path, so every folder gets a cache of its own", path=folder)
    if (reason := unsafe()) is not None:
        yield Phrase("{reason}; until then starts are slower, and nothing can be undone", reason=reason)
        return
    yield from _in_the_way(existing)
    damaged = [path for path in cache.files() if not cache.is_whole(path)]
    for path in damaged:
        yield Phrase("{path} is damaged; `seedlint doctor --clear-cache` empties the cache", path=path)
    if damaged:
        return
    try:
        names = differing(built_in().lexicon)
    except LinterError:  # the examination of the dictionaries reports it
        return
    for name in names:
        yield Phrase(
            "the table '{name}' differs from what the dictionaries give; "
            "`seedlint doctor --clear-cache` empties the cache",
            name=name,
        )


def _in_the_way(existing: Path) -> Iterator[Phrase]:
    """What prevents that values or journals are stored."""
    journals = journal_folder()
    if journals is not None and os.path.lexists(journals) and not journals.is_dir():
        yield Phrase("{path} is not a folder, so nothing can be undone; move it elsewhere", path=journals)
    strangers = cache.strangers()
    if not strangers and not cache.is_writable():
        yield Phrase(
            "{path} cannot be written to; starts are slower, and nothing can be undone", path=existing
        )
    for path in strangers:
        yield Phrase(
            "{path} is not seedlint's, but has the name of a cached value, which is therefore not stored; "
            "move it elsewhere",
            path=path,
        )
