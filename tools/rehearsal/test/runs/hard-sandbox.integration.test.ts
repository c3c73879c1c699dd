import { expect } from '@jest/globals'
import { startSandbox } from '@tsh/sandbox'
import { HOSTILE_NAMES } from '@tsh/sandbox/hostile/names'
import { run } from '@tsh/sandbox/machine/command'
import { softwareVersions } from '@tsh/sandbox/sandbox/versions'
import { caseTestFull } from '@tsh/testing/case-test'
import { testFull } from '@tsh/testing/full'
import { rehearsed } from './rehearsal.ts'

/** The sample must be deployable to production on every sandbox. */
const deployed =
  (...options: string[]) =>
  async (): Promise<void> => {
    const { problems, failures, outcome } = await rehearsed('production', ...options)
    expect({ problems, failures, outcome }).toEqual({ problems: [], failures: [], outcome: 'deployed' })
  }

caseTestFull('engine-testing', 'the newest Docker, nginx and OpenSSH', deployed('--engine', 'testing'))
caseTestFull(
  'engine-testing-containerd',
  'images in the containerd store on both sides',
  deployed('--engine', 'testing-containerd'),
)
caseTestFull('server-strict', 'a server with production properties', deployed('--strict'))
caseTestFull('server-fresh', 'the first deployment to an empty server', deployed('--fresh'))
caseTestFull(
  'hostile-env-words',
  'ordinary words as values of TOKEN and PASSWORD in the env file',
  deployed('--hostile=env-words'),
)
caseTestFull('hostile-master', 'a default branch called master', deployed('--hostile=master'))
caseTestFull('hostile-all', `all of these at the same time: ${HOSTILE_NAMES}`, deployed('--hostile'))

testFull(
  'server and runner have the same generation, optionally with the containerd image store',
  async () => {
    const sandbox = await startSandbox({ generation: 'testing-containerd' })
    try {
      const facts = '{{.ServerVersion}} {{json .DriverStatus}}'
      const server = await sandbox.server.exec(`docker info --format '${facts}'`)
      const runner = await run('docker', ['info', '--format', facts], { env: sandbox.runner })
      expect(server.stdout).toContain('io.containerd.snapshotter.v1')
      expect(runner.stdout).toBe(server.stdout)
      const { Docker, compose, buildx } = await softwareVersions(sandbox)
      expect(server.stdout.split(/[+ ]/)[0]).toBe(Docker)
      const plugins = ['compose', 'buildx'].map(name =>
        run('docker', [name, 'version'], { env: sandbox.runner }),
      )
      const [composeOnRunner, buildxOnRunner] = await Promise.all(plugins)
      expect(composeOnRunner?.stdout).toContain(compose)
      expect(buildxOnRunner?.stdout).toContain(buildx)
    } finally {
      await sandbox.stop()
    }
  },
)
