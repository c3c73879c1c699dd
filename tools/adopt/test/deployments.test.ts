import { describe, expect, test } from '@jest/globals'
import { readWorkflow } from '@tsh/standard/reading'
import { oldDeployments } from '../src/findings/old-deployments.ts'

const found = (on: string, steps: string, keys = '    runs-on: ubuntu-latest\n') => {
  const workflow = readWorkflow(
    '.github/workflows/ci.yml',
    `on: ${on}\njobs:\n  work:\n${keys}    steps:\n${steps}`,
  )
  return oldDeployments(workflow ? [workflow] : [], ['main']).map(
    ({ trigger, reason }) => `${trigger}: ${reason}`,
  )
}
const MAIN = '{ push: { branches: [main] } }'
const run = (line: string): string => `      - run: ${line}\n`
const uses = (action: string): string => `      - uses: ${action}\n`

describe('a job deploys', () => {
  test.each<[string, string, string[]]>([
    ['by an SSH action', uses('appleboy/ssh-action@v1'), ['push to main: appleboy/ssh-action']],
    ['by a copy', uses('appleboy/scp-action@v0.1'), ['push to main: appleboy/scp-action']],
    ['by rsync', uses('burnett01/rsync-deployments@7.0'), ['push to main: burnett01/rsync-deployments']],
    [
      'by ssh',
      run('ssh -p 22 root@host "docker compose up -d"'),
      ['push to main: ssh in a script, docker compose up'],
    ],
    ['by docker stack', run('docker stack deploy -c a.yml app'), ['push to main: docker stack deploy']],
    ['not by tests', run('docker compose up -d db && npm test'), []],
    ['not by a key', run('ssh-keyscan host >> known_hosts'), []],
    ['not by a build', uses('docker/build-push-action@v6'), []],
  ])('%s', (_name, steps, expected) => {
    expect(found(MAIN, steps)).toEqual(expected)
  })

  test('by compose on a dedicated server', () => {
    const steps = run('docker compose up -d')
    expect(found(MAIN, steps, '    runs-on: [self-hosted]\n')).toEqual(['push to main: docker compose up'])
    expect(found(MAIN, steps, '    runs-on: ubuntu-latest\n    environment: production\n')).toHaveLength(1)
  })
})

test.each<[string, string[]]>([
  [MAIN, ['push to main']],
  ['push', ['push to main']],
  ['{ push: { branches: ["ma*"] } }', ['push to main']],
  ['{ push: { branches: [develop] } }', []],
  ['workflow_dispatch', ['workflow_dispatch']],
  ['{ release: { types: [published] } }', ['release']],
  ['pull_request', []],
])('a deployment on %s is listed as %j', (on, triggers) => {
  expect(found(on, run('ssh a@b'))).toEqual(triggers.map(trigger => `${trigger}: ssh in a script`))
})
