# A connection may have two sessions at the same time, as security baselines ask for.
echo 'MaxSessions 2' > /etc/ssh/sshd_config.d/00-max-sessions.conf
reload_sshd
