"""For how long an intake counts: set by an admin, kept in versions."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic import journey
from clinic.access import Refused
from intake import actions, clinic_settings
from intake.models import ClinicSettings
from tests import build
from tests.history import entries

pytestmark = pytest.mark.django_db
PAGE = "/settings/"
QUERIES = 2 + 6  # what counts, the versions; the fixed overhead
RANGE = "“An intake counts for” is a number of days from 30 to 1095."


@pytest.fixture
def admin():
    return build.an_admin()


def test_an_admin_sets_the_period_and_the_newest_counts(admin, signed_in, settings):
    browser = signed_in(admin)
    assert clinic_settings.counts_days() == settings.INTAKE_COUNTS_DAYS
    assert "An intake counts for 365 days now." in browser.get(PAGE).text
    for days in (30, 1095):
        assert browser.post(PAGE, {"counts_days": days}).url == PAGE
        assert clinic_settings.counts_days() == days
    assert [row.counts_days for row in browser.get(PAGE).context["versions"]] == [1095, 30]
    assert len(entries(step=journey.SETTINGS_CHANGED)) == 2
    assert 'href="/settings/"' in browser.get(PAGE).text  # in the menu


@pytest.mark.parametrize("typed", ["", "29", "1096", "-1", "x", "9" * 40, "40.5"])
def test_a_number_out_of_range_is_refused_with_a_sentence(admin, signed_in, typed):
    answer = signed_in(admin).post(PAGE, {"counts_days": typed})
    assert (answer.status_code, answer.context["form"].errors) == (422, {"counts_days": [RANGE]})
    assert ClinicSettings.objects.count() == 0


def test_a_therapist_sets_nothing(signed_in, as_staff):
    therapist = build.a_user()
    assert signed_in(therapist).post(PAGE, {"counts_days": 40}).status_code == 403
    assert "Clinic settings" not in signed_in(therapist).get("/intakes/").text
    with as_staff(therapist), pytest.raises(Refused, match="Only an admin"):
        actions.change_settings({"counts_days": 40}, by=therapist)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_of_the_database(admin, signed_in, as_staff, rows):
    with as_staff(admin):
        for _number in range(rows):
            actions.change_settings({"counts_days": 40}, by=admin)
    browser = signed_in(admin)
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        browser.get(PAGE)
    assert len(queries) == QUERIES


@pytest.mark.database
def test_versions_only_grow_and_name_who_made_them(admin, as_staff, refused):
    kept = {"counts_days": 40, "changed_at": timezone.now()}
    with as_staff(admin):
        row = ClinicSettings.objects.create(**kept, changed_by=admin)
        with refused("clinic_settings_carry_ones_own_name"):
            ClinicSettings.objects.create(**kept, changed_by=build.an_admin())
        with refused("intake_clinicsettings_counts_days_30_to_1095"):
            ClinicSettings.objects.create(**kept | {"counts_days": 29}, changed_by=admin)
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            ClinicSettings.objects.filter(pk=row.pk).update(counts_days=50)
