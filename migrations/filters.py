"""Which of the database's tables are described by our models."""


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The job queue's tables belong to its library."""
    return not (kind == "table" and name is not None and name.startswith("procrastinate_"))
