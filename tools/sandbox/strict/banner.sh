# sshd sends a banner before the login, and a login prints a message of the day.
echo 'Authorized use only. All activity is monitored and reported.' > /etc/issue.net
echo 'Welcome to erp-1. 3 updates can be applied immediately.' > /etc/motd
echo 'Banner /etc/issue.net' > /etc/ssh/sshd_config.d/00-banner.conf
reload_sshd
