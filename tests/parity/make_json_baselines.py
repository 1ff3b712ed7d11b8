#!/usr/bin/env python3
"""Writes tests/parity/json: random JSON and JSON Lines, and damaged lines, with what Python's json module reads in them.

    make_json_baselines.py
"""
import json
import math
import random
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "json"
KEYS = ["a", "b2", "文", "d \"e\"", "f\\g", "ключ", "😀"]
LETTERS = [*"abc xyz.,:;{}[]\"\\/'", "\n", "\t", "\r", "\x00", "\x1f", "\x7f", "é", "ß", "中", "文", "。", "\u2028",
           "\ufeff", "\uffff", "😀", "𝄞", "\U0010ffff"]
PIECES = [*"{}[]:,\"\\ 019-+.eEuntf", "\\u", "\\ud83d", "\\ude00", "\\ud83d\\ude00", "null", "true", "NaN", "Infinity",
          "1e400", "-1e-400", "\t", "\x01", "中", "\"a\":1,"]


class Refused(Exception):
    pass


def text_of(draw):
    return "".join(draw.choice(LETTERS) for _ in range(draw.randrange(12)))


def value_of(draw, depth=0):
    kind = draw.randrange(10 if depth else 8)
    if kind < 4:
        return text_of(draw)
    if kind == 4:
        return draw.choice([0, 7, -3, 2**53 + 1, 2**64 - 1, -(2**63), 10**25])
    if kind == 5:
        return draw.choice([0.5, -1.25, 1e-7, 3e300, 5e-324, 1.0, 123456.789])
    if kind == 6:
        return draw.choice([True, False])
    if kind == 7:
        return None
    if kind == 8:
        return [value_of(draw, depth - 1) for _ in range(draw.randrange(3))]
    return {draw.choice(KEYS): value_of(draw, depth - 1) for _ in range(draw.randrange(3))}


def object_of(draw):
    keys = draw.sample(KEYS, draw.randrange(1, len(KEYS) + 1))
    return {key: value_of(draw) for key in keys} | {"nested": draw.choice([[], {}, [value_of(draw, 2)], {"a": value_of(draw, 2)}])}


def written(draw, record, indent):
    return json.dumps(record, ensure_ascii=draw.random() < 0.5, indent=indent,
                      separators=draw.choice([(",", ":"), (", ", ": "), (" , ", "\t:")]))


def no_twins(pairs):
    if len({key for key, _ in pairs}) < len(pairs):
        raise Refused("twin keys")
    return dict(pairs)


def missing(name):
    """NaN, Infinity and -Infinity, which Python writes where there is no number."""
    return ""


def number(text):
    if math.isinf(float(text)):
        raise Refused("too large")
    return Number(text)


class Number(str):
    pass


def read(text):
    """The object in a line; None where it is none, or one that we are stricter about than Python is."""
    try:
        value = json.loads(text, object_pairs_hook=no_twins, parse_constant=missing, parse_float=number,
                           parse_int=number)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # halves of letters
    except (ValueError, Refused):
        return None
    return value if isinstance(value, dict) else None


def cells_of(record, names):
    return [cell_of(record.get(name)) for name in names]


def cell_of(value):
    if isinstance(value, str):
        return str(value)
    return "" if value is None else compact(value)


def compact(value):
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(compact, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(compact(key) + ":" + compact(inside) for key, inside in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def table(texts):
    """@param texts (line, text) of each record"""
    records = [(line, read(text)) for line, text in texts]
    names = []
    for _, record in records:
        for key, value in (record or {}).items():
            if not isinstance(value, (list, dict)) and key not in names:
                names.append(key)
    shown = [name or f"Column {at}" for at, name in enumerate(names, 1)]
    return {"names": shown, "rows": [[line, None if record is None else cells_of(record, names)] for line, record in records]}


def is_list(text):
    """Whether a text is a list of objects with cells; None where it is one in which we would find fault with records."""
    try:
        value = json.loads(text, parse_constant=missing, parse_float=number, parse_int=number)
    except (ValueError, Refused):
        return False
    try:
        json.loads(text, object_pairs_hook=no_twins)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, Refused):
        return None
    cells = [cell for record in value if isinstance(record, dict) for cell in record.values()]
    return True if any(not isinstance(cell, (list, dict)) for cell in cells) else None


def damaged(draw, text):
    at = draw.randrange(1, len(text))
    piece = draw.choice(PIECES)
    return draw.choice([text[:at] + text[at + draw.randrange(1, 4):], text[:at] + piece + text[at:],
                        text[:at] + piece + text[at + len(piece):], text[:at]])


def main():
    draw = random.Random(20)
    expected = {}

    lines = [written(draw, object_of(draw), None) for _ in range(200)]
    text = "".join(line + draw.choice(["\n", "\r\n", "\n\n", " \n"]) for line in lines)
    places = [(text.count("\n", 0, at) + 1, line) for line, at in zip(lines, positions(text, lines))]
    write("random.jsonl", text, table(places), expected)

    records = [written(draw, object_of(draw), draw.choice([None, 0, 2])) for _ in range(120)]
    text = " \n[" + ",".join(draw.choice(["", "\n", " "]) + record + draw.choice(["", "\n"]) for record in records) + "]\n"
    places = [(text.count("\n", 0, at) + 1, record) for record, at in zip(records, positions(text, records))]
    write("random.json", text, table(places), expected)

    lines = [written(draw, object_of(draw), None) for _ in range(1000)]
    lines = [line if i == 0 else damaged(draw, line) for i, line in enumerate(lines)]
    write("damaged.jsonl", "\n".join(lines), table(list(enumerate(lines, 1))), expected)

    lists = []
    while len(lists) < 600:
        records = [written(draw, object_of(draw), draw.choice([None, 1])) for _ in range(draw.randrange(1, 4))]
        text = "[" + draw.choice([",", " ,\n"]).join(records) + draw.choice(["]", " ]\n"])
        text = damaged(draw, text) if draw.random() < 0.9 else text
        if (verdict := is_list(text)) is not None:
            lists.append([text, verdict])
    expected["lists"] = lists

    (FOLDER / "expected.json").write_text(json.dumps(expected, ensure_ascii=True), encoding="ascii")


def positions(text, parts):
    at = 0
    for part in parts:
        at = text.index(part, at)
        yield at
        at += len(part)


def write(name, text, rows, expected):
    (FOLDER / name).write_bytes(text.encode("utf-8"))
    expected[name] = rows


FOLDER.mkdir(parents=True, exist_ok=True)
main()
