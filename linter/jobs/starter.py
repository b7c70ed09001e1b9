"""Writes a rule pack to start from, and the schema by which editors complete it."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

from linter.data.schemas import load_schema
from linter.errors import UsageError
from linter.files.writer import write_atomically
from linter.kinds import Options, load_kind
from linter.messages.phrases import display
from linter.packs import load_packs
from linter.packs.schema import NAME
from linter.packs.source import built_in_packs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The schema in the same folder as the pack, which the modeline names.
SCHEMA = "seedlint-rulepack.schema.json"
_HEAD = """\
# yaml-language-server: $schema={schema}
# A seedlint rule pack. Prove it with `seedlint test {file}`, use it with `--rules {file}`,
# or for good in a file seedlint.yaml: `packs: [{file}]`.
schema: 1
name: {name}
version: 0.1.0
{extends}
rules:
"""


def starter(file: str, name: str, kind: str, rule: str) -> str:
    """The text of a pack with one rule.

    Args:
        file: the pack's file name.
        name: the pack's name.
        kind: the rule's kind.
        rule: the rule's id.
    """
    module = load_kind(kind)
    extends = f"extends: [{module.EXTENDS}]".ljust(29) + "# for its word lists\n" if module.EXTENDS else ""
    head = _HEAD.format(schema=SCHEMA, file=display(file), name=_quoted(name), extends=extends)
    return head + module.STARTER.replace("- id: my-rule", f"- id: {_quoted(rule)}", 1)


def _quoted(name: str) -> str:
    """A name as YAML must write it: some words are texts only in quotes."""
    return f'"{name}"' if name in ("null", "true", "false", "yes", "no", "on", "off") else name


def write_starter(path: Path, kind: str, rule: str) -> Iterator[Path]:
    """Writes a pack and, if it is not there yet, the schema; yields what was written.

    Raises:
        UsageError: the file exists already, or a name is not valid.
        FileError: it cannot be written.
    """
    if path.suffix not in (".yaml", ".yml"):
        raise UsageError("a rule pack's name ends in .yaml, as in house.yaml")
    if os.path.lexists(path):
        raise UsageError("exists already; name another file", path=str(path))
    if not re.fullmatch(NAME, rule):
        raise UsageError(
            "'{id}' is not an id: use lower-case letters and digits, with hyphens between words", id=rule
        )
    if any(known.id == rule for pack in load_packs((), Options()) for known in pack.rules):
        raise UsageError("'{id}' is the id of a built-in rule; choose another", id=rule)
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    name = name if re.fullmatch(NAME, name) and name not in _taken() else f"my-{name}".strip("-")
    write_atomically(path, starter(path.name, name, kind, rule).encode("utf-8"))
    yield path
    schema = path.parent / SCHEMA
    if not os.path.lexists(schema):
        text = json.dumps(load_schema("rulepack"), ensure_ascii=False, indent=2) + "\n"
        write_atomically(schema, text.encode("utf-8"))
        yield schema


def _taken() -> set[str]:
    """The names of our own packs, which equal their file names."""
    return {path.stem for path in built_in_packs()}
