"""The addresses of the intake: the client's carry no ids, the therapist's do."""

from django.urls import path, re_path

from intake.views import (
    clearing,
    client,
    door,
    inviting,
    kiosk,
    marks,
    observing,
    reviewing,
    screening,
    sending,
)

app_name = "intake"
urlpatterns = [
    path("i/<str:token>/", door.open_link, name="open"),
    path("i/<str:token>/code/", door.code, name="code"),
    path("i/<str:token>/resend/", door.resend, name="resend"),
    re_path(r"^i/(?P<token>[^/]+/.*[&=?].*)/$", door.astray, name="astray"),
    path("intake/ended/", door.ended, name="ended"),
    path("intake/thanks/", door.thanks, name="thanks"),
    path("intake/language/", door.language, name="language"),
    path("intake/tablet/", kiosk.locked, name="kiosk"),
    path("intake/covered/", kiosk.covered, name="covered"),
    path("intake/here/", kiosk.here, name="here"),
    path("intake/form/", client.start, name="start"),
    path("intake/form/<slug:slug>/", client.page, name="page"),
    path("intake/map/mark/", marks.mark, name="mark"),
    path("intake/map/unmark/", marks.unmark, name="unmark"),
    path("intake/check/", sending.check, name="check"),
    path("intake/sign/", sending.sign, name="sign"),
    path("intake/send/", sending.send, name="send"),
    path("intake/copy/", sending.copy_for_client, name="copy"),
    path("intake/later/", client.later, name="later"),
    path("clients/<int:client>/invite/", inviting.invite, name="invite"),
    path("clients/<int:client>/hand-over/", kiosk.hand_over, name="hand_over"),
    path("intakes/", reviewing.inbox_page, name="inbox"),
    path("intakes/<int:pk>/resend/", inviting.resend_link, name="resend_link"),
    path("intakes/<int:pk>/copy/", sending.copy_for_staff, name="print_copy"),
    path("intakes/<int:pk>/review/", reviewing.review, name="review"),
    path("intakes/<int:pk>/person/", reviewing.confirm_person, name="confirm_person"),
    path("intakes/<int:pk>/answers/<slug:code>/", observing.observe, name="observe"),
    path("intakes/<int:pk>/clearances/<slug:code>/", clearing.clear, name="clear"),
    path("clearances/<int:pk>/letter/", clearing.letter, name="letter"),
    path("clearances/<int:pk>/revoke/", clearing.revoke_clearance, name="revoke_clearance"),
    path("screening/", screening.screening_page, name="screening"),
    path("screening/<slug:code>/", screening.change_rule, name="change_rule"),
]
