"""The far end of a cable that nothing should use: answers every question of DNS with its own address, and counts
what comes in. Packets that keep an IPv6 link alive are not counted: no program sent them.

    far_end.py INTERFACE ADDRESS COUNTS     writes `ready` to the file COUNTS, then a line for each packet: what it
                                            was, and for whom
"""
import socket
import struct
import sys
import threading

ETHERNET = 14
IPV4, IPV6 = 0x0800, 0x86DD
TCP, UDP, ICMPV6 = 6, 17, 58
SYN, ACK = 0x02, 0x10
# The type of a question for an IPv4 address.
A = 1
# Neighbours and multicast groups.
LINK_UPKEEP = {130, 131, 132, 133, 134, 135, 136, 137, 143}


def name_of(question):
    """The name that is asked for, from the first question of a message."""
    labels, at = [], 12
    while at < len(question) and question[at]:
        labels.append(question[at + 1 : at + 1 + question[at]].decode("ascii", "replace"))
        at += 1 + question[at]
    return ".".join(labels), at + 1


def told(kind, address, segment):
    """What a packet is, or None for one that only goes on with what another began."""
    if kind == ICMPV6 and segment[0] in LINK_UPKEEP:
        return None
    if kind not in (TCP, UDP):
        return f"PROTOCOL-{kind} {address}"
    port = struct.unpack("!H", segment[2:4])[0]
    if kind == TCP:
        return f"SYN {address} port {port}" if segment[13] & (SYN | ACK) == SYN else None
    return f"DNS {name_of(segment[8:])[0]}" if port == 53 else f"UDP {address} port {port}"


def told_of_frame(frame):
    protocol = struct.unpack("!H", frame[12:14])[0]
    body = frame[ETHERNET:]
    if protocol == IPV4:
        return told(body[9], socket.inet_ntop(socket.AF_INET, body[16:20]), body[(body[0] & 15) * 4 :])
    if protocol == IPV6:
        kind, segment = body[6], body[40:]
        # Options that stand before an upkeep message.
        if kind == 0:
            kind, segment = segment[0], segment[(segment[1] + 1) * 8 :]
        return told(kind, socket.inet_ntop(socket.AF_INET6, body[24:40]), segment)
    return None


def answer(question, address):
    """The same message as an answer: the far end's address, or no record where another type is asked for."""
    _, end = name_of(question)
    record = b""
    if struct.unpack("!H", question[end : end + 2])[0] == A:
        record = b"\xc0\x0c" + struct.pack("!HHIH", A, 1, 60, 4) + socket.inet_aton(address)
    head = question[:2] + b"\x81\x80" + struct.pack("!HHHH", 1, 1 if record else 0, 0, 0)
    return head + question[12 : end + 4] + record


def resolve(address):
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind((address, 53))
    while True:
        question, asker = server.recvfrom(4096)
        try:
            server.sendto(answer(question, address), asker)
        except (IndexError, struct.error):
            print("far_end: a question that cannot be read", file=sys.stderr)


def main():
    interface, address, counts = sys.argv[1:]
    cable = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0003))
    cable.bind((interface, 0))
    threading.Thread(target=resolve, args=(address,), daemon=True).start()
    with open(counts, "w", buffering=1) as lines:
        lines.write("ready\n")
        while True:
            frame, origin = cable.recvfrom(65535)
            said = None if origin[2] == socket.PACKET_OUTGOING else told_of_frame(frame)
            if said:
                lines.write(said + "\n")


main()
