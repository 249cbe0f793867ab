# Builds the lab. Bash reads this from standard input, as root in namespaces of its own (network, mounts, processes, host
# name):
#   unshare -Urnmpuf --mount-proc --kill-child --propagation private bash -s
# The braces make bash read all of it first: after it, standard input is what keeps the lab alive.
{
set -e
exec 3>&1 1>&2 4<&0 </dev/null # descriptor 3 is for "entered" and "ready" alone
mount -t tmpfs -o mode=755 lab /run
ip link set lo up
echo entered >&3
mkdir -p /run/netns /run/lab

@PLAN@

# The look-up of an unknown name fails at once.
resolver=$(readlink -m /etc/resolv.conf)
case $resolver in /run/*) mkdir -p "${resolver%/*}"; touch "$resolver" ;; esac
echo 'nameserver 127.0.0.1' >/run/lab/resolv.conf
[ ! -e "$resolver" ] || mount --bind /run/lab/resolv.conf "$resolver"

# The user is root in here, and keeps the own name; the files of Java's jps (named by process ids) stay in here.
name=$(id -un)
if [ "$name" != "${LAB_USER:-$name}" ]; then
  name=$LAB_USER
  echo "$name:x:0:0::${HOME:-/}:/bin/bash" | cat - /etc/passwd >/run/lab/passwd
  mount --bind /run/lab/passwd /etc/passwd
fi
[ ! -d "/tmp/hsperfdata_$name" ] || mount -t tmpfs -o mode=755 lab "/tmp/hsperfdata_$name"

# "on HOST COMMAND" runs a command on a host, "on HOST" a shell.
cat >/run/lab/on <<'EOF'
#!/bin/sh
if [ $# -eq 0 ]; then echo 'on HOST [COMMAND...]' >&2; exit 2; fi
host=$1
shift
PATH=$PATH:/run/lab
[ $# -gt 0 ] || set -- bash --rcfile /run/lab/bashrc
exec ip netns exec "$host" unshare --uts sh -c 'hostname "$0"
  [ ! -e "/run/lab/$0.hosts" ] || mount --bind "/run/lab/$0.hosts" /etc/hosts
  cd "${LAB_FOLDER:-.}" 2>/dev/null || cd /
  unset LAB_FOLDER
  exec env "$@"' "$host" "$@"
EOF
chmod 755 /run/lab/on
cat >/run/lab/bashrc <<'EOF'
[ ! -r ~/.bashrc ] || . ~/.bashrc
PS1='\h:\w> '
EOF

# The lab is there until standard input ends. As the first process, bash also reaps the orphans.
echo ready >&3
cat <&4 >/dev/null &
wait $!
exit
}
