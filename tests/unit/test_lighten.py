"""The step that makes a built site lighter: what nothing uses goes, all else stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from lighten import lighten

MAIN = "assets/stylesheets/main.0a1b2c3d.min.css"
PALETTE = "assets/stylesheets/palette.0a1b2c3d.min.css"
BUNDLE = "assets/javascripts/bundle.0a1b2c3d.min.js"
PAGE = f"""<!doctype html>
<html lang="en" class="no-js"><head><link rel="stylesheet" href="{MAIN}"><link rel="stylesheet" href="{PALETTE}"></head>
<body dir="ltr" data-md-color-primary="indigo">
<p class="used wide" id="one" style="color: var(--from-page)">Text <a href="https://example.org/">link</a></p>
<ul><li>item</li></ul>
</body></html>
"""


def site_of(folder: Path, css: str = "", page: str = PAGE, **files: str) -> Path:
    """A small site with the theme's two style sheets, and more files by name ("own_js" is assets/own.js)."""
    texts = {"index.html": page, MAIN: css, PALETTE: ""}
    texts |= {f"assets/{name.replace('_', '.')}": text for name, text in files.items()}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def content(site: Path) -> dict[str, bytes]:
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def slim(folder: Path, css: str, **files: str) -> str:
    """What becomes of the theme's style sheet."""
    site = site_of(folder, css, **files)
    lighten(site)
    return (site / MAIN).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "css",
    [
        ".used{a:b}",
        "p.used.wide#one{a:b}",
        ".used:hover>a::before{a:b}",
        ".used:not(.absent){a:b}",
        ":root{color:red}",
        "::backdrop{a:b}",
        "body *{a:b}",
        "a[href^=https]{a:b}",
        "[data-md-color-scheme=slate] .used{a:b}",
        ".js .used{a:b}",
        "dialog[open]{a:b}",
        "p[hidden]{a:b}",
        ":target>li{a:b}",
        "@media print{.used{a:b}}",
        "@supports (a:b){@media screen{.used{a:b}}}",
        "@layer one{@layer two{.used{a:b}}}",
        '@charset "utf-8";@page{margin:1cm}@layer one,two;',
        "@font-face{font-family:Own;src:url(own.woff2)}",
        "/*! Licence */",
        ".used{&:hover{a:b}}",
        ".used{background:url(\"data:image/svg+xml;charset=utf-8,<svg xmlns='x'/>\")}",
        ".used{width:calc(100% - (1px + 2px));a:b!important}",
    ],
)
def test_what_is_used_stays_byte_for_byte(tmp_path, css):
    assert slim(tmp_path, css) == css


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".absent{a:b}", ""),
        (".absent:hover{a:b}.used{c:d}", ".used{c:d}"),
        (".used .absent{a:b}", ""),
        ("#absent{a:b}", ""),
        ("p.used.absent{a:b}", ""),
        ("p.used::after,.absent{a:b}", "p.used::after{a:b}"),
        ("[dir=rtl] .used{a:b}[dir=ltr] .used{c:d}", "[dir=ltr] .used{c:d}"),
        ("[data-md-color-scheme=slate][data-md-color-primary=pink]{a:b}", ""),
        ("a[href$='.pdf']{a:b}", ""),
        ("@media print{.absent{a:b}}", ""),
        ("@media print{.absent{a:b}.used{c:d}}", "@media print{.used{c:d}}"),
        ("@supports (a:b){@media screen{.absent{a:b}}}", ""),
        ("@layer one{@layer two{.absent{a:b}}}", "@layer one{@layer two{}}"),
        ("/* remark *//*! Licence */.absent{a:b}", "/*! Licence */"),
    ],
)
def test_what_matches_nothing_goes(tmp_path, css, left):
    assert slim(tmp_path, css) == left


def test_a_list_with_a_browser_s_own_selector_stays_whole(tmp_path):
    """A browser that does not know one selector drops the rule; without that selector the rule would begin to hold."""
    assert slim(tmp_path, ".absent::-ms-clear,.used{a:b}") == ".absent::-ms-clear,.used{a:b}"


@pytest.mark.parametrize(
    "script",
    ['e.className = "absent"', 'e.dataset.mdState = "absent"', 'e.setAttribute("data-md-state", "absent")'],
)
def test_what_a_script_may_add_counts_as_there(tmp_path, script):
    css = ".absent{a:b}" if "class" in script else "p[data-md-state=absent]{a:b}"
    assert slim(tmp_path / "with", css, own_js=script) == css
    assert slim(tmp_path / "without", css) == ""


