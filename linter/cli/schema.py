"""`seedlint schema`: prints the JSON Schemas of packs, configuration, reports and records."""

from __future__ import annotations

import json
from typing import Annotated

from linter.cli.console import echo
from linter.cli.define import Argument
from linter.data.schemas import load_schema, schema_names
from linter.errors import UsageError
from linter.messages.suggestions import did_you_mean


def schema(
    name: Annotated[
        str | None,
        Argument(
            autocompletion=schema_names,
            help="The schema's name; lists all names if not given.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Print a JSON Schema."""
    names = schema_names()
    if name is None:
        echo("\n".join(names))
        return 0
    if name not in names:
        raise UsageError("no schema is called '{name}'{hint}", name=name, hint=did_you_mean(name, names))
    echo(json.dumps(load_schema(name), ensure_ascii=False, indent=2))
    return 0
