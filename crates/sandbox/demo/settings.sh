# Settings under which Inlay works with the sandbox; sourced by `run` and `dev`.
# Ports may be moved: INLAY_PORT=3100 SANDBOX_PORT=4100 make demo

INLAY_PORT=${INLAY_PORT:-3000}
SANDBOX_PORT=${SANDBOX_PORT:-4000}
folder=data/demo

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

free() { # name port variable
  if (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null; then
    fail "Port $2 is taken, so $1 cannot start; stop what uses it, or choose another: $3=$(($2 + 100)) make demo"
  fi
}

inlay=http://localhost:$INLAY_PORT
sandbox=http://localhost:$SANDBOX_PORT
wiki=http://wiki.localhost:$SANDBOX_PORT

export INLAY_LISTEN=127.0.0.1:$INLAY_PORT
export INLAY_PUBLIC_URL=$inlay
export INLAY_DATABASE_URL=sqlite://$folder/inlay.db
export INLAY_SECRET_KEYS_FILE=$folder/key
export INLAY_ATLASSIAN_CLIENT_ID=inlay-sandbox
export INLAY_ATLASSIAN_CLIENT_SECRET=inlay-sandbox-secret
export INLAY_ATLASSIAN_AUTH_URL=$sandbox
export INLAY_ATLASSIAN_API_URL=$sandbox
export INLAY_FRAME_ANCESTORS="$wiki http://cdn.localhost:$SANDBOX_PORT"
export INLAY_LOG=${INLAY_LOG:-warn}

key() { # seals the demo's tokens; made once
  mkdir -p "$folder"
  [ -s "$folder/key" ] || (umask 077 && target/release/inlay keys generate >"$folder/key")
}

answers() { # name url pid log
  for _ in $(seq 300); do
    if curl --silent --fail --output /dev/null --max-time 2 "$2"; then return 0; fi
    if ! kill -0 "$3" 2>/dev/null; then
      tail -n 5 "$4" >&2
      fail "$1 stopped before it answered; the lines above are the end of $4."
    fi
    sleep 0.1
  done
  fail "$1 does not answer at $2 after 30 seconds; see $4."
}

start_sandbox() { # further arguments of inlay-sandbox
  target/release/inlay-sandbox --listen "127.0.0.1:$SANDBOX_PORT" --callback "$inlay/oauth/callback" "$@" \
    >"$folder/sandbox.log" 2>&1 &
  sandbox_pid=$!
  answers "The sandbox" "$sandbox/" "$sandbox_pid" "$folder/sandbox.log"
}
