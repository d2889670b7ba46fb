"""The people: who works here, who is treated here, and who cares for whom."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic.models.rules import together


class UserManager(BaseUserManager):
    """Makes staff accounts; there is no sign-up."""

    def create_user(self, email, password=None, **facts):
        """A staff account; `facts`: name, is_therapist, is_admin."""
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One person who works here. Deactivated when they leave, never deleted."""

    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=200)
    is_therapist = models.BooleanField(_("Therapist"), default=False)
    is_admin = models.BooleanField(_("Admin"), default=False)
    is_active = models.BooleanField(_("Works here now"), default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email"),
        ]

    def __str__(self):
        return f"user {self.pk}"

    @property
    def is_staff(self):
        """Staff, in the product's sense: works here as therapist or admin."""
        return self.is_active and (self.is_therapist or self.is_admin)

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0]


class ClientQuerySet(models.QuerySet):
    """Whose words may be shown, and who may be listed."""

    def visible_to(self, user, now=None):
        """Clients whose words `user` may read: own care team, or a reason still open."""
        if not user.is_authenticated or not user.is_staff:
            return self.none()
        now = now or timezone.now()
        place = CarePlace.objects.filter(client=OuterRef("pk"), user=user, left_at=None)
        reading = Reading.objects.filter(client=OuterRef("pk"), user=user, until__gt=now)
        if not user.is_therapist:
            return self.filter(Exists(reading))
        return self.filter(Exists(place) | Exists(reading))

    def listed_for(self, user, now=None):
        """Clients whose header (id, name, who and when) `user` may see: admins see all."""
        if user.is_authenticated and user.is_staff and user.is_admin:
            return self
        return self.visible_to(user, now)

    def named(self, words):
        """Clients whose preferred or legal name contains every word."""
        found = self
        for word in words.split()[:5]:
            found = found.filter(Q(preferred_name__icontains=word) | Q(legal_name__icontains=word))
        return found


class Client(models.Model):
    """One person who is treated here."""

    legal_name = models.CharField(_("Legal name"), max_length=200)
    preferred_name = models.CharField(
        _("Preferred name"), max_length=200, help_text=_("What we call them in the room.")
    )
    pronouns = models.CharField(_("Pronouns"), max_length=40, blank=True)
    date_of_birth = models.DateField(_("Date of birth"), null=True, blank=True)
    email = models.EmailField(_("E-mail"), help_text=_("The intake link is sent here."))
    phone = models.CharField(_("Phone"), max_length=40, blank=True)
    language = models.CharField(
        _("Language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("In which we write to them."),
    )
    added_at = models.DateTimeField(editable=False)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["preferred_name", "pk"]
        indexes = [models.Index(fields=["preferred_name", "id"], name="clients_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(date_of_birth=None) | Q(date_of_birth__gte="1900-01-01"),
                name="clients_are_born_after_1900",
            ),
        ]

    def __str__(self):
        return f"client {self.pk}"

    def age_on(self, day):
        """Whole years on `day`, or None when the date of birth is not known."""
        born = self.date_of_birth
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class CarePlace(models.Model):
    """One therapist's place in one client's care team, from a day until they leave."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="places", db_constraint=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="places")
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    left_at = models.DateTimeField(null=True)
    left_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            together("left_at", "left_by"),
            models.UniqueConstraint(
                fields=["client", "user"],
                condition=Q(left_at=None),
                name="one_open_place_per_therapist",
            ),
        ]
        indexes = [models.Index(fields=["user", "client"], name="places_of_a_therapist")]

    def __str__(self):
        return f"care place {self.pk}"


class Reading(models.Model):
    """One person's stated reason to read one client's record, good for fifteen minutes."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="readings")
    user = models.ForeignKey(User, models.PROTECT, related_name="readings")
    reason = models.CharField(_("Why do you need to read this record?"), max_length=500)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("opened_at")), name="readings_end_after_they_open"
            ),
        ]
        indexes = [models.Index(fields=["user", "until"], name="open_readings")]

    def __str__(self):
        return f"reading {self.pk}"
