"""What is said while a task is recorded."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # recording
    "record_title": ("새 작업 기록하기", "Record a new task"),
    "record_name": ("작업 이름", "Name of the task"),
    "record_default": ("새 작업", "New task"),
    "record_how": (
        "이 창은 숨고, 지금부터 하는 일을 보고 익혀요. 한 건을 끝까지 처리한 뒤 "
        "{keys|을/를} 누르거나 작업 표시줄의 일손 그림을 눌러 끝내 주세요.",
        "This window hides and Ilson watches what you do. Do one case to its end, then press "
        "{keys} or click the Ilson icon in the tray.",
    ),
    "record_start": ("기록 시작", "Start recording"),
    "record_stop": ("다 했어요", "I'm done"),
    "recording": ("기록하고 있어요", "Recording"),
    "recording_wait": ("기록을 준비하고 있어요", "Getting ready to record"),
    "saving": ("기록을 저장하고 있어요", "Saving the recording"),
    "saved": ("‘{name|을/를}’ 기록했어요 · {n}단계", "‘{name}’ was recorded · {n|step/steps}"),
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
    "bar_undo": ("방금 단계 빼기 ({keys})", "Drop the last step ({keys})"),
    "bar_wait": ("여기를 기다리기 ({keys})", "Wait for this place ({keys})"),
    "bar_wait_how": (
        "기다릴 것 위에 포인터를 두고 {keys|을/를} 눌러 주세요.",
        "Point at what to wait for and press {keys}.",
    ),
    "bar_read": ("이 값 읽기 ({keys})", "Read this value ({keys})"),
    "bar_read_how": (
        "읽을 값 위에 포인터를 두고 {keys|을/를} 눌러 주세요.",
        "Point at the value to read and press {keys}.",
    ),
    "bar_secret": (
        "이 칸은 비밀: 입력한 글자를 남기지 않기 ({keys})",
        "This field is secret: keep nothing of what is typed ({keys})",
    ),
    "bar_secret_on": ("이 칸에 입력하는 글자는 남기지 않아요.", "What you type here is not kept."),
    "bar_secret_which": ("무엇이 비밀인가요?", "What is secret?"),
    "bar_secret_now": ("지금 칸", "This field"),
    "bar_secret_before": ("방금 넣은 글", "What I typed before"),
    "bar_picture": ("기록한 자리: {say}", "Recorded place: {say}"),
    "bar_undone": ("방금 단계를 뺐어요: {say}", "Dropped: {say}"),
    "row_asked": ("어느 줄을 뜻하나요?", "Which row?"),
    "row_named": ("{column} ‘{value}’", "{column} ‘{value}’"),
    "row_number": ("{n}번째 줄", "Row {n}"),
    "row_selected": ("고른 줄", "Selected row"),
    "row_place": ("이 자리만", "This place"),
    "light_green": ("또렷해요", "Clear"),
    "light_amber": ("헷갈려요", "Ambiguous"),
    "light_red": ("못 찾아요", "Not found"),
}
