"""The JSON Schemas in schema/: fresh, known to the editor, and accepting all that the loader accepts."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import TypeAdapter

from conftest import MINI, ROOT, build
from explainer.load import messages, schema, yamlfile
from test_checks import problems

NOTES = "notes/pillar-1.yml"
KINDS = list(schema.KINDS)


class Core(yaml.SafeLoader):
    """YAML as a plugin for YAML 1.2 reads it: numbers, true and false, nothing; no dates."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012


for tag, form in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?",
}.items():
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{form})$"), None)

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def wrong(value: Any, rule: dict[str, Any], root: dict[str, Any], at: str = "") -> Iterator[str]:
    """Where a value breaks a schema: the keywords that ours use, as draft 7 defines them."""
    for keyword, told in rule.items():
        match keyword:
            case "$ref":
                yield from wrong(value, root["$defs"][told.removeprefix("#/$defs/")], root, at)
            case "anyOf":
                if all([*wrong(value, one, root, at)] for one in told):
                    yield f"{at}: none of the alternatives"
            case "type":
                kinds = [told] if isinstance(told, str) else told
                allowed = tuple(one for kind in kinds for one in TYPES[kind])
                if not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed):
                    yield f"{at}: {value!r} is no {kinds}"
            case "enum":
                if not any(value == one and type(value) is type(one) for one in told):
                    yield f"{at}: {value!r} is none of {told}"
            case "pattern" if isinstance(value, str) and not re.search(told, value):
                yield f"{at}: {value!r} does not match {told}"
            case "minLength" if isinstance(value, str) and len(value) < told:
                yield f"{at}: too short"
            case "maxLength" if isinstance(value, str) and len(value) > told:
                yield f"{at}: too long"
            case "minimum" if isinstance(value, int | float) and value < told:
                yield f"{at}: too small"
            case "maximum" if isinstance(value, int | float) and value > told:
                yield f"{at}: too large"
            case "minItems" if isinstance(value, list) and len(value) < told:
                yield f"{at}: too few"
            case "maxItems" if isinstance(value, list) and len(value) > told:
                yield f"{at}: too many"
            case "items" if isinstance(value, list):
                for i, item in enumerate(value):
                    yield from wrong(item, told, root, f"{at}[{i}]")
            case "required" if isinstance(value, dict):
                yield from (f"{at}: no {key}" for key in told if key not in value)
            case "properties" if isinstance(value, dict):
                for key in told.keys() & value.keys():
                    yield from wrong(value[key], told[key], root, f"{at}.{key}")
            case "additionalProperties" if isinstance(value, dict):
                assert told is False
                yield from (f"{at}: unknown {key}" for key in value if key not in rule["properties"])
            case _:
                assert keyword in KNOWN, f"{keyword} would not be checked here"


KNOWN = {
    *("$schema", "$comment", "$defs", "description"),
    *("pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "items"),
    *("required", "properties", "additionalProperties"),
}


def rules(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "schema" / f"{kind}.json").read_text(encoding="utf-8"))
    return found


def broken(kind: str, text: str) -> list[str]:
    return list(wrong(yaml.load(text, Loader=Core), rules(kind), rules(kind)))


def test_the_schemas_are_fresh(tmp_path):
    """After a change of the models: `python scripts/build.py schema`, and commit schema/."""
    readme = Path(shutil.copy(ROOT / "content" / "README.md", tmp_path))
    done = build("schema", "--schema", tmp_path / "schema", "--readme", readme)
    assert done.returncode == 0, done.stderr
    assert readme.read_text(encoding="utf-8") == (ROOT / "content" / "README.md").read_text(encoding="utf-8")
    made = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "schema").iterdir()}
    assert made == {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "schema").iterdir()}


def test_the_editor_knows_them():
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemas"] == {f"./schema/{kind}.json": files for kind, files in schema.FILES.items()}
    for kind, files in schema.FILES.items():
        assert list(ROOT.glob(files)), f"no file of kind {kind}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("root", [ROOT, MINI], ids=["real", "mini"])
