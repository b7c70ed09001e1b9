#!/bin/sh
# Runs the README's commands as on a new machine, and fails if they assume anything that it does not have.
#
#   ci/fresh-machine.sh               the commands under "Two commands"
#   ci/fresh-machine.sh COMMAND...    other commands, one per argument
#
# The machine is a fresh clone of the current commit, an empty environment, an empty home and, if the kernel allows
# it, an empty folder in place of this checkout. Only the settings for reaching packages are kept.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
trap 'exit 130' INT TERM

if [ $# -eq 0 ]; then
  commands=$(sed -n '/^## Two commands/,/^## Use/s/^\$ \([^#]*[^# ]\).*/\1/p' "$here/README.md")
  [ -n "$commands" ] || { echo "README.md shows no commands" >&2; exit 2; }
else
  commands=$(printf '%s\n' "$@")
fi

mkdir "$root/home" "$root/tmp"
chmod 755 "$root" && chmod 1777 "$root/tmp" # like /tmp, open to everybody
git clone --quiet "file://$here" "$root/seedlint"

set -- PATH="$PATH" HOME="$root/home" TMPDIR="$root/tmp"
for name in http_proxy https_proxy no_proxy SSL_CERT_FILE PIP_CERT PIP_INDEX_URL PIP_EXTRA_INDEX_URL PIP_FIND_LINKS UV_INDEX_URL; do
  eval "value=\${$name-}"
  [ -z "$value" ] || set -- "$@" "$name=$value"
done

printf 'set -ex\ncd "%s"\n%s\n' "$root/seedlint" "$commands" > "$root/commands"
own_mounts="unshare --mount"
[ "$(id -u)" -eq 0 ] || own_mounts="unshare --map-root-user --mount"
if $own_mounts true 2>/dev/null; then
  # Hides the checkout that the clone was made from.
  env -i "$@" $own_mounts sh -c "mount -t tmpfs none '$here' && sh '$root/commands'"
else
  echo "the checkout stays visible: this system has no unshare" >&2
  env -i "$@" sh "$root/commands"
fi

left=$(git -C "$root/seedlint" status --porcelain)
[ -z "$left" ] || { printf 'left in the checkout:\n%s\n' "$left" >&2; exit 1; }
echo "A fresh machine runs: $(echo "$commands" | tr '\n' ';' | sed 's/;$//; s/;/, /g')"
