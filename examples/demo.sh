#!/bin/sh
# Starts a server in a folder of its own, replays dialogues through it, and stops it: demo.sh ROOT JAVA [replay options]
set -eu
root=$1 java=$2
shift 2
data=$(mktemp -d "${TMPDIR:-/tmp}/nightdesk-demo.XXXXXX")
port=${NIGHTDESK_PORT:-8099}
NIGHTDESK_DATA=$data NIGHTDESK_PORT=$port NIGHTDESK_HOST=127.0.0.1 \
    NIGHTDESK_RATE_KEY=100000 NIGHTDESK_RATE_WORKSPACE=100000 NIGHTDESK_DRAIN_PAUSE=PT0S \
    "$java" "@$root/deploy/jvm.options" -Xmx512m \
    -jar "$root/api/target/nightdesk-api.jar" >"$data/server.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; rm -rf "$data"' EXIT INT TERM

tries=0
until grep -q 'listens on' "$data/server.log" 2>/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 100 ] || ! kill -0 "$server" 2>/dev/null; then
        echo "The server did not start:" >&2
        cat "$data/server.log" >&2
        exit 1
    fi
    sleep 0.2
done
head -n 1 "$data/server.log"
[ $# -gt 0 ] || set -- --sample --concurrency 8 --verify
NIGHTDESK_URL=http://127.0.0.1:$port NIGHTDESK_PLATFORM_KEY=$(cat "$data/platform.key") \
    "$java" -jar "$root/examples/replay/target/nightdesk-replay.jar" "$@"
