# shellcheck shell=bash
# One file from an address into the cache: resumed, checked, then renamed into place. Sourced.

sha256_of() { sha256sum -- "$1" | cut -d ' ' -f 1; }

# download ADDRESS FILE SHA256 [BYTES]
# FILE.part holds what came so far; FILE exists only with the right sum. Status 1: could not be had.
download() {
    local address=$1 file=$2 sum=$3 bytes=${4:-0} attempt
    if [[ -f $file ]]; then
        [[ $(sha256_of "$file") == "$sum" ]] && return 0
        complain "   $(basename "$file") is damaged; fetching it again"
        rm -f -- "$file"
    fi
    for attempt in 1 2; do
        fetch "$address" "$file.part" "$bytes" || return 1
        if [[ $(sha256_of "$file.part") == "$sum" ]]; then
            mv -f -- "$file.part" "$file"
            return
        fi
        complain "   $(basename "$file") came with another sha256 than packaging/downloads.lock has"
        rm -f -- "$file.part"
        ((attempt == 1)) && complain "   fetching it once more from the beginning"
    done
    complain "   it came wrong twice, so it was thrown away"
    return 1
}

# fetch ADDRESS PART BYTES: goes on where PART ends.
fetch() {
    local address=$1 part=$2 bytes=$3 have=0 status=0
    [[ -f $part ]] && have=$(stat -c %s -- "$part")
    if ((bytes > 0 && have > bytes)); then
        rm -f -- "$part"
        have=0
    fi
    # Asking for what lies behind the end of a whole file is an error to a server.
    ((bytes > 0 && have == bytes)) && return 0
    ((have > 0)) && say "   going on after $(mib "$have") of $(basename "$part" .part)"
    local options=(--fail --location --silent --show-error --netrc-optional --connect-timeout 30
        --speed-limit 1000 --speed-time 60 --retry 4 --retry-delay 2 --output "$part")
    [[ -n ${PIP_CERT:-} ]] && options+=(--cacert "$PIP_CERT")
    curl "${options[@]}" --continue-at - -- "$address" || status=$?
    # 33: no ranges there. 22 with a part: it is past the end. 36: a resume offset out of bounds.
    if ((have > 0 && (status == 33 || status == 22 || status == 36))); then
        say "   can't go on there; fetching from the beginning"
        rm -f -- "$part"
        status=0
        curl "${options[@]}" -- "$address" || status=$?
    fi
    if ((status != 0)); then
        complain "   the download broke off (curl says $status); what came is kept, and the next start goes on there"
    fi
    return "$status"
}
