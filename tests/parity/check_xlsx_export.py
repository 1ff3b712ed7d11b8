#!/usr/bin/env python3
"""Writes random pairs with tunedesk-cli as XLSX and as JSON Lines, and compares what openpyxl reads in the one with the other.

    check_xlsx_export.py [TUNEDESK_CLI] [PAIRS]          needs openpyxl 3.1
"""
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.utils.escape import unescape

PIECES = ["=SUM(A1)", "'", "+1", "@", "-", '"', ",", "\t", "\n", "包裹什么时候到？", "é", "e\u0301", "😀", "\\", "null", " ", "parcel", "1.50",
          "_x000D_", "_x0041", "_x", "_", "&lt;", "<b>", "]]>", "\x07", "\x1f", "\x85", "\u2028", "\ufeff", "\ufffe", "TRUE", "#N/A",
          "http://a.example", "007"]
COLUMNS = ["context", "question", "reply", "label", "score", "answers", "dialogue", "group", "split", "note", "pair_id",
           "flagged"]


def random_text(chance):
    return "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 6)))


def unguarded(text):
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@\t\r'" else text


def shown(pair, column):
    value = pair[column]
    if column == "answers":
        return value
    return "" if value is None else str(value)


def main():
    cli = sys.argv[1] if len(sys.argv) > 1 else "build/release/tunedesk-cli"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 3000
    chance = random.Random(5)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made, project = folder / "made.jsonl", folder / "p.tunedesk"
        with made.open("w", encoding="utf-8") as file:
            for i in range(count):
                pair = {"question": f"{random_text(chance)}q{i}", "reply": f"{random_text(chance)}r", "context": random_text(chance),
                        "note": random_text(chance), "group": random_text(chance), "label": chance.choice([0, 1, None])}
                file.write(json.dumps(pair) + "\n")
        run = lambda *words: subprocess.run([cli, *map(str, words)], check=True, capture_output=True)
        run("new", project)
        run("import", project, made)
        run("export-pairs", project, folder / "out.jsonl")
        run("export-pairs", project, folder / "out.xlsx")
        with (folder / "out.jsonl").open(encoding="utf-8", newline="\n") as file:
            pairs = [json.loads(line) for line in file]
        book = openpyxl.load_workbook(folder / "out.xlsx")
        sheet = book.active
        assert sheet.freeze_panes == "A2", sheet.freeze_panes
        assert sheet.auto_filter.ref == f"A1:K{len(pairs) + 1}", sheet.auto_filter.ref
        rows = sheet.iter_rows()
        assert [cell.value for cell in next(rows)] == COLUMNS
        compared = 0
        for row, pair in zip(rows, pairs, strict=True):
            for cell, column in zip(row, COLUMNS, strict=True):
                assert cell.value is None or (cell.data_type in "s" and cell.hyperlink is None), (cell.coordinate, cell.data_type)
                text = unguarded(unescape(cell.value or ""))
                text = json.loads(text or "[]") if column == "answers" else text
                assert text == shown(pair, column), (cell.coordinate, text, shown(pair, column))
                compared += 1
        print(f"{len(pairs)} pairs, {compared} cells: openpyxl {openpyxl.__version__} reads what was written")


if __name__ == "__main__":
    main()
