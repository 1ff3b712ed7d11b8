#!/usr/bin/env python3
"""Writes tests/parity/xlsx: workbooks of two writers, and what openpyxl reads in them, for tst_xlsx_source.

    make_xlsx_baselines.py          needs openpyxl 3.1 and xlsxwriter 3.2 or newer
"""
import datetime as dt
import json
import random
import re
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.numbers import is_datetime
from openpyxl.utils.datetime import CALENDAR_MAC_1904

FOLDER = Path(__file__).resolve().parent / "xlsx"
DAY = dt.datetime(2026, 3, 9, 14, 5, 6)
STAMP = dt.datetime(2020, 1, 1)
LETTERS = ["a", "B", "z", "0", "9", " ", "  ", "\n", "\t", "问", "复", "，", "。", "😀", "👩\u200d🔧", "é", "e\u0301", "ß",
           "ع", "ש", "&", "<", ">", '"', "'", "]]>", "&amp;", "<b>", "=", "+", "-", "@", "\u00a0", "\u3000", "\u200b", "_", "x",
           "_x", "\ufeff", "\U00020000", ",", ";", "|", "\\", "/"]
TEXTS = ["", " leading", "trailing ", "  both  ", "two\nlines", "\n", "\ttab", "请问我的订单什么时候能到？", "到了😀", "=1+1", "TRUE", "1",
         "001", "1e5", "#N/A", "null", "<si><t>no</t></si>", "&#65;", "]]>", "a" * 3000, "中" * 2000, "_x", "_x_", "x0041_",
         "line one\nline two\n\nline four", "\u3000全角　空格\u3000", "e\u0301", "\u202eright to left", "'quoted", '"quoted"']
ESCAPED = ["_x0041_", "bell\x07", "carriage\rreturn", "\r\n", "_x000d_", "__x0041__", "_x00G0_", "nul\x00"]
NUMBERS = [0, 1, -1, 2, 10, 0.1, 0.2, 0.30000000000000004, 1 / 3, 3.14, 2.5, 100, 100000, 1000000, 123456789012345, -123456789012345,
           1e15, 1e16, 1.5e20, 1e-4, 1e-5, 1.5e-7, 1e100, -2.5e-300, 1.5e308, 5e-324, 123456.789, 99999.5, 0.00012345]
DATE_FORMATS = ["yyyy-mm-dd", "d/m/yy", "mmm-yy", "[$-804]yyyy\"年\"m\"月\"d\"日\"", "dd\\.mm\\.yyyy", "yyyy-mm-dd hh:mm:ss",
                "h:mm AM/PM", "mm:ss.0", "[h]:mm:ss", "[mm]:ss", "[Red]d-mmm", "_(* d-mmm_)"]
NUMBER_FORMATS = ["0.00", "0%", "#,##0.00", "0.00E+00", "[Red]-0.0", "\"day\" 0", "0\\d", "0_d", "[$€-407] 0.00", "@", "# ?/?", "General"]


