"""Drafts written down briefly, for the tests of what is recognised in them."""

from dataclasses import replace

from documents.model.draft import Alignment, DraftBlock, DraftParagraph, Recognised
from documents.rules.recognise import recognise
from documents.words import SENTENCES

PLAIN = DraftParagraph("", size=16.0, face="仿宋_GB2312", indent=32.0)


def plain(text: str) -> DraftParagraph:
    return replace(PLAIN, text=text)


def centred(text: str, size: float = 22.0) -> DraftParagraph:
    return replace(PLAIN, text=text, alignment=Alignment.CENTRE, size=size, face="方正小标宋简体", indent=0.0)


def right(text: str) -> DraftParagraph:
    return replace(PLAIN, text=text, alignment=Alignment.RIGHT)


def hei(text: str) -> DraftParagraph:
    return replace(PLAIN, text=text, face="黑体")


def recognised(*blocks: DraftBlock | str) -> Recognised:
    """What is recognised; a bare string is a plain paragraph. Every finding must have its sentence."""
    found = recognise([plain(block) if isinstance(block, str) else block for block in blocks])
    for finding in found.findings:
        assert SENTENCES[finding.code].format_map(finding.facts)
    return found


def codes(found: Recognised) -> set[str]:
    return {finding.code.removeprefix("documents.") for finding in found.findings}


def notice(*between: DraftBlock | str, ending: tuple[DraftBlock | str, ...] = ()) -> Recognised:
    """A small notice with these lines between its first paragraph and its signature."""
    return recognised(
        centred("某市人民政府关于做好防汛工作的通知"),
        "各县（区）人民政府，市政府各部门：",
        "现将有关事项通知如下：",
        *between,
        right("某市人民政府"),
        right("2026年3月2日"),
        *ending,
    )
