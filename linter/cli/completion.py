"""`seedlint completion`: what a shell needs to complete commands, options and names of rules."""

from __future__ import annotations

import enum
import os
from typing import Annotated

import typer

#: Where a shell that completes says so; typer's convention for a program of this name.
VARIABLE = "_SEEDLINT_COMPLETE"


class Shell(enum.StrEnum):
    """A shell that is helped."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


def completion(shell: Annotated[Shell, typer.Argument(help="The shell.", show_default=False)]) -> int:
    """Print what a shell completes commands, options and names of rules with.

    For bash, put `eval "$(seedlint completion bash)"` into ~/.bashrc; others have such a file, too.
    """
    from typer.completion import get_completion_script  # type: ignore[attr-defined]  # noqa: PLC0415

    typer.echo(get_completion_script(prog_name="seedlint", complete_var=VARIABLE, shell=shell.value))
    return 0


def answer_shells() -> None:
    """Lets typer answer a shell that asks what may follow, if one does."""
    if VARIABLE in os.environ:
        from typer.completion import completion_init  # type: ignore[attr-defined]  # noqa: PLC0415

        completion_init()
