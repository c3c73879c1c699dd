# A connection is limited to two concurrent sessions, as security baselines require.
echo 'MaxSessions 2' > /etc/ssh/sshd_config.d/00-max-sessions.conf
reload_sshd
