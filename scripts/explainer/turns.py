"""One process at a time in a folder; the others wait for their turn.

The lock is on the folder itself (flock): it leaves no file behind, wakes nobody who watches the folder for changes, and
is gone when the last process that holds it is, however that ends.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 120.0  # seconds: some builds of the site, one after the other, on a slow machine


@contextlib.contextmanager
def turn(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Have the folder to oneself. Raises TimeoutError when it is not free after `patience` seconds."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        take(handle, folder, patience)
        yield
    finally:
        os.close(handle)


def take(handle: int, folder: Path, patience: float = PATIENCE) -> None:
    """Lock the folder that is open as `handle`, until every process that shares the handle has closed it.

    Says so when it has to wait. Raises TimeoutError when the folder is not free after `patience` seconds.
    """
    until = time.monotonic() + patience
    if not _locked(handle, folder):
        print(f"{folder}: another build is using this folder; waiting until it has ended", file=sys.stderr, flush=True)
        while not _locked(handle, folder):
            if time.monotonic() > until:
                message = f"another build is still using this folder after {patience:g} seconds; end it, or try again"
                raise TimeoutError(errno.ETIMEDOUT, message, str(folder))
            time.sleep(0.1)


def _locked(handle: int, folder: Path) -> bool:
    """Whether the lock is ours now; also where there is no such thing (some network drives)."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        print(f"{folder}: this file system has no locks; run one build at a time", file=sys.stderr, flush=True)
    return True
