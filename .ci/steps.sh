# Steps that .ci/run and .ci/long share; sourced from the folder of the project.
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false
reports=$(mktemp -d)
failed=0
demo=0

say() { printf '\n== %s\n' "$*"; }

# What waits for the network or a browser leaves a core idle: it runs beside the next steps, and what it says is shown
# when it is waited for.
declare -A running
beside() {
  local name=$1
  shift
  "$@" >"$reports/$name.log" 2>&1 &
  running[$name]=$!
}
ended() {
  wait "${running[$1]}" || failed=$((failed + 1))
  cat "$reports/$1.log"
}

install_chromium() {
  command -v chromium || command -v chromium-browser || command -v google-chrome && return
  local sudo=''
  [ "$(id -u)" = 0 ] || sudo='sudo'
  $sudo apt-get update -qq && $sudo apt-get install -y -qq --no-install-recommends chromium fonts-noto-color-emoji >"$reports/apt.log" 2>&1 \
    || { tail -20 "$reports/apt.log"; echo 'Chromium could not be installed'; return 1; }
}

# The installation warns of nothing, and the demo starts without development packages, as on a server.
start_demo() {
  local clone
  clone=$(mktemp -d)
  if git clone -q . "$clone/project" \
    && (cd "$clone/project" && npm ci >"$reports/clone.log" 2>&1 && ! grep 'npm warn' "$reports/clone.log" && npm run build && npm prune --omit=dev >>"$reports/clone.log" 2>&1) \
    && node .ci/start-demo.mjs "$clone/project"; then
    demo=1
  else
    tail -5 "$reports/clone.log"
  fi
  rm -rf "$clone"
  [ "$demo" = 1 ]
}

# Adds everything up and ends.
finish() {
  node .ci/sum.mjs "$demo" "$failed" "$reports"/*.json
  local code=$?
  rm -rf "$reports"
  exit $code
}
