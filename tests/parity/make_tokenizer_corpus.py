"""Writes tokenizer/nasty.txt: texts that tokenizers stumble over, one JSON string a line.

make_tokenizer_corpus.py : everything here is our own, partly written by hand, partly drawn with a
fixed seed; the file is the same on every run with the same Python. Lines with # name a section.
"""
import json
import pathlib
import random

OUT = pathlib.Path(__file__).parent / "tokenizer" / "nasty.txt"
SEED = 20261124

SCRIPTS = """0041-005A 0061-007A 00A1-00AC 00AE-00FF 0100-017F 0180-024F 0250-02AF 02B0-02FF 0370-03FF
0400-04FF 0500-052F 0531-058A 0591-05F4 0600-06FF 0700-074F 0750-077F 0780-07B1 07C0-07FA 0800-083E 0840-085E
0860-086A 0870-08FF 0900-097F 0980-09FE 0A01-0A76 0A81-0AFF 0B01-0B77 0B82-0BFA 0C00-0C7F 0C80-0CF3 0D00-0D7F
0D81-0DF4 0E01-0E5B 0E81-0EDF 0F00-0FDA 1000-109F 10A0-10FF 1100-11FF 1200-137C 1380-139F 13A0-13FD 1400-167F
1680-169C 16A0-16F8 1700-171F 1720-1736 1740-1753 1760-1773 1780-17F9 1800-1878 18B0-18F5 1900-194F 1950-1974
1980-19DF 1A00-1A1F 1A20-1AAD 1AB0-1ACE 1B00-1B7E 1B80-1BBF 1BC0-1BFF 1C00-1C4F 1C50-1C7F 1C80-1CBF 1CD0-1CFA
1D00-1D7F 1D80-1DBF 1DC0-1DFF 1E00-1EFF 1F00-1FFE 2010-2027 2030-205E 2070-209C 20A0-20C0 20D0-20F0 2100-214F
2150-218B 2190-21FF 2200-22FF 2300-23FF 2400-244A 2460-24FF 2500-25FF 2600-26FF 2700-27BF 27C0-27EF 2800-28FF
2900-297F 2980-29FF 2A00-2AFF 2B00-2BFF 2C00-2C5F 2C60-2C7F 2C80-2CFF 2D00-2D2D 2D30-2D7F 2D80-2DDE 2DE0-2DFF
2E00-2E5D 2E80-2EF3 2F00-2FD5 3001-303F 3041-3096 3099-309F 30A0-30FF 3105-312F 3131-318E 3190-31BF 31C0-31E3
31F0-31FF 3200-32FF 3300-33FF 3400-4DBF 4DC0-4DFF 4E00-9FFF A000-A48C A490-A4C6 A4D0-A4FF A500-A62B A640-A69F
A6A0-A6F7 A700-A71F A720-A7CA A800-A82C A830-A839 A840-A877 A880-A8D9 A8E0-A8FF A900-A92F A930-A95F A960-A97C
A980-A9DF A9E0-A9FE AA00-AA5F AA60-AA7F AA80-AADF AAE0-AAF6 AB01-AB2E AB30-AB6B AB70-ABBF ABC0-ABF9 AC00-D7A3
D7B0-D7FB F900-FAD9 FB00-FB17 FB1D-FB4F FB50-FDFF FE10-FE1F FE20-FE2F FE30-FE4F FE50-FE6B FE70-FEFC FF01-FFEE
10000-1007F 10280-1029C 10300-10323 10330-1034A 10380-1039D 10400-1044F 104B0-104FB 10900-1091B 10A00-10A58
10C80-10CF2 10D00-10D39 11000-1106D 11080-110C2 11100-11147 11180-111DF 11480-114C7 11600-11644 11700-11739
118A0-118F2 11A00-11A47 12000-12399 13000-1342E 16800-16A38 16A40-16A6F 16B00-16B8F 16F00-16F9F 17000-187F7
1B000-1B11E 1BC00-1BC6A 1D100-1D1E8 1D400-1D7FF 1E000-1E02A 1E100-1E14F 1E800-1E8D6 1E900-1E95F 1EE00-1EEF1
1F000-1F02B 1F0A0-1F0F5 1F100-1F1AD 1F200-1F265 1F300-1F5FF 1F600-1F64F 1F680-1F6FC 1F700-1F773 1F900-1F9FF
1FA70-1FAFF 1FB00-1FBCA 20000-2A6DF 2A700-2B739 2B740-2B81D 2B820-2CEA1 2CEB0-2EBE0 2F800-2FA1D 30000-3134A
31350-323AF E0001-E007F E0100-E01EF F0000-F00FF 10FF00-10FFFD"""

