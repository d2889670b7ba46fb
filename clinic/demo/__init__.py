"""The demo's invented people, one-click sign-in and mailbox. Mounted only when DEMO is yes."""

from clinic.demo.people import PASSWORD, PEOPLE

__all__ = ["PASSWORD", "PEOPLE"]
