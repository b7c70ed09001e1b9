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
        commit = event.get("pull_request", {}).get("base", {}).get("sha")
    elif name == "merge_group":
        commit = event.get("merge_group", {}).get("base_sha")
    elif name == "push":
        commit = event.get("before")
    else:
        commit = None
    return commit if commit and commit != _NOTHING else None


def fetch(commit: str) -> bool:
    """Makes sure that a commit is here: the runner clones no more than the last one."""

    def git(*arguments: str) -> bool:
        return subprocess.run(["git", *arguments], check=False).returncode == 0

    if git("cat-file", "-e", f"{commit}^{{commit}}"):
        return True
    return git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", commit)


def changed_options() -> list[str]:
    """The options that leave files out which did not change; none where it is not known what did."""
    if os.environ.get("SEEDLINT_CHANGED_ONLY") != "true":
        return []
    event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    commit = base_of(os.environ["GITHUB_EVENT_NAME"], event)
    if commit is not None and fetch(commit):
        return [f"--since={commit}"]
    print("::notice::seedlint: it is not known what changed; all files are checked", flush=True)
    return []


def main() -> int:
    """Checks, and hands the results to the runner."""
    folder = Path(tempfile.mkdtemp(prefix="seedlint-", dir=os.environ["RUNNER_TEMP"]))
    sarif, summary = folder / "seedlint.sarif", folder / "summary.md"
    program = Path(sys.executable).with_name("seedlint")
    baseline = os.environ.get("SEEDLINT_BASELINE")
    done = subprocess.run(
        [
            program,
            "check",
            "--output-format=github",
            f"--report=sarif={sarif}",
            f"--report=markdown={summary}",
            f"--fail-on={os.environ.get('SEEDLINT_FAIL_ON') or 'info'}",
            *([f"--baseline={baseline}"] if baseline else []),
            *changed_options(),
            *shlex.split(os.environ.get("SEEDLINT_ARGS", "")),
            "--",
            *(line.strip() for line in os.environ.get("SEEDLINT_PATHS", ".").splitlines() if line.strip()),
        ],
        check=False,
    )
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as outputs:
        outputs.write(f"status={done.returncode}\n")
        if sarif.exists():  # not where the options were wrong
            outputs.write(f"sarif={sarif}\n")
    if summary.exists():
        with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("a", encoding="utf-8") as page:
            page.write(summary.read_text(encoding="utf-8"))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
