"""Shows one dialog of a GTK program from its builder file and tells what is written where in it
(run with the system's Python, which has gi; as JSON on stdout).

``gtk_dialog.py JOB.json``: the job holds ``file``, ``domain`` and ``locales`` (the program's
translations), ``font``, ``points``, ``dpi``, ``dark``, ``stripes``, ``values`` (for its empty
fields), ``page`` (which page of its first notebook) and ``picture`` (the file to write). The answer
has what truth.js tells of a page, in pixels; the picture is of the window's own pixels.
"""

import json
import locale
import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Atk, Gdk, GLib, Gtk, Pango  # noqa: E402

FIELDS = (Gtk.Entry, Gtk.ComboBox, Gtk.TextView)


def below(widget):
    """The widget and all that it holds, inner children too, as they lie on the screen."""
    yield widget
    if isinstance(widget, Gtk.Container):
        inner = []
        widget.forall(inner.append)
        for child in inner:
            yield from below(child)


def seen(widget):
    return widget.get_mapped() and widget.get_child_visible()


def up(widget, kind):
    while widget is not None and not isinstance(widget, kind):
        widget = widget.get_parent()
    return widget


def place(widget, top):
    """The edges of a widget in the window's pixels, and whether nothing cuts it."""
    at = widget.translate_coordinates(top, 0, 0)
    area = widget.get_allocation()
    edges = [at[0], at[1], at[0] + area.width, at[1] + area.height]
    whole = True
    parent = widget.get_parent()
    while parent is not None and parent is not top:
        if isinstance(parent, (Gtk.Viewport, Gtk.ScrolledWindow)):
            x, y = parent.translate_coordinates(top, 0, 0)
            size = parent.get_allocation()
            whole = whole and edges[0] >= x and edges[1] >= y
            whole = whole and edges[2] <= x + size.width and edges[3] <= y + size.height
        parent = parent.get_parent()
    size = top.get_allocation()
    return edges, whole and edges[2] <= size.width and edges[3] <= size.height


def role(label):
    if up(label, Gtk.CheckButton):  # of which radio buttons are a kind
        return "check"
    if up(label, Gtk.Button):
        return "button"
    if up(label, Gtk.MenuItem):
        return "menu"
    holder = label.get_parent()
    if isinstance(holder, Gtk.Frame) and holder.get_label_widget() is label:
        return "heading"
    if isinstance(holder, Gtk.Notebook):
        return "menu"
    return "label" if label.get_mnemonic_widget() or len(label.get_text()) < 16 else "text"


def lines(label, top):
    """Each line of a label with its edges."""
    layout = label.get_layout()
    x, y = label.get_layout_offsets()
    area, at = label.get_allocation(), label.translate_coordinates(top, 0, 0)
    x, y = x - area.x + at[0], y - area.y + at[1]
    if label.get_has_window():
        x, y = at[0] + label.get_layout_offsets()[0], at[1] + label.get_layout_offsets()[1]
    text = layout.get_text().encode()
    step = layout.get_iter()
    while True:
        line = step.get_line_readonly()
        _, box = step.get_line_extents()
        part = text[line.start_index : line.start_index + line.length].decode().strip()
        left, upper = x + box.x / Pango.SCALE, y + box.y / Pango.SCALE
        yield part, [left, upper, left + box.width / Pango.SCALE, upper + box.height / Pango.SCALE]
        if not step.next_line():
            return


def fields_of(label):
    """The fields that a label says it names."""
    found = [label.get_mnemonic_widget()] if label.get_mnemonic_widget() else []
    if not found:
        relations = label.get_accessible().ref_relation_set()
        relation = relations.get_relation_by_type(Atk.RelationType.LABEL_FOR)
        found = [one.get_widget() for one in relation.get_target()] if relation else []
    return [one for one in found if isinstance(one, FIELDS)]


def shown_text(field, top):
    """What a field shows and between which edges, or None."""
    if isinstance(field, Gtk.Entry):
        area = field.get_text_area()
        edges, whole = place(field, top)
        wide = field.get_layout().get_pixel_size()[0]
        text = field.get_text() or field.get_placeholder_text() or ""
        left, upper = edges[0] + area.x, edges[1] + area.y
        told = [left, upper + 1, left + area.width, upper + area.height - 1]
        kind = "value" if field.get_text() else "text"
        return text, kind, told, whole and wide <= area.width and field.get_visibility()
    if isinstance(field, Gtk.ComboBox) and not field.get_has_entry():
        views = [one for one in below(field) if isinstance(one, Gtk.CellView)]
        if views and field.get_active_iter() is not None:
            edges, whole = place(views[0], top)
            texts = [c for c in views[0].get_cells() if isinstance(c, Gtk.CellRendererText)]
            column = field.get_entry_text_column()
            column = 0 if column < 0 else column
            text = field.get_model().get_value(field.get_active_iter(), column)
            wide = texts[0].get_preferred_width(views[0])[1] if texts else 0
            if isinstance(text, str):
                return text, "value", edges, whole and wide <= edges[2] - edges[0] + 2
    return None


