import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { mustExec, type Sandbox, startSandbox } from '@tsh/sandbox'
import { actionDefaults, type S3Double, startS3Double } from '@tsh/testing'

const bundle = resolve(import.meta.dirname, '../../../dist/pg-backup/index.js')
const ROUNDS = 3
/** Total of dump, upload and verification, as a multiple of a bare dump with the same codec. */
const MAX_TIME_RATIO = 1.8
/** Peak memory of the action, MB. */
const MAX_MEMORY_MB = 256

interface Row {
  name: string
  database: string
  codec: string
  /** Seconds. */
  bare: number
  action: number
  /** Peak memory of the action's process, MB. */
  memory: number
  megabytes: number
}

/**
 * Compares the backup of a 2 GB database with a bare `pg_dump > /dev/null` in the container, interleaved in one run, and
 * measures the action's memory for dumps from 64 MB to 4 GB.
 */
export async function benchBackup(): Promise<boolean> {
  const image = 'postgres:17-alpine'
  const sandbox = await startSandbox({ baseImages: [image], log: line => console.error(line) })
  const folder = mkdtempSync(join(tmpdir(), 'bench-backup-'))
  const s3 = await startS3Double({ folder })
  try {
    console.error('Filling three databases (2 GB, 64 MB, 4 GB as text) …')
    await mustExec(sandbox.server.exec, FILL.replaceAll('IMAGE', image))
    const rows = [
      await measure(sandbox, s3, { name: '2 GB, zstd:1', database: 'erp', codec: 'zstd:1' }, ROUNDS),
      await measure(sandbox, s3, { name: '2 GB, gzip:2', database: 'erp', codec: 'gzip:2' }, ROUNDS),
      await measure(sandbox, s3, { name: '64 MB, none', database: 'small', codec: 'none' }, 1),
      await measure(sandbox, s3, { name: '4 GB, none', database: 'large', codec: 'none' }, 1),
    ]
    return show(rows)
  } finally {
    await s3.close()
    await sandbox.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** ERP-like data: orders with jsonb, products in two languages, incompressible attachments, large objects. */
const FILL = `set -e
docker run -d --name db --shm-size 256m -e POSTGRES_HOST_AUTH_METHOD=trust IMAGE -c fsync=off -c max_wal_size=4GB -c shared_buffers=512MB >/dev/null
for i in $(seq 300); do docker exec db pg_isready -q -h 127.0.0.1 && break; sleep 0.2; done
for name in erp small large; do docker exec db createdb -U postgres $name; done
docker exec -i db psql -q -v ON_ERROR_STOP=1 -U postgres erp <<'SQL'
CREATE TABLE accounts AS SELECT g AS id, g % 100 AS branch, 0 AS balance, repeat(' ', 84) AS filler FROM generate_series(1, 6000000) g;
CREATE TABLE orders AS SELECT g AS id, jsonb_build_object('customer', g % 500, 'lines', g % 7, 'token', md5(g::text), 'note', md5(random()::text), 'total', round((random() * 1000)::numeric, 2)) AS data, now() - g * interval '1 minute' AS made FROM generate_series(1, 2500000) g;
CREATE TABLE products AS SELECT g AS id, 'منتج رقم ' || g || ' من الفئة ' || g % 40 AS arabic, 'Product ' || g || ' of ' || md5((g % 1000)::text) AS english FROM generate_series(1, 600000) g;
CREATE TABLE attachments AS SELECT g AS id, decode(string_agg(md5(random()::text), ''), 'hex') AS content FROM generate_series(1, 600) g, generate_series(1, 6400) GROUP BY g;
SELECT count(lo_from_bytea(0, convert_to(repeat('page ' || g, 200), 'UTF8'))) FROM generate_series(1, 2000) g;
ALTER TABLE orders ADD PRIMARY KEY (id);
ALTER TABLE accounts ADD PRIMARY KEY (id);
CREATE INDEX ON orders (made);
SQL
docker exec -i db psql -q -v ON_ERROR_STOP=1 -U postgres small -c "CREATE TABLE t AS SELECT g, repeat(md5(g::text), 32) AS x FROM generate_series(1, 62000) g"
docker exec -i db psql -q -v ON_ERROR_STOP=1 -U postgres large <<'SQL'
CREATE TABLE t (id int, content bytea);
ALTER TABLE t ALTER content SET STORAGE EXTERNAL;
INSERT INTO t WITH one AS MATERIALIZED (SELECT decode(string_agg(md5(random()::text), ''), 'hex') AS content FROM generate_series(1, 62500)) SELECT g, content FROM one, generate_series(1, 2150) g;
SQL`

type What = Pick<Row, 'name' | 'database' | 'codec'>

async function measure(sandbox: Sandbox, s3: S3Double, what: What, rounds: number): Promise<Row> {
  const bare: number[] = []
  const action: number[] = []
  const address = await addressOf(sandbox)
  let memory = 0
  for (let round = 0; round < rounds; round++) {
    bare.push(await timed(() => mustExec(sandbox.server.exec, bareDump(what))))
    console.error(`${what.name}: bare dump ${bare.at(-1)?.toFixed(1)} s`)
    action.push(
      await timed(async () => {
        memory = Math.max(memory, await backUp(sandbox, s3, { ...what, address }))
      }),
    )
    console.error(`${what.name}: action ${action.at(-1)?.toFixed(1)} s, ${memory.toFixed(0)} MB`)
  }
  const sizes = [...s3.objects].filter(
    ([key]) => key.includes(`/${what.database}/data/`) && key.endsWith('.pgc'),
  )
  const megabytes = (sizes.at(-1)?.[1].size ?? 0) / 1e6
  for (const key of s3.objects.keys()) s3.remove(key)
  return { ...what, bare: median(bare), action: median(action), memory, megabytes }
}

function bareDump({ database, codec }: What): string {
  return `docker exec db sh -c 'pg_dump -U postgres -Fc -Z ${codec} ${database} > /dev/null'`
}

/** The inputs that identify the server. */
type Address = Record<'server' | 'host-key', string>

/**
 * The server's internal address, if reachable from this machine: the published port uses a proxy process of Docker,
 * which takes CPU time and does not exist on real servers.
 */
async function addressOf({ server }: Sandbox): Promise<Address> {
  const { host, port, user, knownHosts, exec } = server
  if (process.platform !== 'linux') return { server: `${user}@${host}:${port}`, 'host-key': knownHosts }
  const address = await mustExec(exec, 'hostname -i')
  return { server: `${user}@${address}`, 'host-key': knownHosts.replace(/^\S+/, address) }
}

/** Runs the shipped bundle like the runner. @returns its peak memory in MB */
async function backUp(
  { server }: Sandbox,
  s3: S3Double,
  { database, codec, address }: What & { address: Address },
): Promise<number> {
  const inputs = {
    ...actionDefaults('pg-backup'),
    ...{ mode: 'backup', ...address, 'ssh-key': server.privateKey },
    ...{ 'database-source': 'container', 'database-container': 'db', 'database-name': database },
    ...{ 'database-user': 'postgres', bucket: s3.bucket, region: s3.region, endpoint: s3.endpoint },
    ...{ 'access-key-id': s3.accessKeyId, 'secret-access-key': s3.secretAccessKey, prefix: 'bench' },
    ...{ environment: 'production', encryption: 'sse-s3', compression: codec, verify: '2' },
    ...{ 'keep-last': '10', 'timeout-minutes': '60', 'allow-shrink-reason': 'benchmark' },
  }
  const env = Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  )
  const child = spawn(process.execPath, [bundle], {
    env: { PATH: process.env.PATH ?? '', GITHUB_REPOSITORY: 'tsh/bench', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid ?? 0))
  }, 50)
  const code = await new Promise(done => child.on('close', done))
  clearInterval(watch)
  if (code !== 0) throw new Error(`the backup failed:\n${output}`)
  return peak
}

/** The peak memory of a process according to the kernel (proc(5), VmHWM), in MB. */
function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function show(rows: readonly Row[]): boolean {
  console.log(
    `dump + upload + level 2, compared with a bare pg_dump in the container (median of ${ROUNDS} interleaved runs; limit ${MAX_TIME_RATIO} ×, ${MAX_MEMORY_MB} MB)`,
  )
  let passed = true
  for (const { name, bare, action, memory, megabytes } of rows) {
    // The small and the large database only measure memory: an uncompressed dump is limited by the network speed.
    const overTime = name.startsWith('2 GB') && action / bare > MAX_TIME_RATIO
    const overMemory = memory > MAX_MEMORY_MB
    if (overTime || overMemory) passed = false
    const cells = [
      name.padEnd(14),
      `${bare.toFixed(1)} s`,
      `${action.toFixed(1)} s`,
      `${(action / bare).toFixed(2)} ×`,
      `${memory.toFixed(0)} MB peak`,
      `${megabytes.toFixed(0)} MB stored`,
    ]
    console.log(`${cells.join('  ')}${overTime || overMemory ? '  OVER' : ''}`)
  }
  return passed
}
