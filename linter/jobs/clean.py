"""Cleans a folder in one run: fixes and verifies every document, and mirrors the rest of the tree."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linter.errors import FileError, NoRecordsError, UsageError, os_reason
from linter.files.discovery import has_suffix, is_skipped
from linter.files.folders import make, walk
from linter.files.journal import replace_file
from linter.files.regular import read_regular
from linter.files.writer import is_draft, replace_link, sweep
from linter.formats import SUFFIXES
from linter.jobs.fix import fix_file
from linter.messages.phrases import display, template
from linter.reporters.report import FileReport
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linter.errors import LinterError
    from linter.files.excludes import Exclusion
    from linter.jobs.fix import FixJob
    from linter.packs import Rule


class Item(Value):
    """A file of the tree and its target; `linted` files are fixed if they have records, others copied."""

    source: Path
    target: Path
    linted: bool


class Other(NamedTuple):
    """A file that was not cleaned, but copied, or left alone where it is."""

    reason: LinterError | None = None
    """Why, if it looked like a file of records."""


def plan(source: Path, target: Path | None, exclude: Exclusion) -> tuple[list[Item], list[LinterError]]:
    """The files below a folder, in a stable order, and the errors of folders that cannot be listed.

    Hidden files, links and all that is neither Markdown nor data are copied, not linted.

    Args:
        source: the folder.
        target: the folder of the clean tree; None for in place.
        exclude: files that are copied, not linted.

    Raises:
        UsageError: the folder does not exist, or the two folders overlap.
    """
    if not source.is_dir():
        raise UsageError("no such folder", path=str(source))
    if target is not None:
        _check_target(target)
        inside, outside = Path(os.path.realpath(source)), Path(os.path.realpath(target))
        if inside == outside:
            raise UsageError("{target} is {source} itself; use --in-place", target=target, source=source)
        if inside in outside.parents or outside in inside.parents:
            raise UsageError(
                "one of {target} and {source} is inside the other; name a folder outside {source}",
                target=target,
                source=source,
            )
    items: list[Item] = []
    unlisted: list[OSError] = []
    for folder, names, files in walk(source, unlisted.append):
        names.sort()
        here = Path(folder)
        skipped = any(is_skipped(part) for part in here.relative_to(source).parts)
        links = [name for name in names if os.path.islink(here / name)]  # noqa: PTH114 - of any length
        for name in sorted((*(name for name in files if not is_draft(name)), *links)):
            path = here / name
            copy = path if target is None else target / path.relative_to(source)
            linted = not skipped and has_suffix(path, SUFFIXES) and not exclude.covers(path)
            items.append(Item(path, copy, linted))
    errors = [
        FileError("cannot be listed: {reason}", path=error.filename, reason=os_reason(error))
        for error in unlisted
    ]
    return items, list(errors)


def _check_target(target: Path) -> None:
    """Checks that the folder of the clean tree can be one.

    Raises:
        UsageError: it, or what should contain it, is a file, or a link without a target.
    """
    existing = next((path for path in (target, *target.parents) if os.path.lexists(path)), target)
    if os.path.lexists(existing) and not existing.is_dir():
        what = (
            template("{target} is a broken link; name a folder")
            if existing.is_symlink() and not existing.exists()
            else template("{target} is not a folder; name another")
        )
        raise UsageError(what, target=existing)


def _make_room(item: Item, target: Path) -> None:
    """Creates the folder for an item's copy.

    Raises:
        FileError: a link in the target leads out of it.
    """
    folder = item.target.parent
    expected = Path(os.path.realpath(target)) / folder.relative_to(target)
    if Path(os.path.realpath(folder)) != expected:
        raise FileError("a link here leads out of the target folder", path=str(folder))
    make(folder)


def clean(
    items: Sequence[Item], rules: Sequence[Rule], job: FixJob, target: Path | None
) -> Iterator[FileReport | Other]:
    """Carries out the plan; yields a report for each file with records, and what became of each other one.

    A file that cannot be fixed is copied as it is, so that the new tree is complete, and reported.
    """
    sweep(item.target for item in items)
    for item in items:
        in_place = target is None
        try:
            if target is not None:
                _make_room(item, target)
            if item.linted:
                existed = item.target.is_file() and not item.target.is_symlink()
                report = fix_file(item.source, rules, job, to=None if in_place else item.target)
                if report.original is None and not in_place:  # it could not be fixed
                    _copy(item, job)
                elif not existed:  # an existing file has kept its mode
                    _take_mode(item)
                yield _other(report) or report
                continue
            if not in_place:
                _copy(item, job)
        except FileError as error:
            yield FileReport(display(item.source), errors=(error,))
        except OSError as error:
            reason = FileError("cannot be copied: {reason}", path=str(item.source), reason=os_reason(error))
            yield FileReport(display(item.source), errors=(reason,))
        else:
            yield Other()


def _other(report: FileReport) -> Other | None:
    """The outcome for a file of data without records; None for a file with some."""
    if report.document is not None:
        return None
    return next((Other(error) for error in report.errors if isinstance(error, NoRecordsError)), None)


def _copy(item: Item, job: FixJob) -> None:
    """Copies a file atomically, or a link as a link.

    Raises:
        OSError: it cannot be copied.
        FileError: it cannot be written, or a file is where a link would go.
    """
    if item.source.is_symlink():
        _copy_link(item)
    elif item.source.is_file():
        existed = item.target.is_file() and not item.target.is_symlink()
        replace_file(item.target, read_regular(item.source), job.journal, follow=False)
        if not existed:  # an existing file has kept its mode
            _take_mode(item)
        times = item.source.stat()
        os.utime(item.target, ns=(times.st_atime_ns, times.st_mtime_ns))
    else:
        raise OSError(0, "neither a file nor a link")


def _take_mode(item: Item) -> None:
    """Copies the source's mode without setuid and setgid, since we own the new file."""
    item.target.chmod(item.source.stat().st_mode & 0o777)


def _copy_link(item: Item) -> None:
    if os.path.lexists(item.target) and not item.target.is_symlink():
        raise FileError("this file is where a link would go; it was left alone", path=str(item.target))
    replace_link(item.target, item.source.readlink())
