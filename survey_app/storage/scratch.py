"""Folders for what is half done: locked while somebody works in them, removed when nobody does.

A command that is killed leaves its folder behind, and after a release there are readable answers in
it. The lock goes with the process, so what is left can be told from what is in use.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

PREFIX = ".samsvar-"


@contextlib.contextmanager
def scratch_folder(parent: Path) -> Iterator[Path]:
    """Give a new folder below `parent`, which is made too; nothing is left of it afterwards.

    What killed processes have left there goes first. Raises OSError.
    """
    parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        # One at a time: a folder is locked before anyone can take it for abandoned.
        with _lock(parent, wait=True):
            for left in abandoned(parent):
                shutil.rmtree(left, ignore_errors=True)
            folder = Path(tempfile.mkdtemp(dir=parent, prefix=PREFIX))
            held.enter_context(_lock(folder, wait=True))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def abandoned(parent: Path) -> list[Path]:
    """Return the folders below `parent` whose process is no more."""
    return [folder for folder in sorted(parent.glob(f"{PREFIX}*")) if _is_abandoned(folder)]


def _is_abandoned(folder: Path) -> bool:
    with contextlib.suppress(OSError), _lock(folder, wait=False) as locked:
        return locked
    return False


@contextlib.contextmanager
def _lock(folder: Path, *, wait: bool) -> Iterator[bool]:
    """Lock a folder, and tell whether it is: some network disks cannot."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            locked = False
        else:
            locked = True
        yield locked
    finally:
        os.close(handle)
