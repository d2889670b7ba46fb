"""The ground floor's rows."""

from clinic.models.audit import AuditEntry
from clinic.models.people import CarePlace, Client, Reading, User
from clinic.models.visits import Visit

__all__ = ["AuditEntry", "CarePlace", "Client", "Reading", "User", "Visit"]
