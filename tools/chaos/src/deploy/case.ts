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

/** From when to when, milliseconds since the epoch. */
export interface Span {
  from: number
  to: number
}

/** What a case showed. */
export interface Result {
  case: Case
  /** Everything that was not as it must be; a case without is survived. */
  problems: string[]
  /** When the engine was restarted because the next deployment had asked for it; undefined when it had not. */
  restarted: Span | undefined
  /** Requests of the visitors, and how many were lost in all, also by the fault itself. */
  visitors?: { requests: number; lost: number }
  seconds: number
  /** What ran, in order. */
  steps: (ActionEnd & { step: string })[]
}

/** Both environments and all three actions. */
export const SAMPLE = [
  'production blue-green-switch moved: SIGKILL',
  'production rollback moved: sshd session',
  'staging ssh-deploy first container is replaced: docker daemon',
]

export const nameOf = ({ moment: { environment, action, name }, fault }: Omit<Case, 'quick'>): string =>
  `${environment} ${action} ${name}: ${fault.name}`

/** Every fault at every moment; quick and slow faults take turns. */
export const CASES: readonly Case[] = MOMENTS.flatMap(moment =>
  FAULTS.filter(({ only }) => only?.test(moment.name) ?? true).map(fault => ({ moment, fault })),
).map(one => ({ ...one, quick: SAMPLE.includes(nameOf(one)) }))
