# shellcheck shell=bash
# The one folder in which packaging/ keeps what it fetched. Sourced.

# core/jobs/model_catalogue and packaging/cmake/Dependencies.cmake look by the same rule.
cache_folder() {
    if [[ -n ${TUNEDESK_CACHE:-} ]]; then
        printf '%s' "$TUNEDESK_CACHE"
    elif [[ -n ${XDG_CACHE_HOME:-} ]]; then
        printf '%s' "$XDG_CACHE_HOME/tunedesk"
    else
        printf '%s' "${HOME:?neither TUNEDESK_CACHE, XDG_CACHE_HOME nor HOME is set}/.cache/tunedesk"
    fi
}

open_cache() {
    TUNEDESK_CACHE=$(realpath -m -- "$(cache_folder)")
    export TUNEDESK_CACHE
    mkdir -p "$TUNEDESK_CACHE"/{downloads,models,ccache,tools} 2>/dev/null ||
        stop 2 "The folder $TUNEDESK_CACHE can't be written." \
            "Choose another one, for example: TUNEDESK_CACHE=/var/tmp/tunedesk bash packaging/start"
}

# Two set-ups at once would unpack over each other: the second one waits.
lock_cache() {
    exec {cache_lock}>"$TUNEDESK_CACHE/.lock"
    flock -n "$cache_lock" && return 0
    say "Another set-up is at work in this folder; waiting for it."
    flock "$cache_lock"
}
unlock_cache() { exec {cache_lock}>&-; }

# need_space BYTES "what for": stops before a disk is filled to the brim.
need_space() {
    local free
    free=$(df --output=avail -B1 -- "$TUNEDESK_CACHE" | tail -n 1)
    ((free >= $1)) ||
        stop 2 "$2 needs $(mib "$1") in $TUNEDESK_CACHE; $(mib "$free") are free there." \
            "Free some space, or choose another folder with TUNEDESK_CACHE."
}
