"""A “no” that weighs all the same says which facts made it so (domain 3.3, CV02)."""

import pytest

from intake import card, roomflags
from intake.gate import meaning
from intake.gate.meaning import Facts
from tests.intake.build_standing import DAY, an_answer


def flag_of(facts, *given):
    found = meaning.flags(given or (an_answer("CV02", "no"),), facts, today=DAY)
    return next(flag for flag in found if flag.question.code == "CV02")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (Facts(age=70, sex="male"), "Because of: sex: male; 70 years old."),
        (Facts(age=66), "Because of: sex not given; 66 years old."),
        (Facts(sex="male"), "Because of: sex: male; age not known."),
        (
            Facts(age=72, sex="female", smoked=True),
            "Because of: sex: female; 72 years old; smokes, once did, or would rather not say.",
        ),
    ],
)
def test_a_no_says_why_it_weighs(facts, words):
    flag = flag_of(facts)
    assert flag.note == words
    assert words in next(row["text"] for row in card.flag_rows([flag]))
    assert words in next(row["text"] for row in roomflags.rows([flag]) if row["text"])


def test_another_answer_that_weighs_is_named():
    flag = flag_of(Facts(age=72, sex="female"), an_answer("CV02", "no"), an_answer("CV07"))
    assert flag.because.endswith("no plain “no” to CV07.")


def test_an_answer_that_weighs_by_itself_needs_no_facts():
    found = meaning.flags((an_answer("CV05"),), Facts(age=40, sex="female"), today=DAY)
    assert [flag.because for flag in found] == [""]
