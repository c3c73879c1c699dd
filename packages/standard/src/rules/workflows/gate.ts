import type { Evidence } from '../../finding.ts'
import type { Rule } from '../../rule.ts'
import { scriptOf, stepsIn, type WorkflowStep } from '../../workflows/workflow.ts'
import { entryOf } from '../../yaml/node.ts'
import { SWALLOWS } from '../migrations/failures.ts'

const TESTS =
  /\b(pytest|unittest|ruff|flake8|pylint|mypy|pyright|eslint|biome|tsc|jest|vitest|mocha|playwright test|cypress run|phpunit|rspec|rubocop|tox|nox|black --check|isort --check|prettier --check|golangci-lint)\b|\b(npm|pnpm|yarn|bun)\s+(run\s+)?(test|lint|typecheck|type-check|check)\b|\bnode --test\b|\b(go|cargo|dotnet|mvn|gradle|\.\/gradlew)\s+(test|vet|clippy|check)\b|\bmake\s+(test|lint|check)\b|\bmanage\.py test\b/

const runsTests = (step: WorkflowStep): boolean =>
  step.lines.some(
    ({ text }) =>
      TESTS.test(text) && !/\b(pip|npm|pnpm|yarn|apt-get|poetry|uv)\s+(install|add|ci|sync|i)\b/.test(text),
  )

export const testsGate: Rule = {
  id: 'CHK-1',
  severity: 'E',
  title: 'Failing lint, type checks or tests fail the workflow.',
  fix: 'Remove `continue-on-error` and `|| true`.',
  check: ({ workflows, settings }) => [
    ...workflows.flatMap(({ jobs }) =>
      jobs
        .filter(({ continuesOnError, steps }) => continuesOnError && steps.some(runsTests))
        .map(({ id, node, at }) => ({
          at: entryOf(node, 'continue-on-error')?.at ?? at,
          message: `job ${id} runs tests with continue-on-error`,
        })),
    ),
    ...workflows.flatMap(stepsIn).flatMap(({ step }) => hiddenFailures(step)),
    ...Object.entries(settings?.file.test?.commands ?? {})
      .filter(([, command]) => SWALLOWS.test(typeof command === 'string' ? command : command.run))
      .map(([name]) => ({
        at: { file: settings?.path ?? '', line: 1 },
        subject: name,
        message: `test command ${name} ignores failures`,
      })),
  ],
}

function hiddenFailures(step: WorkflowStep): Evidence[] {
  const continues = step.continuesOnError && runsTests(step)
  const at = entryOf(step.node, 'continue-on-error')?.at ?? step.at
  return [
    ...(continues
      ? [
          {
            at,
            message: `step ${step.name || scriptOf(step).split('\n')[0]} runs tests with continue-on-error`,
          },
        ]
      : []),
    ...step.lines
      .filter(({ text }) => TESTS.test(text) && SWALLOWS.test(text) && !/^\s*#/.test(text))
      .map(line => ({ at: line.at, message: 'a failed test is ignored' })),
  ]
}

/** Commands that dump a database. */
const DUMPS = /\b(pg_dump|pg_dumpall|mysqldump|mariadb-dump|mongodump|pg_basebackup)\b/

export const backupBlocks: Rule = {
  id: 'CHK-3',
  severity: 'E',
  title: 'A failed backup stops the deployment.',
  fix: 'Let the step fail, and add the backup job to `needs` of the deployment.',
  check: ({ workflows }) =>
    workflows.flatMap(workflow => {
      const steps = stepsIn(workflow).filter(
        ({ step }) => DUMPS.test(scriptOf(step)) || /pg-backup@/.test(step.uses?.text ?? ''),
      )
      const jobs = [...new Set(steps.map(({ job }) => job))]
      return [
        ...jobs
          .filter(({ continuesOnError }) => continuesOnError)
          .map(({ id, node, at }) => ({
            at: entryOf(node, 'continue-on-error')?.at ?? at,
            message: `job ${id} ignores a failed backup`,
          })),
        ...steps.flatMap(({ step }) => hiddenBackup(step)),
        ...unneededBackup(
          jobs.map(({ id }) => id),
          workflow,
        ),
      ]
    }),
}

function hiddenBackup(step: WorkflowStep): Evidence[] {
  const start = step.lines.findIndex(({ text }) => DUMPS.test(text))
  const exits = step.lines.filter(
    ({ text }, index) => index >= start && start >= 0 && /\bexit 0\b/.test(text),
  )
  const swallowed = step.lines.filter(({ text }) => DUMPS.test(text) && SWALLOWS.test(text))
  const at = entryOf(step.node, 'continue-on-error')?.at
  return [
    ...(step.continuesOnError && at ? [{ at, message: 'a failed backup is ignored' }] : []),
    ...[...new Set([...exits, ...swallowed])].map(line => ({
      at: line.at,
      message: 'a failed backup exits with 0',
    })),
  ]
}

function unneededBackup(
  backups: readonly string[],
  { jobs }: { jobs: readonly { id: string; needs: string[]; at: Evidence['at']; steps: WorkflowStep[] }[] },
): Evidence[] {
  const reaches = (id: string): boolean => {
    const { needs = [] } = jobs.find(job => job.id === id) ?? {}
    return needs.some(need => backups.includes(need) || reaches(need))
  }
  if (backups.length === 0) return []
  return jobs
    .filter(({ id }) => /^deploy/.test(id) && !backups.includes(id) && !reaches(id))
    .map(({ id, at }) => ({ at, subject: id, message: `job ${id} does not need the backup job` }))
}
