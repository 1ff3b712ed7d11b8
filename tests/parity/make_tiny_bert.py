"""Makes tests/fixtures/tiny-bert: a random BERT with a real vocabulary, small enough to train in a second.

Needs torch, transformers 5.24, tokenizers. Run in the repository's root; the result is committed.
"""
import csv
import os
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import BertConfig, BertModel

out = "tests/fixtures/tiny-bert"
os.makedirs(out, exist_ok=True)
texts = []
for name in ("sample_en", "sample_zh"):
    with open(f"resources/sample/{name}.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            texts += [row["context"], row["question"], row["reply"]]
tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
tokenizer.train_from_iterator(texts, trainers.WordPieceTrainer(
    vocab_size=1500, min_frequency=1, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"], show_progress=False))
vocabulary = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
with open(f"{out}/vocab.txt", "w", encoding="utf-8") as file:
    file.writelines(token + "\n" for token, _ in vocabulary)
with open(f"{out}/tokenizer_config.json", "w", encoding="utf-8") as file:
    file.write('{"do_lower_case": true, "model_max_length": 128, "tokenizer_class": "BertTokenizer"}\n')
torch.manual_seed(1)
model = BertModel(BertConfig(vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
                             intermediate_size=64, max_position_embeddings=128))
model.save_pretrained(out)
