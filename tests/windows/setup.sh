#!/usr/bin/env bash
# Builds the Windows lane: a win32 CPython 3.11 with the product's packages under Wine, from Debian's
# and PyPI's packages alone. What is there already is kept; see README.md for what it is made of.
#   setup.sh FOLDER [PYTHON]     PYTHON: the one whose pip fetches the packages
set -euo pipefail
lane=${1:?folder}
python=${2:-python3}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
constraints=$here/../../constraints.txt
stand_ins=$here/stand_ins
home=$lane/python
system=$lane/prefix/drive_c/windows/system32
wine=/usr/lib/wine/wine64
builtin=/usr/lib/x86_64-linux-gnu/wine/x86_64-windows
compile=x86_64-w64-mingw32-gcc-win32
export WINEPREFIX=$lane/prefix WINEARCH=win64 WINEDEBUG=-all
# No .NET, no HTML, no menu entries, and no debugger that waits for somebody to look at a crash.
export WINEDLLOVERRIDES="mscoree=;mshtml=;winemenubuilder.exe=d;winedbg.exe=d"

# The wheel whose programs carry Python itself (python311.dll and the extension modules, 3.11.7).
carrier=panda3d==1.10.14
# Tools that run on the host, not in the lane.
not_there='^(pytest-xdist|execnet|ruff|mypy|mypy_extensions|ast_serialize|librt|pathspec|types-|python-xlib)'
# Packages that PyPI has as sources only; all are pure Python.
sources='^(PyAutoGUI|PyGetWindow|PyRect|PyMsgBox|PyScreeze|pytweening|MouseInfo)=='

say() { printf '일손: %s\n' "$*" >&2; }
die() { say "$*"; exit 4; }

[ -x $wine ] || die "Wine이 없어요: Debian 꾸러미 wine64를 설치해 주세요."
mkdir -p "$lane"
exec 9>"$lane/.lock"
flock 9

# A part is made anew when what it is made of has changed.
fresh() { # NAME WHAT…
  [ "$(cat "$lane/.$1" 2>/dev/null)" = "${*:2}" ]
}
made() { printf '%s' "${*:2}" >"$lane/.$1"; }

pip() { "$python" -m pip -q --disable-pip-version-check "$@" 9>&- >&2; }
for_windows=(--no-deps --only-binary=:all: --platform win_amd64 --python-version 3.11
  --implementation cp --abi cp311 --abi abi3 --abi none)

python311() { # a CPython 3.11 of the host
  local name
  for name in "$python" python3.11 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
      echo "$name"
      return 0
    fi
  done
  die "Python 3.11이 없어요: Debian 꾸러미 python3.11을 설치해 주세요."
}
host=$(python311)
# Without this, every start over there compiles all that it imports.
compile_modules() { "$host" -m compileall -q -j 2 "$1" >/dev/null 2>&1 || true; }

parts="$carrier $(sha256sum "$stand_ins/python.c" "$stand_ins/tesseract.py" | cut -c1-16 | tr '\n' ' ')"
if ! fresh python "$parts"; then
  say "Windows용 파이썬을 만들어요: $home"
  from=$("$host" -c 'import os; print(os.path.dirname(os.__file__))')
  rm -rf "$home" "$lane/.packages" "$lane/carrier"
  mkdir -p "$home/Lib/site-packages" "$home/DLLs" "$lane/carrier"
  pip download "${for_windows[@]}" -d "$lane/carrier" "$carrier"
  unzip -q -j -o "$lane"/carrier/panda3d-*.whl 'deploy_libs/*' -x 'deploy_libs/api-ms-*' \
    'deploy_libs/[Vv][Cc][Rr][Uu][Nn]*' -d "$home/DLLs"
  mv "$home/DLLs/python311.dll" "$home/"
  rm -rf "$lane/carrier"
  tar -C "$from" -chf - --exclude=site-packages --exclude=dist-packages --exclude=__pycache__ \
    --exclude=lib-dynload --exclude=./test --exclude='config-3*' --exclude=idlelib \
    --exclude=ensurepip --exclude=turtledemo --exclude='*.so' --exclude=sitecustomize.py . |
    tar -C "$home/Lib" -xf -
  compile_modules "$home/Lib"
  $compile -municode -O2 -s -o "$home/python.exe" "$stand_ins/python.c"
  $compile -municode -O2 -s -DPROGRAM='L"tesseract.py"' -o "$home/tesseract.exe" \
    "$stand_ins/python.c"
  cp "$stand_ins/tesseract.py" "$home/"
  # python3.dll, which modules for every Python 3 link against, forwards to python311.dll.
  work=$(mktemp -d)
  x86_64-w64-mingw32-objdump -p "$home/python311.dll" | sed -n '/Ordinal\/Name Pointer/,/^$/p' |
    awk 'BEGIN { print "LIBRARY python3.dll\nEXPORTS" } /\[ *[0-9]+\]/ { print $NF "=python311." $NF }' \
    >"$work/python3.def"
  echo 'int __stdcall DllMainCRTStartup(void *a, unsigned b, void *c) { return 1; }' >"$work/entry.c"
  $compile -shared -nostdlib -Wl,--entry,DllMainCRTStartup -o "$home/python3.dll" \
    "$work/entry.c" "$work/python3.def"
  rm -rf "$work"
  made python "$parts"