def test_inline_scripts_count_as_scripts_and_texts_do_not(tmp_path):
    page = PAGE.replace("item", "other").replace("</body>", "<script>add('absent')</script></body>")
    site = site_of(tmp_path, ".absent{a:b}.other{a:b}", page)
    lighten(site)
    assert (site / MAIN).read_text() == ".absent{a:b}"


def test_custom_properties_that_nothing_names_go(tmp_path):
    css = (
        ":root{--a:1;--b:var(--a);--lost:var(--lost-too);--lost-too:2;--from-page:3;--from-own:4}"
        ".used{width:var(--b)}.absent{width:var(--lost)}"
    )
    left = ":root{--a:1;--b:var(--a);--from-page:3;--from-own:4}.used{width:var(--b)}"
    assert slim(tmp_path, css, own_css="p{width:var(--from-own)}") == left


def test_custom_properties_are_told_across_style_sheets(tmp_path):
    site = site_of(tmp_path, ".used{width:var(--hue)}")
    (site / PALETTE).write_text("@media screen{:root{--hue:1;--lost:2}.used{--lost:3}}")
    lighten(site)
    assert (site / PALETTE).read_text() == "@media screen{:root{--hue:1;}}"


def test_animations_that_nothing_names_go(tmp_path):
    css = "@keyframes lost{to{width:var(--c)}}@keyframes kept{to{width:1px}}:root{--c:1}.used{animation:kept 1s}"
    assert slim(tmp_path, css) == "@keyframes kept{to{width:1px}}.used{animation:kept 1s}"


def test_only_files_of_the_theme_that_nobody_mentions_go(tmp_path):
    worker = BUNDLE.replace("bundle", "workers/search")
    page = PAGE.replace("</body>", f'<script src="{BUNDLE}"></script></body>').replace(PALETTE, "elsewhere.css")
    site = site_of(tmp_path, page=page, own_map="{}", own_png="", unmentioned_js="")
    for name, text in {
        BUNDLE: "run()\n//# sourceMappingURL=bundle.map\n",
        BUNDLE + ".map": "{}",
        MAIN + ".map": "{}",
        worker: "",
        "assets/javascripts/lunr/min/lunr.ru.min.js": "",
        "search/search_index.json": '{"config": {"lang": ["en"]}}',
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    lighten(site)
    own = {"assets/own.map", "assets/own.png", "assets/unmentioned.js"}
    assert content(site).keys() == {"index.html", MAIN, BUNDLE, "search/search_index.json"} | own
    assert (site / BUNDLE).read_text() == "run()\n"


@pytest.mark.parametrize("index", ['{"config": {"lang": ["en", "ru"]}}', "not JSON"])
def test_language_files_stay_when_the_search_may_need_them(tmp_path, index):
    page = PAGE.replace("</body>", f'<script src="{BUNDLE}"></script></body>')
    site = site_of(tmp_path, page=page)
    language = site / "assets/javascripts/lunr/min/lunr.ru.min.js"
    language.parent.mkdir(parents=True)
    (site / "search").mkdir()
    for path, text in ((site / BUNDLE, ""), (language, ""), (site / "search/search_index.json", index)):
        path.write_text(text)
    lighten(site)
    assert language.exists()


def test_a_second_run_changes_nothing(tmp_path):
    css = ":root{--a:1;--b:2}.used , .absent{width:var(--a)} @media print { .absent{} .used {a:b} }"
    site = site_of(tmp_path, css)
    lighten(site)
    first = content(site)
    lighten(site)
    assert content(site) == first
    assert first[MAIN] != css.encode()


def test_a_site_of_another_theme_passes_through(tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><title>Bare</title>")
    (site / "style.css").write_text(".absent{a:b}")
    before = content(site)
    lighten(site)
    assert content(site) == before


def test_what_cannot_be_read_leaves_the_site_as_it_was(tmp_path):
    site = site_of(tmp_path, ".absent{a:b}")
    (site / "zz.html").write_bytes(b"\xff\xfe")
    before = content(site)
    with pytest.raises(UnicodeDecodeError):
        lighten(site)
    assert content(site) == before
