"""`seedlint doctor`: look for what is wrong with the place the program runs in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

import linter
from linter.cli.options import ConfigOption, current_folder
from linter.cli.words import locale, say
from linter.messages.phrases import Count, printable


def doctor(
    *,
    config: ConfigOption = None,
    clear_cache: Annotated[
        bool,
        typer.Option(
            "--clear-cache", help="Remove what is kept to make starts faster; what can be undone stays."
        ),
    ] = False,
) -> int:
    """Look for what is wrong with the installation, the environment, the cache and the configuration.

    Exit status: 0 all is well, 1 something is wrong.
    """
    import platform  # noqa: PLC0415 - see linter.cli.options

    from linter.doctor import examine  # noqa: PLC0415
    from linter.doctor.examination import Surroundings  # noqa: PLC0415
    from linter.files import cache  # noqa: PLC0415

    if clear_cache:
        cache.clear()
    say(
        "seedlint {version}, Python {python}, {system}, in {folder}",
        version=linter.__version__,
        python=platform.python_version(),
        system=platform.system(),
        folder=Path(linter.__file__).parent,
    )
    count = 0
    for subject, seen in examine(Surroundings(current_folder(), os.environ, config)):
        say("{subject}: {fact}", subject=subject, fact=seen.fact)
        for problem in seen.problems:
            typer.echo(printable(f"  ✗ {problem.text(locale())}"))
            count += 1
    if not count:
        say("All is well.")
        return 0
    say("{problems} found.", problems=Count(count, "{count} problem", "{count} problems"))
    return 1
