# The login shell is tcsh, which has no 2>&1 and no line breaks inside quotes.
chsh -s /usr/bin/tcsh "$USER_NAME"
