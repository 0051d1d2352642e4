"""What can be wrong with an onboarding file as a whole."""

from tenants.kit.errors import Invalid


class UnreadableFile(Invalid):
    """One line that names the file and says why nothing in it can be read."""
