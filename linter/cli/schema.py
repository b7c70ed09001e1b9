"""`seedlint schema`: the JSON Schemas of packs, configuration, reports and records."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from linter.errors import UsageError


def _names() -> list[str]:
    from linter.data.validation import schema_names  # noqa: PLC0415 - see linter.cli.options

    return schema_names()


def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            autocompletion=_names,
            help="The schema's name; lists all names if not given.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Print a JSON Schema."""
    from linter.data.validation import load_schema, schema_names  # noqa: PLC0415
    from linter.messages.suggestions import did_you_mean  # noqa: PLC0415 - see linter.cli.options

    names = schema_names()
    if name is None:
        typer.echo("\n".join(names))
        return 0
    if name not in names:
        raise UsageError("no schema is called '{name}'{hint}", name=name, hint=did_you_mean(name, names))
    typer.echo(json.dumps(load_schema(name), ensure_ascii=False, indent=2))
    return 0
