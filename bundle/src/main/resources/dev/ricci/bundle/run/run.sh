#!/bin/sh
# Runs Ricci's tests and benchmarks on this machine and writes one report file. Needs nothing but the folder that this file lies in.
set -u

usage() {
  cat <<'END'
./run.sh [tests|benchmarks|all] [--device cuda|emulated] [--quick] [--only TEXT]

  tests        the tests that make sense without the sources
  benchmarks   the benchmarks
  all          both; the same without a word

  --device D   cuda: the GPU, and an error where it cannot be used; emulated: the emulated device
               (without it the tests take the GPU where there is one, else the emulated device)
  --quick      leaves slow tests out and runs the benchmarks on tiny sizes, whose figures mean nothing
  --only TEXT  of the tests, those classes alone whose full name holds this text, in capitals or not: cuda, say

The report, ricci-report-HOST-DATE.txt, goes to the current folder; where that cannot be written, to the folder of run.sh,
to $TMPDIR or to /tmp. Each result is there at once: what Ctrl-C interrupts is not lost.
Ends with 0 where all ran and nothing failed, with 1 where something failed, with 2 for a wrong command line, with 130 after Ctrl-C.

RICCI_JAVA_OPTS   more options for the JVM (-Xmx8g ...)
END
}

wrong() {
  echo "run.sh: $*; ./run.sh --help tells what there is" >&2
  exit 2
}

fail() {
  echo "run.sh: $*" >&2
  exit 1
}

what=
device=
quick=full
only=
while [ $# -gt 0 ]; do
  case $1 in
    tests | benchmarks | all)
      [ -z "$what" ] || wrong "either $what or $1"
      what=$1
      ;;
    --device)
      [ $# -gt 1 ] || wrong "--device needs a word, cuda or emulated"
      shift
      device=$1
      ;;
    --device=*) device=${1#--device=} ;;
    --only)
      [ $# -gt 1 ] || wrong "--only needs a text, a part of the names of test classes"
      shift
      only=$1
      ;;
    --only=*) only=${1#--only=} ;;
    --quick) quick=quick ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) wrong "'$1' is unknown" ;;
  esac
  shift
done
what=${what:-all}
case $device in
  '' | cuda | emulated) ;;
  *) wrong "--device: cuda or emulated, not '$device'" ;;
esac

# The second emulated device is there to be spoilt by tests of faults.
export RICCI_EMULATOR_DEVICES=2

self=$0
[ ! -L "$self" ] || self=$(readlink -f -- "$self")
here=$(CDPATH='' cd -- "$(dirname -- "$self")" && pwd -P) || fail "the folder of $0 cannot be entered"
case $here in
  *:*) fail "$here has a colon in its name, at which Java would cut it; move the folder" ;;
esac
java=$here/runtime/bin/java
"$java" -version >/dev/null 2>&1 || fail "$java cannot be run: $("$java" -version 2>&1 | head -n 1); the bundle is for Linux x86-64 with
  glibc and has to lie where programs may be executed"

# The first folder that a file can be made in.
writable() {
  for folder in "$@"; do
    if [ -n "$folder" ] && [ -d "$folder" ] && (: > "$folder/.ricci-$$") 2>/dev/null; then
      rm -f "$folder/.ricci-$$"
      (CDPATH='' cd -- "$folder" && pwd -P)
      return
    fi
  done
  return 1
}

place=$(writable . "$here" "${TMPDIR-}" /tmp) || fail "neither the current folder, $here nor a temporary folder can be written; set TMPDIR"
spare=$(writable "${TMPDIR-}" /tmp "$place")
report=$place/ricci-report-$(uname -n)-$(date -u +%Y%m%d-%H%M%S).txt
work=$spare/ricci-run-$$
(umask 077 && mkdir "$work") || fail "$work cannot be made"
trap 'rm -rf "$work"' EXIT
journal=$work/journal
: > "$journal"
# A JVM gets Ctrl-C from the terminal by itself; the shell goes on, to close the report.
stopped=
trap 'stopped=yes' INT TERM HUP
# Where nobody reads the screen any more, the report goes on.
trap '' PIPE
# A JVM that dies leaves its words, which go into the report, and no image of its memory.
ulimit -c 0
failed=

say() {
  printf '%s\n' "$*" | tee -ai "$report"
}

