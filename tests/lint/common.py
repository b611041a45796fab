# SPDX-License-Identifier: EUPL-1.2
"""What the checks share: which files there are, and how a finding is told."""
import pathlib
import subprocess
import sys

CXX = {".cpp", ".hpp", ".h", ".cc"}
SKIPPED_FOLDERS = {".git", "build", "out", ".cache", "node_modules", "__pycache__"}


def files(root):
    """The project's files, relative to root: what git tracks or would track; all where there is no git."""
    root = pathlib.Path(root)
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            check=True, capture_output=True).stdout.decode().split("\0")
        found = {pathlib.PurePath(name) for name in listed if name}
    else:
        found = {path.relative_to(root) for path in root.rglob("*") if path.is_file()}
    return sorted(path for path in found
                  if not SKIPPED_FOLDERS.intersection(path.parts) and (root / path).is_file())


def read(root, path):
    return (pathlib.Path(root) / path).read_text(encoding="utf-8", errors="replace")


def main(check):
    """Runs check(root) -> findings for the folder on the command line; exits 1 if it found any."""
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    findings = check(root)
    for finding in findings:
        print(finding)
    sys.exit(1 if findings else 0)
