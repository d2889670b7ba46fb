"""What the web's database role may do, table by table. What is not listed, it may not.

`migrate` applies this page after every run; a test compares it with the tables that exist.
No table is owned, nothing may be truncated, and the history can only be read.
"""

from django.db import connection

READ = "SELECT"
ADD = "SELECT, INSERT"
KEEP = "SELECT, INSERT, UPDATE"
FULL = "SELECT, INSERT, UPDATE, DELETE"

RIGHTS = {
    # Django, allauth, jobs
    "django_content_type": READ,
    "django_migrations": READ,
    "auth_permission": READ,
    "auth_group": "",
    "auth_group_permissions": "",
    "django_session": FULL,
    "clinic_cache": FULL,
    "account_emailaddress": FULL,
    "account_emailconfirmation": FULL,
    "mfa_authenticator": FULL,
    "procrastinate_jobs": FULL,
    "procrastinate_events": FULL,
    "procrastinate_periodic_defers": FULL,
    "procrastinate_workers": FULL,
    # Ground floor
    "clinic_user": KEEP,
    "clinic_client": KEEP,
    "clinic_careplace": "SELECT, UPDATE",  # joined through clinic_join()
    "clinic_reading": ADD,
    "clinic_visit": KEEP,
    "clinic_auditentry": READ,  # written through clinic_record()
    # First floor
    "intake_question": READ,
    "intake_form": ADD,
    "intake_intake": KEEP,
    "intake_passcode": KEEP,
    "intake_about": KEEP,
    "intake_mark": FULL,
    "intake_signature": FULL,
    "intake_message": ADD,
    "intake_personcheck": ADD,
    "intake_clearance": ADD,
    "intake_letter": ADD,
    "intake_rulechange": ADD,
    "intake_clinicsettings": ADD,
    "intake_goals": KEEP,
    "intake_comfort": KEEP,
    "intake_cushions": KEEP,
    "intake_pressure": KEEP,
    "intake_answer": ADD,
    "intake_consent": ADD,
    "intake_decision": ADD,
    "intake_triage": ADD,
    "intake_weighing": ADD,
    "intake_incident": ADD,
    "intake_referral": ADD,
    # Top floor
    "notes_note": KEEP,
    "notes_treatment": FULL,
    "notes_checkin": FULL,
    "notes_tick": KEEP,
    "notes_adaptation": KEEP,
    "notes_draftsave": ADD,
    "notes_amendment": ADD,
    "notes_remark": ADD,
}


def apply(role):
    """Give `role` exactly the rights above; run by the owner."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {quote(role)}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quote(role)}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}")
        for table, rights in RIGHTS.items():
            if rights and table in existing:
                cursor.execute(f"GRANT {rights} ON {quote(table)} TO {quote(role)}")
