#!/usr/bin/env bash
# Sets up what is missing, then runs. Safe to run twice; says on stderr what it installs, so that
# stdout carries nothing but the program's own output.
#   run.sh demo | test [pytest arguments] | test-windows [inside|outside …] | python ARGS… | any command of main.py
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
venv=${ILSON_VENV:-$here/.venv}

say() { printf '%s\n' "일손: $*" >&2; }
die() { say "$2"; exit "$1"; }

# What a window, a virtual screen, reading Korean and Korean text on the screen need.
base_packages=(xvfb openbox x11-xserver-utils xclip xauth tesseract-ocr tesseract-ocr-kor
  fonts-noto-cjk libegl1 libgl1 libopengl0 libglib2.0-0 libxkbcommon-x11-0 libxkbcommon0
  libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxcb-render-util0
  libxcb-image0 libxcb-randr0 libxcb-xinerama0 libxcb1 libxcb-shm0 libxcb-xfixes0
  libdbus-1-3 libfontconfig1 xdg-utils)
# What the Windows lane is built from and shown on: see tests/windows/README.md.
windows_packages=(wine wine64 libwine gcc-mingw-w64-x86-64-win32 unzip xdotool x11-utils)
# The programs that the tests drive, and the hands that play the clerk.
test_packages=(xdotool x11-utils x11-xkb-utils dbus dbus-x11 mousepad zenity galculator chromium trayer
  poppler-utils python3-gi gir1.2-gtk-3.0 at-spi2-core gir1.2-atspi-2.0
  ibus ibus-hangul ibus-gtk3 tigervnc-standalone-server tigervnc-viewer)

install_packages() {
  command -v dpkg-query >/dev/null || { say "Debian이 아니라서 꾸러미 설치를 건너뛰어요: $*"; return 0; }
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
      missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null ||
      die 4 "꾸러미를 설치할 권한이 없어요. 관리자에게 부탁해 주세요: apt-get install ${missing[*]}"
    root=(sudo -n)
  fi
  say "Debian 꾸러미를 설치해요: ${missing[*]}"
  "${root[@]}" apt-get -o DPkg::Lock::Timeout=600 update -qq >&2 || die 4 "꾸러미 목록을 받지 못했어요."
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends \
    "${missing[@]}" >&2 || die 4 "꾸러미를 설치하지 못했어요: ${missing[*]}"
}

find_python() {
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null &&
      "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

set_up_python() {
  local stamp=$venv/.installed wanted
  wanted=$(sha256sum "$here/constraints.txt" | cut -d' ' -f1)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && "$venv/bin/python" -c '' 2>/dev/null
  then
    return 0
  fi
  local python
  python=$(find_python) || { install_packages python3 python3-venv; python=$(find_python); } ||
    die 4 "Python 3.11 이상이 필요해요."
  # One that was cut off, or whose Python has gone since, is made anew.
  if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    say "파이썬 환경을 만들어요: $venv"
    "$python" -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
    "$python" -m venv --clear "$venv" >&2
  fi
  say "파이썬 꾸러미를 설치해요 (constraints.txt)"
  "$venv/bin/python" -m pip install -q --disable-pip-version-check --no-deps \
    -r "$here/constraints.txt" >&2 || die 4 "파이썬 꾸러미를 설치하지 못했어요."
  printf '%s' "$wanted" >"$stamp"
}

run_tests() {
  cd "$here"
  export PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1
  "$venv/bin/ruff" check .
  "$venv/bin/ruff" format --check .
  "$venv/bin/mypy"
  "$venv/bin/mypy" --platform win32 player/desktop
  # Two files at a time, each on a virtual screen of its own; what is asked for by name runs alone.
  local workers=(-n 2 --dist loadfile) argument
  for argument in "$@"; do
    if [ -e "${argument%%::*}" ]; then workers=(); fi
  done
  exec "$venv/bin/python" -m pytest --ignore=tests/windows "${workers[@]}" "$@"
}

# Within the lane the unit tests, on Windows' own Python; from outside, driven by xdotool, the product
# in real windows. With arguments, pytest's, those of `inside …` or `outside …` only.
run_windows_tests() {
  cd "$here"
  export PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1
  local lane=${1:-}
  [ $# -gt 0 ] && shift
  if [ "$lane" != outside ]; then
    "$venv/bin/python" -m tests.windows.inside "$@"
  fi
  if [ "$lane" != inside ]; then
    "$venv/bin/python" -m pytest tests/windows "$@"
  fi
}

# Paths in the arguments are the caller's, so only the tests change the folder.
command=${1:-}
[ $# -gt 0 ] && shift
install_packages "${base_packages[@]}"
set_up_python
case $command in
  test)
    install_packages "${test_packages[@]}"
    run_tests "$@"
    ;;
  test-windows)
    install_packages "${windows_packages[@]}"
    bash "$here/tests/windows/setup.sh" "${ILSON_WINDOWS:-${XDG_CACHE_HOME:-$HOME/.cache}/ilson-windows}" \
      "$venv/bin/python"
    run_windows_tests "$@"
    ;;
  python) exec "$venv/bin/python" "$@" ;;
  "") exec "$venv/bin/python" "$here/main.py" ;;
  *) exec "$venv/bin/python" "$here/main.py" "$command" "$@" ;;
esac
