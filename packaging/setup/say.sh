# shellcheck shell=bash
# What packaging/ says: a line when a part begins, its time when it ends. Sourced.

# say LINE…
say() { printf '%s\n' "$@"; }
complain() { printf '%s\n' "$*" >&2; }

# stop STATUS LINE…: 2 when the person has to do something first, 1 when something failed.
stop() {
    local status=$1 line
    shift
    for line in "$@"; do complain "$line"; done
    exit "$status"
}

now_ms() { local t=${EPOCHREALTIME/[.,]/}; printf '%s' "$((t / 1000))"; }

# seconds_since MILLISECONDS → "12.3 s" or "4 min 05 s"
seconds_since() {
    local ms=$(($(now_ms) - $1))
    if ((ms < 60000)); then
        printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
    else
        printf '%d min %02d s' $((ms / 60000)) $((ms % 60000 / 1000))
    fi
}

# part "Name" command…: runs it and says how long it took; its failure is the caller's.
part() {
    local name=$1 begun status=0
    shift
    begun=$(now_ms)
    say "== $name"
    "$@" || status=$?
    if ((status == 0)); then
        say "   $name: done in $(seconds_since "$begun")"
    else
        complain "   $name: failed after $(seconds_since "$begun")"
    fi
    return "$status"
}

mib() { printf '%d MiB' $((($1 + 1048575) / 1048576)); }
