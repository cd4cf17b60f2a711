"""JSON Schemas of the content files, made from the models: an editor's YAML plugin completes and checks by them.

Our loader reads every value as text; a plugin reads `issued: 2022` as a number and `editors: true` as a boolean. So the
schemas allow, where we read text, whatever YAML makes of it. They find most mistakes while one types; `check` finds all.
"""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from explainer.load.atlas import Map, MapPlace
from explainer.load.edition import Summary
from explainer.load.model import About, Commitment, Figure, Note, Source, Term, TimelineEvent, Topic, Wording

# What a file holds; a list may be empty (a file with nothing but comments is None to YAML).
KINDS: dict[str, Any] = {
    "statement": About,
    "notes": list[Note] | None,
    "term": Term,
    "commitment": Commitment,
    "sources": list[Source] | None,
    "timeline": list[TimelineEvent] | None,
    "topics": list[Topic] | None,
    "wording": Wording,
    "figure": Figure,
    "places": list[MapPlace] | None,
    "map": Map,
    "changes": list[Summary] | None,
}
# Which files each is for, in the folder of a site. Editors are told in .vscode/settings.json.
FILES = {
    "statement": "content/statement.yml",
    "notes": "content/notes/*.yml",
    "term": "content/glossary/*.yml",
    "commitment": "content/commitments/*.yml",
    "sources": "content/sources.yml",
    "timeline": "content/timeline.yml",
    "topics": "content/topics.yml",
    "wording": "content/wording.yml",
    "figure": "content/series/*.yml",
    "places": "content/places.yml",
    "map": "content/map.yml",
    "changes": "content/changes.yml",
}
# Draft 7 is what every YAML plugin knows.
DIALECT = "http://json-schema.org/draft-07/schema#"
# What a plugin makes of unquoted text, with a sample of each.
TYPES = {"integer": "2022", "number": "2026.1", "boolean": "true"}


class _AsTyped(GenerateJsonSchema):
    """Values as YAML types them, unquoted or quoted."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        samples = {kind for kind, sample in TYPES.items() if re.search(made.get("pattern", ""), sample)}
        return made | {"type": ["string", *sorted(samples)]}

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        return super().int_schema(schema) | {"type": ["integer", "string"], "pattern": "^[0-9]{1,4}$"}

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"enum": [True, False, "true", "false"]}


def schemas() -> dict[str, str]:
    """The text of each schema file, by its name in schema/."""
    return {f"{kind}.json": json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n" for kind in KINDS}


def schema(kind: str) -> dict[str, Any]:
    made: dict[str, Any] = _tidied(TypeAdapter(KINDS[kind]).json_schema(schema_generator=_AsTyped))
    return {"$schema": DIALECT, "$comment": "Made by `python scripts/build.py schema`; not to be edited."} | made


def _tidied(schema: Any) -> Any:
    """Without defaults, which are ours, and titles, which repeat the keys; "this or nothing" as one schema.

    A plugin tells what is wrong by one schema better than by two alternatives.
    """
    if isinstance(schema, list):
        return [_tidied(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "properties":  # their names are keys of ours: one is "title"
            made[key] = {name: _tidied(one) for name, one in value.items()}
        elif key not in ("default", "title"):
            made[_NAMES.get(str(key), str(key))] = _tidied(value)
    alternatives = made.get("anyOf", [])
    if len(alternatives) == 2 and alternatives[1] == {"type": "null"} and "type" in alternatives[0]:
        del made["anyOf"]
        one: dict[str, Any] = alternatives[0]
        kinds = [one["type"]] if isinstance(one["type"], str) else one["type"]
        made |= one | {"type": [*kinds, "null"]}
        if "enum" in one:
            made["enum"] = [*one["enum"], None]
    return made


# pydantic leaves these as they are beside a validator of our own.
_NAMES = {"ge": "minimum", "le": "maximum"}
