"""What a record says twice and differently, or differently from the metadata.

`report` says what is compared:

- `title`: the title of the summary line with the heading, and with the metadata's title of the video. A
  heading that resembles neither this nor another title of the document is the summary's own. White space,
  width, case, entities, emphasis and the variant of Chinese do not count; against the metadata, neither do
  punctuation, what is between 【】, and what one of the two has in addition.
- `video`: the video that the link leads to with the one that the thumbnail shows, and with the one that the
  metadata list under the record's number. A list that knows less than half of a document's videos is that of
  another channel and is not asked.
- `date`: the record's date with the metadata's.

A finding is at the field that disagrees; exceptions are compared with the title. Nothing is fixed: only the
author knows which of the two is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.kinds.mismatch import dates, titles, videos
from linter.matching import schemas
from linter.matching.spec import Compiled, Match

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from linter.document import Document
    from linter.kinds.mismatch.found import Comparison
    from linter.matching.spec import Options, RuleSpec
    from linter.messages.phrases import Phrase
    from linter.metadata import Metadata

_MODES: Mapping[str, Callable[[Metadata | None], Comparison]] = {
    "title": titles.comparison,
    "video": videos.comparison,
    "date": dates.comparison,
}

PARAMS = schemas.params(("report",), report=schemas.one_of("What is compared.", *_MODES))
FIX = None
FIX_REQUIRED = ()
FIELDS = {
    "record": "the record's number",
    "problem": "what disagrees with what, in words",
    "match": "the field that disagrees",
    "other": "what it should agree with",
}
SCOPED = False
EXTENDS = None
STARTER = """\
  - id: my-rule
    summary: A thumbnail of another video
    why: Whoever clicks the picture expects the video that it shows.
    severity: error
    kind: mismatch
    params:
      report: video              # or title, date
    message:
      en: "record {record}: {problem}"
      zh-TW: "第 {record} 筆：{problem}"
    examples:
      - invalid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          [影片](https://youtu.be/aB3_dE6-hI9) <img src="https://i.ytimg.com/vi/⟦zzzzzzzzzzz⟧/0.jpg">

          文。

          </details>
      - valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          [影片](https://youtu.be/aB3_dE6-hI9) <img src="https://i.ytimg.com/vi/aB3_dE6-hI9/0.jpg">

          文。

          </details>
      - because: another video that the summary mentions is not the record's
        valid: |
          <details>
          <summary>1. [2024-01-02] 甲</summary>

          [影片](https://youtu.be/aB3_dE6-hI9)

          # 甲

          參考 <https://youtu.be/zzzzzzzzzzz>。

          </details>
"""


def compile_rule(spec: RuleSpec, options: Options) -> Compiled:
    """A finder for records that contradict themselves or the metadata."""
    compare = _MODES[spec.params["report"]](options.metadata)

    def find(document: Document) -> Iterator[Match]:
        for record in document.records.records:
            if record.name is None:
                continue
            for field, problem, other in compare(document, record):
                fields: dict[str, str | Phrase] = {
                    "record": record.name,
                    "problem": problem,
                    "match": field.value,
                    "other": other,
                }
                yield Match(field.span, fields, about=record.about)

    return Compiled(find, frozenset(FIELDS), of_records=True)
