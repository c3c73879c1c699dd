# The user's docker configuration is from Docker 18 and configures a credential helper that is not installed.
home=$(getent passwd "$USER_NAME" | cut -d: -f6)
install -d -m 700 -o "$USER_NAME" "$home/.docker"
cat > "$home/.docker/config.json" <<'JSON'
{
  "auths": { "https://index.docker.io/v1/": {} },
  "HttpHeaders": { "User-Agent": "Docker-Client/18.09.7 (linux)" },
  "credsStore": "secretservice",
  "experimental": "enabled",
  "stackOrchestrator": "swarm"
}
JSON
chown "$USER_NAME": "$home/.docker/config.json"
