"""Expressions of modules are compiled late and once; what is kept of them makes the same patterns."""

from __future__ import annotations

import copyreg
import importlib
import pkgutil
import re
from typing import TYPE_CHECKING, Any

import pytest
import regex

import linter
from linter import lazy
from linter.lazy import compiled_re, lazy_re, lazy_regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.undo()
    monkeypatch.setenv("SEEDLINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def store() -> Any:  # noqa: ANN401 - not public
    return vars(lazy)["_Store"]()


def constants() -> Iterator[tuple[str, Any]]:
    for module in pkgutil.walk_packages(linter.__path__, "linter."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if type(value).__name__ == "_Lazy":
                yield f"{module.name}.{name}", value


@pytest.mark.usefixtures("folder")
def test_every_pattern_is_what_its_engine_makes() -> None:
    first, keys = store(), [vars(value)["_arguments"] for _, value in constants()]
    assert len(keys) > 250
    for key in keys:
        first.compile(*key)
    first.save()
    again = store()
    for engine, expression, flags in keys:
        kept = again.compile(engine, expression, flags)
        if engine == "re":
            assert kept == re.compile(expression, flags), expression
            assert (kept.groupindex, kept.groups) == (re.compile(expression, flags).groupindex, kept.groups)
        else:
            plain = regex.compile(expression, flags)
            reduce = copyreg.dispatch_table[type(plain)]
            assert reduce(kept) == reduce(plain), expression
    assert not again._grown  # noqa: SLF001 - nothing was compiled


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("missing", ["re._compiler", "re._parser", "_sre", "regex._regex"])
def test_without_private_interfaces_it_is_compiled_as_usual(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.import_module

    def without(name: str) -> Any:  # noqa: ANN401 - a module
        if name == missing:
            raise ImportError(name)
        return real(name)

    monkeypatch.setattr(importlib, "import_module", without)
    for engine in ("re", "regex"):
        match = store().compile(engine, r"(?P<word>甲+)乙", 0).search("丙甲甲乙")
        assert match["word"] == "甲甲"


def test_what_is_damaged_is_compiled_again(folder: Path) -> None:
    first = store()
    first.compile("re", "甲+", 0)
    first.save()
    (kept,) = (path for path in folder.rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-1])
    again = store()
    assert again.compile("re", "甲+", 0).fullmatch("甲甲")
    again.save()
    assert kept.read_bytes()[-1:] == b"\n"


def test_what_was_used_is_an_attribute() -> None:
    pattern = lazy_re(r"甲(乙)")
    assert "search" not in vars(pattern)
    assert pattern.search("甲乙") is not None
    assert "search" in vars(pattern)
    assert pattern.groups == 1
    assert lazy_re(b"a").fullmatch(b"a")
    assert lazy_regex(r"\p{Han}").fullmatch("甲")
    assert compiled_re("甲", re.MULTILINE).flags & re.MULTILINE
    with pytest.raises(AttributeError):
        _ = pattern.nonsense  # type: ignore[attr-defined]


def test_a_wrong_expression_is_an_error() -> None:
    with pytest.raises(re.error):
        lazy_re("(").search("")