# Java with class path $1 and what follows.
run_java() {
  path=$1
  shift
  set -- -cp "$path" "$@"
  [ -z "$device" ] || set -- "-Dricci.test.device=$device" "$@"
  [ ! -d "$here/emulator" ] || set -- "-Dricci.emulator=$here/emulator" "$@"
  # shellcheck disable=SC2086
  (cd "$work" && exec "$java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 \
    "-Djava.io.tmpdir=$work" "-XX:ErrorFile=$work/crash-%p.log" ${RICCI_JAVA_OPTS-} "$@")
}

# The same, with its output in the report too.
run_told() {
  { run_java "$@"; echo $? > "$work/status"; } 2>&1 | tee -ai "$report"
  [ "$(cat "$work/status")" = 0 ]
}

# What a JVM that died wrote about it.
crashes() {
  for file in "$work"/crash-*.log; do
    if [ -f "$file" ]; then
      say "--- the JVM's own words, first 60 lines:"
      head -n 60 "$file" >> "$report"
      rm -f "$file"
    fi
  done
}

machine() {
  say "Ricci on $(uname -n), $(date -u '+%Y-%m-%d %H:%M:%S') UTC: $what, ${device:-any device}, $quick${only:+, only $only}"
  say "$(cat "$here/VERSION")"
  say "system  $(uname -srm); $(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release 2>/dev/null)"
  say "cpu     $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(grep -c '^processor' /proc/cpuinfo) threads, \
$(sed -n 's/^MemTotal: *//p' /proc/meminfo)"
  [ ! -r /proc/driver/nvidia/version ] || say "driver  $(head -n 1 /proc/driver/nvidia/version)"
  if command -v nvidia-smi >/dev/null 2>&1; then
    say "$(nvidia-smi 2>&1 | head -n 40)"
  fi
  say ""
  say "== devices"
  run_told "$here/lib/*" dev.ricci.demos.Main devices || failed=yes
}

# Each module's tests in a JVM of their own, with assertions as Maven has them; where one dies, the next goes on behind the class that
# it died in.
tests() {
  say ""
  say "== tests"
  if [ -n "$device" ] && ! run_told "$here/lib/*" dev.ricci.bundle.run.Usable "$device"; then
    failed=yes
    return
  fi
  for jar in "$here"/tests/*.jar; do
    status=0
    while [ -z "$stopped" ]; do
      before=$(wc -l < "$journal")
      run_java "$here/lib/*:$jar" -ea -Dricci.cuda.factor=kernels dev.ricci.bundle.run.RunTests "$jar" "$journal" "$report" "$quick" "$status" "$only"
      status=$?
      [ "$status" -ne 0 ] || break
      crashes
      if [ "$(wc -l < "$journal")" -eq "$before" ] && [ -z "$stopped" ]; then
        say "  FAILED  the tests of $(basename "$jar" .jar) did not start (status $status)"
        failed=yes
        break
      fi
    done
  done
  say ""
  run_java "$here/lib/*" dev.ricci.bundle.run.Totals "$journal" "$report" || failed=yes
}

# The device that is asked for, else the GPU where the system shows one.
gpu() {
  if [ -n "$device" ]; then
    echo "$device"
  elif [ -e /dev/nvidia0 ] || [ -e /dev/dxg ]; then
    echo cuda
  else
    echo emulated
  fi
}

# A Python that has PyTorch to compare with.
torch() {
  for python in python3 python; do
    if "$python" -c 'import torch' >/dev/null 2>&1; then
      echo "$python"
      return
    fi
  done
}

measure() {
  [ -z "$stopped" ] || return
  say ""
  run_told "$here/lib/*" dev.ricci.benchmarks.Benchmarks "$@" || failed=yes
  crashes
}

# The host's own cost of the GPU's operations, the GPU, then the processor. Times of the emulated device mean nothing: tiny sizes.
benchmarks() {
  say ""
  say "== benchmarks"
  [ "$quick" = full ] && set -- || set -- --quick
  [ ! -d "$here/emulator" ] || measure overhead "$@"
  [ -z "$(torch)" ] || set -- "$@" --torch "$(torch)"
  if [ "$(gpu)" = cuda ]; then
    measure gpu --device cuda "$@"
  elif [ -d "$here/emulator" ]; then
    measure gpu --device emulated --quick
  fi
  measure products elementwise rows step scaling "$@"
}

echo "The report is $report"
machine
if [ "$what" != benchmarks ] && [ -z "$stopped" ]; then
  tests
fi
if [ "$what" != tests ] && [ -z "$stopped" ]; then
  benchmarks
fi
say ""
if [ -n "$stopped" ]; then
  say "INTERRUPTED: what is above is what was done"
elif [ -n "$failed" ]; then
  say "FAILED: see above"
else
  say "PASSED: all ran and nothing failed"
fi
echo "The report is $report"
[ -z "$stopped" ] || exit 130
[ -z "$failed" ] || exit 1
