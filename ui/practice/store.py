"""What was entered, in SQLite.

``FOLDER/practice.db`` is in WAL mode and every save is one committed transaction, so another
process may read it while the app runs. Texts are kept exactly as they were typed. Tables:

``people``      id, name 성명, resident_number 주민등록번호, phone 전화번호, address 주소,
                start_date 격리시작일 (YYYY-MM-DD or empty), end_date 격리종료일 (start + 14 days),
                health_center 담당 보건소, kit 위생키트 (0/1), symptom 증상, memo 메모,
                officer 담당자, created_at, updated_at
``monitoring``  id, person_id, day, temperature 체온, result 결과, memo, saved_at;
                one row per person and day
``kits``        id, person_id (or NULL), name, phone, address, quantity 수량, status 배송 상태,
                created_at, updated_at
``audit``       id, at, user 사번, action, table_name, row_id, detail (JSON); one row per change,
                written in the transaction of the change
``settings``    key, value; only what the user asked to be remembered

Times are local, ISO 8601 with milliseconds.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from scripts.errors import DataProblem

HEALTH_CENTERS = (
    "가온구보건소", "나루시보건소", "다온군보건소", "미르시보건소", "새솔구보건소", "한빛구보건소",
)  # fmt: skip
OFFICERS = ("(미지정)", "강다올", "문새롬", "윤한결", "표하람")
SYMPTOMS = ("무증상", "유증상", "미확인")
RESULTS = ("미실시", "정상", "발열", "호흡기 증상", "연락 안 됨")
KIT_STATES = ("접수", "발송", "배송 완료")
ISOLATION_DAYS = 14

_SCHEMA = """
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, resident_number TEXT NOT NULL,
    phone TEXT NOT NULL, address TEXT NOT NULL, start_date TEXT NOT NULL, end_date TEXT NOT NULL,
    health_center TEXT NOT NULL, kit INTEGER NOT NULL CHECK (kit IN (0, 1)),
    symptom TEXT NOT NULL, memo TEXT NOT NULL, officer TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS monitoring (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), day TEXT NOT NULL,
    temperature TEXT NOT NULL, result TEXT NOT NULL, memo TEXT NOT NULL, saved_at TEXT NOT NULL,
    UNIQUE (person_id, day));
