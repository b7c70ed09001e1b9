"""What is read without typer is read as typer reads it, and what is not plain is left to it."""

from __future__ import annotations

import enum
import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from linter.cli import direct, parser
from linter.cli.commands import COMMANDS, load_function
from linter.cli.console import Console
from linter.cli.define import Argument, parameters_of
from linter.messages.phrases import Locale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linter.cli.define import Parameter


def _words(parameter: Parameter) -> list[str]:
    """Two values that a parameter may have."""
    if parameter.definition.choices:
        return list(parameter.definition.choices[:2])
    kinds = [parameter.kind, *get_args(parameter.kind)]
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return [str(member.value) for member in list(kind)[:2]]
    return ["1", "2"] if int in kinds else ["a.md", "folder/甲 乙"]


def _forms(name: str) -> Iterator[list[str]]:
    parameters = parameters_of(load_function(name))
    needed = [
        word
        for parameter in parameters
        if parameter.default is inspect.Parameter.empty
        for word in (*parameter.definition.names[:1], _words(parameter)[0])
    ]
    yield [name, *needed]
    for parameter in parameters:
        first, second = _words(parameter) if parameter.kind is not bool else ("", "")
        if isinstance(parameter.definition, Argument):
            yield [name, *needed, first]
            yield [name, first, *needed, second]
        for option in parameter.definition.names:
            if parameter.kind is bool:
                yield [name, *needed, option, option]
            else:
                yield [name, option, first, *needed]
                yield [name, *needed, option, first, option, second]
                yield [name, *needed, f"{option}={second}"]
                yield [name, *needed, "x.md", option, first, "--locale", "zh-TW", "y.md"]
    yield [name, "--locale=en", *needed]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What commands were called with; none runs."""
    found: list[Any] = []

    def call(function: Callable[..., int], values: dict[str, Any], *_: object) -> int:
        found.append((function, values))
        return 0

    monkeypatch.setattr(direct, "call", call)
    monkeypatch.setattr(parser, "call", call)
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_both_read_the_same(name: str, called: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    console, plain = Console(Locale.ENGLISH), 0
    for words in _forms(name):
        called.clear()
        done = direct.run_directly(words, console)
        known = list(called)
        called.clear()
        status = parser.parse_and_run(words, console)
        if done is None:
            assert known == []
            continue
        plain += 1
        assert (done, known) == (status, called), words
    assert plain or name == "undo"
    capsys.readouterr()


@pytest.mark.parametrize(
    "line",
    [
        "",
        "--version",
        "--locale en check",
        "chekc",
        "check --help",
        "check -h",
        "check --nonsense",
        "check --output-format=xml",
        "check --fail-on fatal",
        "check --fix=1",
        "check --output-file",
        "check --output-file --fix",
        "check -ojson",
        "check -o=x",
        "check --select=",
        "check -- --fix",
        "check -",
        "export a.md",
        "schema a b c",
    ],
)
def test_what_is_left_to_typer(line: str, called: list[Any]) -> None:
    assert direct.run_directly(line.split(), Console(Locale.ENGLISH)) is None
    assert called == []


def test_what_the_values_are(called: list[Any]) -> None:
    direct.run_directly(
        ["check", "a", "--report", "x", "b", "--report=y", "-o", "z"], Console(Locale.ENGLISH)
    )
    ((_, values),) = called
    assert values["paths"] == ["a", "b"]
    assert values["report"] == ["x", "y"]
    assert values["output"] == Path("z")
