"""A check written in Python, for what YAML cannot express.

An installed package offers it under the entry point group `seedlint.checks`:

    [project.entry-points."seedlint.checks"]
    repeated-lines = "my_package.checks:REPEATED_LINES"

and `REPEATED_LINES` is a `linter.checks.Check`. A pack can only name such a check;
it can neither contain code nor name another function. The check's `options` are checked against
the schema that it declares, and the rule has message, severity, exceptions and examples like any other.

seedlint itself offers `repeated-lines`: a line that follows an equal one at least `times` times (3 if not
given). Its matches have the fields `times` and `line`; it has no fixes.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from linter.checks import Check
from linter.matching import schemas
from linter.matching.spec import Compiled, SpecError
from linter.messages.phrases import template
from linter.messages.suggestions import did_you_mean
from linter.recall import trace
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.metadata import EntryPoint

    from linter.document import Document
    from linter.matching.spec import Match, Options, RuleSpec

GROUP = "seedlint.checks"
PARAMS = schemas.params(
    ("use",),
    use=schemas.text("The name of the check, as an installed package offers it."),
    options={
        "type": "object",
        "description": "The options of the check; its documentation describes them.",
    },
)
FIX: Mapping[str, schemas.Schema] = {}
FIX_REQUIRED = ()
FIELDS = {"…": "the fields that the check declares"}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: The same line again and again
    why: Sometimes a model gets stuck and repeats a sentence until it runs out of tokens.
    severity: warning
    kind: check
    params:
      use: repeated-lines        # part of seedlint; other packages may offer more
      options: {times: 3}        # as the check describes them
    message:
      en: "{times} times the same line: '{line}'"
      zh-TW: "同一行出現 {times} 次：「{line}」"
    examples:
      - {invalid: "⟦甲乙。\\n甲乙。\\n甲乙。⟧\\n丙。\\n"}
      - {valid: "甲乙。\\n甲乙。\\n丙。\\n", because: only twice}
      - {valid: "```\\n甲乙。\\n甲乙。\\n甲乙。\\n```\\n", because: code is not prose}
"""


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder that runs the check of `params.use` with `params.options`."""
    name: str = spec.params["use"]
    check = _load(name)
    options: Mapping[str, object] = spec.params.get("options", {})
    _validate(check, options)
    if spec.fix is not None and not check.fixes:
        raise SpecError("the check '{name}' has no fixes", "fix", name=name)

    def find(document: Document) -> Iterator[Match]:
        for match in check.find(document, options):
            yield _limited(match, spec)

    return Compiled(find, check.fields)


def _limited(match: Match, spec: RuleSpec) -> Match:
    """The match; its fix is at most as applicable as the rule's, and removed if the rule has none."""
    if match.fix is None:
        return match
    applicability = min(match.fix.applicability, spec.applicability)
    return replace(
        match, fix=replace(match.fix, applicability=applicability) if spec.fix is not None else None
    )


def _entry_points() -> Mapping[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _load(name: str) -> Check:
    points = _entry_points()
    if name not in points:
        raise SpecError(
            "no installed package offers a check '{name}'{hint}",
            "params",
            "use",
            name=name,
            hint=did_you_mean(name, points),
        )
    try:
        check = points[name].load()
    except Exception as error:
        raise SpecError(
            "the check '{name}' cannot be loaded ({error})",
            "params",
            "use",
            name=name,
            error=f"{type(error).__name__}: {error}",
        ) from error
    if not points[name].module.startswith("linter."):
        trace.fleeting()  # its code may change, or depend on anything
    if not isinstance(check, Check):
        raise SpecError("'{name}' is not a linter.checks.Check", "params", "use", name=name)
    return check


def _validate(check: Check, options: Mapping[str, object]) -> None:
    try:
        from linter.data.validation import schema_violations  # noqa: PLC0415 - most runs validate nothing

        found = list(schema_violations(check.options, options))
    except Exception as error:
        reason = f"{type(error).__name__}: {error}".partition("\n")[0]
        message = template("the schema of the check's options is wrong ({reason})")
        raise SpecError(message, "params", "use", reason=reason) from error
    for violation in found:
        steps = ("params", "options", *violation.path)
        raise SpecError("{reason}", *steps, reason=violation.phrase)
