/**
 * The shell function `reload_sshd`: makes sshd read its configuration again, and waits until it has. sshd executes itself
 * anew then, and writes its process id into the file when it listens again (OpenSSH, sshd.c).
 */
export const RELOAD_SSHD = `reload_sshd() {
  sshd=$(cat /run/sshd.pid)
  rm -f /run/sshd.pid
  kill -s HUP "$sshd"
  tries=0
  until [ -s /run/sshd.pid ]; do
    tries=$((tries + 1))
    [ "$tries" -le 1800 ] || { echo "sshd does not listen 180 s after its reload" >&2; return 1; }
    sleep 0.1
  done
}
`