def fill(top, values):
    """Give empty fields something to show."""
    turn = 0
    for widget in list(below(top)):
        if isinstance(widget, Gtk.SpinButton):
            turn += 1
            widget.set_text(("0.50 cm", "12 pt", "100%", "3", "2.54 cm", "25%")[turn % 6])
        elif isinstance(widget, Gtk.Entry) and not widget.get_text():
            turn += 1
            if turn % 4:
                widget.set_text(values[turn % len(values)])
                widget.set_position(0)
        elif isinstance(widget, Gtk.ComboBoxText) and not widget.get_has_entry():
            turn += 1
            if not len(widget.get_model()):
                widget.append_text(values[turn % len(values)][:14])
            if widget.get_active() < 0:
                widget.set_active(0)
        if isinstance(widget, Gtk.Entry):
            widget.select_region(0, 0)


def told(top):
    items, pairs = [], []
    for widget in below(top):
        if not seen(widget):
            continue
        if isinstance(widget, Gtk.Label) and widget.get_text().strip():
            whole = place(widget, top)[1] and not widget.get_layout().is_ellipsized()
            found = [one for one in lines(widget, top) if one[0]]
            items += [{"text": part, "role": role(widget), "edges": edges, "shown": whole}
                      for part, edges in found]  # fmt: skip
            fields = [one for one in fields_of(widget) if seen(one)]
            if whole and len(fields) == 1 and len(found) == 1:
                edges, free = place(fields[0], top)
                if free:
                    pairs.append({"label": found[0][0], "label_edges": found[0][1],
                                  "field_edges": edges})  # fmt: skip
        if isinstance(widget, FIELDS):
            inside = shown_text(widget, top)
            if inside and inside[0].strip():
                items.append({"text": inside[0].strip(), "role": inside[1], "edges": inside[2],
                              "shown": inside[3], "loose": True})  # fmt: skip
    return {"items": items, "pairs": pairs}


def look(job):
    """The settings with which programs are drawn."""
    settings = Gtk.Settings.get_default()
    settings.set_property("gtk-theme-name", "Adwaita")
    settings.set_property("gtk-application-prefer-dark-theme", job["dark"])
    settings.set_property("gtk-font-name", f"{job['font']} {job['points']}")
    settings.set_property("gtk-xft-dpi", round(job["dpi"] * 1024))
    settings.set_property("gtk-xft-antialias", 1)
    settings.set_property("gtk-xft-hinting", 1)
    settings.set_property("gtk-xft-hintstyle", "hintslight")
    settings.set_property("gtk-xft-rgba", "rgb" if job["stripes"] else "none")
    settings.set_property("gtk-enable-animations", False)
    settings.set_property("gtk-cursor-blink", False)
    settings.set_property("gtk-dialogs-use-header", False)
    size = round(16 * job["dpi"] / 96)
    style = Gtk.CssProvider()
    style.load_from_data(
        f"check, radio {{ min-width: {size}px; min-height: {size}px; }}"
        " * { caret-color: transparent; }".encode()
    )
    Gtk.StyleContext.add_provider_for_screen(
        Gdk.Screen.get_default(), style, Gtk.STYLE_PROVIDER_PRIORITY_APPLICATION
    )


def main():
    with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123
        job = json.load(file)
    locale.setlocale(locale.LC_ALL, "")
    locale.bindtextdomain(job["domain"], job["locales"])
    look(job)
    builder = Gtk.Builder()
    builder.set_translation_domain(job["domain"])
    builder.add_from_file(job["file"])
    roots = [one for one in builder.get_objects()
             if isinstance(one, Gtk.Widget) and one.get_parent() is None
             and not isinstance(one, (Gtk.Menu, Gtk.Popover))]  # fmt: skip
    root = max(roots, key=lambda one: len(list(below(one))))
    if isinstance(root, Gtk.Window):
        top = root
    else:
        top = Gtk.Window()
        root.set_property("margin", 12)
        top.add(root)
    top.set_decorated(False)
    top.set_modal(False)
    fill(top, job["values"])
    books = [one for one in below(top) if isinstance(one, Gtk.Notebook)]
    top.show()
    root.show()
    if books and job["page"]:
        books[0].set_current_page(job["page"])
    top.move(0, 0)
    top.set_focus(None)

    def picture():
        area = top.get_allocation()
        taken = Gdk.pixbuf_get_from_window(top.get_window(), 0, 0, area.width, area.height)
        taken.savev(job["picture"], "png", [], [])
        answer = {**told(top), "title": top.get_title() or "", "size": [area.width, area.height]}
        print(json.dumps(answer, ensure_ascii=False))
        Gtk.main_quit()
        return False

    drawn = []

    def calm():
        """Look when nothing is left to be drawn, six times; nothing is focused or selected."""
        top.set_focus(None)
        for one in below(top):
            if isinstance(one, Gtk.Entry):
                one.select_region(0, 0)
        drawn.append(None)
        if len(drawn) < 6:
            top.queue_draw()
            return True
        return picture()

    GLib.timeout_add(60, calm, priority=GLib.PRIORITY_LOW)
    Gtk.main()


main()
