# The login shell is fish, which is no POSIX shell.
chsh -s /usr/bin/fish "$USER_NAME"