def test_all_content_keeps_to_them(kind, root):
    found = [
        f"{path.name}{told}"
        for path in root.glob(schema.FILES[kind])
        for told in broken(kind, path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_has_a_form_or_says_what_it_takes(kind):
    """A field of neither would be checked by nobody; a form without words would be told as a regular expression."""
    records = rules(kind).get("$defs", {}) | {kind: rules(kind)}
    fields = {f"{name}.{key}": one for name in records for key, one in records[name].get("properties", {}).items()}
    for name, field in fields.items():
        value = field.get("items", field)
        if "string" not in value.get("type", ()) or "enum" in value:
            continue
        assert "pattern" in value or "description" in value, name
        form = value.get("pattern", "")
        assert not form or form in messages.FORMS or form.startswith(TOLD_BY_VALIDATORS), (
            f"{name} needs words for {form}"
        )


# Dates, DOIs, addresses, whole numbers.
TOLD_BY_VALIDATORS = ("^(1[0-9]|2[01])", "^10", "^https?", "^[0-9]{1,4}")


@pytest.mark.parametrize(
    "old, new",
    [
        ("on: 2021-05", "on: 2021"),
        ("on: 2021-05", "on: '2021'"),
        ("disputed: true", 'disputed: "false"'),
        ("quote: dredge the North River", "quote: dredge the North River\n  nth: 1"),
        ("quote: dredge the North River", "quote: dredge the North River\n  nth: '1'\n  prefix: ~"),
        ("title: The river was dredged in 2021", "title: 2021"),
        ("title: The river was dredged in 2021", "title: 20.21"),
        ("title: The river was dredged in 2021", "title: true"),
        ("id: board-reading\n", "id: board-reading # a comment\n"),
        ("kind: follow-up", "kind: 'follow-up'"),
    ],
)
def test_what_the_loader_takes_they_take(old, new, mini_folder):
    path = mini_folder / NOTES
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert problems(mini_folder) == []
    assert broken("notes", path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "kind, key, value, right",
    [
        ("notes", "id", "2021", True),
        ("notes", "id", "true", True),
        ("notes", "id", "20.21", False),
        ("notes", "passage", "p1.100", True),
        ("changes", "edition", "2026.1", True),
        ("changes", "edition", "'2026.1'", True),
        ("changes", "edition", "first", False),
        ("sources", "issued", "n.d.", True),
        ("sources", "issued", "no date", False),
        ("sources", "volume", "4", True),
        ("sources", "language", "true", False),
        ("wording", "checkable", "yes", True),
        ("statement", "number", "0", True),
        ("statement", "number", "43", False),
    ],
)
def test_values_as_a_plugin_types_them(kind, key, value, right):
    records = rules(kind)["$defs"].values()
    rule = next(record["properties"][key] for record in records if key in record["properties"])
    found = [*wrong(yaml.load(value, Loader=Core), rule, rules(kind))]
    assert (found == []) is right, found


@pytest.mark.parametrize(
    "old, new, told",
    [
        ("kind: follow-up", "knid: follow-up", "[0]: unknown knid"),
        ("kind: follow-up", "kind: folow-up", "[0].kind: 'folow-up' is none of"),
        ("kind: follow-up\n", "\n", "[0]: no kind"),
        ("passage: p1.2", "passage: 1.2", "[0].passage: 1.2 is no ['string']"),
        ("cite: [journal-2021]", "cite: journal-2021", "[0].facts[0].cite: 'journal-2021' is no ['array']"),
        ("on: 2021-05", "on: May 2021", "[0].facts[0].on: 'May 2021' does not match"),
        ("on: 2021-05", "on: 21", "[0].facts[0].on: too small"),
        ("disputed: true", "disputed: maybe", "[0].facts[1].disputed: 'maybe' is none of"),
        ("quote: dredge", "nth: 0\n  quote: dredge", "[0].nth: too small"),
        ("title: The river was dredged in 2021", "title: [The river]", "[0].title: ['The river'] is no"),
    ],
)
def test_what_is_mistyped_they_find(old, new, told):
    text = (MINI / "content" / NOTES).read_text(encoding="utf-8")
    assert old in text
    assert [one for one in broken("notes", text.replace(old, new, 1)) if one.startswith(told)]


def test_a_file_with_nothing_but_comments_is_an_empty_list():
    assert broken("notes", "# no notes yet\n") == []
    assert broken("term", "# no term yet\n") != []


def test_they_are_of_the_dialect_that_editors_know():
    for path in Path(ROOT / "schema").iterdir():
        assert json.loads(path.read_text(encoding="utf-8"))["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("kind", KINDS)
def test_the_readme_has_an_example_of_each_that_keeps_to_it(kind):
    """One that can be copied: without a gap, as the schema has it and as the loader reads it."""
    readme = (ROOT / "content" / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(rf"<!-- example: {kind} -->\n```yaml\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert "..." not in example
    assert broken(kind, example) == []
    TypeAdapter(schema.KINDS[kind]).validate_python(yamlfile.parse(example, "example.yml")[0])
