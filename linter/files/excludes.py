"""Files that the configuration excludes: patterns as in a `.gitignore`, matched by pathspec."""

from __future__ import annotations

import functools
import os
import re
from typing import TYPE_CHECKING, Any

from linter.files.linear import linear
from linter.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pathspec import GitIgnoreSpec


class Exclusion(Value):
    """Patterns, and the folder that they are relative to: that of the configuration."""

    folder: str = ""
    patterns: tuple[str, ...] = ()

    @functools.cached_property
    def _spec(self) -> GitIgnoreSpec:
        return _compiled(self.patterns)

    def wrong(self) -> int | None:
        """The index of the first invalid pattern; None if all are valid."""
        for index, pattern in enumerate(self.patterns):
            try:
                _compiled([pattern])
            except (ValueError, re.error):
                return index
        return None

    def covers(self, path: Path, *, folder: bool = False) -> bool:
        """Whether a path is excluded.

        Args:
            path: a file or a folder; one outside the folder of the configuration is never excluded.
            folder: whether it is a folder, which then need not be entered.
        """
        if not self.patterns:
            return False
        name = os.path.relpath(os.path.abspath(path), os.path.abspath(self.folder))  # noqa: PTH100 - links stay links
        inside = name != os.curdir and name.partition(os.sep)[0] != os.pardir
        return inside and self._spec.match_file(f"{name}/" if folder else name)


def _compiled(patterns: Iterable[str]) -> GitIgnoreSpec:
    """The patterns, each in an expression that takes linear time: a stranger may have written them."""
    from pathspec import GitIgnoreSpec, RegexPattern  # noqa: PLC0415 - most runs exclude nothing

    read = GitIgnoreSpec.from_lines(patterns).patterns
    made: list[Any] = [
        RegexPattern(re.compile(linear(pattern.regex.pattern)), pattern.include)
        for pattern in read
        if pattern.regex is not None
    ]
    try:
        return GitIgnoreSpec(made, backend="simple")
    except TypeError:  # before version 1, there was only this one
        return GitIgnoreSpec(made)
