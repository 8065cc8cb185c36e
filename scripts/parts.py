"""The raw parts of a script, out of a folder or a pack: the bytes of its YAML and its pictures.

Both are untrusted: nothing is followed, nothing is unpacked to disk, and every read is bounded
by what was really read, never by what a header promises.
"""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from scripts import nodes, pictures
from scripts.errors import FileProblem, Problem
from scripts.korean import quoted
from scripts.language import either
from scripts.pictures import picture_name

YAML = "script.yaml"
IMAGES = "images"
PACK = ".ilson"
MOST_ENTRIES = 2_000
MOST_UNPACKED = 64 * 1024 * 1024

_IMAGE = re.compile(r"images/([0-9a-f]{12})\.png")
_CHOOSE = ("작업 폴더나 .ilson 파일을 골라 주세요.", "Choose a task's folder or an .ilson file.")
_DAMAGE = (
    EOFError, ValueError, RuntimeError, OverflowError, zipfile.BadZipFile, zipfile.LargeZipFile,
    zlib.error, struct.error,
)  # fmt: skip
"""What the zip library raises for bytes that are no zip."""

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DIRECTORY_MOST = 1024 * 1024


@dataclass(slots=True)
class Parts:
    """What lies in a folder or pack. ``problems`` are about single pictures: the script itself
    can still be read then."""

    file: str
    yaml: bytes
    images: dict[str, bytes] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def is_pack(path: Path) -> bool:
    """Whether a path names the single-file form."""
    return path.suffix.lower() == PACK


def read_parts(path: Path) -> Parts:
    """Everything that belongs to the script at ``path``: a folder, its ``script.yaml``, or a pack.

    Raises FileProblem where there is no script, or a pack that is damaged or holds what a pack
    may not hold.
    """
    try:
        if path.name == YAML and not path.is_dir():
            path = path.parent
        if path.is_dir():
            return _folder(path)
        if is_pack(path):
            return _pack(path)
        exists = path.exists()
    except (OSError, ValueError) as error:
        raise FileProblem(Problem(str(path), 0, _cannot_read(error))) from None
    if not exists:
        raise FileProblem(
            Problem(str(path), 0, either("파일을 찾을 수 없어요.", "The file was not found.")),
            either("이름과 자리를 살펴봐 주세요.", "Look at its name and where it lies."),
        )
    raise FileProblem(
        Problem(str(path), 0, either("일손 작업 파일이 아니에요.", "This is no task of Ilson.")),
        either(*_CHOOSE),
    )


def _cannot_read(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return either("파일을 읽을 권한이 없어요.", "You may not read the file.")
    if isinstance(error, FileNotFoundError):
        return either("파일을 찾을 수 없어요.", "The file was not found.")
    return either("파일을 읽지 못했어요.", "The file could not be read.")


def _read_file(path: Path, most: int) -> bytes:
    """A regular file's bytes, one more than ``most`` at the most; never through a link."""
    if not stat.S_ISREG(path.lstat().st_mode):
        raise FileProblem(
            Problem(
                str(path),
                0,
                either(
                    "보통 파일이 아니에요. 바로 가기나 연결은 따라가지 않아요.",
                    "This is no plain file. Shortcuts and links are not followed.",
                ),
            )
        )
    with open(path, "rb", opener=_not_through_links) as file:
        return file.read(most + 1)


def _not_through_links(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))


# ---- folders --------------------------------------------------------------------------------


def _folder(folder: Path) -> Parts:
    script = folder / YAML
    if not os.path.lexists(script):
        raise FileProblem(
            Problem(
                str(folder),
                0,
                either(
                    f"이 폴더에는 작업이 없어요 ({YAML} 파일이 없어요).",
                    f"There is no task in this folder (no file {YAML}).",
                ),
            ),
            either(*_CHOOSE),
        )
    parts = Parts(str(script), _read_file(script, nodes.MOST_BYTES))
    images = folder / IMAGES
    if not os.path.lexists(images):
        return parts
    if images.is_symlink() or not images.is_dir():
        raise FileProblem(
            Problem(
                str(images),
                0,
                either(
                    "그림 폴더가 보통 폴더가 아니에요.",
                    "The folder of pictures is no plain folder.",
                ),
            )
        )
    total = 0
    with os.scandir(images) as entries:
        names = sorted(entry.name for entry in islice(entries, MOST_ENTRIES * 2))
    for name in names:
        found = _IMAGE.fullmatch(f"{IMAGES}/{name}")
        if found is None:
            continue  # a folder collects things that are not ours: thumbnails, notes
        data = _read_file(images / name, pictures.MOST_BYTES)
        total += len(data)
        if total > MOST_UNPACKED:
            raise FileProblem(
                Problem(
                    str(images),
                    0,
                    either(
                        "그림이 모두 합쳐 64 MB를 넘어요.", "All pictures together are over 64 MB."
                    ),
                )
            )
        _take(parts, found.group(1), data)
    return parts


def _take(parts: Parts, name: str, data: bytes) -> None:
    if len(data) > pictures.MOST_BYTES:
        parts.problems[name] = either(
            "그림 파일이 너무 커요. 8 MB까지 쓸 수 있어요.",
            "The picture's file is too large. Up to 8 MB can be used.",
        )
    elif picture_name(data) != name:
        parts.problems[name] = either(
            "그림이 이름과 맞지 않아요. 바뀌었거나 깨졌어요.",
            "The picture does not fit its name. It was changed or damaged.",
        )
    else:
        parts.images[name] = data


# ---- packs ----------------------------------------------------------------------------------


