"""Any official document at all, for tests of what must hold for every one."""

from datetime import date

from hypothesis import strategies as st

from documents.model.official import (
    Annex,
    Block,
    Cell,
    Heading,
    Kind,
    Level,
    Number,
    OfficialDocument,
    Paragraph,
    PictureBlock,
    Secrecy,
    TableBlock,
    Urgency,
)

WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)
NAMES = st.lists(WORDS, max_size=3).map(tuple)
LENGTHS = st.floats(0.1, 500, allow_nan=False)
DATES = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))

CELLS = st.builds(Cell, WORDS, st.integers(1, 5), st.integers(1, 5), st.booleans())
TABLES = st.builds(
    TableBlock,
    st.lists(st.lists(CELLS, max_size=3).map(tuple), max_size=3).map(tuple),
    st.lists(LENGTHS, max_size=3).map(tuple),
    st.integers(0, 2),
)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.sampled_from(Level), WORDS),
    st.builds(Paragraph, WORDS, st.integers(0, 30), st.none() | st.sampled_from(Level)),
    TABLES,
    st.builds(PictureBlock, st.binary(max_size=50), LENGTHS, LENGTHS, WORDS),
)
BODIES = st.lists(BLOCKS, max_size=4).map(tuple)

DOCUMENTS = st.builds(
    OfficialDocument,
    kind=st.sampled_from(Kind),
    title=WORDS,
    body=BODIES,
    issuers=NAMES,
    mark=WORDS,
    number=st.none() | st.builds(Number, WORDS, st.integers(1900, 2100), st.integers(1, 9999)),
    copy_number=WORDS,
    secrecy=st.none() | st.sampled_from(Secrecy),
    secrecy_term=WORDS,
    urgency=st.none() | st.sampled_from(Urgency),
    approvers=NAMES,
    recipients=WORDS,
    annex_names=NAMES,
    signatories=NAMES,
    dated=DATES,
    note=WORDS,
    annexes=st.lists(st.builds(Annex, WORDS, WORDS, BODIES), max_size=2).map(tuple),
    copies_to=WORDS,
    printed_by=WORDS,
    printed_on=DATES,
)
