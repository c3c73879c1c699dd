import { setTimeout as sleep } from 'node:timers/promises'
import type { Remote } from '@tsh/remote'
import {
  type Fault,
  type S3Double,
  type S3Request,
  startS3Double,
  startTcpProxy,
  type TcpProxy,
} from '@tsh/testing'
import { isStep, type Parts, type Step } from '../faults/steps.ts'
import type { DatabaseName } from './datasets.ts'
import type { Lane } from './lane.ts'

/**
 * As long as the output of a program that has ended is not read, the engine may report the end of no other program in its
 * container (moby/moby#53614): what is done there would wait for the requests that wait for it.
 */
const MAX_HOLD_MS = 15_000

type Reaction = (request: S3Request) => Promise<Fault | undefined>

/** Where one backup runs: a store of its own and a way to the server of its own, both of which can go wrong. */
export interface Arena {
  lane: Lane
  database: DatabaseName
  double: S3Double
  proxy: TcpProxy
  cancel: AbortController
  parts: Parts
  /** The connection of the backup, once there is one. */
  remote: Remote | undefined
  /** Digest of what a whole backup restores to. */
  contents: string
  /** Keys that are there by right: of earlier backups, or foreign. */
  kept: Set<string>
  /** Answers the first request of a step like this. */
  once(step: Step, fault: Fault): void
  /** Does something at the first request of a step, and holds all requests meanwhile, for 15 s at most. */
  during(step: Step, action: (request: S3Request) => unknown): void
  /** Answers every request of a step like this. */
  always(step: Step, fault: Fault): void
  /** Answers every request for which the function says so. */
  whenever(fault: (request: S3Request) => Fault | undefined): void
  /** Why what was to happen did not; nothing when all of it did. */
  notDone(): string | undefined
  close(): Promise<void>
}

export async function openArena(lane: Lane, database: DatabaseName, parts: Parts): Promise<Arena> {
  const [double, proxy] = await Promise.all([startS3Double({ minimumPart: 1 }), startTcpProxy(lane.target)])
  const first = new Map<Step, Reaction>()
  const constant: ((request: S3Request) => Fault | undefined)[] = []
  const armed = new Set<Step>()
  let failure: string | undefined
  const reached = new Set<Step>()
  let held: Promise<unknown> = Promise.resolve()
  double.fault = async request => {
    await held
    for (const [step, reaction] of first) {
      if (!isStep(step, request, parts)) continue
      first.delete(step)
      reached.add(step)
      const answer = reaction(request)
      held = answer.catch((cause: Error) => {
        failure ??= `at the ${step}: ${cause.message}`
      })
      return await answer
    }
    return constant.map(fault => fault(request)).find(fault => fault !== undefined)
  }
  const react = (step: Step, reaction: Reaction): void => {
    armed.add(step)
    first.set(step, reaction)
  }
  return {
    ...{ lane, database, double, proxy, parts, contents: lane.contents[database] },
    ...{ cancel: new AbortController(), remote: undefined, kept: new Set<string>() },
    notDone: () =>
      failure ?? [...armed].filter(step => !reached.has(step)).map(step => `there was no ${step}`)[0],
    once: (step, fault) => react(step, async () => fault),
    during: (step, action) =>
      react(step, async request => {
        await Promise.race([action(request), sleep(MAX_HOLD_MS, undefined, { ref: false })])
        return undefined
      }),
    always: (step, fault) => {
      armed.add(step)
      constant.push(request => {
        if (!isStep(step, request, parts)) return undefined
        reached.add(step)
        return fault
      })
    },
    whenever: fault => void constant.push(fault),
    async close() {
      await proxy.close()
      await double.close()
    },
  }
}
