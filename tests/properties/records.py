#!/usr/bin/env python3
"""Reads random files twice: by the commands, and here by RFC 4180 as sfb(7) reads it.

    records.py BINDIR FOLDER SEED FILES

pseudonymize --remove gives out every cell, ors-score every record as it came. Files have
blanks round cells, quotes, newlines and the delimiter in them, records about as long as
the window of the reader or the cap, and faults behind sound records: these are all written,
and the fault is said with its line. They come as a file, or in pieces of any size.

Exit status 0 when everything agrees and every kind of fault occurs.
"""

import socket
import subprocess
import sys
import threading
from random import Random

BIN, FOLDER, SEED, FILES = sys.argv[1:]
WINDOW = 128 * 1024
CAP = 1 << 20


class Fault(Exception):
    """A line and a word of the message."""


# ------------------------------------------------------------------ the reader

def physical_lines(data):
    """Pieces that end with a line feed, but for the last one, perhaps."""
    at = 0
    while at < len(data):
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end + 1
        yield data[at:end]
        at = end


def without_end(raw):
    if raw.endswith(b"\r\n"):
        return raw[:-2]
    return raw[:-1] if raw.endswith(b"\n") else raw


def cells_of(raw, delimiter):
    """The cells of a sound record: blanks round them go, quotes are taken off."""
    blanks = b" \t".replace(delimiter, b"")
    cells, at = [], 0
    while True:
        while at < len(raw) and raw[at] in blanks:
            at += 1
        if raw[at:at + 1] == b'"':
            at += 1
            cell = b""
            while True:
                quote = raw.index(b'"', at)
                cell += raw[at:quote]
                at = quote + 1
                if raw[at:at + 1] != b'"':
                    break
                cell += b'"'
                at += 1
            end = raw.find(delimiter, at)
        else:
            end = raw.find(delimiter, at)
            cell = (raw[at:] if end < 0 else raw[at:end]).rstrip(blanks)
        cells.append(cell)
        if end < 0:
            return cells
        at = end + 1


class Scanner:
    """Looks at a record byte by byte: is it complete, is it sound?"""

    def __init__(self, delimiter):
        self.delimiter = delimiter[0]
        self.blanks = b" \t".replace(delimiter, b"")
        self.state = "before"
        self.opened = 0

    def scan(self, line, number):
        """One physical line; whether the record ends with it."""
        at = -1
        while at + 1 < len(line):
            at += 1
            byte = line[at]
            if self.state == "quoted":
                at = line.find(b'"', at)
                if at < 0:
                    return False
                self.state = "quote"
                continue
            if byte == 0x0A or byte == 0x0D and line[at:] == b"\r\n":
                return True
            if byte == 0x0D:
                raise Fault(number, b"carriage return")
            if byte == self.delimiter:
                self.state = "before"
            elif byte == 0x22:
                if self.state == "before":
                    self.state, self.opened = "quoted", number
                elif self.state == "quote":
                    self.state = "quoted"
                else:
                    raise Fault(self.opened if self.state == "behind" else number, b"quote")
            elif byte in self.blanks:
                if self.state == "quote":
                    self.state = "behind"
            elif self.state in ("quote", "behind"):
                raise Fault(self.opened, b"quote")
            else:
                self.state = "plain" if self.state == "before" else self.state
        return False


def read(data, delimiter, cap):
    """Yields (line, raw bytes, cells); raises a fault when its turn comes."""
    start = end = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    number, begun, scanner = 0, 0, None
    for line in physical_lines(data[start:]):
        number += 1
        first = start == end
        end += len(line)
        if first:
            begun, scanner = number, Scanner(delimiter)
        if b"\0" in line:
            raise Fault(number, b"NUL")
        if end - start - len(line) + len(without_end(line)) > cap:
            raise Fault(None, b"--max-record")
        # In a file of TABs, a TAB is no blank: there are empty cells beside it.
        if first and not without_end(line).strip(b" \t".replace(delimiter, b"")):
            start = end
            continue
        if scanner.scan(line, number) or scanner.state != "quoted" and not line.endswith(b"\n"):
            raw = without_end(data[start:end])
            yield begun, raw, cells_of(raw, delimiter)
            start = end
    if start != end:
        raise Fault(scanner.opened, b"quote")


# ---------------------------------------------------------------- random files

