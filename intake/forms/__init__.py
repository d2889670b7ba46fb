"""The pages as forms: what is asked, in which order, and what a wrong word is told."""
