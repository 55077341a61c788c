"""What can be said of the installed packages without a network: `make audit`, with ADVISORIES=folder for what is known.

1. The requirements of every package are met (`pip check`).
2. What is installed is what the locks name, in their versions, and nothing else.
3. With a folder of advisories in the OSV format (one JSON file each, at any depth, as the advisory database of Python
   packages is published): no package of a lock is in an affected version. Without the folder nothing is known of
   vulnerabilities, and the last line says so. That the files are those of the locks was checked by their hashes when
   they were installed; whether a version was withdrawn since, only the registry knows.
"""

import importlib.metadata
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.version import InvalidVersion, Version

PROJECT = Path(__file__).resolve().parent.parent
TOOLS = {"pip", "setuptools", "wheel"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, set[str]]:
    """Versions of each package in any lock."""
    found: dict[str, set[str]] = {}
    for path in sorted((PROJECT / ".locks").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for name, version in re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==(\S+)", text, re.MULTILINE):
            found.setdefault(normal(name), set()).add(version)
    return found


def strangers(installed: dict[str, str], known: dict[str, set[str]]) -> Iterator[str]:
    """What is installed and not locked, or in another version."""
    for name, version in sorted(installed.items()):
        if name not in known and name not in TOOLS:
            yield f"{name} {version}: installed, in no lock"
        elif name in known and version not in known[name]:
            yield f"{name} {version}: the locks name {', '.join(sorted(known[name]))}"


def affected(advisory: dict, known: dict[str, set[str]]) -> Iterator[str]:
    """A line for each locked version that an advisory names."""
    if advisory.get("withdrawn"):
        return
    for part in advisory.get("affected", []):
        name = normal(part.get("package", {}).get("name", ""))
        if part.get("package", {}).get("ecosystem") == "PyPI":
            for version in sorted(known.get(name, ())):
                if version in part.get("versions", ()) or any(in_range(version, one) for one in part.get("ranges", ())):
                    yield f"{name} {version}: {advisory.get('id', 'without id')} {advisory.get('summary', '')}".strip()


def in_range(version: str, one: dict) -> bool:
    """Whether the last event at or before a version opens the range; `last_affected` is itself affected."""
    if one.get("type") != "ECOSYSTEM":
        return False
    inside = False
    events = [(kind, text) for event in one.get("events", ()) for kind, text in event.items()]
    for kind, text in sorted(events, key=lambda event: order(event[1])):
        if kind == "last_affected":
            inside = inside and order(version) <= order(text)
        elif order(text) <= order(version):
            inside = kind == "introduced"
    return inside


def order(text: str) -> Version:
    """A version to compare with; the 0 of an advisory, and what is no version, come before all others."""
    try:
        return Version("0.dev0" if text == "0" else text)
    except InvalidVersion:
        return Version("0.dev0")


def main(folder: str) -> int:
    known = locked()
    checked = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    found = checked.stdout.splitlines() if checked.returncode else []
    installed = {normal(part.metadata["Name"]): part.version for part in importlib.metadata.distributions()}
    found += strangers(installed, known)
    paths = sorted(Path(folder).rglob("*.json")) if folder else []
    if folder and not paths:
        found.append(f"{folder}: holds no advisory (files *.json in the OSV format)")
    for path in paths:
        found += affected(json.loads(path.read_text(encoding="utf-8")), known)
    print(*found, sep="\n", end="\n" if found else "")
    looked = f"{len(paths)} advisories read" if paths else "vulnerabilities not looked at: no ADVISORIES=folder"
    print(f"{len(installed)} packages, {len(found)} to look at; {looked}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
