"""The variants of written Chinese to which text can be converted."""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING

from linter.chinese.dictionaries import table

if TYPE_CHECKING:
    from linter.chinese.mainland import Mainland


class Target(enum.StrEnum):
    """A variant, by its BCP 47 tag."""

    TAIWAN = "zh-TW"
    HONG_KONG = "zh-HK"
    MAINLAND = "zh-CN"

    def from_taiwan(self, run: str, mainland: Mainland) -> str:
        """Converts Taiwan's forms to those of this variant; only characters change, and the length stays.

        Args:
            run: Han characters.
            mainland: what knows the words of Simplified text.
        """
        if self is Target.HONG_KONG:
            return _to_hong_kong(run, mainland)
        return mainland.simplified(run) if self is Target.MAINLAND else run


#: Forms of Hong Kong's standard, the 常用字字形表 of the Education Bureau, that OpenCC's HKVariants leave out
#: because OpenCC's own standard has them, too.
_HONG_KONG_FORMS = {"裡": "裏", "群": "羣", "床": "牀", "峰": "峯", "麵": "麪", "汙": "污"}
#: What HKVariants replace although the standard has it, or Hong Kong writes it more often.
_NOT_HONG_KONG = frozenset("妝檯臺啓")


#: What stays as it is in Hong Kong's text, although Taiwan writes another form and the standard does, too: 賬
#: of accounts, and 枱, are usual, and 綫 and 啓 are in names of companies and places.
KEPT_IN_HONG_KONG = frozenset("賬枱綫啓")


@functools.cache
def _hong_kong() -> dict[int, str]:
    forms = {ord(key): values[0] for key, values in table("HKVariants").items() if key not in _NOT_HONG_KONG}
    return {**forms, **{ord(key): value for key, value in _HONG_KONG_FORMS.items()}}


#: Characters of Taiwan, and their Simplified form in a word, with what Hong Kong writes: 看着, 計劃, 沉默.
_BY_THE_WORD = {("著", "着"): "着", ("畫", "划"): "劃", ("沈", "沉"): "沉"}
_DECIDED = frozenset(character for character, _ in _BY_THE_WORD)


def changing_to_hong_kong() -> frozenset[str]:
    """The characters of Taiwan that Hong Kong may write otherwise."""
    return frozenset(map(chr, _hong_kong())) | _DECIDED


def _to_hong_kong(run: str, mainland: Mainland) -> str:
    """Hong Kong's forms; of some characters, Simplified text tells the words apart that Hong Kong does."""
    made = run.translate(_hong_kong())
    if _DECIDED.isdisjoint(run):
        return made
    decided = map(_BY_THE_WORD.get, zip(run, mainland.simplified(run), strict=True))
    return "".join(form or usual for form, usual in zip(decided, made, strict=True))