CREATE TABLE IF NOT EXISTS kits (
    id INTEGER PRIMARY KEY, person_id INTEGER REFERENCES people (id), name TEXT NOT NULL,
    phone TEXT NOT NULL, address TEXT NOT NULL, quantity INTEGER NOT NULL, status TEXT NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL, action TEXT NOT NULL,
    table_name TEXT NOT NULL, row_id INTEGER NOT NULL, detail TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the entry form has them; ``id`` is 0 until saved."""

    name: str
    phone: str
    resident_number: str = ""
    address: str = ""
    start_date: str = ""
    health_center: str = HEALTH_CENTERS[0]
    kit: bool = False
    symptom: str = SYMPTOMS[0]
    memo: str = ""
    officer: str = ""
    id: int = 0

    @property
    def end_date(self) -> str:
        """The last day of isolation, empty while there is no first one."""
        return end_of(self.start_date)


@dataclass(frozen=True, slots=True)
class Check:
    """The monitoring result of one person on one day."""

    person: Person
    temperature: str = ""
    result: str = RESULTS[0]
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Kit:
    """One line of the kit delivery list."""

    name: str
    phone: str
    address: str
    quantity: int = 1
    status: str = KIT_STATES[0]
    person_id: int | None = None
    id: int = 0


def read_date(text: str) -> date | None:
    """A day typed as 2024-03-05 or 20240305; None if it is no day."""
    digits = text.strip()
    if len(digits) == 10 and digits[4] == digits[7] == "-":
        digits = digits.replace("-", "")
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def end_of(start: str) -> str:
    """The last day of an isolation that begins on ``start``."""
    day = read_date(start)
    try:
        return (day + timedelta(days=ISOLATION_DAYS)).isoformat() if day else ""
    except OverflowError:
        return ""


def _now() -> str:
    return datetime.now().isoformat(timespec="milliseconds")


class Store:
    """The database of one practice folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "practice.db"
        self.user = ""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.path, timeout=10, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise DataProblem(
                f"연습 자료 {self.path} 을(를) 열 수 없어요: {error}",
                "다른 폴더를 --data로 지정하거나, 그 파일을 지우고 다시 시작해 주세요.",
            ) from error

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One transaction, on disk when the block is left."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _audit(self, action: str, table: str, row: int, detail: object) -> None:
        self._db.execute(
            "INSERT INTO audit (at, user, action, table_name, row_id, detail) VALUES (?,?,?,?,?,?)",
            (_now(), self.user, action, table, row, json.dumps(detail, ensure_ascii=False)),
        )

    # people

    def save_person(self, person: Person) -> int:
        """Insert a new person (id 0) or change a known one; returns the id."""
        values = asdict(person)
        values.update(kit=int(person.kit), end_date=person.end_date, now=_now())
        with self._change() as db:
            if person.id:
                db.execute(
                    "UPDATE people SET name=:name, resident_number=:resident_number, phone=:phone,"
                    " address=:address, start_date=:start_date, end_date=:end_date,"
                    " health_center=:health_center, kit=:kit, symptom=:symptom, memo=:memo,"
                    " officer=:officer, updated_at=:now WHERE id=:id", values)  # fmt: skip
                row = person.id
            else:
                row = db.execute(
                    "INSERT INTO people (name, resident_number, phone, address, start_date,"
                    " end_date, health_center, kit, symptom, memo, officer, created_at, updated_at)"
                    " VALUES (:name, :resident_number, :phone, :address, :start_date, :end_date,"
                    " :health_center, :kit, :symptom, :memo, :officer, :now, :now)",
                    values).lastrowid or 0  # fmt: skip
            del values["now"]
            self._audit("update" if person.id else "insert", "people", row, {**values, "id": row})
        return row

    def count_people(self) -> int:
        """How many people are registered."""
        return int(self._db.execute("SELECT count(*) FROM people").fetchone()[0])

    def is_known(self, person: Person) -> bool:
        """Whether another row has this name and phone number."""
        found = self._db.execute(
            "SELECT 1 FROM people WHERE name=? AND phone=? AND id<>?",
            (person.name, person.phone, person.id),
        ).fetchone()
        return found is not None

    def people(self, name: str = "", phone: str = "") -> list[Person]:
        """People whose name and number contain these parts; hyphens do not matter."""
        rows = self._db.execute(
            "SELECT * FROM people WHERE instr(name, ?) AND instr(replace(phone, '-', ''), ?)"
            " ORDER BY id",
            (name.strip(), phone.replace("-", "").strip()),
        )
        return [_person(row) for row in rows]

    def assign(self, ids: Iterable[int], officer: str) -> None:
        """Make ``officer`` responsible for these people."""
        with self._change() as db:
            for row in ids:
                db.execute(
                    "UPDATE people SET officer=?, updated_at=? WHERE id=?", (officer, _now(), row)
                )
                self._audit("assign", "people", row, {"officer": officer})

    # monitoring

    def checks(self, day: str) -> list[Check]:
        """Everyone with their result of that day."""
        rows = self._db.execute(
            "SELECT people.*, temperature, result, m.memo AS m_memo FROM people"
            " LEFT JOIN monitoring m ON m.person_id = people.id AND m.day = ? ORDER BY people.id",
            (day,),
        )
        return [
            Check(_person(row), row["temperature"] or "", row["result"] or RESULTS[0],
                  row["m_memo"] or "")
            for row in rows
        ]  # fmt: skip

    def save_checks(self, day: str, checks: Iterable[Check]) -> None:
        """Save the results of a day, replacing earlier ones of the same people."""
        with self._change() as db:
            for check in checks:
                row = db.execute(
                    "INSERT INTO monitoring (person_id, day, temperature, result, memo, saved_at)"
                    " VALUES (?,?,?,?,?,?) ON CONFLICT (person_id, day) DO UPDATE SET"
                    " temperature=excluded.temperature, result=excluded.result,"
                    " memo=excluded.memo, saved_at=excluded.saved_at RETURNING id",
                    (check.person.id, day, check.temperature, check.result, check.memo, _now()),
                ).fetchone()[0]
                detail = {"person_id": check.person.id, "day": day, "result": check.result,
                          "temperature": check.temperature, "memo": check.memo}  # fmt: skip
                self._audit("save", "monitoring", row, detail)

    # kits

    def kits(self) -> list[Kit]:
        """The delivery list, oldest first."""
        return [
            Kit(row["name"], row["phone"], row["address"], row["quantity"], row["status"],
                row["person_id"], row["id"])
            for row in self._db.execute("SELECT * FROM kits ORDER BY id")
        ]  # fmt: skip

    def save_kit(self, kit: Kit) -> int:
        """Add a line (id 0) or change one; returns its id."""
        values = asdict(kit) | {"now": _now()}
        with self._change() as db:
            if kit.id:
                db.execute(
                    "UPDATE kits SET name=:name, phone=:phone, address=:address,"
                    " quantity=:quantity, status=:status, updated_at=:now WHERE id=:id",
                    values,
                )
                row = kit.id
            else:
                row = db.execute(
                    "INSERT INTO kits (person_id, name, phone, address, quantity, status,"
                    " created_at, updated_at) VALUES (:person_id, :name, :phone, :address,"
                    " :quantity, :status, :now, :now)", values).lastrowid or 0  # fmt: skip
            del values["now"]
            self._audit("update" if kit.id else "insert", "kits", row, {**values, "id": row})
        return row

    def add_kits_of_people(self) -> int:
        """Put everyone who is to get a kit on the list once; returns how many were added."""
        rows = self._db.execute(
            "SELECT * FROM people WHERE kit=1 AND id NOT IN"
            " (SELECT person_id FROM kits WHERE person_id IS NOT NULL) ORDER BY id"
        ).fetchall()
        for row in rows:
            self.save_kit(Kit(row["name"], row["phone"], row["address"], person_id=row["id"]))
        return len(rows)

    def delete_kit(self, kit: Kit) -> None:
        """Take a line off the list."""
        with self._change() as db:
            db.execute("DELETE FROM kits WHERE id=?", (kit.id,))
            self._audit("delete", "kits", kit.id, asdict(kit))

    # the rest

    def log_print(self, person: Person, file: str) -> None:
        """Remember that a form was printed."""
        with self._change():
            self._audit("print", "people", person.id, {"file": file})

    def setting(self, key: str) -> str:
        """What the user asked to be remembered, or an empty text."""
        row = self._db.execute("SELECT value FROM settings WHERE key=?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def remember(self, key: str, value: str) -> None:
        """Remember a value for the next start."""
        with self._change() as db:
            db.execute("INSERT OR REPLACE INTO settings VALUES (?,?)", (key, value))


def _person(row: sqlite3.Row) -> Person:
    return Person(
        name=row["name"], phone=row["phone"], resident_number=row["resident_number"],
        address=row["address"], start_date=row["start_date"], health_center=row["health_center"],
        kit=bool(row["kit"]), symptom=row["symptom"], memo=row["memo"], officer=row["officer"],
        id=row["id"],
    )  # fmt: skip
