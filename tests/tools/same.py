"""Shows whether two versions of seedlint do the same to the same files.

    python -m tests.tools.same OLD/bin/seedlint NEW/bin/seedlint PATH...

It compares findings (but for the words of messages), fixes, conversions, exports, statistics and exit
statuses, and prints where they differ. Exit status: 0 equal, 1 not.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

#: Every pack, those that run only by name among them.
ALL = ("--select", "default", "--select", "typography", "--select", "vocabulary", "--isolated")
#: Each command, with how it is called; `{tree}` is a copy of the files that it may change, `{out}` a new path.
COMMANDS = {
    "check": ("check", "--output-format", "json", *ALL),
    "check with metadata": ("check", "--output-format", "json", "--isolated"),
    "check for zh-CN": ("check", "--output-format", "json", *ALL, "--variant", "zh-CN"),
    "fix": ("fix", "--isolated"),
    "fix unsafely": ("fix", "--unsafe-fixes", *ALL),
    "fix for zh-CN": ("fix", *ALL, "--variant", "zh-CN"),
    "convert": ("convert", "--in-place"),
    "convert for zh-CN": ("convert", "--in-place", "--variant", "zh-CN", "--vocabulary"),
    "stats": ("stats", "--format", "json", "--isolated"),
    **{
        f"export to {name}": ("export", "--isolated", "--to", name, "-o", f"out.{name}")
        for name in ("jsonl", "json", "csv", "details", "front-matter")
    },
}
#: Commands that take what is known about the videos, where there is a list in the same folder.
WITH_METADATA = frozenset(("check with metadata", "fix unsafely", "stats"))


def main(arguments: list[str]) -> int:
    """Runs both versions and prints each command whose outcomes differ."""
    old, new, *paths = arguments
    # Versions that share a cache would build each other's tables again in every run.
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        differences = _compare((old, first), (new, second), paths)
    _say(f"{differences} differences")
    return int(differences > 0)


def _compare(old: tuple[str, str], new: tuple[str, str], paths: list[str]) -> int:
    """The number of outcomes that differ; each version is its program and its cache folder."""
    differences = 0
    for place in map(Path, paths):
        for name, command in COMMANDS.items():
            with ThreadPoolExecutor() as pool:
                one, two = pool.map(
                    functools.partial(_outcome, command=command, place=place, name=name), (old, new)
                )
            for part in sorted(one.keys() | two.keys()):
                if one.get(part) != two.get(part):
                    differences += 1
                    _say(
                        f"{place}: {name}: {part} differs: {_first_difference(one.get(part), two.get(part))}"
                    )
            _say(f"{place}: {name}: compared {len(one)} outcomes")
    return differences


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _outcome(version: tuple[str, str], *, command: tuple[str, ...], place: Path, name: str) -> dict[str, Any]:
    """The exit status, the output and the files that a command leaves, by name."""
    with tempfile.TemporaryDirectory() as folder:
        tree, (seedlint, cache) = Path(folder) / "tree", version
        shutil.copytree(place, tree, copy_function=shutil.copyfile)
        call = [str(Path(seedlint).absolute()), *command]
        lists = sorted(place.glob("*.csv"))
        if lists and name in WITH_METADATA:
            call += ["--metadata", lists[0].name]
        names = sorted(path.relative_to(tree).as_posix() for path in tree.rglob("*.md"))
        environment = {**os.environ, "SEEDLINT_CACHE_DIR": cache}
        done = subprocess.run([*call, *names], cwd=tree, env=environment, capture_output=True, check=False)
        files = {
            path.relative_to(tree).as_posix(): path.read_bytes()
            for path in sorted(tree.rglob("*"))
            if path.is_file()
        }
        return {"exit status": done.returncode, "output": _facts(done.stdout), **files}


def _facts(output: bytes) -> object:
    """The output without the words that may be said otherwise."""
    try:
        report = json.loads(output)
    except ValueError:
        return None if b"\n" in output else output
    report.pop("tool", None)
    report.pop("packs", None)
    report.pop("version", None)
    for diagnostic in report.get("diagnostics", ()):
        diagnostic.pop("message", None)
        diagnostic.pop("fingerprint", None)
        diagnostic.pop("fix_refused", None)
        diagnostic.pop("evidence", None)
    return report


def _first_difference(one: object, two: object) -> str:
    if isinstance(one, dict) and isinstance(two, dict):
        key = next(key for key in {**one, **two} if one.get(key) != two.get(key))
        return f"{key}: {_first_difference(one.get(key), two.get(key))}"
    if isinstance(one, list) and isinstance(two, list):
        pairs = list(zip(one, two, strict=False))
        at = next((at for at, (left, right) in enumerate(pairs) if left != right), len(pairs))
        return f"[{at}]: {one[at : at + 1]!r} / {two[at : at + 1]!r}"
    if isinstance(one, bytes) and isinstance(two, bytes):
        return _first_difference(one.splitlines(), two.splitlines())
    return f"{one!r} / {two!r}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
