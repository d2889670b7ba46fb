"""Make an account for somebody who works here; they choose their password by a link."""

from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from clinic import journey, scope
from clinic.audit import record
from clinic.models import User


class Command(BaseCommand):
    """`manage.py add_person EMAIL "NAME" --therapist --admin`; prints a link that works once."""

    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--therapist", action="store_true")
        parser.add_argument("--admin", action="store_true")

    def handle(self, *args, email, name, therapist, admin, **options):
        if not (therapist or admin):
            raise CommandError("Say what they do here: --therapist, --admin, or both.")
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        with scope.acting_as(scope.Actor("job")):
            if User.objects.filter(email__iexact=email).exists():
                raise CommandError(f"{email} has an account already.")
            user = User.objects.create_user(
                email, name=name, is_therapist=therapist, is_admin=admin
            )
            key = default_token_generator.make_token(user)
            record(journey.PERSON_ADDED, user)
        page = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
        self.stdout.write(f"{name} has an account. Give them this link, for 3 days and one use:")
        self.stdout.write(urljoin(settings.SITE_URL, page))
