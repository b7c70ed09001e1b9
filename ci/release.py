"""Makes a release: `make release VERSION=0.2.0` runs the tests, then this.

Everything is done in a clone of the current commit. This checkout gets the new commit and its tag only after
the packages were built, checked, installed in an empty environment and tested there; if anything fails, it is
left unchanged. Nothing is pushed or uploaded: the last lines say what is left to do.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from linter.versions import pack_version

ROOT = Path(__file__).resolve().parent.parent
#: The files with the version: the first as Python, the others in names of tags that people copy.
_SOURCE = "linter/__init__.py"
_COPIES = ("README.md", "docs/ci.md", "ci/gitlab.yml", ".github/workflows/check.yml")
_NUMBERS = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_RULE = re.compile(r"^  - id: *(\S+)$", re.MULTILINE)


class Refused(Exception):  # noqa: N818 - a message for the user, not an error
    """The release cannot be made."""


def run(*command: str | Path, folder: Path) -> str:
    """Runs a program and returns its output.

    Raises:
        Refused: it fails.
    """
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        name = " ".join(map(str, command))
        raise Refused(f"`{name}` fails:\n{done.stdout}{done.stderr}")
    return done.stdout


def numbers(version: str) -> tuple[int, ...]:
    """The parts of a semantic version.

    Raises:
        Refused: it is not valid.
    """
    match = _NUMBERS.fullmatch(version)
    if match is None:
        raise Refused(f"'{version}' is not a version of three numbers")
    return tuple(map(int, match.groups()))


def last_tag(folder: Path) -> str | None:
    """The tag of the newest release; None before the first."""
    tags = run("git", "tag", "--list", "v*", "--merged", folder=folder).split()
    return max(tags, key=lambda tag: numbers(tag.removeprefix("v")), default=None)


def check_version(version: str, folder: Path) -> None:
    """Compares the version with the earlier ones.

    Raises:
        Refused: it exists, or is not higher than the last.
    """
    if run("git", "tag", "--list", f"v{version}", folder=folder):
        raise Refused(f"there is a tag v{version} already")
    last = last_tag(folder)
    if last is not None and numbers(version) <= numbers(last.removeprefix("v")):
        raise Refused(f"{version} does not follow {last}")


def check_packs(folder: Path) -> None:
    """Compares the rule packs with those of the last release; a pack that changed needs a new version.

    Raises:
        Refused: a pack changed, but its version did not, or not far enough.
    """
    last = last_tag(folder)
    if last is None:
        return
    changed = set(run("git", "diff", "--name-only", last, "--", "rules", folder=folder).split())
    texts = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in packs(folder)}
    for name, text in texts.items():
        there = run("git", "ls-tree", "--name-only", last, name, folder=folder)
        files = {name, *(f"rules/{file}" for file in re.findall(r"[\w-]+\.(?:yaml|tsv|txt)", text))}
        if not there or files.isdisjoint(changed):
            continue
        before = run("git", "show", f"{last}:{name}", folder=folder)
        least = least_version(before, text)
        now = pack_version(text)
        if numbers(now) < least:
            wanted = ".".join(map(str, least))
            raise Refused(f"{name} changed since {last}: its version {now} must be {wanted} at least")


def packs(folder: Path) -> list[Path]:
    """The rule packs, without the word lists."""
    return sorted(path for path in (folder / "rules").glob("*.yaml") if not path.stem.endswith("-lexicon"))


def least_version(before: str, after: str) -> tuple[int, ...]:
    """The lowest version that a changed pack may have.

    A removed rule is a major change, a new rule a minor one, anything else a patch. Below 1.0.0 each counts
    one place lower.

    Args:
        before: the pack's text at the last release.
        after: its text now.
    """
    major, minor, patch = numbers(pack_version(before))
    old, new = set(_RULE.findall(before)), set(_RULE.findall(after))
    place = 0 if old - new else 1 if new - old else 2
    if major == 0:
        place = min(place + 1, 2)
    return ((major + 1, 0, 0), (major, minor + 1, 0), (major, minor, patch + 1))[place]


def write_version(version: str, folder: Path) -> None:
    """Writes the version to all files that have it."""
    source = folder / _SOURCE
    text = source.read_text(encoding="utf-8")
    (old,) = re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    source.write_text(text.replace(f'"{old}"', f'"{version}"'), encoding="utf-8")
    for name in _COPIES:
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(f"v{old}", f"v{version}"), encoding="utf-8")


def write_changelog(version: str, folder: Path, day: dt.date) -> None:
    """Makes a section of the changelog from the fragments.

    Raises:
        Refused: there are none.
    """
    if not list((folder / "changelog.d").glob("*.*.md")):
        raise Refused("changelog.d has no fragments that say what changed")
    tool = Path(sys.executable).with_name("towncrier")
    run(tool, "build", "--yes", f"--version={version}", f"--date={day}", folder=folder)


def build(folder: Path, out: Path) -> dict[str, str]:
    """Builds sdist and wheel; returns their hashes by their names."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, folder=folder)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir())}


