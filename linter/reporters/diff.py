"""What a fix would change, as a unified diff that `patch` and `git apply` take."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linter.reporters.report import FileReport

_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def unified_diff(report: FileReport) -> Iterator[str]:
    """Yields the lines of the diff, each with its newline; nothing where nothing would change."""
    before, after = report.original, report.document
    if before is None or after is None or before.text == after.text:
        return
    old, new = _LINES.findall(before.text), _LINES.findall(after.text)
    for line in difflib.unified_diff(old, new, f"a/{report.path}", f"b/{report.path}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
