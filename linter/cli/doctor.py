"""`seedlint doctor`: looks for what is wrong where the program runs."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Annotated

import linter
from linter.cli.console import Console, echo
from linter.cli.define import Option
from linter.cli.options import ConfigOption
from linter.doctor import examine
from linter.doctor.examination import Surroundings
from linter.files import cache
from linter.jobs.choice import current_folder
from linter.messages.phrases import Count, printable_lines


def doctor(
    console: Console,
    *,
    config: ConfigOption = None,
    clear_cache: Annotated[
        bool,
        Option("--clear-cache", help="Remove cached values, which make starts faster; undo still works."),
    ] = False,
) -> int:
    """Look for what is wrong with the installation, the environment, the cache and the configuration.

    Exit status: 0 all is well, 1 something is wrong.
    """
    if clear_cache:
        cache.clear()
    console.say(
        "seedlint {version}, Python {python}, {system}, in {folder}",
        version=linter.__version__,
        python=platform.python_version(),
        system=platform.system(),
        folder=Path(linter.__file__).parent,
    )
    count = 0
    for subject, examination in examine(Surroundings(current_folder(), os.environ, config)):
        console.say("{subject}: {fact}", subject=subject, fact=examination.fact)
        for problem in examination.problems:
            echo(printable_lines(f"  ✗ {problem.text(console.locale)}"))
            count += 1
    if not count:
        console.say("All is well.")
        return 0
    console.say("{problems} found.", problems=Count(count, "{count} problem", "{count} problems"))
    return 1