SPECIAL = """[CLS] [SEP] [MASK] [PAD] [UNK] [cls] [sep] [unused1] <s> </s> <unk> <pad> <mask> <cls> <sep> <eod>
<eop> <S> <CLS> </S> <|endoftext|> <|ENDOFTEXT|> <|im_start|> <|pad|> ##ing ## ▁ ▁▁ ▁the Ġ Ġthe Ċ <0x41> <0x0A>
<extra_id_0> [INST] <n> <unk ></s ＜s＞ ［SEP］ 【SEP】 <bos> <eos> <|user|> $A $B @@ </w> <br> &nbsp; &lt;s&gt;""".split()

SPACES = "\t\n\x0b\x0c\r \x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
ALMOST_SPACES = "\u180e\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800"
BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0328\u0331\u0338\u0345\u035c\u0361\u0489\u05b0\u05bc\u064b\u064e\u0651\u0670\u093c\u094d\u09bc\u0e34\u0e48\u0f71\u0f74\u1037\u20d0\u20dd\u20e3\u3099\u309a\ufe0e\ufe0f\ufe20\U0001d165\U0001d16e\U0001f3fb\U000e0100"
EMOJI = ["😀", "😂", "🤣", "🥺", "👍", "👍🏽", "👎🏿", "🙏🏻", "👨‍👩‍👧‍👦", "👩🏽‍💻", "🧑‍🚀", "🏳️‍🌈", "🏴‍☠️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇨🇳", "🇺🇸", "🇩🇪", "🇨",
         "❤️", "❤", "☺️", "☎️", "©️", "®", "™️", "1️⃣", "#️⃣", "*⃣", "🐻‍❄️", "👁️‍🗨️", "🫠", "🫱🏼‍🫲🏿", "🪿", "🫨", "⏰", "➡️", "⭐", "〰️", "㊙️", "🅰️", "🀄", "🃏"]

