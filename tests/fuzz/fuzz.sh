#!/usr/bin/env bash
# fuzz.sh NAME [SECONDS]: builds the target with the preset "fuzz" and lets it make up inputs.
# New inputs go to build/fuzz/found/NAME, what crashes to build/fuzz/crashes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
name=${1:?which target? $(ls tests/fuzz/corpus | tr '\n' ' ')} seconds=${2:-600}
if [[ ! -f build/fuzz/build.ninja ]]; then
    for compiler in ${CXX:-} clang++-21 clang++-20 clang++-19 clang++-18 clang++-17 clang++-16 clang++; do
        command -v "$compiler" >/dev/null && break
    done
    CXX=$compiler cmake --preset fuzz >/dev/null
fi
cmake --build --preset fuzz --target "fuzz_$name"
mkdir -p "build/fuzz/found/$name" build/fuzz/crashes
options=(-max_total_time="$seconds" -rss_limit_mb=512 -malloc_limit_mb=256 -timeout=5 -print_final_stats=1
    -artifact_prefix="build/fuzz/crashes/$name-")
case $name in csv | json | xlsx | project)
    # Qt and ICU keep what they made, and looking for leaks after each input would take most of the time; the tests of the
    # preset "asan" look for them.
    options+=(-detect_leaks=0)
    # Qt, SQLite and zip free so much that what ASan keeps back would fill the limit by itself.
    export ASAN_OPTIONS="quarantine_size_mb=64:${ASAN_OPTIONS:-}"
    ;;
esac
[[ -f tests/fuzz/$name.dict ]] && options+=(-dict="tests/fuzz/$name.dict")
exec nice "./build/fuzz/tests/fuzz/fuzz_$name" "${options[@]}" "build/fuzz/found/$name" "tests/fuzz/corpus/$name"
