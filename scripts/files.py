"""Scripts on disk: a folder, or one ``NAME.ilson`` that is opened without unpacking.

A save puts every file beside the old one, forces it to the disk and renames it over: whatever
happens in between, the version before is whole.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from scripts import history as past
from scripts.atomic import replace_file, sweep
from scripts.errors import FileProblem, IlsonError, Problem
from scripts.ids import new_id
from scripts.language import either
from scripts.model import ImageAnchor, Script
from scripts.parts import IMAGES, MOST_ENTRIES, MOST_UNPACKED, YAML, Parts, is_pack, pack_bytes
from scripts.parts import read_parts as _read_parts
from scripts.pictures import picture_name
from scripts.reader import read
from scripts.source import Source
from scripts.writer import write

__all__ = [
    "Loaded", "SaveProblem", "Version", "load", "load_version", "new_id", "open_script", "pack",
    "save", "unpack", "versions",
]  # fmt: skip


class SaveProblem(IlsonError):
    """A script could not be saved; the version before is whole."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A script as far as it can be read: ``problems`` name pictures that are missing or damaged,
    which ``script.images`` then lacks."""

    script: Script
    source: Source
    problems: tuple[Problem, ...]


# ---- reading --------------------------------------------------------------------------------


def load(path: Path) -> Script:
    """The script at ``path``: a folder, its ``script.yaml``, or a ``.ilson`` file.

    Raises FileProblem with every problem that keeps it from being read, missing and damaged
    pictures among them. Whether it can be *played* is the checker's question.
    """
    loaded = open_script(path)
    if loaded.problems:
        raise FileProblem(
            list(loaded.problems),
            either(
                "그림을 다시 잡거나 원래 파일을 다시 받아 주세요.",
                "Take the picture again, or get the original file again.",
            ),
        )
    return loaded.script


def open_script(path: Path) -> Loaded:
    """The script at ``path`` for somebody who can repair it: bad pictures are no reason to refuse.

    Raises FileProblem where there is nothing to repair.
    """
    return _made(_read_parts(path))


def _made(parts: Parts) -> Loaded:
    script, source = read(parts.yaml, parts.file)
    images, problems = {}, []
    for target, index, name in _pictures(script):
        if name in parts.images:
            images[name] = parts.images[name]
            continue
        why = parts.problems.get(
            name, either("그림 파일이 없어요.", "The picture's file is missing.")
        )
        said = either(
            f"‘{target}’의 그림 {name}.png: {why}", f"The picture {name}.png of ‘{target}’: {why}"
        )
        problems.append(source.problem(said, "target", target, index))
    script = replace(script, images=MappingProxyType(images))
    return Loaded(script, source, tuple(problems))


def _pictures(script: Script) -> Iterator[tuple[str, str, str]]:
    for target in script.targets.values():
        for index, anchor in enumerate(target.anchors):
            if isinstance(anchor, ImageAnchor):
                yield target.name, str(index), anchor.image


# ---- writing --------------------------------------------------------------------------------


def save(script: Script, path: Path, history: Path | None = None, *, versions: bool = True) -> None:
    """Write a script: one file where ``path`` ends in ``.ilson``, else a folder.

    The version before goes to ``history`` (by default a folder of the clerk's own data, so that
    it never travels with a shared script), unless ``versions`` is False. Raises SaveProblem where
    the disk or a permission is in the way, and IlsonError for a script that could not be read
    again; nothing is lost then.
    """
    data = write(script)
    wanted = {name for _, _, name in _pictures(script)}
    images = {name: script.images[name] for name in sorted(wanted) if name in script.images}
    for name, png in images.items():
        if picture_name(png) != name:
            raise ValueError(f"picture {name} holds {picture_name(png)}")
    size = len(data) + sum(len(png) + 300 for png in images.values())
    if len(images) >= MOST_ENTRIES or size > MOST_UNPACKED:
        raise SaveProblem(
            either("그림이 너무 많아서 저장할 수 없어요.", "There are too many pictures to save."),
            either("작업을 나누어 주세요.", "Part the task."),
        )
    if path.name == YAML:
        path = path.parent
    with _said(path):
        if versions:
            past.keep(path, history)
        if is_pack(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, pack_bytes(data, images))
            sweep(path.parent)
        else:
            _save_folder(path, data, images, wanted)


def _save_folder(folder: Path, data: bytes, images: dict[str, bytes], wanted: set[str]) -> None:
    pictures = folder / IMAGES
    (pictures if images else folder).mkdir(parents=True, exist_ok=True)
    for name, png in images.items():
        picture = pictures / f"{name}.png"
        # A name is its content, unless something damaged the file: then it is written anew.
        if not picture.is_file() or picture.is_symlink() or picture.read_bytes() != png:
            replace_file(picture, png)
    replace_file(folder / YAML, data)
    # Only now does nothing point to the old pictures. Leftovers harm nobody.
    with suppress(OSError):
        for picture in pictures.iterdir() if pictures.is_dir() else ():
            ours = re.fullmatch(r"[0-9a-f]{12}\.png", picture.name)
            if ours and picture.stem not in wanted:
                picture.unlink()
    sweep(folder)
    sweep(pictures)


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            why, hint = (
                either("디스크에 남은 자리가 없어요.", "The disk is full."),
                either("자리를 비운 뒤 다시 저장해 주세요.", "Make room and save again."),
            )
        elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            why = either("이 자리에는 쓸 수 없어요.", "It can't be written here.")
            hint = either(
                "다른 폴더에 저장하거나 열어 둔 프로그램을 닫아 주세요.",
                "Save it in another folder, or close the program that has it open.",
            )
        else:
            why = either(
                f"파일을 쓰지 못했어요 ({error.strerror or type(error).__name__}).",
                f"The file could not be written ({error.strerror or type(error).__name__}).",
            )
            hint = either("다른 폴더에 저장해 보세요.", "Save it in another folder.")
        sentence = either(
            f"‘{path.name}’에 저장하지 못했어요. {why} 이전 것은 그대로 있어요.",
            f"‘{path.name}’ could not be saved. {why} What was there before is still there.",
        )
        raise SaveProblem(sentence, hint) from error


# ---- one form into the other ----------------------------------------------------------------


def pack(folder: Path, file: Path) -> None:
    """Make one ``.ilson`` file of a folder, anew from what was understood of it: nothing else that
    lies there can travel along. Raises FileProblem, SaveProblem."""
    if not is_pack(file):
        raise SaveProblem(
            either(f"‘{file.name}’에 묶을 수 없어요.", f"It can't be packed into ‘{file.name}’."),
            either("이름을 .ilson으로 끝내 주세요.", "Let the name end in .ilson."),
        )
    save(load(folder), file)


def unpack(file: Path, folder: Path) -> None:
    """Make a folder of a ``.ilson`` file. Raises FileProblem, and SaveProblem where the folder
    already holds something else than a script."""
    if is_pack(folder):
        raise SaveProblem(
            either(
                f"‘{folder.name}’에 풀 수 없어요.", f"It can't be unpacked into ‘{folder.name}’."
            ),
            either("폴더 이름을 써 주세요.", "Give a folder's name."),
        )
    if folder.exists() and not (folder / YAML).is_file() and any(folder.iterdir()):
        raise SaveProblem(
            either(
                f"‘{folder.name}’ 폴더가 비어 있지 않아요.",
                f"The folder ‘{folder.name}’ is not empty.",
            ),
            either("빈 폴더를 골라 주세요.", "Choose an empty folder."),
        )
    save(load(file), folder)


# ---- versions -------------------------------------------------------------------------------

Version = past.Version


def versions(path: Path, history: Path | None = None) -> list[Version]:
    """The kept versions of the script at ``path``, the newest first."""
    return past.versions(path, history)


def load_version(version: Version) -> Script:
    """The script as a version has it; raises FileProblem."""
    return _made(past.parts(version)).script
