"""Makes a model folder of BERT base's size with random weights, for measuring time and memory:

    make_random_bert.py VOCABULARY FOLDER [LAYERS] [HIDDEN]

VOCABULARY: a folder with vocab.txt and tokenizer_config.json. Needs torch and transformers.
"""
import pathlib
import shutil
import sys

import torch
from transformers import BertConfig, BertModel

source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
layers, hidden = (int(sys.argv[i]) if len(sys.argv) > i else usual for i, usual in ((3, 12), (4, 768)))
torch.manual_seed(0)
words = len((source / "vocab.txt").read_text(encoding="utf-8").splitlines())
config = BertConfig(vocab_size=words, num_hidden_layers=layers, hidden_size=hidden,
                    num_attention_heads=hidden // 64, intermediate_size=4 * hidden)
BertModel(config).save_pretrained(target)
for name in ("vocab.txt", "tokenizer_config.json", "tokenizer.json", "special_tokens_map.json"):
    if (source / name).exists():
        shutil.copy(source / name, target)
