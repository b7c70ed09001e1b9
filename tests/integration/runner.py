"""A small runner of GitHub Actions: it runs a composite action like the real one.

Only what action.yml uses is there: inputs with defaults, `env`, `working-directory`, `steps.….outputs`, `if` with
`always()`, `&&`, `==` and `!=`; a step that `uses` another action is noted and not run.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")


@dataclass
class Outcome:
    """The result of running an action."""

    log: str = ""
    summary: str = ""
    failed: bool = False
    uses: dict[str, dict[str, str]] = field(default_factory=dict)
    """The other actions that were used, with their inputs."""
    outputs: dict[str, str] = field(default_factory=dict)


class Runner:
    """Runs the action in a folder on checkouts.

    Args:
        action: the action's folder.
        temp: the folder that the runner empties after every job.
        machine: what the environment of its machine has besides.
    """

    def __init__(self, action: Path, temp: Path, machine: Mapping[str, str]) -> None:
        self._action, self._temp, self._own = action, temp, machine
        self._installed: dict[str, str] = {}
        self._spec = yaml.safe_load((action / "action.yml").read_text(encoding="utf-8"))

    def run(
        self, workspace: Path, name: str, event: Mapping[str, Any], inputs: Mapping[str, str] | None = None
    ) -> Outcome:
        """Runs the action for an event.

        Args:
            workspace: the checkout.
            name: the event's name.
            event: its payload.
            inputs: what the workflow says under `with`.
        """
        given = dict(inputs or {})
        assert given.keys() <= self._spec["inputs"].keys()
        values = {f"inputs.{key}": each.get("default", "") for key, each in self._spec["inputs"].items()}
        values |= {f"inputs.{key}": value for key, value in given.items()}
        outcome = Outcome()
        files = {key: self._temp / key for key in ("event.json", "summary.md")}
        files["event.json"].write_text(json.dumps(event), encoding="utf-8")
        files["summary.md"].write_text("", encoding="utf-8")
        for number, step in enumerate(self._spec["runs"]["steps"]):
            if not self._wanted(step.get("if", "success()"), values, failed=outcome.failed):
                continue
            if "uses" in step:
                outcome.uses[step["uses"]] = {
                    key: self._fill(str(value), values) for key, value in step.get("with", {}).items()
                }
                if step["uses"].startswith("actions/setup-python@"):
                    values[f"steps.{step['id']}.outputs.python-path"] = sys.executable
                continue
            if step["id"] == "install" and self._installed:  # once is enough for all tests
                values |= self._installed
                continue
            output = self._temp / f"output-{number}"
            output.write_text("", encoding="utf-8")
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", self._fill(step["run"], values)],
                cwd=workspace / self._fill(step.get("working-directory", "."), values),
                env={
                    **_machine(),
                    **self._own,
                    "GITHUB_ACTIONS": "true",
                    "CI": "true",
                    "GITHUB_ACTION_PATH": str(self._action),
                    "GITHUB_WORKSPACE": str(workspace),
                    "GITHUB_EVENT_NAME": name,
                    "GITHUB_EVENT_PATH": str(files["event.json"]),
                    "GITHUB_STEP_SUMMARY": str(files["summary.md"]),
                    "GITHUB_OUTPUT": str(output),
                    "RUNNER_TEMP": str(self._temp),
                    **{key: self._fill(value, values) for key, value in step.get("env", {}).items()},
                },
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            outcome.log += done.stdout
            outcome.failed |= done.returncode != 0
            for line in output.read_text(encoding="utf-8").splitlines():
                key, _, value = line.partition("=")
                values[f"steps.{step['id']}.outputs.{key}"] = value
                if step["id"] == "install":
                    self._installed[f"steps.{step['id']}.outputs.{key}"] = value
        outcome.summary = files["summary.md"].read_text(encoding="utf-8")
        outcome.outputs = {
            key: self._fill(each["value"], values) for key, each in self._spec["outputs"].items()
        }
        return outcome

    @staticmethod
    def _fill(text: str, values: Mapping[str, str]) -> str:
        def value(match: re.Match[str]) -> str:
            name = match.group(1).strip()
            assert re.fullmatch(r"(inputs|steps)(\.[\w-]+)+", name), name
            return values.get(name, "")

        return _EXPRESSION.sub(value, text)

    @staticmethod
    def _wanted(condition: str, values: Mapping[str, str], *, failed: bool) -> bool:
        def holds(part: str) -> bool:
            if part in ("always()", "success()"):
                return part == "always()" or not failed
            name, sign, text = re.fullmatch(r"([\w.-]+) (==|!=) '(.*)'", part).groups()  # type: ignore[union-attr]
            return (values.get(name, "") == text) is (sign == "==")

        return all(holds(part.strip()) for part in condition.split("&&"))


def _machine() -> dict[str, str]:
    """The environment of a runner: programs, a home, and the settings for reaching packages."""
    kept = re.compile(r"PATH|HOME|TMPDIR|.*_proxy|.*_PROXY|PIP_.*|SSL_.*|UV_.*")
    return {key: value for key, value in os.environ.items() if kept.fullmatch(key)}
