"""Who gets what from which address: written by hand, compared with the URLconf and tried.

A line per route; a column per role, each as GET/POST with an empty form: a status code, or

  login   sent to the sign-in page          ended   sent to "this form is closed"
  factor  sent to set up a second factor    reason  asked for a reason before words are shown

| anonymous | link: a client's browser | inside: therapist in the care team | outside: therapist
| who is not | admin without a reason | reason: admin who gave one |

`#signed` asks with a signed note instead of a draft. A new route that is not here fails the tests.
"""

TABLE = {
    # Ground floor
    "clinic:add_client": "login/login login/login 200/422 200/422 200/422 200/422",
    "clinic:book": "login/login login/login 200/422 404/404 200/422 200/422",
    "clinic:cancel": "405/login 405/login 405/302 405/404 405/302 405/302",
    "clinic:clients": "login/405 login/405 200/405 200/405 200/405 200/405",
    "clinic:edit_client": "login/login login/login 200/422 404/404 200/422 200/422",
    "clinic:find": "login/login login/login 200/422 200/422 403/403 403/403",
    "clinic:healthz": "200/405 200/405 200/405 200/405 200/405 200/405",
    "clinic:history": "login/405 login/405 403/405 403/405 200/405 200/405",
    "clinic:home": "login/405 login/405 302/405 302/405 302/405 302/405",
    "clinic:locked": "login/405 login/405 200/405 200/405 200/405 200/405",
    "clinic:open_reading": "405/login 405/login 405/403 405/403 405/422 405/422",
    "clinic:people": "login/405 login/405 403/405 403/405 200/405 200/405",
    "clinic:unlock": "405/login 405/login 405/302 405/302 405/302 405/302",
    # First floor: the client's pages, then the therapist's
    "intake:change_rule": "login/login login/login 403/403 403/403 200/422 200/422",
    "intake:astray": "404/405 404/405 404/405 404/405 404/405 404/405",
    "intake:agree_today": "login/login login/login 200/422 404/404 reason/reason 200/403",
    "intake:ask_today": "login/login login/login 200/422 404/404 reason/reason 200/403",
    "intake:change_settings": "login/login login/login 403/403 403/403 200/422 200/422",
    "intake:check": "ended/405 200/405 403/405 403/405 403/405 403/405",
    "intake:clear": "login/login login/login 200/422 404/404 reason/reason 403/403",
    "intake:code": "200/422 200/422 200/422 200/422 200/422 200/422",
    "intake:triage": "405/login 405/login 405/403 405/404 405/reason 405/403",  # nothing told
    "intake:confirm_person": "405/login 405/login 405/422 405/404 405/reason 405/422",
    "intake:copy": "ended/405 200/405 403/405 403/405 403/405 403/405",
    "intake:covered": "ended/ended 302/302 ended/ended ended/ended ended/ended ended/ended",
    "intake:ended": "200/405 200/405 200/405 200/405 200/405 200/405",
    "intake:hand_over": "405/login 405/login 405/302 405/404 405/reason 405/302",
    "intake:here": "ended/405 204/405 403/405 403/405 403/405 403/405",
    "intake:inbox": "login/405 login/405 200/405 200/405 200/405 200/405",
    "intake:incident": "login/login login/login 200/422 404/404 reason/reason 200/403",
    "intake:invite": "405/login 405/login 405/403 405/404 405/403 405/403",
    "intake:kiosk": "302/405 302/405 302/405 302/405 302/405 302/405",
    "intake:language": "405/ended 405/ended 405/ended 405/ended 405/ended 405/ended",
    "intake:later": "405/ended 405/200 405/403 405/403 405/403 405/403",
    "intake:letter": "login/405 login/405 200/405 404/405 reason/405 200/405",
    "intake:mails": "login/405 login/405 200/405 404/405 200/405 200/405",
    "intake:mark": "405/ended 405/422 405/403 405/403 405/403 405/403",
    "intake:observe": "login/login login/login 200/422 404/404 reason/reason 403/403",
    "intake:open": "200/302 200/302 200/302 200/302 200/302 200/302",
    "intake:page": "ended/ended 200/302 403/403 403/403 403/403 403/403",
    "intake:print": "login/405 login/405 200/405 404/405 reason/405 200/405",
    "intake:print_copy": "login/405 login/405 200/405 404/405 reason/405 200/405",
    "intake:record_incident": "login/login login/login 200/422 404/404 reason/reason 200/403",
    "intake:referral": "login/login login/login 200/422 404/404 reason/reason 200/403",
    "intake:resend": "405/ended 405/ended 405/ended 405/ended 405/ended 405/ended",
    "intake:resend_link": "405/login 405/login 405/302 405/404 405/302 405/302",
    "intake:review": "login/login login/login 200/422 404/404 reason/reason 200/422",
    "intake:revoke_clearance": "405/login 405/login 405/302 405/404 405/403 405/403",
    "intake:screening": "login/405 login/405 403/405 403/405 200/405 200/405",
    "intake:send": "405/ended 405/422 405/403 405/403 405/403 405/403",
    "intake:sent_copy": "ended/405 ended/405 403/405 403/405 403/405 403/405",
    "intake:sent_file": "ended/405 ended/405 403/405 403/405 403/405 403/405",
    "intake:sign": "405/ended 405/422 405/403 405/403 405/403 405/403",
    "intake:start": "ended/405 302/405 403/405 403/405 403/405 403/405",
    "intake:thanks": "200/405 200/405 200/405 200/405 200/405 200/405",
    "intake:withdraw": "405/login 405/login 405/302 405/404 405/302 405/302",
    "intake:unmark": "405/ended 405/422 405/403 405/403 405/403 405/403",
    # Top floor
    "notes:adapt": "405/login 405/login 405/404 405/404 405/403 405/403",
    "notes:amend": "405/login 405/login 405/403 405/404 405/403 405/403",
    "notes:approve": "405/login 405/login 405/403 405/403 405/reason 405/403",
    "notes:check_in": "405/login 405/login 405/422 405/404 405/403 405/403",
    "notes:download": "405/login 405/login 405/403 405/403 405/reason 405/200",
    "notes:export": "login/405 login/405 403/405 403/405 reason/405 200/405",
    "notes:queue": "login/405 login/405 403/405 403/405 200/405 200/405",
    "notes:record": "login/405 login/405 200/405 404/405 reason/405 200/405",
    "notes:remark": "405/login 405/login 405/403 405/403 405/reason 405/403",
    "notes:room_card": "login/405 login/405 200/405 404/405 reason/405 200/405",
    "notes:sign": "login/login login/login 200/409 404/404 403/403 403/403",
    "notes:start": "405/login 405/login 405/302 405/404 405/403 405/403",
    "notes:tick": "405/login 405/login 405/404 405/404 405/403 405/403",
    "notes:today": "login/405 login/405 200/405 200/405 302/405 302/405",
    "notes:treat": "405/login 405/login 405/404 405/404 405/403 405/403",
    "notes:untreat": "405/login 405/login 405/302 405/404 405/403 405/403",
    "notes:write": "login/login login/login 200/422 404/404 200/403 200/403",
    "notes:write#signed": "login/login login/login 200/403 404/404 reason/reason 200/403",
    "notes:amend#signed": "405/login 405/login 405/422 405/404 405/403 405/403",
    "notes:remark#signed": "405/login 405/login 405/403 405/403 405/reason 405/422",
    "notes:approve#signed": "405/login 405/login 405/403 405/403 405/reason 405/403",
    # Sign-in: allauth's own routes, one by one
    "account_change_password": "login/login login/login 200/200 200/200 200/200 200/200",
    "account_inactive": "200/405 200/405 200/405 200/405 200/405 200/405",
    "account_login": "200/200 200/200 302/302 302/302 302/302 302/302",
    "account_logout": "302/302 302/302 200/302 200/302 200/302 200/302",
    "account_reauthenticate": "login/login login/login 200/200 200/200 200/200 200/200",
    "account_reset_password": "200/200 200/200 200/200 200/200 200/200 200/200",
    "account_reset_password_done": "200/405 200/405 200/405 200/405 200/405 200/405",
    "account_reset_password_from_key": "200/200 200/200 200/200 200/200 200/200 200/200",
    "account_reset_password_from_key_done": "200/405 200/405 200/405 200/405 200/405 200/405",
    "mfa_activate_totp": "login/login login/login 302/302 302/302 302/302 302/302",
    "mfa_add_webauthn": "login/login login/login 302/302 302/302 302/302 302/302",
    "mfa_authenticate": "login/login login/login 302/302 302/302 302/302 302/302",
    "mfa_deactivate_totp": "login/login login/login 404/404 404/404 404/404 404/404",
    "mfa_download_recovery_codes": "login/login login/login 404/404 404/404 404/404 404/404",
    "mfa_edit_webauthn": "login/login login/login 302/302 302/302 302/302 302/302",
    "mfa_generate_recovery_codes": "login/login login/login 302/302 302/302 302/302 302/302",
    "mfa_index": "login/login login/login 200/405 200/405 200/405 200/405",
    "mfa_list_webauthn": "login/login login/login 200/405 200/405 200/405 200/405",
    "mfa_login_webauthn": "login/login login/login 302/302 302/302 302/302 302/302",
    "mfa_reauthenticate": "login/login login/login 302/302 302/302 302/302 302/302",
    "mfa_reauthenticate_webauthn": "login/login login/login 302/302 302/302 302/302 302/302",
    "mfa_remove_webauthn": "login/login login/login 302/302 302/302 302/302 302/302",
    "mfa_view_recovery_codes": "login/login login/login 404/405 404/405 404/405 404/405",
    # Only in the demo
    "demo:enter": "405/404 405/404 405/404 405/404 405/404 405/404",  # nobody to become, untold
    "demo:mail": "200/405 200/405 200/405 200/405 200/405 200/405",
}

DEMO_ONLY = {route for route in TABLE if route.startswith("demo:")}

# Verbs beyond GET, HEAD and POST: none so far.
VERBS = {}
