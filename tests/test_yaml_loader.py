"""The YAML of packs: no surprises, and nothing that costs more than it says."""

from __future__ import annotations

import pytest

from linter.data.yaml_loader import MOST_VALUES, load_yaml
from linter.errors import PackError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: on", {"a": "on"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 017", {"a": "017"}),
        ("a: 1e999", {"a": "1e999"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 2024-01-02", {"a": "2024-01-02"}),
        ("a: ~", {"a": "~"}),
        ("a: '1'", {"a": "1"}),
        ("a: 1", {"a": 1}),
        ("a: -1.5e3", {"a": -1500.0}),
        ("a: true", {"a": True}),
        ("a: null", {"a": None}),
        ("a: [x, .5]", {"a": ["x", ".5"]}),
    ],
)
def test_yaml_without_surprises(text: str, value: object) -> None:
    assert load_yaml(text, "x").value == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: &x 1\nb: *x", "aliases"),
        ("", "empty"),
        ("".join(f"{' ' * n}a:\n" for n in range(60)) + " " * 60 + "b", "nested more than 50 levels deep"),
        ("? [a]\n: 1", "a key must be a text"),
        ("[" * 99, "nested more than 50 levels deep"),
        ("[" * 100_000 + "]" * 100_000, "nested more than"),
        ("a: [1", "not YAML"),
        ("- " + "[" * 60 + "]" * 60, "nested more than"),
        ("[" + "1," * (MOST_VALUES + 1) + "]", "more than 200000 values"),
        (
            "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]",
            r"aliases \(\*name\) are not allowed here; write the value twice",
        ),
        ("!!python/object/apply:os.system ['true']", "tags"),
        ("a: !!python/name:os.system", "tags"),
    ],
)
def test_yaml_that_is_refused(text: str, reason: str) -> None:
    with pytest.raises(PackError, match=reason):
        load_yaml(text, "x")
