"""Run the `samsvar` command as a person would, in a process of its own."""

import subprocess

from survey_app.config import Settings
from tests.server import SAMSVAR, environment_of


def samsvar(settings: Settings, *words: str, expect: int = 0) -> str:
    """Return what the command prints on standard output; fail when the exit code is another."""
    done = subprocess.run(
        [*SAMSVAR, *words],
        env=environment_of(settings),
        cwd=settings.instance_dir,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == expect, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done.stdout if expect == 0 else done.stderr
