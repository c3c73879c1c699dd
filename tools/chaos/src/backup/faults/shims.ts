/** Programs in the database's container that are replaced by shims; a shim runs the real program by default. */
export type Program = 'pg_dump' | 'pg_dumpall' | 'pg_restore' | 'psql'
const PROGRAMS: readonly Program[] = ['pg_dump', 'pg_dumpall', 'pg_restore', 'psql']

/** In memory, so that shims are not reported as leftover files. */
const FOLDER = '/dev/shm/chaos'

/** Replaces the programs in the container with shims. */
export function installShims(major: number): string {
  const bin = `/usr/lib/postgresql/${major}/bin`
  const real = `/usr/lib/postgresql/${major}/real`
  return `mkdir -p ${real} ${FOLDER} && chmod 755 ${FOLDER}
for program in ${PROGRAMS.join(' ')}; do
  mv ${bin}/$program ${real}/$program
  printf '#!/bin/sh\\nreal() { ${real}/%s "$@"; }\\ncase "$1" in -V | --version) exec ${real}/%s "$@" ;; esac\\n[ ! -e ${FOLDER}/%s ] || . ${FOLDER}/%s\\nexec ${real}/%s "$@"\\n' $program $program $program $program $program >${bin}/$program
  chmod 755 ${bin}/$program
done`
}

/** Changes the behavior of a shim: a shell script in which `real "$@"` runs the program. */
export const setShim = (program: Program, text: string): string =>
  `mkdir -p ${FOLDER}; cat >${FOLDER}/${program} <<'SHIM'\n${text}\nSHIM`

export const CLEAR_SHIMS = `rm -f ${FOLDER}/*`

/** The docker command of the server; a case may change its behavior for one container. */
export const INSTALL_DOCKER_SHIM = `mkdir -p /dev/shm/chaos; cat >/usr/local/bin/docker <<'SHIM'
#!/bin/sh
real() { /usr/bin/docker "$@"; }
for arg in "$@"; do
  [ ! -e "/dev/shm/chaos/$arg" ] || . "/dev/shm/chaos/$arg"
done
exec /usr/bin/docker "$@"
SHIM
chmod 755 /usr/local/bin/docker`

/** Only for the command that dumps. */
export const setDockerShim = (container: string, text: string): string =>
  `cat >/dev/shm/chaos/${container} <<'SHIM'\ncase "$*" in *"pg_dump -w"*) ;; *) exec /usr/bin/docker "$@" ;; esac\n${text}\nexit $?\nSHIM`

export const clearDockerShim = (container: string): string => `rm -f /dev/shm/chaos/${container}`
