"""The CI gates, each run with the environment of its service."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from linter.reporters import FORMATS
from tests.conftest import BIN, ROOT, page
from tests.integration.checkouts import Repository
from tests.integration.runner import Runner

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CLEAN = page("我們用強化學習來訓練模型，讓它自己學會怎麼玩遊戲。")
OLD = CLEAN.replace("用", "在.rl中用").replace("aB3", "oL3")
NEW = CLEAN.replace("用", "在.reward中用").replace("aB3", "nE3")
NOTHING = "0" * 40


@pytest.fixture
def origin(tmp_path: Path) -> Repository:
    """A user's repository: a page with an old defect, and a page with a new one on a branch."""
    repository = Repository(tmp_path / "origin")
    repository.commit({"notes/old.md": OLD, "README.md": "# Notes\n"})
    repository.git("switch", "--quiet", "--create", "topic")
    repository.commit({"notes/新 頁.md": NEW})
    repository.git("switch", "--quiet", "main")
    repository.commit({"notes/later.md": CLEAN})
    # What GitHub checks out for a pull request: the branch as if it were merged.
    repository.git("switch", "--quiet", "--detach", "main")
    repository.git("merge", "--quiet", "--no-edit", "topic")
    repository.git("update-ref", "refs/pull/1/merge", "HEAD")
    repository.git("switch", "--quiet", "main")
    # As GitHub and GitLab allow it: a commit is fetched by its name.
    repository.git("config", "uploadpack.allowReachableSHA1InWant", "true")
    return repository


@pytest.fixture
def clone(origin: Repository, tmp_path: Path) -> Callable[[str], Path]:
    """Checks out a single commit, like actions/checkout and GitLab's runner."""

    def make(ref: str) -> Path:
        folder = tmp_path / "workspace"
        origin.git("init", "--quiet", folder)
        origin.git("-C", folder, "remote", "add", "origin", f"file://{origin.folder}")
        origin.git("-C", folder, "fetch", "--quiet", "--depth=1", "origin", ref)
        origin.git("-C", folder, "checkout", "--quiet", "--detach", "FETCH_HEAD")
        return folder

    return make


def commit(origin: Repository, ref: str) -> str:
    return origin.git("rev-parse", ref).stdout.strip()


def pull_request(origin: Repository) -> dict[str, Any]:
    return {
        "action": "opened",
        "number": 1,
        "pull_request": {
            "number": 1,
            "base": {"ref": "main", "sha": commit(origin, "main")},
            "head": {"ref": "topic", "sha": commit(origin, "topic")},
        },
    }


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", ".github/workflows/check.yml"),
        ("vendor.gitlab-ci", "ci/gitlab.yml"),
    ],
)
def test_the_files_follow_the_schemas_of_the_services(schema: str, file: str) -> None:
    subprocess.run([BIN / "check-jsonschema", "--builtin-schema", schema, ROOT / file], check=True)


def test_nothing_that_attackers_of_workflows_use() -> None:
    """zizmor looks for untrusted text in scripts, excessive permissions and leaked credentials."""
    subprocess.run(
        [
            BIN / "zizmor",
            "--offline",
            "--quiet",
            "--min-severity=medium",
            ROOT / "action.yml",
            ROOT / ".github",
        ],
        check=True,
    )


def test_the_workflow_hands_everything_to_the_action() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    offered = workflow[True]["workflow_call"]["inputs"]  # YAML 1.1 reads `on` as true
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    *_, step = workflow["jobs"]["check"]["steps"]
    assert step["uses"] == "./.seedlint"
    assert step["with"] == {name: f"${{{{ inputs.{name} }}}}" for name in step["with"]}
    assert offered.keys() - {"source", "ref"} == step["with"].keys() <= action.keys()
    for name in step["with"]:
        assert str(offered[name]["default"]).lower() == action[name]["default"]


