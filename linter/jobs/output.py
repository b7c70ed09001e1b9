"""Checks that a run may write to the requested output."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from linter.errors import UsageError, os_reason
from linter.files.discovery import is_page
from linter.files.regular import read_regular
from linter.reporters import load_reporter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def check_output(output: Path, read: Iterable[Path], *, page: bool = False) -> None:
    """Refuses an output that would replace something else or leads elsewhere, before the run starts.

    Args:
        output: the file, or the folder, to write.
        read: the files that the run reads, and the others that it writes.
        page: whether Markdown is to be written; a report must not replace a page.

    Raises:
        UsageError: the output is a link, a file that is read, or a page that a report would replace.
    """
    if output.is_symlink():
        raise UsageError("{output} is a link; name the file itself", output=output)
    if output.is_dir():
        if any(_is_same(path.parent, output) for path in read):
            raise UsageError("{output} contains files that are read; name another folder", output=output)
    elif any(_is_same(path, output) for path in read):
        raise UsageError("{output} is a file that is read or written; name another", output=output)
    elif not page and is_page(output):
        raise UsageError("{output} is a Markdown file, which a report would replace", output=output)


def check_report(output: Path, name: str) -> None:
    """Refuses to replace a file that is not a report in a format; an empty file may be replaced.

    Args:
        output: the file to write.
        name: the format.

    Raises:
        UsageError: the file is something else, or cannot be read.
    """
    if not os.path.lexists(output):
        return
    try:
        text = read_regular(output).decode("utf-8", "replace")
    except OSError as error:
        raise UsageError(
            "{output} cannot be replaced: {reason}", output=output, reason=os_reason(error)
        ) from error
    if text.strip() and not load_reporter(name).recognises(text):
        raise UsageError(
            "{output} is not a report in this format; name another file, or remove it",
            output=output,
        )


def _is_same(one: Path, two: Path) -> bool:
    try:
        return one.samefile(two)
    except OSError:  # one does not exist yet, such as a file of the clean tree
        return os.path.realpath(one) == os.path.realpath(two)
