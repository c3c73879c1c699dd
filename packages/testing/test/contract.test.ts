import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { actionFile } from '../src/action-file.ts'
import { declaredInputs, declaredOutputs } from '../src/index.ts'

const root = resolve(import.meta.dirname, '../../..')
const actions = readdirSync(join(root, 'actions')).sort()

describe.each(actions)('%s', action => {
  const metadata = actionFile(action)
  const folder = join(root, 'actions', action)

  test('reads exactly the inputs that action.yml declares', async () => {
    const module = (await import(pathToFileURL(join(folder, 'src/inputs.ts')).href)) as Record<
      string,
      unknown
    >
    const read = Object.values(module).find(value => typeof value === 'function') as () => unknown
    expect(inputsReadBy(read)).toEqual(declaredInputs(action))
  })

  test('describes every input and output', () => {
    for (const { description } of Object.values({ ...metadata.inputs, ...metadata.outputs })) {
      expect(description).toMatch(/\w.*[.)]$/)
    }
  })

  test('has a README with every input and output', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8')
    for (const name of [...declaredInputs(action), ...declaredOutputs(action)])
      expect(readme).toContain(`| \`${name}\` |`)
    expect(readme).toContain(`uses: tsh/actions/${action}@v1`)
  })

  test('runs on Node 24', () => {
    const { runs } = parse(readFileSync(join(folder, 'action.yml'), 'utf8'))
    // A post step is the same bundle, which knows by its state that it is one.
    expect({ post: 'index.js', ...runs }).toEqual({ using: 'node24', main: 'index.js', post: 'index.js' })
  })
})

describe('product workflows', () => {
  const folder = join(root, '.github/workflows')
  const files = readdirSync(folder).filter(name => !name.startsWith('.'))

  test.each(files)('%s is called, never triggered, and grants nothing at the top', file => {
    const workflow = parse(readFileSync(join(folder, file), 'utf8'))
    expect(Object.keys(workflow.on)).toEqual(['workflow_call'])
    expect(workflow.permissions).toEqual({})
    for (const secret of Object.values(workflow.on.workflow_call.secrets))
      expect(secret).toEqual({ required: false })
  })

  test.each(files)('%s limits every job and uses only our actions and pinned ones', file => {
    const workflow = parse(readFileSync(join(folder, file), 'utf8'))
    for (const job of Object.values<Job>(workflow.jobs)) {
      expect(job['timeout-minutes']).toBeGreaterThan(0)
      expect(job.permissions).toBeDefined()
      for (const { uses, run } of job.steps) {
        if (uses) expect(uses).toMatch(/^(\$\/dist\/[a-z-]+|actions\/[a-z-]+@[0-9a-f]{40})$/)
        expect(run ?? '').not.toContain('${{')
      }
    }
  })

  // A rollback by hand does not queue behind a deployment; the server's lock keeps them apart.
  const changing = files.filter(file => !['backup.yml', 'rollback.yml'].includes(file))
  test.each(changing)('%s lets one deployment or restore run at a time and cancels none', file => {
    const { deploy, restore } = parse(readFileSync(join(folder, file), 'utf8')).jobs
    const { concurrency } = deploy ?? restore
    expect(concurrency).toMatchObject({ 'cancel-in-progress': false, queue: 'max' })
    expect(concurrency.group).toMatch(/^tsh-deploy-/)
  })
})

interface Job {
  'timeout-minutes': number
  permissions?: object
  steps: { uses?: string; run?: string }[]
}

/** Notes which INPUT_ variables a reader asks for. With a host set, optional server inputs are read too. */
function inputsReadBy(read: () => unknown): string[] {
  const asked = new Set<string>()
  const saved = process.env
  process.env = new Proxy<NodeJS.ProcessEnv>(
    { GITHUB_SHA: 'a'.repeat(40), INPUT_HOST: 'server' },
    {
      get(target, name) {
        if (typeof name === 'string' && name.startsWith('INPUT_')) asked.add(name.slice(6).toLowerCase())
        return Reflect.get(target, name)
      },
    },
  )
  try {
    read()
  } catch {
    // The inputs are not valid; only the asking counts.
  } finally {
    process.env = saved
  }
  return [...asked].sort()
}
