/**
 * The beginning of every POSIX sh script that runs next to a database server: it uses the container's own login. The
 * password is the first line of stdin; empty means the container's own. Those are the variables of the official image
 * (docker-library/docs, postgres, content.md) or of Bitnami's, or the files named by their `_FILE` variants. Messages are
 * in English, whatever the locale of the container or the user postgres.
 */
export const CONNECT = `cd /
export LC_ALL=C
IFS= read -r password || true
own() {
  for name; do
    eval "value=\\\${$name:-} file=\\\${\${name}_FILE:-}"
    if [ -n "$value" ]; then return; fi
    if [ -z "$file" ]; then continue; fi
    value=$(cat "$file" 2>&1) || { echo "cannot read \${name}_FILE ($value)" >&2; exit 1; }
    return
  done
}
value=$password; [ -n "$value" ] || own POSTGRES_PASSWORD POSTGRESQL_PASSWORD
PGPASSWORD=$value
value=\${TSH_USER:-}; [ -n "$value" ] || own POSTGRES_USER POSTGRESQL_USERNAME
PGUSER=\${value:-postgres}
value=\${TSH_DATABASE:-}; [ -n "$value" ] || own POSTGRES_DB POSTGRESQL_DATABASE
PGDATABASE=\${value:-$PGUSER}
PGAPPNAME=$TSH_APP PGCONNECT_TIMEOUT=10 PGCLIENTENCODING=\${TSH_CLIENT_ENCODING:-UTF8}
export PGPASSWORD PGUSER PGDATABASE PGAPPNAME PGCONNECT_TIMEOUT PGCLIENTENCODING
if [ -n "\${TSH_HOST:-}" ]; then PGHOST=$TSH_HOST PGPORT=$TSH_PORT; export PGHOST PGPORT; fi`
