"""tesseract.exe's command line, as far as the product uses it, over the engine of the tesserocr
wheel: Debian has no Tesseract for Windows."""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path

import tesserocr
from PIL import Image

_COLUMNS = [
    "level",
    "page_num",
    "block_num",
    "par_num",
    "line_num",
    "word_num",
    "left",
    "top",
    "width",
    "height",
    "conf",
    "text",
]


def main() -> int:
    """Read a picture file (or stdin) and write text or TSV to stdout or a file."""
    options = argparse.ArgumentParser()
    options.add_argument("picture", nargs="?", default="")
    options.add_argument("output", nargs="?", default="stdout")
    options.add_argument("format", nargs="*", default=["txt"])
    options.add_argument("-l", dest="languages", default="eng")
    options.add_argument("--psm", type=int, default=3)
    options.add_argument("--oem", type=int, default=3)
    options.add_argument("--dpi")
    options.add_argument("--tessdata-dir", default=os.environ.get("TESSDATA_PREFIX", ""))
    options.add_argument("-c", dest="settings", action="append", default=[])
    options.add_argument("--version", "-v", action="store_true")
    options.add_argument("--list-langs", action="store_true")
    asked = options.parse_args()
    if asked.version:
        print(tesserocr.tesseract_version())
        return 0
    if asked.list_langs:
        print(
            "List of available languages:",
            *tesserocr.get_languages(asked.tessdata_dir)[1],
            sep="\n",
        )
        return 0
    source = (
        io.BytesIO(sys.stdin.buffer.read()) if asked.picture in ("-", "stdin") else asked.picture
    )
    with tesserocr.PyTessBaseAPI(
        path=asked.tessdata_dir, lang=asked.languages, psm=asked.psm, oem=asked.oem
    ) as engine:
        if asked.dpi:
            engine.SetVariable("user_defined_dpi", asked.dpi)
        for setting in asked.settings:
            engine.SetVariable(*setting.split("=", 1))
        engine.SetImage(Image.open(source))
        if "tsv" in asked.format or "tessedit_create_tsv=1" in asked.settings:
            kind, text = "tsv", "\t".join(_COLUMNS) + "\n" + engine.GetTSVText(0)
        else:
            kind, text = "txt", engine.GetUTF8Text()
    if asked.output in ("-", "stdout"):
        sys.stdout.buffer.write(text.encode())
    else:
        Path(f"{asked.output}.{kind}").write_bytes(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
