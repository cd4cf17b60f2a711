"""A convenience: `mkdocs build` and `mkdocs serve` run the generator first. All the work is in build.py."""

import subprocess
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort


def on_pre_build(config: MkDocsConfig) -> None:
    """Generate the pages of this site's own content folder; stop the build if that fails."""
    content = Path(config.config_file_path).parent / "content"
    command = [
        sys.executable,
        str(Path(__file__).with_name("build.py")),
        "build",
        "--content",
        str(content),
        "--docs",
        config.docs_dir,
    ]
    if subprocess.run(command, check=False).returncode:
        raise Abort("The content has problems; see the lines above.")
