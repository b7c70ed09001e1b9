"""What the configuration leaves out: patterns as in a `.gitignore`, matched by pathspec."""

from __future__ import annotations

import functools
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pathspec import GitIgnoreSpec


@dataclass(frozen=True)
class Exclusion:
    """Patterns, and the folder from which they count: that of the configuration."""

    folder: str = ""
    patterns: tuple[str, ...] = ()

    @functools.cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - most runs leave nothing out

        return GitIgnoreSpec.from_lines(self.patterns)

    def wrong(self) -> int | None:
        """The first pattern (0-based) that none can be made of; None if all are right."""
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - see above

        for place, pattern in enumerate(self.patterns):
            try:
                GitIgnoreSpec.from_lines([pattern])
            except (ValueError, re.error):
                return place
        return None

    def covers(self, path: Path, *, folder: bool = False) -> bool:
        """Whether a path is left out.

        Args:
            path: a file, or a folder; what lies outside the folder of the configuration never is.
            folder: whether it is a folder, so that it need not be entered.
        """
        if not self.patterns:
            return False
        place = os.path.relpath(os.path.abspath(path), os.path.abspath(self.folder))  # noqa: PTH100 - links stay links
        inside = place != os.curdir and place.partition(os.sep)[0] != os.pardir
        return inside and self._spec.match_file(f"{place}/" if folder else place)
