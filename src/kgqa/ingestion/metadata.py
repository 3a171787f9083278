"""What a report is: id, title, place, author, years, imprint; from a TOML file beside it or from its text.

The first lines tell who gives it where and when, the address what is asked of the meeting, the last lines who
printed it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kgqa.errors import InputError
from kgqa.text.segmentation import Document

_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{2,4}[市州])?([\u4e00-\u9fff]{1,8}?(?:区|县|市|省|旗))")
_NO_PLACE = re.compile(r"\d{4}年(?:\d{1,2}月\d{1,2}日)?在?|关于")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_MEETING = re.compile(r"\d日在([\u4e00-\u9fff]{4,40}?会议)上")
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,40}(?:委员会|人民政府|局|厅|办公室)"
)  # a line that names a body and no more
_ON_BEHALF = re.compile(r"受([\u4e00-\u9fff]{2,20}?)的?委托")
_REQUEST = re.compile(r"(?:提请|请予)[^。\n]*(?:审查|审议|意见)[^。\n]*")
_IMPRINT = re.compile(
    r"(?:^|\n)(?:([\u4e00-\u9fff]{4,40})\s*)?(\d{4})年(\d{1,2})月(\d{1,2})日印[发制刷]?\s*$"
)
_HEAD = 400
_TAIL = 120
_IDENTIFIER = re.compile(r"[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff._-]*")
_NAMES = {
    str: "text in quotes",
    int: "a whole number",
    date: "a date such as 2024-02-22",
    bool: "true or false",
}
_KINDS: dict[str, type] = {
    "reports_on": int,
    "plans_for": int,
    "delivered": date,
    "printed": date,
    "draft": bool,
}  # else str


@dataclass(frozen=True)
class Metadata:
    """Identity of a report."""

    id: str
    title: str
    place: str
    reports_on: int
    plans_for: int
    title_en: str = ""
    place_en: str = ""
    author: str = ""
    delivered: date | None = None
    delivered_at: str = ""
    printed: date | None = None
    printed_by: str = ""
    draft: bool = False
    on_behalf_of: str = ""
    request: str = ""


def read_metadata(path: Path, document: Document) -> Metadata:
    """Metadata of the report at ``path``: ``REPORT.toml`` wins over what the text tells.

    Raises:
        InputError: the file is broken, or the years cannot be told.
    """
    sidecar = path.with_suffix(".toml")
    told = _from_text(path.stem, document)
    if sidecar.exists():
        try:
            values = tomllib.loads(sidecar.read_text(encoding="utf-8-sig"))
        except OSError as error:
            raise InputError(f"cannot read {sidecar}: {error.strerror}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(f"{sidecar} is not valid TOML: {error}") from error
        unknown = set(values) - set(Metadata.__dataclass_fields__)
        if unknown:
            raise InputError(f"{sidecar}: unknown key {sorted(unknown)[0]!r}")
        wrong = sorted(k for k, v in values.items() if type(v) is not _KINDS.get(k, str))
        if wrong:
            raise InputError(f"{sidecar}: {wrong[0]} must be {_NAMES[_KINDS.get(wrong[0], str)]}")
        told = replace(told, **values)
    if not _IDENTIFIER.fullmatch(told.id):
        raise InputError(
            f"the id {told.id!r} must be of letters, digits and hyphens; set id in {sidecar.name}"
        )
    if not told.reports_on:
        raise InputError(
            f"{path} names no year it reports on; write {sidecar.name} with reports_on and plans_for"
        )
    return told


def _from_text(identifier: str, document: Document) -> Metadata:
    head = document.text[:_HEAD]
    titles = [s.title for s in document.sections if s.title]
    years = sorted(
        {int(y) for t in (head.split("。")[0], *titles) for y in re.findall(r"(20\d{2}|19\d{2})年", t)}
    )
    delivered = _DATE.search(head)
    when = date(*map(int, delivered.groups())) if delivered else None
    plans_for = max((y for y in years), default=0)
    reports_on = (
        plans_for - 1
        if len(years) != 1 or not when
        else (plans_for if plans_for < when.year else plans_for - 1)
    )
    if when and reports_on == plans_for:
        plans_for = reports_on + 1
    title = next(
        (line for line in head.splitlines() if "报告" in line), head.splitlines()[0] if head else identifier
    )
    meeting, behalf, request = (p.search(head) for p in (_MEETING, _ON_BEHALF, _REQUEST))
    printed, printed_by = _imprint(document.text[-_TAIL:])
    place = _PLACE.search(_NO_PLACE.sub(" ", title)) or _PLACE.search(_NO_PLACE.sub(" ", head))
    return Metadata(
        id=identifier,
        title=title[:120],
        place=place[1] if place else identifier,
        reports_on=reports_on if years else 0,
        plans_for=plans_for,
        delivered=when,
        draft="草案" in title,
        author=next((line for line in head.splitlines() if _BODY.fullmatch(line)), ""),
        delivered_at=meeting[1] if meeting else "",
        printed=printed,
        printed_by=printed_by,
        on_behalf_of=behalf[1] if behalf else "",
        request=request[0] if request else "",
    )


def _imprint(tail: str) -> tuple[date | None, str]:
    """When and by whom a report was printed, by its last lines."""
    match = _IMPRINT.search(tail)
    return (date(*map(int, match.groups()[1:])), match[1] or "") if match else (None, "")
