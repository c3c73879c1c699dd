import type { ActionEnd } from './action.ts'
import { FAULTS, type Fault } from './faults.ts'
import { MOMENTS, type Moment } from './moments.ts'

/** One fault at one moment. */
export interface Case {
  moment: Moment
  fault: Fault
  /** Part of the sample of `--quick`. */
  quick: boolean
}

/** What a case showed. */
export interface Result {
  case: Case
  /** Everything that was not as it must be; a case without is survived. */
  problems: string[]
  seconds: number
  /** What ran, in order. */
  steps: (Pick<ActionEnd, 'code' | 'log'> & { step: string })[]
}

/** Every fault once, in both environments and all three actions. */
const SAMPLE = [
  'production ssh-deploy migration runs: network',
  'production ssh-deploy images come: disk full',
  'production ssh-deploy slot starts: SIGINT',
  'production blue-green-switch switching: proxy config',
  'production blue-green-switch moved: SIGKILL',
  'production rollback moved: sshd session',
  'staging ssh-deploy second container has the traffic: SIGTERM',
  'staging ssh-deploy first container is replaced: docker daemon',
  'staging ssh-deploy first container is replaced: SIGKILL',
]

export const nameOf = ({ moment: { environment, action, name }, fault }: Omit<Case, 'quick'>): string =>
  `${environment} ${action} ${name}: ${fault.name}`

/** Every fault at every moment; those that wait for long come first, so that nobody waits for them at the end. */
export const CASES: readonly Case[] = FAULTS.toSorted((one, other) => other.lockFree - one.lockFree)
  .flatMap(fault => MOMENTS.map(moment => ({ moment, fault })))
  .map(one => ({ ...one, quick: SAMPLE.includes(nameOf(one)) }))
