# git 2.25, as in Ubuntu 20.04: newer options are unknown.
cat > /usr/local/bin/git <<'WRAPPER'
#!/bin/sh
# The GIT_CONFIG_COUNT variables came with 2.31.
unset GIT_CONFIG_COUNT
for argument; do
  case $argument in
    --version) echo 'git version 2.25.1'; exit 0 ;;
    # 2.29, 2.30, 2.31, 2.31, 2.36, 2.36
    --no-write-fetch-head | --fixed-value | --path-format=* | --atomic | --refetch | --no-show-forced-updates-hint)
      echo "error: unknown option \`${argument#--}'" >&2; exit 129 ;;
  esac
done
exec /usr/bin/git "$@"
WRAPPER
chmod 755 /usr/local/bin/git