@pytest.fixture(scope="session")
def runner(product: Repository, prepared: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Runner:
    return Runner(product.folder, tmp_path_factory.mktemp("runner"), prepared)


def test_github_checks_everything(runner: Runner, origin: Repository, clone: Callable[[str], Path]) -> None:
    workspace = clone("refs/pull/1/merge")
    done = runner.run(workspace, "pull_request", pull_request(origin))
    assert done.failed
    assert "::warning file=notes/old.md,line=11," in done.log
    assert "::warning file=notes/新 頁.md,line=11," in done.log
    assert done.outputs["status"] == "1"
    assert "| `stray-dot` | warning | 2 |" in done.summary
    assert not any("upload-sarif" in name for name in done.uses)
    sarif = json.loads(Path(done.outputs["sarif"]).read_text(encoding="utf-8"))
    assert len(sarif["runs"][0]["results"]) == 2
    # no file of seedlint is left in the checkout
    status = origin.git("-C", workspace, "status", "--porcelain", "--ignored").stdout
    assert status == ""


def test_github_checks_what_a_pull_request_changed(
    runner: Runner, origin: Repository, clone: Callable[[str], Path]
) -> None:
    workspace = clone("refs/pull/1/merge")
    inputs = {"changed-only": "true", "upload-sarif": "true", "paths": "notes\nREADME.md\n"}
    done = runner.run(workspace, "pull_request", pull_request(origin), inputs)
    assert done.failed
    assert "notes/新 頁.md" in done.log
    assert "old.md" not in done.log
    assert "in 1 of 1 file" in done.summary
    # though the check has failed
    assert done.uses["github/codeql-action/upload-sarif@v3"]["sarif_file"] == done.outputs["sarif"]


def test_github_leaves_out_what_came_to_the_base_meanwhile(
    runner: Runner, origin: Repository, clone: Callable[[str], Path]
) -> None:
    """The event may know an older base than the one that the pull request was merged into."""
    event = pull_request(origin)
    event["pull_request"]["base"]["sha"] = commit(origin, "main~1")
    done = runner.run(clone("refs/pull/1/merge"), "pull_request", event, {"changed-only": "true"})
    assert "in 1 of 1 file" in done.summary


def test_github_shows_code_scanning_everything_of_a_branch(
    runner: Runner, origin: Repository, clone: Callable[[str], Path]
) -> None:
    event = {"before": commit(origin, "main~1")}
    inputs = {"changed-only": "true", "upload-sarif": "true", "category": "notes"}
    done = runner.run(clone("main"), "push", event, inputs)
    assert " of 3 files" in done.summary
    assert "code scanning needs the findings of all files" in done.log
    assert done.uses["github/codeql-action/upload-sarif@v3"]["category"] == "notes"


@pytest.mark.parametrize(
    ("name", "event", "files"),
    [
        ("push", {"before": "main~1", "after": "main"}, 1),
        ("push", {"before": NOTHING, "created": True}, 3),
        ("push", {"before": "1" * 40}, 3),  # pushed away by force: nobody has it any more
        ("merge_group", {"merge_group": {"base_sha": "main~1"}}, 1),
        ("schedule", {"schedule": "0 0 * * *"}, 3),
        ("workflow_dispatch", {}, 3),
        ("pull_request_target", {"pull_request": {"base": {"sha": "main"}}}, 3),
    ],
)
def test_github_knows_what_an_event_changed(
    runner: Runner,
    origin: Repository,
    clone: Callable[[str], Path],
    name: str,
    event: dict[str, Any],
    files: int,
) -> None:
    def named(value: Any) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(value, dict):
            return {key: named(each) for key, each in value.items()}
        return commit(origin, value) if isinstance(value, str) and value.startswith("main") else value

    done = runner.run(clone("main"), name, named(event), {"changed-only": "true", "fail-on": "error"})
    assert not done.failed
    assert f" {files} file" in done.summary
    assert ("it is not known what changed" in done.log) == (files == 3)


def test_github_with_a_baseline_fails_for_what_is_new(runner: Runner, clone: Callable[[str], Path]) -> None:
    workspace = clone("main")
    subprocess.run(
        [BIN / "seedlint", "check", "--baseline", "known.json", "--write-baseline"], cwd=workspace, check=True
    )
    inputs = {"baseline": "known.json", "args": "--ignore 'index-gap' --ignore=date-order"}
    done = runner.run(workspace, "schedule", {}, inputs)
    assert not done.failed
    assert "Not reported: 1 known problem of the baseline." in done.summary
    (workspace / "notes/new.md").write_text(NEW, encoding="utf-8")
    done = runner.run(workspace, "schedule", {}, inputs)
    assert done.failed
    assert "::warning file=notes/new.md," in done.log
    assert "file=notes/old.md," not in done.log


def test_github_in_a_folder_below(runner: Runner, clone: Callable[[str], Path]) -> None:
    done = runner.run(clone("main"), "schedule", {}, {"working-directory": "notes", "paths": "old.md"})
    assert "::warning file=notes/old.md," in done.log


def test_github_shows_what_is_wrong(runner: Runner, clone: Callable[[str], Path]) -> None:
    workspace = clone("main")
    done = runner.run(workspace, "schedule", {}, {"paths": "missing", "upload-sarif": "true"})
    assert done.failed
    assert done.outputs["status"] == "2"
    assert "::error file=missing::no such file or folder" in done.log
    for inputs, said in (
        ({"args": "--select 'a"}, "::error::seedlint: args cannot be read: No closing quotation"),
        ({"changed-only": "yes"}, "::error::seedlint: changed-only must be 'true' or 'false', not 'yes'"),
    ):
        done = runner.run(workspace, "schedule", {}, inputs)
        assert done.outputs["status"] == "2"
        assert said in done.log
    done = runner.run(workspace, "schedule", {}, {"args": "--nonsense", "upload-sarif": "true"})
    assert done.failed
    assert done.outputs["sarif"] == ""
    assert not any("upload-sarif" in name for name in done.uses)


SCRIPTS = ("before_script", "script")


def gitlab(
    workspace: Path, tmp_path: Path, scripts: Sequence[str] = SCRIPTS, /, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Runs the job like GitLab's runner: its scripts one after the other in one shell.

    The first of them installs, which once is enough for.
    """
    job = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))["seedlint"]
    given = {"CI_PROJECT_DIR": str(workspace), "CI_JOB_ID": f"{os.getpid()}-{tmp_path.name}"}
    own = {key: value.replace("$CI_PROJECT_DIR", str(workspace)) for key, value in job["variables"].items()}
    script = "\n".join(line for name in scripts for line in job[name])
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=workspace,
        env={**os.environ, "GITLAB_CI": "true", "CI": "true", **given, **own, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_gitlab(
    built: Path,
    prepared: dict[str, str],
    origin: Repository,
    clone: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    workspace = clone("topic")
    without = gitlab(workspace, tmp_path)
    assert without.returncode == 2
    assert "set SEEDLINT_SOURCE" in without.stderr
    (wheel,) = built.glob("*.whl")
    first = {"SEEDLINT_SOURCE": str(wheel), **prepared}

    done = gitlab(workspace, tmp_path, **first, CI_COMMIT_BEFORE_SHA=NOTHING, SEEDLINT_CHANGED_ONLY="true")
    assert done.returncode == 1, done.stderr
    assert "it is not known what changed" in done.stdout
    assert "of 3 files" in done.stdout

    merged = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": commit(origin, "main~1"), "CI_COMMIT_BEFORE_SHA": NOTHING}
    done = gitlab(
        workspace,
        tmp_path,
        SCRIPTS[1:],
        **prepared,
        **merged,
        SEEDLINT_CHANGED_ONLY="true",
        SEEDLINT_PATHS="notes\nREADME.md",
    )
    assert done.returncode == 1, done.stderr
    (issue,) = json.loads((workspace / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert issue["location"]["path"] == "notes/新 頁.md"
    assert '<testcase name="notes/新 頁.md"' in (workspace / "seedlint-junit.xml").read_text(encoding="utf-8")

    known = {"SEEDLINT_BASELINE": "known.json", "SEEDLINT_PATHS": "notes/新 頁.md\nREADME.md"}
    assert gitlab(workspace, tmp_path, SCRIPTS[1:], **prepared, **known).returncode == 2
    write = {"SEEDLINT_ARGS": "--ignore stray-dot --ignore missing-date"}
    last = {**prepared, **write, "SEEDLINT_FAIL_ON": "error"}
    assert gitlab(workspace, tmp_path, SCRIPTS[1:], **last).returncode == 0


def test_any_other(
    built: Path,
    prepared: dict[str, str],
    origin: Repository,
    clone: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    """The lines that the page shows, run like a step of any service."""
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    workspace = clone("topic")
    origin.git("-C", workspace, "fetch", "--quiet", "--depth=1", "origin", commit(origin, "main~1"))
    (wheel,) = built.glob("*.whl")
    given = {"SEEDLINT_SOURCE": str(wheel), "TMPDIR": str(tmp_path), **prepared}

    # Once installed, it need not be again: that takes longer than the rest.
    checks = "".join(line for line in script.splitlines(keepends=True) if not line.startswith("python"))

    def step(script: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-c", script],
            cwd=workspace,
            env={**os.environ, **given, **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    done = step(script)
    assert done.returncode == 1, done.stderr
    assert "of 3 files" in done.stdout
    done = step(checks, BASE=commit(origin, "main~1"))
    assert done.returncode == 1, done.stderr
    assert "in 1 of 1 file" in done.stdout
    assert '<testcase name="notes/新 頁.md"' in (workspace / "seedlint.xml").read_text(encoding="utf-8")


def test_the_page_names_what_there_is() -> None:
    text = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`--report (\w+)=FILE`", text)) | {"text", "github"} == set(FORMATS)
    for block in re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        example = yaml.safe_load(block)
        for job in example.get("jobs", {}).values():
            for step in job.get("steps", ()):
                if "seedlint" in step["uses"]:
                    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
                    assert step["with"].keys() <= action["inputs"].keys()
        if "include" in example:
            template = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))
            assert example["seedlint"]["variables"].keys() <= template["seedlint"]["variables"].keys()
