# sshd does not forward connections.
echo 'AllowTcpForwarding no' > /etc/ssh/sshd_config.d/00-no-forwarding.conf
reload_sshd