ENGLISH = """I ordered a {thing} on {date} and it still hasn't arrived.|Where is my parcel {number}?|Can I return the {thing} without the receipt?
The {thing} you sent is the wrong colour!!|You charged me {price} twice, please refund it.|My discount code {code} doesn't work :(|Hi, I'd like to change the delivery address of order #{number}.
How do I reset my password? The link in your e-mail ({mail}) is expired.|Is the {thing} compatible with iOS 17.4?|I can't log in since {date}... error {code}
Thanks, that worked perfectly.|That's unacceptable; I've been waiting for 3 weeks.|Please call me back at {phone}.|We're sorry to hear that. Could you tell us your order number?
Your refund of {price} was issued on {date}; it takes 3–5 working days.|Unfortunately, the {thing} is sold out until {date}.|No problem, I've sent a new label to {mail}.|See {url} for the steps.
Do you ship to Ålesund/São Paulo/Zürich?|I said "no", didn't I?|it's the customers' choice, isn't it?|ok|OK!|yes.|No, thanks|hello??""".replace("\n", "|").split("|")
CHINESE = """我{date}订的{thing}到现在还没有到货。|请问订单{number}什么时候发货？|这个{thing}可以七天无理由退货吗？|你们多扣了{price}，麻烦退一下！|优惠码{code}用不了，怎么回事？
您好，我想修改收货地址。|密码忘记了，重置邮件发到{mail}了吗|客服态度太差了……我要投诉！！！|已经等了三个星期，还是没有消息。|请拨打{phone}联系我们。|非常抱歉给您带来不便，请提供一下订单号。
{price}的退款已于{date}退回，预计3-5个工作日到账。|很抱歉，{thing}已售罄，预计{date}补货。|亲，没问题的哦~|具体步骤请看{url}|好的，谢谢！|不是说好包邮的吗？|发票抬头写“北京某某科技有限公司”可以吗？
「预订」的房间在几楼？|早餐是６：３０到１０：００吗？|附近有地铁站吗，离故宫多远？|人均消费多少元|帮我查一下評價4.5分以上的酒店。|餐廳的電話號碼是多少？""".replace("\n", "|").split("|")
MIXED = """我的{thing}一直显示error {code}，怎么reset？|请check一下order {number}的status|App闪退了，iOS 17.4，iPhone15 Pro Max 256GB|refund {price}什么时候到账啊？？|Hi，请问可以开invoice吗，发到{mail}
这个{thing}的size太小了，想换XL码|你们的Wi-Fi密码是多少？我在room 1208|Check-in时间是14:00还是15:00？|VIP会员有discount吗，code是{code}|tracking number：{number}，显示delivered但没收到
感谢您的feedback，我们会follow up的👍|please联系我：微信{code}，电话{phone}|订单#{number}的{thing} is broken，求退款🙏|sorry，暂时out of stock，{date}补货|下载地址{url}，密码1234""".replace("\n", "|").split("|")
THINGS = ["phone case", "T-shirt (size XL)", "laptop", "USB-C cable", "蓝牙耳机", "羽绒服", "空气净化器", "coffee machine", "ＬＥＤ灯", "iPhone 15", "naïve café set", "連衣裙", "4K monitor", "电饭煲"]

