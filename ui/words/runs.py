"""What is said about a run: its list, its questions, its result."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
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
}
