"""What is said of a task that somebody sent."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "import_title": ("받은 작업", "A task that was sent"),
    "import_unknown": ("누가 만들었는지는 알 수 없어요", "Who made it isn't known"),
    "import_says": ("파일에 적힌 만든 사람: {name}", "Made by, as the file says: {name}"),
    "import_says_why": (
        "누구나 적을 수 있는 이름이에요. 그분이 보냈는지 확인해 주세요.",
        "Anybody can write any name. Make sure that it was sent by that person.",
    ),
    "import_unknown_why": (
        "아는 분이 보냈는지 확인하고, 아래 하는 일을 살펴봐 주세요.",
        "Make sure that it comes from somebody you know, and look at what it does.",
    ),
    "import_recorded": ("기록한 곳: {where}", "Recorded on: {where}"),
    "import_wrong": (
        "고칠 곳이 {n}개 있어서 그대로는 실행되지 않아요.",
        "Places to mend: {n}. It can't be run as it is.",
    ),
    "import_known": (
        "같은 이름의 작업이 있어서 새 이름으로 넣어요.",
        "There is a task of this name: this one gets a new name.",
    ),
    "import_words": ("지문", "Fingerprint"),
    "import_words_why": (
        "보낸 분에게 전화해 이 여섯 낱말을 맞춰 보면 바뀌지 않은 파일인지 알 수 있어요.",
        "Compare these six words with the sender by phone to know that the file is unchanged.",
    ),
    "import_copy": ("복사", "Copy"),
    "import_does": ("이 작업이 하는 일", "What this task does"),
    "import_look": ("살펴보세요", "Look at this"),
    "import_name": ("‘{name}’", "‘{name}’"),
    "import_more": (" 외 {n}개", " and {n} more"),
    "import_at_steps": ("{steps}단계", "Step {steps}"),
    "import_while": (
        "창이 뜨거나 행을 다시 시작할 때",
        "When a window pops up or a row begins again",
    ),
    "import_not": ("이 작업이 하지 않는 일", "What this task doesn't do"),
    "import_no_code": ("적힌 단계 말고는 아무것도 하지 않아요", "Does nothing but these steps"),
    "import_no_code_why": (
        "작업 파일에는 프로그램 코드를 담을 수 없어요.",
        "A task's file can't hold any program code.",
    ),
    "import_no_secret": ("비밀번호를 입력하지 않아요", "Types no passwords"),
    "import_no_secret_why": (
        "이 PC에 둔 비밀 값을 쓰지 않아요.",
        "It uses none of the secrets of this PC.",
    ),
    "import_no_open": (
        "프로그램이나 파일, 인터넷 주소를 열지 않아요",
        "Opens no programs, files or addresses",
    ),
    "import_no_open_why": (
        "이미 열어 둔 창에서만 일해요.",
        "It works only in windows that are open already.",
    ),
    "import_no_write": ("파일에 적지 않아요", "Writes into no file"),
    "import_no_write_why": (
        "행마다의 결과는 명단 옆에 따로 남아요.",
        "The results of rows are kept beside the list.",
    ),
    "import_trust": ("이 작업 믿기", "Trust this task"),
    "import_trust_why": (
        "믿지 않으면, 살펴볼 일을 하기 전에 실행할 때마다 한 번씩 여쭤봐요. 나중에 바꿀 수 있어요.",
        "If not, each run asks once before each of the things to look at. You can change it later.",
    ),
    "import_no_network": ("인터넷에 아무것도 보내지 않아요", "Sends nothing to the internet"),
    "import_no_network_why": (
        "일손은 네트워크를 쓰지 않아요. 작업이 여는 프로그램은 쓸 수 있어요.",
        "Ilson doesn't use the network. Programs that the task works in may.",
    ),
    "import_steps": ("단계 먼저 보기", "See the steps first"),
    "import_back": ("하는 일 보기", "See what it does"),
    "import_refuse": ("받지 않기", "Don't take it"),
    "import_take": ("내 작업에 넣기", "Add to my tasks"),
    "import_unreadable": (
        "파일을 읽지 못했어요. 다시 받아 주세요.",
        "The file couldn't be read. Please get it again.",
    ),
    "touch_deletes": ("{names} 단추를 눌러요", "Clicks {names}"),
    "touch_sends": (
        "{names} 단추를 눌러 보내거나 확정해요",
        "Sends or confirms with {names}",
    ),
    "touch_secret": (
        "이 PC에 둔 비밀 값 {names|을/를} 입력해요",
        "Types the secrets {names} of this PC",
    ),
    "touch_commands": (
        "무엇이든 켤 수 있는 곳({names})에 입력해요",
        "Types where anything can be started ({names})",
    ),
    "touch_opens_address": ("인터넷 주소 {names|을/를} 열어요", "Opens the addresses {names}"),
    "touch_opens_program": ("{names} 프로그램을 켜요", "Starts {names}"),
    "touch_opens_file": ("{names} 파일을 열어요", "Opens the files {names}"),
    "touch_calls": ("다른 작업 {names|을/를} 실행해요", "Runs the tasks {names}"),
    "touch_anywhere": (
        "그때 앞에 있는 창에 입력하거나 키를 눌러요",
        "Types or presses keys in whatever window is in front",
    ),
    "touch_writes": ("{names} 파일에 적어요", "Writes into {names}"),
    "touch_closes": ("{names} 창을 닫아요", "Closes {names}"),
    "touch_reads": ("화면이나 클립보드에서 {names|을/를} 읽어요", "Reads {names} from the screen"),
    "touch_lists": (
        "고른 명단을 {names|으로/로} 읽어요",
        "Reads the list that you choose as {names}",
    ),
    "touch_windows": ("{names} 창에서 일해요", "Works in {names}"),
    "touch_types": ("명단의 {names|을/를} 입력해요", "Types {names} of the list"),
}
