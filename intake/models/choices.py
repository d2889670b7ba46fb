"""The answers that a page offers; codes are those of the domain reference, sections 6 and 7."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

# The room (domain 7.4 and 7.6)

YES_OR_NO = ((True, _("Yes")), (False, _("No")))
YES_NO = ((True, _("Yes, please")), (False, _("No, not needed")))


class Warmth(TextChoices):
    COOL = "cool", _("A little cool")
    MILD = "mild", _("As it is")
    WARM = "warm", _("Nice and warm")


class Music(TextChoices):
    NONE = "none", _("None")
    QUIET = "quiet", _("Quiet music")
    NATURE = "nature", _("Sounds of nature")
    OWN = "client_choice", _("I bring my own")


class Talk(TextChoices):
    QUIET = "quiet_except_safety", _("As little as possible")
    SOME = "some", _("A little")
    CHATTY = "chatty", _("I like to talk")


class Light(TextChoices):
    DIM = "dim", _("Dim")
    NORMAL = "normal", _("Normal")
    BRIGHT = "bright", _("Bright")
    EYE_COVER = "eye_cover", _("Something over my eyes")


class Scent(TextChoices):
    NONE = "none", _("No scents, please")
    CHOICE = "client_choice", _("I choose one on the day")


class Blanket(TextChoices):
    NONE = "none", _("None")
    LIGHT = "light", _("A light one")
    HEAVY = "heavy", _("A heavy one")


class TableWarmth(TextChoices):
    OFF = "off", _("Off")
    LOW = "low", _("A little warm")
    MEDIUM = "medium", _("Warm")
    HIGH = "high", _("Very warm")


class Glide(TextChoices):
    """What the hands glide on (`lubricant`)."""

    DRY = "none_dry", _("Nothing")
    OIL = "oil", _("Oil")
    LOTION = "lotion", _("Lotion")
    CREAM = "cream", _("Cream")
    GEL = "gel", _("Gel")
    WAX = "wax", _("Wax")
    ANY = "any", _("Anything you suggest")


class Chaperone(TextChoices):
    NONE = "not_wanted", _("No, thank you")
    OWN = "own_person", _("Yes, somebody of mine")
    CLINIC = "clinic_provided", _("Yes, somebody from the clinic")


class Prefers(TextChoices):
    """The therapist's gender, honored where possible."""

    ANY = "any", _("It does not matter")
    WOMAN = "woman", _("A woman")
    MAN = "man", _("A man")


class AtEase(TextChoices):
    """Offered to everyone, no reason needed (domain 7.6). Nothing is asked about the past."""

    CLOTHED = "stay_clothed", _("Keep my clothes on")
    OWN_HAND = "hand_on_own_belly_first", _("My own hand on my belly first")
    SELF_TOUCH = "guided_self_touch_only", _("Only my own touch, guided by you")
    HAND_OVER = "therapist_hand_over_client_hand", _("Your hand over mine")
    TELL_FIRST = "tell_before_each_touch", _("Tell me before each touch")
    ONE_HAND = "one_hand_always_in_contact", _("One hand always stays on me")
    WORD_FIRST = "no_hand_movement_without_word", _("No hand moves without a word")
    DOOR = "door_ajar_or_lockable", _("The door ajar, or a lock on my side")
    CHAPERONE = "chaperone", _("Somebody I trust in the room")
    POSITION = "choose_position", _("I choose how I lie")
    EYES_OPEN = "eyes_open", _("I keep my eyes open")
    SKIP_BELLY = "skip_belly_today", _("Leave my belly out at first")
    SHORT_TEST = "short_test_session_60s", _("Try one minute first")
    EACH_MINUTE = "stop_every_minute", _("Pause every minute")
    GENDER = "female_or_male_therapist", _("I would like to choose a woman or a man")
    NO_SCENTS = "no_scents", _("No scents at all")
    END_EARLY = "end_early_any_time", _("End early, any time")


# Lying, cushions and cover (domain 7.1-7.3)


class Position(TextChoices):
    HOOKLYING = "supine_hooklying", _("On my back, knees up")
    FLAT = "supine_flat", _("Flat on my back")
    RECLINED = "semi_reclined", _("Leaning back")
    SIDE = "side_lying", _("On my side")
    PRONE = "prone", _("Face down")
    SEATED = "seated", _("Sitting")


class SideDown(TextChoices):
    """Which side is on the table when somebody lies on their side (domain 7.1)."""

    LEFT = "left", _("My left side")
    RIGHT = "right", _("My right side")


