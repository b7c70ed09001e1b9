"""The hooks, run by pre-commit itself and by prek, in a user's repository."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.conftest import BIN, ROOT, page
from tests.integration.checkouts import Repository

if TYPE_CHECKING:
    from pathlib import Path

SEEDLINT = BIN / "seedlint"

CLEAN = page("我們用強化學習來訓練模型，讓它自己學會怎麼玩遊戲。")
FIXABLE = page("我們在.rl中用數據來訓練模型，讓它自己學會怎麼玩遊戲。")
BAD = page("механизみな這一集說明注意力的原理。")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which pre-commit and prek install seedlint, once for all tests."""
    return tmp_path_factory.mktemp("hooks")


@pytest.fixture
def notes(tmp_path: Path, product: Repository, prepared: dict[str, str], home: Path) -> Repository:
    """A repository with our hooks, installed from a clone at a revision."""
    repository = Repository(
        tmp_path / "notes",
        PRE_COMMIT_HOME=str(home / "pre-commit"),
        PREK_HOME=str(home / "prek"),
        **prepared,
    )
    hooks = [{"id": hook["id"]} for hook in our_hooks()]
    repos = [{"repo": str(product.folder), "rev": product.head, "hooks": hooks}]
    repository.write({".pre-commit-config.yaml": yaml.safe_dump({"repos": repos})})
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "start")
    repository.run("pre-commit", "install", "--hook-type", "pre-commit", "--hook-type", "pre-merge-commit")
    return repository