def _pack(path: Path) -> Parts:
    try:
        data = _read_file(path, MOST_UNPACKED)
        _end(data, str(path))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _entries(archive, str(path))
    except FileProblem:
        raise
    except (OSError, *_DAMAGE) as error:
        message = either(
            "파일이 깨졌어요. 묶음을 풀 수 없어요.", "The file is damaged and can't be unpacked."
        )
        if isinstance(error, OSError) and error.errno:
            message = _cannot_read(error)
        raise FileProblem(
            Problem(str(path), 0, message),
            either("보낸 사람에게 파일을 다시 받아 주세요.", "Ask the sender for the file again."),
        ) from None


def _end(data: bytes, file: str) -> None:
    """Refuse before the archive's table is built if it is too large to be a script's.

    The end record must be the file's very last bytes, as our own packs have it, so that this
    reads the same record as the library.
    """
    if len(data) > MOST_UNPACKED:
        raise FileProblem(
            Problem(
                file,
                0,
                either(
                    "파일이 너무 커요. 64 MB까지 읽을 수 있어요.",
                    "The file is too large. Up to 64 MB can be read.",
                ),
            )
        )
    end = data[-22:]
    if not data.startswith(b"PK") or not end.startswith(b"PK\x05\x06") or end[20:] != b"\0\0":
        raise FileProblem(
            Problem(
                file,
                0,
                either(
                    "일손 작업 파일이 아니거나 끝부분이 잘렸어요.",
                    "This is no task of Ilson, or its end was cut off.",
                ),
            ),
            either("보낸 사람에게 파일을 다시 받아 주세요.", "Ask the sender for the file again."),
        )
    if data[-42:-38] == b"PK\x06\x07":
        raise FileProblem(Problem(file, 0, either("너무 큰 묶음이에요.", "The file is too large.")))
    count, size = struct.unpack("<HI", end[10:16])
    if count > MOST_ENTRIES or size > _DIRECTORY_MOST:
        raise FileProblem(
            Problem(
                file,
                0,
                either(
                    f"파일이 너무 많이 묶여 있어요. {MOST_ENTRIES:,}개까지예요.",
                    f"Too many files are packed in it. {MOST_ENTRIES:,} are possible.",
                ),
            )
        )


def _entries(archive: zipfile.ZipFile, file: str) -> Parts:
    problems: list[Problem] = []
    seen: set[str] = set()
    wanted: list[zipfile.ZipInfo] = []
    for info in archive.infolist():
        name = info.orig_filename
        message = _refused(info, name, seen)
        seen.add(name.casefold())
        if message and len(problems) < 20:
            problems.append(Problem(file, 0, message))
        elif not message and name != f"{IMAGES}/":
            wanted.append(info)
    if YAML not in seen and not problems:
        problems.append(
            Problem(
                file, 0, either(f"묶음 안에 {YAML} 파일이 없어요.", f"There is no {YAML} in it.")
            )
        )
    if len(seen) > MOST_ENTRIES:
        problems.append(
            Problem(
                file, 0, either("묶음에 파일이 너무 많아요.", "There are too many files in it.")
            )
        )
    if problems:
        raise FileProblem(problems)
    parts = Parts(f"{file}/{YAML}", b"")
    left = MOST_UNPACKED
    for info in wanted:
        most = nodes.MOST_BYTES if info.filename == YAML else pictures.MOST_BYTES
        with archive.open(info) as entry:
            data = entry.read(min(most, left) + 1)
        left -= len(data)
        if left < 0:
            raise FileProblem(
                Problem(
                    file, 0, either("묶음을 풀면 64 MB를 넘어요.", "Unpacked it is over 64 MB.")
                )
            )
        if info.filename == YAML:
            parts.yaml = data
        else:
            _take(parts, info.filename[7:19], data)
    return parts


def _refused(info: zipfile.ZipInfo, name: str, seen: set[str]) -> str | None:
    """Why an entry may not be in a pack, None if it may."""
    shown = quoted(name)
    if name.casefold() in seen:
        return either(
            f"묶음에 {shown} 파일이 두 번 들어 있어요.", f"The file {shown} is in it twice."
        )
    if info.flag_bits & 0x1:
        return either(f"{shown} 파일이 암호로 잠겨 있어요.", f"The file {shown} has a password.")
    if stat.S_ISLNK(info.external_attr >> 16):
        return either(
            f"묶음에 연결 파일({shown})이 들어 있어요.", f"There is a link ({shown}) in it."
        )
    if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/"):
        return either(
            f"묶음 밖을 가리키는 이름({shown})이 들어 있어요.",
            f"There is a name in it that points outside ({shown}).",
        )
    if name not in (YAML, f"{IMAGES}/") and not _IMAGE.fullmatch(name):
        return either(
            f"묶음에 일손 작업의 것이 아닌 파일({shown})이 들어 있어요.",
            f"There is a file in it that belongs to no task ({shown}).",
        )
    if info.filename != name or info.compress_type not in _METHODS:
        return either(
            f"{shown} 파일이 다룰 수 없는 방식으로 담겨 있어요.",
            f"The file {shown} is packed in a way that can't be read.",
        )
    return None


def pack_bytes(yaml: bytes, images: Mapping[str, bytes]) -> bytes:
    """One deterministic zip: the script first, then the pictures by name, no times, no owners."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        entries = [(YAML, yaml), *((f"{IMAGES}/{n}.png", images[n]) for n in sorted(images))]
        for name, data in entries:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            # Stored: pictures are packed already, and another zlib would give other bytes.
            info.compress_type = zipfile.ZIP_STORED
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            archive.writestr(info, data)
    return out.getvalue()
