"""What every row about a client shares: who may read its words, and who may see that it exists."""

from django.db import models

from clinic.models import Client


class ClientRows(models.QuerySet):
    """Rows that carry `client`."""

    def visible_to(self, user, now=None):
        """Rows of the clients whose words `user` may read."""
        return self.filter(client__in=Client.objects.visible_to(user, now))

    def listed_for(self, user, now=None):
        """Rows whose header `user` may see: admins see all."""
        if user.is_authenticated and user.is_staff and user.is_admin:
            return self
        return self.visible_to(user, now)
