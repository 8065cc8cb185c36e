"""Damaged scripts of every sort, each named, the same for the same seed."""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts import model
from scripts.files import save
from scripts.parts import pack_bytes
from scripts.pictures import picture_name
from scripts.writer import write
from tests.scripts.made import EXAMPLE, chunk, png


@dataclass(frozen=True, slots=True)
class Damaged:
    """``harmless`` says that the damage may leave a script that can be played."""

    name: str
    path: Path
    harmless: bool = False


def whole() -> model.Script:
    """A script that can be played, with pictures."""
    pictures = {picture_name(data): data for data in (png(40, 30, n) for n in range(3))}
    targets = {
        f"칸 {n}": model.Target(
            f"칸 {n}", model.WindowPattern("자가격리*"), (model.ImageAnchor(name, (4, n)),)
        )
        for n, name in enumerate(sorted(pictures))
    }
    inner = (
        model.Step("a1", model.Click("칸 0")),
        model.Step("a2", model.Type("{성명} ({전화번호|하이픈})", "칸 1", clear=True)),
        model.Step("a3", model.Press("Ctrl+S"), timeout=12.5),
        model.Step("a4", model.WaitFor(model.Appears("칸 2"))),
    )
    return model.Script(
        "위생키트 배송명단 입력",
        (model.Step("a0", model.ForEachRow("명단", inner)),),
        targets,
        {"명단": model.Input(("성명", "전화번호"), ("성명",))},
        images=pictures,
    )


Maker = Callable[[random.Random, Path], Damaged]


def _yaml(name: str, data: bytes, folder: Path, harmless: bool = False) -> Damaged:
    folder.mkdir()
    (folder / "script.yaml").write_bytes(data)
    return Damaged(name, folder, harmless)


def _zip(name: str, data: bytes, folder: Path, harmless: bool = False) -> Damaged:
    file = folder.with_suffix(".ilson")
    file.write_bytes(data)
    return Damaged(name, file, harmless)


# ---- bytes ----------------------------------------------------------------------------------


def _damage(rng: random.Random, data: bytes) -> bytes:
    made = bytearray(data)
    match rng.randrange(5):
        case 0:
            for _ in range(rng.randint(1, 8)):
                made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
        case 1:
            del made[rng.randrange(len(made)) :]
        case 2:
            at = rng.randrange(len(made))
            del made[at : at + rng.randint(1, 64)]
        case 3:
            at = rng.randrange(len(made))
            made[at:at] = rng.randbytes(rng.randint(1, 64))
        case _:
            a, b = sorted(rng.randrange(len(made)) for _ in range(2))
            made[a:b] = made[a:b][::-1]
    return bytes(made)


def flipped_yaml(rng: random.Random, folder: Path) -> Damaged:
    return _yaml("bytes of script.yaml", _damage(rng, EXAMPLE.encode()), folder, harmless=True)


def flipped_pack(rng: random.Random, folder: Path) -> Damaged:
    script = whole()
    data = pack_bytes(write(script), script.images)
    return _zip("bytes of a pack", _damage(rng, data), folder, harmless=True)


def flipped_picture(rng: random.Random, folder: Path) -> Damaged:
    script = whole()
    save(script, folder, folder.parent / "history")
    name = rng.choice(sorted(script.images))
    data = _damage(rng, script.images[name])
    (folder / "images" / f"{name}.png").write_bytes(data)
    return Damaged("bytes of a picture", folder, data == script.images[name])


def noise(rng: random.Random, folder: Path) -> Damaged:
    data = rng.randbytes(rng.randint(0, 4000))
    return (_zip if rng.random() < 0.5 else _yaml)("noise", data, folder)


# ---- YAML -----------------------------------------------------------------------------------


