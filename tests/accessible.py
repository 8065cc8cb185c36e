"""Tells what AT-SPI sees of one program, as JSON (run with the system's Python, which has gi).

``accessible.py NAME``: the nodes of the applications whose names begin so, depth first. A node is
[depth, role, name, [x, y, w, h], shown, able, focused, focusable, checked]; the numbers are as the
program gives them. ``accessible.py NAME --focus``: a line for each node that gets the keyboard, as
long as somebody listens; the first one is empty and says that nothing is missed from now on.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

MANY = 2000
ROWS, COLUMNS = 26, 6
"""Of a table with more cells than MANY, as in a spreadsheet, these are told."""


CLOSED = {"menu", "menu item", "combo box", "separator", "label", "push button"}
"""What such nodes hold is not told: it does not show, or is a part of them."""


def children(node):
    count = node.get_child_count()
    if count > MANY:
        table = node.get_table_iface()
        if table is None:
            return
        for row in range(ROWS):
            for column in range(COLUMNS):
                yield table.get_accessible_at(row, column)
    else:
        for number in range(count):
            yield node.get_child_at_index(number)


def walk(node, depth, told):
    states = node.get_state_set()
    box = node.get_extents(Atspi.CoordType.SCREEN)
    told.append([
        depth, node.get_role_name(), node.get_name() or "", [box.x, box.y, box.width, box.height],
        states.contains(Atspi.StateType.SHOWING), states.contains(Atspi.StateType.SENSITIVE),
        states.contains(Atspi.StateType.FOCUSED), states.contains(Atspi.StateType.FOCUSABLE),
        states.contains(Atspi.StateType.CHECKED),
    ])  # fmt: skip
    if depth < 40 and told[-1][1] not in CLOSED:
        for child in children(node):
            if child is not None:
                walk(child, depth + 1, told)


def listen():
    """Tell what gets the keyboard."""

    def heard(event):
        if event.detail1 != 1:
            return
        try:
            program = event.source.get_application().get_name()
            box = event.source.get_extents(Atspi.CoordType.SCREEN)
            role, name = event.source.get_role_name(), event.source.get_name() or ""
        except GLib.Error as error:  # it has gone already
            print(error, file=sys.stderr)
            return
        if program.lower().startswith(sys.argv[1].lower()):
            print(json.dumps([role, name, [box.x, box.y, box.width, box.height]]), flush=True)

    listener = Atspi.EventListener.new(heard)
    listener.register("object:state-changed:focused")
    print("[]", flush=True)
    Atspi.event_main()


def main():
    Atspi.set_timeout(5000, 20000)
    if "--focus" in sys.argv:
        listen()
        return
    desktop = Atspi.get_desktop(0)
    told = []
    for number in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(number)
        if program is not None and program.get_name().lower().startswith(sys.argv[1].lower()):
            try:
                walk(program, 0, told)
            except GLib.Error as error:  # it changes just now: the caller asks again
                print(error, file=sys.stderr)
                told = []
    print(json.dumps(told))


main()
