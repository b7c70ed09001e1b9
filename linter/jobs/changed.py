"""Which files differ from a commit. git says it: nothing else is started by this program."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linter.jobs.check import Found

#: Nothing that a repository's own configuration names is run.
_QUIETLY = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-optional-locks")


def keep_changed(found: Found, paths: Iterable[Path], since: str) -> None:
    """Takes the files out that are as they were in a commit.

    What counts is the commit where the branches parted, if the history is there, else the commit itself.
    Files that git does not know yet differ.

    Args:
        found: the files below the paths.
        paths: what the user named; each lies in a repository.
        since: a commit, as git names it: `main`, `HEAD~3`, `origin/main` …

    Raises:
        UsageError: git is not there, a path lies in no repository, or there is no such commit.
    """
    folders = {path if path.is_dir() else path.parent for path in paths if path.exists()}
    tops = {_top(folder) for folder in folders}
    changed = {name for top in tops for name in _changed(top, since)}
    found.files = [path for path in found.files if os.path.realpath(path) in changed]


def _changed(top: str, since: str) -> set[str]:
    """The real paths of the files of a repository that differ."""
    # `--end-of-options` keeps a name that begins with a hyphen from being an option.
    commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{since}^{{commit}}")
    if commit is None:
        raise UsageError(
            "there is no commit '{since}' here; in a shallow clone, `git fetch` brings it", since=since
        )
    parted = _git(top, "merge-base", commit.strip(), "HEAD") or commit
    what = ("--name-only", "--no-renames", "--diff-filter=d", "--no-ext-diff", "--no-textconv", "-z")
    differ = _git(top, "diff", *what, parted.strip(), "--")
    unknown = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    if differ is None or unknown is None:  # never is a gate open because git failed
        raise UsageError("git cannot tell what differs from '{since}'", path=top, since=since)
    return {os.path.realpath(Path(top) / name) for name in (differ + unknown).split("\0") if name}


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
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise UsageError("--since needs git, which cannot be started") from error
    return os.fsdecode(done.stdout) if done.returncode == 0 else None
