"""Numbers of pressure never stand without their words where a therapist chooses one."""

import pytest

from tests.notes.build import a_note

pytestmark = pytest.mark.django_db


def test_felt_numbers_and_levels_stand_beside_their_words(signed_in):
    """Domain 6.1: such scales vary between clinics, "so always show anchors"."""
    note = a_note()
    page = signed_in(note.therapist).get(f"/notes/{note.pk}/").content.decode()
    felt = page.count('<ul class="anchors">')
    assert felt == page.count("<b>0</b> barely there") == page.count("<b>10</b> unbearable") > 2
    assert page.count("<b>7</b> strong, but I breathe easily") == felt
    for words in ("1 · skin contact", "3 · usual massage", "5 · very strong, rarely right"):
        assert words in page
