"""Code within the text of templates and of MDX: expressions in braces, tags of templates, tags of JSX.

The code is not parsed, only its end is found. What is doubtful is protected: a tag that nothing closes takes
the rest of its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linter.characters.scripts import HAN
from linter.lazy import lazy_re
from linter.regions.inline.found import REACH, region
from linter.regions.region import RegionKind

if TYPE_CHECKING:
    from linter.regions.block import InlineRun
    from linter.regions.region import Region

#: What closes tags, by their openings: `{{…}}` and `{%…%}` of Jinja, Liquid, Vue and Hugo, and comments of
#: Jinja; `<%…%>` of ERB and EJS; `<?…?>` of PHP, which is a processing instruction in CommonMark (6.6).
_CLOSINGS = {"{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>", "<?": "?>"}
#: What opens a tag only if it is closed: two brackets, an id, a question.
_MAYBE = frozenset(("{{", "{#", "<?"))
_OPENING = lazy_re(r"\{\{|[{<]%|\{#(?=[\s-])|<\?(?=[A-Za-z=])")
_LINE = lazy_re(r"[^\r\n]*")
#: `{#id}`, `{.class}`, `{: .class}`; `{@html a}`, `{/if}`, `{$a}`, `{!! a !!}`, `{* file *}` of templates.
_ATTRIBUTES = lazy_re(r"\{(?:[#.:]|[@/$][^\W\d]|!!|[!*][ \t])[^{}\r\n]*\}")
#: What marks the braces after it as code: `${a}`, `#{a}`, `%{a}`, `@{a}`.
_SIGILS = "$#%@"
#: Braces that are nested more deeply are text.
_DEEPEST = 8
_QUOTED = r"""(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
_TOKEN = lazy_re(rf"{_QUOTED}|/\*.*?\*/|[{{}}]", re.DOTALL)
_BRACE = lazy_re(r"[{}]")
_LITERAL = lazy_re(rf"{_QUOTED}|/\*.*?\*/", re.DOTALL)
#: A key of JSON: an object is data in the text, which rules must see.
_JSON = lazy_re(r"""\{\s*["'][^"'\r\n]*["']\s*:""")
#: Braces that hold one name or what is made of it, without a string: `{甲}`, `{甲:.2f}`, `{a.甲}`, `{t(甲)}`,
#: `{if $甲 > 1}`, `{甲, plural, …}`; and attributes: `{.a 甲=乙}`.
_EXPRESSION = lazy_re(
    r"""\{\s*[^\W\d][\w$]*
        (?:(?:![rsa])?(?::[^\w\s{}][^\s{}]*)?|(?:\.[^\W\d][\w$]*|\[[^\[\]{}]*\]|\([^(){}]*\))+)\s*\}
    |\{/?[a-z]+\s[^{}]*\$\w[^{}]*\}
    |\{\s*\w+\s*,\s*(?:plural|select|selectordinal|number|date|time)\s*[,}].*
    |\{\s*(?:(?:[#.][^\s{}]+|[\w:@-]+=(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s{}"']+))(?:\s+|(?=\})))+\}""",
    re.DOTALL | re.VERBOSE,
)
_HAN = lazy_re(f"[{HAN}]")
_NAME = lazy_re(r"<[^\W\d][\w-]*(?:[.:][^\W\d][\w-]*)*(?=\s)")
_ATTRIBUTE = lazy_re(rf"\s*(?:[\w$:.-]+(?:\s*=\s*{_QUOTED})?\s*(?:=\s*(?=\{{))?|(?=\{{))")
_CLOSE = lazy_re(r"\s*/?>")
#: A tag whose name is not ASCII, and one of FreeMarker: `<卡片 题="甲"/>`, `<#list 甲 as 乙>`, `</@页>`.
_WORD_TAG = lazy_re(
    rf"<(?P<end>/?)(?P<name>(?=[\w.:-]*[^\W\d_A-Za-z])[^\W\d][\w-]*(?:[.:][^\W\d][\w-]*)*)"
    rf"(?P<values>(?:\s+[\w:@#.-]+(?:\s*=\s*{_QUOTED})?)*)\s*(?P<empty>/?)>"
)
_DIRECTIVE_TAG = lazy_re(r"</?[#@][\w.]+(?:\s[^<>\r\n]*)?/?>")
#: How far away the other tag of a pair may be.
_PAIR_REACH = 5000


def braces(text: str, run: InlineRun, at: int) -> Region | None:
    """The code or the attributes that a brace at `at` opens."""
    end = braces_end(text, at, min(run.end, at + REACH), always=run.expressions)
    return region(RegionKind.ATTRIBUTES, at, end)


def braces_end(text: str, at: int, limit: int, *, always: bool) -> int:
    """Where the code ends that a brace opens at `at`; `at` itself if it opens none.

    Args:
        text: the whole text.
        at: the offset of a brace.
        limit: where to stop.
        always: whether all braces hold code, as in MDX.
    """
    if text.find("}", at, limit) < 0:
        return _template_end(text, at, limit) if text.startswith("{%", at) else at
    if at and text[at - 1] == "{":  # part of a run of braces, of which the first opens whatever is opened
        return at
    if (end := _template_end(text, at, limit)) > at:
        return end
    if (match := _ATTRIBUTES.match(text, at, limit)) is not None:
        return match.end()
    end = _balanced(text, at, limit)
    always = always or (at > 0 and text[at - 1] in _SIGILS)
    return end if end > at and (always or _is_code(text[at:end])) else at


def tag_end(text: str, at: int, limit: int) -> int:
    """Where the tag of a template, or one of JSX with an expression in it, ends that starts at `at`.

    For other tags, `at` itself. The arguments are those of `braces_end`, at the offset of a `<`.
    """
    if text[at + 1 : at + 2] in ("%", "?"):
        return _template_end(text, at, limit)
    if (whole := _whole_tag(text, at, limit)) is not None:
        return whole.end()
    match = _NAME.match(text, at, limit)
    braces = False
    while match is not None:
        here = match.end()
        if text[here : here + 1] == "{":
            end = _balanced(text, here, limit)
            if end == here:
                return at
            here, braces = end, True
        if (close := _CLOSE.match(text, here, limit)) is not None:
            return close.end() if braces else at
        match = _ATTRIBUTE.match(text, here, limit)
        if match is not None and match.end() == match.start() and text[here : here + 1] != "{":
            return at
    return at


def _whole_tag(text: str, at: int, limit: int) -> re.Match[str] | None:
    """The tag of FreeMarker at `at`, or the one whose name is not ASCII."""
    word = _WORD_TAG.match(text, at, limit)
    if word is not None:
        return word if _is_tag(text, word) else None
    return _DIRECTIVE_TAG.match(text, at, limit)


def _is_tag(text: str, word: re.Match[str]) -> bool:
    """Whether a Chinese word in angle brackets is a tag: with values, empty, or one of a pair."""
    if word.group("empty") or "=" in word.group("values"):
        return True
    name, start, end = word.group("name"), word.start(), word.end()
    if word.group("end"):
        return text.rfind(f"<{name}", max(start - _PAIR_REACH, 0), start) >= 0
    return text.find(f"</{name}>", end, end + _PAIR_REACH) >= 0


def _template_end(text: str, at: int, limit: int) -> int:
    match = _OPENING.match(text, at, limit)
    if match is None:
        return at
    opening = match.group()
    end = _balanced(text, at, limit) if opening == "{{" else at
    if end > at and text.startswith("}}", end - 2):
        return end
    close = text.find(_CLOSINGS[opening], match.end(), limit)
    if close >= 0:
        return close + len(_CLOSINGS[opening])
    rest = _LINE.match(text, at, limit)
    return at if opening in _MAYBE or rest is None else rest.end()


def _balanced(text: str, at: int, limit: int) -> int:
    """Where the brace at `at` is closed; `at` itself if it is not.

    Braces in strings do not count, unless the text is not closed otherwise: an apostrophe starts no string.
    """
    for tokens in (_TOKEN, _BRACE):
        depth = 0
        for token in tokens.finditer(text, at, limit):
            depth += {"{": 1, "}": -1}.get(token.group(), 0)
            if not depth:
                return token.end()
            if depth > _DEEPEST:
                break
    return at


def _is_code(braces: str) -> bool:
    """Whether braces hold an expression with Chinese: as one name, or all of it in strings and comments."""
    if _JSON.match(braces) or _HAN.search(braces) is None:
        return False
    if _EXPRESSION.fullmatch(braces) is not None:
        return True
    return _HAN.search(_LITERAL.sub("", braces)) is None
