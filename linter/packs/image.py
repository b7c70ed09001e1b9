"""What a run needs to know of the rules before one of them looks at a text, as an earlier run left it.

With it, packs are read and rules are built only when one is first needed. It holds what does not depend on
anything but the packs, and how they are used, which must be as they were: those of the program by its hash,
the user's by the hashes of their files.
"""

from __future__ import annotations

import marshal
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from linter.errors import LinterError, PackError
from linter.files.reading import read_data
from linter.recall import objects, surroundings
from linter.recall.digests import digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from linter.packs.rule import Rule, RulePack


class RuleRow(NamedTuple):
    """What is kept of a rule; the fields are those of `Rule`."""

    id: str
    severity: str
    message: str
    path: str
    line: int
    compares: bool
    """Whether it compares documents."""
    lists: tuple[tuple[str, int], ...]
    needs: frozenset[str]
    of_records: bool
    reach: str

    @classmethod
    def of(cls, rule: Rule) -> RuleRow:
        """The row of a rule."""
        return cls(
            rule.id,
            rule.severity.value,
            rule.message,
            rule.path,
            rule.line,
            rule.across is not None,
            rule.lists,
            rule.needs,
            rule.of_records,
            rule.reach.value,
        )


class PackRow(NamedTuple):
    """What is kept of a pack; the fields are those of `RulePack`."""

    name: str
    version: str
    files: tuple[str, ...]
    opt_in: bool
    changes: frozenset[str]
    sha256: str
    rules: tuple[RuleRow, ...]

    @classmethod
    def of(cls, pack: RulePack) -> PackRow:
        """The row of a pack."""
        return cls(
            pack.name,
            pack.version,
            tuple(map(str, pack.files)),
            pack.opt_in,
            pack.changes,
            pack.sha256,
            tuple(map(RuleRow.of, pack.rules)),
        )

    @property
    def plain(self) -> tuple[Any, ...]:
        """The row in tuples, which is all that `marshal` takes."""
        return (*self[:-1], tuple(map(tuple, self.rules)))


class Image:
    """The packs of runs that use the same packs in the same way.

    Args:
        context: how they are used, in values of Python's own types.
        paths: the user's packs.
    """

    def __init__(self, context: Sequence[Any], paths: Iterable[Path]) -> None:
        self._paths = tuple(map(str, paths))
        self._key: bytes | None = None
        if objects.usable():
            self._key = digest_of((surroundings.program(), "packs", *context, self._paths))

    def read(self) -> tuple[PackRow, ...] | None:
        """The rows of the packs; None if they are not known, or a file is not as it was."""
        content = objects.read(objects.PARSED, self._key) if self._key is not None else None
        if content is None:
            return None
        files, rows = marshal.loads(content)  # noqa: S302 - this user's own, and undamaged
        if any(_state(path) != known for path, known in files):
            return None
        return tuple(PackRow._make((*row, tuple(map(RuleRow._make, rules)))) for *row, rules in rows)

    def write(self, packs: Sequence[RulePack], read: Mapping[str, bytes]) -> None:
        """Keeps packs for later runs.

        Args:
            packs: the packs.
            read: the bytes of the files that were read for them, by their paths.
        """
        if self._key is None:
            return
        files = [
            (path, (os.path.realpath(path), digest(data)))
            for path, data in sorted(read.items())
            if not path.startswith(surroundings.PARTS)
        ]
        objects.write(
            objects.PARSED, self._key, marshal.dumps((files, [PackRow.of(pack).plain for pack in packs]))
        )


def _state(path: str) -> tuple[str, bytes] | None:
    """Where a file really is, and the hash of what it has; None if it cannot be read."""
    try:
        return os.path.realpath(path), digest(read_data(Path(path), PackError))
    except LinterError:
        return None
