"""Pictures in a script: named by what they hold, and looked at before anything decodes them."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator

from scripts.language import either

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 20_000_000
MOST_PIXELS_TOGETHER = 100_000_000

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


class BadPicture(ValueError):
    """Bytes that are no picture that a script may hold; the message is a sentence."""


def picture_name(png: bytes) -> str:
    """The name under which a picture is kept: the first 12 hex digits of its SHA-256."""
    return hashlib.sha256(png).hexdigest()[:12]


def picture_size(png: bytes) -> tuple[int, int]:
    """Width and height out of the header alone; raises BadPicture."""
    width, height, _, _ = _header(png)
    return width, height


def _header(png: bytes) -> tuple[int, int, int, int]:
    if len(png) > MOST_BYTES:
        raise BadPicture(
            either(
                "그림 파일이 너무 커요. 8 MB까지 쓸 수 있어요.",
                "The picture's file is too large. Up to 8 MB can be used.",
            )
        )
    if png[:8] != _SIGNATURE or png[8:16] != b"\x00\x00\x00\rIHDR" or len(png) < 33:
        raise BadPicture(either("PNG 그림이 아니에요.", "This is no PNG picture."))
    if zlib.crc32(png[12:29]) != int.from_bytes(png[29:33], "big"):
        raise BadPicture(either("그림의 머리 부분이 깨졌어요.", "The picture's head is damaged."))
    width, height, bits, colour, method, filtering, interlaced = struct.unpack(
        ">IIBBBBB", png[16:29]
    )
    if not width or not height or width * height > MOST_PIXELS:
        raise BadPicture(
            either(
                f"그림이 너무 크거나 비어 있어요 ({width} × {height}).",
                f"The picture is too large or empty ({width} × {height}).",
            )
        )
    if colour not in _CHANNELS or bits not in (1, 2, 4, 8) or (bits < 8 and colour not in (0, 3)):
        raise BadPicture(
            either(
                "다룰 수 없는 색 방식의 그림이에요.", "The picture's kind of colours can't be read."
            )
        )
    if method or filtering or interlaced:
        raise BadPicture(
            either(
                "다룰 수 없는 방식으로 저장된 그림이에요.",
                "The picture is stored in a way that can't be read.",
            )
        )
    return width, height, bits, colour


def check_picture(png: bytes) -> tuple[int, int]:
    """Width and height of a picture that is whole; raises BadPicture.

    The pixels are unpacked to count them, in small pieces and never more than the header
    promises, so that whatever decodes the picture later meets no surprise.
    """
    width, height, bits, colour = _header(png)
    wanted = height * (1 + (width * bits * _CHANNELS[colour] + 7) // 8)
    unpacker, got = zlib.decompressobj(), 0
    try:
        for data in _pixels(png):
            while data and not unpacker.eof:
                got += len(unpacker.decompress(data, 65_536))
                if got > wanted:
                    raise BadPicture(
                        either(
                            "그림에 머리 부분보다 많은 점이 들어 있어요.",
                            "The picture has more points than its head says.",
                        )
                    )
                data = unpacker.unconsumed_tail
    except zlib.error:
        raise BadPicture(
            either("그림의 점을 풀 수 없어요.", "The picture's points can't be unpacked.")
        ) from None
    if got != wanted:
        raise BadPicture(either("그림이 중간에 잘렸어요.", "The picture is cut off."))
    return width, height


def _pixels(png: bytes) -> Iterator[bytes]:
    at, seen_end = 8, False
    while at < len(png) and not seen_end:
        if at + 12 > len(png):
            raise BadPicture(either("그림이 중간에 잘렸어요.", "The picture is cut off."))
        size, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        end = at + 12 + size
        if end > len(png):
            raise BadPicture(either("그림이 중간에 잘렸어요.", "The picture is cut off."))
        if zlib.crc32(png[at + 4 : end - 4]) != int.from_bytes(png[end - 4 : end], "big"):
            raise BadPicture(
                either("그림의 한 부분이 깨졌어요.", "A part of the picture is damaged.")
            )
        if kind == b"IDAT":
            yield png[at + 8 : end - 4]
        seen_end = kind == b"IEND"
        at = end
    if not seen_end or at != len(png):
        raise BadPicture(either("그림의 끝이 맞지 않아요.", "The picture's end does not fit."))
