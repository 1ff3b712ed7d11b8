"""Makes tests/fixtures/tiny-gpt2 and tests/fixtures/tiny-xlnet: random networks with real tokenizers.

Small enough to train in a second. GPT-2 comes as published: vocab.json and merges.txt, no padding token, no head, with
the mask buffers of old files. XLNet has a tokenizer.json.
Needs torch, transformers 5.24, tokenizers. Run in the repository's root; the result is committed.
"""
import csv
import json
import os

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import GPT2Config, GPT2Model, XLNetConfig, XLNetModel, XLNetTokenizer

texts = []
for name in ("sample_en", "sample_zh"):
    with open(f"resources/sample/{name}.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            texts += [row["context"], row["question"], row["reply"]]


def gpt2(out):
    os.makedirs(out, exist_ok=True)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=699, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False))
    tokenizer.model.save(out)
    with open(f"{out}/vocab.json", encoding="utf-8") as file:
        vocabulary = json.load(file)
    vocabulary["<|endoftext|>"] = len(vocabulary)
    with open(f"{out}/vocab.json", "w", encoding="utf-8") as file:
        json.dump(vocabulary, file, ensure_ascii=False)
    with open(f"{out}/tokenizer_config.json", "w", encoding="utf-8") as file:
        file.write('{"model_max_length": 128, "tokenizer_class": "GPT2Tokenizer"}\n')
    torch.manual_seed(1)
    end = vocabulary["<|endoftext|>"]
    model = GPT2Model(GPT2Config(vocab_size=len(vocabulary), n_embd=32, n_layer=2, n_head=2, n_positions=128,
                                 bos_token_id=end, eos_token_id=end))
    model.save_pretrained(out)
    tensors = {name: tensor.contiguous() for name, tensor in model.state_dict().items()}
    for i in range(2):
        tensors[f"h.{i}.attn.bias"] = torch.ones(1, 1, 8, 8)
        tensors[f"h.{i}.attn.masked_bias"] = torch.tensor(-1e4)
    save_file(tensors, f"{out}/model.safetensors", metadata={"format": "pt"})


def xlnet(out):
    os.makedirs(out, exist_ok=True)
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<unk>", "<s>", "</s>", "<cls>", "<sep>", "<pad>", "<mask>", "<eod>", "<eop>"]
    tokenizer.train_from_iterator(texts, trainers.UnigramTrainer(
        vocab_size=700, special_tokens=special, unk_token="<unk>", show_progress=False))
    vocabulary = [tuple(item) for item in json.loads(tokenizer.to_str())["model"]["vocab"]]
    XLNetTokenizer(vocab=vocabulary, model_max_length=128).save_pretrained(out)
    torch.manual_seed(2)
    XLNetModel(XLNetConfig(vocab_size=len(vocabulary), d_model=32, n_layer=2, n_head=2, d_inner=64)).save_pretrained(out)


if __name__ == "__main__":
    gpt2("tests/fixtures/tiny-gpt2")
    xlnet("tests/fixtures/tiny-xlnet")
    for family in ("gpt2", "xlnet"):
        for entry in os.scandir(f"tests/fixtures/tiny-{family}"):
            os.chmod(entry.path, 0o644)
