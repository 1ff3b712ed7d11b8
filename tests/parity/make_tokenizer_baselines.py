"""Writes the baselines of tests/core/tst_tokenizer: ids of Hugging Face's fast tokenizers over a corpus
of awkward texts, and what they make of every single character.

make_tokenizer_baselines.py [FOLDER_WITH_REAL_TOKENIZERS]
Needs transformers and tokenizers. Versions used are written into the files.
"""
import json
import pathlib
import sys

import tokenizers
import transformers
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from transformers import AutoTokenizer

HERE = pathlib.Path(__file__).parent
OUT = HERE / "tokenizer"
FIXTURES = HERE.parent / "fixtures" / "tokenizers"
LENGTHS = (0, 16, 64)
REAL = ("bert-base-uncased", "bert-base-cased", "bert-base-chinese", "bert-chinese-lower", "gpt2")
LLAMA = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
         r"|\s*[\r\n]+|\s+(?!\S)|\s+")
VERSIONS = f"transformers {transformers.__version__}, tokenizers {tokenizers.__version__}"


def corpus():
    plain = [
        "", " ", "   ", "\t", "\n", "\r\n", "\u00a0", "\u3000", "\u2028", "\u200b", "\u0000", "\ufffd", "\x7f",
        "a", "Hello, world!", "HELLO WORLD", "don't can't won't", "it's 9,99 EUR (incl. VAT)", "a.b.c", "...", "!!!",
        "e-mail: jane.doe+test@example.com", "https://example.com/a?b=c&d=%20#top", "C:\\temp\\new.txt", "1,000.50", "3.14e-10",
        "first line\r\nsecond line\r\n", "tab\tseparated\tvalues", "carriage\rreturn", "vertical\x0btab form\x0cfeed",
        "next\x85line", "no\u00a0break\u00a0space", "zero\u200bwidth\u200cnon\u200djoiner\ufeffmark", "soft\u00adhyphen",
        "left\u200eto\u200fright \u202aembedded\u202c \u2066isolate\u2069", "null\x00inside", "bell\x07 escape\x1b[31mred\x1b[0m",
        "caf\u00e9 na\u00efve r\u00e9sum\u00e9 \u00dcber stra\u00dfe \u00c5ngstr\u00f6m", "cafe\u0301 nai\u0308ve", "\u0301alone", "a\u0301\u0302\u0303\u0304",
        "\u0130stanbul I\u0131i\u0130", "\u1e9e \u00df SS", "\u03a3\u039f\u03a6\u039f\u03a3 \u03c3\u03bf\u03c6\u03cc\u03c2", "\u01c5 \u01c8 \u01cb", "\ufb01nd \ufb02ow o\ufb03ce",
        "\u212b \u2126 \u212a", "x\u00b2 + y\u00b3 = z\u2074", "\u00bd \u00bc \u2153", "\u2160\u2161\u2162 \u2170", "\u24b6\u24d0 \u2460", "\u33a1 \u3392",
        "\uff21\uff22\uff23 \uff41\uff42\uff43 \uff11\uff12\uff13", "\uff01\uff1f\uff0c\u3002\uff1b\uff1a\uff08\uff09", "\uff76\uff9e\uff77\uff9f\uff86", "\uff04\uff05\uff06",
        "\u4f60\u597d\uff0c\u4e16\u754c\uff01", "\u6211\u60f3\u8ba2\u4e00\u95f4\u623f\u3002\u8c22\u8c22", "iPhone13\u624b\u673a\u591a\u5c11\u94b1\uff1f", "\u4e2d\u6587English\u6df7\u5408123", "\u3400\u4dbf\U00020000\U0002a6df\U0002b820\U0002b81f\U0002ceaf\U00030000",
        "\uf900\ufa0e\ufaff\U0002f800", "\u2f00\u2f01", "\u3007\u3005\u3006", "\u300a\u4e66\u540d\u300b\u201c\u5f15\u53f7\u201d\u2018\u5355\u2019", "\u3042\u3044\u3046\u3048\u304a \u30ab\u30bf\u30ab\u30ca \u304c\u304e\u3050", "\u304b\u3099\u304d\u3099",
        "\ud55c\uad6d\uc5b4 \uc785\ub2c8\ub2e4", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "\u3131\u314f\u3134", "\uac00\ub098\ub2e4 abc", "\ud7a3\uac01",
        "\u0420\u0443\u0441\u0441\u043a\u0438\u0439 \u042f\u0417\u042b\u041a \u0439\u0451", "\u0423\u043a\u0440\u0430\u0457\u043d\u0430 \u0407\u0490", "\u0391\u03b8\u03ae\u03bd\u03b1 \u1f08\u1f80\u1fbc", "\u0540\u0561\u0575\u0565\u0580\u0565\u0576 \u0587", "\u10d0\u10d1\u10d2 \u1c90\u1c91 \u10a0",
        "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645", "\u0645\u064e\u0631\u0652\u062d\u064e\u0628\u064b\u0627", "\u0622\u0623\u0625\u0624\u0626", "\u061f\u060c\u061b\u061d", "\ufefb \ufdfa \ufdf2",
        "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd", "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd", "\ufb2a\ufb2b\ufb49", "\u05be\u05f3\u05f4",
        "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e04\u0e23\u0e31\u0e1a", "\u0e01\u0e33\u0e14\u0e33", "\u0eaa\u0eb0\u0e9a\u0eb2\u0e8d\u0e94\u0eb5", "\u1019\u103c\u1014\u103a\u1019\u102c", "\u1781\u17d2\u1798\u17c2\u179a",
        "\u0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\u093f\u092f\u093e", "\u0958\u0959\u095a \u0915\u093c", "\u0964\u0965", "\u09a8\u09ae\u09b8\u09cd\u0995\u09be\u09b0 \u09cb", "\u0ba4\u0bae\u0bbf\u0bb4\u0bcd \u0bcb", "\u0c24\u0c46\u0c32\u0c41\u0c17\u0c41 \u0c48", "\u0c95\u0ca8\u0ccd\u0ca8\u0ca1 \u0ccb", "\u0d2e\u0d32\u0d2f\u0d3e\u0d33\u0d02 \u0d4a", "\u0dc3\u0dd2\u0d82\u0dc4\u0dbd \u0ddd",
        "\u0f56\u0f7c\u0f51\u0f0b\u0f66\u0f90\u0f51", "\u1820\u1821\u1822\u180b\u180e", "\u12a0\u121b\u122d\u129b\u1361", "\u13e3\u13b3\u13a9 \uab70\u13a0", "\u16a0\u16a2\u16a6\u16eb", "\u1681\u1680\u1682", "\u2801\u2803", "\ua000\ua001", "\u1b13\u1b35 \u1b7d",
        "\U00010400\U00010428 \U00010330", "\U0001d400\U0001d538\U0001d7d8", "\U0001d15e\U0001d165\U0001d16d", "\u302e\u302f\uac00\u302e\u0301", "a\u302e\u0316b", "\U0001e900\U0001e922", "\U00016ea0\U00016eb8 \ua7cb\ua7dc\u1c89",
        "\U0001f600\U0001f602\U0001f923", "\U0001f44d\U0001f3fd", "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", "\U0001f1e9\U0001f1ea\U0001f1e8\U0001f1f3", "\u2764\ufe0f \u2764 \u263a\ufe0f", "1\ufe0f\u20e3", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f970\U0001fae0\U0001f9d1\u200d\U0001f4bb",
        "\u20ac\u00a3\u00a5\u20b9$\u00a2", "\u00a7\u00b6\u2020\u2021\u2022\u2026\u2030", "\u2013\u2014\u2012\u2015\u2212-\u2010\u2011", "\u00ab\u00bb\u2039\u203a\u201e\u201c", "\u2190\u2192\u21d2\u2200\u2203\u2208", "\u00d7\u00f7\u00b1\u221e\u2248", "$+<=>^`|~", "\u00a1\u00bf", "\u00b7\u0387", "\ue000\uf8ff\U000f0000", "\ufdd0\uffff\U0010ffff", "\u0378\u0379", "\u0890\u0891\u08e2\U000110cd",
        "[CLS]", "[SEP]", "[MASK]", "[PAD]", "[UNK]", "[cls]", "[ SEP ]", "a[SEP]b", "[CLS] hi [SEP]", "[[SEP]]", "[SEP][SEP]", "[MASK][MASK] x", " [MASK] ", "[SE", "[SEP", "SEP]", "\uff3bSEP\uff3d", "\u3010SEP\u3011", "text [UNK] text", "[unused1] [unused0]", "##ing ##", "# # ##a",
        "<order> 12 <ORDER>", "my<order>x", "TICKET-1 ticket", "xTICKETx TICKET", "caf\u00c9 <caf\u00c9>", "<tail>   after", "before   <head>", "a <head> <tail> b", "<both>", "x <both> y", "<tail> <head>", "<tail>\u3000\n<tail>", "<lower> <LOWER> <Lower>", "<or <order", "<order><order>>", "\u4e2d<order>\u6587", "TICKET\u0301 TICKET_ -TICKET-",
        "a" * 99, "a" * 100, "a" * 101, "\u00e9" * 100, "\u00e9" * 101, "x" * 300 + " ok", "\uac00" * 34, "\U0001f600" * 101, "word" * 30, "1" * 120, "\u0301" * 120, "ab-" * 60, "\u4e2d" * 110,
        "the " * 30, "how are you ? " * 8, "I want to book a table for two at 7 pm. " * 3, "\u6211\u60f3\u8ba2\u4e00\u95f4\u623f\u3002" * 6, "one", "one two", "one two three",
    ]
    words = ["the", "Order", "is", "late", "\u8ba2\u5355", "\u00fcber", "\U0001f642", "\u043d\u0435\u0442", "\u0e44\u0e21\u0e48", "[SEP]", "refund", "!", "\uff1f", "\u0928\u0939\u0940\u0902", "caf\u00e9", "42", "\ud658\ubd88", "\u05dc\u05d0"]
    seams = ["", " ", "\u00a0", "\u200d", "\r\n", "-", "\u3002"]
    for index in range(110):  # every word beside every sort of seam, in a fixed order
        parts = [words[(index * 7 + step * (1 + index % 5)) % len(words)] for step in range(2 + index % 6)]
        plain.append(seams[index % len(seams)].join(parts))
    return plain


