"""Checks that a run may write to the requested output."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from linter.errors import UsageError
from linter.files.discovery import is_page

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
        UsageError: the output is a link, a file that is read, a page that a report would replace, or a page
            with text that is not part of a record.
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
    elif page and is_page(output) and not _is_records(output):
        raise UsageError(
            "{output} contains text that is not part of a record; name another file", output=output
        )


def _is_records(page: Path) -> bool:
    """Whether a page begins and ends as an exported one does; an empty one may be replaced."""
    try:
        text = page.read_bytes().strip()
    except OSError:  # writing it will report the reason
        return True
    return not text or (text.startswith(b"<details") and text.endswith(b"</details>"))


def _is_same(one: Path, two: Path) -> bool:
    try:
        return one.samefile(two)
    except OSError:  # one does not exist yet, such as a file of the clean tree
        return os.path.realpath(one) == os.path.realpath(two)
