import { describe, expect, test } from '@jest/globals'
import { runBundle } from '@tsh/testing'

// Reports of commands, through the bundle; the commands run in the folder that the bundle runs in.

const gate = (commands: string, more: Record<string, string> = {}) =>
  runBundle('test-gate', { commands, 'working-directory': '.', ...more })

const suite = (cases: string): string => `<testsuite>${cases}</testsuite>`
const PASSED = '<testcase classname="a" name="b" time="2.5"/>'
const FAILED =
  '<testcase classname="a" name="c" file="tests/a.py" line="7"><failure message="1 is not 2"/></testcase>'

/** A command that writes a report and ends with a code. */
const unit = (report: string, { code = 0, more = '' } = {}): string =>
  `unit:\n  run: |\n    echo '${report}' > unit.xml; exit ${code}\n  report: unit.xml\n${more}`

test('counts tests, and names kind, tests and the slowest test in outputs and summary', async () => {
  const run = await gate(unit(suite(`${PASSED}<testcase name="s"><skipped/></testcase>`)))
  expect(run).toMatchObject({ code: 0, errors: [] })
  expect(run.outputs).toMatch(/^tests<<.*\n2\n/m)
  expect(run.outputs).toMatch(/^skipped<<.*\n1\n/m)
  const [results = ''] = /^\[\{"name":.*$/m.exec(run.outputs) ?? []
  expect(JSON.parse(results)).toEqual([
    expect.objectContaining({ name: 'unit', kind: 'unit', passed: true, tests: 2 }),
  ])
  expect(run.summary).toContain('| ✅ passed | unit | unit |')
  expect(run.summary).toContain('| 2, 1 skipped | – |')
  expect(run.summary).toContain('#### Slowest tests')
})

test('failed tests fail the gate although the command succeeded, and are annotated at their lines', async () => {
  const run = await gate(unit(suite(PASSED + FAILED)))
  expect(run.code).toBe(1)
  expect(run.stdout).toContain('::error title=test-gate,file=tests/a.py,line=7::a › c: 1 is not 2')
  expect(run.errors.at(-1)).toBe(
    'test-gate: 1 of 1 commands failed: unit (1 of 2 tests failed). Their output is above.',
  )
  expect(run.outputs).toMatch(/^failed<<.*\n1\n/m)
  expect(run.summary).toContain('#### Failed tests')
})

test('at most ten annotations are made, the problem itself included', async () => {
  const run = await gate(unit(suite(FAILED.repeat(30)), { code: 1 }))
  expect(run.errors).toHaveLength(10)
  expect(run.errors.at(-1)).toContain('unit (exit code 1, 30 of 30 tests failed)')
  expect(run.summary).toContain('and 10 more')
})

describe('fails although the command succeeded', () => {
  test.each([
    [
      'without a report',
      'unit:\n  run: "true"\n  report: "*.xml"',
      'unit (wrote no report: nothing matches *.xml in .)',
    ],
    [
      'with an old report',
      'a:\n  run: touch -d 2020-01-01 unit.xml\nunit:\n  run: "true"\n  report: unit.xml',
      'unit (did not write unit.xml, which is from 2020-01-01T',
    ],
    [
      'with a truncated report',
      unit('<testsuite><testcase name="a"/>'),
      'unit (wrote a report that cannot be read: unit.xml is not valid XML: unclosed tag',
    ],
    ['without tests', unit(suite('')), 'unit (its report has no tests)'],
    [
      'with skipped tests alone',
      unit(suite('<testcase name="a"><skipped/></testcase>')),
      'unit (all of its 1 tests were skipped)',
    ],
    [
      'with a coverage report that counts nothing',
      unit(suite(PASSED), { more: '  coverage: unit.xml' }),
      'unit.xml is no Cobertura report',
    ],
  ])('%s', async (_name, commands, problem) => {
    const run = await gate(commands)
    expect(run.code).toBe(1)
    expect(run.errors.at(-1)).toContain(problem)
  })
})

test('names the exit code with which pytest reports that there are no tests', async () => {
  const run = await gate('unit: pytest() { return 5; }; pytest')
  expect(run.errors.at(-1)).toContain('unit (exit code 5: pytest found no tests)')
})

describe('coverage', () => {
  const covering = (covered: number): string =>
    `unit:\n  run: echo '{"total":{"lines":{"total":10,"covered":${covered}}}}' > c.json\n  coverage: c.json`

  test('passes at the minimum and is an output', async () => {
    const run = await gate(covering(8), { 'min-coverage-percent': '80' })
    expect(run).toMatchObject({ code: 0, outputs: expect.stringMatching(/^coverage-percent<<.*\n80\n/m) })
    expect(run.summary).toContain('| 80 % |')
  })

  test.each([
    ['below the minimum', covering(7), 'coverage is 70 % of lines, below the minimum of 80 %'],
    ['that was not measured', 'unit: true', 'coverage is unknown, and "min-coverage-percent" is 80'],
  ])('%s fails', async (_name, commands, problem) => {
    const run = await gate(commands, { 'min-coverage-percent': '80' })
    expect(run.code).toBe(1)
    expect(run.errors.at(-1)).toContain(problem)
  })
})

describe('a command', () => {
  test('runs in its folder with its variables', async () => {
    const commands =
      'a:\n  run: mkdir -p sub\nb:\n  run: test "$(basename "$PWD") $LEVEL" = "sub 3"\n  working-directory: sub\n  env: { LEVEL: 3 }'
    expect((await gate(commands)).code).toBe(0)
  })

  test('that takes too long is ended with all that it has started', async () => {
    const run = await gate('slow:\n  run: trap "" TERM; setsid sleep 987 & sleep 986\n  timeout-seconds: 1')
    expect(run.errors.at(-1)).toContain('slow (timed out after 1 s)')
    expect(await runningSleeps()).toEqual([])
  })

  test('leaves nothing running', async () => {
    const run = await gate('daemon: setsid sleep 985 > /dev/null 2>&1 & sleep 1')
    expect(run.code).toBe(0)
    expect(run.stdout).toContain('Ended what daemon left running: sleep')
    expect(await runningSleeps()).toEqual([])
  })
})

/** What is left of the commands of these tests. */
async function runningSleeps(): Promise<string[]> {
  const { execFileSync } = await import('node:child_process')
  const all = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n')
  return all.filter(line => /^sleep 98[567]$/.test(line))
}
