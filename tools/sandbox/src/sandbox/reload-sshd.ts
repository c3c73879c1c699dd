/**
 * The shell function `reload_sshd`: reloads sshd's configuration and waits for completion. sshd re-executes itself, and
 * writes its pid file when it listens again (OpenSSH, sshd.c).
 */
export const RELOAD_SSHD = `reload_sshd() {
  sshd=$(cat /run/sshd.pid)
  rm -f /run/sshd.pid
  kill -s HUP "$sshd"
  tries=0
  until [ -s /run/sshd.pid ]; do
    tries=$((tries + 1))
    [ "$tries" -le 1800 ] || { echo "sshd does not listen 180 s after the reload" >&2; return 1; }
    sleep 0.1
  done
}
`
