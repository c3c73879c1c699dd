# The deploy user may run nothing as root.
rm -f "/etc/sudoers.d/$USER_NAME"
