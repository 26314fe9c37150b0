"""Sealing a ten-page PDF and OFD, and the verdict on them."""

from datetime import timedelta
from functools import partial

from desk.trial import make_authorities, make_seal_maker, make_unit
from documents.errands import typeset
from office.actor import UnitId
from office.crypto.token import Purpose
from office.fonts.library import Library
from seals.devices.key_file import open_key_folder
from seals.errands import seal, verify
from seals.formats.picture import draw_seal
from seals.formats.ses import make_seal
from seals.model import Outcome, SealSpec
from tests.bench.clock import measured
from tests.bench.matter import WHEN, about, long_document

PIN = "20260302"
NAME = "福建省人民政府办公厅"


def run() -> None:
    """Print the figures."""
    library = Library.built_in()
    document = long_document(3)
    made = typeset(document, library, about(document))
    print(f"公文 {len(made.layout.pages)} 页")
    start = WHEN - timedelta(days=1)
    authorities = make_authorities("测速", start)
    holder = make_unit(authorities, UnitId("bench"), NAME, PIN, start, iterations=1000)
    maker, maker_key = make_seal_maker(authorities, "测速制章", PIN, start, iterations=1000)
    token = open_key_folder(holder.key_files, PIN)
    spec = SealSpec(NAME, diameter=50)
    maker_token = open_key_folder({Purpose.SEAL: maker_key}, PIN)
    stamp = make_seal(
        spec,
        "bench",
        draw_seal(spec, library),
        maker_token,
        (holder.unit.seal,),
        start,
        start,
        WHEN + timedelta(days=9),
    )
    trust, place = authorities.trust((maker,)), made.layout.seals[0]
    sealed = {}
    for name, data, bar in (("PDF", made.pdf, 0.5), ("OFD", made.ofd, 0.3)):
        measured(f"{name} 盖章（含自检）", partial(seal, data, token, stamp, place, WHEN), bar)
        sealed[name] = seal(data, token, stamp, place, WHEN).data
    for name, data in sealed.items():
        verdict = verify(data, trust, WHEN)
        if verdict.outcome is not Outcome.INTACT:
            raise SystemExit(f"{name}: {verdict.reasons}")
        measured(f"{name} 验章", partial(verify, data, trust, WHEN), 0.5)