class Support(TextChoices):
    ROUND_BOLSTER = "round_bolster", _("Round bolster")
    HALF_ROUND = "half_round_bolster", _("Half-round bolster")
    WEDGE = "wedge", _("Wedge")
    TRIANGLE = "triangle", _("Triangle under the knees")
    PILLOW = "pillow", _("Pillow")
    PREGNANCY = "pregnancy_pillow", _("Long curved pillow")
    NECK_ROLL = "neck_roll", _("Neck roll")
    TOWEL_ROLL = "towel_roll", _("Rolled towel")
    BELLY_WEDGE = "belly_wedge", _("Belly wedge")
    EYE_PILLOW = "eye_pillow", _("Eye pillow")
    BLANKET = "weighted_blanket", _("Weighted blanket")
    OWN = "own_item", _("Something of my own")


class Placement(TextChoices):
    KNEES = "under_knees", _("Under my knees")
    ANKLES = "under_ankles", _("Under my ankles")
    HEAD = "under_head", _("Under my head")
    NECK = "neck", _("At my neck")
    LUMBAR = "lumbar", _("At my low back")
    BETWEEN_KNEES = "between_knees", _("Between my knees")
    BETWEEN_ANKLES = "between_ankles", _("Between my ankles")
    BELLY = "under_belly", _("Under my belly")
    BACK = "behind_back", _("Behind my back")
    PELVIS = "under_pelvis", _("Under my hips")
    ARM = "under_arm", _("Under my arm")
    CHEST = "chest_hug", _("To hug")
    EYES = "over_eyes", _("Over my eyes")
    BODY = "over_body", _("Over my body")


class Firmness(TextChoices):
    SOFT = "soft", _("Soft")
    MEDIUM = "medium", _("In between")
    FIRM = "firm", _("Firm")


class Cover(TextChoices):
    """What stays on (`drape_plan`)."""

    CLOTHED = "fully_clothed", _("All my clothes")
    SHORTS = "shorts_top", _("Shorts and a top")
    UNDERWEAR = "underwear_kept", _("Underwear, under a sheet")
    SHEET = "sheet_waist_to_chest_gap", _("A sheet, opened only where you work")
    CHEST = "half_sheet_chest_cover", _("A sheet, and one more over my chest")
    OTHER = "other", _("Let us talk about it")


class Belly(TextChoices):
    """How the belly is reached (`abdomen_access`)."""

    CLOTHING = "over_clothing", _("Over my clothes")
    SHEET = "over_sheet", _("Over the sheet")
    SKIN = "skin_exposed_strip", _("On the skin, only that strip open")


class Groin(TextChoices):
    """How the hip crease is reached (`groin_access`)."""

    NOT = "not_agreed", _("Not there, please")
    CLOTHING = "over_clothing", _("Over my clothes")
    TUCKED = "leg_drape_tucked", _("On the skin, with the sheet tucked around my leg")


class Tucks(TextChoices):
    ME = "client", _("I tuck it myself")
    YOU = "therapist_with_permission", _("You, after asking")


class Help(TextChoices):
    NO = "no", _("No, thank you")
    STANDBY = "standby", _("Stay close, just in case")
    ASSIST = "assist", _("Yes, please")


class Level(IntegerChoices):
    """Therapist's levels 1–5, in words that a client can choose from (domain 6.1)."""

    SKIN = 1, _("1 · Just a resting hand")
    LOTION = 2, _("2 · As if spreading lotion")
    USUAL = 3, _("3 · As in a usual relaxing massage")
    FIRM = 4, _("4 · Firm")
    STRONG = 5, _("5 · Very strong")


class HereLevel(IntegerChoices):
    """Level 1–5 for one area, or not at all."""

    AVOID = 0, _("Not there, please")
    SKIN = 1, _("1 · A resting hand")
    LOTION = 2, _("2 · Spreading lotion")
    USUAL = 3, _("3 · Usual massage")
    FIRM = 4, _("4 · Firm")
    STRONG = 5, _("5 · Very strong")


class Feedback(TextChoices):
    OFTEN = "ask_me_often", _("Ask me often")
    NEEDED = "only_if_needed", _("Ask only when needed")
    SPEAK_UP = "i_will_speak_up", _("I will speak up")
    HAND = "hand_signal", _("I show it with my hand")


class FaceDown(TextChoices):
    LIFT = "hand_lift", _("Lift a hand")
    TAPS = "two_taps", _("Tap twice")
    BELL = "bell", _("Ring a bell")
    LIGHT = "light", _("Switch a light on")


class Signal(TextChoices):
    RAISE = "raise_hand", _("Raise a hand")
    SQUEEZE = "squeeze_ball", _("Squeeze a ball")
    TAP = "tap_table", _("Tap the table")
    BOTH = "both_hands", _("Lift both hands")
