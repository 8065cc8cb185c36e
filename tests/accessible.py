"""Tells what AT-SPI sees of one program, as JSON (run with the system's Python, which has gi).

``accessible.py NAME``: the nodes of the applications whose names begin so, depth first. A node is
[depth, role, name, [x, y, w, h], shown, able, focused]; the numbers are as the program gives them.
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
        states.contains(Atspi.StateType.FOCUSED),
    ])  # fmt: skip
    if depth < 40 and told[-1][1] not in CLOSED:
        for child in children(node):
            if child is not None:
                walk(child, depth + 1, told)


def main():
    Atspi.set_timeout(5000, 20000)
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
