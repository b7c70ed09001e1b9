"""A release is made completely, or not at all."""

from __future__ import annotations

import importlib.util
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from linter.versions import pack_versions
from tests.conftest import ROOT
from tests.integration.checkouts import Repository

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


@pytest.fixture
def checkout(product: Repository, prepared: dict[str, str], tmp_path: Path) -> Repository:
    """A maintainer's clone."""
    repository = Repository(tmp_path / "seedlint", **prepared)
    repository.git("pull", "--quiet", product.folder, "main")
    # Replaces the fragments of the moment: right after a release there are none.
    for fragment in (repository.folder / "changelog.d").glob("*.*.md"):
        fragment.unlink()
    repository.commit({"changelog.d/+this.fix.md": "Something is fixed."})
    return repository


def release(checkout: Repository, version: str) -> subprocess.CompletedProcess[str]:
    return checkout.run(sys.executable, checkout.folder / "ci/release.py", version, check=False)


def test_a_release(checkout: Repository) -> None:
    before = checkout.head
    done = release(checkout, "0.2.0")
    assert done.returncode == 0, done.stderr
    assert checkout.git("describe").stdout == "v0.2.0\n"
    assert checkout.git("rev-list", "--count", f"{before}..HEAD").stdout == "1\n"
    assert checkout.git("status", "--porcelain").stdout == ""
    assert '__version__ = "0.2.0"' in checkout.read("linter/__init__.py")
    assert "rev: v0.2.0" in checkout.read("README.md")
    assert "v0.1.0" not in checkout.read("docs/ci.md") + checkout.read("README.md")
    assert re.search(r"^## 0\.2\.0 \(\d{4}-\d\d-\d\d\)$", checkout.read("CHANGELOG.md"), re.MULTILINE)
    assert "- Something is fixed." in checkout.read("CHANGELOG.md")
    assert [path.name for path in (checkout.folder / "changelog.d").iterdir()] == [".gitkeep"]
    names = sorted(path.name for path in (checkout.folder / "dist" / "0.2.0").iterdir())
    assert names == ["seedlint-0.2.0-py3-none-any.whl", "seedlint-0.2.0.tar.gz"]
    assert " Silent.\n" in done.stdout
    assert "git push --follow-tags" in done.stdout

    # what the next one needs
    assert "there is a tag v0.2.0 already" in release(checkout, "0.2.0").stderr
    assert "0.1.9 does not follow v0.2.0" in release(checkout, "0.1.9").stderr
    assert "changelog.d has no fragments that say what changed" in release(checkout, "0.3.0").stderr
    pack = checkout.read("rules/words.yaml")
    checkout.commit({"rules/words.yaml": pack.replace("severity: warning", "severity: info", 1)})
    version = pack_versions()["words"]
    least = ".".join(map(str, script().least_version(pack, pack)))
    said = f"rules/words.yaml changed since v0.2.0: its version {version} must be {least} at least"
    assert said in release(checkout, "0.3.0").stderr
    checkout.commit(
        {"rules/words.yaml": pack, "rules/zh-lexicon.yaml": checkout.read("rules/zh-lexicon.yaml") + "\n"}
    )
    assert "rules/chinese.yaml changed since v0.2.0" in release(checkout, "0.3.0").stderr


def test_what_is_refused_changes_nothing(checkout: Repository) -> None:
    before = checkout.head
    done = release(checkout, "next")
    assert (done.returncode, done.stderr) == (2, "no release: 'next' is not a version of three numbers\n")
    checkout.write({"new.md": "not committed"})
    assert "changes that are not committed" in release(checkout, "0.2.0").stderr
    checkout.commit()
    before = checkout.head
    # an example that does not hold is found in what was installed, long after the commit in the clone
    pack = checkout.read("rules/words.yaml")
    checkout.commit({"rules/words.yaml": pack.replace("⟦", "", 1).replace("⟧", "", 1)})
    before = checkout.head
    done = release(checkout, "0.2.0")
    assert done.returncode == 2
    assert "seedlint test` fails" in done.stderr
    assert checkout.head == before
    assert checkout.git("tag").stdout == ""
    assert checkout.git("status", "--porcelain").stdout == ""


def test_who_works_on_while_it_runs_loses_nothing(
    checkout: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = script(checkout.folder)
    for name, value in checkout.environment.items():
        monkeypatch.setenv(name, value)

    def check_packages(_folder: Path, _version: str, work: Path) -> Path:
        checkout.commit({"README.md": "meanwhile"})
        return work

    monkeypatch.setattr(module, "check_packages", check_packages)
    monkeypatch.setattr(sys, "argv", ["release.py", "0.2.0"])
    assert module.main() == 2
    assert "no release: `git merge" in capsys.readouterr().err
    assert checkout.read("README.md") == "meanwhile"
    assert checkout.git("tag").stdout == ""
    assert checkout.git("status", "--porcelain").stdout == ""


def script(folder: Path = ROOT) -> Any:  # noqa: ANN401 - a module
    spec = importlib.util.spec_from_file_location("release", folder / "ci" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("version", "after", "least"),
    [
        ("1.2.3", ["one", "two"], (1, 2, 4)),
        ("1.2.3", ["one", "two", "three"], (1, 3, 0)),
        ("1.2.3", ["one"], (2, 0, 0)),
        ("1.2.3", ["one", "three"], (2, 0, 0)),
        ("0.2.3", ["one", "two", "three"], (0, 2, 4)),
        ("0.2.3", ["one"], (0, 3, 0)),
    ],
)
def test_versions_of_packs(version: str, after: list[str], least: tuple[int, ...]) -> None:
    def pack(*rules: str) -> str:
        return f"name: house\nversion: {version}\nrules:\n" + "".join(f"  - id: {rule}\n" for rule in rules)

    assert script().least_version(pack("one", "two"), pack(*after)) == least