BY_HAND = ["", " ", "  ", "\n", "\t", "\x00", "\x00\x00", "\u3000", "\u200b", "\ufeff", "\ufffd", "\u2028", "a", "A", "中", "é", "e\u0301", "😀", "▁", "Ġ", ".", ",", "'", "\"", "`", "``", "''", "-", "_",
           "9,9", "1,", "2010,", "3, 4", "in 2008, we", "9 , 9", "9,9,9", "１，０００", "٣,٣", "²,", "½,", "a,9,b", "(9,)", "99,99€", "€99,99", "£1,000.50", "–5", "(a)", "a.b", "\"a\"", "``quoted''", "`a'", "'''", "````", "'' ``",
           "don't", "DON'T", "don’t", "I'll we've they're he'd she's I'm", "I'LL WE'VE", "'s 's's", "rock'n'roll", "o'clock's", "' s", "'\u0073", "aʼs", "can''t",
           "hello  world", " hello", "hello ", "  hello  world  ", "hello\nworld", "hello\r\nworld", "hello\n\nworld", "\n hello", "hello \n", "a \n b", "a\t\tb", "a \u3000 b", "a\u00a0b", "a \u00a0 b",
           "x\x00y", "\x00x", "x\x00", "x\x01y", "x\x7fy", "x\x80y", "x\u0085y", "x\ufffdy", "x\ufdd0y", "x\uffffy", "x\U0010ffffy", "x\ue000y", "x\u0378y", "x\U000e0001y",
           "ﬁ ﬂ ﬃ ﬅ", "ﬁ\u0301", "½\u200d", "①\u20e3", "ﷺ", "ﷲ", "ﻻ", "㎏ ㎡ ㏂ ㋿ ㍿ ㈱", "Ⅻ ⅻ", "ǆ ǅ Ǆ", "ẛ̣", "ſ", "ẞß", "İıIi", "ΑΣ ας", "ΌΣΟΣ", "Å Å Å", "Ω Ω", "가 가 각", "ᄒ\u1161\u11ab", "が が か\u3099", "ｶﾞ ﾊﾟ", "ギ ｷﾞ",
           "क़ क\u093c", "क्ष क्\u200dष क्\u200cष", "ক্ষ", "த்ரீ", "ศรี", "ກຳ", "མཱུ", "ြ", "𝒜𝓑𝔠𝟙𝟚", "𝕳𝖊𝖑𝖑𝖔", "Ａ１！", "ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ", "㍻", "豈 更 車", "神 神\ufe00", "葛󠄀 葛", "辻󠄁", "𠮷野家", "𡨸喃", "㐀㐁", "〇一二三", "ㄅㄆㄇ", "々〆〤",
           "mañana", "man\u0303ana", "Tiếng Việt", "Tiê\u0301ng Viê\u0323t", "Vie\u0323\u0302t", "Vie\u0302\u0323t", "Ấ ấ Ậ", "Ǭ", "ą̊", "s̈", "l̴̡̛̲͓", "Z̵̡̛a̸̢̛l̷̨̛g̸̡̛ơ̷̡", "\u0301", "\u0301\u0302", "\u0345", " \u0301", "\n\u0301", "\u200d\u0301", "\u0344", "\u0340\u0341",
           "שלום עולם", "שָׁלוֹם", "\u202eabc\u202c", "\u2067عربي\u2069 abc", "مَرْحَبًا", "السلام عليكم", "۱۲۳ ٤٥٦", "لا لآ لأ لإ", "ك\u0640\u0640ك", "پ چ ژ گ", "صلى الله عليه وسلم", "؟،؛", "܀ܐ", "ދިވެހި", "ߒߞߏ", "አማርኛ", "ᏣᎳᎩ", "ᚠᚢᚦ", "ᓀᐦᐃᔭᐍᐏᐣ", "ꆈꌠ", "ᠮᠣᠩᠭᠣᠯ", "ᮘᮞ", "ꦗꦮ", "ᬩᬮᬶ", "ဗမာ", "ខ្មែរ", "සිංහල", "മലയാളം", "ಕನ್ನಡ", "తెలుగు", "ଓଡ଼ିଆ", "ગુજરાતી", "ਪੰਜਾਬੀ", "ქართული ᲥᲐᲠᲗᲣᲚᲘ", "Հայերեն և", "Ελληνικά ἀρχή", "Ѐ Ё Й ё й", "Ћирилица", "ҐґЇї", "日本語テキスト", "한국어 텍스트",
           "def f(x):\n\treturn x+1", "{\"a\": [1, 2, {\"b\": null}]}", "<a href=\"x\">y</a>", "SELECT * FROM t WHERE a='b';", "C:\\Users\\new\\table", "/usr/bin/env", "a=b&c=d", "x += 1; // ok", "$HOME ${x}", "%20 %s %d", "\\u4e2d", "&#20013;", "1e-10 0x1F 0b11", "a_b-c.d/e", "…。…", "？！", "?!?!", "~~~", "===", "-----", "******", "#1 #hash @user", "C++ C# .NET", "50% 50 %", "5'11\"", "16:9", "1/2", "3×4", "10^6", "H₂O m² 10³", "a→b", "±5°C", "№5", "§1", "†‡", "¿Qué?", "«oui»", "„ja“", "‚x‘", "‹y›", "「あ」", "『い』", "《书》", "（括号）", "【标题】", "——", "··", "、", "~～∼", "|｜"]


