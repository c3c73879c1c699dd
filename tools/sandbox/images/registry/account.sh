#!/bin/sh
# registry-account USER <password: creates the single account of this registry, like htpasswd -B.
set -eu
hash=$(perl -e '
  my $letters = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  open my $random, "<", "/dev/urandom" or die; read $random, my $bytes, 21;
  my $salt = join "", map { substr $letters, $_ & 63, 1 } unpack "C*", $bytes;
  chomp(my $password = <STDIN>);
  print crypt($password, "\$2b\$05\$$salt.");
')
printf '%s:%s\n' "$1" "$hash" > /run/accounts.new
mv /run/accounts.new /run/accounts
