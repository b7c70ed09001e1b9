"""Which files differ from a commit, according to git, the only program that seedlint starts."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import UsageError
from linter.files.regular import read_regular
from linter.recall import trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linter.jobs.check import Found

#: Keeps git from starting programs that a repository's configuration names: monitors, hooks, ways to fetch
#: objects that a partial clone lacks. We compare the files ourselves, since git would run filters on them.
_ISOLATED = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")
_OFFLINE = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1"}
#: The hash functions of git, by the length of their values in hexadecimal digits.
_HASHES = {40: "sha1", 64: "sha256"}


def keep_changed(found: Found, paths: Iterable[Path], since: str) -> None:
    """Drops the files that have not changed since a commit.

    The files are compared with the merge base of the commit and HEAD, or with the commit itself if the
    history lacks one. Untracked files differ, unless git ignores them. A file that a filter of git rewrites
    on checkout, as line endings are on some systems, counts as changed.

    Args:
        found: the files below the paths.
        paths: what the user named; each is in a repository.
        since: a commit, as git names it: `main`, `HEAD~3`, `origin/main` …

    Raises:
        UsageError: git is missing, a path is outside any repository, or the commit does not exist.
    """
    trace.fleeting()  # git knows more than files say
    folders = {path if path.is_dir() else path.parent for path in paths if path.exists()}
    tops = {_top(folder) for folder in folders}
    before = {name: blob for top in tops for name, blob in _before(top, since)}
    found.files = [path for path in found.files if _differs(path, before)]


def _differs(path: Path, before: Mapping[str, str | None]) -> bool:
    """Whether a file differs; one that cannot be read does, so that the check reports it."""
    real = os.path.realpath(path)
    if real not in before:
        return False
    blob = before[real]
    try:
        return blob is None or _hash(read_regular(Path(real)), _HASHES[len(blob)]) != blob
    except OSError:
        return True


def _hash(data: bytes, name: str) -> str:
    """The hash under which git keeps a file's bytes."""
    return hashlib.new(name, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _before(top: str, since: str) -> Iterator[tuple[str, str | None]]:
    """Tracked and untracked files: the real path and the hash at the commit; None for a new file."""
    # `--end-of-options` keeps a name that begins with a hyphen from being an option.
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}")
    if commit is None:
        raise UsageError(
            "the commit '{since}' does not exist here; in a shallow clone, `git fetch` gets it", since=since
        )
    base = _git(top, "merge-base", commit.strip(), "HEAD") or commit
    tree = _git(top, "ls-tree", "-r", "-z", "--full-tree", base.strip())
    known = _git(top, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    if tree is None or known is None:  # a failure of git must not let a check pass
        raise UsageError("git cannot tell what differs from '{since}'", path=top, since=since)
    entries = (entry.partition("\t") for entry in tree.split("\0") if entry)
    blobs = {name: head.rpartition(" ")[2] for head, _, name in entries}
    for name in filter(None, known.split("\0")):
        yield os.path.realpath(Path(top) / name), blobs.get(name)


def _top(folder: Path) -> str:
    top = _git(str(folder), "rev-parse", "--show-toplevel")
    if top is None:
        raise UsageError("--since needs a git repository, and this is not in one", path=str(folder))
    return top.removesuffix("\n")


def _git(folder: str, *arguments: str) -> str | None:
    """What git prints; None if it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            ["git", *_ISOLATED, "-C", folder, *arguments],  # noqa: S607 - wherever the user's git is
            env={**os.environ, **_OFFLINE},
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise UsageError("--since needs git, which cannot be started") from error
    return os.fsdecode(done.stdout) if done.returncode == 0 else None
