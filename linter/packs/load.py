"""Loads the packs of a run, as an earlier run has left them or from their files, and selects rules."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from linter.diagnostics import Severity
from linter.errors import PackError
from linter.kinds import Options
from linter.matching.spec import Across, Reach
from linter.messages.suggestions import did_you_mean
from linter.packs.image import Image
from linter.packs.rule import Rule, RulePack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from linter.data.yaml_file import YamlFile
    from linter.document import Document
    from linter.kinds import Match
    from linter.matching.summaries import SummaryJudge
    from linter.packs.image import PackRow, RuleRow
    from linter.packs.loading import Loading


#: The name in `select` for all rules except those of packs that must be selected by name.
DEFAULT = "default"


def load_packs(paths: Iterable[Path], options: Options, config: YamlFile | None = None) -> list[RulePack]:
    """Loads the built-in packs, and then the user's.

    If an earlier run has found them to be valid, they are only read when a rule is first used.

    Args:
        paths: the user's packs.
        options: what the user chose for this run.
        config: the user's configuration, whose `rules` change rules of any pack.

    Raises:
        PackError: a pack is not valid, two rules share an id, or an override cannot be applied.
    """
    paths = tuple(paths)
    image = Image(_context(options, config), paths)
    loading = functools.cache(lambda: _loading(paths, options, config))
    rows = image.read()
    if rows is not None:
        return [_later_pack(row, options, loading) for row in rows]
    packs = loading().load()
    image.write(packs, loading().read())
    return packs


def load_summary_judge(paths: Iterable[Path], config: YamlFile | None = None) -> SummaryJudge:
    """What judges summaries in a run without rules; arguments and errors are those of `load_packs`."""
    return _loading(tuple(paths), Options(), config).judge


def _loading(paths: Sequence[Path], options: Options, config: YamlFile | None) -> Loading:
    from linter.packs.loading import Loading  # noqa: PLC0415 - many runs need no rule of an image

    return Loading(paths, options, config)


def _context(options: Options, config: YamlFile | None) -> tuple[Any, ...]:
    """What the rules depend on besides the packs, in values of Python's own types."""
    written = (config.path, config.text) if config is not None else None
    return options.target.value, options.locale.value, options.metadata is not None, written


def _later_pack(row: PackRow, options: Options, loading: Callable[[], Loading]) -> RulePack:
    """A pack with rules that are built when they are first used."""
    return RulePack(
        row.name,
        row.version,
        tuple(map(Path, row.files)),
        lambda: row.sha256,
        tuple(_later_rule(rule, row.name, options, loading) for rule in row.rules),
        row.opt_in,
        lambda: loading().judge,
        row.changes,
    )


def _later_rule(row: RuleRow, pack: str, options: Options, loading: Callable[[], Loading]) -> Rule:
    @functools.cache  # it is asked for once a document
    def rule() -> Rule:
        return loading().rule(row.id)

    return Rule(
        id=row.id,
        severity=Severity(row.severity),
        message=row.message,
        find=lambda document: rule().find(document),
        pack=pack,
        written=lambda: rule().written(),
        path=row.path,
        line=row.line,
        locale=options.locale,
        across=_Later(rule) if row.compares else None,
        lists=row.lists,
        needs=row.needs,
        of_records=row.of_records,
        reach=Reach(row.reach),
    )


class _Later(Across):
    """Compares documents as a rule does that is built when it first sees one.

    Args:
        rule: builds the rule.
    """

    def __init__(self, rule: Callable[[], Rule]) -> None:
        self._rule = rule

    def facts(self, document: Document) -> Sequence[Any]:
        return self._across.facts(document)

    def compare(
        self, documents: Sequence[Document], facts: Sequence[Sequence[Any]]
    ) -> Iterator[tuple[int, Match]]:
        return self._across.compare(documents, facts)

    @property
    def _across(self) -> Across:
        across = self._rule().across
        if across is None:
            raise ValueError("the rule compares nothing")
        return across


def select_rules(
    packs: Sequence[RulePack], select: Sequence[str], ignore: Sequence[str], *, opted_in: bool = False
) -> tuple[Rule, ...]:
    """The rules that a run uses, of all packs, in order of their ids.

    Args:
        packs: the loaded packs.
        select: rule ids, pack names or `DEFAULT`; empty means `DEFAULT`.
        ignore: rule ids or pack names to exclude.
        opted_in: whether packs that must be selected by name count as selected.

    Raises:
        PackError: a name is neither.
    """
    for name in (*(selected for selected in select if selected != DEFAULT), *ignore):
        check_name(packs, name)
    wanted, unwanted = frozenset(select or (DEFAULT,)), frozenset(ignore)
    chosen = [
        rule
        for pack in packs
        for rule in pack.rules
        if wanted & {rule.id, pack.name, *((DEFAULT,) if opted_in or not pack.opt_in else ())}
        and not unwanted & {rule.id, pack.name}
    ]
    return tuple(sorted(chosen, key=lambda rule: rule.id))


def check_name(
    packs: Sequence[RulePack],
    name: str,
    path: str | None = None,
    line: int | None = None,
    others: Iterable[str] = (),
) -> None:
    """Checks that a name is that of a rule or a pack.

    Args:
        packs: the loaded packs.
        name: the name.
        path: the file that has it; None for the command line.
        line: its 1-based line there.
        others: names that are allowed as well, for suggestions.

    Raises:
        PackError: it is neither.
    """
    known = {pack.name for pack in packs} | {rule.id for pack in packs for rule in pack.rules}
    if name not in known:
        hint = did_you_mean(name, [*known, *others])
        raise PackError(
            "no rule or pack is called '{name}'{hint}", path=path, line=line, name=name, hint=hint
        )
