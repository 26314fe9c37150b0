"""What findings amount to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seals.model import Checked, Finding, Outcome, SealSeen, Weight
from seals.rules.verdict import join
from seals.words import REASONS, VERDICTS


def seen(intact: bool = True) -> SealSeen:
    return SealSeen("章", "持有人", None, None, None, None, intact, "PDF")


def finding(weight: Weight, code: str = "seals.seal_added") -> Finding:
    return Finding(weight, code)


@pytest.mark.parametrize(
    ("weight", "outcome"),
    [
        (Weight.REMARK, Outcome.INTACT),
        (Weight.ADDITION, Outcome.ADDED),
        (Weight.DOUBT, Outcome.UNCHECKABLE),
        (Weight.BREAK, Outcome.CHANGED),
    ],
)
def test_one_finding_decides_by_its_weight(weight: Weight, outcome: Outcome) -> None:
    assert join(Checked(True, (finding(weight),), (seen(),))).outcome is outcome


def test_a_seal_against_which_nothing_speaks_is_intact() -> None:
    assert join(Checked(True, (), (seen(),))).outcome is Outcome.INTACT


def test_no_seal_and_no_trace_of_one_is_unsealed() -> None:
    assert join(Checked(False)).outcome is Outcome.UNSEALED


def test_traces_of_a_seal_without_one_are_a_change() -> None:
    assert join(Checked(True)).outcome is Outcome.CHANGED


def test_a_seal_that_does_not_hold_is_a_change_whatever_else_was_found() -> None:
    assert join(Checked(True, (), (seen(), seen(intact=False)))).outcome is Outcome.CHANGED


def test_exit_codes_count_from_intact_to_unsealed() -> None:
    assert [outcome.exit_code for outcome in Outcome] == [0, 1, 2, 3, 4]


def test_every_outcome_has_a_sentence() -> None:
    assert set(VERDICTS) == {outcome.value for outcome in Outcome}


@given(st.lists(st.builds(finding, st.sampled_from(Weight), st.sampled_from(sorted(REASONS)))))
def test_the_heaviest_finding_always_decides_and_stands_first(found: list[Finding]) -> None:
    verdict = join(Checked(True, tuple(found), (seen(),)))
    heaviest = max((each.weight for each in found), default=Weight.REMARK)

    expected = (Outcome.INTACT, Outcome.ADDED, Outcome.UNCHECKABLE, Outcome.CHANGED)
    assert verdict.outcome is expected[heaviest]
    if found:
        assert verdict.reasons[0].code in {each.code for each in found if each.weight is heaviest}


@given(st.lists(st.builds(finding, st.sampled_from(Weight), st.sampled_from(sorted(REASONS)))))
def test_no_reason_is_told_twice_and_none_is_lost(found: list[Finding]) -> None:
    reasons = join(Checked(True, tuple(found), (seen(),))).reasons

    assert {reason.code for reason in reasons} == {each.code for each in found}
    assert len(reasons) == len({(each.weight, each.code) for each in found})
