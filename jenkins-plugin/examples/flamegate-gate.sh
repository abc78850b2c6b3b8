#!/bin/sh
# Asks the gate from any CI system. Needs `flamegate` on the PATH, and FLAMEGATE_URL, SERVICE, BASELINE and CANDIDATE in the environment.
# The exit code is the verdict: 0 PASS, 1 FAIL, 2 INCONCLUSIVE; 3 wrong use, 4 no answer. flamegate-report/ has the report.
set -u
rm -rf flamegate-report
set -- check --url "$FLAMEGATE_URL" --service "$SERVICE" --baseline "$BASELINE" --candidate "$CANDIDATE" \
  --wait "${WAIT:-10m}" --out flamegate-report
if [ -f .flamegate.yml ]; then
  set -- "$@" --policy .flamegate.yml
fi
exec flamegate "$@"
