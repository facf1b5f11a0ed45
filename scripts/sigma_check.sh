#!/bin/sh
# Checks the Sigma rules of every pack with `sigma check` and converts them to Lucene with the pipelines shipped beside
# them. Rules that belong to a correlation are converted on their own: the Lucene backend knows no correlation.
# The converted queries stay in build/sigma/lucene. Prints what failed; exit code 1 if anything did.
set -u
cd "$(dirname "$0")/.." || exit 1

out=build/sigma
env=$out/venv
failures=0

fail() {
  failures=$((failures + 1))
  echo "FAILED  $1"
  shift
  [ $# -eq 0 ] || sed 's/^/        /' "$1"
}

# Installed once; again only when the pinned versions change.
if ! cmp -s scripts/sigma_requirements.txt "$env/requirements.txt"; then
  rm -rf "$env"
  mkdir -p "$out"
  python3 -m venv "$env" &&
    "$env/bin/pip" install --quiet --disable-pip-version-check --requirement scripts/sigma_requirements.txt ||
    { echo "sigma-cli could not be installed: python3 with venv and access to a package index are needed" >&2; exit 1; }
  cp scripts/sigma_requirements.txt "$env/requirements.txt"
fi

rm -rf "$out/base" "$out/lucene"
mkdir -p "$out/base" "$out/lucene"
log=$out/log.txt
rules=0

# The two excluded validators download MITRE's data at run time. The content tests check the tags instead.
for folder in packs/*/sigma; do
  [ -d "$folder/rules" ] || continue
  "$env/bin/sigma" check --fail-on-error --fail-on-issues --exclude attacktag --exclude d3_fendtag \
    "$folder/rules" >"$log" 2>&1 || fail "check    $folder/rules" "$log"

  for rule in "$folder"/rules/*.yml; do
    rules=$((rules + 1))
    name=$(basename "$rule" .yml)
    "$env/bin/python" scripts/sigma_base_rules.py "$rule" "$out/base/$name.yml" >"$log" 2>&1 || {
      fail "split    $rule" "$log"
      continue
    }
    "$env/bin/sigma" convert --target lucene \
      --pipeline "$folder/pipelines/values_before_ecs.yml" --pipeline sysmon --pipeline ecs_windows \
      --pipeline "$folder/pipelines/names_after_ecs.yml" \
      --output "$out/lucene/$name.txt" "$out/base/$name.yml" >"$log" 2>&1 || {
      fail "convert  $rule" "$log"
      continue
    }
    # What the stock pipelines leave behind, and no ECS index has.
    if grep -nE 'Initiated|DestinationPort|DestinationIp|[^.]Image|\.caseless|winlog\.event_data\.Computer|direction:true' "$out/lucene/$name.txt" >"$log"; then
      fail "fields   $rule: not mapped to ECS" "$log"
    fi
  done
done

[ "$rules" -gt 0 ] || fail "no Sigma rule found under packs"
echo "sigma: $rules files, $failures failures"
[ "$failures" -eq 0 ]
