"""The front door: it sends everybody to where their day begins."""

from django.shortcuts import redirect

from clinic.access import ANYONE, allow


@allow(ANYONE)
def home(request):
    """Therapists to their day, admins to the review queue, everybody else to the sign-in page."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    return redirect("notes:today" if request.user.is_therapist else "notes:queue")
