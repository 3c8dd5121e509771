"""``goodword source new NAME``: a small package with a working adapter to start from.

The template is itself such a package, for a site called Bakery; it is checked and tested like
the rest of goodword. Making a new one is copying it with another name in place of that one.
"""

from __future__ import annotations

import keyword
import re
import sys
from importlib.util import find_spec
from pathlib import Path

from monitor.errors import ConfigError
from sources.registry import available

TEMPLATE = Path(__file__).parent / "template"
_STAND_IN = "bakery"
_NAME = re.compile(r"[a-z][a-z0-9_]{1,30}\Z")
_LEFT_OUT = frozenset({"__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache"})


def scaffold(name: str, into: Path) -> list[Path]:
    """Write the package ``goodword-source-<name>`` below ``into``; the files written, in order.

    It works from anywhere: goodword finds installed sources by their entry point, so none of
    goodword's own files change. Raises ConfigError when the name cannot be used, the folder
    exists already, or the disk refuses.
    """
    _check(name)
    folder = into / folder_name(name)
    if folder.exists():
        raise ConfigError(f"{folder} exists already.", hint="Choose another name or folder.")
    written = []
    try:
        for original in sorted(TEMPLATE.rglob("*")):
            if original.is_dir() or _LEFT_OUT & set(original.parts):
                continue
            copy = folder / _renamed(str(original.relative_to(TEMPLATE)), name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            words = original.read_text(encoding="utf-8")
            copy.write_text(_renamed(words, name), encoding="utf-8", newline="\n")
            written.append(copy)
    except OSError as error:
        raise ConfigError(
            f"Cannot write to {folder}: {error.strerror}.", hint="Choose another folder."
        ) from error
    return written


def next_steps(name: str) -> str:
    """What to do with the new package, as lines to print."""
    return (
        f"cd {folder_name(name)}\n"
        "pip install -e . pytest\n"
        "pytest                      # passes as it is\n"
        "Then save a real answer of the site in tests/cases/ and let the tests lead.\n"
        "docs/sources-howto.md goes through it step by step."
    )


def folder_name(name: str) -> str:
    """The folder, and the name of the package, of the source ``name``."""
    return f"goodword-source-{name.replace('_', '-')}"


def class_name(name: str) -> str:
    """``city_guide`` as Python names a class: ``CityGuide``."""
    return "".join(part.capitalize() for part in name.split("_"))


def _renamed(words: str, name: str) -> str:
    words = words.replace(f"goodword-source-{_STAND_IN}", folder_name(name))
    words = words.replace(f"{_STAND_IN}.example", f"{name.replace('_', '-')}.example")
    words = words.replace(f"{_STAND_IN.upper()}_", f"{name.upper()}_")
    return words.replace(_STAND_IN, name).replace(class_name(_STAND_IN), class_name(name))


def _check(name: str) -> None:
    if not _NAME.match(name) or keyword.iskeyword(name):
        likely = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_0123456789")
        usable = _NAME.match(likely) and not keyword.iskeyword(likely)
        meant = f' Try "{likely}".' if usable else ""
        raise ConfigError(
            f'"{name}" cannot be the name of a source.{meant}',
            hint="Use small letters, digits and underscores, with a letter first.",
        )
    taken = {listing.key for listing in available()}
    if name in taken:
        raise ConfigError(f'There is a source called "{name}" already.', hint="Choose another.")
    if name in sys.stdlib_module_names or find_spec(f"sources.{name}") or name == "goodword":
        raise ConfigError(
            f'"{name}" is the name of a Python module already.', hint="Choose another name."
        )
