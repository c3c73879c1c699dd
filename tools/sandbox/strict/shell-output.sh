# The startup file of the user's shell prints a line for every command run over SSH.
home=$(getent passwd "$USER_NAME" | cut -d: -f6)
mkdir -p "$home/.config/fish"
{ echo 'echo "erp-1: the last deployment was on Friday"'; cat "$home/.bashrc" 2>/dev/null || true; } > "$home/.bashrc.new"
mv "$home/.bashrc.new" "$home/.bashrc"
echo 'echo "erp-1: the last deployment was on Friday"' > "$home/.config/fish/config.fish"
echo 'echo "erp-1: the last deployment was on Friday"' > "$home/.cshrc"
chown -R "$USER_NAME": "$home/.bashrc" "$home/.config" "$home/.cshrc"
