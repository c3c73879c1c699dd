# The login shell is fish, which is not a POSIX shell.
chsh -s /usr/bin/fish "$USER_NAME"
