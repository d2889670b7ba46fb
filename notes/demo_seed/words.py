"""What the invented therapists did and wrote, by theme. No cure is promised, none is claimed."""

NOT_DONE = "Breathing came by itself; a cue would have disturbed."
REMARK = "Which side was the check-in of 7 on, and what did you change?"
AMENDMENT = "Called two days later: a mild ache for one day, gone now. Slept well."
REASON_TO_READ = "Monthly review of signed notes, as agreed with the team."


def _row(technique, tool, motion, side, zone, level, felt, seconds, words=""):
    return {
        "technique": technique,
        "contact_tool": tool,
        "motion": motion,
        "side": side,
        "zone": zone,
        "pressure_level": level,
        "pressure_perceived": felt,
        "duration_s": seconds,
        "words": words,
    }


_BREATHE = _row("deep_breathing", "client_own_hand", "none", "midline", "Z1_abd_upper", None, None,
                180, "Five slow breaths, their own hand on the belly.")  # fmt: skip
_BACK = [
    _row("gentle_pressure", "palm", "static", "left", "Z8_lumbar_post", 2, 3, 120),
    _row("gentle_pressure", "palm", "static", "right", "Z8_lumbar_post", 2, 3, 120),
]
_SIDES = [
    _row("kneading", "finger_pads", "circular", "left", "Z9_hip_lateral_ant", 2, 4, 150),
    _row("kneading", "finger_pads", "circular", "right", "Z9_hip_lateral_ant", 2, 4, 150),
]
_PSOAS = [
    _row("gentle_pressure", "fingertips", "sink_and_wait", "left", "Z2_abd_lower", 2, 4, 60,
         "Softened after the third breath."),
    _row("gentle_pressure", "fingertips", "sink_and_wait", "right", "Z2_abd_lower", 2, 3, 60),
    _row("kneading", "finger_pads", "circular", "left", "Z3_iliac_fossa", 2, 4, 90),
    _row("stripping", "thumbs", "longitudinal_glide", "left", "Z3_iliac_fossa", 2, 5, 45,
         "Very slow, toward the feet, above the groin crease only."),
]  # fmt: skip

ROWS = {
    "desk": [_BREATHE, *_PSOAS],
    "runner": [_BREATHE, *_PSOAS[:2], *_SIDES],
    "lifting": [_BREATHE, *_PSOAS[:3], *_BACK],
    "stiff": [_BREATHE, *_PSOAS[:2], *_BACK],
    "pregnant": [_BREATHE, *_BACK, *_SIDES],
    "sciatica": [_BREATHE, *_PSOAS[:1], *_SIDES],
    "dancer": [_BREATHE, *_PSOAS],
    "scar": [_BREATHE, *_BACK, *_SIDES],
}


def _note(subjective, objective, assessment, plan, position="supine_hooklying"):
    return {
        "subjective": subjective,
        "objective": objective,
        "assessment": assessment,
        "plan": plan,
        "position": position,
    }


