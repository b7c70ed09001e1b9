"""`seedlint completion`: prints the script that makes a shell complete commands, options and rule names."""

from __future__ import annotations

import enum
from typing import Annotated

from typer.completion import get_completion_script  # type: ignore[attr-defined]

from linter.cli.console import echo
from linter.cli.define import Argument
from linter.cli.parser import COMPLETION_VARIABLE


class Shell(enum.StrEnum):
    """A shell that can complete our commands."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def completion(shell: Annotated[Shell, Argument(help="The shell.", show_default=False)]) -> int:
    """Print the script by which a shell completes commands, options and rule names.

    For bash, put `eval "$(seedlint completion bash)"` into ~/.bashrc; other shells have a similar file.
    """
    echo(get_completion_script(prog_name="seedlint", complete_var=COMPLETION_VARIABLE, shell=shell.value))
    return 0
