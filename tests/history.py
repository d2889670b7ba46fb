"""What the history says, read as an admin: the only role that may."""

from clinic import scope
from clinic.models import AuditEntry, User


def entries(**fields):
    """The entries with these fields, oldest first."""
    reader = User.objects.filter(is_admin=True).first() or User.objects.create_user(
        "reader@example.test", name="Reader", is_admin=True
    )
    with scope.acting_as(scope.staff(reader)):
        return list(AuditEntry.objects.filter(**fields).order_by("id"))


def steps(client):
    """The steps of one client, oldest first."""
    return [entry.step for entry in entries(client_id=client.pk)]
