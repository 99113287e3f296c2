"""Writes the chains in this folder. Shares no code with the crate: it follows the layout that is
documented at `Event`, so that the two check each other. Run: python3 make.py"""

import hashlib
import hmac
import json
import struct
from pathlib import Path

KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
PERSON, APP, OPERATOR, SERVICE = 1, 2, 3, 4
BEGUN, DONE, REFUSED, FAILED = 1, 2, 3, 4
GRANT = "grant:0198c0de-0000-7000-8000-000000000001"
START = 1_767_225_600_000
SCRIPT = [
    (PERSON, "", "link", "https://platform.example", BEGUN, ""),
    (PERSON, "", "mint", GRANT, BEGUN, ""),
    (PERSON, "", "mint", GRANT, DONE, "7F3K-2Q9D"),
    (APP, "outbox", "deliver", GRANT, BEGUN, "7F3K-2Q9D"),
    (SERVICE, "0198c0de-0000-7000-8000-000000000002", "lease", GRANT, REFUSED, ""),
    (OPERATOR, "0198c0de-0000-7000-8000-000000000003", "revoke", GRANT, FAILED, "7F3K-2Q9D"),
    (PERSON, "", "reveal", "+999 66 ••• •234 東京", BEGUN, ""),
    (APP, "", "export", GRANT, BEGUN, ""),
]


def text(value):
    data = value.encode()
    return struct.pack(">H", len(data)) + data


def event(sequence, actor, who, action, subject, outcome, reference):
    time = START + 1000 * sequence
    head = struct.pack(">BQQB", 1, sequence, time, actor)
    tail = struct.pack(">B", outcome) + text(reference)
    return head + text(who) + text(action) + text(subject) + tail


def link(key, previous, data):
    message = text("signet/trail/v1") + previous + struct.pack(">I", len(data)) + data
    return hmac.new(key, message, hashlib.sha256).digest()


def chain(script, key=KEY, sequence=0, previous=bytes(32)):
    lines = []
    for entry in script:
        sequence += 1
        data = event(sequence, *entry)
        previous = link(key, previous, data)
        lines.append((data, previous))
    return lines


def head(lines, sequence):
    return f"{sequence}:{lines[sequence - 1][1].hex()}"


def swap_bytes(data, old, new):
    assert data.count(old) == 1 and len(old) == len(new)
    return data.replace(old, new)


def vector(name, lines, faults, anchor=None, kept=None):
    body = {
        "key": KEY.hex(),
        "anchor": anchor,
        "kept": kept,
        "lines": [{"event": data.hex(), "link": tie.hex()} for data, tie in lines],
        "faults": faults,
    }
    path = Path(__file__).parent / f"{name}.json"
    path.write_text(json.dumps(body, indent=2) + "\n")


good = chain(SCRIPT)
end = head(good, 8)
event_of = lambda lines, n: lines[n - 1][0]
link_of = lambda lines, n: lines[n - 1][1]
put = lambda n, line: good[: n - 1] + [line] + good[n:]

vector("intact", good, [], kept=end)
vector("empty", [], [])
vector("ahead_of_head", good, [], kept=head(good, 5))
vector("no_head_outside", good, [])

edited = swap_bytes(event_of(good, 6), b"revoke", b"invoke")
vector("edited_action", put(6, (edited, link_of(good, 6))), ["line 6 was edited"], kept=end)
edited = swap_bytes(event_of(good, 3), b"7F3K", b"7F3X")
vector("edited_reference", put(3, (edited, link_of(good, 3))), ["line 3 was edited"], kept=end)
edited = struct.pack(">BQ", 1, 900) + event_of(good, 4)[9:]
vector("edited_sequence", put(4, (edited, link_of(good, 4))), ["line 4 was edited"], kept=end)
vector(
    "edited_link",
    put(4, (event_of(good, 4), bytes(32))),
    ["line 4 was edited", "line 5 was edited"],
    kept=end,
)
rewritten = chain([SCRIPT[5]], OTHER_KEY, 5, link_of(good, 5))
vector(
    "rewritten_under_another_key",
    put(6, rewritten[0]),
    ["line 6 was edited", "line 7 was edited"],
    kept=end,
)
vector("deleted_line", good[:3] + good[4:], ["lines 4 to 4 are missing"], kept=end)
vector("deleted_start", good[2:], ["lines 1 to 2 are missing"], kept=end)
vector("deleted_all", [], ["lines 1 to 8 were cut off"], kept=end)
vector("truncated_end", good[:6], ["lines 7 to 8 were cut off"], kept=end)
vector(
    "swapped_lines",
    good[:3] + [good[4], good[3]] + good[5:],
    ["line 4 was moved"],
    kept=end,
)
vector("repeated_line", good[:4] + [good[3]] + good[4:], ["line 4 is there again"], kept=end)
vector(
    "unreadable_event",
    put(5, (event_of(good, 5)[:-1], link_of(good, 5))),
    ["line 5 cannot be read"],
    kept=end,
)
vector(
    "trailing_byte",
    put(5, (event_of(good, 5) + b"\0", link_of(good, 5))),
    ["line 5 cannot be read"],
    kept=end,
)
vector(
    "unknown_version",
    put(5, (b"\2" + event_of(good, 5)[1:], link_of(good, 5))),
    ["line 5 cannot be read"],
    kept=end,
)

other_story = chain([SCRIPT[0]] * 3, KEY, 5, link_of(good, 5))
vector("forked_before_head", good[:5] + other_story, ["line 8 is not the one that was kept"], kept=end)

prune = (APP, "retention", "prune", head(good, 3), BEGUN, "")
pruned = good + chain([prune, SCRIPT[3]], KEY, 8, link_of(good, 8))
vector("pruned", pruned[3:], [], anchor=head(good, 3), kept=head(pruned, 10))
vector("prune_not_carried_out", pruned, [], kept=head(pruned, 10))
vector(
    "pruned_further_than_said",
    pruned[4:],
    ["lines 4 to 4 are missing"],
    anchor=head(good, 3),
    kept=head(pruned, 10),
)
vector(
    "anchor_without_event",
    good[3:],
    ["no line says that lines to 3 were pruned"],
    anchor=head(good, 3),
    kept=end,
)
vector(
    "anchor_moved_forward",
    pruned[4:],
    ["no line says that lines to 4 were pruned"],
    anchor=head(good, 4),
    kept=head(pruned, 10),
)
refused = (APP, "retention", "prune", head(good, 3), REFUSED, "")
not_done = good + chain([refused], KEY, 8, link_of(good, 8))
vector(
    "prune_was_refused",
    not_done[3:],
    ["no line says that lines to 3 were pruned"],
    anchor=head(good, 3),
    kept=head(not_done, 9),
)
vector("wrong_key", chain(SCRIPT[:2], OTHER_KEY), ["line 1 was edited", "line 2 was edited"])