NOTES = {
    "desk": (
        _note(
            "Pull in the left groin after long meetings, less on days with a walk. Stress 6 of 10.",
            "Left psoas firm and tender halfway to the hip bone, right soft. Left iliacus guards "
            "at first touch, lets go with the breath. Modified Thomas test: left thigh stays a "
            "hand's width above the table.",
            "Breath reached the belly by the end. Left side softer to the touch. Says the groin "
            "feels longer. No dizziness on getting up.",
            "Knees up for ten minutes after work; stand up every hour. Next visit in a week, start "
            "with the left iliacus.",
        ),
        _note(
            "Two good days after the last visit, then a long drive. Left low back today.",
            "Left iliacus firmer than the psoas. Breath high in the chest. Low back tight on both "
            "sides.",
            "Asked for lighter pressure on the left once; lighter was right. Warm and relaxed.",
            "Same cushions. Ask about the drive home.",
        ),
        _note(
            "Slept on the left side without waking. Sitting still brings it back by noon.",
            "Left psoas tender at one point beside the navel; right without finding.",
            "The tender point eased within a minute of waiting. Calm, a little sleepy.",
            "Breathing with the hand on the belly, five breaths, twice a day.",
        ),
    ),
    "runner": (
        _note(
            "Right hip tight the day after a run of eight kilometers. No pain at rest.",
            "Right front of the hip firm, side of the hip tender. Left without finding.",
            "Walked up and down: the first steps feel easier. Pressure stayed below the limit.",
            "Easy runs only this week; the half-kneeling stretch without pushing.",
        ),
        _note(
            "Ran hills on Sunday. The tightness stayed in the hip, none in the thigh.",
            "Right psoas firm low down; both hips turn freely.",
            "Softer on the right; says it feels even.",
            "Add two rest days. Look at the stride together next time.",
        ),
    ),
    "lifting": (
        _note(
            "Carried boxes for two days, the low back is tired on both sides.",
            "Both sides of the low back firm, left iliacus tender. Stands with the pelvis forward.",
            "Stood easier afterward; the low back feels warm. No sharp pain at any time.",
            "Rest on the side with a pillow between the knees. Break up the carrying.",
        ),
        _note(
            "Better week. One bad morning after the gym.",
            "Left psoas firm, right soft. Breath moves the belly well.",
            "Two numbers lower than at the start. Wants the same again.",
            "No heavy belly exercise for two days; next visit as booked.",
        ),
    ),
    "stiff": (
        _note(
            "Getting out of the car takes a minute before standing straight. Mornings are worst.",
            "Front of both hips short, left more than right. Low back guards when lying flat.",
            "Leaning back was comfortable throughout. Straightened sooner on standing.",
            "Warm bath in the evening, short walks. Keep the wedge.",
            "semi_reclined",
        ),
        _note(
            "The dog walks are longer now. Left side still leads.",
            "Left psoas tender low down, right without finding.",
            "Left eased, a mild ache is possible until tomorrow; explained.",
            "Same plan. Ask about mornings.",
            "semi_reclined",
        ),
    ),
    "pregnant": (
        _note(
            "Wakes when turning over. Baby moves well, no pain low in the belly, no bleeding.",
            "Sides of both hips tender, low back tired. No work on the belly, as decided.",
            "Fell asleep on the side. Sat a minute before standing; no dizziness.",
            "Long pillow between knees and ankles at night. Asked to call about anything new.",
            "side_lying",
        ),
    ),
    "sciatica": (
        _note(
            "Left buttock after sitting, no tingling below the knee this week.",
            "Left side of the hip firm. No change in strength, toes and heel lift well.",
            "Nothing sharp or electric. Left hip feels freer when walking.",
            "Keep the exercises from physiotherapy; short rides only.",
            "semi_reclined",
        ),
        _note(
            "Rode to work once, fine on the day, stiff the day after.",
            "Left psoas softer than last time; side of the hip still firm.",
            "Comfortable throughout. Asked for the wedge a little lower.",
            "One ride this week, then ask again.",
            "semi_reclined",
        ),
    ),
    "dancer": (
        _note(
            "Snap in the right groin when lowering the leg, painless today.",
            "Right iliacus firm, left soft. Hip turns freely, no catch.",
            "Right side quieter under the hand. Leg lowered twice without a snap.",
            "No high lifts tomorrow. Slow lowering with bent knee.",
        ),
        _note(
            "Premiere went well. Tired, sore in front of both hips.",
            "Both sides firm and even. Breath shallow at first.",
            "Deep breath by the end; says the hips feel light.",
            "Two days off, then as usual.",
        ),
    ),
    "scar": (
        _note(
            "Scar is quiet, low back tired from carrying. Sleeps in short pieces.",
            "Low back firm on both sides. Belly left alone, as decided.",
            "Rested well on the side. Asked to keep the blanket next time.",
            "Feed with the back supported. Scar looked after by the midwife.",
            "side_lying",
        ),
    ),
}
