"""What Qt itself says and has no Korean for: (context, English) → Korean, in Qt's own order."""

from __future__ import annotations

KOREAN: dict[tuple[str, str], str] = {
    # the file dialog
    ("QFileDialog", "&Look in:"): "찾는 위치(&L):",
    ("QFileDialog", "Files of &type:"): "파일 형식(&T):",
    ("QAbstractFileIconProvider", "Drive"): "드라이브",
    ("QAbstractFileIconProvider", "File"): "파일",
    ("QAbstractFileIconProvider", "%1 File"): "%1 파일",
    ("QAbstractFileIconProvider", "File Folder"): "파일 폴더",
    ("QAbstractFileIconProvider", "Folder"): "폴더",
    ("QAbstractFileIconProvider", "Alias"): "바로 가기",
    ("QAbstractFileIconProvider", "Shortcut"): "바로 가기",
    ("QAbstractFileIconProvider", "Unknown"): "종류를 알 수 없음",
    ("QStandardPaths", "Downloads"): "다운로드",
    ("QStandardPaths", "Public"): "공용",
    ("QStandardPaths", "Templates"): "서식 파일",
    ("QFile", "Cannot remove source file: %1"): "원래 파일을 지우지 못했어요: %1",
    ("QFile", "Could not copy to %1: %2"): "%1에 복사하지 못했어요: %2",
    ("QFile", "Failure to write block: %1"): "파일을 쓰지 못했어요: %1",
    # what a screen reader says
    ("QSpiAccessibleBridge", "switch"): "켜고 끄기",
    ("QSpiAccessibleBridge", "block quote"): "따온 글",
    ("QWindowsUiaMainProvider", "blockquote"): "따온 글",
    ("quiaccessibilityelement", "checked"): "켜짐",
    ("quiaccessibilityelement", "unchecked"): "꺼짐",
    # processes that do not start
    ("QProcess", "Child process set up failed: %1: %2"): "프로그램을 준비하지 못했어요: %1: %2",
    ("QErrorMessage", "An error occurred"): "하지 못한 일이 있어요",
}
