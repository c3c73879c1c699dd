import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const node = process.execPath

/** One part of `npm test`: a name, and work that returns how many checks passed and what failed. */
interface Part {
  name: string
  run(): Promise<{ passed: number; failures: string[] }>
}

const format: Part = {
  name: 'format and lint',
  run: () => command('biome', ['check', '--error-on-warnings', '.']),
}
const types: Part = { name: 'types', run: () => command('tsc', ['--noEmit', '-p', 'tsconfig.json']) }
const workflows: Part = { name: 'workflows', run: () => script('scripts/lint-workflows.ts') }
const docs: Part = {
  name: 'README tables',
  async run() {
    const { writeDocs } = await import('./docs.ts')
    const stale = await writeDocs({ check: true })
    return {
      passed: stale.length === 0 ? 1 : 0,
      failures: stale.map(file => `${file} is not up to date. Run "npm run docs"`),
    }
  },
}
const bundles: Part = {
  name: 'dist is what the source builds',
  async run() {
    const { build } = await import('./build.ts')
    const folder = await mkdtemp(join(tmpdir(), 'dist-'))
    try {
      await build(folder)
      return await compare(folder, join(root, 'dist'))
    } finally {
      process.chdir(root)
      await rm(folder, { recursive: true, force: true })
    }
  },
}
const unit: Part = {
  name: 'unit tests',
  run: () => jest(['--testPathIgnorePatterns', 'integration', 'packages/workflow']),
}
const runner: Part = {
  name: 'workflow runner',
  run: () => jest(['packages/workflow', '--testPathIgnorePatterns', 'integration']),
}
const images: Part = {
  // On a bare machine this takes minutes, which no test should have to count among its own.
  name: 'Docker and the images of the tests',
  run: () => script('scripts/test-images.ts'),
}
/** Files with limits for how long a database is away, which hold only while nothing else works on the machine. */
const ALONE = 'pg-backup/test/restore(-swap)?\\.integration'
const integration: Part = {
  name: 'integration tests and rehearsals',
  // Two files side by side: most of their time is waiting.
  run: () => jest(['integration', '--maxWorkers', '2', '--verbose', '--testPathIgnorePatterns', ALONE]),
}
const alone: Part = {
  name: 'integration tests that need the machine for themselves',
  run: () => jest([ALONE, '--runInBand', '--verbose']),
}

const chosen = process.argv.includes('--unit')
  ? [unit]
  : process.argv.includes('--static')
    ? [format, types, workflows, docs]
    : [format, types, workflows, docs, bundles, unit, runner, images, integration, alone]

process.chdir(root)
let passed = 0
const failures: string[] = []
for (const part of chosen) {
  console.log(`\n── ${part.name}`)
  const started = Date.now()
  const result = await part.run()
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  for (const failure of result.failures) console.log(failure)
  console.log(`   ${result.failures.length === 0 ? 'passed' : 'FAILED'} in ${seconds} s`)
  passed += result.passed
  failures.push(...result.failures.map(failure => `${part.name}: ${failure}`))
}
console.log(`\n${passed} passed, ${failures.length} failed`)
process.exitCode = failures.length > 0 ? 1 : 0

async function command(name: string, args: string[]) {
  const code = await start(join(root, 'node_modules/.bin', name), args)
  return { passed: code === 0 ? 1 : 0, failures: code === 0 ? [] : [`${name} ended with exit code ${code}`] }
}

async function script(path: string) {
  const code = await start(node, ['--disable-warning=ExperimentalWarning', path])
  return { passed: code === 0 ? 1 : 0, failures: code === 0 ? [] : [`${path} ended with exit code ${code}`] }
}

/** Runs jest and counts its tests. */
async function jest(args: string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'jest-'))
  const report = join(folder, 'report.json')
  try {
    const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']
    const words = [...flags, 'node_modules/jest/bin/jest.js', '--json', '--outputFile', report, ...args]
    // Jest reports on the error output; the standard output is what the actions under test would tell the runner.
    const code = await start(node, words, 'ignore')
    const results = JSON.parse(await readFile(report, 'utf8')) as JestReport
    const failed = results.testResults.flatMap(file =>
      file.assertionResults.length === 0 && file.status === 'failed'
        ? [`${relative(root, file.name)} could not run`]
        : file.assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    )
    if (code !== 0 && failed.length === 0) failed.push(`jest ended with exit code ${code}`)
    return { passed: results.numPassedTests, failures: failed }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface JestReport {
  numPassedTests: number
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[]
}

function start(file: string, args: string[], stdout: 'inherit' | 'ignore' = 'inherit'): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', stdout, 'inherit'] })
    child.on('error', reject)
    child.on('close', code => resolve(code ?? 1))
  })
}

async function compare(built: string, committed: string) {
  const files = async (folder: string): Promise<string[]> => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
    return entries
      .filter(entry => entry.isFile())
      .map(entry => relative(folder, join(entry.parentPath, entry.name)))
  }
  const [wanted, found] = [await files(built), await files(committed)]
  const failures = found
    .filter(file => !wanted.includes(file))
    .map(file => `dist/${file} is not built from anything`)
  for (const file of wanted) {
    const [mine, theirs] = await Promise.all([
      readFile(join(built, file)),
      readFile(join(committed, file)).catch(() => undefined),
    ])
    if (!theirs?.equals(mine))
      failures.push(`dist/${file} is not what the source builds. Run "npm run build" and commit it`)
  }
  return { passed: wanted.length - failures.length, failures }
}
