"""The report as one page: what a clerk shows her superior, and where she looks when a row failed.

Everything is inside: pictures, colours of both schemes (the design tokens), the few lines that
scroll to the step that failed. How long the page gets is bounded, however long the list was.
"""

from __future__ import annotations

import functools
import html
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from player.run.proofs import Proof, RowProof
from player.run.told import RowResult, RunResult
from scripts.language import either, language

_TOKENS = Path(__file__).resolve().parents[2] / "assets" / "tokens.json"
MOST_LISTED = 500
"""Rows in the table of those to look at; the result workbook has all."""
STATUS = {
    "done": ("완료", "Done"),
    "failed": ("실패", "Failed"),
    "skipped": ("건너뜀", "Skipped"),
    "in_doubt": ("확인 필요", "To be checked"),
    "stopped": ("멈춤", "Stopped"),
}
_TONE = {
    "done": "green", "failed": "red", "in_doubt": "amber", "skipped": "grey", "stopped": "amber",
}  # fmt: skip
_HOW = {
    "image": ("그림으로", "by its picture"),
    "text": ("글자로", "by its text"),
    "relation": ("이름표로", "by its label"),
}

_CSS = """
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/22px var(--family)}
main{max-width:1040px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:20px;line-height:28px;margin:0;display:flex;gap:12px;align-items:center}
h2{font-size:16px;line-height:24px;margin:32px 0 8px}
p{margin:0}.small{font-size:13px;line-height:20px;color:var(--text_2)}
.badge{font-size:12px;line-height:18px;font-weight:600;padding:2px 10px;border-radius:999px}
.green{background:var(--green_tint);color:var(--green)}
.red{background:var(--red_tint);color:var(--red)}
.amber{background:var(--amber_tint);color:var(--amber)}
.grey{background:var(--sunken);color:var(--text_2)}
.counts{display:flex;flex-wrap:wrap;gap:12px;margin:20px 0 0;padding:0;list-style:none}
.counts li{background:var(--surface);border:1px solid var(--border);border-radius:8px;
padding:10px 16px;min-width:104px}
.counts b{display:block;font-size:20px;line-height:28px}
table{border-collapse:collapse;width:100%;background:var(--surface)}
th,td{border-bottom:1px solid var(--divider);padding:6px 12px;text-align:left;vertical-align:top}
th{font-size:13px;color:var(--text_2);font-weight:600}
.num{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
details{background:var(--surface);border:1px solid var(--border);border-radius:8px;margin:8px 0}
summary{padding:10px 16px;cursor:pointer;font-weight:600}
.steps{padding:0 16px 12px}
.step{border-top:1px solid var(--divider);padding:12px 0;break-inside:avoid}
.step>p:first-child{display:flex;gap:8px;align-items:baseline;flex-wrap:wrap}
.step.failed{background:var(--red_tint);border:1px solid var(--red_line);border-radius:8px;
padding:12px;scroll-margin-top:24px}
.pair{display:flex;flex-wrap:wrap;gap:12px;margin-top:8px}
figure{margin:0;flex:1 1 300px;max-width:480px}
figcaption{font-size:12px;line-height:18px;color:var(--text_3)}
.shot{position:relative;border:1px solid var(--border);border-radius:4px;overflow:hidden}
.shot img{display:block;width:100%}
.box,.dot{position:absolute}.box{border:2px solid var(--anchor);border-radius:3px}
.dot{width:10px;height:10px;margin:-5px 0 0 -5px;border-radius:50%;background:var(--point);
border:2px solid #fff}
@media print{:root{%(light)s}main{max-width:none;padding:0}
details::details-content{content-visibility:visible;block-size:auto;display:block}
summary{list-style:none}a{color:inherit}}
"""

_JS = (
    "const f=document.querySelector('.step.failed');"
    "if(f&&!location.hash){f.scrollIntoView({block:'center'})}"
)


@functools.cache
def _style() -> str:
    tokens = json.loads(_TOKENS.read_text(encoding="utf-8"))
    schemes = {
        name: "".join(f"--{key}:{value};" for key, value in colours.items())
        for name, colours in tokens["color"].items()
    }
    family = ",".join(f"'{name}'" if " " in name else name for name in tokens["font"]["family"])
    return (
        f":root{{color-scheme:light dark;--family:{family};{schemes['light']}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{schemes['dark']}}}}}"
        + _CSS.replace("%(light)s", schemes["light"])
    )


