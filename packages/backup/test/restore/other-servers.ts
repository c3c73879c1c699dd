import { spawnSync } from 'node:child_process'
import { ensureBaseImages, ensureEngine, mustExec, type Sandbox } from '@tsh/sandbox'

/** The busybox tools that our scripts may call. */
const TOOLS = ['sh', 'cat', 'tee', 'timeout', 'sha256sum', 'printf', 'echo', 'df', 'sleep']

/** Builds PostgreSQL 17 with the shell and tools of busybox, as in an alpine image. @returns its name */
export async function busyboxImage(): Promise<string> {
  const name = 'postgres:17-busybox'
  await ensureEngine()
  await ensureBaseImages(['postgres:17-alpine'])
  const links = TOOLS.map(tool => `ln -s /bin/busybox /usr/local/bin/${tool}`).join(' && ')
  const file = `FROM postgres:17-alpine
USER root
RUN command -v busybox || { apt-get update && apt-get install -y --no-install-recommends busybox-static && rm -rf /var/lib/apt/lists/*; }
RUN ${links.replaceAll('/bin/busybox', '$(command -v busybox)')} || true
`
  const { status, stderr } = spawnSync('docker', ['build', '--quiet', '--tag', name, '-'], {
    input: file,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the image with busybox could not be built: ${stderr}`)
  return name
}

/** Installs a cluster on the sandbox server itself, from the distribution's packages: PostgreSQL 17 or newer. */
export async function installCluster({ server }: Sandbox): Promise<void> {
  const script = `set -e
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null
suite=$([ ! -e /etc/apt/preferences.d/trixie ] || echo --target-release trixie)
apt-get install -q -y --no-install-recommends $suite postgresql >/dev/null
pg_ctlcluster "$(ls /etc/postgresql)" main start
runuser -u postgres -- createdb stock
runuser -u postgres -- psql -q stock -c 'CREATE TABLE items AS SELECT generate_series(1, 40) AS id'`
  await mustExec(server.exec, script)
}
