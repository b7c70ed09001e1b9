"""Pages, templates, decisions and changelog fragments match the program."""

from __future__ import annotations

import re
import subprocess
import tomllib
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.conftest import BIN, ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "docs/adr/*.md", ".github/**/*.md")
    for path in ROOT.glob(pattern)
)
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", text):
        path, _, anchor = target.partition("#")
        assert not path or (page.parent / path).exists(), target
        if anchor:
            there = (page.parent / path if path else page).read_text(encoding="utf-8")
            headings = re.findall(r"^#+ (.*)$", there, re.MULTILINE)
            assert anchor in [heading.lower().replace(" ", "-") for heading in headings], target


def test_contributing_opens_with_a_rule() -> None:
    headings = re.findall(r"^#+ (.*)$", CONTRIBUTING, re.MULTILINE)
    assert headings[:2] == ["Contributing", "Add a rule in ten minutes"]


def test_what_contributing_names_is_there() -> None:
    for path in re.findall(r"`(linter/[\w/.]+)`", CONTRIBUTING):
        assert "NAME" in path or (ROOT / path).is_file(), path
        assert (ROOT / path).parent.is_dir(), path
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", CONTRIBUTING)) <= targets
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert set(phony.split()) == targets


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/[0-9]-*.yml"),
        ("vendor.github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
    ],
)
def test_templates_follow_the_schemas_of_their_service(schema: str, pattern: str) -> None:
    files = sorted(ROOT.glob(pattern))
    assert files
    subprocess.run([BIN / "check-jsonschema", "--builtin-schema", schema, *files], check=True)


def test_decisions_are_numbered_and_listed() -> None:
    folder = ROOT / "docs" / "adr"
    pages = sorted(path.name for path in folder.glob("[0-9]*.md"))
    assert [int(name[:4]) for name in pages] == list(range(1, len(pages) + 1))
    assert re.findall(r"\]\((.*)\)", (folder / "README.md").read_text(encoding="utf-8")) == pages
    for number, name in enumerate(pages, 1):
        text = (folder / name).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        assert headings[0].startswith(f"{number}. ")
        assert headings[1:] == ["Context", "Decision", "Consequences"]


def test_fragments_of_the_changelog_have_a_type() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    types = [type_["directory"] for type_ in project["tool"]["towncrier"]["type"]]
    for path in (ROOT / "changelog.d").glob("*.md"):
        assert path.name.split(".")[1] in types, path.name


def test_the_readme_has_a_line_for_each_folder() -> None:
    table = (
        (ROOT / "README.md")
        .read_text(encoding="utf-8")
        .partition("| folder | what |")[2]
        .partition("\n\n")[0]
    )
    named = re.findall(r"^\| `linter/(\w+)/` \|", table, re.MULTILINE)
    assert sorted(named) == sorted(path.parent.name for path in ROOT.glob("linter/*/__init__.py"))


def test_what_the_readme_names() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rules = [
        rule["id"]
        for path in (ROOT / "rules").glob("*.yaml")
        for rule in yaml.safe_load(path.read_text(encoding="utf-8")).get("rules", ())
    ]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for name in (hook["id"] for hook in hooks):
        assert f"`{name}`" in readme or f"id: {name}" in readme, name
    # A new rule needs no place there; docs/rules lists all. What has one is there.
    table = readme.partition("| rule | finds |")[2].partition("\n\n")[0]
    for name in re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE):
        assert set(re.findall(r"`(.*?)`", name)) <= set(rules), name
    for name in (
        "check",
        "fix",
        "convert",
        "clean",
        "undo",
        "export",
        "validate",
        "stats",
        "doctor",
        "completion",
    ):
        assert f"seedlint {name}" in readme, name
