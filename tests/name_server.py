"""A name server for tests: it answers on this machine from a list of records, over UDP, as any other."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Thread

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

Records = Mapping[tuple[str, str], list[str]]  # by name and kind


@contextmanager
def name_server(records: Records, *, rcode: dns.rcode.Rcode = dns.rcode.NOERROR) -> Iterator[str]:
    """Its address, such as 127.0.0.1:4711. `records` may be changed while it runs; a name without any is not there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listening:
        listening.bind(("127.0.0.1", 0))
        thread = Thread(target=_serve, args=(listening, records, rcode), daemon=True)
        thread.start()
        address = listening.getsockname()
        try:
            yield f"{address[0]}:{address[1]}"
        finally:
            listening.sendto(b"", address)
            thread.join()


def _serve(listening: socket.socket, records: Records, rcode: dns.rcode.Rcode) -> None:
    while True:
        asked, client = listening.recvfrom(4096)
        if not asked:
            return
        answer = dns.message.make_response(dns.message.from_wire(asked))
        answer.flags |= dns.flags.RA
        answer.set_rcode(rcode if rcode else _fill(answer, records))
        listening.sendto(answer.to_wire(), client)


def _fill(answer: dns.message.Message, records: Records) -> dns.rcode.Rcode:
    """The records asked for, with those of the alias that the name may be."""
    question = answer.question[0]
    name, kind = question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)
    alias = records.get((name, "CNAME"), [])
    for owner, each in ((name, "CNAME"), (name, kind), (alias[0].removesuffix(".") if alias else "", kind)):
        found = records.get((owner, each))
        if found:
            rrset = dns.rrset.from_text(dns.name.from_text(owner), 60, "IN", each, *found)
            if rrset not in answer.answer:
                answer.answer.append(rrset)
    return dns.rcode.NOERROR if any(owner == name for owner, _ in records) else dns.rcode.NXDOMAIN