def small_vocabulary():
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ("the order is late refund hello world how are you want to book a table for two at pm one three can t won don it s"
             " cafe uber not in un able ing token word x y ok The Order Hello caf\u00e9 \u00fcber").split()
    singles = list(letters + letters.upper() + "0123456789") + list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~") + list(
        "\u3002\uff0c\uff01\uff1f\u4f60\u597d\u4e16\u754c\u6211\u60f3\u8ba2\u4e00\u95f4\u623f\u8c22\u5355\u4e2d\u6587\u00e9\u00fc\u00df\u03c3\u0439\u0438\u043d\u0435\u0442\u05e9\u0645\u0e01\u0928\u1112\u1161\u11ab\uac00\U0001f600\U0001f642\u20ac\u302e")
    pieces = ["##" + c for c in letters + "0123456789\u00e9\u0435\u0442\u1161\u11ab\u302e"] + ["##" + w for w in ("er", "ing", "able", "ed", "ll", "order", "late")]
    vocabulary = ["[PAD]", "[unused0]", "[unused1]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    for token in singles + words + pieces:
        if token not in vocabulary:
            vocabulary.append(token)
    return vocabulary


def write_fixtures():
    vocabulary = small_vocabulary()
    folder = FIXTURES / "small"
    (folder / "vocab.txt").write_text("".join(token + "\n" for token in vocabulary), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text('{\n "do_lower_case": true,\n "tokenizer_class": "BertTokenizer"\n}\n')
    # The same vocabulary, cased, accents stripped all the same, with added tokens of every sort.
    ids = {token: index for index, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False, strip_accents=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.add_special_tokens([AddedToken(t, normalized=False) for t in ("[PAD]", "[UNK]", "[CLS]", "[SEP]")])
    tokenizer.add_special_tokens([AddedToken("[MASK]", lstrip=True, normalized=False)])
    tokenizer.add_tokens([AddedToken("<order>"), AddedToken("TICKET", single_word=True), AddedToken("<caf\u00c9>", normalized=True),
                          AddedToken("<tail>", rstrip=True, normalized=False), AddedToken("<head>", lstrip=True, normalized=True),
                          AddedToken("<both>", lstrip=True, rstrip=True), AddedToken("<lower>", normalized=False)])
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", ids["[SEP]"]), ("[CLS]", ids["[CLS]"]))
    tokenizer.enable_truncation(8)
    tokenizer.enable_padding(length=8)
    tokenizer.save(str(FIXTURES / "small-json" / "tokenizer.json"))


def write_byte_pair_fixtures(texts):
    """Byte pairs learned from the corpus itself: GPT-2's and RoBERTa's files, and three sorts of tokenizer.json."""
    def train(pre_tokenizer, normalizer=None, alphabet=(), specials=("<|endoftext|>",), **options):
        tokenizer = Tokenizer(models.BPE(**options))
        tokenizer.pre_tokenizer = pre_tokenizer
        if normalizer:
            tokenizer.normalizer = normalizer
        trainer = trainers.BpeTrainer(vocab_size=900, show_progress=False, initial_alphabet=list(alphabet),
                                      special_tokens=list(specials), min_frequency=2,
                                      **{key: options[key] for key in ("end_of_word_suffix",) if key in options})
        tokenizer.train_from_iterator(texts + texts, trainer)
        return tokenizer

    alphabet = pre_tokenizers.ByteLevel.alphabet()
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False)
    for name, specials, config in (
            ("small-gpt2", ("<|endoftext|>",), '{"tokenizer_class": "GPT2Tokenizer"}\n'),
            ("small-roberta", ("<s>", "<pad>", "</s>", "<unk>"),
             '{"tokenizer_class": "RobertaTokenizer", "add_prefix_space": true, "mask_token": {"__type": "AddedToken",'
             ' "content": "<mask>", "lstrip": true, "rstrip": false, "single_word": false, "normalized": false}}\n')):
        folder = FIXTURES / name
        folder.mkdir(exist_ok=True)
        train(byte_level, alphabet=alphabet, specials=specials).model.save(str(folder))
        (folder / "tokenizer_config.json").write_text(config)

    def save(name, tokenizer):
        folder = FIXTURES / name
        folder.mkdir(exist_ok=True)
        tokenizer.save(str(folder / "tokenizer.json"))

    split = pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(LLAMA), "isolated", invert=False),
                                     pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    tokenizer = train(split, normalizers.NFC(), alphabet, ignore_merges=True)
    tokenizer.add_tokens([AddedToken("<order>"), AddedToken("TICKET", single_word=True), AddedToken("<tail>", rstrip=True)])
    tokenizer.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=True, add_prefix_space=False),
        processors.TemplateProcessing("<|endoftext|>:0 $A:0", "<|endoftext|>:0 $A:0 <|endoftext|>:1 $B:1",
                                      [("<|endoftext|>", tokenizer.token_to_id("<|endoftext|>"))])])
    save("small-llama-json", tokenizer)
    bytes_ = [f"<0x{byte:02X}>" for byte in range(256)]
    tokenizer = train(pre_tokenizers.Metaspace(prepend_scheme="first"),
                      normalizers.Sequence([normalizers.NFKC(), normalizers.Strip(), normalizers.Replace("``", '"'),
                                            normalizers.Replace(Regex(" {2,}"), " ")]),
                      specials=("<unk>", "<s>", "</s>", *bytes_), unk_token="<unk>", fuse_unk=True, byte_fallback=True)
    save("small-metaspace-json", tokenizer)
    tokenizer = train(pre_tokenizers.Sequence([pre_tokenizers.Whitespace(), pre_tokenizers.Digits(individual_digits=True),
                                               pre_tokenizers.Punctuation("contiguous")]),
                      normalizers.Sequence([normalizers.Nmt(), normalizers.NFKD(), normalizers.StripAccents(),
                                            normalizers.Lowercase()]),
                      specials=("<unk>",), unk_token="<unk>", end_of_word_suffix="</w>")
    # Characters that are rare are unknown.
    save("small-words-json", tokenizer)


