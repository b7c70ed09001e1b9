"""Rules as the engine runs them, and the packs they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.matching.spec import Reach, plain_judge
from linter.messages.phrases import Locale, in_language
from linter.values import Value, field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from linter.chinese.targets import Target
    from linter.diagnostics import Severity
    from linter.kinds import Finder
    from linter.matching.spec import Across
    from linter.matching.summaries import SummaryJudge


class Example(Value):
    """A text that shows what a rule finds.

    `spans` are the 0-based half-open code-point spans that must be found in `text`; without spans, the rule
    must find nothing. `fixed` is the text after fixing; None if the rule must not fix it.
    """

    text: str
    spans: tuple[tuple[int, int], ...]
    fixed: str | None
    path: str
    line: int
    """Where it is written: the file and the 1-based line."""
    because: str = ""
    variant: Target | None = None
    """The variant of Chinese that the example is for; None for any."""
    dates: Mapping[str, str] | None = None
    """Video id to date, as a metadata file would say; None for no such file."""


class Written(Value):
    """A rule as it is written, overrides included, and its examples."""

    source: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()


class Rule(Value):
    """One rule, ready to run."""

    id: str
    severity: Severity
    message: str
    """In the run's language, with `{name}` for the fields of matches."""
    find: Finder
    pack: str
    written: Callable[[], Written] = Written
    """Gives what most runs do not need."""
    path: str = ""
    line: int = 1
    """Where it is written: the file and the 1-based line."""
    locale: Locale = Locale.ENGLISH
    """The language of the message, and of its fields."""
    across: Across | None = None
    """Compares the documents of a run; its matches are findings of the rule, too."""
    lists: tuple[tuple[str, int], ...] = ()
    """The word lists of its pack that its patterns use, each with its length."""
    of_records: bool = False
    """Whether it finds something only where a page has records, or what looks like one."""
    together: bool = False
    """Whether it decides together with the rules of its kind in its pack, which must have been built."""
    needs: frozenset[str] = frozenset()
    """Texts of which a document has one if the rule finds anything in it; empty if that is not known."""
    reach: Reach = Reach.DOCUMENT
    """How much of a document decides about one of its findings."""

    @property
    def source(self) -> Mapping[str, Any]:
        """The rule as it is written, overrides included."""
        return self.written().source

    @property
    def examples(self) -> tuple[Example, ...]:
        """The texts that show what it finds."""
        return self.written().examples

    @property
    def applicability(self) -> str:
        """The highest applicability of its fixes; empty if it has none."""
        fix = self.source.get("fix")
        return fix["applicability"] if fix else ""

    def text(self, key: str, locale: Locale | None = None) -> str:
        """A text of the rule, such as its `summary`, in a language; the run's if None."""
        return in_language(self.source.get(key, ""), locale or self.locale)


class RulePack(Value):
    """One YAML file of rules, in order of their ids."""

    name: str
    version: str
    files: tuple[Path, ...]
    """The pack itself, and then the other files that were read for it: word lists, lexicons."""
    digest: Callable[[], str]
    """Computes the hash, which most runs do not need."""
    rules: tuple[Rule, ...]
    opt_in: bool = False
    """Whether its rules only run if they, or the pack, are selected by name."""
    judge: Callable[[], SummaryJudge] = plain_judge
    """Gives what judges summaries by the words of all packs of the run."""
    changes: frozenset[str] = frozenset()
    """The rules of other packs that it changes, by their ids."""

    @property
    def path(self) -> str:
        """The pack's own file."""
        return str(self.files[0])

    @property
    def sha256(self) -> str:
        """The hash of the pack's bytes and of those of the files that it names."""
        return self.digest()
