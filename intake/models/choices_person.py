"""What the first two pages offer; codes are those of the domain reference, sections 3, 4, 7, 8."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The page about you (domain 3.5, 7.5, 8.6)


class Sex(TextChoices):
    """Asked only because two groups of questions depend on it; unknown asks everything."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Neither, or I would rather not say")


class InTheRoom(TextChoices):
    YES = "yes", _("Yes, all the time")
    NEAR = "near", _("Near by")
    NO = "no", _("No")


class Interpreter(TextChoices):
    NONE = "none", _("No, thank you")
    IN_PERSON = "in_person", _("Yes, in the room")
    PHONE = "phone", _("Yes, by phone")
    VIDEO = "video", _("Yes, by video")
    OWN = "family_not_recommended", _("I bring somebody I know")


class Hearing(TextChoices):
    WELL = "none", _("Well")
    HARD = "hard_of_hearing", _("Hard of hearing")
    DEAF = "deaf", _("Deaf")
    SIGN = "uses_sign", _("I use sign language")


class Understanding(TextChoices):
    LARGE_PRINT = "vision_large_print", _("Large print")
    SPOKEN = "vision_spoken", _("Somebody reads things to me")
    WRITTEN = "speech_written", _("I write instead of speaking")
    DEVICE = "speech_or_aac", _("I speak with a device or pictures")
    SLOWLY = "cognitive_slowly", _("One thing at a time, slowly")
    COMPANION = "cognitive_companion", _("Somebody who helps me understand")


class Paper(TextChoices):
    PRINT = "print", _("On paper")
    LARGE_PRINT = "large_print", _("In large print")
    AUDIO = "audio", _("Spoken")
    EASY = "easy_read", _("In easy words")
    MAIL = "email", _("By e-mail")


class Smoking(TextChoices):
    NEVER = "never", _("Never did")
    FORMER = "former", _("I did once")
    CURRENT = "current", _("Yes")
    UNKNOWN = "unknown", _("Rather not say")


# The page about goals and pain (domain 4.1, 4.7, 4.8)


class GoalKind(TextChoices):
    PAIN = "pain_relief", _("Less pain")
    MOVE = "movement", _("Moving more easily")
    RELAX = "relaxation", _("Relaxing")
    WELL = "balance_wellbeing", _("Feeling well and balanced")
    SPORT = "sport", _("Sport or dance")
    OTHER = "other", _("Something else")


class Duration(TextChoices):
    SHORT = "lt6wk", _("Less than 6 weeks")
    MIDDLE = "6to12wk", _("6 to 12 weeks")
    LONG = "gt12wk", _("More than 12 weeks")


class Pattern(TextChoices):
    CONSTANT = "constant", _("All the time")
    ON_AND_OFF = "intermittent", _("It comes and goes")
    MOVING = "movement_only", _("Only when I move")
    NIGHT = "night", _("Mostly at night")


class Worse(TextChoices):
    SITTING = "sitting", _("Sitting")
    STANDING_UP = "standing_up", _("Standing up")
    WALKING = "walking", _("Walking")
    STAIRS = "stairs", _("Stairs")
    LYING = "lying_flat", _("Lying flat")
    BENDING = "bending", _("Bending")
    COUGHING = "coughing", _("Coughing")
    STRESS = "stress", _("Stress")
    RUNNING = "running", _("Running")


class Better(TextChoices):
    REST = "rest", _("Rest")
    MOVING = "moving", _("Moving about")
    WARMTH = "warmth", _("Warmth")
    COLD = "cold", _("Cold")
    STRETCHING = "stretching", _("Stretching")
    KNEES_UP = "knees_up", _("Lying with my knees up")
    MEDICINE = "medicine", _("Medicine")


class Hindered(TextChoices):
    """What goes less well than before (`function_affected`)."""

    SITTING = "sitting", _("Sitting")
    STANDING_UP = "standing_up", _("Getting up")
    UPRIGHT = "standing_upright", _("Standing up straight")
    WALKING = "walking", _("Walking")
    STAIRS = "stairs", _("Stairs")
    RUNNING = "running", _("Running")
    BENDING = "bending", _("Bending")
    LIFTING = "lifting", _("Lifting")
    SLEEPING = "sleeping", _("Sleeping")
    DRIVING = "driving", _("Driving")
    SPORT = "sport", _("Sport")
    SEX = "sex_optional", _("Sex, if you wish to say so")
    OTHER = "other", _("Something else")


class Moves(TextChoices):
    RUNNING = "running", _("Running")
    CYCLING = "cycling", _("Cycling")
    LIFTING = "lifting", _("Lifting weights or loads")
    DANCE = "dance", _("Dance")
    MARTIAL_ARTS = "martial_arts", _("Martial arts")
    FOOTBALL = "football", _("Football")
    DRIVING = "driving", _("Driving for hours")
    DESK = "desk", _("Working at a desk")
    BABY = "pregnancy_postpartum", _("Carrying a baby")
    NONE = "none", _("None of these")


class Sleep(TextChoices):
    BACK = "back", _("On my back")
    SIDE = "side", _("On my side")
    CURLED = "curled", _("Curled up")
    FRONT = "front", _("On my front")
    MIXED = "mixed", _("It changes")
