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
import type { DatabaseServer } from './database-server.ts'
import type { DatabaseName } from './datasets.ts'

/**
 * While the output of an exited program is unread, the engine may not report the exit of other programs in its container
 * (moby/moby#53614), so an action there would deadlock with the requests that wait for it.
 */
const MAX_HOLD_MS = 15_000

type Reaction = (request: S3Request) => Promise<Fault | undefined>

/** The context of one backup: its own store and its own connection to the server, both with fault injection. */
export interface CaseContext {
  dbServer: DatabaseServer
  database: DatabaseName
  double: S3Double
  proxy: TcpProxy
  cancel: AbortController
  parts: Parts
  /** The connection of the backup, once there is one. */
  remote: Remote | undefined
  /** Digest of the contents restored from a complete backup. */
  contents: string
  /** Keys that must be kept: of earlier backups, or of another writer. */
  kept: Set<string>
  /** Injects a fault into the first request of a step. */
  once(step: Step, fault: Fault): void
  /** Runs an action at the first request of a step, and holds all requests meanwhile, for at most 15 s. */
  during(step: Step, action: (request: S3Request) => unknown): void
  /** Injects a fault into every request of a step. */
  always(step: Step, fault: Fault): void
  /** Injects a fault into every request for which the function returns one. */
  whenever(fault: (request: S3Request) => Fault | undefined): void
  /** Why a fault did not occur; undefined if all of them did. */
  notDone(): string | undefined
  close(): Promise<void>
}

export async function openContext(
  dbServer: DatabaseServer,
  database: DatabaseName,
  parts: Parts,
): Promise<CaseContext> {
  const [double, proxy] = await Promise.all([
    startS3Double({ minimumPart: 1 }),
    startTcpProxy(dbServer.target),
  ])
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
      const response = reaction(request)
      held = response.catch((cause: Error) => {
        failure ??= `at the ${step}: ${cause.message}`
      })
      return await response
    }
    return constant.map(fault => fault(request)).find(fault => fault !== undefined)
  }
  const react = (step: Step, reaction: Reaction): void => {
    armed.add(step)
    first.set(step, reaction)
  }
  return {
    ...{ dbServer, database, double, proxy, parts, contents: dbServer.contents[database] },
    ...{ cancel: new AbortController(), remote: undefined, kept: new Set<string>() },
    notDone: () =>
      failure ?? [...armed].filter(step => !reached.has(step)).map(step => `step not reached: ${step}`)[0],
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
