"""Which drawing or icon stands for which answer."""

from clinic.templatetags.look import DRAWINGS

ICONS = {
    "kinds": {
        "pain_relief": "heart-pulse",
        "movement": "footprints",
        "relaxation": "leaf",
        "balance_wellbeing": "sun",
        "sport": "dumbbell",
        "other": "message-circle",
    },
    "room_temperature": {"cool": "snowflake", "mild": "thermometer", "warm": "flame"},
    "music": {
        "none": "volume-x",
        "quiet": "music",
        "nature": "leaf",
        "client_choice": "headphones",
    },
    "talk": {"quiet_except_safety": "moon", "some": "message-circle", "chatty": "messages-square"},
    "lighting": {"dim": "lamp", "normal": "lightbulb", "bright": "sun", "eye_cover": "eye-off"},
    "scent": {"none": "wind", "client_choice": "flower"},
    "stop_signal": {
        "raise_hand": "hand",
        "squeeze_ball": "circle-dot",
        "tap_table": "pointer",
        "both_hands": "person-standing",
    },
    "face_down_signal": {
        "hand_lift": "hand",
        "two_taps": "pointer",
        "bell": "bell",
        "light": "lightbulb",
    },
}


def picture_of(field, code):
    """The drawing of one answer, or an empty word."""
    return next((name for name in (f"{field}_{code}", str(code)) if name in DRAWINGS), "")