def bomb(rng: random.Random, folder: Path) -> Damaged:
    lines = ["ilson: 1", "name: x", "a0: &a0 [x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, rng.randint(5, 12))]
    return _yaml("YAML bomb", "\n".join(lines).encode(), folder)


def deep(rng: random.Random, folder: Path) -> Damaged:
    depth = rng.choice([70, 1_000, 50_000, 1_000_000])
    opening = rng.choice(["[", "{a: ", "- ", "? "])
    data = f"ilson: 1\nname: x\nsteps:\n{opening * depth}"
    if rng.random() < 0.3:
        data = "".join(f"{' ' * n}a:\n" for n in range(min(depth, 2_000)))
    return _yaml("deep nesting", data.encode()[: 5 * 1024 * 1024], folder)


def deep_steps(rng: random.Random, folder: Path) -> Damaged:
    depth = rng.randint(35, 400)
    block = "".join(f"{'  ' * n}- repeat: 2\n{'  ' * n}  do:\n" for n in range(depth))
    return _yaml("deep steps", f"ilson: 1\nname: x\nsteps:\n{block}".encode(), folder)


def huge(rng: random.Random, folder: Path) -> Damaged:
    head = "ilson: 1\nname: x\nsteps:\n"
    body = rng.choice(
        [
            "- {press: Enter}\n" * 21_000,
            "- {prss: Enter}\n" * 200_000,
            "- [" + "a," * 2_000_000 + "]\n",
            "- {" + "".join(f"k{n}: v, " for n in range(250_000)) + "}\n",
            "- {type: " + "x" * 5_000_000 + "}\n",
            "- {type: '" + "''" * 2_000_000 + "'}\n",
            "- {wait_for: 저장 완료}\n" * 100_000,
            "".join(f"- {{click: 칸 {n}}}\n" for n in range(19_000)),
            "\n" * 5_000_000,
            "- \n" * 1_300_000,
        ]
    )
    return _yaml("too much", (head + body).encode(), folder, harmless="''''" in body)


def many_targets(rng: random.Random, folder: Path) -> Damaged:
    names = "".join(f"  {'가' * 90}{n}: {{anchors: [{{text: x}}]}}\n" for n in range(1_999))
    steps = "".join(f"- {{click: {'가' * 90}{'나' * (n % 7)}}}\n" for n in range(3_000))
    text = f"ilson: 1\nname: x\ntargets:\n{names}steps:\n{steps}"
    return _yaml("many targets", text.encode(), folder)


_ODD = [
    "[]", "{}", "''", "[[1]]", "{a: b}", "-1", "1e99", "nan", "~", "!!int 3", "&x y", "*x",
    "!!python/object/apply:os.system [ls]", "0x10", "9" * 20, "'\\0'", '"\\ud800"', "yes",
    "[1, 2, 3]", "../../etc/passwd", "가" * 200, "{{", "{없는 이름}", "{성명|없는}",
]  # fmt: skip


def wrong_type(rng: random.Random, folder: Path) -> Damaged:
    lines = write(whole()).decode().splitlines()
    at = rng.randrange(len(lines))
    head, colon, _ = lines[at].partition(": ")
    lines[at] = f"{head}{colon or ': '}{rng.choice(_ODD)}"
    if lines[at].count("{") > lines[at].count("}"):
        lines[at] += "}"
    return _yaml("wrong type", "\n".join(lines).encode(), folder, harmless=True)


def line_shuffled(rng: random.Random, folder: Path) -> Damaged:
    lines = EXAMPLE.splitlines()
    at = rng.randrange(len(lines))
    change = rng.choice(["twice", "gone", "indented", "newer", "second", "encoded"])
    data = {
        "twice": "\n".join(lines[: at + 1] + lines[at:]),
        "gone": "\n".join(lines[:at] + lines[at + 1 :]),
        "indented": "\n".join([*lines[:at], "   " + lines[at], *lines[at + 1 :]]),
        "newer": EXAMPLE.replace("ilson: 1", f"ilson: {rng.randint(2, 10**9)}"),
        "second": EXAMPLE + "---\n" + EXAMPLE,
        "encoded": EXAMPLE,
    }[change]
    coding = rng.choice(["cp949", "utf-16"]) if change == "encoded" else "utf-8"
    harmless = change in ("gone", "indented")
    return _yaml(f"a line is {change}", data.encode(coding), folder, harmless)


# ---- packs ----------------------------------------------------------------------------------


def _entries(rng: random.Random) -> list[tuple[zipfile.ZipInfo, bytes]]:
    script = whole()
    made = [("script.yaml", write(script))]
    made += [(f"images/{name}.png", data) for name, data in script.images.items()]
    return [(zipfile.ZipInfo(name), data) for name, data in made]


def _built(entries: list[tuple[zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    import warnings

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # duplicate names are the point
        for info, data in entries:
            archive.writestr(info, data, method)
    return out.getvalue()


def climbing(rng: random.Random, folder: Path) -> Damaged:
    name = rng.choice(
        ["../x.png", "/etc/passwd", "images/../../x", "C:\\x", "C:/x", "images\\a.png", "x.exe",
         "images/a.png", "images/ABCDEFABCDEF.png", "Script.yaml", "script.yaml", "a\0b",
         "scripts/x/script.yaml", "images", "script.yaml/", "\\\\host\\x", "images/x/",
         "ｓcript.yaml"]
    )  # fmt: skip
    extra = (zipfile.ZipInfo("x"), b"ilson: 1")
    extra[0].filename = name
    return _zip(f"entry {name!r}", _built([*_entries(rng), extra]), folder, harmless="\0" in name)


def link_in_pack(rng: random.Random, folder: Path) -> Damaged:
    entries = _entries(rng)
    entries[rng.randrange(len(entries))][0].external_attr = 0o120777 << 16
    return _zip("link in a pack", _built(entries), folder)


def zip_bomb(rng: random.Random, folder: Path) -> Damaged:
    entries = _entries(rng)
    kind = rng.choice(["yaml", "picture", "many", "sum", "liar"])
    if kind == "yaml":
        entries[0] = (entries[0][0], b" " * rng.choice([5_000_000, 80_000_000]))
    elif kind == "picture":
        entries[1] = (entries[1][0], bytes(rng.choice([9_000_000, 80_000_000])))
    elif kind == "many":
        names = (f"images/{n:012x}.png" for n in range(rng.randint(2_001, 2_200)))
        entries += [(zipfile.ZipInfo(name), b"") for name in names]
    elif kind == "sum":
        entries += [(zipfile.ZipInfo(f"images/{n:012x}.png"), bytes(7_900_000)) for n in range(12)]
    data = _built(entries, zipfile.ZIP_DEFLATED)
    if kind == "liar":
        # The table says that the script is small; it is not.
        data = _built([(entries[0][0], b" " * 70_000_000)], zipfile.ZIP_DEFLATED)
        data = data.replace(struct.pack("<I", 70_000_000), struct.pack("<I", 100))
    return _zip(f"zip bomb ({kind})", data, folder)


def odd_zip(rng: random.Random, folder: Path) -> Damaged:
    data = _built(
        _entries(rng), rng.choice([zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    )
    kind = rng.choice(["locked", "method", "count", "comment", "offset", "overlap"])
    made = bytearray(data)
    table = data.rfind(b"PK\x05\x06")
    first = data.find(b"PK\x01\x02")
    if kind == "locked":
        made[first + 8] |= 1
    elif kind == "method":
        made[first + 10] = 99
    elif kind == "count":
        made[table + 8 : table + 12] = b"\xff\xff\xff\xff"
    elif kind == "comment":
        made += b"trailing"
    elif kind == "offset":
        made[table + 16 : table + 20] = struct.pack("<I", rng.getrandbits(32))
    else:
        second = data.find(b"PK\x01\x02", first + 4)
        made[second + 42 : second + 46] = made[first + 42 : first + 46]
    return _zip(f"odd zip ({kind})", bytes(made), folder)


# ---- links and pictures ---------------------------------------------------------------------


def link_in_folder(rng: random.Random, folder: Path) -> Damaged:
    script = whole()
    save(script, folder, folder.parent / "history")
    name = rng.choice(sorted(script.images))
    kind = rng.choice(["script", "picture", "images", "pipe", "loop", "device", "folder"])
    spot = folder / "script.yaml" if kind in ("script", "loop", "pipe") else None
    spot = spot or folder / "images" / f"{name}.png"
    outside = folder.parent / "outside"
    outside.mkdir(exist_ok=True)
    if kind == "images":
        (folder / "images").rename(outside / folder.name)
        (folder / "images").symlink_to(outside / folder.name)
        return Damaged("link for the picture folder", folder)
    spot.rename(outside / f"{folder.name}-{spot.name}")
    if kind == "pipe":
        os.mkfifo(spot)
    elif kind == "folder":
        spot.mkdir()
    else:
        goal = {"loop": spot, "device": Path("/dev/zero")}.get(kind)
        spot.symlink_to(goal or outside / f"{folder.name}-{spot.name}")
    return Damaged(f"{kind} in a folder", folder)


def bad_picture(rng: random.Random, folder: Path) -> Damaged:
    head = b"\x89PNG\r\n\x1a\n"
    sizes = struct.pack(">IIBBBBB", 4_000, 4_000, 8, 2, 0, 0, 0)
    data = rng.choice(
        [
            b"", b"GIF89a", head, png()[:40], png()[:-4], png() + b"x",
            png(said=(2**31 - 1, 2**31 - 1)), png(said=(0, 0)), png(said=(100_000, 1_000)),
            png(said=(30, 30)), png(300, 300, said=(3, 2)),
            head + chunk(b"IHDR", sizes) + chunk(b"IDAT", zlib.compress(bytes(90_000_000), 1))
            + chunk(b"IEND", b""),
            head + chunk(b"IHDR", sizes) + chunk(b"IDAT", b"nonsense") + chunk(b"IEND", b""),
            head + chunk(b"IHDR", sizes[:-1] + b"\1") + chunk(b"IEND", b""),
            png() + bytes(9_000_000),
        ]
    )  # fmt: skip
    name = picture_name(data)
    folder.mkdir()
    (folder / "images").mkdir()
    (folder / "images" / f"{name}.png").write_bytes(data)
    target = f"{{칸: {{anchors: [{{image: '{name}'}}]}}}}"
    text = f"ilson: 1\nname: x\ntargets: {target}\nsteps: [{{click: 칸}}]\n"
    (folder / "script.yaml").write_text(text, encoding="utf-8")
    return Damaged("bad picture", folder)


def missing(rng: random.Random, folder: Path) -> Damaged:
    script = whole()
    save(script, folder, folder.parent / "history")
    name = rng.choice(["script.yaml", *(f"images/{name}.png" for name in script.images)])
    (folder / name).unlink()
    return Damaged("a file is missing", folder)


MAKERS: tuple[Maker, ...] = (
    flipped_yaml, flipped_pack, flipped_picture, noise, bomb, deep, deep_steps, huge,
    many_targets, wrong_type, line_shuffled, climbing, link_in_pack, zip_bomb, odd_zip,
    link_in_folder, bad_picture, missing,
)  # fmt: skip


def damaged(count: int, where: Path, seed: int = 1) -> Iterator[Damaged]:
    """``count`` damaged scripts below ``where``, of every sort in turn."""
    for number in range(count):
        rng = random.Random(f"{seed}-{number}")
        yield MAKERS[number % len(MAKERS)](rng, where / f"{number:05}")
