"""A convenience: `mkdocs build` and `mkdocs serve` run the generator first. All the work is in build.py.

It also keeps out of the site what no page uses: the scripts, styles and icons of the theme under ours, and comments.
"""

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files

from explainer.epoch import source_date
from explainer.load.content import load_about
from explainer.render.menu import menu

# Lines with nothing else on them; a script may have what looks like a comment within a line.
_COMMENTS = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_held = contextlib.ExitStack()  # keeps the docs folder open while it is ours


def _content(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / "content"


def on_config(config: MkDocsConfig) -> None:
    """While `mkdocs serve` runs, its address is the site's, and it puts a script of its own into each page."""
    config.extra["live_reload"] = (config.site_url or "").startswith(f"http://{config.dev_addr}/")


def on_pre_build(config: MkDocsConfig) -> None:
    """Generate the pages of this site's own content folder; stop the build if that fails."""
    if not config.use_directory_urls:
        raise Abort("mkdocs.yml: use_directory_urls: false breaks every link of this site; leave it out.")
    content = _content(config)
    if not content.is_dir():  # the pages around a collection (collection.py) are there already
        return
    # The generator locks this handle. Since we keep it open, no other build changes a page until MkDocs has read all.
    docs = os.open(config.docs_dir, os.O_RDONLY)
    _held.callback(os.close, docs)
    command = [sys.executable, str(Path(__file__).with_name("build.py")), "build", "--turn", str(docs)]
    command += ["--content", str(content), "--docs", config.docs_dir]
    command += ["--draft"] if config.extra.get("draft") else []
    if subprocess.run(command, pass_fds=[docs], check=False).returncode:
        raise Abort("The pages could not be made; the lines above say why.")
    os.environ.setdefault("SOURCE_DATE_EPOCH", source_date(content))


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out what is neither a page nor our theme's; what mkdocs.yml leaves open stands in statement.yml."""
    for file in list(files):
        if file.src_dir not in (config.docs_dir, config.theme.custom_dir):
            files.remove(file)
    if not config.nav:
        about = load_about(_content(config))
        config.site_name, config.site_description = about.name, about.summary
        config.nav = menu(about, [file.src_uri for file in files])


def on_post_build(config: MkDocsConfig) -> None:
    """Let other builds have the docs folder; leave out the comments of scripts and style sheets, a third of their weight."""
    _held.close()
    site = Path(config.site_dir)
    for file in (*site.rglob("*.js"), *site.rglob("*.css")):
        file.write_text(_COMMENTS.sub("", file.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


def on_build_error(error: Exception) -> None:
    """The same when the build fails: a server goes on."""
    _held.close()
