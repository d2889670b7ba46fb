"""Words that changed ask anew, and a yes is bound to the words that were read (domain 8.2, 8.5)."""

import datetime

import pytest
from django.utils import timezone, translation

from clinic import scope
from clinic.access import Refused
from intake import actions, completeness, consenting, explained, wordings
from intake.gate import places, standing
from intake.models import Consent, Intake
from intake.models.consent import Choice, Item, Kind
from tests import build
from tests.history import steps
from tests.intake.build import (
    a_filled_intake,
    a_started_intake,
    a_submitted_intake,
    as_link,
    let_in,
)
from tests.intake.build_standing import a_consent, a_standing
from tests.intake.build_wordings import changed
from tests.intake.filling import AUTOSAVE

pytestmark = pytest.mark.django_db
READ_AGAIN = "These words have changed since this page was opened. Please read them again."
ASK_AGAIN = "The wording of this agreement has changed; ask again: Belly."


def belly(known):
    return places.weigh(known)["Z2_abd_lower", "left"]


@pytest.mark.parametrize("kind", Kind)
def test_the_items_of_an_agreement_stand_in_its_words(kind):
    with translation.override(wordings.SOURCE):
        words = str(wordings.WORDINGS[kind]).replace("\n", " ")
    assert [part for part in explained.COVERED[kind].values() if part not in words] == []


def test_the_first_agreement_explains_everything():
    assert explained.items(Kind.GENERAL) == Item.values


def test_readers_of_every_language_read_the_same_version():
    for language in ("en", "es"):
        with translation.override(language):
            assert wordings.version(Kind.ABDOMEN) == a_consent(Kind.ABDOMEN).wording_hash


def test_an_older_text_opens_nothing_and_says_why():
    known = a_standing()
    assert (known.agreed(Kind.ABDOMEN), belly(known).state) == (True, "open")
    with changed():
        assert (known.agreed(Kind.ABDOMEN), belly(known).binds) == (False, ASK_AGAIN)
        assert known.agreed(Kind.GENERAL)
    assert known.agreed(Kind.ABDOMEN)


def test_a_no_to_an_older_text_stays_a_no():
    known = a_standing(consents=[a_consent(Kind.ABDOMEN, Choice.DECLINED)])
    with changed():
        assert belly(known).binds == "The client did not agree to this area: Belly."


@pytest.mark.parametrize("language", ["en", "es"])
def test_rows_from_before_versions_count_while_their_words_are_todays(language):
    with translation.override(language):
        words = str(wordings.WORDINGS[Kind.ABDOMEN])
    row = a_consent(Kind.ABDOMEN, wording_hash="", wording=words)
    known = a_standing(consents=[row])
    assert known.agreed(Kind.ABDOMEN)
    with changed():
        assert not known.agreed(Kind.ABDOMEN)
    row.wording = "Some older words."
    assert not known.agreed(Kind.ABDOMEN)


def test_a_signature_keeps_version_items_and_words():
    me = build.a_user()
    intake = a_submitted_intake(therapist=me)
    with scope.acting_as(scope.staff(me)):
        rows = Consent.objects.filter(intake=intake).exclude(signed_name="")
        assert {row.kind: row.wording_hash for row in rows} == {
            row.kind: wordings.version(row.kind) for row in rows
        }
        assert {row.kind: row.explained for row in rows} == {
            row.kind: explained.items(row.kind) for row in rows
        }


def test_words_that_changed_keep_the_form_from_being_sent():
    intake = a_filled_intake()
    with as_link(intake), changed():
        (gap,) = completeness.gaps(intake)
        sentence = "These words have changed. Please read them and answer again: Belly."
        assert (gap.anchor, gap.sentence) == ("ask-consent-abdomen", sentence)
        with pytest.raises(Refused, match="still missing"):
            actions.submit(intake, "Sample Signer")
        actions.consent(intake, Kind.ABDOMEN, Choice.GIVEN)
        actions.submit(intake, "Sample Signer")


def opened(browser):
    intake = a_started_intake()
    return let_in(browser, intake), intake


