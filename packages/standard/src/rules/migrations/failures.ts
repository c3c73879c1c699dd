import { isDockerfile } from '../../dockerfile/read-dockerfile.ts'
import type { Evidence } from '../../finding.ts'
import type { Repository } from '../../model/repository.ts'
import { servicesIn } from '../../model/repository.ts'
import type { Rule } from '../../rule.ts'
import { scriptOf, stepsIn } from '../../workflows/workflow.ts'
import { entryOf } from '../../yaml/node.ts'

export const MIGRATES =
  /\balembic\b[^|;&\n]*\bupgrade\b|\bmanage\.py\s+migrate\b|\bprisma\s+(migrate|db push)\b|\bflask\s+db\s+upgrade\b|\bdb:migrate\b|\bknex\s+migrate|\btypeorm\b.*\bmigration:run\b|\bsequelize\b.*\bdb:migrate\b/

/** Shell code that hides a failure. */
export const SWALLOWS = /\|\|\s*(true\b|:(\s|$)|echo\b|printf\b|exit\s+0\b|\/bin\/true\b)|;\s*true\s*$/

export const failureStops: Rule = {
  id: 'MIG-3',
  severity: 'E',
  title: 'A failed migration stops the deployment.',
  fix: 'Remove anything that hides the failure, such as `|| echo` or `continue-on-error`.',
  check: repository => [
    ...repository.workflows.flatMap(stepsIn).flatMap(({ step }): Evidence[] => {
      const lines = hidden(step.lines)
      const isHidden = step.continuesOnError && MIGRATES.test(scriptOf(step))
      const at = entryOf(step.node, 'continue-on-error')?.at ?? step.at
      return isHidden ? [{ at, message: 'the migration step has continue-on-error' }, ...lines] : lines
    }),
    ...scriptsOf(repository).flatMap(hidden),
    ...servicesIn(repository).flatMap(({ service: { command, entrypoint } }) =>
      hidden([command, entrypoint].filter(one => one !== undefined)),
    ),
  ],
}

const hidden = (lines: readonly { text: string; at: Evidence['at'] }[]): Evidence[] =>
  lines
    .filter(({ text }) => MIGRATES.test(text) && SWALLOWS.test(text) && !/^\s*#/.test(text))
    .map(({ at }) => ({ at, message: 'a failed migration is ignored' }))

/** Lines of shell scripts, and of the commands of Dockerfiles. */
function scriptsOf({ files }: Repository): { text: string; at: Evidence['at'] }[][] {
  return files.paths
    .filter(path => /\.(sh|bash)$/.test(path) || isDockerfile(path))
    .map(path =>
      (files.text(path) ?? '')
        .split('\n')
        .map((text, index) => ({ text, at: { file: path, line: index + 1 } })),
    )
}
