import type { ActionEnd } from './action.ts'
import { FAULTS, type Fault } from './faults.ts'
import { INJECTION_POINTS, type InjectionPoint } from './injection-points.ts'

/** One fault at one injection point. */
export interface Case {
  point: InjectionPoint
  fault: Fault
  /** Part of the sample of `--quick`. */
  quick: boolean
}

/** A period in milliseconds since the epoch. */
export interface Span {
  from: number
  to: number
}

/** What a case showed. */
export interface Result {
  case: Case
  /** All problems; a case without problems is survived. */
  problems: string[]
  /** When the engine was restarted as requested by the next deployment; undefined if it was not. */
  restarted: Span | undefined
  /** Requests of visitors, and the number of lost ones, including those lost by the fault itself. */
  visitors?: { requests: number; lost: number }
  seconds: number
  /** What ran, in order. */
  steps: (ActionEnd & { step: string })[]
}

/** Both environments, a switch and a replacement in place. */
export const SAMPLE = [
  'production blue-green-switch moved: SIGKILL',
  'staging ssh-deploy first container is replaced: docker daemon',
]

export const nameOf = ({ point: { environment, action, name }, fault }: Omit<Case, 'quick'>): string =>
  `${environment} ${action} ${name}: ${fault.name}`

/** Every fault at every injection point; quick and slow faults alternate. */
export const CASES: readonly Case[] = INJECTION_POINTS.flatMap(point =>
  FAULTS.filter(({ only }) => only?.test(point.name) ?? true).map(fault => ({ point, fault })),
).map(one => ({ ...one, quick: SAMPLE.includes(nameOf(one)) }))
