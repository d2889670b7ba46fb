"""A told condition that is on no list: weighed by a therapist, on the words that stand."""

from html import unescape

import pytest

from clinic import journey
from clinic.access import Refused
from intake import actions
from intake.body import zones
from intake.gate import places
from intake.models import Triage
from tests import build
from tests.history import entries, steps
from tests.intake.build import a_filled_intake, a_submitted_intake, decide, observed
from tests.intake.build_letters import a_clearance
from tests.intake.build_triage import GOUT, REASON, told, triaged

pytestmark = pytest.mark.django_db
WAITS = "Triage what the client told in their own words first, or choose “Hold”."
TEAM = "Only a therapist in this client's care team decides about the intake."
CHANGED = "The client's words changed while you were reading. Look again, then triage."
TWICE = "Somebody triaged this while you were reading. Look again, then triage."
BLANK = "Nobody has written down what it is. Ask the client, and write it down first."
NOTHING = "There is nothing to triage: nothing else was told."
BELLY = ["Z1_abd_upper", "Z2_abd_lower"]


def sent(words=GOUT, value="yes", **values):
    """(therapist, intake): sent with something that is on no list."""
    therapist = build.a_user()
    return therapist, a_submitted_intake(therapist=therapist, OC01=told(words, value), **values)


def where(intake):
    return f"/intakes/{intake.pk}/triage/"


def typed(intake, therapist, as_staff, **changed):
    """The form as it is sent, of a page that was just read."""
    with as_staff(therapist):
        flag = flag_of(intake)
    shown = {"about": flag.answer.pk, "last": flag.triage.pk if flag.triage else 0}
    return shown | {"severity": "A", "side": "both", "reason": REASON} | changed


def flag_of(intake):
    found = places.places(intake.client_id).flags
    return next(flag for flag in found if flag.question.code == "OC01")


def closed(intake, therapist, as_staff):
    with as_staff(therapist):
        found = places.places(intake.client_id)
    return {place for place, each in found.items() if each.state == "locked"}


def everywhere(*touched, sides=zones.SIDES):
    return {(zone, side) for zone in touched for side in sides}


def test_it_writes_a_row_about_the_very_words_and_a_line_of_history(signed_in, as_staff):
    therapist, intake = sent()
    answer = signed_in(therapist).post(where(intake), typed(intake, therapist, as_staff))
    assert answer.url == f"/intakes/{intake.pk}/review/"
    with as_staff(therapist):
        row = Triage.objects.get()
        assert (row.severity, row.words, row.reason) == ("A", GOUT, REASON)
        assert (row.triaged_by, row.zones, row.side) == (therapist, list(zones.ALL), "both")
        assert row.about == flag_of(intake).answer
    assert steps(intake.client)[-2:] == [journey.INTAKE_READ, journey.CONDITION_TRIAGED]
    (entry,) = entries(step=journey.CONDITION_TRIAGED)
    assert (entry.subject, GOUT in str(vars(entry))) == (f"intake.triage:{row.pk}", False)


def test_until_then_every_place_is_closed_and_no_way_ahead_is_decided(as_staff):
    therapist, intake = sent()
    assert closed(intake, therapist, as_staff) == everywhere(*zones.ALL)
    for outcome in ("go_ahead", "with_changes", "no_abdominal_pressure"):
        with pytest.raises(Refused, match=WAITS):
            decide(intake, therapist, outcome=outcome, conditions="x", reason="y" * 20)
    decide(intake, therapist, outcome="hold", conditions="Their doctor's word")
    decide(intake, therapist, outcome="not_suitable")


@pytest.mark.parametrize("severity", ["E", "U"])
def test_a_stop_blocks_like_any_stop(severity, as_staff):
    therapist, intake = sent()
    triaged(intake, therapist, severity, zones=BELLY, side="left")
    assert closed(intake, therapist, as_staff) == everywhere(*zones.ALL)
    with pytest.raises(Refused, match="An answer here stops the visit."):
        decide(intake, therapist, outcome="with_changes", conditions="x", reason="y" * 20)
    with pytest.raises(Refused, match="No letter opens this."):
        a_clearance(intake, therapist, "OC01")


