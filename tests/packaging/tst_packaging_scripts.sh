#!/usr/bin/env bash
# What stays true of packaging/start, packaging/check and their set-up. No network is used.
set -uo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
packaging=$source_dir/packaging
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
passed=0 failed=0

holds() { # holds "sentence" command…
    local sentence=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not so: %s\n' "$sentence"
    fi
}

# with COMMAND…: in a shell of its own that has the set-up's functions and a fresh cache; output in $work/out.
with() {
    (
        export TUNEDESK_CACHE=$work/cache
        . "$packaging/setup.sh"
        set +e
        open_cache
        "$@"
    ) >"$work/out" 2>&1
}

says() { grep -qF -- "$1" "$work/out"; }
status_is() {
    local wanted=$1
    shift
    "$@"
    [[ $? == "$wanted" ]]
}

for script in "$packaging"/start "$packaging"/check "$packaging"/setup.sh "$packaging"/setup/*.sh \
    "$source_dir/.ci/run"; do
    [[ -f $script ]] && holds "bash reads ${script#"$source_dir"/}" bash -n "$script"
done

# A whole file, and what a broken download left of it.
head -c 300000 /dev/urandom >"$work/source"
sum=$(sha256sum "$work/source" | cut -d ' ' -f 1)
address=file://$work/source
target=$work/cache/downloads/thing
fresh() { rm -rf "$work/cache" && mkdir -p "$work/cache/downloads"; }

fresh
holds "a download ends in the whole file" with download "$address" "$target" "$sum" 300000
holds "the file is the source" cmp -s "$work/source" "$target"
holds "no part is left behind" test ! -e "$target.part"

fresh
head -c 100000 "$work/source" >"$target.part"
holds "a broken download is taken up" with download "$address" "$target" "$sum" 300000
holds "it says that it goes on" says "going on after"
holds "the resumed file is the source" cmp -s "$work/source" "$target"

fresh
cp "$work/source" "$target.part"
holds "a whole part needs no source at all" with download "file://$work/nowhere" "$target" "$sum" 300000
holds "it became the file" cmp -s "$work/source" "$target"

fresh
head -c 100000 /dev/zero >"$target.part"
holds "a damaged part is fetched anew" with download "$address" "$target" "$sum" 300000
holds "it says that the sum was wrong" says "another sha256"
holds "the fresh file is the source" cmp -s "$work/source" "$target"

fresh
head -c 400000 /dev/zero >"$target.part"
holds "a part longer than the file is thrown away" with download "$address" "$target" "$sum" 300000
holds "the file after a longer part is the source" cmp -s "$work/source" "$target"

fresh
head -c 300000 /dev/zero >"$target"
holds "a damaged file is fetched again" with download "$address" "$target" "$sum" 300000
holds "the repaired file is the source" cmp -s "$work/source" "$target"

fresh
holds "another content is refused" status_is 1 with download "$address" "$target" "${sum//[0-9]/0}" 300000
holds "nothing of it is kept" test ! -e "$target" -a ! -e "$target.part"

fresh
head -c 100000 "$work/source" >"$target.part"
holds "an absent source is a failure" status_is 1 with download "file://$work/nowhere" "$target" "$sum" 300000

# Unpacking is all or nothing.
fresh
mkdir -p "$work/tree/torch/lib" && printf new >"$work/tree/torch/lib/a"
holds "the test's archive is made" python3 -c '
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w") as archive:
    archive.writestr("torch/lib/a", "new")
    archive.writestr("other/b", "no")
' "$work/wheel"
mkdir -p "$work/cache/place" && printf old >"$work/cache/place/old"
holds "the folder inside replaces the old one" with unpack "$work/wheel" "$work/cache/place" torch 'torch/*'
holds "the new file is there" test "$(cat "$work/cache/place/lib/a" 2>/dev/null)" = new
holds "the old file is gone" test ! -e "$work/cache/place/old"
head -c 50 "$work/wheel" >"$work/broken"
holds "a broken archive is a failure" status_is 1 with unpack "$work/broken" "$work/cache/place" torch 'torch/*'
holds "a broken archive leaves the old folder" test -e "$work/cache/place/lib/a"
holds "no temporary folder stays" test -z "$(find "$work/cache" -name '*.new.*')"

# The whole way from an index to an unpacked libtorch, with small wheels of the test's own.
mkdir -p "$work/cpu" "$work/cuda"
make_wheel() { # make_wheel FOLDER VERSION
    python3 -c '
import sys, zipfile
folder, version = sys.argv[1:]
info = "torch-%s.dist-info" % version
with zipfile.ZipFile(f"{folder}/torch-{version}-cp311-cp311-manylinux_2_28_x86_64.whl", "w") as wheel:
    wheel.writestr("torch/lib/libtorch.so", "library")
    wheel.writestr("torch/include/torch/torch.h", "header")
    wheel.writestr("torch/share/cmake/Torch/TorchConfig.cmake", "config")
    wheel.writestr("torch/python_only.py", "no")
    wheel.writestr(info + "/METADATA", f"Metadata-Version: 2.1\nName: torch\nVersion: {version}\n")
    wheel.writestr(info + "/WHEEL", "Wheel-Version: 1.0\nTag: cp311-cp311-manylinux_2_28_x86_64\n")
    wheel.writestr(info + "/RECORD", "")
' "$1" "$2"
}
make_wheel "$work/cpu" 2.13.0+cpu
make_wheel "$work/cuda" 2.13.0
from_index() { # from_index FOLDER command…
    export PIP_CONFIG_FILE=/dev/null PIP_NO_INDEX=1 PIP_FIND_LINKS=$1
    unset PIP_EXTRA_INDEX_URL PIP_INDEX_URL PIP_CERT TUNEDESK_TORCH_DIR
    shift
    local wheel=$work/cpu/torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl
    locked=(torch 2.13.0 "$(sha256_of "$wheel")" "$(stat -c %s "$wheel")" "$(basename "$wheel")")
    lock() { printf '%s' "${locked[$2 - 1]}"; }
    need_space() { :; }
    uname() { printf 'x86_64'; }
    "$@"
}
if python3 -m pip --version >/dev/null 2>&1; then
    fresh
    holds "libtorch is found, checked and unpacked" with from_index "$work/cpu" install_libtorch
    holds "its CMake files are in place" \
        test -f "$work/cache/libtorch/torch/share/cmake/Torch/TorchConfig.cmake"
    holds "its libraries are in place" test -f "$work/cache/libtorch/torch/lib/libtorch.so"
    holds "what is for Python stays out" test ! -e "$work/cache/libtorch/torch/python_only.py"
    holds "the wheel is not kept" test -z "$(ls "$work/cache/downloads")"
    holds "the second time nothing is asked" with from_index "$work/nowhere" install_libtorch
    holds "it says that libtorch is there" says "is there"

    fresh
    holds "a CUDA build alone stops it with 2" status_is 2 with from_index "$work/cuda" install_libtorch
    holds "it names the CUDA build" says "the CUDA build"
    holds "it says what to set" says "TUNEDESK_TORCH_DIR"

    fresh
    holds "no build at all stops it with 1" status_is 1 with from_index "$work/nowhere" install_libtorch
else
    printf 'left out: the way from an index, since python3 has no pip here\n'
fi
with_torch_dir() {
    TUNEDESK_TORCH_DIR=$1
    install_libtorch
}
fresh
holds "a folder without TorchConfig.cmake is refused with 2" status_is 2 with with_torch_dir "$work/nowhere"

# Two set-ups at once.
second_waits() {
    flock() { [[ $1 != -n ]]; } # another has the lock, and then lets it go
    lock_cache
}
fresh
holds "a second set-up waits for the first" with second_waits
holds "it says that it waits" says "Another set-up"

# Each pinned file has a name, a version, a sum and a size.
while read -r name version checksum bytes file; do
    [[ $name == '#'* || -z $name ]] && continue
    holds "$name is pinned whole" test -n "$version" -a ${#checksum} = 64 -a "$bytes" -gt 0 -a -n "$file"
done <"$packaging/downloads.lock"

# The Chinese starter: who gets it, and what the converter writes of a model of two blocks.
wants() { # wants SETTING LOCALE
    chinese=$1
    unset LC_ALL LC_MESSAGES
    LANG=$2 wants_chinese
}
holds "a Chinese locale gets the Chinese starter" with wants auto zh_CN.UTF-8
holds "another locale does not" status_is 1 with wants auto en_GB.UTF-8
holds "--chinese gets it anywhere" with wants yes C
holds "--no-chinese gets it nowhere" status_is 1 with wants no zh_TW.UTF-8

# Too little space for what nobody asked for by name must not end the set-up.
without_space() { # without_space SETTING
    need_space() { stop 2 "no space"; }
    chinese=$1
    install_chinese_model || [[ $chinese == auto ]] || stop 1 "the Chinese starter is missing"
    printf 'goes on'
}
fresh
holds "too little space for the Chinese starter: the set-up goes on" with without_space auto
holds "it goes on to its end" says "goes on"
holds "too little space stops what was asked for" status_is 1 with without_space yes

make_e5() {
    python3 -c '
import struct, sys
pieces = ["<s>", "<pad>", "</s>", "<unk>", "\u2581", "a", "<mask>"]
text = [p.encode() for p in pieces]
ends = [0]
for p in text:
    ends.append(ends[-1] + len(p))
out = b"E5S1" + struct.pack("<i7ifi5iQ", 1, 32, 0, 1, 32, 8, 4, 2, 1e-12, 32, len(text), 0, 2, 1, 3, ends[-1])
out += struct.pack(f"<{len(ends)}I{len(text)}f", *ends, *[-float(i) for i in range(len(text))]) + b"".join(text)
table = struct.pack("<IB1I", 0xFF21, 1, 0x41)
out += struct.pack("<iI", 1, len(table)) + table
block = struct.pack("<e", 0.5) + bytes([0x80 + i for i in range(16)])
tensors = {"emb.word": block * 8, "emb.pos": struct.pack("<128f", *range(128)),
           "emb.type": bytes(256), "emb.ln.w": bytes(128), "emb.ln.b": bytes(128)}
place, entries = 0, b""
for name, data in tensors.items():
    entries += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 1, 0, len(data))
start = len(out) + 4 + len(entries)
entries = b""
for name, data in tensors.items():
    entries += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 1, start + place, len(data))
    place += len(data)
open(sys.argv[1], "wb").write(out + struct.pack("<i", len(tensors)) + entries + b"".join(tensors.values()))
' "$1"
}
converted_well() {
    python3 -c '
import base64, json, struct, sys
folder = sys.argv[1]
raw = open(folder + "/model.safetensors", "rb").read()
size, = struct.unpack_from("<Q", raw)
head = json.loads(raw[8:8 + size])
first, last = head["embeddings.word_embeddings.weight"]["data_offsets"]
row = struct.unpack("<32e", raw[8 + size + first:8 + size + first + 64])
assert row == tuple((q - 8) / 2 for q in list(range(16)) + [8] * 16), row
assert len(raw) == 8 + size + max(t["data_offsets"][1] for n, t in head.items() if n != "__metadata__")
config = json.load(open(folder + "/config.json"))
assert config["model_type"] == "bert" and config["hidden_size"] == 32
tokens = json.load(open(folder + "/tokenizer.json"))
assert [p for p, _ in tokens["model"]["vocab"]][5] == "a" and tokens["model"]["unk_id"] == 3
chars = base64.b64decode(tokens["normalizer"]["precompiled_charsmap"])
length, = struct.unpack_from("<I", chars)
units = struct.unpack_from(f"<{length // 4}I", chars, 4)
def find(text):
    way = lambda unit: (unit >> 10) << ((unit & 1 << 9) >> 6)
    at = way(units[0])
    for byte in text.encode():
        at ^= byte
        if units[at] & (1 << 31 | 255) != byte:
            return None
        leaf, at = units[at] >> 8 & 1, at ^ way(units[at])
    if not leaf:
        return None
    start = 4 + length + (units[at] & (1 << 31) - 1)
    return chars[start:chars.index(0, start)].decode()
assert find("\uff21") == "A" and find("e\u0301") == "\u00e9" and find("e\u0341") == "\u00e9"
assert find("A") is None and find("e") is None
' "$1"
}
convert() { python3 "$packaging/setup/multilingual_e5.py" "$1" "$2" >"$work/out" 2>&1; }
holds "the test's model is made" make_e5 "$work/small.bin"
holds "a 4-bit model is converted" convert "$work/small.bin" "$work/small"
holds "its weights, characters and tokens are right" converted_well "$work/small"
holds "another file is refused" status_is 1 convert "$work/source" "$work/no"
holds "it says so" says "is not the model"

# A person who may not install packages is told the line to run, and nothing is tried.
no_rights() {
    missing_packages() { printf 'mold\n'; }
    sudo() { return 1; }
    as_root() { say "tried it all the same"; }
    may_install() { false; }
    install_packages
}
holds "without root's rights it stops with 2" status_is 2 with no_rights
holds "the line to run is printed" says "apt-get install --no-install-recommends mold"
holds "nothing is tried" bash -c '! grep -q "tried it" "$0"' "$work/out"

holds "start refuses an unknown word with 2" status_is 2 with bash "$packaging/start" --nonsense
holds "start refuses two folders with 2" status_is 2 with bash "$packaging/start" one two
holds "start says how it is used" with bash "$packaging/start" --help
holds "its help names --headless" says "--headless"
holds "check refuses an unknown word with 2" status_is 2 with bash "$packaging/check" --nonsense

printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
