"""What people write arrives in HTML as the same words, whatever characters are in it."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Any, get_args

import html5lib
import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config

from conftest import ROOT
from explainer.load.values import NoteKind, web_address
from explainer.text import inline
from explainer.text.markdown import address, attribute, escape, from_html, yaml_string

# What Markdown or one of its extensions might take for syntax, more often than chance would bring it.
SYNTAX = st.sampled_from(
    list("*_`[](){}<>#+-.!|~^=:&\"'\\/$%@1 2a  ")
    + [
        "&amp;",
        "http://x.y",
        "<b>",
        "](",
        "  ",
        "1. ",
        "- ",
        "[^1]",
        "{#id}",
        "{: .a}",
        "{ .a }",
        "///",
        "\u2028",
        "中",
        "ә",
    ]
    + [
        "==",
        "++",
        "{--",
        "{++",
        "{~~",
        "{>>",
        ":smile:",
        ":material-pencil:",
        "--8<--",
        "(sources)",
        "::",
        "/// html | div",
    ]
)
TEXT = (
    st.lists(SYNTAX | st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=20)
    .map(lambda parts: " ".join("".join(parts).split()))
    .filter(bool)
)


@cache
def extensions() -> dict[str, Any]:
    """What mkdocs.yml asks of Python-Markdown."""
    configuration = load_config(str(ROOT / "mkdocs.yml"))
    return {"extensions": configuration.markdown_extensions, "extension_configs": configuration.mdx_configs}


@cache
def converter() -> markdown.Markdown:
    """One for all texts: to set up the extensions takes longer than to convert a line."""
    return markdown.Markdown(**extensions())


def rendered(source: str) -> Any:
    """Markdown as the tree that a browser makes of it."""
    html = converter().reset().convert(source)
    return html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False).find("body")


def shown(source: str) -> str:
    """The text that a browser shows for Markdown."""
    return " ".join("".join(rendered(source).itertext()).split())


# Where a text from content stands on a page: what is before it, at the start of a block or not, and what is after.
PLACES = {
    "a paragraph": ("", True, ""),
    "within a paragraph": ("word ", False, ""),
    "a passage": ("> ", True, "\n> { .text }"),
    "a heading": ("## ", True, " { #top }"),
    "an item of a list": ("- ", True, ""),
    "a term that is defined": ("", True, " { data-id=x }\n:   definition"),
    "a definition": ("Term\n:   ", True, ""),
    "the title of a note": ("/// context | **2.3a** *Context* ", False, "\n\nbody\n\n///"),
    "a note": ("/// context | title\n\n", True, "\n{ #note-x .about }\n\n///"),
    "a cell": ("| a | b |\n|---|---|\n| ", True, " { data-label=a } | x |"),
    "marked words": ("x ==", True, "=={ data-note=x } y"),
    "a marked link": ("x [==", True, "=={ data-note=x }](page.html){ .term } y"),
    "emphasis": ("x *", True, "*{ .status } y"),
    "a footnote": ("x[^a]\n\n(sources)\n\n[^a]: ", True, " y"),
    "a difference": ("{++", False, "++}"),
}


@cache
def around(place: str) -> str:
    """What is shown where "qqq" stands in a place."""
    before, _, after = PLACES[place]
    return shown(f"{before}qqq{after}")


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=60)
@given(TEXT)
def test_escaped_text_is_the_same_text(place, text):
    before, at_start, after = PLACES[place]
    assert shown(f"{before}{escape(text, within=not at_start)}{after}") == around(place).replace("qqq", text)


def skeleton(source: str) -> list[tuple[str, dict[str, str]]]:
    """The elements that a browser makes of Markdown, with their attributes."""
    return [(element.tag, dict(element.attrib)) for element in rendered(source).iter()]


CODE = "javascript:alert(1)"
HOSTILE = {
    "a fence with an attribute list": f"x\n```{{.html #evil data-to={CODE}}}\ncode\n```\n",
    "a fence of its own": f"x\n\n~~~{{.html #evil data-to={CODE}}}\ncode\n~~~\n",
    "indented code": "x\n\n    code { #evil }\n",
    "HTML": f'<a id=evil class=moved href="{CODE}">x</a><script>alert(1)</script>',
    "HTML with Markdown in it": "x\n\n<div id=evil markdown>*x*</div>\n",
    "an attribute list": f"x{{ #evil .moved data-to={CODE} }}",
    "an attribute list on a line of its own": "x\n{ #evil .moved }",
    "an attribute list with a colon": "x\n{: #evil .moved }\n",
    "a link": f"[x]({CODE}){{ #evil .moved }}",
    "a link with a reference": f"[x][evil]\n\n[evil]: {CODE}\n",
    "an address": f"<{CODE}> <http://x.y>",
    "a picture": f"![x]({CODE})",
    "a heading": "x\n\n## x { #evil }\n",
    "a heading after carriage returns": "x\r\r## x { #evil }\r",
    "a heading underlined": "x\n===\n",
    "a block": "x\n\n/// html | div.cite[id='evil']\nx\n///\n",
    "the end of a block": "x\n\n///\n\nx",
    "a difference": "x ++}{--y--}{#evil} {>>x<<}",
    "a footnote": "x[^evil]\n\n[^evil]: x\n",
    "a definition": "x\n:   x { #evil }\n",
    "the place of the sources": "x\n\n(sources)\n",
    "a list, a rule, a quotation": "x\n\n- x\n\n---\n\n> x\n",
    "a table": "x | y\n--|--\nx | y\n",
}


@pytest.mark.parametrize("place", PLACES)
def test_no_text_becomes_an_element_or_an_attribute(place):
    """Whatever it is, and even if it has lines; a text that is loaded has none."""
    before, at_start, after = PLACES[place]
    plain = skeleton(f"{before}qqq{after}")
    for what, text in HOSTILE.items():
        assert skeleton(f"{before}{escape(text, at_start)}{after}") == plain, what


@given(TEXT)
def test_attributes_hold_any_text(text):
    (link,) = rendered(f'x [](#y){{ #r .ref data-letter=a aria-label="{attribute(text)}" }} z').iter("a")
    assert link.get("aria-label") == text


@pytest.mark.parametrize(
    "html", ["<em>a *b*</em> &lt;b&gt;", 'x <a href="https://a.b/c_d*e(f)">c_d</a>', '<span lang="zh">河</span>']
)
def test_a_citation_says_the_same_in_markdown(html):
    wanted = html5lib.parseFragment(html, treebuilder="lxml", namespaceHTMLElements=False)
    words = "".join(part if isinstance(part, str) else "".join(part.itertext()) + (part.tail or "") for part in wanted)
    assert shown(from_html(html)) == words
    assert [a.get("href") for a in rendered(from_html(html)).iter("a")] == re.findall('href="([^"]*)"', html)


@given(st.lists(SYNTAX | st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"))).map("".join))
def test_an_address_is_opened_as_it_was_written(path):
    try:
        url = web_address(f"https://gazette.example/{path}")
    except ValueError:
        return
    cited = from_html(f'<a href="{html.escape(url)}">{html.escape(url)}</a>')
    for link in (f"[x]({address(url)})", cited):
        assert [a.get("href") for a in rendered(f"x {link} y").iter("a")] == [url]


def test_the_kinds_of_notes_are_those_of_the_model():
    configured = extensions()["extension_configs"]["pymdownx.blocks.details"]["types"]
    assert configured[: len(get_args(NoteKind))] == list(get_args(NoteKind))


@given(st.text())
def test_yaml_strings_hold_any_text(text):
    assert yaml.safe_load(f"title: {yaml_string(text)}") == {"title": text}


@given(TEXT)
def test_inline_text_without_syntax_is_left_alone(text):
    try:
        tokens = inline.parse(text)
    except ValueError:
        return
    if "](" not in text and "*" not in text:
        assert tokens == (inline.Plain(text),)
    assert shown("x " + inline.to_markdown(tokens, lambda link: "page.html")) == "x " + inline.plain(tokens).strip()


def test_inline_links_and_languages():
    tokens = inline.parse("The *old* [SCO [上合](lang:zh)](term:sco), see [2.3](p2.3).")
    assert [(link.kind, link.id) for link in inline.links(tokens)] == [("term", "sco"), ("passage", "p2.3")]
    assert inline.plain(tokens) == "The old SCO 上合, see 2.3."
    made = inline.to_markdown(tokens, lambda link: f"{link.kind}.md")
    assert made == 'The *old* [SCO <span lang="zh">上合</span>](term.md), see [2.3](passage.md).'


@pytest.mark.parametrize("text", ["[" * 100_000, "[]" * 50_000, "*a " * 50_000, "[" * 50_000 + "]" * 50_000])
def test_no_text_keeps_a_reader_waiting(text):
    """Each bracket is looked at once: looking for the end of each took minutes for these."""
    assert inline.plain(inline.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "[a](http://x.y)",
        "[a](javascript:x())",
        "[a [b](term:c)](term:d)",
        "[a](lang:chinese)",
        "[a [b](lang:c)](lang:zh)",
    ],
)
def test_other_links_are_refused(text):
    with pytest.raises(ValueError, match=r"link|language"):
        inline.parse(text)


def test_html_in_plain_text_is_shown_not_run():
    assert (
        shown("x " + escape('<script>alert(1)</script> <img src=x onerror="y">'))
        == 'x <script>alert(1)</script> <img src=x onerror="y">'
    )
