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

test('commands in services are listed, except for migrations', () => {
  const script = [
    'cd /srv/app && docker compose -f prod.yml up -d',
    'docker compose -f prod.yml exec -T web python manage.py collectstatic --noinput',
    'docker-compose run --rm web python manage.py migrate && docker compose exec web ./warm-up',
    'docker compose exec db psql -c "select 1" | cat',
    'docker compose exec web',
  ]
  const text = `on: push\njobs:\n  live:\n    steps:\n      - uses: appleboy/ssh-action@v1\n        with:\n          script: |\n${script.map(line => `            ${line}\n`).join('')}`
  const workflow = readWorkflow('.github/workflows/ci.yml', text)
  expect(oldDeployments(workflow ? [workflow] : [], ['main'])[0]?.commands).toEqual([
    'web python manage.py collectstatic --noinput',
    'web ./warm-up',
    'db psql -c "select 1"',
  ])
})
