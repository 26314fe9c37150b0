"""Every message has an English translation, and the compiled catalogue is the one in the text."""

from gettext import GNUTranslations
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from installer.catalogue import BOOK, compiled, faults, messages, read_po, write_po

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t"\\'), min_size=1, max_size=40)


def test_every_message_has_a_translation_that_keeps_its_facts() -> None:
    translations = read_po((BOOK / "govdesk.po").read_text(encoding="utf-8"))

    assert list(faults(messages(), translations)) == []


def test_the_compiled_catalogue_is_the_one_in_the_text() -> None:
    found = messages()
    known = read_po((BOOK / "govdesk.po").read_text(encoding="utf-8"))

    assert (BOOK / "govdesk.mo").read_bytes() == compiled({text: known[text] for text in found if known.get(text)})


@given(book=st.dictionaries(texts, texts, max_size=6))
def test_what_is_written_is_always_read_again(book: dict[str, str]) -> None:
    assert read_po(write_po({text: ["a.py"] for text in book}, book)) == book


@given(book=st.dictionaries(texts, texts, max_size=6))
def test_gettext_always_finds_what_was_compiled(book: dict[str, str]) -> None:
    spoken = GNUTranslations(BytesIO(compiled(book)))

    assert {text: spoken.gettext(text) for text in book} == book


def test_a_lost_fact_a_missing_letter_and_a_missing_translation_are_noticed() -> None:
    found = {text: ["a.py"] for text in ("第 {page} 页", "保存(&S)", "好")}

    assert len(list(faults(found, {"第 {page} 页": "Page {number}", "保存(&S)": "Save"}))) == 3
