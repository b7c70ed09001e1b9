#!/bin/sh
# The main job on our own seeds: check, fix a copy, export, validate, count. `make demo` runs it.
set -u
seedlint="${BIN:-.venv/bin}/seedlint"
out=build/demo
rm -rf "$out" && mkdir -p "$out" || exit 2

say() { printf '\n$ seedlint %s\n' "$*"; "$seedlint" "$@"; }
# Findings are what the demo shows (1); only a job that could not be done (2) fails it.
may_find() { say "$@"; [ $? -le 1 ] || exit 2; }

may_find check seeds/drafts/lectures-021-044.md
may_find clean seeds -o "$out/seeds" --metadata seeds/video_list.csv --report "$out/report.json"
may_find check "$out/seeds/clean" "$out/seeds/drafts/lectures-021-044.md"
say export "$out/seeds/clean" "$out/seeds/drafts/lectures-021-044.md" --metadata seeds/video_list.csv -o "$out/records.jsonl" || exit 2
say validate "$out/records.jsonl" || exit 2
say stats "$out/seeds" --metadata seeds/video_list.csv || exit 2
printf '\nThe clean tree, the report and the records are in %s.\n' "$out"
