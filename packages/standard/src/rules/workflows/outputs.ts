import type { Evidence } from '../../finding.ts'
import type { Rule } from '../../rule.ts'
import { stepsIn, type Workflow } from '../../workflows/workflow.ts'
import { get } from '../../yaml/node.ts'

export const passedOutputs: Rule = {
  id: 'CHK-5',
  severity: 'E',
  title: 'Job outputs are set on the runner, and jobs need the jobs whose outputs they use.',
  fix: 'Declare the output, and write to GITHUB_OUTPUT on the runner.',
  check: ({ workflows }) =>
    workflows.flatMap(workflow => [
      ...stepsIn(workflow).flatMap(({ step }) => remoteOutputs(step.lines, step.isRemote)),
      ...missingOutputs(workflow),
    ]),
}

/** Lines that write outputs inside a heredoc that is sent to a server. */
function remoteOutputs(
  lines: readonly { text: string; at: Evidence['at'] }[],
  isRemote: boolean,
): Evidence[] {
  const found: Evidence[] = []
  let delimiter: string | undefined
  for (const { text, at } of lines) {
    const isOutput = /GITHUB_OUTPUT|::set-output/.test(text)
    if (isOutput && (isRemote || delimiter !== undefined))
      found.push({ at, message: 'the output is written on the server and never reaches the job' })
    if (delimiter !== undefined) delimiter = text.trim() === delimiter ? undefined : delimiter
    else delimiter = /\bssh\b.*<<-?\s*["'\\]?(\w+)/.exec(text)?.[1]
  }
  return found
}

const OUTPUT = /\bneeds\.([\w-]+)\.outputs\.([\w-]+)/g

function missingOutputs({ jobs, text, path }: Workflow): Evidence[] {
  const lines = text.split('\n')
  return jobs.flatMap((job, index) => {
    const end = jobs[index + 1]?.at.line ?? lines.length + 1
    return lines.slice(job.at.line - 1, end - 1).flatMap((line, offset) =>
      [...line.matchAll(OUTPUT)].flatMap(([, id = '', output = '']) => {
        const source = jobs.find(one => one.id === id)
        const declared = get(source?.node, 'outputs')
        const isSet = source?.uses || (declared?.kind === 'map' && declared.entries.has(output))
        const at = { file: path, line: job.at.line + offset }
        if (!job.needs.includes(id))
          return [
            {
              at,
              subject: output,
              message: `${job.id} uses output ${output} of ${id}, which is not in its needs`,
            },
          ]
        return isSet ? [] : [{ at, subject: output, message: `${id} does not declare the output ${output}` }]
      }),
    )
  })
}
