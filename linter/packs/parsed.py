"""Parses the YAML of packs, lexicons and configurations once, and keeps the values between runs."""

from __future__ import annotations

import marshal

from linter.data.yaml_file import YamlFile
from linter.recall import objects, surroundings
from linter.recall.digests import digest_of


def parse(text: str, path: str) -> YamlFile:
    """Parses a file, or takes what an earlier run parsed; arguments and errors are those of `load_yaml`."""
    key = _key(text)
    known = objects.read(objects.PARSED, key) if key is not None else None
    if known is not None:
        value, lines = marshal.loads(known)  # noqa: S302 - this user's own, and undamaged
        return YamlFile(path, text, value, lines)
    from linter.data.yaml_loader import load_yaml  # noqa: PLC0415 - PyYAML takes as long as all of our packs

    file = load_yaml(text, path)
    if key is not None:
        objects.write(objects.PARSED, key, marshal.dumps((file.value, file.lines)))
    return file


def _key(text: str) -> bytes | None:
    """What a text is kept under; None if nothing can be kept."""
    return digest_of((surroundings.program(), text)) if objects.usable() else None