def our_hooks() -> list[dict[str, object]]:
    hooks: list[dict[str, object]] = yaml.safe_load(
        (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    )
    return hooks


def test_the_manifest_is_what_pre_commit_wants(notes: Repository) -> None:
    notes.run("pre-commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    assert [hook["id"] for hook in our_hooks()] == [
        "seedlint-fix",
        "seedlint",
        "seedlint-packs",
        "seedlint-records",
    ]


def test_our_own_hooks_are_the_same() -> None:
    own = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    theirs = {hook["id"]: hook for hook in our_hooks()}
    assert [hook["id"] for hook in own] == ["seedlint-fix", "seedlint", "seedlint-packs"]
    for hook in own:
        assert hook["entry"] == f".venv/bin/{theirs[hook['id']]['entry']}"


def test_a_clean_page_is_committed(notes: Repository) -> None:
    before = notes.head
    done = notes.commit({"notes/a.md": CLEAN})
    assert done.returncode == 0, done.stdout + done.stderr
    assert notes.head != before
    assert notes.read("notes/a.md") == CLEAN


def test_a_bad_page_is_stopped_with_advice(notes: Repository) -> None:
    before = notes.head
    done = notes.commit({"notes/a.md": BAD})
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert notes.head == before
    assert notes.read("notes/a.md") == BAD
    assert "notes/a.md:11:1: foreign-script: " in said
    assert "To continue, fix the text and `git add` it" in said
    assert "<!-- seedlint-ignore foreign-script -->" in said
    # and that way out works
    excepted = BAD.replace("механ", "<!-- seedlint-ignore foreign-script -->\nмехан")
    assert notes.commit({"notes/a.md": excepted}).returncode == 0


def test_a_page_that_can_be_repaired_is_repaired_and_then_committed(notes: Repository) -> None:
    before = notes.head
    stopped = notes.commit({"notes/a.md": FIXABLE})
    assert stopped.returncode == 1
    assert "files were modified by this hook" in stopped.stdout + stopped.stderr
    assert "Fixed 1 problem in 1 file." in stopped.stdout + stopped.stderr
    assert "在 rl 中" in notes.read("notes/a.md")
    assert notes.head == before
    assert notes.commit().returncode == 0
    assert notes.head != before


def test_what_a_configuration_excludes_is_left_alone(notes: Repository) -> None:
    files = {"seedlint.yaml": "exclude: [drafts/, '*.orig.md']\n", "drafts/a.md": BAD, "b.orig.md": FIXABLE}
    assert notes.commit(files).returncode == 0
    assert notes.read("b.orig.md") == FIXABLE
    # so is what pre-commit's own configuration excludes
    config = yaml.safe_load(notes.read(".pre-commit-config.yaml"))
    config["exclude"] = "^raw/"
    done = notes.commit({".pre-commit-config.yaml": yaml.safe_dump(config), "raw/a.md": FIXABLE})
    assert done.returncode == 0
    assert notes.read("raw/a.md") == FIXABLE


def test_names_with_spaces_and_chinese_characters(notes: Repository) -> None:
    name = "筆記 二/第 1 講 “引號” 'x' $HOME.md"
    assert notes.commit({name: FIXABLE}).returncode == 1
    assert "在 rl 中" in notes.read(name)
    assert notes.commit().returncode == 0


def test_a_merge(notes: Repository) -> None:
    assert notes.commit({"notes/a.md": CLEAN}).returncode == 0
    notes.git("switch", "--quiet", "--create", "other")
    notes.write({"notes/b.md": BAD})
    notes.git("add", "--all")
    notes.git("commit", "--quiet", "--message", "past the hook", "--no-verify")
    notes.git("switch", "--quiet", "main")
    assert (
        notes.commit(
            {"notes/c.md": CLEAN.replace("aB3_dE6-hI9", "cD5_fG8-jK1").replace("1.", "2.")}
        ).returncode
        == 0
    )
    before = notes.head
    merged = notes.git("merge", "--no-edit", "other", check=False)
    assert merged.returncode != 0
    assert "foreign-script" in merged.stdout + merged.stderr
    assert notes.head == before
    # repaired, the merge is completed
    last = CLEAN.replace("aB3_dE6-hI9", "eF7_hI0-lM3").replace("1.", "3.")
    assert notes.commit({"notes/b.md": last}).returncode == 0
    assert len(notes.git("rev-list", "--parents", "--max-count=1", "HEAD").stdout.split()) == 3


def test_many_files_are_one_run(notes: Repository) -> None:
    def one(number: int, body: str = "") -> str:
        text = body or f"我們用強化學習來訓練第 {number} 個模型。"
        return page(text, head=f"{number}. [2024-01-02] 甲", video=f"aB3_dE6-{number:03}")

    files = {f"notes/page-{n:03}.md": one(n) for n in range(1, 81)}
    stopped = notes.commit({**files, "notes/page-080.md": one(7, "這一集在.rl中說明第八十個模型。")})
    said = stopped.stdout + stopped.stderr
    assert stopped.returncode == 1
    assert "Fixed 1 problem in 1 file." in said
    # One process for all files: two records of one video are found wherever they are.
    assert "notes/page-080.md:2:1: duplicate-record: " in said
    assert " of 80 files" in said
    assert notes.commit({"notes/page-080.md": one(80)}).returncode == 0


def test_a_pack_that_does_not_hold_is_stopped(notes: Repository) -> None:
    assert notes.run(SEEDLINT, "new-rule", "house.yaml", "--id", "timecode").returncode == 0
    assert notes.commit({"other.yaml": "a: 1\n", "notes.txt": "no pack\n"}).returncode == 0
    pack = notes.read("house.yaml")
    done = notes.commit({"house.yaml": pack.replace("valid:", "invalid:", 1)})
    assert done.returncode == 1
    assert "house.yaml:" in done.stdout + done.stderr


def test_a_configuration_that_does_not_hold_is_stopped(notes: Repository) -> None:
    done = notes.commit({"seedlint.yaml": "ignore: [nosuch-rule]\n"})
    assert done.returncode == 1
    assert "seedlint.yaml:1: no rule or pack is called 'nosuch-rule'" in done.stdout + done.stderr


def test_exported_records_that_are_invalid_are_stopped(notes: Repository) -> None:
    assert notes.commit({"notes/a.md": CLEAN}).returncode == 0
    notes.run(SEEDLINT, "export", "notes", "-o", "records.jsonl")
    assert notes.commit().returncode == 0
    row = json.loads(notes.read("records.jsonl"))
    row["date"] = "yesterday"
    done = notes.commit({"records.jsonl": json.dumps(row)})
    assert done.returncode == 1
    assert "records.jsonl:1: record 1: /date: " in done.stdout + done.stderr


def test_prek_runs_the_same_configuration(notes: Repository) -> None:
    notes.write(
        {
            "notes/a.md": FIXABLE,
            "notes/b.md": BAD,
            "drafts/c.md": BAD,
            "seedlint.yaml": "exclude: [drafts/]\n",
        }
    )
    notes.git("add", "--all")
    done = notes.run("prek", "run", check=False)
    assert done.returncode == 1
    assert "在 rl 中" in notes.read("notes/a.md")
    assert "notes/b.md:11:1: foreign-script: " in done.stdout
    assert "To continue, fix the text" in done.stdout
    assert "drafts" not in done.stdout
