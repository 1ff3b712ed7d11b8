"""Writes the baselines of tests/core/tst_tokenizer_corpus and tests/jobs/tst_chinese_starter: what Hugging Face's fast
tokenizers make of every text of tokenizer/nasty.txt, and packs the vocabularies that the former needs.

make_corpus_baselines.py FOLDER_WITH_REAL_TOKENIZERS
make_corpus_baselines.py FOLDER_WITH_REAL_TOKENIZERS NAME    one baseline alone, nothing packed
Needs transformers and tokenizers. Of each text six digests of 24 bits (alone, and with the text after it;
cut to 16, 64, 512 tokens), over ids, type ids and mask; base64, one line a text.
"""
import base64
import json
import pathlib
import sys
import zlib

import tokenizers
import transformers
from tokenizers import Tokenizer
from transformers import AutoTokenizer

HERE = pathlib.Path(__file__).parent
OUT = HERE / "tokenizer"
PACKED = HERE.parent / "fixtures" / "tokenizers" / "packed"
LENGTHS = (16, 64, 512)
# Both XLNet folders give the same ids; transformers 5.24 gives others from spiece.model alone (see the
# tokenizers' README), so tokenizer.json is the authority for both.
FOLDERS = {"bert-base-uncased": None, "bert-base-cased": None, "bert-base-chinese": None, "bert-chinese-lower": None,
           "gpt2": None, "xlnet-base-cased-json": "tokenizer.json", "multilingual-e5-small": None}
FILES = ("bert-base-uncased/vocab.txt", "bert-base-cased/vocab.txt", "bert-base-chinese/vocab.txt", "gpt2/merges.txt",
         "xlnet-base-cased/spiece.model")


def digest(encoding):
    """FNV-1a over 32-bit numbers, folded to 24 bits."""
    value = 0xCBF29CE484222325
    for numbers in (encoding.ids, encoding.type_ids, encoding.attention_mask):
        for number in numbers:
            value = ((value ^ number) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return (value >> 24 ^ value) & 0xFFFFFF


def baseline(name, tokenizer, texts):
    tokenizer.no_padding()
    pairs = list(zip(texts, texts[1:] + texts[:1]))
    cases = []
    for length in LENGTHS:
        tokenizer.enable_truncation(length)
        cases += [tokenizer.encode_batch(texts), tokenizer.encode_batch(pairs)]
    lines = [base64.b64encode(b"".join(digest(case[row]).to_bytes(3, "little") for case in cases)).decode() for row in range(len(texts))]
    made = f"# transformers {transformers.__version__}, tokenizers {tokenizers.__version__}"
    (OUT / f"nasty-{name}.txt").write_text("\n".join([made, *lines]) + "\n", encoding="ascii")


def pack(folder):
    """As qUncompress reads it. What follows from another file is left out: GPT-2's vocab.json from merges.txt,
    the scores and the character map of XLNet's tokenizer.json from spiece.model."""
    PACKED.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        data = (folder / name).read_bytes()
        (PACKED / (name.replace("/", "-") + ".z")).write_bytes(len(data).to_bytes(4, "big") + zlib.compress(data, 9))
    content = json.loads((folder / "xlnet-base-cased-json" / "tokenizer.json").read_text(encoding="utf-8"))
    content["model"]["vocab"] = []
    for step in content["normalizer"]["normalizers"]:
        if step["type"] == "Precompiled":
            step["precompiled_charsmap"] = ""
    (PACKED / "xlnet-base-cased-tokenizer.json").write_text(json.dumps(content, indent=1) + "\n", encoding="ascii")


def main():
    folder = pathlib.Path(sys.argv[1])
    lines = (OUT / "nasty.txt").read_text(encoding="ascii").splitlines()
    texts = [json.loads(line) for line in lines if not line.startswith("#")]
    names = sys.argv[2:] or FOLDERS
    for name in names:
        path, file = folder / name, FOLDERS[name]
        baseline(name, Tokenizer.from_file(str(path / file)) if file else AutoTokenizer.from_pretrained(str(path)).backend_tokenizer, texts)
    if names is FOLDERS:
        pack(folder)
    print(len(texts), "texts")


main()
