"""Letters of scripts that do not belong in the text around them.

Scripts are those of UAX #24: the property Script, and Script_Extensions for characters that several scripts
share, such as ー. `report` says what is looked for:

- `intrusion`: runs of letters of the `scripts`, or of any script but those of `allow`, and the marks of
  `punctuation`. With `where: sentence` (the default) only Chinese sentences are checked, without quotations,
  titles, faces, names, words with a gloss that is not English, and Japanese lines; with `where: anywhere`
  every such letter counts.
- `mixed-word`: one word with letters of two scripts: half a word attached to Han, or a letter in a Latin
  word that only looks like a Latin one (`look_alikes`). Half words are those of `half_words`, and those that
  the `terms` complete: 報port is report, 報告. With `dictionary`, letters that are the end of an English word
  right after Han, or the beginning of one right before Han, are found, too; those that end a word of the
  gloss after them; and lower-case words of which English has lost the first letters. Words in `known` are
  whole.

A fix replaces a whole match, with the spaces that separate it from Chinese, by its entry in the `glossary` or
in the `terms`, by the term of its gloss, or by the completed word; other matches are only reported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from linter.kinds.script import intrusion, mixed_word
from linter.matching import foreign_terms, schemas
from linter.matching.spec import Compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linter.matching.spec import Finder, Options, RuleSpec


class _Mode(Protocol):
    """What the file of a mode offers."""

    PARAMS: schemas.Schema
    """Its parameters."""

    def finder(self, spec: RuleSpec) -> Finder:
        """Compiles a rule.

        Raises:
            SpecError: the parameters do not fit.
        """


_MODES: Mapping[str, _Mode] = {"intrusion": intrusion, "mixed-word": mixed_word}

PARAMS = schemas.params_by_mode(
    schemas.one_of("What to look for.", *_MODES),
    {name: mode.PARAMS for name, mode in _MODES.items()},
    scripts=schemas.texts("Unicode scripts whose letters are found: Cyrillic, Hiragana, Thai …"),
    ignore=schemas.texts("Texts that are not reported if they are the whole match."),
    terms=foreign_terms.SCHEMA,
    unless_line=schemas.UNLESS_LINE,
)
FIX = {"glossary": schemas.dictionary("A whole match to its meaning.")}
FIX_REQUIRED = ()
FIELDS = {"match": "what was found", "scripts": "the scripts of its letters"}
SCOPED = True
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: Korean or Thai letters in a Chinese sentence
    why: The reader loses the sentence.
    severity: warning
    kind: script
    params:
      report: intrusion          # or mixed-word
      scripts: [Hangul, Thai]    # or `allow: [Han, Latin]`: every other script is found
      where: sentence            # or anywhere: quotations and titles, too
      ignore: [오빠]             # not reported
    message:
      en: "{scripts} in a Chinese sentence: {correction}"
      zh-TW: "中文句子裡夾了{scripts}：{correction}"
    fix:
      applicability: safe
      because: each entry has one meaning
      glossary: {모델: 模型}
    examples:
      - {invalid: "這個 ⟦모델⟧ 的準確率", fixed: "這個模型的準確率"}
      - {invalid: "這個 ⟦데이터⟧ 的來源", because: "reported, not fixed: the glossary has no such word"}
      - {valid: "他唱了「사랑해요」這首歌", because: a quotation}
      - {valid: "變數 `모델` 的值", because: code is not prose}
"""


def compile_rule(spec: RuleSpec, _options: Options) -> Compiled:
    """A finder for what `params.report` names."""
    return Compiled(_MODES[spec.params["report"]].finder(spec), frozenset(FIELDS))
