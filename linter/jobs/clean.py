"""The one-shot job over a folder: every file fixed and verified, the tree mirrored."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from linter.discovery import SUFFIXES, display
from linter.errors import FileError, UsageError
from linter.jobs.fix import fix_file
from linter.reporters.report import FileReport
from linter.writer import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.jobs.fix import FixJob
    from linter.packs import Rule


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the tree and where it goes; `linted` files are linted, the others copied."""

    source: Path
    target: Path
    linted: bool


def plan(source: Path, target: Path) -> list[Item]:
    """Everything below a folder, in a steady order, hidden files included.

    Raises:
        UsageError: the folder does not exist, or one of the two lies in the other.
        FileError: a part of the tree cannot be listed.
    """
    if not source.is_dir():
        raise UsageError(f"{source}: no such folder")
    inside, outside = Path(os.path.realpath(source)), Path(os.path.realpath(target))
    if inside != outside and (inside in outside.parents or outside in inside.parents):
        raise UsageError(f"{target} and {source} lie one in the other; name a folder beside it")
    items = []
    for folder, names, files in os.walk(source, onerror=_refuse):
        names.sort()
        here = Path(folder)
        links = [name for name in names if (here / name).is_symlink()]
        for name in sorted((*files, *links)):
            path = here / name
            linted = path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink()
            items.append(Item(path, target / path.relative_to(source), linted))
    return items


def _refuse(error: OSError) -> None:
    raise FileError(f"cannot be listed: {error.strerror}", path=str(error.filename))


def clean(items: Sequence[Item], rules: Sequence[Rule], job: FixJob) -> Iterator[FileReport | None]:
    """Works the plan off; yields a report for each linted file and None for each other one.

    A file that cannot be fixed is copied as it is, so that the new tree is whole, and reported.
    """
    for item in items:
        in_place = item.source == item.target
        try:
            if not in_place:
                item.target.parent.mkdir(parents=True, exist_ok=True)
            if item.linted:
                report = fix_file(item.source, rules, job, to=None if in_place else item.target)
                if report.original is None and not in_place:  # nothing of it could be written
                    _copy(item)
                elif not in_place:
                    shutil.copymode(item.source, item.target)
                yield report
                continue
            if not in_place:
                _copy(item)
        except FileError as error:
            yield FileReport(display(item.source), errors=(error,))
        except OSError as error:
            reason = FileError(f"cannot be copied: {error.strerror or error}", path=display(item.source))
            yield FileReport(display(item.source), errors=(reason,))
        else:
            yield None


def _copy(item: Item) -> None:
    """Copies a file whole, or a link as a link."""
    if item.source.is_symlink():
        with contextlib.suppress(FileNotFoundError):
            item.target.unlink()
        item.target.symlink_to(item.source.readlink())
    elif item.source.is_file():
        write_atomically(item.target, item.source.read_bytes())
        shutil.copystat(item.source, item.target)
    else:
        raise OSError(0, "neither a file nor a link")
