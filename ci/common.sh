# Shared by the scripts of this folder: steps that say what they do and how long it took, and keep their output for when
# something goes wrong. Source it from the top of the repository.
set -euo pipefail

if [ -t 1 ]; then
    bold=$'\e[1m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m'
else
    bold='' green='' red='' plain=''
fi

logs=build/logs
mkdir -p "$logs"
failed_steps=()

# step NAME COMMAND…: runs the command, its output going to build/logs/NAME.log; shows the end of it if the command fails.
step() {
    local name=$1 start=$SECONDS code=0
    shift
    printf '%s%-28s%s ' "$bold" "$name" "$plain"
    "$@" >"$logs/$name.log" 2>&1 || code=$?
    if [ $code -eq 0 ]; then
        printf '%sok%s      %4d s\n' "$green" "$plain" $((SECONDS - start))
    else
        printf '%sFAILED%s  %4d s   (whole output: %s)\n' "$red" "$plain" $((SECONDS - start)) "$logs/$name.log"
        tail -n "${HEDDLE_LOG_LINES:-60}" "$logs/$name.log" | sed 's/^/    /'
        failed_steps+=("$name")
    fi
    return $code
}

# build PRESET [TARGET…]: configures and builds.
build() {
    local preset=$1
    shift
    step "$preset.configure" cmake --preset "$preset" &&
        step "$preset.build" cmake --build --preset "$preset" ${1:+--target "$@"}
}

# run_tests PRESET [ctest arguments…]
run_tests() {
    local preset=$1
    shift
    rm -rf "build/$preset/evidence"
    # More at once than there are cores: the broken twins wait for the watchdog most of their time.
    step "$preset.test" ctest --preset "$preset" -j "$(($(nproc) * 2))" "$@"
}

# The last lines: what was done and whether it holds.
finish() {
    if [ ${#failed_steps[@]} -eq 0 ]; then
        printf '\n%s%s: everything holds%s (%d s)\n' "$green" "$1" "$plain" $SECONDS
        exit 0
    fi
    printf '\n%s%s: failed: %s%s (%d s)\n' "$red" "$1" "${failed_steps[*]}" "$plain" $SECONDS
    exit 1
}
