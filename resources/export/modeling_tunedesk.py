"""A pair of texts judged by what its parts mean and how alike they are: a head that transformers doesn't have.

TuneDesk wrote this file beside a model. It needs torch and transformers, and this line to be loaded:

    model = AutoModelForSequenceClassification.from_pretrained(folder, trust_remote_code=True).eval()
    logits = model(**model.encode(tokenizer, [first_text], [reply])).logits

The first text is the earlier turns (oldest first) and the customer's last turn, one a line.
"""

import torch
from torch import nn
from transformers import AutoConfig, AutoModel, PretrainedConfig, PreTrainedModel
from transformers.modeling_outputs import SequenceClassifierOutput

NONE, EARLIER, LAST_TURN, REPLY = range(4)  # of which part a token is
DROPOUT = 0.1
COSINE_SCALE = 5.0


class PairConfig(PretrainedConfig):
    model_type = "tunedesk_pairs"

    def __init__(self, encoder_type="bert", head="segments", text_prefix="", max_pair_length=256,
                 pair_truncation="longest_first", **kwargs):
        self.encoder_type = encoder_type
        self.head = head
        self.text_prefix = text_prefix
        self.max_pair_length = max_pair_length
        self.pair_truncation = pair_truncation
        super().__init__(**kwargs)

    def encoder_config(self):
        own = ("model_type", "encoder_type", "head", "text_prefix", "max_pair_length", "pair_truncation", "auto_map",
               "architectures", "id2label", "label2id", "problem_type", "transformers_version", "dtype", "torch_dtype",
               "_name_or_path")
        return AutoConfig.for_model(self.encoder_type,
                                    **{key: value for key, value in self.to_dict().items() if key not in own})


def mean_of(states, chosen):
    """Mean over the chosen tokens; 0 where there are none. states [B, T, H], chosen [B, T] bool -> [B, H]"""
    weights = chosen.to(states.dtype).unsqueeze(2)
    return (states * weights).sum(1) / weights.sum(1).clamp_min(1)


def compared(first, last_turn, reply):
    """-> [B, 7 H] and the two cosines, [B, 2]"""
    wide = torch.cat([first, last_turn, reply, (first - reply).abs(), (last_turn - reply).abs(), first * reply,
                      last_turn * reply], 1)
    cosine = nn.functional.cosine_similarity
    return wide, torch.stack([cosine(first, reply), cosine(last_turn, reply)], 1)


class PairHead(nn.Module):
    def __init__(self, width, labels):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(labels, width))
        self.bias = nn.Parameter(torch.zeros(labels))
        self.dropout = nn.Dropout(DROPOUT)


