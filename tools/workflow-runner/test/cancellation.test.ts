import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { RunEvent, RunOptions, RunResult } from '../src/index.ts'
import { runCase, steps } from './run-case.ts'

/** Source of the rules: docs.github.com, "Canceling a workflow run"; actions/runner, ProcessInvoker.cs. */
async function cancelled(
  workflow: string,
  options: {
    after: string
    limit?: number
    seen?: (event: RunEvent) => void
    more?: Partial<RunOptions>
    files?: Record<string, string>
  },
): Promise<RunResult> {
  const stop = new AbortController()
  const on = (event: RunEvent): void => {
    options.seen?.(event)
    if (event.type === 'log' && event.line === options.after) stop.abort()
  }
  const milliseconds = options.limit === undefined ? {} : { cancellationLimit: options.limit }
  const run = await runCase({
    workflow,
    ...(options.files && { files: options.files }),
    options: { signal: stop.signal, on, milliseconds, ...options.more },
  })
  if ('refused' in run) throw new Error(run.refused)
  return run
}

function processesWith(text: string): string[] {
  return readdirSync('/proc').filter(pid => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text)
    } catch {
      return false
    }
  })
}

describe('cancellation', () => {
  test.concurrent('SIGINT reaches the entry process; always() and cancelled() steps run, others do not', async () => {
    const run = await cancelled(
      steps(`
- id: s
  shell: node {0}
  run: |
    process.on('SIGINT', () => { console.log('interrupted'); process.exit(0) })
    setInterval(() => {}, 1000)
    console.log('ready')
- run: echo "plain"
- {if: always(), run: echo "always"}
- {if: cancelled(), run: 'echo "cancelled \${{ steps.s.outcome }} \${{ job.status }}"'}
- {if: failure(), run: echo "failure"}
`),
      { after: 'ready' },
    )
    expect(run).toMatchObject({ conclusion: 'cancelled', jobs: { a: { result: 'cancelled' } } })
    for (const line of [
      '| interrupted\n',
      '| always\n',
      '| cancelled cancelled cancelled\n',
      'The operation was canceled.',
    ])
      expect(run.log).toContain(line)
    for (const line of ['| plain\n', '| failure\n']) expect(run.log).not.toContain(line)
  })

  test.concurrent('SIGTERM after 7.5 s, kill of the process tree after another 2.5 s, regardless of ignored signals', async () => {
    const times: Record<string, number> = {}
    // A number of seconds that no other process sleeps.
    const marker = String(1_000_000_000 + Math.floor(Math.random() * 1_000_000_000))
    const run = await cancelled(
      steps(`
- shell: node {0}
  run: |
    const { spawn } = require('node:child_process')
    for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => console.log(name))
    spawn('sleep', ['${marker}'], { detached: true, stdio: 'ignore' })
    setInterval(() => {}, 1000)
    console.log('ready')
`),
      {
        after: 'ready',
        seen: event => {
          if (event.type === 'log' || event.type === 'step-finished')
            times[event.type === 'log' ? event.line : 'end'] = Date.now()
        },
      },
    )
    expect(run.conclusion).toBe('cancelled')
    const since = (name: string): number => (times[name] ?? 0) - (times.ready ?? 0)
    // Never earlier than on GitHub. How much later depends on the load of this machine.
    expect(since('SIGTERM')).toBeGreaterThan(7_400)
    expect(since('SIGTERM') - since('SIGINT')).toBeGreaterThan(3_000)
    expect(since('end')).toBeGreaterThan(9_900)
    expect(processesWith(marker)).toEqual([])
  })

  test.concurrent('waiting jobs are skipped, always() jobs run, a running always() job continues', async () => {
    const node = (text: string): string => `{shell: 'node {0}', run: "${text}"}`
    const run = await cancelled(
      `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - ${node("setTimeout(() => {}, 60000); process.on('SIGINT', () => process.exit(1)); setTimeout(() => console.log('ready'), 300)")}
  goes-on:
    if: always()
    runs-on: ubuntu-latest
    steps:
      - ${node("setTimeout(() => console.log('went on'), 1200)")}
  b: {needs: a, runs-on: ubuntu-latest, steps: [{run: echo b}]}
  notify: {needs: a, if: always(), runs-on: ubuntu-latest, steps: [{run: 'echo "notify \${{ needs.a.result }}"'}]}
  rollback: {needs: a, if: failure(), runs-on: ubuntu-latest, steps: [{run: echo rollback}]}
  not-cancelled: {needs: a, if: '!cancelled()', runs-on: ubuntu-latest, steps: [{run: echo no}]}
`,
      { after: 'ready' },
    )
    const results = Object.fromEntries(Object.entries(run.jobs).map(([id, { result }]) => [id, result]))
    expect(results).toEqual({
      a: 'cancelled',
      'goes-on': 'success',
      b: 'skipped',
      notify: 'success',
      rollback: 'skipped',
      'not-cancelled': 'skipped',
    })
    expect(run.log).toContain('| notify cancelled\n')
    expect(run.log).toContain('| went on\n')
  })

  test.concurrent('post steps run after a cancellation', async () => {
    const run = await cancelled(
      steps(
        '- {uses: acme/shared/act@v1, with: {what: first}}\n- {shell: "node {0}", run: "setInterval(() => {}, 1000); process.on(\'SIGINT\', () => process.exit()); console.log(\'ready\')"}',
      ),
      {
        after: 'ready',
        more: { repositories: { 'acme/shared': join(import.meta.dirname, 'conformance', 'shared') } },
      },
    )
    expect(run.conclusion).toBe('cancelled')
    expect(run.log).toContain('| post of first')
  })

  test.concurrent('always() and cancelled() steps of a composite action run after a cancellation', async () => {
    const action = `name: c
description: c
runs:
  using: composite
  steps:
    - shell: node {0}
      run: "process.on('SIGINT', () => process.exit(1)); setInterval(() => {}, 1000); console.log('ready')"
    - {shell: bash, run: echo "plain"}
    - {if: always(), shell: bash, run: 'echo "tidied \${{ github.action_status }}"'}
    - {if: cancelled(), shell: bash, run: echo "seen"}
    - {if: failure(), shell: bash, run: echo "failure"}
`
    const run = await cancelled(
      steps('- {id: c, uses: $/c}\n- {if: always(), run: \'echo "${{ steps.c.outcome }}"\'}'),
      {
        after: 'ready',
        files: { 'c/action.yml': action },
      },
    )
    expect(run.conclusion).toBe('cancelled')
    for (const line of ['| tidied cancelled\n', '| seen\n', '| cancelled\n']) expect(run.log).toContain(line)
    for (const line of ['| plain\n', '| failure\n']) expect(run.log).not.toContain(line)
  })

  test.concurrent('at the cancellation limit everything stops, including always() steps', async () => {
    const run = await cancelled(
      steps('- {if: always(), run: \'echo ready; exec sleep 60\'}\n- {if: always(), run: echo "after"}'),
      { after: 'ready', limit: 500 },
    )
    expect(run.conclusion).toBe('cancelled')
    expect(run.log).not.toContain('| after\n')
  })

  test.concurrent('a cancellation ends the wait for an approval', async () => {
    const stop = new AbortController()
    const run = await runCase({
      workflow: steps('- run: echo "deployed"', 'environment: live'),
      options: {
        signal: stop.signal,
        protectedEnvironments: ['live'],
        on: event => {
          if (event.type !== 'waiting-for-approval') return
          stop.abort()
          return new Promise<undefined>(() => {})
        },
      },
    })
    expect(run).toMatchObject({ conclusion: 'cancelled', jobs: { a: { result: 'cancelled' } } })
  })

  test.concurrent('events name the environment of a job, and whether it is a deployment', async () => {
    const environments: unknown[] = []
    await runCase({
      workflow: `on: push
jobs:
  a: {runs-on: ubuntu-latest, environment: {name: live, url: "https://x.example"}, steps: [{run: x=1}]}
  b: {needs: a, runs-on: ubuntu-latest, environment: {name: live, deployment: false}, steps: [{run: x=1}]}
  c: {needs: b, runs-on: ubuntu-latest, steps: [{run: x=1}]}
`,
      options: {
        on: event => {
          if (event.type === 'job-started' || event.type === 'job-finished')
            environments.push(event.environment)
        },
      },
    })
    const live = { name: 'live', isDeployment: true }
    const other = { name: 'live', isDeployment: false }
    expect(environments).toEqual([
      ...[live, { ...live, url: 'https://x.example' }],
      ...[other, other],
      ...[undefined, undefined],
    ])
  })

  test.concurrent('an asynchronous listener delays the next job', async () => {
    const order: string[] = []
    await runCase({
      workflow:
        'on: push\njobs:\n  a: {runs-on: ubuntu-latest, steps: [{run: x=1}]}\n  b: {needs: a, runs-on: ubuntu-latest, steps: [{run: x=1}]}\n',
      options: {
        on: async event => {
          if (event.type === 'job-finished') await new Promise(resolve => setImmediate(resolve))
          if (event.type === 'job-started' || event.type === 'job-finished')
            order.push(`${event.type} ${event.job}`)
        },
      },
    })
    expect(order).toEqual(['job-started a', 'job-finished a', 'job-started b', 'job-finished b'])
  })
})
