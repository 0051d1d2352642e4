"""A folder in which each mail is a file: the demo's outbox, for people and scripts to read."""

from email.message import EmailMessage
from pathlib import Path


class FolderTransport:
    """Writes `{when}-{id}.eml`, which any mail program opens. The folder is made when the first mail comes."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self.sender = sender

    def send(self, message: EmailMessage) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        moment = message["Date"].datetime.strftime("%Y%m%dT%H%M%S")
        whole = self._folder / f"{moment}-{name}.eml"
        part = whole.with_suffix(".part")
        part.write_bytes(message.as_bytes())
        part.replace(whole)
