"""Every word of the window, in Korean and English.

The catalog is a plain table: key → (Korean, English). ``{name}`` is filled in; ``{name|을/를}``
also adds the Korean particle that fits, and stands for the name alone in English.
"""

from __future__ import annotations

import re

from scripts.korean import josa

LANGUAGES = {"ko": "한국어", "en": "English"}

_TEXTS: dict[str, tuple[str, str]] = {
    # places and actions
    "app": ("일손", "Ilson"),
    "library": ("내 작업", "My tasks"),
    "count": ("작업 {n}개", "{n} tasks"),
    "count_one": ("작업 1개", "1 task"),
    "search": ("작업 이름으로 찾기", "Find a task by name"),
    "record": ("새 작업 기록하기", "Record a new task"),
    "record_first": ("첫 작업 기록하기", "Record the first task"),
    "play": ("실행", "Run"),
    "play_list": ("명단으로 실행", "Run with a list"),
    "play_again": ("‘{data}’ 명단으로 다시 실행", "Run again with ‘{data}’"),
    "stop": ("그만하기", "Stop"),
    "pause": ("잠시 멈춤", "Pause"),
    "continue": ("이어서 하기", "Go on"),
    "open_window": ("창 열기", "Open the window"),
    "open_folder": ("작업 폴더 열기", "Open the tasks folder"),
    "quit": ("끝내기", "Quit"),
    "cancel": ("취소", "Cancel"),
    "more": ("더 보기", "More"),
    "show_steps": ("단계 보기", "Show the steps"),
    "delete": ("지우기", "Delete"),
    "language": ("언어", "Language"),
    "theme": ("화면 색", "Colours"),
    "theme_light": ("밝게", "Light"),
    "theme_dark": ("어둡게", "Dark"),
    "theme_system": ("시스템처럼", "As the system"),
    "settings": ("설정", "Settings"),
    "here_only": ("이 PC 안에서만 동작해요", "Works on this PC only"),
    # the list of tasks
    "steps": ("{n}단계", "{n} steps"),
    "by_list": ("명단으로 반복", "for each row of a list"),
    "broken": ("열 수 없음", "Can't be opened"),
    "broken_hint": ("파일을 고치거나 다시 받아 주세요.", "Repair the file or get it again."),
    "last_list": ("마지막 명단 {data}", "last list {data}"),
    "empty_title": ("되풀이되는 일, 한 번만 보여 주세요", "Repeated work? Show it once"),
    "empty_body": (
        "늘 하던 대로 한 건만 처리하면 일손이 익혀서 명단의 나머지 행을 맡아요.",
        "Do one case as you always do. Ilson learns it and does the other rows of your list.",
    ),
    "empty_private": (
        "기록하는 동안의 화면과 입력은 이 PC에만 저장돼요.",
        "What is seen and typed while recording stays on this PC.",
    ),
    "no_match": ("‘{text|으로/로}’ 찾은 작업이 없어요.", "No task matches ‘{text}’."),
    "clear_search": ("검색 지우기", "Clear the search"),
    "delete_ask": ("‘{name|을/를}’ 지울까요?", "Delete ‘{name}’?"),
    "delete_body": (
        "작업이 휴지통으로 가요. 명단과 처리 결과는 그대로 있어요.",
        "The task goes to the recycle bin. Lists and reports stay.",
    ),
    "delete_failed": (
        "‘{name|을/를}’ 휴지통으로 옮기지 못했어요.",
        "‘{name}’ couldn't be moved to the bin.",
    ),
    # recording
    "record_title": ("새 작업 기록하기", "Record a new task"),
    "record_name": ("작업 이름", "Name of the task"),
    "record_default": ("새 작업", "New task"),
    "record_how": (
        "이 창은 숨고, 지금부터 하는 일을 보고 익혀요. 한 건을 끝까지 처리한 뒤 "
        "Ctrl+Alt+R을 누르거나 작업 표시줄의 일손 그림을 눌러 끝내 주세요.",
        "This window hides and Ilson watches what you do. Do one case to its end, then press "
        "Ctrl+Alt+R or click the Ilson icon in the tray.",
    ),
    "record_start": ("기록 시작", "Start recording"),
    "record_stop": ("다 했어요", "I'm done"),
    "recording": ("기록하고 있어요", "Recording"),
    "recording_wait": ("기록을 준비하고 있어요", "Getting ready to record"),
    "recorded_steps": ("지금까지 {n}단계", "{n} steps so far"),
    "saving": ("기록을 저장하고 있어요", "Saving the recording"),
    "saved": ("‘{name|을/를}’ 기록했어요 · {n}단계", "‘{name}’ was recorded · {n} steps"),
    "record_failed": ("기록을 저장하지 못했어요.", "The recording wasn't saved."),
    "unsaved": ("끊긴 기록이 있어요.", "There is an interrupted recording."),
    "unsaved_body": (
        "지난번에 저장하지 못하고 끝난 기록을 되살릴 수 있어요.",
        "It ended before it was saved and can be recovered.",
    ),
    "recover": ("되살리기", "Recover"),
    "recovered_name": ("되살린 작업", "Recovered task"),
    "bar": ("일손 기록 막대", "Ilson recording bar"),
    "bar_soon": ("곧 시작해요", "Starting soon"),
    "bar_ready": ("준비", "Get ready"),
    "bar_ready_how": ("기록할 프로그램을 앞에 두세요.", "Bring your program to the front."),
    "bar_none": ("아직 없음", "No steps yet"),
    "bar_on": ("기록 중", "Recording"),
    "bar_first": ("늘 하던 대로 한 건만 해 주세요.", "Do one case as you always do."),
    "bar_step": ("{n}단계", "Step {n}"),
    "bar_undo": ("방금 단계 빼기 (Ctrl+Alt+Z)", "Drop the last step (Ctrl+Alt+Z)"),
    "bar_wait": ("여기를 기다리기 (Ctrl+Alt+W)", "Wait for this place (Ctrl+Alt+W)"),
    "bar_wait_how": (
        "기다릴 것 위에 포인터를 두고 Ctrl+Alt+W를 눌러 주세요.",
        "Point at what to wait for and press Ctrl+Alt+W.",
    ),
    "bar_read": ("이 값 읽기 (Ctrl+Alt+G)", "Read this value (Ctrl+Alt+G)"),
    "bar_read_how": (
        "읽을 값 위에 포인터를 두고 Ctrl+Alt+G를 눌러 주세요.",
        "Point at the value to read and press Ctrl+Alt+G.",
    ),
    "bar_secret": (
        "이 칸은 비밀: 입력한 글자를 남기지 않기 (Ctrl+Alt+S)",
        "This field is secret: keep nothing of what is typed (Ctrl+Alt+S)",
    ),
    "bar_secret_on": ("이 칸에 입력하는 글자는 남기지 않아요.", "What you type here is not kept."),
    "bar_undone": ("방금 단계를 뺐어요: {say}", "Dropped: {say}"),
    "row_asked": ("어느 줄을 뜻하나요?", "Which row?"),
    "row_named": ("{column} ‘{value}’", "{column} ‘{value}’"),
    "row_number": ("{n}번째 줄", "Row {n}"),
    "row_selected": ("고른 줄", "Selected row"),
    "row_place": ("이 자리만", "This place"),
    "light_green": ("또렷해요", "Clear"),
    "light_amber": ("헷갈려요", "Ambiguous"),
    "light_red": ("못 찾아요", "Not found"),
    # choosing a list
    "list_title": ("‘{name}’ 명단 고르기", "Choose a list for ‘{name}’"),
    "list_file": ("명단 파일", "List file"),
    "list_choose": ("파일 고르기", "Choose a file"),
    "list_filter": ("명단", "Lists"),
    "sheet": ("시트", "Sheet"),
    "list_reading": ("명단을 읽고 있어요", "Reading the list"),
    "list_good": ("{n}행을 실행해요 · 열: {columns}", "{n} rows to run · columns: {columns}"),
    "list_skipped": (
        "숨긴 행과 빈 행 {n}개는 건너뛰어요.",
        "{n} hidden or empty rows are skipped.",
    ),
    "list_none": ("실행할 행이 없어요.", "There are no rows to run."),
    "list_play": ("{n}행 실행", "Run {n} rows"),
    # running
    "starting": ("실행을 준비하고 있어요", "Getting ready"),
    "running": ("실행 중", "Running"),
    "paused": ("잠시 멈춤", "Paused"),
    "waiting": ("답을 기다려요", "Waiting for an answer"),
    "done": ("끝남", "Done"),
    "failed": ("실패", "Failed"),
    "stopped": ("그만함", "Stopped"),
    "rows_of": ("{done} / {all}행", "{done} / {all} rows"),
    "row_now": ("{row}행을 처리하고 있어요", "Working on row {row}"),
    "counts": (
        "완료 {done} · 실패 {failed} · 건너뜀 {skipped}",
        "{done} done · {failed} failed · {skipped} skipped",
    ),
    "in_doubt": ("하다가 끊긴 행 {n}", "{n} rows in doubt"),
    "took": ("{time} 걸렸어요", "took {time}"),
    "failed_rows": ("도움이 필요한 행", "Rows that need help"),
    "row": ("{row}행", "Row {row}"),
    "using_screen": (
        "화면을 쓰는 중이에요. Esc를 누르면 잠시 멈추고, 한 번 더 누르면 그만해요.",
        "Using the screen. Esc pauses; Esc again stops.",
    ),
    "report": ("처리 결과 열기", "Open the report"),
    "to_library": ("작업 목록으로", "Back to my tasks"),
    "result_done": ("‘{name|을/를}’ 끝까지 했어요.", "‘{name}’ is done."),
    "result_failed": ("‘{name}’ 작업에 도움이 필요해요.", "‘{name}’ needs your help."),
    "result_stopped": ("‘{name|을/를}’ 그만했어요.", "‘{name}’ was stopped."),
    "killed": (
        "멈추지 않아서 강제로 끝냈어요. 하던 행은 확인해 주세요.",
        "It didn't stop and was ended by force. Please check the row in hand.",
    ),
    "crashed": ("실행이 갑자기 끝났어요.", "The run ended unexpectedly."),
    "cannot_start": ("일손을 켜지 못했어요.", "Ilson couldn't start its helper program."),
    # questions of a run
    "ask_title": ("여쭤볼게요", "A question"),
    "answer_retry": ("다시 해 보기", "Try again"),
    "answer_continue": ("이 단계 지나가기", "Pass this step"),
    "answer_skip_row": ("이 행 건너뛰기", "Skip this row"),
    "answer_stop": ("그만하기", "Stop"),
    "answer_done": ("끝났어요", "It was finished"),
    "answer_again": ("다시 하기", "Do it again"),
    "answer_text": ("답하기", "Answer"),
    # the tray
    "tray_idle": ("일손", "Ilson"),
    "tray_recording": ("일손 · 기록 중", "Ilson · recording"),
    "tray_playing": ("일손 · 실행 중 {done} / {all}행", "Ilson · running, {done} / {all} rows"),
    "tray_playing_plain": ("일손 · 실행 중", "Ilson · running"),
    "tray_waiting": ("일손 · 답을 기다려요", "Ilson · waiting for an answer"),
    "tray_empty": ("아직 기록한 작업이 없어요.", "No tasks yet."),
    "tray_panel": ("일손 작업", "Ilson tasks"),
    "tray_recent": ("작업", "Tasks"),
    "still_here": (
        "일손은 작업 표시줄에 남아 있어요.",
        "Ilson stays in the tray.",
    ),
    "seconds": ("{n}초", "{n} s"),
    "minutes": ("{n}분 {s}초", "{n} min {s} s"),
}

