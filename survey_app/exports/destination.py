"""Where results go: files that nobody else can read, and a last line that says what was done."""

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from survey_app.exports.errors import ExportError
from survey_app.exports.source import CODEBOOK


def check_extension(out: Path | None, allowed: Sequence[str]) -> None:
    """Refuse a file whose name ends with something else than `allowed`."""
    if out is not None and out.suffix.lower() not in allowed:
        names = [f"FILE{suffix}" for suffix in allowed]
        either = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
        raise click.UsageError(f"{out.name}: write --out {either}.")


def not_in_an_export(out: Path) -> None:
    """Refuse to add a file to an export folder, which would then not be what was written."""
    if (out.absolute().parent / CODEBOOK).exists():
        raise ExportError(
            f"{out.parent} is an export folder, which nothing may be added to. Write elsewhere."
        )


def write_privately(out: Path, write: Callable[[], None]) -> None:
    """Let `write` fill the file `out`, which nobody else can read from the start."""
    try:
        out.touch(mode=0o600)
        out.chmod(0o600)
        write()
    except OSError as error:
        raise _not_written(out, error) from None


def write_whole(out: Path, write: Callable[[Path], None], before: Callable[[], None]) -> None:
    """Let `write` fill a file that gets the name `out` when it is whole, and after `before`.

    Nobody else can read it from the start. When anything fails, no file is left.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=out.parent, prefix=".", suffix=out.suffix)
    except OSError as error:
        raise _not_written(out, error) from None
    os.close(descriptor)
    try:
        write(Path(name))
        before()
        Path(name).replace(out)
    except OSError as error:
        raise _not_written(out, error) from None
    finally:
        Path(name).unlink(missing_ok=True)


def _not_written(out: Path, error: OSError) -> ExportError:
    return ExportError(f"{out} cannot be written: {error.strerror}.")


def say_done(what: str, form: str, out: Path | None) -> None:
    """Print the last line; when programs read what is printed, to those who watch instead."""
    printed_for_programs = out is None and form != "text"
    where = f" to {out}" if out is not None else ""
    click.echo(f"{what}{where}.", err=printed_for_programs)


def counted(responses: int) -> str:
    """Return `1 response` or `58 responses`."""
    return "1 response" if responses == 1 else f"{responses} responses"
