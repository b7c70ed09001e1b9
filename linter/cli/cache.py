"""`seedlint cache`: shows what is kept between runs, or removes it."""

from __future__ import annotations

from typing import Annotated

from linter.cli.console import Console, echo
from linter.cli.define import Option
from linter.cli.options import warn_of_shared_cache
from linter.files import cache as tables
from linter.files.resources import cache_folder
from linter.messages.phrases import Count, Phrase, display, template
from linter.recall import objects

_KINDS = {
    objects.RUNS: template("answers of whole runs"),
    objects.ROWS: template("findings of files"),
    objects.BUNDLES: template("findings of whole runs"),
    objects.PARSED: template("parsed rule packs"),
    objects.CODE: template("compiled expressions"),
}


def cache(
    console: Console,
    *,
    clear: Annotated[bool, Option("--clear", help="Remove all of it; undo still works.")] = False,
) -> int:
    """Show what is kept between runs, and where; or remove it.

    Exit status: 0 done, 2 it could not be removed.
    """
    warn_of_shared_cache(console)
    if clear:
        tables.clear()
    folder = cache_folder()
    if folder is None:
        console.say("There is no cache.")
        return 0
    echo(display(folder))
    for kind, name in _KINDS.items():
        _say(console, name, [status.st_size for _, status in objects.files(kind)])
    _say(console, template("tables"), [file.stat().st_size for file in tables.files()])
    return 0


def _say(console: Console, name: str, sizes: list[int]) -> None:
    files = Count(len(sizes), "{count} file", "{count} files")
    console.say(
        "  {name}: {files}, {size} MB", name=Phrase(name), files=files, size=f"{sum(sizes) / 1e6:.1f}"
    )