def test_a_lock_closes_its_places_on_its_side(as_staff):
    therapist, intake = sent()
    triaged(intake, therapist, "S", zones=BELLY, side="left")
    assert closed(intake, therapist, as_staff) == everywhere(*BELLY, sides=("left",))
    with pytest.raises(Refused, match="rules out direct psoas work"):
        decide(intake, therapist, reason="y" * 20)
    decide(intake, therapist, outcome="with_changes", conditions="Not on the left side today")
    assert closed(intake, therapist, as_staff) == everywhere(*BELLY, sides=("left",))


def test_a_clearance_is_opened_by_a_letter(as_staff):
    therapist, intake = sent()
    with pytest.raises(Refused, match="Triage this first; then add the letter."):
        a_clearance(intake, therapist, "OC01")
    triaged(intake, therapist, "C", zones=BELLY)
    assert closed(intake, therapist, as_staff) == everywhere(*BELLY)
    a_clearance(intake, therapist, "OC01", zones=BELLY)
    assert closed(intake, therapist, as_staff) == set()
    decide(intake, therapist)


def test_an_adjustment_needs_a_reason_like_any_other(as_staff):
    therapist, intake = sent()
    triaged(intake, therapist)
    assert closed(intake, therapist, as_staff) == set()
    with pytest.raises(Refused, match="Say in at least 20 characters why it is safe"):
        decide(intake, therapist)
    row = decide(intake, therapist, reason="Quiet, and away from the hands.")
    assert (row.overrides, row.codes) == (["OC01"], ["OC01"])


def test_other_words_are_triaged_anew_and_the_same_words_keep_it(as_staff):
    therapist, intake = sent()
    row = triaged(intake, therapist)
    again = a_submitted_intake(intake.client, therapist=therapist, OC01=told())
    with as_staff(therapist):
        assert flag_of(again).triage == row
    more = a_submitted_intake(intake.client, therapist=therapist, OC01=told(GOUT + ", and worse"))
    with as_staff(therapist):
        flag = flag_of(more)
        assert (flag.untriaged, flag.triage, flag.answer.triaged_before) == (True, None, row)
    assert closed(more, therapist, as_staff) == everywhere(*zones.ALL)
    triaged(more, therapist, "U")
    back = a_submitted_intake(intake.client, therapist=therapist, OC01=told())
    with as_staff(therapist):
        assert flag_of(back).triage == row


def test_a_later_triage_replaces_the_earlier_and_a_milder_one_says_so(as_staff):
    therapist, intake = sent()
    for severity, changed, step in (
        ("C", {"zones": BELLY, "side": "left"}, journey.CONDITION_TRIAGED),
        ("C", {"zones": BELLY}, journey.CONDITION_TRIAGED),
        ("C", {"zones": BELLY[:1]}, journey.CONDITION_LOOSENED),
        ("S", {"zones": BELLY}, journey.CONDITION_TRIAGED),
        ("A", {}, journey.CONDITION_LOOSENED),
        ("U", {}, journey.CONDITION_TRIAGED),
        ("E", {}, journey.CONDITION_TRIAGED),
        ("S", {"zones": list(zones.ALL)}, journey.CONDITION_LOOSENED),
    ):
        row = triaged(intake, therapist, severity, **changed)
        told = [one for one in steps(intake.client) if not one.endswith(".opened")]
        assert told[-1] == step, (severity, changed)
        with as_staff(therapist):
            assert flag_of(intake).triage == row
    with as_staff(therapist):
        assert Triage.objects.count() == 8


def test_an_unsure_word_behaves_as_its_weight_says(as_staff):
    therapist, intake = sent(value="unsure")
    triaged(intake, therapist)
    with as_staff(therapist):
        flag = flag_of(intake)
        assert (flag.severity, flag.held) == ("A", False)
    row = triaged(intake, therapist, "S", zones=BELLY)
    with as_staff(therapist):
        assert flag_of(intake).unsettled
        places_now = closed(intake, therapist, as_staff)
    assert places_now == everywhere(*zones.DIRECT)
    settle(intake, therapist, as_staff)
    with as_staff(therapist):
        flag = flag_of(intake)
        assert (flag.triage, flag.held) == (row, False)


def settle(intake, therapist, as_staff, value="yes"):
    with as_staff(therapist):
        actions.settle(intake, "OC01", value, "Asked on the phone", by=therapist)


