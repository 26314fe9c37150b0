"""The five roles of type in official documents, and which faces may fill them, best first."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

FaceId = NewType("FaceId", str)


class Role(StrEnum):
    MARK = "小标宋"  # 发文机关标志, 标题
    BODY = "仿宋"  # 正文 and most elements
    KAI = "楷体"  # 签发人姓名, second-level headings
    HEI = "黑体"  # 密级, first-level headings, 附件
    SONG = "宋体"  # 页码, tables


@dataclass(frozen=True, slots=True)
class Cut:
    """How one character is cut in a face: glyph id and advance width in em."""

    face: FaceId
    gid: int
    advance: float


def _cesi(short: str, long: str) -> tuple[str, ...]:
    sets = ("GB2312", "GB13000", "GB18030")
    return tuple(f"CESI_{short}_{chars}" for chars in sets) + tuple(f"CESI{long}-{chars}" for chars in sets)


CHAINS: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.MARK: (
            *("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "FZXBSJW--GB1-0", "方正小标宋_GBK"),
            *("FZXiaoBiaoSong-B05_GBK", "FZXBSK--GBK1-0", *_cesi("XBS", "小标宋"), "GB_XBS_GB18030"),
            *("华文中宋", "STZhongsong"),
        ),
        Role.BODY: (
            *("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", *_cesi("FS", "仿宋"), "GB_FS_GB18030"),
            *("方正仿宋简体", "方正仿宋_GBK", "FZFangSong-Z02S", "FZFangSong-Z02", "华文仿宋", "STFangsong"),
            *("朱雀仿宋", "Zhuque Fangsong"),
        ),
        Role.KAI: (
            *("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", *_cesi("KT", "楷体"), "GB_KT_GB18030"),
            *("方正楷体简体", "方正楷体_GBK", "FZKai-Z03S", "FZKai-Z03", "华文楷体", "STKaiti"),
        ),
        Role.HEI: (
            *("黑体", "SimHei", *_cesi("HT", "黑体"), "GB_HT_GB18030"),
            *("方正黑体简体", "方正黑体_GBK", "FZHei-B01S", "FZHei-B01", "华文黑体", "STHeiti"),
        ),
        Role.SONG: (
            *("宋体", "SimSun", *_cesi("SS", "宋体"), "GB_SS_GB18030"),
            *("方正书宋简体", "方正书宋_GBK", "FZShuSong-Z01S", "FZShuSong-Z01", "华文宋体", "STSong"),
        ),
    }
)
"""Names of installed faces (family, full or PostScript name): those of the office suites and systems in use."""

BUILT_IN: Mapping[Role, tuple[FaceId, ...]] = MappingProxyType(
    {
        Role.MARK: (FaceId("NotoSerifSC-Bold"), FaceId("NotoSerifSC-Light")),
        Role.BODY: (FaceId("FandolFang-Regular"), FaceId("NotoSerifSC-Light")),
        Role.KAI: (FaceId("FandolKai-Regular"), FaceId("GovDeskWenKai"), FaceId("NotoSerifSC-Light")),
        Role.HEI: (FaceId("NotoSansSC-Medium"), FaceId("NotoSerifSC-Light")),
        Role.SONG: (FaceId("FandolSong-Regular"), FaceId("NotoSerifSC-Light")),
    }
)
"""The faces that come with the program, by PostScript name: the role's own, then those that fill its gaps."""
