"""A GTK text field that answers the commands ready, text and clear on stdin (system Python)."""

import json
import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import GLib, Gtk  # noqa: E402

window = Gtk.Window(title="GTK field")
window.set_default_size(700, 300)
view = Gtk.TextView()
window.add(view)
content = view.get_buffer()


def answer(value):
    print(json.dumps(value), flush=True)


def ready():
    if not view.has_focus() or not window.is_active():
        return True
    answer(True)
    return False


def command(channel, condition):
    line = sys.stdin.buffer.raw.readline().decode().strip()
    if line == "ready":
        GLib.timeout_add(10, ready)
    elif line == "clear":
        content.set_text("")
        answer(True)
    elif line == "text":
        start, end = content.get_bounds()
        answer(content.get_text(start, end, True))
    else:
        Gtk.main_quit()
    return True


GLib.io_add_watch(0, GLib.IO_IN, command)
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