def test_without_words_it_is_asked_for_and_written_down_first(as_staff):
    therapist, intake = sent(words="")
    with pytest.raises(Refused, match=BLANK):
        triaged(intake, therapist)
    with pytest.raises(Refused, match=WAITS):
        decide(intake, therapist)
    _value, _words, details = told("A cyst on the liver")
    observed(intake, therapist, "OC01", details=details)
    assert triaged(intake, therapist).words == "A cyst on the liver"


def test_who_would_rather_not_say_is_asked(as_staff):
    therapist, intake = sent(words="", value="prefer_not")
    assert closed(intake, therapist, as_staff) == everywhere(*zones.ALL)
    settle(intake, therapist, as_staff, "no")
    decide(intake, therapist)


def test_a_form_that_is_not_sent_closes_and_is_not_triaged(as_staff):
    therapist, intake = sent(words="", value="no")
    with pytest.raises(Refused, match=NOTHING):
        triaged(intake, therapist)
    draft = a_filled_intake(intake.client, therapist=therapist, OC01=told())
    assert closed(draft, therapist, as_staff) == everywhere(*zones.ALL)
    with pytest.raises(Refused, match=NOTHING):
        triaged(intake, therapist)
    with pytest.raises(Refused, match=WAITS):
        decide(intake, therapist)
    observed(intake, therapist, "OC01", "no")
    decide(intake, therapist)


def test_two_tabs_never_triage_over_each_other(signed_in, as_staff):
    therapist, intake = sent()
    browser, form = signed_in(therapist), typed(intake, therapist, as_staff)
    triaged(intake, therapist, "S", zones=BELLY)
    late = browser.post(where(intake), form)
    assert (late.status_code, TWICE in late.text, REASON in late.text) == (422, True, True)
    _value, _words, details = told("Gout in both toes")
    observed(intake, therapist, "OC01", details=details)
    late = browser.post(where(intake), form)
    assert (late.status_code, CHANGED in unescape(late.text)) == (422, True)
    with pytest.raises(Refused, match=CHANGED):
        triaged(intake, therapist, about=form["about"])
    with as_staff(therapist):
        assert Triage.objects.count() == 1


def test_nobody_decides_by_a_triage_they_have_not_seen(signed_in, as_staff):
    therapist, intake = sent()
    row = triaged(intake, therapist)
    browser, page = signed_in(therapist), f"/intakes/{intake.pk}/review/"
    form = browser.get(page).context["form"]
    assert form["triaged"].value() == row.pk
    triaged(intake, therapist, "C", zones=BELLY)
    said = {name: form[name].value() for name in ("seen", "last", "triaged")}
    said |= {"outcome": "go_ahead", "reason": "y" * 20, "expires_on": form["expires_on"].value()}
    late = browser.post(page, said)
    assert late.status_code == 422
    assert "Somebody triaged while you were reading. Look again, then decide." in late.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": "Too short"}, "Say in at least 20 characters why, and what to do."),
        ({"reason": ""}, "Say in at least 20 characters why."),
        ({"reason": "x" * 501}, "takes at most 500 characters"),
        ({"severity": "S"}, "Choose at least one place."),
        ({"severity": "X"}, "Choose one of the listed answers."),
        ({"severity": ""}, "Choose how much it weighs."),
        ({"severity": "C", "zones": ["Z99"]}, "Choose one of the listed answers."),
        ({"severity": "C", "zones": BELLY, "side": "mid"}, "Choose one of the listed answers."),
    ],
)
def test_what_is_not_whole_comes_back_with_a_sentence(changed, sentence, signed_in, as_staff):
    therapist, intake = sent()
    page = signed_in(therapist).post(where(intake), typed(intake, therapist, as_staff, **changed))
    assert (page.status_code, sentence in page.text) == (422, True)
    with as_staff(therapist):
        assert not Triage.objects.exists()


def test_who_is_refused_and_how(signed_in, as_staff):
    therapist, intake = sent()
    form = typed(intake, therapist, as_staff)
    assert signed_in(build.a_user()).post(where(intake), form).status_code == 404
    assert signed_in(build.an_admin()).post(where(intake), form).status_code == 403
    assert signed_in(therapist).get(where(intake)).status_code == 405
    with pytest.raises(Refused, match=TEAM):
        triaged(intake, build.a_user(admin=True))
    with as_staff(therapist):
        assert not Triage.objects.exists()
