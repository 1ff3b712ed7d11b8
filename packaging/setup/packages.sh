# shellcheck shell=bash
# Debian packages that building and running take; the same names in Debian 12 and 13. Sourced.

debian_packages() {
    local names=(
        g++ cmake ninja-build ccache mold pkg-config
        qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libqt6sql6-sqlite
        qt6-translations-l10n
        libgl1-mesa-dev libqcustomplot-dev libexpected-dev libcli11-dev nlohmann-json3-dev libicu-dev libssl-dev
        zlib1g-dev libsqlite3-dev libxlsxwriter-dev libgoogle-perftools-dev
        libopenmpi-dev openmpi-bin
        fonts-noto-cjk
        python3 unzip curl ca-certificates
    )
    # pip only looks up where a file is; a pip that is there already will do.
    python3 -m pip --version >/dev/null 2>&1 || names+=(python3-pip)
    printf '%s\n' "${names[@]}"
}

missing_packages() {
    local wanted
    mapfile -t wanted < <(debian_packages)
    comm -23 <(printf '%s\n' "${wanted[@]}" | sort) \
        <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null |
            sed -n 's/^installed //p' | sort)
}

may_install() { ((EUID == 0)) || sudo -n true 2>/dev/null; }

as_root() {
    if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

install_packages() {
    local missing command
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
        stop 2 "This set-up knows Debian 12 and 13 only, and finds no apt-get here." \
            "CONTRIBUTING.md lists what to install on another system; then use cmake --preset release."
    mapfile -t missing < <(missing_packages)
    if ((${#missing[@]} == 0)); then
        say "   all packages are installed"
        return 0
    fi
    command="apt-get install --no-install-recommends ${missing[*]}"
    if ! may_install; then
        stop 2 "${#missing[@]} Debian packages are missing, and installing them takes root's rights." \
            "Run this, then start again:" "" "    sudo $command" ""
    fi
    say "   installing ${#missing[@]}: ${missing[*]}"
    local log=$TUNEDESK_CACHE/tools/apt.log
    # A fresh image has no lists, an old one has lists that name packages no longer there.
    if ! apt_get "$log" install "${missing[@]}"; then
        say "   reading the package lists anew"
        apt_get "$log" update || complain "   apt-get update had complaints; trying all the same"
        if ! apt_get "$log" install "${missing[@]}"; then
            tail -n 15 "$log" >&2
            stop 1 "apt-get could not install them; all it said is in $log." "The line was: $command"
        fi
    fi
}

# apt_get LOG install|update NAMES…
apt_get() {
    local log=$1 act=$2 options=(-q -y -o DPkg::Lock::Timeout=300)
    shift 2
    [[ $act == install ]] && options+=(--no-install-recommends)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" "$act" "$@" >>"$log" 2>&1 </dev/null
}
