# The deploy user has no sudo rights.
rm -f "/etc/sudoers.d/$USER_NAME"