def main():
    draw = random.Random(SEED)
    sections = []

    def section(name, lines):
        sections.append((name, list(lines)))

    def span(text):
        first, last = text.split("-")
        return int(first, 16), int(last, 16)

    def letters(block, count):
        first, last = block
        return "".join(chr(draw.randint(first, last)) for _ in range(count))

    def filled(template):
        day, month = draw.randint(1, 28), draw.randint(1, 12)
        price = draw.choice(["{0},{1:02} €", "${0}.{1:02}", "￥{0}", "{0}元", "£{0},{1:03}.50", "{0}.{1:02}元", "EUR {0},{1:02}", "{0} kr", "₹{0},{1:02},000", "US${0}"])
        name = draw.choice(["jane.doe+test", "li.wei", "info", "müller", "客服"])
        return (template.replace("{thing}", draw.choice(THINGS)).replace("{price}", price.format(draw.randint(1, 9999), draw.randint(0, 99)))
                .replace("{date}", draw.choice([f"{day}/{month}/2026", f"2026-{month:02}-{day:02}", f"{month}月{day}日", f"{day}. {month}.", "Monday", "昨天", "3 days ago"]))
                .replace("{number}", draw.choice([f"{draw.randint(10**8, 10**12)}", f"A-{draw.randint(100, 999)}-{draw.randint(10**5, 10**6)}", f"SF{draw.randint(10**11, 10**12)}CN"]))
                .replace("{code}", "".join(draw.choice("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-_") for _ in range(draw.randint(3, 9))))
                .replace("{mail}", f"{name}@example.{draw.choice(['com', 'com.cn', 'de', 'org'])}")
                .replace("{phone}", draw.choice(["400-800-8820", "+49 (0)89 123456", "138 0013 8000", "(555) 010-9999", "010-12345678转801"]))
                .replace("{url}", draw.choice(["https://example.com/help?id=12&lang=zh#top", "http://例子.测试/帮助", "www.example.org/a_b/c%20d.html", "https://xn--fsqu00a.example/x;y=z"])))

    section("written by hand", BY_HAND)
    blocks = [span(text) for text in SCRIPTS.split()]
    section("every script", [line for block in blocks for line in (letters(block, draw.randint(1, 12)), letters(block, 3) + " " + letters(block, 4) + draw.choice([".", "。", "!", ", "]) + letters(block, 2), "ab " + letters(block, 1) + "c" + letters(block, 2) + "12")])
    section("combining marks", [line for mark in MARKS for line in (mark, "a" + mark, "e" + mark + "\u0301", "ﬁ" + mark + "x", "中" + mark + "文" + mark)]
            + ["".join(draw.choice("aeiouAEIOUnsc½①ﬁか가क") + "".join(draw.choice(MARKS) for _ in range(draw.randint(0, 4))) for _ in range(draw.randint(1, 8))) for _ in range(120)])
    section("emoji", [line for emoji in EMOJI for line in (emoji, "ok" + emoji, emoji + emoji + " " + emoji + "好")]
            + [" ".join(draw.choice(["", "so ", "好"]) + draw.choice(EMOJI) + draw.choice(["", "\ufe0f", "\u200d", "🏾", draw.choice(EMOJI)]) for _ in range(draw.randint(1, 5))) for _ in range(60)])
    controls = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]
    section("control characters", [f"one{c}two {c} three" for c in controls] + ["".join(draw.choice(controls + list("ab 中")) for _ in range(draw.randint(2, 10))) for _ in range(40)])
    section("bidirectional marks", [f"{c}abc {c} עברית{c}" for c in BIDI] + ["".join(draw.choice(list(BIDI) + ["abc", " ", "שלום", "12", "سلام", "[SEP]"]) for _ in range(draw.randint(2, 9))) for _ in range(40)])
    selectors = [chr(c) for c in (*range(0xFE00, 0xFE10), 0xE0100, 0xE0101, 0xE01EF, 0x180B, 0x180C, 0x180D)]
    section("lone variation selectors", [line for c in selectors for line in (c, f"a{c} {c}b", f"中{c}{c}")])
    section("white space", [line for c in SPACES for line in (f"one{c}two", f"{c}one", f"one{c}", f"a{c}{c}b {c} c")] + [f"one{c}two {c}{c} x{c}" for c in ALMOST_SPACES]
            + ["".join(draw.choice(list(SPACES + ALMOST_SPACES) + ["a", "B", "中", "!"]) for _ in range(draw.randint(1, 12))) for _ in range(100)])
    section("full width and half width", [letters((0xFF01, 0xFF5E), draw.randint(1, 12)) + draw.choice(["", " ", "中", "a"]) + letters((0xFF61, 0xFFDC), draw.randint(1, 6)) for _ in range(80)])
    section("ideographs of every plane", ["".join(letters(draw.choice([(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2EBE0), (0x2EBF0, 0x2EE5D), (0x30000, 0x323AF), (0xF900, 0xFAD9), (0x2F800, 0x2FA1D), (0x2E80, 0x2FD5)]), draw.randint(1, 4)) for _ in range(draw.randint(1, 5))) for _ in range(140)])
    section("jamo", ["".join(letters(draw.choice([(0x1100, 0x1112), (0x1161, 0x1175), (0x11A8, 0x11C2), (0xAC00, 0xD7A3), (0x1100, 0x11FF), (0xA960, 0xA97C), (0xD7B0, 0xD7FB), (0x3131, 0x318E), (0xFFA0, 0xFFDC)]), draw.randint(1, 2)) for _ in range(draw.randint(1, 8))) for _ in range(100)])
    section("Arabic ligatures", ["".join(letters(draw.choice([(0xFB50, 0xFBB1), (0xFBD3, 0xFD3D), (0xFD50, 0xFDC7), (0xFDF0, 0xFDFD), (0xFE70, 0xFEFC), (0x621, 0x652)]), draw.randint(1, 3)) + draw.choice(["", "", " ", "\u0640"]) for _ in range(draw.randint(1, 5))) for _ in range(100)])
    section("special tokens typed", [line for token in SPECIAL for line in (token, f"say {token} now", f"a{token}b", f"{token}{token}", f"  {token}  ", f"中{token}文 {token}.")])
    section("numbers and prices", ["".join(draw.choice(["1", "23", "456", "7,890", "1.5", "0", "٣", "３", "Ⅷ", "½", "９", ",", ".", " ", "€", "$", "£", "¥", "%", "-", "–", ":", "/", "x", "元", "(", ")", "+", "²"]) for _ in range(draw.randint(2, 14))) for _ in range(170)])
    section("addresses", ["".join([draw.choice(["https://", "http://", "ftp://", "www.", "mailto:", "//", ""]), draw.choice(["example.com", "例え.jp", "sub.example.co.uk", "127.0.0.1:8080", "[::1]", "a-b.example"]), draw.choice(["", "/", "/a/b.html", "/路径/文件", "/%E4%B8%AD"]), draw.choice(["", "?q=1&r=a+b", "?k=值", "#top", "?x[]=1"]), draw.choice(["", ".", ")", "，请看", " ok"])]) for _ in range(90)])
    section("very long words", [unit * count for unit in ("a", "é", "中", "😀", "ab", "가", "1", "9,", "-", "x\u0301", "\u0301", "▁", " ", "\u3000", "ſ", "ﷺ", "क्") for count in (50, 99, 100, 101, 333)])
    for name, templates, count in (("customers in English", ENGLISH, 220), ("customers in Chinese", CHINESE, 220), ("customers in both", MIXED, 220)):
        section(name, [filled(templates[index % len(templates)]) for index in range(count)])
    section("several sentences", [draw.choice([" ", "\n", "", "\r\n", "  "]).join(filled(draw.choice(draw.choice([ENGLISH, CHINESE, MIXED]))) for _ in range(draw.randint(2, 12))) for _ in range(120)])
    section("quotation marks and the like", ["".join(draw.choice(["``", "''", "`", "'", "\"", "“", "”", "‘", "’", "«", "»", "a", "is", " ", "中", "s", ",", "."]) for _ in range(draw.randint(2, 12))) for _ in range(60)])
    everything = [line for _, lines in sections for line in lines if line]
    section("shuffled", ["".join(draw.choice([piece[:draw.randint(1, 12)], piece[-draw.randint(1, 6):], chr(draw.choice([draw.randint(0x20, 0x7E), draw.randint(0xA0, 0xD7FF), draw.randint(0xE000, 0xFFFF), draw.randint(0x10000, 0x10FFFF)]))]) for piece in draw.sample(everything, draw.randint(2, 9))) for _ in range(400)])

    seen = set()
    written = []
    for name, lines in sections:
        written.append(f"# {name}")
        for line in lines:
            if line not in seen:
                seen.add(line)
                written.append(json.dumps(line))
    OUT.write_text("\n".join(written) + "\n", encoding="ascii")
    print(len(seen), "texts,", OUT.stat().st_size, "bytes")


main()
