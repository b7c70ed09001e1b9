"""Reads a configuration file."""

from __future__ import annotations

import itertools
import os
from pathlib import Path
from typing import TYPE_CHECKING

from linter.chinese.targets import Target
from linter.config import Config
from linter.errors import PackError
from linter.files.excludes import Exclusion
from linter.files.reading import read_text
from linter.messages.phrases import Phrase, template
from linter.packs.checking import validate
from linter.packs.parsed import parse
from linter.packs.source import built_in_packs
from linter.records.names import FIELDS

if TYPE_CHECKING:
    from linter.data.yaml_file import YamlFile
    from linter.records.names import FieldNames


def read_config(path: Path, top: Path | None = None) -> Config:
    """Reads a configuration file.

    Args:
        path: the file.
        top: the folder in which it was found, and which the files that it names must be in: it may come from
            anybody. None if the user named it.

    Raises:
        PackError: it cannot be read, or something in it is wrong.
    """
    if top is not None and not _is_inside(path, top):
        message = template("is a link that leads out of {top}; --config with the file's own name uses it")
        raise PackError(message, path=str(path), top=top)
    file = parse(read_text(path, PackError), str(path))
    validate(file, "config")
    value, folder = file.value, path.parent
    if top is not None:
        _check_places(file, folder, top)
    _check_files(file, folder)
    return Config(
        file,
        tuple(folder / name for name in value.get("packs", ())),
        tuple(value.get("select", ())),
        tuple(value.get("ignore", ())),
        Target(value["variant"]) if "variant" in value else None,
        folder / value["metadata"] if "metadata" in value else None,
        _exclusion(file, folder),
        folder / value["baseline"] if "baseline" in value else None,
        _fields(file),
    )


def _check_places(file: YamlFile, folder: Path, top: Path) -> None:
    """Checks that the files that a configuration names are in a folder, and no links that lead out of it.

    Raises:
        PackError: one is not.
    """
    packs = [(name, ("packs", index)) for index, name in enumerate(file.value.get("packs", ()))]
    others = [(file.value[key], (key,)) for key in ("metadata", "baseline") if key in file.value]
    for name, steps in (*packs, *others):
        if not _is_inside(folder / name, top):
            raise PackError(
                "'{name}' is outside {top}, where only a configuration that --config names may use files; "
                "name this one so, or name the file itself on the command line",
                path=file.path,
                line=file.line(steps),
                name=name,
                top=top,
            )


def _is_inside(path: Path, top: Path) -> bool:
    return Path(os.path.realpath(top)) in Path(os.path.realpath(path)).parents


def _check_files(file: YamlFile, folder: Path) -> None:
    """Checks that the packs and the metadata that a configuration names exist.

    Raises:
        PackError: one does not.
    """
    for index, name in enumerate(file.value.get("packs", ())):
        if not (folder / name).is_file():
            built_in = any(name == pack.stem for pack in built_in_packs())
            hint = Phrase("; it is a built-in pack and runs anyway") if built_in else ""
            raise _missing_file(file, name, hint, "packs", index)
    metadata = file.value.get("metadata")
    if metadata is not None and not (folder / metadata).is_file():
        raise _missing_file(file, metadata, "", "metadata")


def _exclusion(file: YamlFile, folder: Path) -> Exclusion:
    """The files to leave out.

    Raises:
        PackError: a pattern is not valid.
    """
    exclude = Exclusion(str(folder), tuple(file.value.get("exclude", ())))
    wrong = exclude.wrong() if exclude.patterns else None
    if wrong is not None:
        message, line = template("'{pattern}' is not a valid pattern"), file.line(("exclude", wrong))
        raise PackError(message, path=file.path, line=line, pattern=exclude.patterns[wrong])
    return exclude


def _fields(file: YamlFile) -> FieldNames:
    """The names of the fields.

    Raises:
        PackError: two fields have the same name.
    """
    fields: FieldNames = file.value.get("fields", {})
    names = {field: fields.get(field, field) for field in FIELDS}
    for field, other in itertools.combinations(FIELDS, 2):
        if names[field] == names[other]:
            steps = ("fields", field if field in fields else other)
            raise PackError(
                "the fields '{name}' and '{other}' are both called '{called}'",
                path=file.path,
                line=file.line(steps),
                name=field,
                other=other,
                called=names[field],
            )
    return fields


def _missing_file(file: YamlFile, name: str, hint: Phrase | str, *steps: str | int) -> PackError:
    message = template("the file '{name}' does not exist{hint}")
    return PackError(message, path=file.path, line=file.line(steps), name=name, hint=hint)
