"""What the tour says."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "tour_title": ("일손 둘러보기", "A tour of Ilson"),
    "tour_skip": ("건너뛰기", "Skip"),
    "tour_back": ("뒤로", "Back"),
    "tour_next": ("다음", "Next"),
    "tour_end": ("시작하기", "Begin"),
    "tour_card": ("{all}장 중 {n}장", "Card {n} of {all}"),
    "tour_does": ("되풀이되는 일, 일손이 맡을게요", "Leave repeated work to Ilson"),
    "tour_does_how": (
        "같은 화면에 같은 일을 사람마다 되풀이하고 계신가요? 한 번 보여 주시면 명단의 나머지를 "
        "일손이 해요.",
        "Do you do the same thing on the same screen for each person? Show it once, and Ilson does "
        "the rest of your list.",
    ),
    "tour_show": ("한 번만 보여 주시면 돼요", "Show it once"),
    "tour_show_how": (
        "기록을 켜고 늘 하던 대로 한 건을 처리해 주세요. 누른 곳과 넣은 글자를 일손이 알아보기 "
        "쉬운 문장으로 적어 둬요.",
        "Start recording and do one case as you always do. Ilson writes down what you click and "
        "type, in plain sentences.",
    ),
    "tour_list": ("나머지는 명단대로 해요", "The rest goes by your list"),
    "tour_list_how": (
        "엑셀 명단의 각 행마다 같은 일을 해요. 지금 연습 프로그램에서 세 행을 실행해 볼 수 있어요.",
        "It does the same for each row of an Excel list. Try it with three rows in the practice "
        "program now.",
    ),
    "tour_stop": ("언제든 멈출 수 있어요", "You can stop at any time"),
    "tour_stop_how": (
        "실행하는 동안 마우스를 움직이거나 Esc를 누르면 잠시 멈춰요. 애매하면 일손이 먼저 "
        "여쭤봐요.",
        "Move the mouse or press Esc while it runs, and it pauses. When in doubt, Ilson asks "
        "first.",
    ),
    "tour_fact_secret": ("비밀번호는 적지 않아요", "Passwords are not written down"),
    "tour_fact_here": ("모든 기록은 이 PC에만 남아요", "Everything stays on this PC"),
    "tour_fact_rows": ("명단은 고치지 않아요", "Your list is not changed"),
    "tour_fact_asks": ("못 찾으면 여쭤봐요", "It asks when it can't find something"),
    "tour_fact_esc": ("Esc 한 번은 멈춤, 두 번은 그만", "Esc pauses, twice stops"),
    "tour_fact_again": ("설정에서 다시 볼 수 있어요", "See it again from the settings"),
    "tour_try_record": ("연습으로 기록해 보기", "Try recording"),
    "tour_try_run": ("세 행 실행해 보기", "Try three rows"),
    "tour_task": ("연습 작업", "Practice task"),
    "tour_step": ("‘성명’ 칸에 ‘문새롬’을 넣었어요", "Typed ‘문새롬’ into ‘성명’"),
    "tour_row_done": ("등록했어요", "done"),
    "tour_row_now": ("하고 있어요", "working"),
    "tour_no_practice": ("연습을 시작하지 못했어요.", "The practice couldn't be started."),
}
