# The server's language is Russian, whose decimal separator is a comma.
[ -e /usr/lib/locale/ru_RU.utf8 ] || localedef -i ru_RU -f UTF-8 --no-archive ru_RU.UTF-8
echo 'LANG=ru_RU.UTF-8' > /etc/default/locale
