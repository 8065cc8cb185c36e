"""Reading Korean screens: a corpus of screens with what is written where, and a bench on it.

``python -m tests.bench.ocr.corpus`` draws the corpus, ``python -m tests.bench.ocr`` measures on it.
The corpus needs beside the tests' packages: npm, chromium, dpkg and apt-get (which only fetch and
unpack), fonts-noto-cjk, fonts-noto-cjk-extra, fonts-nanum, fonts-nanum-extra, fonts-baekmuk,
fonts-unfonts-core, python3-gi, gir1.2-gtk-3.0 and the locale's files (locales).

Where the screens come from: "page", Korean office pages in the words of web kits; "foreign", pages
of npm packages that others wrote, every text replaced by Korean of like length; "dialog", the
dialogs of Debian's GTK programs with their own Korean translations. Kits, packages and programs lie
in one split only, and so do fonts: "tuning" to choose numbers by, "test" to report.
"""
