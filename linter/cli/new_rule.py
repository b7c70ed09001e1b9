"""`seedlint new-rule`: writes a rule pack to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from linter.cli.candidates import kind_names
from linter.cli.console import Console
from linter.cli.define import Argument, Option
from linter.errors import UsageError
from linter.jobs.starter import write_starter
from linter.kinds import kinds
from linter.messages.suggestions import did_you_mean


def new_rule(
    console: Console,
    output: Annotated[Path, Argument(metavar="FILE", help="The pack to write: house.yaml.")],
    *,
    kind: Annotated[
        str,
        Option(
            "--kind",
            metavar="KIND",
            autocompletion=kind_names,
            help="The kind of the rule; `seedlint explain` describes each.",
        ),
    ] = "pattern",
    name: Annotated[
        str, Option("--id", metavar="ID", help="The rule's id: lower case, with hyphens.")
    ] = "my-rule",
) -> int:
    """Write a commented, working rule pack to start from.

    The schema that gives editors completion goes into the same folder, if it is not there yet.
    """
    if kind not in kinds():
        hint = did_you_mean(kind, kinds())
        raise UsageError("no kind of rule is called '{name}'{hint}", name=kind, hint=hint)
    for path in write_starter(output, kind, name):
        console.say("wrote {path}", path=path)
    console.say("Now: seedlint test {path}", path=output)
    return 0
