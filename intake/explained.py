"""What the words of each agreement cover, item by item (domain 8.2, `explained`).

Beside each item stands the part of the English words that covers it, so that a test can hold the
list against the text: nobody takes a sentence out and leaves its item behind.
"""

from intake.models.consent import Item, Kind

COVERED = {
    Kind.GENERAL: {
        Item.NATURE: "we work with our hands on muscles around the hips, belly and back",
        Item.PURPOSE: "The aim is to help with your own goals",
        Item.BENEFITS: "It may ease what brings you here. We cannot promise that",
        Item.RISKS: "What can happen: you may feel sore",
        Item.ALTERNATIVES: "What you could choose instead",
        Item.NONE: "Without treatment things may stay as they are, ease, or get worse",
        Item.DRAPING: "You stay covered but for the place we work on",
        Item.POSITIONS: "you choose how you lie",
        Item.STOP: "You may change or stop the visit at any moment, without a reason",
        Item.REFUSE: "You may leave out any area",
        Item.QUESTIONS: "You may ask anything, and we answer before we start",
        Item.FEE: "before a visit we tell you how long it takes and what it costs",
        Item.RECORD: "Only the therapists who care for you read it",
    },
    Kind.ABDOMEN: {
        Item.NATURE: "we sink in slowly beside the navel or inside the hip bone",
        Item.PURPOSE: "To reach it we sink in slowly",
        Item.STOP: "only as far as you say",
    },
    Kind.GROIN: {
        Item.NATURE: "We would touch the crease itself",
        Item.PURPOSE: "The muscle passes under the crease of the hip",
        Item.DRAPING: "Breasts and genitals stay covered",
    },
    Kind.INNER_THIGH: {
        Item.NATURE: "We would work there",
        Item.PURPOSE: "The muscle ends high on the inner thigh",
        Item.DRAPING: "with the leg covered and the sheet tucked by you",
    },
    Kind.GLUTEAL: {
        Item.NATURE: "We would work on them through the sheet",
        Item.PURPOSE: "The muscles of the buttocks work against the psoas",
        Item.DRAPING: "with only one side uncovered",
    },
    Kind.CHEST: {
        Item.NATURE: "between the ribs and below the collarbone can be part of the work",
        Item.PURPOSE: "Breathing muscles",
        Item.DRAPING: "Breast tissue is never touched",
    },
    Kind.GUARDIAN: {
        Item.STOP: "I may take this back at any time, without a reason",
        Item.QUESTIONS: "I may ask anything",
        Item.REFUSE: "I agree to the visits, area by area",
    },
    Kind.ASSENT: {
        Item.STOP: "You can say “stop” at any time",
        Item.REFUSE: "Your “no” counts",
    },
}


def items(kind):
    """The codes that the words of `kind` cover, in the order of domain 8.2."""
    return [item.value for item in Item if item in COVERED[Kind(kind)]]
