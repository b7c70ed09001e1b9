"""What an answer depends on besides the files that a run reads: the program, and where and how it is run."""

from __future__ import annotations

import os
import sys

from linter.recall.digests import digest_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
#: The program's folders, which `program` knows; in a checkout, packs and schemas are next to the package.
PARTS = (f"{_PACKAGE}/", *(f"{os.path.dirname(_PACKAGE)}/{name}/" for name in ("rules", "schemas")))
#: The variables that a run looks at; a test compares them with those that the code names.
VARIABLES = (
    "LC_ALL",
    "LC_MESSAGES",
    "LANG",
    "LANGUAGE",
    "SEEDLINT_LOCALE",
    "SEEDLINT_CACHE_DIR",
    "SEEDLINT_TRACEBACK",
    "XDG_CACHE_HOME",
    "HOME",
    "PRE_COMMIT",
    "GITHUB_WORKSPACE",
    "CI_PROJECT_DIR",
)


def key(arguments: Sequence[str]) -> bytes | None:
    """The hash under which the run with these arguments is remembered; None if that is not known."""
    try:
        return digest_of(
            (
                list(map(os.fsencode, arguments)),
                os.getcwdb(),
                [os.environb.get(os.fsencode(name)) for name in VARIABLES],
                [os.isatty(descriptor) for descriptor in (1, 2)],
                program(),
            )
        )
    except OSError:  # the folder is gone, or the program is not in files
        return None


_program: list[bytes] = []


def program() -> bytes:
    """The hash of the program as it was when first asked: this package, Python, and all that is installed.

    Files count by size and time, packages by the names and times of their folders of metadata, which name
    their versions.

    Raises:
        OSError: the files cannot be listed.
    """
    if not _program:
        _program.append(_digest_of_program())
    return _program[0]


def _digest_of_program() -> bytes:
    return digest_of(
        (
            sys.version,
            sys.flags.utf8_mode,
            sys.getfilesystemencoding(),
            sorted(entry for part in PARTS if os.path.isdir(part) for entry in _files(part)),
            sorted(entry for path in dict.fromkeys(sys.path) for entry in _installed(path)),
        )
    )


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            else:
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns


def _installed(folder: str) -> Iterator[tuple[str, int]]:
    if not folder.endswith("-packages") or not os.path.isdir(folder):
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".dist-info", ".egg-info", ".pth")):
                yield entry.path, entry.stat().st_mtime_ns
