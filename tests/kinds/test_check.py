from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from linter.checks import Applicability, Check, Edit, Fix, Match, Span
from linter.errors import PackError
from linter.kinds import check
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linter.checks import Document
    from tests.trying import Make


def test_the_check_that_comes_along(make: Make) -> None:
    tried = make("check", {"use": "repeated-lines"}, message="{times}: {line}")
    assert tried.says("甲。\n甲。\n\n甲。\n乙。\n---\n---\n---\n") == ["3: 甲。"]
    with pytest.raises(PackError, match="the check 'repeated-lines' has no fixes"):
        make("check", {"use": "repeated-lines"}, fix={"applicability": "safe"})
    assert make("check", {"use": "repeated-lines", "options": {"times": 2}}).finds("甲\n甲\n乙") == ["甲\n甲"]


def _find(document: Document, options: Mapping[str, Any]) -> Iterator[Match]:
    at = document.prose.find(options["word"])
    if at >= 0:
        yield Match(
            Span(at, at + 1), {"at": str(at)}, Fix((Edit(Span(at, at + 1), "x"),), Applicability.SAFE)
        )


CHECK = Check(
    _find,
    fields=frozenset({"at"}),
    options={"type": "object", "required": ["word"], "properties": {"word": {"type": "string"}}},
    fixes=True,
)


def _find_unsure(document: Document, options: Mapping[str, Any]) -> Iterator[Match]:
    for match in _find(document, options):
        assert match.fix is not None
        yield replace(match, fix=replace(match.fix, applicability=Applicability.UNSAFE))


UNSURE = replace(CHECK, find=_find_unsure)


class _EntryPoint:
    module = "house.checks"

    def __init__(self, value: object) -> None:
        self._value = value

    def load(self) -> object:
        if isinstance(self._value, Exception):
            raise self._value
        return self._value


@pytest.fixture(autouse=True)
def offered(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "make" in request.fixturenames and "comes_along" not in request.node.name:
        odd_schema = Check(_find, options={"type": "objekt"})
        points = {
            "mine": CHECK,
            "unsure": UNSURE,
            "schema": odd_schema,
            "odd": 3,
            "broken": ImportError("no numpy"),
        }
        monkeypatch.setattr(check, "_entry_points", lambda: {k: _EntryPoint(v) for k, v in points.items()})


def test_a_check_of_another_package(make: Make) -> None:
    params = {"use": "mine", "options": {"word": "甲"}}
    tried = make("check", params, message="at {at}", fix={"applicability": "unsafe"})
    assert tried.says("`甲` 甲") == ["at 4"]
    assert tried.fixes("甲") == "甲"
    assert tried.fixes("甲", Applicability.UNSAFE) == "x"
    tried = make("check", params, message="{correction}", fix={"applicability": "unsafe"})
    assert tried.says("`甲` 甲") == ["'甲' should be 'x'"]
    assert make("check", params).fixes("甲", Applicability.UNSAFE) == "甲"
    tried = make("check", {**params, "use": "unsure"}, message="m", fix={"applicability": "safe"})
    assert tried.fixes("甲") == "甲"
    assert tried.fixes("甲", Applicability.UNSAFE) == "x"


@pytest.mark.parametrize(
    ("params", "message", "reason"),
    [
        ({"use": "mien", "options": {"word": "甲"}}, "m", "offers a check 'mien'; did you mean 'mine'"),
        ({"use": "os.system"}, "m", "no installed package offers a check 'os.system'"),
        ({"use": "mine"}, "m", "params.options: the key 'word' is missing"),
        ({"use": "mine", "options": {"word": 3}}, "m", "params.options.word: must be a text, not 3"),
        ({"use": "mine", "options": {"word": "甲"}}, "{ta}", "its message names {ta}; choose from: at"),
        ({"use": "schema"}, "m", r"the schema of the check's options is wrong \(SchemaError: 'objekt'"),
        ({"use": "odd"}, "m", "'odd' is not a linter.checks.Check"),
        ({"use": "broken"}, "m", r"'broken' cannot be loaded \(ImportError: no numpy\)"),
    ],
)
def test_mistakes(make: Make, params: dict[str, Any], message: str, reason: str) -> None:
    with pytest.raises(PackError, match=reason):
        make("check", params, message=message)
