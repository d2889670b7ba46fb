"""Who the invented clients are, what they marked, and what followed each of their yeses."""

import datetime

from django.utils.translation import gettext

from intake import followups

SEX = {"she/her": "female", "he/him": "male"}
SPANISH = "es"


def about(story, number):
    """The page about the client, as the story tells it."""
    return {
        "legal_name": story.legal,
        "preferred_name": story.call,
        "pronouns": story.pronouns,
        "date_of_birth": story.born,
        "sex": SEX.get(story.pronouns, "other"),
        "phone": f"555-01{number:02d}",
        "emergency_name": f"Sam {story.legal.split()[-1]}",
        "emergency_relation": ("Partner", "Sister", "Friend")[number % 3],
        "emergency_phone": f"555-02{number:02d}",
        "language": "Español" if story.language == SPANISH else "English",
        "interpreter": "phone" if story.language == SPANISH else "none",
        "hearing": "hard_of_hearing" if number % 9 == 2 else "none",
        "summary_format": ("print", "email")[number % 2],
        "smoking": ("never", "former", "never", "unknown")[number % 4],
    }


# What followed a yes. A name before the code: for that client only.
DETAILS = {
    "AL01": {"allergies": [{"substance": "Nuts", "reaction": "A rash", "severity": "moderate"}]},
    "CV01": {"aneurysm_status": "known_unrepaired"},
    "CV02": {"aaa_factor": ["ever_smoked"], "aorta_scan": "normal"},
    "CV05": {"drug": "Apixaban 5 mg", "class": "anticoagulant", "recent_bleed": False},
    "CV07": {"systolic": 138, "diastolic": 86, "controlled": "yes"},
    "GI04": {
        "hernia_type": ["inguinal"],
        "side": "right",
        "repaired_on": "2019-05-02",
        "mesh": True,
    },
    "MS01": {"severity": "osteoporosis"},
    "MS04": {"nerve_signs": False},
    "Gus MS04": {"nerve_signs": True},
    "RP01": {"pregnancy": "yes", "weeks": 24, "high_risk": False},
    "SX01": {"operations": [{"name": "Cesarean", "site": "f_suprapubic", "scar_ok": True}]},
}
EIGHT_MONTHS = datetime.timedelta(days=240)

# Letters: for whom, about which answer, by whom, and what they say.
LETTERS = {
    "Gus": {
        "code": "MS04",
        "provider_name": "Dr. Vera Specimen",
        "provider_role": "Family doctor",
        "contact": "555-0300",
        "method": "portal",
        "zones": [
            "Z1_abd_upper",
            "Z2_abd_lower",
            "Z3_iliac_fossa",
            "Z4_inguinal",
            "Z5_femoral_tendon",
            "Z6_lesser_troch",
        ],
        "scope": "Gentle work on the hip flexors is fine. Stop at any tingling.",
        "restrictions": "No strong extension of the low back.",
    }
}


def details(story, question, today):
    """`Answer.details` for a yes of this story, in the language that is spoken now."""
    told = DETAILS.get(f"{story.call} {question.code}", DETAILS.get(question.code, {}))
    found = {}
    for field in question.follow_up:
        if field["name"] in told:
            found[field["name"]] = _entry(field, told[field["name"]], today)
    return found


def _entry(field, value, today):
    if field["type"] != "list":
        return followups.entry(field, value)
    rows = [dict(row) for row in value]
    if any(cell["name"] == "date" for cell in field["fields"]):
        rows = [row | {"date": (today - EIGHT_MONTHS).isoformat()} for row in rows]
    said = "; ".join(", ".join(str(v) for v in row.values() if v is not True) for row in rows)
    return {"asked": gettext(field["label"]), "value": rows, "said": said, "at": [0]}


# region, side, kind, intensity 0 to 10 or None, qualities
MARKS = {
    "desk": (
        ("f_groin", "left", "pain", 6, ["pulling"]),
        ("f_abd_lower", "left", "tightness", None, []),
        ("b_lumbar", "left", "pain", 4, ["aching"]),
        ("b_lumbar", "right", "pain", 4, ["aching"]),
    ),
    "runner": (
        ("f_hip_ant", "right", "pain", 5, ["stiff", "pulling"]),
        ("f_thigh_ant", "right", "referred_pain", 2, []),
    ),
    "lifting": (
        ("b_lumbar", "left", "pain", 5, ["aching", "deep"]),
        ("b_lumbar", "right", "pain", 5, ["aching", "deep"]),
        ("f_hip_ant", "left", "tightness", None, []),
    ),
    "stiff": (
        ("f_hip_ant", "left", "pain", 5, ["stiff"]),
        ("f_hip_ant", "right", "pain", 3, ["stiff"]),
    ),
    "pregnant": (
        ("b_lumbar", "left", "pain", 4, ["aching"]),
        ("s_hip_lat", "left", "preferred", None, []),
        ("s_hip_lat", "right", "preferred", None, []),
        ("f_abd_lower", "left", "avoid", None, []),
        ("f_abd_lower", "right", "avoid", None, []),
    ),
    "sciatica": (
        ("b_glute", "left", "pain", 5, ["burning"]),
        ("b_thigh_post", "left", "referred_pain", 3, ["electric"]),
    ),
    "dancer": (("f_groin", "right", "pain", 3, ["sharp"]),),
    "scar": (
        ("f_suprapubic", "mid", "scar", None, []),
        ("f_abd_lower", "left", "avoid", None, []),
        ("b_lumbar", "left", "pain", 3, ["aching"]),
    ),
}