def test_a_yes_to_words_that_have_changed_is_refused_and_nothing_typed_is_lost(client):
    browser, intake = opened(client)
    before = steps(intake.client)
    page = {
        "consent-abdomen": "given_with_limits",
        "limits-abdomen": "only the left",
        "shown-abdomen": wordings.shown(Kind.ABDOMEN),
        "consent-chest": "declined",
    }
    with changed():
        answer = browser.post("/intake/form/consent/", page)
        assert (answer.status_code, READ_AGAIN in answer.text) == (422, True)
        assert 'value="only the left"' in answer.text
        assert wordings.shown(Kind.ABDOMEN) in answer.text
        again = page | {"shown-abdomen": wordings.shown(Kind.ABDOMEN)}
        with as_link(intake):
            assert list(Consent.objects.values_list("kind", "decision")) == [("chest", "declined")]
        assert browser.post("/intake/form/consent/", again).status_code == 302
        with as_link(intake):
            row = Consent.objects.get(kind="abdomen")
            assert (row.wording, row.limits) == (str(wordings.WORDINGS[row.kind]), "only the left")
    assert [step for step in steps(intake.client)[len(before) :] if "read" not in step] == []


@pytest.mark.parametrize("sent", ["", "0" * 64, None])
def test_a_yes_without_the_words_of_the_page_is_refused_field_by_field(client, sent):
    browser, intake = opened(client)
    facts = {"consent-abdomen": "given", "changed": ["consent-abdomen"]}
    facts |= {} if sent is None else {"shown-abdomen": sent}
    answer = browser.post("/intake/form/consent/", facts, headers=AUTOSAVE)
    assert (answer.status_code, answer.json()["errors"]["consent-abdomen"]) == (422, READ_AGAIN)
    facts["consent-abdomen"] = "declined"
    assert browser.post("/intake/form/consent/", facts, headers=AUTOSAVE).status_code == 200


def test_the_words_that_were_read_are_kept_in_their_own_language(client):
    browser, intake = opened(client)
    with translation.override("es"):
        sent, words = wordings.shown(Kind.ABDOMEN), str(wordings.WORDINGS[Kind.ABDOMEN])
    facts = {"consent-abdomen": "given", "shown-abdomen": sent, "changed": ["consent-abdomen"]}
    assert browser.post("/intake/form/consent/", facts, headers=AUTOSAVE).status_code == 200
    with as_link(intake):
        row = Consent.objects.get()
    assert (row.language, row.wording) == ("es", words)


def test_an_answer_to_older_words_is_not_chosen_beforehand(client):
    browser, intake = opened(client)
    with as_link(intake):
        actions.consent(intake, Kind.ABDOMEN, Choice.GIVEN)
    assert "checked" in browser.get("/intake/form/consent/").text
    with changed():
        assert "checked" not in browser.get("/intake/form/consent/").text


def test_a_word_at_a_visit_keeps_only_the_end_of_a_signature_to_the_same_words():
    me = build.a_user()
    intake = a_submitted_intake(therapist=me)
    visit = build.a_visit(intake.client, me)
    facts = {"kind": "abdomen", "decision": "given", "limits": "", "mode": "recorded_verbal"}
    facts["signed_name"] = ""
    with scope.acting_as(scope.staff(me)):
        with changed():
            row = actions.agree(visit, facts, by=me)
            assert row.valid_until == timezone.localdate()
            assert standing.of(visit.client_id).agreed(Kind.ABDOMEN)
        # Back in the older words: the word at the visit was to the newer ones.
        assert not standing.of(visit.client_id).agreed(Kind.ABDOMEN)
        assert consenting.agreed(visit.client_id)[Kind.ABDOMEN] == Choice.GIVEN


def test_a_higher_level_than_was_signed_lasts_for_the_day():
    me = build.a_user()
    intake = a_submitted_intake(therapist=me)
    visit = build.a_visit(intake.client, me)
    facts = {"kind": "abdomen", "decision": "given", "limits": ""}
    signed = facts | {"mode": "written_signature", "signed_name": "Sample Signer", "max_level": 2}
    word = facts | {"mode": "recorded_verbal", "signed_name": ""}
    year, today = datetime.timedelta(days=300), timezone.localdate()
    with scope.acting_as(scope.staff(me)):
        assert actions.agree(visit, signed, by=me).valid_until > today + year
        assert actions.agree(visit, word | {"max_level": 1}, by=me).valid_until > today + year
        assert actions.agree(visit, word | {"max_level": 3}, by=me).valid_until == today
        assert Intake.objects.count() == 1