def write_page(result: RunResult, proofs: Sequence[RowProof]) -> str:
    """The page as HTML. ``proofs`` are the rows whose pictures are shown."""
    title = html.escape(result.script)
    failed = [row for row in proofs if row.status != "done"]
    done = [row for row in proofs if row.status == "done"]
    parts = [
        _head(result),
        _pictures(either("멈춘 단계", "The step that stopped"), failed, True),
        _to_look_at(result.rows),
        _pictures(either("마지막으로 완료한 행", "The last row done"), done, False),
        _the_done(result.rows),
    ]
    return (
        f"<!doctype html>\n<html lang='{language()}'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width'><title>{title} · "
        f"{either('처리 결과', 'Report')}</title>"
        f"<style>{_style()}</style></head><body><main>\n"
        + "\n".join(part for part in parts if part)
        + f"\n</main><script>{_JS}</script></body></html>\n"
    )


def _badge(status: str) -> str:
    word = either(*STATUS.get(status, (status, status)))
    return f"<span class='badge {_TONE.get(status, 'grey')}'>{word}</span>"


def _head(result: RunResult) -> str:
    when, run = html.escape(result.started.replace("T", " ")), html.escape(result.run)
    data, took = html.escape(result.data), duration(result.seconds)
    told = [
        "<p class='small'>"
        + either(
            f"명단 {data or '없음'} · {when} 시작 · {took} · 실행 {run}",
            f"List {data or 'none'} · began {when} · {took} · run {run}",
        )
        + "</p>"
    ]
    if result.results:
        name = html.escape(Path(result.results).name)
        where = either(
            f"행마다의 결과와 읽은 값: {name}", f"Results and values, row by row: {name}"
        )
        told.append(f"<p class='small'>{where}</p>")
    if result.message:
        told.append(f"<p>{html.escape(result.message)}</p>")
    counts = [
        (either(*STATUS[status]), result.count(status))
        for status in ("done", "failed", "skipped", "in_doubt")
        if result.count(status) or status == "done"
    ]
    if result.already:
        counts.append((either("전에 이미 완료", "Done before"), result.already))
    cells = "".join(f"<li>{name}<b>{_rows(count)}</b></li>" for name, count in counts)
    if all(row.row == 0 for row in result.rows):
        cells = ""
    return f"<h1>{html.escape(result.script)} {_badge(result.status)}</h1>{''.join(told)}" + (
        f"<ul class='counts'>{cells}</ul>" if cells else ""
    )


def duration(seconds: float) -> str:
    """A time in words: 42초, 3분 5초, 2시간 10분."""
    whole = round(seconds)
    if whole < 60:
        short = f"{seconds:.1f}" if seconds < 10 else str(whole)
        return either(f"{short}초", f"{short} s")
    if whole < 3600:
        return either(f"{whole // 60}분 {whole % 60}초", f"{whole // 60} min {whole % 60} s")
    return either(
        f"{whole // 3600}시간 {whole % 3600 // 60}분", f"{whole // 3600} h {whole % 3600 // 60} min"
    )


def _rows(count: int) -> str:
    return either(f"{count:,}행", f"{count:,} row{'s' * (count != 1)}")


def _row_name(row: int) -> str:
    return either(f"{row}행", f"Row {row}") if row else either("명단 없이", "Without a list")


def _to_look_at(rows: Iterable[RowResult]) -> str:
    wanted = [row for row in rows if row.status != "done" and row.row]
    if not wanted:
        return ""
    lines = "".join(
        f"<tr><td class='num'>{_row_name(row.row)}</td><td>{_badge(row.status)}</td>"
        f"<td>{html.escape(row.why)}</td><td class='num'>{duration(row.seconds)}</td></tr>"
        for row in wanted[:MOST_LISTED]
    )
    more = len(wanted) - MOST_LISTED
    note = either(
        f"그 밖에 {more:,}행은 결과 파일에 있어요.", f"{more:,} more rows are in the result file."
    )
    rest = f"<p class='small'>{note}</p>" if more > 0 else ""
    title = either("살펴볼 행", "Rows to look at")
    row, word = either("행", "Row"), either("결과", "Result")
    why, time = either("까닭", "Reason"), either("시간", "Time")
    return (
        f"<h2>{title}</h2><table><tr><th class='num'>{row}</th><th>{word}</th><th>{why}</th>"
        f"<th class='num'>{time}</th></tr>{lines}</table>{rest}"
    )


