"""What is said where a list and a task are brought together."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "bind_title": ("명단 연결 - {name}", "Connect a list - {name}"),
    "bind_no_file": ("명단을 골라 주세요", "Choose a list"),
    "bind_drop": (
        "엑셀 파일을 이 창에 끌어다 놓아도 돼요.",
        "You can also drop an Excel file onto this window.",
    ),
    "bind_saved": ("{folder} · {time} 저장됨", "{folder} · saved {time}"),
    "bind_other_file": ("파일 고르기", "Choose a file"),
    "bind_heading": ("제목 줄 {row}행", "Headings in row {row}"),
    "bind_rows": ("실행할 행", "Rows to run"),
    "bind_all_rows": ("모두 ({n}행)", "All ({n} rows)"),
    "bind_some_rows": ("일부", "Some"),
    "bind_range_named": ("실행할 행의 처음과 끝, 예: 2-21", "First and last row to run, as 2-21"),
    "bind_bad_range": (
        "실행할 행을 2-21처럼 엑셀의 행 번호로 써 주세요.",
        "Write the rows to run as Excel's numbers, as 2-21.",
    ),
    "bind_grid": ("명단의 행", "Rows of the list"),
    "bind_drag": (
        "‘{column}’: 오른쪽 단계로 끌어다 놓으면 그 칸에 들어가요",
        "‘{column}’: drag it onto a step at the right",
    ),
    "bind_empty_cell": ("비어 있어요", "empty"),
    "bind_where": ("어느 열을 어디에", "Which column goes where"),
    "bind_count": ("{n} / {all} 이음", "{n} / {all} linked"),
    "bind_take": ("잇기", "Link"),
    "bind_take_all": ("모두 잇기", "Link all"),
    "bind_choose": ("열 고르기", "Choose a column"),
    "bind_menu": ("눌러서 다른 열 고르기", "Press to choose another column"),
    "bind_linked": ("이어졌어요", "linked"),
    "bind_missing": ("명단에 이 열이 없어요", "the list has no such column"),
    "bind_fixed": (
        "명단에 이 열이 없어요. 편집기에서 바꿔 주세요",
        "The list has no such column. Change it in the editor",
    ),
    "bind_open": ("모든 행에 기록할 때 값을 써요", "every row gets the recorded value"),
    "bind_why_value": ("명단에 같은 값이 있어요", "the list has the same value"),
    "bind_why_label": ("칸 이름이 열 이름과 같아요", "the field is called like the column"),
    "bind_why_looks": ("사람마다 다른 값 같아요", "it looks like somebody's data"),
    "bind_no_places": (
        "이 작업에는 명단의 값을 넣을 자리가 없어요.",
        "This task has no place that takes a value of the list.",
    ),
    "bind_key": ("행을 가리는 열: {columns}", "Rows are told apart by: {columns}"),
    "bind_no_key": ("행을 가리는 열: 모두", "Rows are told apart by: all columns"),
    "bind_change": ("바꾸기", "Change"),
    "bind_first": ("첫 행만 시험", "Try the first row"),
    "bind_without": ("{rows} 빼고 {n}행을 실행해요", "Runs {n} rows, without {rows}"),
    "bind_results": (
        "결과는 명단 옆의 새 파일에 적어요. 명단은 바꾸지 않아요.",
        "Results go into a new file beside the list. The list itself is not changed.",
    ),
    "bind_unbound": (
        "먼저 오른쪽에서 어느 열을 어디에 넣을지 이어 주세요.",
        "First link columns to places at the right.",
    ),
    "bind_missing_columns": (
        "명단에 없는 열이 있어요: {columns}. 오른쪽에서 다른 열을 이어 주세요.",
        "The list lacks columns: {columns}. Link other ones at the right.",
    ),
    # the rehearsal
    "rehearse": ("미리 살펴보기", "Check"),
    "rehearse_nothing_touched": (
        "프로그램은 건드리지 않고 명단만 살펴봐요",
        "Only the list is checked; no program is touched",
    ),
    "rehearse_again": ("다시 살펴보기", "Check again"),
    "rehearsing": ("살펴보는 중", "Checking"),
    "rehearse_good": ("고칠 곳 없음", "Nothing to mend"),
    "rehearse_found": ("고칠 곳 {n}", "{n} to mend"),
    "rehearse_not": ("살펴보지 못함", "Not checked"),
    "rehearse_failed": (
        "살펴보다가 멈췄어요. 다시 살펴보기를 눌러 주세요.",
        "The check broke off. Please check again.",
    ),
    "rehearse_leave_out": ("이 행 빼기", "Leave out"),
    "rehearse_take_in": ("다시 넣기", "Take in again"),
    "rehearse_mend": ("명단에서 고치기", "Mend in the list"),
}
