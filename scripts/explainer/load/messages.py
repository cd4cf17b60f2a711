"""pydantic's errors in the words of the person who edits YAML."""

from __future__ import annotations

from typing import Any, get_args

from pydantic_core import ErrorDetails

from explainer.load.model import Record
from explainer.load.yamlfile import PLACE_KEY
from explainer.problems import did_you_mean, shorten

FORMS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "of an id (small letters, digits and single hyphens: titr-capacity)",
    r"^p[0-9]{1,2}\.[0-9]{1,4}$": "of a passage (p2.3)",
    r"^[0-9a-f]{64}$": "of a SHA-256 (64 hexadecimal digits)",
    r"^\d{4}\.[1-9]\d?$": "of an edition (2026.1), between quotation marks",
    r"^([a-z0-9][a-z0-9.-]*/)*(#[a-z0-9][a-z0-9.-]*)?$": "of an address on this site (glossary/cica/)",
    r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$": "of a language (en, zh, zh-Hant)",
    r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$": "of a mail address (name@example.org)",
    r"^(home|p[0-9]{1,2}\.[0-9]{1,4}|term:[a-z0-9-]{1,60})$": "of a page that shows a map (home, p2.3, term:cica)",
    r"^(term|note|commitment):[a-z0-9-]{1,60}$": "of a reference (term:cica, note:titr-capacity, commitment:ID)",
    r"^((term|note|commitment|figure):[a-z0-9-]{1,60}|p[0-9]{1,2}\.[0-9]{1,4})$": "of an answer (term:cica, note:ID, commitment:ID, figure:ID, p2.3)",
}


def below(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The place of an error as keys and item numbers."""
    return tuple(part for part in loc if part != PLACE_KEY)


def causes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """The errors without those that follow from others: to pydantic, a list lacks the items that are wrong."""
    wrong = {detail["loc"][:n] for detail in errors for n in range(len(detail["loc"]))}
    return [detail for detail in errors if detail["type"] != "too_short" or detail["loc"] not in wrong]


def keys(model: type[Record]) -> str:
    """The keys of a record, as they are written."""
    return ", ".join(f.alias or name for name, f in model.model_fields.items() if not f.exclude)


def kind(data: Any) -> str:
    """What stands there, in words."""
    return {dict: "keys and values", list: "a list", type(None): "nothing"}.get(
        type(data), "text" if isinstance(data, str) else "something else"
    )


def message(model: type[Record], detail: ErrorDetails) -> str:
    """What is wrong in a record of `model`, and what would be right."""
    loc = below(detail["loc"])
    key = ".".join(str(part) for part in loc if isinstance(part, str)) or "this record"
    given = detail["input"]
    value = f'"{shorten(given)}"' if isinstance(given, str) else kind(given)
    context = detail.get("ctx", {})
    match detail["type"]:
        case "extra_forbidden":
            allowed = keys(_model_at(model, loc))
            return f'unknown key "{loc[-1]}"{did_you_mean(str(loc[-1]), allowed.split(", "))} allowed: {allowed}'
        case "missing":
            return f"{key}: is missing"
        case "literal_error":
            expected = context["expected"]
            words = expected.replace("'", "").replace(" or ", ", ").split(", ")
            return f"{key}: {value} is not one of {expected}{did_you_mean(str(given), words)}"
        case "string_pattern_mismatch":
            return f"{key}: {value} does not have the form {FORMS.get(context['pattern'], context['pattern'])}"
        case "value_error":
            return f"{key}: {context['error']}"
        case "string_too_short":
            return f"{key}: is empty"
        case "string_too_long":
            return f"{key}: {value} has {len(given)} characters; at most {context['max_length']} may be"
        case "string_type":
            return f"{key}: expected a text, found {value}; a text that begins with [ or {{ stands in quotation marks"
        case "tuple_type":
            return f"{key}: {_list_expected(model, loc, given)}, found {value}"
        case "too_short":
            return f"{key}: has {context['actual_length']} of at least {context['min_length']} items"
        case "model_type":
            return f"{key}: expected keys and values ({keys(_model_at(model, (*loc, '')))}), found {value}"
        case "bool_type":
            return f"{key}: expected true or false, found {value}"
        case "int_type":
            return f"{key}: expected a whole number, found {value}"
        case "greater_than_equal":
            return f"{key}: {value} is too small; at least {context['ge']}"
        case "less_than_equal":
            return f"{key}: {value} is too large; at most {context['le']}"
        case _:
            return f"{key}: {detail['msg'][0].lower()}{detail['msg'][1:]}, found {value}"


def _list_expected(model: type[Record], loc: tuple[int | str, ...], given: Any) -> str:
    if isinstance(given, dict) or _model_at(model, (*loc, "")) is not _model_at(model, loc):
        return 'expected a list (lines that begin with "- ")'
    words = f"[{shorten(given, 40)}]" if isinstance(given, str) else "[...]"
    return f"expected a list; write {loc[-1]}: {words}"


def _model_at(model: type[Record], loc: tuple[int | str, ...]) -> type[Record]:
    """The model of the mapping that holds the last part of `loc`."""
    for part in loc[:-1]:
        if isinstance(part, int):
            continue
        field = next((f for name, f in model.model_fields.items() if part in (name, f.alias)), None)
        inner = _record_in(field.annotation) if field else None
        if inner:
            model = inner
    return model


def _record_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((r for arg in get_args(annotation) if (r := _record_in(arg))), None)
