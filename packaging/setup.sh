# shellcheck shell=bash
# Set-up and building that packaging/start and packaging/check share. Sourced by them.
set -euo pipefail
PACKAGING=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
SOURCE=$(dirname "$PACKAGING")
CALLED_FROM=$PWD
cd "$SOURCE"
. "$PACKAGING/setup/say.sh"
. "$PACKAGING/setup/cache.sh"
. "$PACKAGING/setup/packages.sh"
. "$PACKAGING/setup/download.sh"
. "$PACKAGING/setup/wheels.sh"

set_up() {
    local begun
    begun=$(now_ms)
    open_cache
    say "TuneDesk keeps what it fetches in $TUNEDESK_CACHE (choose another folder with TUNEDESK_CACHE)."
    lock_cache
    part "Debian packages" install_packages
    part "libtorch" install_libtorch
    part "Starter model" install_starter_model
    if wants_chinese; then
        part "Chinese starter model" install_chinese_model || [[ $chinese == auto ]] ||
            stop 1 "The Chinese starter model could not be made; the lines above say why." \
                "If the network broke off, start again: the download goes on where it stopped."
    fi
    unlock_cache
    say "== Set-up: $(seconds_since "$begun") in all"
}

# build PRESET TARGET…: no target builds everything.
build() {
    local preset=$1 options=()
    shift
    export CCACHE_DIR=${CCACHE_DIR:-$TUNEDESK_CACHE/ccache}
    # A build step runs outside the preset's configure environment.
    export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    export CCACHE_BASEDIR=$SOURCE CCACHE_NOHASHDIR=1
    [[ -n ${TUNEDESK_TORCH_DIR:-} ]] && options+=("-DTorch_DIR=$TUNEDESK_TORCH_DIR")
    part "Configuring ($preset)" configure "$preset" "${options[@]}"
    part "Building ($preset)" cmake --build --preset "$preset" ${1:+--target "$@"}
}

configure() {
    local preset=$1 log=$TUNEDESK_CACHE/tools/configure.log
    shift
    if ! cmake --preset "$preset" "$@" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        return 1
    fi
}
