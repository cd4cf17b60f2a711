#!/usr/bin/env python3
"""Turn content/ into the Markdown pages that MkDocs reads, or say what is wrong with it.

build.py build     check everything, then write the pages          (content/ -> docs/)
build.py check     check only, and print what there is
build.py address   print the public address (SITE_URL), or say why it is none
build.py ids       add new ids to content/ids.lock
build.py edition   cut an edition: record the text of every id, and publish the new ones
build.py new       start a site for another statement
build.py schema    write the JSON Schemas of the content files, for the YAML plugins of editors
build.py clean     remove the pages that build wrote

Exit status: 0; 1 for problems of the content or of the machine, each in a line of its own; 2 for wrong usage.
SITE_URL in the environment is the public address of the site; without it, pages name no absolute address.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

# Python looks beside a script by itself, but not under PYTHONSAFEPATH.
sys.path.insert(0, str(Path(__file__).resolve().parent))

from explainer import check, scaffold, shared, turns, write
from explainer.cite import styles
from explainer.editions import ids, snapshot
from explainer.load.content import Content
from explainer.load.proposal import Proposal
from explainer.load.values import web_address
from explainer.problems import ContentError, Problem, one_line, reason
from explainer.render import by_hand, clashes, pages
from explainer.site import Site

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand. Returns the exit status: 0, or 1 when something is wrong (all on stderr, a line each)."""
    # One short run that keeps almost everything it makes: collecting garbage only costs time.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # the letters of a path may be none that the terminal knows
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
        sys.stdout.flush()
    except ContentError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count != 1 else ''}; nothing was written.", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output (head, less) has left
        _discard_output()
    except OSError as error:  # no room, no right to write, no such folder ...
        print(
            Problem(str(error.filename2 or error.filename or "build.py"), 0, 0, "system", reason(error)),
            file=sys.stderr,
        )
        _discard_output()
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _discard_output() -> None:
    """Let Python find nothing to complain about when it closes stdout."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    content = argparse.ArgumentParser(add_help=False)
    content.add_argument(
        "--content", type=Path, default=ROOT / "content", metavar="DIR", help="the content folder (default: content/)"
    )
    draft = argparse.ArgumentParser(add_help=False)
    draft.add_argument(
        "--draft", action="store_true", help="let wait what is marked TODO, and say on every page that it is a draft"
    )
    docs = argparse.ArgumentParser(add_help=False)
    docs.add_argument(
        "--docs", type=Path, default=ROOT / "docs", metavar="OUT", help="where MkDocs reads pages (default: docs/)"
    )
    build = commands.add_parser("build", parents=[content, docs, draft], help="check the content and write the pages")
    # The docs folder, open in the process that runs us: the lock that we put on it lasts as long as that keeps it open.
    build.add_argument("--turn", type=int, help=argparse.SUPPRESS)
    build.set_defaults(run=_build)
    checked = commands.add_parser("check", parents=[content, draft], help="check the content and print what there is")
    checked.set_defaults(run=_check)
    commands.add_parser("address", help="print the public address").set_defaults(run=_address)
    commands.add_parser("ids", parents=[content], help="add new ids to ids.lock").set_defaults(run=_ids)
    edition = commands.add_parser("edition", parents=[content], help="cut an edition of the content as it is")
    edition.add_argument("number", metavar="YEAR.NUMBER", help="its name, such as 2026.1")
    edition.add_argument("--date", default=datetime.date.today().isoformat(), help="its day (default: today)")
    edition.set_defaults(run=_edition)
    new = commands.add_parser("new", help="start a site for another statement")
    new.add_argument(
        "statement",
        type=Path,
        metavar="STATEMENT.txt",
        help="the text; how it is cut is proposed, and yours to correct",
    )
    new.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet")
    new.set_defaults(run=_new)
    schema = commands.add_parser("schema", help="write the JSON Schemas of the content files")
    schema.add_argument(
        "--schema", type=Path, default=ROOT / "schema", metavar="OUT", help="the folder to write to (default: schema/)"
    )
    schema.add_argument("--readme", type=Path, default=ROOT / "content" / "README.md", help=argparse.SUPPRESS)
    schema.set_defaults(run=_schema)
    commands.add_parser("clean", parents=[docs], help="remove the pages").set_defaults(run=_clean)
    return parser


def _real(folder: Path) -> Path:
    """The folder with a name of its own, wherever we are; links that go round in a circle are told when it is read."""
    return Path(os.path.realpath(folder))


def _checked(folder: Path, draft: bool) -> Content:
    content = shared.load(_real(folder))
    if problems := check.check(content, draft):
        raise ContentError(problems)
    return content


def site_of(folder: Path, draft: bool = False) -> Site:
    """The content of a folder, checked and resolved. Raises ContentError with all that is wrong in it."""
    content = _checked(folder, draft)
    return Site(content, styles.bibliography(content.sources, CACHE / "citations"), _site_url(), draft)


def _rendered(folder: Path, docs: Path, draft: bool = False) -> tuple[Site, Mapping[str, str]]:
    """The content of a folder, checked, and every file made of it; `docs` has the pages that people wrote."""
    site = site_of(folder, draft)
    taken = clashes.taken(ROOT / "theme", docs, write.foreign(docs))
    return site, pages.render(site, CACHE, by_hand.read(docs), taken)


def _build(options: argparse.Namespace) -> None:
    site, files = _rendered(options.content, options.docs, options.draft)
    with _turn(options.docs, options.turn):
        done = write.write(files, options.docs, options.docs.name)
    print(f"{options.docs}: {done.written} written, {done.unchanged} unchanged, {done.removed} removed")
    if not site.site_url:
        print(
            "SITE_URL is not set: citations get their address in the browser; no canonical address, no image to share"
        )


@contextmanager
def _turn(docs: Path, handle: int | None) -> Iterator[None]:
    """Have the docs folder to ourselves; with a handle of it, for as long as its owner keeps it open."""
    if handle is not None:
        turns.take(handle, docs)
        yield
    else:
        docs.mkdir(parents=True, exist_ok=True)
        with turns.turn(docs):
            yield


def _site_url() -> str:
    """The public address with a slash at its end, or nothing. Raises ContentError if it is no web address."""
    url = os.environ.get("SITE_URL", "")
    if not url:
        return ""
    try:
        if re.search(r"[?#]", web_address(url)):
            raise ValueError(f'"{url}" goes on after ? or #, where no page can be; write https://example.org/')
    except ValueError as error:
        raise ContentError([Problem("SITE_URL", 0, 0, "site-url", str(error))]) from None
    return url.rstrip("/") + "/"


def _address(options: argparse.Namespace) -> None:
    print(_site_url() or "SITE_URL is not set")


def _check(options: argparse.Namespace) -> None:
    site, _ = _rendered(options.content, options.content.parent / "docs", options.draft)
    for name, value in check.counts(site.content).items():
        print(f"{name}: {value}")


def _ids(options: argparse.Namespace) -> None:
    with turns.turn(options.content):
        write.sweep(options.content)
        content = shared.load(_real(options.content))
        text, added, dropped = ids.updated(content)
        write.replace(options.content / "ids.lock", text)
    print(f"{options.content / 'ids.lock'}: {added} ids added, {dropped} unpublished ones dropped")


def _edition(options: argparse.Namespace) -> None:
    path = options.content / "editions" / f"{options.number}.json"
    with turns.turn(options.content):
        write.sweep(options.content)
        site, _ = _rendered(options.content, options.content.parent / "docs")
        content = site.content
        text = snapshot.new(site, options.number, options.date)
        # The edition comes first: should ids.lock not follow, `check` says so and `ids` completes it.
        write.replace_all({path: text, options.content / "ids.lock": ids.publish(content, options.number)})
    print(f"{path}: edition {options.number} of {options.date}, {sum(1 for _ in snapshot.published(site))} texts")
    print(f"{options.content / 'ids.lock'}: what is new in it is published from now on; commit both files")


def _new(options: argparse.Namespace) -> None:
    made, proposal = scaffold.new(options.statement, options.folder, ROOT)
    folder = shlex.quote(str(options.folder))
    print(f"{options.folder}: {len(made)} files; {folder}/README.md says what to do with them")
    _tell(proposal)
    print(f"next: make -C {folder} serve DRAFT=1    (look at it, while what is marked TODO is still to be written)")
    print(f"      make -C {folder} check            (what is still to be written, with file and line)")


def _tell(proposal: Proposal) -> None:
    """What was understood of a text, and what an editor has to decide."""
    for row in proposal.rows():
        print(row)
    if proposal.questions:
        count = len(proposal.questions)
        print(f"not sure, {count} question{'s' if count > 1 else ''}:")
        for question in proposal.questions:
            print(f"  {one_line(str(question))}")
        print(
            "answer in content/statement.yml, under structure: correct lines and first words, then delete the questions"
        )
    else:
        print(
            "sure; should it be wrong all the same, correct lines and first words in content/statement.yml, under structure"
        )


def _schema(options: argparse.Namespace) -> None:
    from explainer.load import fields, schema  # here, because no other command needs them

    made = {options.schema / name: text for name, text in schema.schemas().items()}
    readme = fields.inserted(options.readme.read_text(encoding="utf-8"))
    write.replace_all(made | {options.readme: readme})
    print(f"{options.schema}: {len(made)} files; every key of them stands in {options.readme}")


def _clean(options: argparse.Namespace) -> None:
    if options.docs.is_dir():
        with turns.turn(options.docs):
            print(f"{options.docs}: {write.clean(options.docs)} removed")


if __name__ == "__main__":
    sys.exit(main())