fi

packages="$(grep -Ev "^#|^$|$not_there" "$constraints" | tr '\n' ' ')"
if ! fresh packages "$packages"; then
  say "Windows용 파이썬 꾸러미를 설치해요 (constraints.txt)"
  rm -rf "$home/Lib/site-packages"
  mkdir -p "$home/Lib/site-packages" "$lane/wheels"
  mapfile -t from_source < <(grep -E "$sources" "$constraints")
  pip wheel --no-deps -w "$lane/wheels" "${from_source[@]}"
  # shellcheck disable=SC2086 # a list of words
  pip install --root-user-action=ignore --no-compile "${for_windows[@]}" \
    --find-links "$lane/wheels" --target "$home/Lib/site-packages" $packages
  compile_modules "$home/Lib/site-packages"
  # The Visual C++ runtime that the packages are built against; Wine's own lacks some of it.
  cp "$home"/Lib/site-packages/shiboken6/{vcruntime140,vcruntime140_1,msvcp140}.dll "$home/"
  made packages "$packages"
fi

prefix="wine $(dpkg-query -W -f='${Version}' wine64) $(cat "$stand_ins"/*.c "${BASH_SOURCE[0]}" | sha256sum | cut -c1-16)"
if ! fresh prefix "$prefix"; then
  say "Wine의 Windows를 준비해요: $WINEPREFIX"
  WINESERVER=/usr/lib/wine/wineserver64
  [ -d "$WINEPREFIX" ] && { timeout 30 $WINESERVER -k || true; }
  rm -rf "$WINEPREFIX"
  mkdir -p "$WINEPREFIX"
  env -u DISPLAY timeout 180 setsid $wine wineboot -i </dev/null >"$lane/wineboot.log" 2>&1 9>&- ||
    die "Wine을 시작하지 못했어요: $lane/wineboot.log"
  registry() {
    env -u DISPLAY timeout 60 $wine reg add "$@" /f </dev/null >>"$lane/registry.log" 2>&1 9>&- ||
      die "Wine의 설정을 쓰지 못했어요: $lane/registry.log"
  }
  windows='HKLM\Software\Microsoft\Windows NT\CurrentVersion'
  registry "$windows\\AeDebug" /v Debugger /t REG_SZ /d ''
  registry 'HKCU\Software\Wine\WineDbg' /v ShowCrashDialog /t REG_DWORD /d 0
  registry 'HKCU\Software\Wine' /v Version /t REG_SZ /d win10
  registry 'HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId\Windows.UI.ViewManagement.UISettings' \
    /v DllPath /t REG_SZ /d 'C:\windows\system32\uisettings.dll'
  timeout 60 $WINESERVER -w || true
  $compile -O2 -s -shared -o "$system/icuuc.dll" "$stand_ins/icuuc.c"
  $compile -O2 -s -shared -o "$system/uisettings.dll" "$stand_ins/uisettings.c"
  # ucrtbase.dll: Wine's own under another name, and in its place forwards to it and the rest.
  work=$(mktemp -d)
  cp "$builtin/ucrtbase.dll" "$system/ucrtreal.dll"
  $compile -O2 -c -o "$work/complex.o" "$stand_ins/complex.c"
  x86_64-w64-mingw32-nm "$work/complex.o" | awk '$2 == "T" { sub(/^x_/, "", $3); print $3 }' |
    sort >"$work/ours"
  x86_64-w64-mingw32-objdump -p "$builtin/ucrtbase.dll" |
    sed -n '/Ordinal\/Name Pointer/,/^$/p' | awk '/\[ *[0-9]+\]/ { print $NF }' | sort >"$work/theirs"
  {
    printf 'LIBRARY ucrtbase.dll\nEXPORTS\n'
    sed 's/.*/&=x_&/' "$work/ours"
    comm -13 "$work/ours" "$work/theirs" | sed 's/.*/&=ucrtreal.&/'
  } >"$work/ucrtbase.def"
  $compile -O2 -s -shared -static -o "$system/ucrtbase.dll" "$work/complex.o" "$work/ucrtbase.def"
  rm -rf "$work"
  made prefix "$prefix"
fi
