"""Says that a test cannot be run here."""


class Skipped(Exception):
    """Says why, and what to install."""