def shown(value, cell_format):
    """The text that TuneDesk is to show for a value that openpyxl read."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        if value == int(value) and abs(value) < 1e15:
            return str(int(value))
        return re.sub(r"\.0$", "", repr(float(value)))
    if isinstance(value, dt.timedelta):
        ms = round(value / dt.timedelta(milliseconds=1))
        return f"{'-' * (ms < 0)}{abs(ms) // 3600000:02}:{abs(ms) // 60000 % 60:02}:{abs(ms) // 1000 % 60:02}" + (
            f".{abs(ms) % 1000:03}" if ms % 1000 else "")
    if isinstance(value, dt.time):
        return value.isoformat("milliseconds" if value.microsecond else "seconds")
    if isinstance(value, dt.datetime):
        if value.time() == dt.time() and is_datetime(cell_format) == "date":
            return value.date().isoformat()
        return value.isoformat("T", "milliseconds" if value.microsecond else "seconds")
    return str(value)


def read_back(path, written):
    """Sheets in order; each row that has something as [number, [texts]]. `written`: texts that openpyxl doesn't unescape."""
    book = openpyxl.load_workbook(path, data_only=True)
    sheets = []
    for sheet in book.worksheets:
        rows = []
        for row in sheet.iter_rows():
            cells = [written.get((sheet.title, c.row, c.column), shown(c.value, c.number_format)) for c in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                rows.append([row[0].row, cells])
        sheets.append({"name": sheet.title, "state": sheet.sheet_state, "rows": rows})
    return sheets


def random_text(chance):
    return "".join(chance.choice(LETTERS) for _ in range(chance.randint(0, 30)))


def with_openpyxl(path, seed, is_1904=False):
    chance = random.Random(seed)
    book = openpyxl.Workbook()
    if is_1904:
        book.epoch = CALENDAR_MAC_1904
    book.properties.created = book.properties.modified = STAMP
    sheet = book.active
    sheet.title = "Pairs & 对话"
    sheet.append(["question", "reply", "label", "score", "when", "length", "done", "note"])
    for i in range(70):
        number = 2 + i + (i > 20) + 3 * (i > 40)  # with empty rows between
        texts = [TEXTS[i] if i < len(TEXTS) else random_text(chance), random_text(chance)]
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(number, column)
            cell.value = re.sub(r"_x[0-9a-fA-F]{4}_", "", text) or None
            cell.data_type = "s" if cell.value else "n"
        sheet.cell(number, 3, chance.choice([True, False, 0, 1, None]))
        score = sheet.cell(number, 4, NUMBERS[i] if i < len(NUMBERS) else chance.uniform(-1e3, 1e3))
        score.number_format = NUMBER_FORMATS[i % len(NUMBER_FORMATS)]
        moment = DAY + dt.timedelta(days=chance.randint(-40000, 400000), milliseconds=chance.randint(0, 86399999))
        sheet.cell(number, 5, chance.choice([moment, moment.replace(microsecond=0), moment.date(), moment.time(), DAY.date()]))
        sheet.cell(number, 6, dt.timedelta(seconds=chance.randint(0, 900000), milliseconds=chance.choice([0, 5, 250])))
        if i % 3 == 0:
            sheet.cell(number, 7, chance.choice(["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"]))
        if i % 5 == 0:
            sheet.cell(number, 8, CellRichText("plain ", TextBlock(InlineFont(b=True), " bold"), " 中文 ", TextBlock(InlineFont(i=True), "😀")))
        if i % 7 == 1:
            sheet.cell(number, 8, "=A1")  # never calculated: no value
    sheet.merge_cells("A100:C101")
    sheet["A100"] = "merged"
    for number, state in enumerate(["hidden", "veryHidden", "visible"]):
        more = book.create_sheet(f"more {number}")
        more.sheet_state = state
        more["B3"] = f"only cell of {state}"
    book.create_chartsheet("chart").add_chart(BarChart())
    book.create_sheet("empty")
    book.save(path)
    return {}


def with_xlsxwriter(path, seed, is_1904=False, is_inline=False):
    chance = random.Random(seed)
    book = xlsxwriter.Workbook(path, {"date_1904": is_1904, "constant_memory": is_inline, "strings_to_formulas": False,
                                      "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": STAMP})
    formats = [book.add_format({"num_format": code}) for code in DATE_FORMATS]
    built_in = [book.add_format({"num_format": number}) for number in [14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]]
    numbers = [book.add_format({"num_format": code}) for code in NUMBER_FORMATS]
    bold = book.add_format({"bold": True})
    hidden = book.add_worksheet("hidden first")
    sheet = book.add_worksheet("对话 <1> 'x' &")
    hidden.hide()
    sheet.activate()
    sheet.set_first_sheet()
    hidden.write_string(0, 0, "never shown")
    names = ["question", "reply", "label", "score", "custom date", "built-in date", "formula", "whole"]
    sheet.write_row(0, 0, names)
    written = {}
    for i in range(80):
        row = 1 + i + 2 * (i > 30)
        texts = [(ESCAPED + TEXTS)[i] if i < len(ESCAPED + TEXTS) else random_text(chance), random_text(chance)]
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text)
            if re.search(r"_x[0-9a-fA-F]{4}_|[\x00-\x08\x0b-\x1f]", text):
                written[sheet.name, row + 1, column + 1] = text
        sheet.write(row, 2, chance.choice([True, False, 0, 1, None]))
        sheet.write_number(row, 3, NUMBERS[i] if i < len(NUMBERS) else chance.uniform(-1e6, 1e6), numbers[i % len(numbers)])
        serial = chance.choice([0, 0.5, 1, 2, 59, 60, 61, 0.999999999, 43831, chance.uniform(0, 2958464), chance.randint(0, 2957000)])
        sheet.write_number(row, 4, serial, formats[i % len(formats)])
        sheet.write_datetime(row, 5, DAY + dt.timedelta(seconds=chance.randint(0, 10**9)), built_in[i % len(built_in)])
        sheet.write_formula(row, 6, "=A1", None, chance.choice(["text", " 中文 😀 ", 1.5, 7, True, False, "#DIV/0!", "#N/A", "", "two\nlines"]))
        sheet.write_number(row, 7, chance.randint(-10**chance.randint(1, 15), 10**chance.randint(1, 15)))
    if not is_inline:
        sheet.merge_range("A100:C101", "merged")
        sheet.write_rich_string("A103", "plain ", bold, "bold ", " 中文 ", bold, "😀")
    very = book.add_worksheet("very hidden")
    very.write_string(2, 1, "only cell of it")
    very.very_hidden()
    book.add_worksheet("last").write_string("C5", "alone")
    book.close()
    return written


def main():
    FOLDER.mkdir(exist_ok=True)
    baselines = {}
    for name, write, options in [
        ("openpyxl.xlsx", with_openpyxl, {"seed": 1}),
        ("openpyxl-1904.xlsx", with_openpyxl, {"seed": 2, "is_1904": True}),
        ("xlsxwriter.xlsx", with_xlsxwriter, {"seed": 3}),
        ("xlsxwriter-1904.xlsx", with_xlsxwriter, {"seed": 4, "is_1904": True}),
        ("xlsxwriter-inline.xlsx", with_xlsxwriter, {"seed": 5, "is_inline": True}),
    ]:
        written = write(FOLDER / name, **options)
        baselines[name] = read_back(FOLDER / name, written)
    text = json.dumps(baselines, ensure_ascii=True, indent=0)
    (FOLDER / "baselines.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
