#!/usr/bin/env python3
"""Writes tests/parity/near_duplicates: 2,000 made-up pairs in English and Chinese, many of them variations of others, and
for each pair the earlier pairs of which 0.92 or more of the shingles are common, by comparing all with all.

    make_near_duplicate_baselines.py
"""
import csv
import random
import unicodedata
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "near_duplicates"
LIKENESS = 0.92
WIDTH = 5

ENGLISH = {
    "verb": ["book", "find", "reserve", "cancel", "check", "change", "buy", "look up"],
    "thing": ["a table", "a one way flight", "two tickets", "a rental car", "a hotel room", "the bus", "an appointment",
              "a song", "the weather", "my balance", "an apartment", "a dentist"],
    "place": ["in Seattle", "near Oakland", "at the airport", "in San Jose", "downtown", "in Long Beach", "in Fresno"],
    "time": ["on March 5th", "tomorrow morning", "at 6 pm", "next Tuesday", "this weekend", "for the 12th", "tonight"],
    "more": ["I'd like the cheaper one, please.", "Is there a charge for it?", "What's their phone number?",
             "Do they have live music?", "How long does it take?", "Can you tell me the address?", "That works for me.",
             "It is for three people.", "I have no bags to check in.", "Please use my checking account."],
    "reply": ["I found {n} places that match. One is the Blue Door on {n} Main Street.",
              "Your reservation is confirmed, the total is ${n}.{n}0 and you can cancel for free until the day before.",
              "Please confirm: {thing} {place} {time}, is that right?",
              "There is one that leaves at {n}:15 and costs ${n}3 a person. Do you want it?",
              "Sorry, nothing is left {time}. Would you like another day?",
              "They are rated {n}.{n} of 5 and serve Italian food at moderate prices."],
}
CHINESE = {
    "verb": ["预订", "查一下", "取消", "推荐", "更改", "找"],
    "thing": ["一家评分四分以上的餐馆", "故宫附近的酒店", "一个免费的景点", "明天去机场的出租车", "人均一百元左右的烤鸭店",
              "有健身房的舒适型酒店"],
    "more": ["请问它的电话是多少？", "营业时间是几点到几点呢？", "附近有地铁站吗？", "可以退款吗？", "门票要多少钱？",
             "从这里过去怎么走？"],
    "reply": ["好的，为您找到{n}家，推荐您去王府井的那一家，评分是{n}.5分。", "它的营业时间是周一至周日{n}点到二十二点。",
              "不好意思，没有符合要求的，换一个条件试试看吧。", "已经为您安排好出租车，车牌号是京A{n}8{n}2。",
              "门票是{n}0元，学生半价，请带好证件。"],
}


def wide(c):
    o = ord(c)
    return (0x2E80 <= o <= 0xA4CF and o != 0x3000) or 0xF900 <= o <= 0xFAFF or 0x20000 <= o <= 0x3FFFF


def comparable(text):
    """Letters, digits and pictures, case folded; anything between them is one blank, none beside Han or kana."""
    out, blank = [], False
    for c in text:
        if 0xFF01 <= ord(c) <= 0xFF5E:
            c = chr(ord(c) - 0xFEE0)
        kind = unicodedata.category(c)
        if kind == "Cf" or 0xFE00 <= ord(c) <= 0xFE0F:
            continue
        if kind[0] in "LMN" or kind == "So":
            if blank and out and not wide(out[-1]) and not wide(c):
                out.append(" ")
            blank = False
            out.append(c.casefold())
        else:
            blank = True
    return "".join(out) or text.strip()


def shingles(text):
    found = set()
    for first in range(len(text)):
        width, end = 0, first
        while end < len(text) and width < WIDTH:
            width += 2 if wide(text[end]) or 0xAC00 <= ord(text[end]) <= 0xD7AF else 1
            end += 1
        if width < WIDTH:
            break
        found.add(text[first:end])
    return found or {text}


def shingles_of(context, question, reply):
    turns = comparable(context) if context.strip() else ""
    return shingles((turns + " " if turns else "") + comparable(question) + "\x1e" + comparable(reply))


def filled(draw, words):
    reply = draw.choice(words["reply"])
    for name in ("thing", "place", "time"):
        reply = reply.replace("{" + name + "}", draw.choice(words.get(name, [""])))
    return "".join(str(draw.randrange(10)) if part == "\0" else part for part in reply.replace("{n}", "\0"))


def new_pair(draw):
    if draw.random() < 0.7:
        words = ENGLISH
        question = f"I want to {draw.choice(words['verb'])} {draw.choice(words['thing'])} {draw.choice(words['place'])} " \
                   f"{draw.choice(words['time'])}. {draw.choice(words['more'])}"
        context = "\n".join([draw.choice(words["more"]), filled(draw, words)]) if draw.random() < 0.6 else ""
    else:
        words = CHINESE
        question = f"你好，帮我{draw.choice(words['verb'])}{draw.choice(words['thing'])}，{draw.choice(words['more'])}"
        context = "\n".join([draw.choice(words["more"]), filled(draw, words)]) if draw.random() < 0.6 else ""
    return [context, question, filled(draw, words)]


def varied(draw, pair):
    """The same with a few letters, a word, a sign or the case changed."""
    pair = list(pair)
    side = draw.choice([1, 2] + [0] * bool(pair[0]))
    text = pair[side]
    kind = draw.randrange(6)
    if kind == 0:
        text = text.upper() if draw.random() < 0.5 else text.replace(",", "").replace("，", " ")
    elif kind == 1:
        text = text.replace(" ", "  ") + draw.choice(["!", " ", "…", "。"])
    elif kind == 2:
        text += draw.choice([" Thanks", " ok", "谢谢", "?"])
    else:
        for _ in range(draw.choice([1, 1, 1, 2, 3])):
            at = draw.randrange(len(text))
            text = text[:at] + draw.choice(["", "x", "7", "是"]) + text[at + draw.choice([0, 1]):]
    pair[side] = text if text.strip() else pair[side]
    return pair


def main():
    draw = random.Random(11)
    pairs = []
    while len(pairs) < 2000:
        pair = varied(draw, draw.choice(pairs)) if pairs and draw.random() < 0.45 else new_pair(draw)
        if pair not in pairs:
            pairs.append(pair)
    sets = [shingles_of(*pair) for pair in pairs]
    FOLDER.mkdir(exist_ok=True)
    with open(FOLDER / "pairs.csv", "w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["context", "question", "reply"])
        rows.writerows(pairs)
    alike = 0
    with open(FOLDER / "expected.csv", "w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["pair", "earlier", "jaccard"])
        for i, one in enumerate(sets):
            for j in range(i):
                common = len(one & sets[j])
                if common and common / (len(one) + len(sets[j]) - common) >= LIKENESS - 0.04:
                    rows.writerow([i, j, f"{common / (len(one) + len(sets[j]) - common):.6f}"])
                    alike += common / (len(one) + len(sets[j]) - common) >= LIKENESS
    print(len(pairs), "pairs,", alike, "alike")


main()