def digest(encodings):
    """FNV-1a over ids and type ids as 32-bit numbers, its lower 32 bits."""
    value = 0xCBF29CE484222325
    for numbers in encodings:
        for number in numbers:
            value = ((value ^ number) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{value & 0xFFFFFFFF:08x}"


def encode(tokenizer, texts, length):
    if length:
        tokenizer.enable_truncation(length)
    else:
        tokenizer.no_truncation()
    return tokenizer.encode_batch([texts], add_special_tokens=True)[0]


def baseline(name, tokenizer, texts):
    tokenizer.no_padding()
    rows = []
    for index, text in enumerate(texts):
        other = texts[(index + 1) % len(texts)]
        checks = []
        spans = []
        for length in LENGTHS:  # ids and type ids; of whole texts also where each token lies, in characters
            for given in (text, (text, other)):
                made = encode(tokenizer, given, length)
                assert all(made.attention_mask)
                checks.append(digest((made.ids, made.type_ids)))
                if not length:
                    spans.append(digest(made.offsets))
        rows.append([encode(tokenizer, text, 0).ids, "".join(checks), "".join(spans)])
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    (OUT / f"{name}.json").write_text(f'{{"made_with":"{VERSIONS}","rows":[\n{lines}\n]}}\n')


def characters():
    """For blocks of 4,096 characters a digest of what each becomes: cleaned, Chinese characters set apart,
    accents stripped, lower-cased, split into words between two letters."""
    off = dict(clean_text=False, handle_chinese_chars=False, strip_accents=False, lowercase=False)
    steps = {key: normalizers.BertNormalizer(**{**off, key: True}) for key in off}
    splitter = pre_tokenizers.BertPreTokenizer()
    result = {"made_with": VERSIONS}
    for key in (*steps, "words"):
        blocks = []
        for block in range(0, 0x110000, 0x1000):
            numbers = []
            for code in range(block, block + 0x1000):
                if 0xD800 <= code < 0xE000:
                    continue
                if key == "words":
                    made = str(len(splitter.pre_tokenize_str(f"a{chr(code)}a")))
                else:
                    made = steps[key].normalize_str(chr(code))
                numbers.append([*made.encode(), 0])
            blocks.append(digest(numbers))
        result[key] = blocks
    (OUT / "characters.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")


def main():
    texts = corpus()
    (OUT / "corpus.json").write_text(json.dumps(texts, separators=(",", ":")).replace('","', '",\n"') + "\n")
    write_fixtures()
    write_byte_pair_fixtures(texts)
    characters()
    # transformers writes nothing of its own into ids: the tokenizer it builds is the authority.
    baseline("small", AutoTokenizer.from_pretrained(str(FIXTURES / "small")).backend_tokenizer, texts)
    baseline("small-json", Tokenizer.from_file(str(FIXTURES / "small-json" / "tokenizer.json")), texts)
    for name in ("small-gpt2", "small-roberta"):
        baseline(name, AutoTokenizer.from_pretrained(str(FIXTURES / name)).backend_tokenizer, texts)
    for name in ("small-llama-json", "small-metaspace-json", "small-words-json"):
        baseline(name, Tokenizer.from_file(str(FIXTURES / name / "tokenizer.json")), texts)
    for name in REAL if len(sys.argv) > 1 else ():
        baseline(name, AutoTokenizer.from_pretrained(str(pathlib.Path(sys.argv[1], name))).backend_tokenizer, texts)
    print(len(texts), "texts;", VERSIONS)


main()
