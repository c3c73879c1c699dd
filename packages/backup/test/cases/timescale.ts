import { spawnSync } from 'node:child_process'
import { ensureBaseImages, mustExec, type Sandbox } from '@tsh/sandbox'

export const TIMESCALE = 'timescale/timescaledb:latest-pg17'

const STAND_IN = `FROM postgres:17-alpine
RUN apt-get update \\
 && apt-get install -y --no-install-recommends -t trixie postgresql-17-timescaledb \\
 && rm -rf /var/lib/apt/lists/* \\
 && printf "shared_preload_libraries = 'timescaledb'\\ntimescaledb.telemetry_level = off\\n" >> /usr/share/postgresql/17/postgresql.conf.sample
`

/** Installs TimescaleDB on the server: its image or, if that cannot be pulled, its Debian package in the PostgreSQL image. */
export async function timescaleImage({ server, registry }: Sandbox): Promise<void> {
  if (docker(['image', 'inspect', TIMESCALE]) !== 0 && docker(['pull', '--quiet', TIMESCALE]) !== 0) {
    await ensureBaseImages(['postgres:17-alpine'])
    if (docker(['build', '--quiet', '--tag', TIMESCALE, '-'], STAND_IN) !== 0)
      throw new Error(`the stand-in for ${TIMESCALE} could not be built`)
  }
  const reference = `${registry.open}/cases/timescaledb:17`
  docker(['tag', TIMESCALE, reference])
  docker(['push', '--quiet', reference])
  docker(['image', 'rm', reference])
  await mustExec(server.exec, `docker pull -q ${reference} && docker tag ${reference} ${TIMESCALE}`)
}

const docker = (args: string[], input = ''): number | null =>
  spawnSync('docker', args, { input, timeout: 300_000 }).status
