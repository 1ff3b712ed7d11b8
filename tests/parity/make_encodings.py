#!/usr/bin/env python3
"""Writes tests/fixtures/encodings: the same pairs in the encodings that spreadsheet programs save, by Python's codecs.

    make_encodings.py
"""
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "fixtures/encodings"
CHINESE = [
    ("请问我的订单什么时候能到？", "您的包裹已经发出，预计明天下午送达。"),
    ("可以换成大一号的吗？", "可以，请在七天之内把原来的寄回来。"),
    ("发票开错了抬头怎么办？", "请把正确的抬头发给我们，我们重新开具。"),
    ("快递员说联系不到我。", "我们已经请他明天上午再送一次，请保持电话畅通。"),
    ("这件外套可以退货吗？", "没有穿过的话，收到之后七天内都可以退。"),
]
TRADITIONAL = [
    ("請問我的訂單什麼時候能到？", "您的包裹已經發出，預計明天下午送達。"),
    ("可以換成大一號的嗎？", "可以，請在七天之內把原來的寄回來。"),
    ("發票開錯了抬頭怎麼辦？", "請把正確的抬頭發給我們，我們重新開具。"),
    ("快遞員說聯絡不到我。", "我們已經請他明天上午再送一次，請保持電話暢通。"),
]
CANTONESE = [
    ("請問我嘅訂單幾時到呀？", "你嘅包裹已經寄出咗，聽日下晝就會送到。"),
    ("可唔可以換大一號㗎？", "可以，請喺七日之內將原本嗰件寄返嚟。"),
    ("張發票開錯咗點算？", "請將正確嘅抬頭發畀我哋，我哋會重新開過。"),
    ("送貨員話搵唔到我喎。", "我哋已經叫佢聽朝再送一次，麻煩你留意啲電話。"),
]
JAPANESE = [
    ("注文した商品はいつ届きますか。", "明日の午後にお届けする予定です。"),
    ("サイズを交換できますか。", "はい、七日以内にご返送ください。"),
    ("領収書を発行してもらえますか。", "マイページからダウンロードできます。"),
    ("配達の時間を変えたいです。", "ご希望の時間をお知らせください。"),
]
WESTERN = [
    ("Où est mon colis commandé mardi ?", "Il a été expédié hier et arrivera dès demain."),
    ("Können Sie die Größe ändern?", "Natürlich, schicken Sie uns die Bestellnummer."),
    ("¿Cuándo llegará el pedido de mañana?", "Llegará el próximo miércoles por la mañana."),
    ("C’est à cause de l’été ?", "Non, le délai est de 5 € et 3 jours près de chez vous."),
]
RUSSIAN = [
    ("Когда приедет мой заказ?", "Посылка уже отправлена и будет завтра после обеда."),
    ("Можно поменять размер?", "Да, верните товар в течение семи дней."),
    ("Где посмотреть накладную?", "Накладная лежит в личном кабинете, в разделе заказов."),
    ("Курьер не дозвонился до меня.", "Мы попросили его приехать ещё раз завтра утром."),
]
FILES = {  # name: pairs, Python's codec
    "utf-16-mark": (CHINESE, "utf-16"),
    "utf-16le": (WESTERN, "utf-16-le"),
    "utf-16be": (WESTERN, "utf-16-be"),
    "gb18030": (CHINESE, "gb18030"),
    "gbk": (CHINESE, "gbk"),
    "big5": (TRADITIONAL, "big5"),
    "big5-hkscs": (CANTONESE, "big5hkscs"),
    "shift-jis": (JAPANESE, "shift_jis"),
    "windows-1252": (WESTERN, "cp1252"),
    "windows-1251": (RUSSIAN, "cp1251"),
}

FOLDER.mkdir(parents=True, exist_ok=True)
for name, (pairs, codec) in FILES.items():
    text = "question,reply,label\r\n" + "".join(f"{q},\"{r}\",{i % 2}\r\n" for i, (q, r) in enumerate(pairs))
    (FOLDER / f"{name}.csv").write_bytes(text.encode(codec))
    (FOLDER / f"{name}.utf8").write_text(text, encoding="utf-8", newline="")
