import { setOutput } from '@actions/core'
import { UserError } from './errors.ts'
import { redact } from './secrets.ts'

/**
 * Sets the outputs of the step, names as in action.yml. A value that contains a secret is refused here by name:
 * the runner would drop it between jobs with a warning only ("Skip output 'x' since it may contain secret.",
 * actions/runner, src/Runner.Worker/JobExtension.cs), and the next job would run with an empty string.
 */
export function setOutputs(outputs: object): void {
  for (const [name, value] of Object.entries(outputs)) {
    const text = String(value)
    if (redact(text) !== text) {
      throw new UserError(
        `output "${name}" contains the value of a secret, and GitHub drops such outputs between jobs. Pass names, hosts and user names as variables, not as secrets`,
      )
    }
    setOutput(name, text)
  }
}
