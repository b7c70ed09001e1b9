"""Parses the YAML of packs, lexicons and configurations once, and keeps the values between runs."""

from __future__ import annotations

from typing import Any

from linter.data.yaml_file import YamlFile
from linter.recall.computed import computed


def parse(text: str, path: str) -> YamlFile:
    """Parses a file, or takes what an earlier run parsed; arguments and errors are those of `load_yaml`."""

    def load() -> tuple[Any, dict[tuple[str | int, ...], int]]:
        from linter.data.yaml_loader import load_yaml  # noqa: PLC0415 - PyYAML takes as long as all of our packs

        file = load_yaml(text, path)
        return file.value, file.lines

    return YamlFile(path, text, *computed("yaml", text, load))
