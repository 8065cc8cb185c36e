"""The names of keys, as Qt tells of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from scripts.keys import key_name

_NAMES = {
    Qt.Key.Key_Return: "Enter", Qt.Key.Key_Enter: "Enter", Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab", Qt.Key.Key_Escape: "Esc", Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Backspace: "Backspace", Qt.Key.Key_Delete: "Delete", Qt.Key.Key_Insert: "Insert",
    Qt.Key.Key_Home: "Home", Qt.Key.Key_End: "End", Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown", Qt.Key.Key_Up: "Up", Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Left: "Left", Qt.Key.Key_Right: "Right", Qt.Key.Key_Menu: "Menu",
    Qt.Key.Key_Hangul: "Hangul", Qt.Key.Key_Hangul_Hanja: "Hanja",
    Qt.Key.Key_Print: "PrintScreen", Qt.Key.Key_Pause: "Pause",
}  # fmt: skip
_HELD = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl"), (Qt.KeyboardModifier.AltModifier, "Alt"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift"), (Qt.KeyboardModifier.MetaModifier, "Win"),
)  # fmt: skip
_MODIFIERS = (
    Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Shift, Qt.Key.Key_Meta, Qt.Key.Key_AltGr,
)  # fmt: skip


def chord_of(event: QKeyEvent) -> str:
    """The chord of a key press, "Ctrl+s"; empty while only modifiers are down, and for keys that
    no script can name."""
    key = Qt.Key(event.key())
    if key in _MODIFIERS:
        return ""
    name = _NAMES.get(key) or _plain(key)
    if not name:
        return ""
    held = [word for flag, word in _HELD if event.modifiers() & flag]
    return "+".join((*held, name))


def _plain(key: Qt.Key) -> str:
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F24:
        return f"F{key - Qt.Key.Key_F1 + 1}"
    if 0x21 <= key <= 0x7E:
        # By the key's own code, so that the Korean input method is no matter.
        return key_name(chr(key).lower()) or ""
    return ""
