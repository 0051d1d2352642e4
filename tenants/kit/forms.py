"""Forms that browsers post, read with ceilings before any parser sees them."""

from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope

from tenants.kit.errors import Invalid, OverLimit

MOST_BYTES = 64 * 1024
MOST_FIELDS = 300
_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class FormTooLarge(OverLimit):
    """More bytes, fields or files than this form takes."""


class UnreadableForm(Invalid):
    """The body is no form, is damaged, or was cut off."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """What was posted. Of a text field that came several times, `text` is the first and `texts` are all."""

    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, Upload], ...] = ()

    def text(self, name: str) -> str:
        """The field's text without blanks around it and without NUL; "" where there is none."""
        return next(iter(self.texts(name)), "")

    def texts(self, name: str) -> list[str]:
        return [value.replace("\0", "").strip() for key, value in self.fields if key == name]

    def uploads(self, name: str) -> list[Upload]:
        """The files of a field; a file field that was left empty has none."""
        return [file for key, file in self.files if key == name]


async def read_form(scope: Scope, receive: Receive, *, most_bytes: int = MOST_BYTES, most_files: int = 0) -> Form:
    """The form in a request's body. Raises FormTooLarge before more than `most_bytes` are held, UnreadableForm."""
    given = dict(scope["headers"]).get(b"content-type", b"").decode("latin-1")
    if not given.startswith(_TYPES):
        raise UnreadableForm("the body is not a form")
    request = Request(scope, _counted(receive, most_bytes))
    try:
        async with request.form(max_files=most_files, max_fields=MOST_FIELDS, max_part_size=most_bytes) as data:
            return await _form(data)
    except MultiPartException as error:
        is_too_much = "exceeded" in error.message.lower() or "too many" in error.message.lower()
        raise (FormTooLarge if is_too_much else UnreadableForm)(error.message) from None
    except (ClientDisconnect, UnicodeDecodeError, ValueError, KeyError) as error:
        raise UnreadableForm(f"the form can not be read: {type(error).__name__}") from None


def _counted(receive: Receive, most: int) -> Receive:
    """The same messages, until they hold too many bytes together."""
    held = 0

    async def counted() -> Message:
        nonlocal held
        message = await receive()
        held += len(message.get("body", b""))
        if held > most:
            raise FormTooLarge(f"the form has more than {most} bytes")
        return message

    return counted


async def _form(data: FormData) -> Form:
    fields, files = [], []
    for name, value in data.multi_items():
        if not isinstance(value, UploadFile):
            fields.append((name, value))
        elif value.filename:
            files.append((name, Upload(value.filename[:200], await value.read())))
    return Form(tuple(fields), tuple(files))