class PairClassifier(PreTrainedModel):
    config_class = PairConfig
    _supports_sdpa = True

    def __init__(self, config):
        super().__init__(config)
        self.reads_apart = config.head == "features"
        encoder = AutoModel.from_config(config.encoder_config())
        if hasattr(encoder, "pooler"):
            encoder.pooler = None
        self.encoder_name = encoder.base_model_prefix  # the names of the weights begin with it
        setattr(self, self.encoder_name, encoder)
        hidden = encoder.config.hidden_size
        self.pair_head = PairHead((7 if self.reads_apart else 8) * hidden + 2, config.num_labels)
        self.post_init()

    def _init_weights(self, module):
        pass  # all weights are in the file

    # Filling and cutting ------------------------------------------------------------------------

    def encode(self, tokenizer, first_texts, replies):
        """Pairs as the network reads them: input_ids, attention_mask, token_type_ids, segment_ids, [B, T] each."""
        rows = [self._apart(tokenizer, *pair) if self.reads_apart else self._joined(tokenizer, *pair)
                for pair in zip(first_texts, replies)]
        longest = max(len(row["input_ids"]) for row in rows)
        is_left = not self.reads_apart and tokenizer.padding_side == "left"
        padding = {"input_ids": tokenizer.pad_token_id or 0, "attention_mask": 0, "token_type_ids": 0, "segment_ids": 0}

        def padded(values, key):
            more = [padding[key]] * (longest - len(values))
            return more + values if is_left else values + more

        return {key: torch.tensor([padded(row[key], key) for row in rows]) for key in padding}

    @staticmethod
    def _last_turn_at(first_text):
        return first_text.rstrip().rfind("\n") + 1

    def _joined(self, tokenizer, first_text, reply):
        length, truncation = self.config.max_pair_length, self.config.pair_truncation
        room = length - tokenizer.num_special_tokens_to_add(pair=True)
        if truncation == "only_first" and len(tokenizer(reply, add_special_tokens=False)["input_ids"]) >= room:
            first_text, truncation = "", "only_second"
        found = tokenizer(first_text, reply, truncation=truncation, max_length=length, return_offsets_mapping=True,
                          return_token_type_ids=True)
        turn = self._last_turn_at(first_text)
        segments = []
        for text, (_, end) in zip(found.sequence_ids(0), found["offset_mapping"]):
            if text is None:
                segments.append(NONE)
            elif text == 1:
                segments.append(REPLY)
            else:
                segments.append(EARLIER if turn > 0 and end <= turn else LAST_TURN)
        return {"input_ids": found["input_ids"], "attention_mask": found["attention_mask"],
                "token_type_ids": found["token_type_ids"], "segment_ids": segments}

    def _apart(self, tokenizer, first_text, reply):
        row = {"input_ids": [], "attention_mask": [], "token_type_ids": [], "segment_ids": []}
        texts = {EARLIER: first_text, LAST_TURN: first_text[self._last_turn_at(first_text):], REPLY: reply}
        for segment, text in texts.items():
            found = tokenizer(self.config.text_prefix + text, truncation=True, max_length=self.config.max_pair_length,
                              return_token_type_ids=True)
            for key in ("input_ids", "attention_mask", "token_type_ids"):
                row[key] += found[key]
            row["segment_ids"] += [segment] * len(found["input_ids"])
        return row

    # The network --------------------------------------------------------------------------------

    def _states(self, ids, mask, types):
        """Last hidden states, [B, T, H]."""
        encoder = getattr(self, self.encoder_name)
        inputs = {"input_ids": ids, "attention_mask": mask}
        kinds = getattr(encoder.config, "type_vocab_size", 0)
        if kinds > 1 or self.config.encoder_type == "xlnet":
            inputs["token_type_ids"] = types
        return encoder(**inputs).last_hidden_state

    def _token(self, states, ids, mask):
        """The state that the encoder's own head would read, [B, H]."""
        kind = self.config.encoder_type
        rows = torch.arange(len(states), device=states.device)
        places = torch.arange(states.shape[1], device=states.device)
        if kind == "gpt2":
            return states[rows, (places * (ids != self.config.pad_token_id)).argmax(1)]
        if kind == "xlnet":
            summary = getattr(self.config, "summary_type", "last")
            if summary == "mean":
                return mean_of(states, mask != 0)
            return states[rows, mask.argmax(1) if summary == "first" else (places * mask).argmax(1)]
        return states[:, 0]

    def _embedded(self, ids, types, segments, segment):
        """Mean over one of the three texts of each row, [B, H]."""
        mine = segments == segment
        lengths = mine.sum(1, keepdim=True)
        steps = torch.arange(max(1, int(lengths.max())), device=ids.device).unsqueeze(0)
        inside = steps < lengths
        places = (mine.long().argmax(1, keepdim=True) + steps).clamp(max=ids.shape[1] - 1)
        own = getattr(self.config, "pad_token_id", None) or 0
        mask = inside.long()
        states = self._states(ids.gather(1, places).masked_fill(~inside, own), mask, types.gather(1, places) * mask)
        return mean_of(states, inside)

    def forward(self, input_ids, segment_ids, attention_mask=None, token_type_ids=None, **_):
        types = torch.zeros_like(input_ids) if token_type_ids is None else token_type_ids
        mask = torch.ones_like(input_ids) if attention_mask is None else attention_mask
        if self.reads_apart:
            means = [self._embedded(input_ids, types, segment_ids, part) for part in (EARLIER, LAST_TURN, REPLY)]
            wide, cosines = compared(*means)
        else:
            states = self._states(input_ids, mask, types)
            last_turn = segment_ids == LAST_TURN
            wide, cosines = compared(mean_of(states, last_turn | (segment_ids == EARLIER)), mean_of(states, last_turn),
                                     mean_of(states, segment_ids == REPLY))
            wide = self.pair_head.dropout(torch.cat([self._token(states, input_ids, mask), wide], 1))
            cosines = cosines * COSINE_SCALE
        logits = nn.functional.linear(torch.cat([wide, cosines], 1), self.pair_head.weight, self.pair_head.bias)
        return SequenceClassifierOutput(logits=logits)
