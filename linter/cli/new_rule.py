"""`seedlint new-rule`: a rule pack to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from linter.cli.options import kind_names
from linter.cli.words import say
from linter.errors import UsageError


def new_rule(
    output: Annotated[Path, typer.Argument(metavar="FILE", help="The pack to write: house.yaml.")],
    *,
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="KIND",
            autocompletion=kind_names,
            help="What the rule is made of; see `seedlint explain`.",
        ),
    ] = "pattern",
    name: Annotated[
        str, typer.Option("--id", metavar="ID", help="The rule's id: small letters, with hyphens.")
    ] = "my-rule",
) -> int:
    """Write a commented rule pack that works, to start one's own from.

    Beside it, if it is not there yet, goes the schema that gives editors completion.
    """
    from linter.jobs.starter import write_starter  # noqa: PLC0415 - see linter.cli.options
    from linter.kinds import kinds  # noqa: PLC0415
    from linter.messages.suggestions import did_you_mean  # noqa: PLC0415

    if kind not in kinds():
        hint = did_you_mean(kind, kinds())
        raise UsageError("no kind of rule is called '{name}'{hint}", name=kind, hint=hint)
    for path in write_starter(output, kind, name):
        say("wrote {path}", path=path)
    say("Now: seedlint test {path}", path=output)
    return 0
