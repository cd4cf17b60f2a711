"""What people write arrives in HTML as the same words, whatever characters are in it."""

from __future__ import annotations

import html5lib
import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from explainer.text import inline
from explainer.text.markdown import attribute, escape, yaml_string

# Characters that Markdown or one of its extensions might take for syntax, more often than chance would bring them.
SYNTAX = st.sampled_from(
    list("*_`[](){}<>#+-.!|~^=:&\"'\\/$%@1 2a  ")
    + ["&amp;", "http://x.y", "<b>", "](", "  ", "1. ", "- ", "[^1]", "{#id}", "{: .a}", "///", "\u2028", "中", "ә"]
)
TEXT = (
    st.lists(SYNTAX | st.characters(exclude_categories=("Cc", "Cs")))
    .map(lambda parts: "".join(parts).strip())
    .filter(bool)
)


def _extensions():
    configuration = yaml.load((ROOT / "mkdocs.yml").read_text().replace("!ENV", ""), Loader=yaml.SafeLoader)
    names = configuration["markdown_extensions"]
    return [next(iter(n)) if isinstance(n, dict) else n for n in names]


EXTENSIONS = _extensions()


def shown(source: str) -> str:
    """The text that a browser shows for Markdown."""
    html = markdown.Markdown(extensions=EXTENSIONS).convert(source)
    tree = html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False)
    return "".join(tree.find("body").itertext()).strip("\n")


@given(TEXT)
def test_escaped_text_is_the_same_text_in_a_passage(text):
    assert (
        shown(f'<div markdown>\n<p class="text" markdown="span">{escape(text, at_start=True)}</p>\n</div>').strip("\n")
        == text
    )


@given(TEXT)
def test_escaped_text_is_the_same_text_in_a_paragraph(text):
    assert shown(escape(text, at_start=True)) == text


@given(TEXT)
def test_escaped_text_is_the_same_text_in_a_link_in_a_mark(text):
    assert shown(f"x <mark>[{escape(text)}](page.html){{ .term }}</mark>") == f"x {text}"


@given(TEXT)
def test_attributes_hold_any_text(text):
    html = markdown.Markdown(extensions=EXTENSIONS).convert(f'x <a href="#" aria-label="{attribute(text)}"></a>')
    tree = html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False)
    (link,) = tree.iter("a")
    assert link.get("aria-label") == text


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
    assert shown("x " + inline.to_markdown(tokens, lambda link: "page.html", escape)) == "x " + inline.plain(tokens)


def test_inline_links_and_languages():
    tokens = inline.parse("The *old* [SCO [上合](lang:zh)](term:sco), see [2.3](p2.3).")
    assert [(link.kind, link.id) for link in inline.links(tokens)] == [("term", "sco"), ("passage", "p2.3")]
    assert inline.plain(tokens) == "The old SCO 上合, see 2.3."
    made = inline.to_markdown(tokens, lambda link: f"{link.kind}.md", escape)
    assert made == 'The <em>old</em> [SCO <span lang="zh">上合</span>](term.md), see [2.3](passage.md).'


@pytest.mark.parametrize(
    "text", ["[a](http://x.y)", "[a](javascript:x())", "[a [b](term:c)](term:d)", "[a](lang:chinese)"]
)
def test_other_links_are_refused(text):
    with pytest.raises(ValueError, match=r"link|language"):
        inline.parse(text)


def test_html_in_plain_text_is_shown_not_run():
    assert (
        shown("x " + escape('<script>alert(1)</script> <img src=x onerror="y">'))
        == 'x <script>alert(1)</script> <img src=x onerror="y">'
    )
