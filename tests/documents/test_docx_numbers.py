"""Reading .docx: automatic numbers become text."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from documents.formats.docx import read_docx
from documents.model.draft import DraftBlock, DraftDoubt, DraftParagraph, DraftTable
from documents.model.official import TableBlock
from tests.documents.word_files import (
    p,
    with_styles,
)

NOTICE = Path(__file__).parent.parent / "data" / "notice" / "draft.docx"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def texts(blocks: tuple[DraftBlock, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, DraftParagraph)]


def doubts(blocks: tuple[DraftBlock, ...]) -> dict[str, dict[str, str]]:
    return {block.code: dict(block.facts) for block in blocks if isinstance(block, DraftDoubt)}


def only_table(blocks: tuple[DraftBlock, ...]) -> TableBlock:
    (found,) = [block.table for block in blocks if isinstance(block, DraftTable)]
    return found


def png(width: int = 4, height: int = 3, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (200, 0, 0)).save(out, kind)
    return out.getvalue()


def numbered(depth: int, text: str, key: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>')


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


NUM = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'


class TestNumbers:
    LEVELS = (
        level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCountingThousand", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "decimal", "（%4）")
    )
    LISTS = f'<w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>{NUM}'

    def test_automatic_numbers_become_text(self) -> None:
        body = "".join(
            numbered(depth, text)
            for depth, text in [
                (0, "总体"),
                (1, "原则"),
                (1, "目标"),
                (2, "其一"),
                (3, "细目"),
                (0, "任务"),
                (1, "重点"),
            ]
        )
        assert texts(read_docx(with_styles(body, "", self.LISTS))) == [
            "一、总体", "（一）原则", "（二）目标", "1.其一", "（1）细目", "二、任务", "（一）重点",
        ]  # fmt: skip

    def test_a_list_may_start_again(self) -> None:
        again = (
            '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        body = numbered(0, "甲") + numbered(0, "乙") + numbered(0, "丙", key=2) + numbered(0, "丁", key=2)
        assert texts(read_docx(with_styles(body, "", self.LISTS + again))) == ["一、甲", "二、乙", "一、丙", "二、丁"]

    def test_a_number_may_come_from_the_style_or_be_switched_off(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        )
        off = '<w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr>'
        body = p("甲", '<w:pStyle w:val="h"/>') + p("乙", off) + p("丙", '<w:pStyle w:val="h"/>')
        assert texts(read_docx(with_styles(body, styles, self.LISTS))) == ["一、甲", "乙", "二、丙"]

    def test_bullets_are_dropped_and_said(self) -> None:
        lists = (
            f'<w:abstractNum w:abstractNumId="7">{level(0, "bullet", "●")}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        )
        blocks = read_docx(with_styles(numbered(0, "甲"), "", lists))
        assert texts(blocks) == ["甲"]
        assert doubts(blocks) == {"documents.bullets_left_out": {"count": "1"}}

    @pytest.mark.parametrize(
        ("kind", "third"),
        [
            ("decimal", "3"),
            ("decimalFullWidth", "３"),
            ("decimalZero", "03"),
            ("decimalEnclosedCircle", "③"),
            ("ideographTraditional", "丙"),
            ("chineseLegalSimplified", "叁"),
            ("upperRoman", "III"),
            ("lowerLetter", "c"),
            ("japaneseCounting", "三"),
        ],
    )
    def test_the_common_formats_count(self, kind: str, third: str) -> None:
        lists = (
            f'<w:abstractNum w:abstractNumId="7">{level(0, kind, "%1")}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        )
        body = numbered(0, "甲") + numbered(0, "乙") + numbered(0, "丙")
        assert texts(read_docx(with_styles(body, "", lists)))[2] == f"{third}丙"

    def test_an_unknown_format_counts_in_digits_and_is_said(self) -> None:
        lists = (
            f'<w:abstractNum w:abstractNumId="7">{level(0, "thaiLetters", "%1.")}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        )
        blocks = read_docx(with_styles(numbered(0, "甲"), "", lists))
        assert texts(blocks) == ["1.甲"]
        assert "documents.number_format_guessed" in doubts(blocks)
