"""The gate on GitHub Actions: what action.yml runs once seedlint is installed beside this interpreter.

It reads what the runner says (the event, `SEEDLINT_…` for the inputs), checks, annotates, writes the summary
of the step and the findings as SARIF, and exits as `seedlint check` does.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

#: What a push says was there before, where a branch is new.
_NOTHING = "0" * 40


def base_of(name: str, event: dict[str, Any]) -> str | None:
    """The commit that what is checked out compares with; None where there is none, as on a schedule.

    Args:
        name: the event's name, as in `GITHUB_EVENT_NAME`.
        event: the payload of the webhook, as in the file that `GITHUB_EVENT_PATH` names.
    """
    if name == "pull_request":  # not pull_request_target, which checks the base itself out
        pull = event.get("pull_request", {})
        # What is checked out is the pull request merged into its base, as that stood then; the event may know
        # an older one, and all that came to the base since would count as changed.
        first, *others = parents()
        if others == [pull.get("head", {}).get("sha")]:
            return first
        commit = pull.get("base", {}).get("sha")
    elif name == "merge_group":
        commit = event.get("merge_group", {}).get("base_sha")
    elif name == "push":
        commit = event.get("before")
    else:
        commit = None
    return commit if commit and commit != _NOTHING else None


def parents() -> list[str]:
    """The parents that the commit says it has, be they here or not; an empty text if none."""
    raw = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"], check=False, capture_output=True, text=True
    ).stdout
    found = [
        line.removeprefix("parent ")
        for line in raw.partition("\n\n")[0].split("\n")
        if line.startswith("parent ")
    ]
    return found or [""]


def fetch(commit: str) -> bool:
    """Makes sure that a commit is here: the runner clones no more than the last one."""

    def git(*arguments: str) -> bool:
        return subprocess.run(["git", *arguments], check=False).returncode == 0

    if git("cat-file", "-e", f"{commit}^{{commit}}"):
        return True
    return git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", commit)


def is_true(name: str) -> bool:
    """Whether an input is 'true'.

    Raises:
        ValueError: it is neither that nor 'false'.
    """
    value = os.environ.get(f"SEEDLINT_{name}", "false")
    if value not in ("true", "false"):
        raise ValueError(f"{name.lower().replace('_', '-')} is 'true' or 'false', not '{value}'")
    return value == "true"


def changed_options() -> list[str]:
    """The options that leave files out which did not change; none where it is not known what did."""
    if not is_true("CHANGED_ONLY"):
        return []
    name = os.environ["GITHUB_EVENT_NAME"]
    if name == "push" and is_true("UPLOAD_SARIF"):
        print(
            "::notice::seedlint: code scanning takes what it is given for all there is; all files are checked"
        )
        return []
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    commit = base_of(name, event)
    if commit is not None and fetch(commit):
        return [f"--since={commit}"]
    print("::notice::seedlint: it is not known what changed; all files are checked", flush=True)
    return []


def arguments(folder: Path) -> list[str]:
    """The arguments of the program.

    Args:
        folder: where the reports go: `seedlint.sarif` and `summary.md`.

    Raises:
        ValueError: an input is wrong.
    """
    baseline = os.environ.get("SEEDLINT_BASELINE")
    try:
        more = shlex.split(os.environ.get("SEEDLINT_ARGS", ""))
    except ValueError as error:
        raise ValueError(f"args cannot be read: {error}") from None
    paths = os.environ.get("SEEDLINT_PATHS", ".").splitlines()
    return [
        "check",
        "--output-format=github",
        f"--report=sarif={folder / 'seedlint.sarif'}",
        f"--report=markdown={folder / 'summary.md'}",
        f"--fail-on={os.environ.get('SEEDLINT_FAIL_ON') or 'info'}",
        *([f"--baseline={baseline}"] if baseline else []),
        *changed_options(),
        *more,
        "--",
        *(line.strip() for line in paths if line.strip()),
    ]


def main() -> int:
    """Checks, and hands the results to the runner."""
    folder = Path(tempfile.mkdtemp(prefix="seedlint-", dir=os.environ["RUNNER_TEMP"]))
    try:
        command = [str(Path(sys.executable).with_name("seedlint")), *arguments(folder)]
        status = subprocess.run(command, check=False).returncode
    except ValueError as error:
        print(f"::error::seedlint: {error}", flush=True)
        status = 2
    sarif, summary = folder / "seedlint.sarif", folder / "summary.md"
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
        outputs.write(f"status={status}\n")
        if sarif.exists():  # not where the options were wrong
            outputs.write(f"sarif={sarif}\n")
    if summary.exists():
        with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as page:
            page.write(summary.read_text(encoding="utf-8"))
    return status


if __name__ == "__main__":
    sys.exit(main())
