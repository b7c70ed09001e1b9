"""The JSON Schemas of rule packs and of configuration files, generated from the kinds.

`make pages` writes them to `schemas/rulepack.schema.json` and `schemas/config.schema.json`. They declare
draft-07, which editors support best, and use nothing that later drafts interpret differently.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linter.chinese.targets import Target
from linter.diagnostics import Applicability, Severity
from linter.kinds import kinds, load_kind
from linter.matching import schemas
from linter.matching.spec import Scope
from linter.messages.phrases import Locale
from linter.records.names import FIELDS

if TYPE_CHECKING:
    from linter.kinds import Kind

Schema = dict[str, Any]

#: The version of the format.
VERSION = 1
#: How many rules one pack may have.
MOST_RULES = 1000
NAME = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_VARIABLE = "^[A-Za-z_][A-Za-z0-9_]*$"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _definitions() -> Schema:
    both = [locale.value for locale in Locale]
    return {
        "name": {
            "type": "string",
            "pattern": NAME,
            "description": "a name has lower-case letters and digits, with hyphens between words",
        },
        "text": {
            "anyOf": [
                {"type": "string", "minLength": 1},
                schemas.params(
                    (Locale.ENGLISH.value,), **{locale: schemas.text(f"In {locale}.") for locale in both}
                ),
            ],
            "description": "A text, or one for each language: {en: …, zh-TW: …}.",
        },
        "severity": schemas.one_of("How severe a finding is.", *(severity.value for severity in Severity)),
        "applicability": schemas.one_of(
            "safe: applied by default; unsafe: on request; display: only shown.",
            *(str(level) for level in reversed(Applicability)),
        ),
        "scope": {
            "type": "array",
            "minItems": 1,
            "items": {"enum": [scope.value for scope in Scope]},
            "description": "The parts of a document that the rule looks at; all of its prose if not given.",
        },
        "exceptions": {
            "type": "array",
            "items": _ref("exception"),
            "description": "Texts not to report.",
        },
        "exception": {
            "anyOf": [
                {"type": "string", "minLength": 1, "maxLength": 1000},
                schemas.params(
                    ("text", "near"),
                    text=schemas.text("The text.", maxLength=1000),
                    near=schemas.text("Only where this regular expression matches near it."),
                    within=schemas.whole(
                        "How near, in characters; 20 if not given.", minimum=0, maximum=10_000
                    ),
                ),
            ]
        },
        "words": {
            "type": "object",
            "propertyNames": {"pattern": _VARIABLE},
            "additionalProperties": {
                "type": "array",
                "minItems": 1,
                "items": {"type": "string", "minLength": 1, "maxLength": 1000},
            },
            "description": "Word lists, which patterns name as \\L<name>.",
        },
        "examples": {"type": "array", "items": _ref("example")},
        "example": _example(),
        "override": _override(),
    }


def _example() -> Schema:
    return {
        **schemas.params(
            (),
            invalid=schemas.text("A text with what is found between ⟦ and ⟧."),
            valid=schemas.text("A text that the rule must leave alone."),
            fixed={
                "type": "string",
                "description": "The text after fixing; without it, the rule must not fix it.",
            },
            because=_ref("text"),
            variant=schemas.one_of("The variant of Chinese that it is for; zh-TW if not given.", *Target),
            metadata=schemas.dictionary(
                "Video id to date, as a metadata file would say.", {"type": "string", "format": "date"}
            ),
        ),
        "description": "Either `invalid`, with `fixed` where the rule has a fix, or `valid`.",
    }


def _override() -> Schema:
    """What may be changed in a rule: a `+` after a key adds to a list or map, a `-` removes from it."""
    lists = {
        "exceptions": _ref("exceptions"),
        "examples": _ref("examples"),
    }
    less = {"type": "array", "minItems": 1, "items": {"type": "string"}}
    added = {f"{key}+": value for key, value in lists.items()}
    removed = {f"{key}-": {**less, "description": f"Texts to remove from the {key}."} for key in lists}
    maps = {
        "params": {
            "type": "object",
            "description": "Parameters to change; `name+` and `name-` add and remove.",
        },
        "fix": {"type": "object", "description": "What to change about the fix; `name+` and `name-`, too."},
        "words": {"type": "object", "description": "Word lists to change for this rule: `name+`, `name-`."},
    }
    plain = {key: _ref(key) for key in ("severity", "scope")}
    texts = {key: _ref("text") for key in ("message", "summary", "why")}
    return {
        **schemas.params((), **plain, **texts, **maps, **lists, **added, **removed),
        "description": "What to change; a key with + adds to a list or map, one with - removes from it.",
    }


def rulepack_schema() -> Schema:
    """The schema of a rule pack."""
    names = kinds()
    rule = {
        **schemas.params(
            ("id", "summary", "why", "kind", "params", "message"),
            id=_ref("name"),
            summary=_ref("text"),
            why=_ref("text"),
            severity=_ref("severity"),
            scope=_ref("scope"),
            kind=schemas.one_of("The mechanism; every kind has its own parameters.", *names),
            params={"type": "object", "description": "The parameters of the kind."},
            words=_ref("words"),
            exceptions=_ref("exceptions"),
            message=_ref("text"),
            fix={"type": "object", "description": "How the findings are fixed."},
            examples=_ref("examples"),
        ),
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                "then": {"properties": _of_kind(load_kind(name))},
            }
            for name in names
        ],
    }
    pack = schemas.params(
        ("schema", "name", "version"),
        schema={"const": VERSION, "description": "The version of this format."},
        name=_ref("name"),
        version={
            "type": "string",
            "pattern": r"^\d+\.\d+\.\d+$",
            "description": "a version has three numbers, like 1.0.0",
        },
        summary=_ref("text"),
        opt_in=schemas.switch("Whether its rules only run where the pack or they are selected by name."),
        extends=schemas.texts("Packs to build on: names of built-in ones, or files in the same folder."),
        defaults=schemas.params((), severity=_ref("severity"), scope=_ref("scope")),
        definitions={
            "type": "object",
            "propertyNames": {"pattern": _VARIABLE},
            "additionalProperties": {"type": "string"},
            "description": "Parts of regular expressions, inserted by %{name}.",
        },
        words=_ref("words"),
        lexicon=schemas.text(
            "A file of word lists for rules of the kinds `convert` and `pairs`, in the folder of the pack."
        ),
        overrides={
            "type": "object",
            "minProperties": 1,
            "additionalProperties": _ref("override"),
            "description": "Changes to rules of the packs that this one extends, by their ids.",
        },
        rules={"type": "array", "minItems": 1, "maxItems": MOST_RULES, "items": _ref("rule")},
    )
    something = {"anyOf": [{"required": ["rules"]}, {"required": ["overrides"]}]}
    return _document("rulepack", "seedlint rule pack", {**pack, **something}, rule=rule)


def _of_kind(kind: Kind) -> Schema:
    """The schemas of `params` and `fix` for one kind."""
    if kind.FIX is None:
        return {"params": kind.PARAMS, "fix": {"not": {}, "description": "this kind has no fixes"}}
    because = {"$ref": "#/definitions/text"}
    fix = schemas.params(
        ("applicability", *kind.FIX_REQUIRED),
        applicability=_ref("applicability"),
        because=because,
        **kind.FIX,
    )
    return {"params": kind.PARAMS, "fix": fix}


def config_schema() -> Schema:
    """The schema of a configuration file."""
    config = schemas.params(
        (),
        packs=schemas.texts("Rule packs to run in addition to ours: files, relative to this file's folder."),
        select=schemas.texts("Only these rules or packs; `default` names all that run by default."),
        ignore=schemas.texts("Rules or packs to leave out."),
        variant=schemas.one_of("The variant of Chinese that is wanted.", *Target),
        metadata=schemas.text(
            "A file with metadata of the videos, such as a video list; relative to this file's folder."
        ),
        exclude=schemas.texts(
            "Files and folders to leave out: patterns as in a .gitignore, relative to this file's folder."
        ),
        baseline=schemas.text(
            "A baseline: known findings, which `check` does not report; relative to this file's folder."
        ),
        fields={
            "type": "object",
            "additionalProperties": False,
            "minProperties": 1,
            "properties": {name: schemas.text("What the field is called.") for name in FIELDS},
            "description": "What the fields of records are called in data files and in front matter.",
        },
        rules={
            "type": "object",
            "additionalProperties": _ref("override"),
            "description": "Changes to rules, by their ids.",
        },
    )
    return _document("config", "seedlint configuration", config)


def _document(name: str, title: str, schema: schemas.Schema, **more: Schema) -> Schema:
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"urn:seedlint:schema:{name}:{VERSION}",
        "title": title,
        **schema,
        "definitions": {**_definitions(), **more},
    }
