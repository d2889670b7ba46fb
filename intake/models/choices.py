"""The answers that a page offers; codes are those of the domain reference, sections 6 and 7."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

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


class Position(TextChoices):
    HOOKLYING = "supine_hooklying", _("On my back, knees up")
    FLAT = "supine_flat", _("Flat on my back")
    RECLINED = "semi_reclined", _("Leaning back")
    SIDE = "side_lying", _("On my side")
    PRONE = "prone", _("Face down")
    SEATED = "seated", _("Sitting")


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


class Feedback(TextChoices):
    OFTEN = "ask_me_often", _("Ask me often")
    NEEDED = "only_if_needed", _("Ask only when needed")
    SPEAK_UP = "i_will_speak_up", _("I will speak up")
    HAND = "hand_signal", _("I show it with my hand")


class Signal(TextChoices):
    RAISE = "raise_hand", _("Raise a hand")
    SQUEEZE = "squeeze_ball", _("Squeeze a ball")
    TAP = "tap_table", _("Tap the table")
    BOTH = "both_hands", _("Lift both hands")
