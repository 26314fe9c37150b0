"""Words, their languages, and errors explained."""

from collections.abc import Iterator

import pytest

from office.errors import NotFound, OfficeError, Refused
from office.words import SENTENCES, _, explain, language, use_language


class Strange(Refused):
    code = "tests.strange"


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    yield
    use_language("zh_CN")


def test_an_error_is_explained_with_its_facts() -> None:
    assert explain(NotFound(id="7"), {"office.not_found": "没有 {id}"}) == "没有 7"


def test_the_office_explains_its_own_errors() -> None:
    assert explain(NotFound(id="7"), {}) == SENTENCES["office.not_found"]


def test_an_error_without_a_sentence_still_says_its_code() -> None:
    assert "tests.strange" in explain(Strange(), {})


def test_a_fact_that_was_not_told_never_breaks_the_sentence() -> None:
    assert explain(OfficeError(), {"office.error": "坏在 {where}"}) == "坏在 —"


def test_english_is_spoken_when_asked_for() -> None:
    use_language("en")
    assert language() == "en"
    assert _("拟稿") == "Drafting"
    use_language("zh_CN")
    assert _("拟稿") == "拟稿"


def test_a_language_without_a_catalogue_is_chinese() -> None:
    use_language("xx")
    assert language() == "zh_CN"
    assert _("") == ""