def _the_done(rows: Iterable[RowResult]) -> str:
    """Which rows were done, as ranges of Excel's numbers."""
    numbers = sorted(row.row for row in rows if row.status == "done" and row.row)
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    if not ranges:
        return ""
    words = [
        either(f"{a}행", f"row {a}") if a == b else either(f"{a}–{b}행", f"rows {a}–{b}")
        for a, b in ranges[:MOST_LISTED]
    ]
    rest = " …" if len(ranges) > MOST_LISTED else ""
    return f"<h2>{either('완료한 행', 'Rows done')}</h2><p>{', '.join(words)}{rest}</p>"


# ---- steps with their pictures --------------------------------------------------------------


def _pictures(title: str, rows: Sequence[RowProof], is_open: bool) -> str:
    if not rows:
        return ""
    blocks = []
    for row in rows:
        steps = "".join(_step(step) for step in row.steps)
        mark = f" · {either('행 표시', 'row mark')} {html.escape(row.key)}" if row.key else ""
        count = either(f"{len(row.steps)}단계", f"{len(row.steps)} steps")
        blocks.append(
            f"<details{' open' if is_open else ''} id='row-{row.row}'>"
            f"<summary>{_row_name(row.row)} {_badge(row.status)}"
            f"<span class='small'> {count}{mark}</span></summary>"
            f"<div class='steps'>{steps}</div></details>"
        )
        is_open = False
    note = either(
        "그림의 글자는 작업에 이미 들어 있는 것만 보이고, 나머지는 가려 두었어요.",
        "Of the text in the pictures only what the task itself holds is shown; "
        "all else is covered.",
    )
    return f"<h2>{title}</h2><p class='small'>{note}</p>{''.join(blocks)}"


def _step(step: Proof) -> str:
    facts = []
    if step.how:
        how = either(*_HOW.get(step.how, (step.how, step.how)))
        facts.append(
            either(
                f"{how} 찾음 · 비슷한 정도 {step.score:.2f} · 다음 후보와의 차이 {step.margin:.2f}",
                f"found {how} · likeness {step.score:.2f} · ahead of the next by {step.margin:.2f}",
            )
        )
    if step.seconds:
        facts.append(either(f"{step.seconds:.2f}초", f"{step.seconds:.2f} s"))
    failed = step.status == "failed"
    why = f"<p>{html.escape(step.why)}</p>" if failed and step.why else ""
    shots = [
        _shot(either("하기 전", "Before"), step.before, step) if step.before else "",
        _shot(
            either("그때의 화면", "The screen then") if failed else either("한 뒤", "After"),
            step.after,
            None,
        )
        if step.after
        else "",
    ]
    return (
        f"<div class='step {'failed' if failed else ''}'><p><b>{html.escape(step.say)}</b>"
        f"{_badge('failed') if failed else ''}<span class='small'>{' · '.join(facts)}</span></p>"
        f"{why}<div class='pair'>{''.join(shots)}</div></div>"
    )


def _shot(caption: str, picture: str, step: Proof | None) -> str:
    marks = ""
    if step is not None and step.box is not None:
        x, y, width, height = (100 * share for share in step.box)
        marks += (
            f"<span class='box' style='left:{x:.2f}%;top:{y:.2f}%;"
            f"width:{width:.2f}%;height:{height:.2f}%'></span>"
        )
    if step is not None and step.point is not None:
        across, down = (100 * share for share in step.point)
        marks += f"<span class='dot' style='left:{across:.2f}%;top:{down:.2f}%'></span>"
    return (
        f"<figure><div class='shot'><img alt='{caption}' src='data:image/jpeg;base64,{picture}'>"
        f"{marks}</div><figcaption>{caption}</figcaption></figure>"
    )
