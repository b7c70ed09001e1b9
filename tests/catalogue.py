"""Collects every text that the program says, as the keys of its translations; `make words` updates them."""

from __future__ import annotations

import ast
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from yaml import safe_load

from linter.cli.commands import COMMANDS
from linter.cli.console import Console
from linter.cli.parser import load_command, program
from linter.diagnostics import Applicability, Severity
from linter.jobs.examples import Verdict
from linter.jobs.stats import Numbers
from linter.kinds import kinds, load_kind
from linter.manual.content import paragraphs
from linter.messages.phrases import CATALOGUES, Locale
from linter.packs.schema import config_schema, rulepack_schema
from linter.values import fields
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Functions whose first text is the key of a translation.
_SPEAKERS = frozenset(
    ("Joined", "Phrase", "say", "template", "error", "_error", "problem", "_problem", "_break")
)
#: What typer says by itself in a help.
_TYPER = (
    "Arguments",
    "Options",
    "Commands",
    "Show this message and exit.",
    "Missing command.",
    "No such command {name!r}.",
    "required",
    "default: {default}",
)


def collect() -> dict[str, str | None]:
    """The texts, each with its plural if it counts something."""
    found: dict[str, str | None] = {}
    for path in sorted((ROOT / "linter").rglob("*.py")):
        found |= dict(_in_module(path))
    for text in (*_help(), *_manual(), *_names(), *_TYPER):
        found.setdefault(text, None)
    return {text: plural for text, plural in found.items() if text.strip()}


def _in_module(path: Path) -> Iterator[tuple[str, str | None]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [
            each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        first = isinstance(node.args[0], ast.Constant) if node.args else False
        if name == "Count":
            yield texts[0], texts[1]
        elif texts and (name in _SPEAKERS or (name.endswith("Error") and first)) and name != "ValueError":
            yield texts[0], None


def _help() -> Iterator[str]:
    console = Console(Locale.ENGLISH)
    for command in (program(console), *(load_command(name, console) for name in COMMANDS)):
        for text in (command.help, *(getattr(parameter, "help", None) for parameter in command.params)):
            for part in (text or "").split("\n\n"):
                yield " ".join(part.split())


def _manual() -> Iterator[str]:
    for name in kinds():
        kind: Any = load_kind(name)
        yield from (part for part in paragraphs(kind.__doc__) if not part.startswith("    "))
        yield from kind.FIELDS.values()
    yield from _descriptions(rulepack_schema())
    yield from _descriptions(config_schema())


def _descriptions(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("description"), str):
            yield schema["description"]
        for value in schema.values():
            yield from _descriptions(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _descriptions(value)


def _names() -> Iterator[str]:
    yield from (each.value for each in (*Severity, *Verdict))
    yield from (str(each) for each in Applicability)
    yield from (
        "rule",
        "pack",
        "kind",
        "severity",
        "fix",
        "finds",
        "fixed",
        "left",
        "findings",
        "file",
        "month",
        "year",
        *(number.name for number in fields(Numbers)),
        "key",
        "needed",
        "value",
        "meaning",
    )
    for rule in safe_load((ROOT / "rules" / "scripts.yaml").read_text(encoding="utf-8"))["rules"]:
        yield from rule["params"].get("scripts", ())
        yield from rule["params"].get("languages", ())


PO = CATALOGUES / "zh_TW" / "LC_MESSAGES" / "messages.po"


def main() -> None:
    """Brings the catalogue up to date: new texts without a translation, old ones gone, the rest compiled."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    new = updated(read() if PO.exists() else Catalog())
    with PO.open("wb") as stream:
        write_po(stream, new, width=0)
    PO.with_suffix(".mo").write_bytes(compiled(new))
    missing = [message.id for message in new if message.id and not message.string]
    print(f"{len(new)} texts, {len(missing)} without a translation")  # noqa: T201 - told to whom runs it
    for text in missing:
        print(repr(text))  # noqa: T201


def read() -> Catalog:
    """The catalogue as it stands."""
    with PO.open("rb") as stream:
        return read_po(stream, locale="zh_TW")


def updated(old: Catalog) -> Catalog:
    """A catalogue of the texts there are, with the translations that another one has for them."""
    day = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # any day: the same texts give the same bytes
    new = Catalog(
        locale="zh_TW",
        header_comment="# What seedlint says, in Taiwan Chinese; see `make words`.",
        fuzzy=False,
    )
    new.creation_date = new.revision_date = day
    new.mime_headers = [("Language", "zh_TW")]
    for text, plural in sorted(collect().items()):
        known = old.get(text)
        string = known.string if known is not None else ""
        string = string[0] if isinstance(string, (tuple, list)) else string or ""
        new.add((text, plural) if plural else text, (string,) if plural else string)
    return new


def compiled(catalogue: Catalog) -> bytes:
    """The catalogue as gettext reads it; always the same bytes for the same texts."""
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


if __name__ == "__main__":
    main()
