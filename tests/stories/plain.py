"""What a sentence for an official must be: Chinese, whole, saying what to do, without a program's own words."""

import re

KNOWN = ("Word", "WPS", "docx", "PDF", "OFD", "PIN", "PNG", "JPEG", "Open XML", "desk.json", "http")
_PATH = re.compile(r"(https?:/|[A-Z]:)?/(?:（已盖章）|[^\s，。；”（])*|[\w\-]+\.(docx|pdf|ofd|p12|json)|\.(doc|wps)\b")
_WORD = re.compile(r"[A-Za-z_]{3,}")
_ADVICE = ("请", "待", "自动")


def check_plain(said: str) -> None:
    """Fail unless every line of ``said`` is a plain sentence."""
    assert said.strip()
    for line in said.strip().splitlines():
        bare = _PATH.sub("", line)
        for word in KNOWN:
            bare = bare.replace(word, "")
        assert not _WORD.findall(bare), line
        assert "{" not in line, line
        assert "}" not in line, line
        assert line.rstrip().endswith(("。", "）")), line
        assert any(word in line for word in _ADVICE), line
