"""What kind of organ a name is; a name that does not tell is `OTHER`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from disclint.api import OrganType, Report
from disclint_rules.once import once

# 局 of 分局 and 委员会 of 管理委员会 are of other kinds; 城市 and the like begin no name of a place.
_PLACE = re.compile(
    r"(?!住房|城市|城区|社区|园区|国家|中国|中华|市场|市政|县域|区域)"
    r".{1,9}?(?:自治区|自治州|自治县|自治旗|省|(?<!城)市|县|旗|盟|[州区](?![市区县]))"
)
_SPECIAL_ZONE = re.compile(r"(?:开发|高新|新|管理|园|度假|保税|合作|示范|风景|名胜|景|林|试验|实验|产业|功能)区$")
_TOWNSHIP = re.compile(r"(?:镇|乡|苏木|街道)人民政府$|街道(?:办事处)?$|.(?:(?<![城乡])镇|(?<!城)乡|苏木)$")
_TOWNSHIP_BODY = re.compile(r"^[^局委厅办]{1,6}?(?:(?<![城乡])镇|(?<!城)乡|苏木|街道)")
_DEPARTMENT = re.compile(r"(?:(?<!分)局|(?<!管理)(?<!居民)(?<!村民)委员会|厅|人民政府办公室)$")
_FOREIGN = re.compile(r"^(?:国家|中国|中华|国务院|中共|共青团)")
_REMARK = re.compile(r"[（(][^（）()]*[)）]$")


@dataclass(frozen=True, slots=True)
class Organ:
    """A name taken apart: 武汉市 东西湖区 | 残疾人联合会."""

    name: str
    kind: OrganType
    places: tuple[str, ...] = ()
    body: str = ""

    @property
    def level(self) -> str:
        """The unit of the innermost place: 省, 市, 县, 区, …; "" if the name holds none."""
        found = re.search(r"(?:自治[区州县旗]|省|市|县|旗|盟|州|区)$", self.places[-1]) if self.places else None
        return found.group() if found else ""


def read_organ(name: str) -> Organ:
    """Take a name apart and judge its kind."""
    plain = _REMARK.sub("", re.sub(r"\s+", "", name))
    if _FOREIGN.match(plain):
        return Organ(plain, OrganType.OTHER, body=plain)
    places: list[str] = []
    offset = 0
    while found := _PLACE.match(plain, offset):
        places.append(found.group())
        offset = found.end()
    body = plain[offset:]
    return Organ(plain, _kind(places, body), tuple(places), body)


def _kind(places: list[str], body: str) -> OrganType:
    if _TOWNSHIP.search(body) or (places and _TOWNSHIP_BODY.match(body)):
        return OrganType.TOWNSHIP
    if not places or _SPECIAL_ZONE.search(places[-1]):
        return OrganType.OTHER
    if body == "人民政府":
        return OrganType.GOVERNMENT
    return OrganType.DEPARTMENT if _DEPARTMENT.search(body) else OrganType.OTHER


@once
def organ_of(report: Report) -> Organ:
    """The organ whose report this is: that of the title, or of the signature where the title names only a place.

    Where the name does not tell its kind, it is of the one that the configuration states.
    """
    organ = _named(report)
    if organ.kind is OrganType.OTHER and report.organ_type is not None:
        return replace(organ, kind=report.organ_type)
    return organ


def _named(report: Report) -> Organ:
    own = read_organ(report.organ)
    signed = report.signature.organ if report.signature else ""
    if signed and not own.body and own.kind is not OrganType.TOWNSHIP:
        return read_organ(signed)
    return own