def check_packages(folder: Path, version: str, work: Path) -> Path:
    """Builds the packages twice, and tests them in an empty environment.

    Returns:
        The folder with the packages.

    Raises:
        Refused: something is wrong with them.
    """
    out = work / "dist"
    if build(folder, out) != build(folder, work / "again"):
        raise Refused("two builds of the same tree differ")
    run(Path(sys.executable).with_name("twine"), "check", "--strict", *out.iterdir(), folder=folder)
    run(sys.executable, "-m", "venv", work / "empty", folder=work)
    python, seedlint = work / "empty/bin/python", work / "empty/bin/seedlint"
    quiet = ("--quiet", "--disable-pip-version-check")
    run(python, "-m", "pip", "install", *quiet, *out.glob("*.whl"), folder=work)
    said = run(seedlint, "--version", folder=work).split("\n")[0]
    if said != f"seedlint {version}":
        raise Refused(f"the installed program says that it is {said}")
    run(seedlint, "doctor", folder=work)
    print(run(seedlint, "test", folder=work), end="")
    return out


def release(version: str, work: Path) -> None:
    """Makes the release.

    Args:
        version: the new version.
        work: an empty folder.

    Raises:
        Refused: it cannot be made.
    """
    numbers(version)
    if run("git", "status", "--porcelain", folder=ROOT):
        raise Refused("this checkout has changes that are not committed")
    folder = work / "seedlint"
    run("git", "clone", "--quiet", ROOT, folder, folder=work)
    for name in ("name", "email"):
        value = run("git", "config", f"user.{name}", folder=ROOT).strip()
        run("git", "config", f"user.{name}", value, folder=folder)
    check_version(version, folder)
    check_packs(folder)
    write_version(version, folder)
    write_changelog(version, folder, dt.datetime.now(dt.UTC).date())
    run("git", "add", "--all", folder=folder)
    run("git", "commit", "--quiet", "--message", f"seedlint {version}", folder=folder)
    # Dates in the archives are those of the commit: building the tag again gives the same bytes.
    os.environ["SOURCE_DATE_EPOCH"] = run("git", "log", "-1", "--format=%ct", folder=folder).strip()
    out = check_packages(folder, version, work)
    run("git", "tag", "--annotate", "--message", f"seedlint {version}", f"v{version}", folder=folder)
    # The branch first: if somebody changed it in the meantime, no tag is created either.
    run("git", "fetch", "--quiet", "--no-tags", folder, "HEAD", folder=ROOT)
    run("git", "merge", "--quiet", "--ff-only", "FETCH_HEAD", folder=ROOT)
    run("git", "fetch", "--quiet", folder, f"refs/tags/v{version}:refs/tags/v{version}", folder=ROOT)
    there = ROOT / "dist" / version
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(out, there)
    print(f"{version} is tagged; its packages are in {there.relative_to(ROOT)}.")
    print(f"To publish it: git push --follow-tags, and twine upload {there.relative_to(ROOT)}/*")


def main() -> int:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("version", help="the new version, as in 0.2.0")
    version: str = parser.parse_args().version
    with tempfile.TemporaryDirectory(prefix="seedlint-release-") as work:
        try:
            release(version, Path(work))
        except Refused as error:
            print(f"no release: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
