"""A corpus of recorded and replayed screens for the finder, made here and kept outside git.

``python -m tests.bench.corpus [--out FOLDER] [--only PAGE,…] [--split tuning|test] [--list]``.
What it needs beside the tests' packages: npm (kits.txt), chromium, and for the programs galculator,
mousepad, zenity, gtk-3-examples, libreoffice-calc with libreoffice-gtk3, keepassxc, pcmanfm-qt,
speedcrunch, featherpad, qt5ct, adwaita-icon-theme, fonts-nanum, fonts-noto-cjk.

Office pages (``pages``) are written with the words of eleven web kits (``kits``, ``packages``),
shown by Chromium (``chromium``, ``web``); programs run on a virtual screen and are measured through
AT-SPI (``stage``, ``programs``). A ``setting`` says what a screen shows and how replayed settings
differ from recorded ones; ``drawing`` puts windows on desktops (``desktop``, ``compose``);
``cases`` says what is looked for and what is true. A kit lies in one split only: "tuning" to choose
numbers by, "test" to report.

Greyed-out, covered, renamed (저장 → 이관) and scrolled-out targets count as absent; cases in which
nobody could say what is right (half covered, or another element with the same words) are left out.
A target in a row means the row with its ``row_key``, wherever it has gone.
"""
