"""Whether a port can be listened on, asked before a server starts."""

import errno
import socket

from tenants.kit.errors import Conflict


class PortTaken(Conflict):
    """Another program listens there."""


def free_address(host: str, port: int, *, option: str = "--port") -> str:
    """The host as an address in numbers, whose port nobody has. Raises PortTaken."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(f"port {port} of {host} is taken by another program: choose another {option}") from None
        raise PortTaken(f"can not listen on port {port} of {host}: {error.strerror}") from None
    return str(address[0])