class Maker:
    def __init__(self, seed):
        self.random = Random(seed)
        self.delimiter = self.random.choice([b",", b",", b";", b"\t", b"|"])
        self.end = self.random.choice([b"\n", b"\n", b"\r\n"])
        self.odd = self.random.random() < 0.4  # has faults
        self.header = [b"gone", b"ors_individual", b"ors_interpersonal", b"ors_social",
                       b"ors_overall"]
        for i in range(self.random.randrange(4)):
            self.header.append(b"x%d" % i)
        self.random.shuffle(self.header)

    def plain(self):
        return b"".join(
            self.random.choice([b"a", b"b", b"7", b".", b"-", b" ", b"\t", b"\xc3\xa6", b"\xe6"])
            for _ in range(self.random.randrange(6))).strip(b" \t").replace(self.delimiter, b"")

    def text(self):
        return b"".join(
            self.random.choice([b"a", b'"', b'""', b" ", b"\t", b"\n", b"\r\n", b"\r", b",", b";",
                                b"|", b"\xc3\xa6", b"\n\n"])
            for _ in range(self.random.randrange(9)))

    def blanks(self):
        blanks = b"".join(self.random.choice([b" ", b"\t"]) for _ in range(self.random.choice(
            [0, 0, 0, 1, 2])))
        return blanks.replace(self.delimiter, b"")

    def quoted(self, text):
        return b'"' + text.replace(b'"', b'""') + b'"'

    def cell(self, name):
        if self.odd and self.random.random() < 0.003:
            return self.random.choice([b'a"', b'"a"b', b'"a" "', b'"a', b'"', b"\0", b"\r", b'"\0"',
                                       b"a\rb", b'"a"\r', b'"" ""'])
        if name.startswith(b"ors_") and self.random.random() < 0.8:
            cell = b"%d.%d" % (self.random.randrange(10), self.random.randrange(10))
            cell = cell if self.random.random() < 0.8 else self.quoted(cell)
        elif self.random.random() < 0.5:
            cell = self.plain()
        else:
            cell = self.quoted(self.text())
        return self.blanks() + cell + self.blanks()

    def record(self, room):
        """A record; with room, one cell is as long as fills it."""
        cells = [self.cell(name) for name in self.header]
        if self.odd and self.random.random() < 0.01:
            cells = self.random.choice([cells[:-1], cells + [b""]])
        if self.odd and self.random.random() < 0.01:
            cells[0] = b"010190-1234"
        if room > 0:
            piece = self.random.choice([b"y", b'""', b"\n", b"yyy\r\n", b" ", b"\xc3\xa6", b"\t"])
            at = self.random.randrange(len(cells))
            room -= sum(len(cell) + 1 for i, cell in enumerate(cells) if i != at)
            cells[at] = b'"' + piece * (max(room - 3, 0) // len(piece)) + b'"'
        return self.delimiter.join(cells)

    def file(self, large):
        data = self.random.choice([b"", b"\xef\xbb\xbf", self.end])
        data += self.delimiter.join(self.header) + self.end
        count = self.random.choice([0, 1, 3, 6, 20])
        fill = self.random.randrange(count) if large and count > 0 else -1
        for i in range(count):
            # Up to the edge of the window, or over it by a little.
            room = self.random.choice([1, 1, 2]) * WINDOW + self.random.randint(-9, 9) - len(data)
            data += self.record(room if i == fill else 0)
            data += self.end if self.random.random() < 0.95 else self.random.choice(
                [b"\n", b"\r\n", b"\n\n", b"\n \n"])
        if count > 0 and self.random.random() < 0.2:
            data = data.rstrip(b"\r\n")
        return data


# ---------------------------------------------------------------- the commands

def run(command, data, piece):
    """The command's status, output and messages; piece: so many bytes a time, or 0."""
    if piece == 0:
        with open(f"{FOLDER}/in.csv", "wb") as file:
            file.write(data)
        with open(f"{FOLDER}/in.csv", "rb") as file:
            done = subprocess.run(command, stdin=file, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr
    # A socket that keeps packets apart: one read gets one piece, every time. But where the
    # room for a read can be less than a piece, its rest would be lost.
    kind = socket.SOCK_SEQPACKET if len(data) < WINDOW // 2 else socket.SOCK_STREAM
    ours, theirs = socket.socketpair(socket.AF_UNIX, kind)

    def send():
        try:
            for at in range(0, len(data), piece):
                ours.sendall(data[at:at + piece])
        except OSError:
            pass  # the command has failed, and gone
        ours.close()

    with theirs, subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE) as process:
        theirs.close()
        sender = threading.Thread(target=send)
        sender.start()
        out, err = process.communicate()
        sender.join()
        return process.returncode, out, err


def expectation(maker, data, cap, read_end, guarded):
    """The header's and the records' (raw, cells), and the fault that ends them, or None."""
    records, width = [], len(maker.header)
    try:
        for line, raw, cells in read(data, maker.delimiter, cap):
            if guarded and b"010190-1234" in raw:
                raise Fault(line, b"person number")
            if len(cells) > width or len(cells) < max(width * (not records), read_end):
                raise Fault(line, b" where the header has ")
            records.append((raw, cells + [b""] * (width - len(cells))))
    except Fault as fault:
        return records, fault.args
    return records, None


def poisoned(out, program):
    end = b'"' + program + b": stopped, output incomplete\n"
    return out[:-len(end)] if out.endswith(end) else None


def check(seed, seen):
    maker = Maker(f"{SEED} {seed}")
    large = seed % 8 == 0
    data = maker.file(large)
    cap = CAP if seed % 5 else maker.random.randint(60, 120)
    piece = maker.random.choice([0, 4093, 65536] if large else [0, 1, 2, 3, 7, 64])
    gone = maker.header.index(b"gone")
    scored = seed % 2 == 1
    read_end = (max(maker.header.index(name) for name in maker.header if name[:4] == b"ors_")
                if scored else gone) + 1
    records, fault = expectation(maker, data, cap, read_end, scored)
    if fault is not None and not records:
        return None  # the header
    delimiter = maker.delimiter.decode()
    command = [f"{BIN}/ors-score", "-q"] if scored else [
        f"{BIN}/pseudonymize", "-q", "--allow-cpr", "--remove", "gone"]
    command += ["-d", "tab" if delimiter == "\t" else delimiter, "--max-record", str(cap), "-"]
    status, out, err = run(command, data, piece)

    seen.add(fault and fault[1])
    if fault is not None:
        line, word = fault
        if word == b"carriage return" and b":%d: a quote" % line in err:
            word = b"quote"  # the line has both
        if status != 2 or word not in err or (line is not None and b":%d: " % line not in err):
            return f"status {status}, {err!r}; expected line {line}, {word!r}"
        if b"010190" in err:
            return "a person number among the messages"
        out = poisoned(out, command[0].rsplit("/", 1)[1].encode())
        if out is None:
            return "the output is not poisoned"
    elif status not in (0, 3) or err:
        return f"status {status}, {err!r}"

    try:
        written = list(read(out, maker.delimiter, 2 * CAP))
    except Fault as wrong:
        return f"the output has a fault itself: {wrong}"
    if len(written) != len(records):
        return f"{len(written)} records, not {len(records)}"
    for (_, raw, cells), (raw_in, cells_in) in zip(written, records):
        if scored and not raw.startswith(raw_in + maker.delimiter):
            return f"{raw[:200]!r} for {raw_in[:200]!r}"
        if not scored and cells != cells_in[:gone] + cells_in[gone + 1:]:
            return f"{cells!r:.300} for {cells_in!r:.300}"
    if scored:
        return check_totals(maker, written[1:], records[1:])
    return None


def check_totals(maker, written, records):
    """The items are read from their own cells."""
    places = [i for i, name in enumerate(maker.header) if name.startswith(b"ors_")]
    for (_, _, cells), (_, cells_in) in zip(written, records):
        items = [cells_in[i] for i in places]
        if all(len(item) == 3 and item[1:2] == b"." and item.replace(b".", b"").isdigit()
               for item in items):
            tenths = sum(int(item.replace(b".", b"")) for item in items)
            mark = b"," if maker.delimiter == b";" else b"."
            if cells[len(maker.header)] != b"%d%s%d" % (tenths // 10, mark, tenths % 10):
                return f"{cells[len(maker.header)]!r} for {items!r}"
    return None


def main():
    seen = set()
    for seed in range(int(FILES)):
        wrong = check(seed, seen)
        if wrong is not None:
            print(f"file {seed}: {wrong}")
            return 1
    lacking = {None, b"quote", b"carriage return", b"NUL", b"--max-record", b"person number",
               b" where the header has "} - seen
    if lacking:
        print(f"never seen: {lacking}")
        return 1
    return 0


sys.exit(main())
