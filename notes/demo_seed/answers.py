"""What the invented clients wrote, by theme; and what was decided about it."""

GOALS = {
    "desk": {
        "goal": "Sit through a day of work without this pull in my groin.",
        "where": "Deep in the left side of my belly, and across my low back.",
        "since": "About six months",
        "pain_now": 6,
        "worse_with": "Long meetings, driving, getting up from a low chair.",
        "better_with": "Walking, lying with my knees up.",
        "sitting_hours": 9,
        "activity": "A walk at lunch, yoga once a week.",
    },
    "runner": {
        "goal": "Run ten kilometers again without a tight hip the day after.",
        "where": "Front of my right hip, sometimes down to the thigh.",
        "since": "Since a half marathon in spring",
        "pain_now": 4,
        "worse_with": "Hills, sprints, the first steps in the morning.",
        "better_with": "Easy cycling, heat.",
        "sitting_hours": 5,
        "activity": "Three runs and one swim a week.",
    },
    "lifting": {
        "goal": "Lift and carry at work without guarding my back.",
        "where": "Low back on both sides, front of the hips.",
        "since": "A year, on and off",
        "pain_now": 5,
        "worse_with": "Carrying boxes, standing still.",
        "better_with": "Lying on my side, stretching after a shower.",
        "sitting_hours": 3,
        "activity": "On my feet all day; gym twice a week.",
    },
    "stiff": {
        "goal": "Stand up straight when I get out of the car.",
        "where": "Both hips in front, more on the left.",
        "since": "Years, slowly more",
        "pain_now": 5,
        "worse_with": "Sitting, cold mornings.",
        "better_with": "Moving about, a warm bath.",
        "sitting_hours": 7,
        "activity": "Gardening, a walk with the dog.",
    },
    "pregnant": {
        "goal": "Sleep better, and something for my hips and low back.",
        "where": "Low back and the sides of my hips.",
        "since": "Two months",
        "pain_now": 4,
        "worse_with": "Turning over in bed, long standing.",
        "better_with": "A cushion between my knees.",
        "sitting_hours": 6,
        "activity": "Swimming, short walks.",
    },
    "sciatica": {
        "goal": "Get back to cycling to work.",
        "where": "Left buttock and the back of the thigh, and a tight left hip.",
        "since": "Since last winter",
        "pain_now": 5,
        "worse_with": "Sitting on a soft sofa, bending forward.",
        "better_with": "Walking, lying flat with my legs up.",
        "sitting_hours": 8,
        "activity": "Exercises from physiotherapy every day.",
    },
    "dancer": {
        "goal": "A freer front of the hip for high lifts of the leg.",
        "where": "Right groin, a snap when I lower the leg.",
        "since": "The whole season",
        "pain_now": 3,
        "worse_with": "Rehearsals with many lifts.",
        "better_with": "A day off, rolling out.",
        "sitting_hours": 2,
        "activity": "Ballet five days a week.",
    },
    "scar": {
        "goal": "Feel at home in my belly again.",
        "where": "Around and above the scar, and my low back.",
        "since": "Since the birth",
        "pain_now": 3,
        "worse_with": "Lifting the baby seat, coughing.",
        "better_with": "Lying on my side.",
        "sitting_hours": 4,
        "activity": "Walking with the stroller.",
    },
}

COMFORT = (
    {
        "room_temperature": "warm",
        "music": "quiet",
        "talk": "some",
        "lighting": "dim",
        "scent": "none",
        "avoid": "none",
        "options": ["tell_before_each_touch", "hand_on_own_belly_first"],
    },
    {
        "room_temperature": "mild",
        "music": "none",
        "talk": "quiet_except_safety",
        "lighting": "dim",
        "scent": "none",
        "avoid": "My throat, and the inside of my thighs.",
        "options": ["stay_clothed", "one_hand_always_in_contact", "end_early_any_time"],
    },
    {
        "room_temperature": "cool",
        "music": "nature",
        "talk": "chatty",
        "lighting": "normal",
        "scent": "client_choice",
        "avoid": "The scar on my right knee.",
        "options": ["choose_position"],
    },
)

_ON_THE_BACK = {
    "position": "supine_hooklying",
    "supports": ["round_bolster", "neck_roll"],
    "help_on_off": "no",
    "notes": "",
}
_ON_THE_SIDE = {
    "position": "side_lying",
    "supports": ["pregnancy_pillow", "pillow", "belly_wedge"],
    "help_on_off": "standby",
    "notes": "Left side down is best.",
}
_LEANING = {
    "position": "semi_reclined",
    "supports": ["wedge", "triangle", "weighted_blanket"],
    "help_on_off": "assist",
    "notes": "A thin towel under my low back, please.",
}
CUSHIONS = {
    "desk": _ON_THE_BACK,
    "runner": _ON_THE_BACK,
    "lifting": _ON_THE_BACK,
    "stiff": _LEANING,
    "pregnant": _ON_THE_SIDE,
    "sciatica": _LEANING,
    "dancer": _ON_THE_BACK,
    "scar": _ON_THE_SIDE,
}

PRESSURE = (
    {
        "general": 3,
        "comfort_limit": 6,
        "deep_means": "I feel it, and I can still breathe into it.",
        "feedback_style": "ask_me_often",
        "slow_entry": True,
        "stop_word": "stop",
        "stop_signal": "raise_hand",
    },
    {
        "general": 2,
        "comfort_limit": 5,
        "deep_means": "Slow, not hard.",
        "feedback_style": "hand_signal",
        "slow_entry": True,
        "stop_word": "red",
        "stop_signal": "tap_table",
    },
    {
        "general": 4,
        "comfort_limit": 7,
        "deep_means": "Right down to where it is stuck.",
        "feedback_style": "i_will_speak_up",
        "slow_entry": False,
        "stop_word": "stop",
        "stop_signal": "squeeze_ball",
    },
)

# `until` and `expires_on` are days from today.
DECISIONS = {
    "go_ahead": {"outcome": "go_ahead"},
    "outdated": {"outcome": "go_ahead", "expires_on": -2},
    "with_changes": {
        "outcome": "with_changes",
        "conditions": "Start with breathing; level 2 at most; ask again at every zone.",
    },
    "no_abdominal_pressure": {
        "outcome": "no_abdominal_pressure",
        "conditions": "Indirect work only: low back, side of the hip, breathing.",
    },
    "hold": {
        "outcome": "hold",
        "conditions": "A letter from the doctor.",
        "until": 21,
    },
    "not_suitable": {
        "outcome": "not_suitable",
        "conditions": "Told in person why, and asked to see their doctor; other help offered.",
    },
}
