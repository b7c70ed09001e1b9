"""What a fix would change, as a unified diff that `patch` and `git apply` accept."""

from __future__ import annotations

import difflib
import os
from typing import TYPE_CHECKING

from linter.lazy import lazy_re

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.reporters.report import FileReport

_LINES = lazy_re(r"[^\n]*\n|[^\n]+")


def unified_diff(report: FileReport) -> Iterator[str]:
    """Yields the lines of the diff, each with its newline; nothing if nothing would change."""
    before, after = report.original, report.document
    if before is None or after is None or before.text == after.text:
        return
    mark = "\ufeff" if before.marked else ""
    old, new = _LINES.findall(mark + before.text), _LINES.findall(mark + after.text)
    # From the current folder, or from the root, as `patch -p1` and `git apply` want it.
    path = os.path.relpath(report.path)
    path = os.path.abspath(path).lstrip("/") if path.startswith("..") else path  # noqa: PTH100
    for line in difflib.unified_diff(old, new, f"a/{path}", f"b/{path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