_PLACE = re.compile(r"\{(\w+)(?:\|([^}]+))?\}")
_language = "ko"


def language() -> str:
    """The language in use, "ko" or "en"."""
    return _language


def use_language(code: str) -> None:
    """Speak this language from now on; unknown ones are Korean."""
    global _language
    _language = code if code in LANGUAGES else "ko"


def say(key: str, **values: object) -> str:
    """The text of a key with values filled in. Raises KeyError for a key that there is not."""
    korean, english = _TEXTS[key]
    chosen = korean if _language == "ko" else english

    def fill(found: re.Match[str]) -> str:
        value = str(values[found[1]])
        if found[2] is None:
            return value
        # The quotation mark stands between the name and its particle: ‘{name|을/를}’.
        return f"{value}\0{josa(value, found[2])}"

    text = _PLACE.sub(fill, chosen)
    return re.sub("\0([^’]*)’", r"’\1", text).replace("\0", "")


def clock(seconds: float) -> str:
    """A time that runs, as a clock shows it: 0:42, 12:05, 1:00:09."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def duration(seconds: float) -> str:
    """A time span as people say it: 40초, 3분 5초."""
    whole = round(seconds)
    if whole < 60:
        return say("seconds", n=whole)
    return say("minutes", n=whole // 60, s=whole % 60)
