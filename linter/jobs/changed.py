"""Which files differ from a commit. git says it: nothing else is started by this program."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linter.jobs.check import Found

#: What keeps git from starting what a repository's configuration names: monitors, hooks, ways to fetch
#: objects that a partial clone lacks. Files are compared by us, since git would pass them through filters.
_QUIETLY = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")
_OFFLINE = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1"}
#: The hash functions of git, by the length of what they give in hexadecimal digits.
_HASHES = {40: "sha1", 64: "sha256"}


def keep_changed(found: Found, paths: Iterable[Path], since: str) -> None:
    """Takes the files out that are as they were in a commit.

    What counts is the commit where the branches parted, if the history is there, else the commit itself.
    Files that git does not know yet differ, unless it ignores them. One whose bytes a filter makes of others,
    as line endings are on some systems, counts as changed.

    Args:
        found: the files below the paths.
        paths: what the user named; each lies in a repository.
        since: a commit, as git names it: `main`, `HEAD~3`, `origin/main` …

    Raises:
        UsageError: git is not there, a path lies in no repository, or there is no such commit.
    """
    folders = {path if path.is_dir() else path.parent for path in paths if path.exists()}
    tops = {_top(folder) for folder in folders}
    before = {name: blob for top in tops for name, blob in _before(top, since)}
    found.files = [path for path in found.files if _differs(path, before)]


def _differs(path: Path, before: Mapping[str, str | None]) -> bool:
    """Whether a file differs; one that cannot be read does, which checking it will say."""
    real = os.path.realpath(path)
    if real not in before:
        return False
    blob = before[real]
    try:
        return blob is None or _hash(Path(real).read_bytes(), _HASHES[len(blob)]) != blob
    except OSError:
        return True


def _hash(data: bytes, name: str) -> str:
    """The hash under which git keeps a file's bytes."""
    return hashlib.new(name, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _before(top: str, since: str) -> Iterator[tuple[str, str | None]]:
    """Files that git knows or would take in: real path and the hash it had; None for a new one."""
    # `--end-of-options` keeps a name that begins with a hyphen from being an option.
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}")
    if commit is None:
        raise UsageError(
            "there is no commit '{since}' here; in a shallow clone, `git fetch` brings it", since=since
        )
    parted = _git(top, "merge-base", commit.strip(), "HEAD") or commit
    tree = _git(top, "ls-tree", "-r", "-z", "--full-tree", parted.strip())
    known = _git(top, "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    if tree is None or known is None:  # never is a gate open because git failed
        raise UsageError("git cannot tell what differs from '{since}'", path=top, since=since)
    entries = (entry.partition("\t") for entry in tree.split("\0") if entry)
    blobs = {name: head.rpartition(" ")[2] for head, _, name in entries}
    for name in filter(None, known.split("\0")):
        yield os.path.realpath(Path(top) / name), blobs.get(name)


def _top(folder: Path) -> str:
    top = _git(str(folder), "rev-parse", "--show-toplevel")
    if top is None:
        raise UsageError("--since needs a git repository, and there is none", path=str(folder))
    return top.removesuffix("\n")


def _git(folder: str, *arguments: str) -> str | None:
    """What git prints; None where it says no."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            ["git", *_QUIETLY, "-C", folder, *arguments],  # noqa: S607 - wherever the user's git is
            env={**os.environ, **_OFFLINE},
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise UsageError("--since needs git, which cannot be started") from error
    return os.fsdecode(done.stdout) if done.returncode == 0 else None
