import { createInterface } from 'node:readline/promises'
import type { Approval } from '../run/context/events.ts'
import { createSlots } from '../run/jobs/slots.ts'

const oneAtATime = createSlots(1)

/** Prompts on the terminal for the approval of a protected environment; without a terminal no one can approve. */
export async function promptForApproval(job: string, environment: string): Promise<Approval> {
  if (process.stdin.isTTY) return oneAtATime.use(() => prompt(job, environment))
  const reason = 'there is no terminal to prompt on; run in a terminal, or without --protected-environment'
  return { kind: 'rejected', reason }
}

async function prompt(job: string, environment: string): Promise<Approval> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  // While readline reads the terminal, Ctrl-C arrives as a key, not as a signal.
  terminal.on('SIGINT', () => {
    process.emit('SIGINT')
    terminal.close()
  })
  const response = await terminal.question(
    `Job '${job}' waits for environment '${environment}'. Approve? [y/N] `,
  )
  terminal.close()
  return /^y(es)?$/i.test(response.trim())
    ? { kind: 'approved' }
    : { kind: 'rejected', reason: 'rejected on the terminal' }
}
