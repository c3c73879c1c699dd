import type { Action } from './action.ts'
import { ENV_FILE, type Environment, GATE, JOURNAL, PATH, SLOTS } from './environment.ts'

/** A step of a deployment at which something can go wrong. */
export interface Moment {
  environment: Environment
  action: Action
  /** As the journal or the server calls it. */
  name: string
  /**
   * How the moment is noticed: by a line of the action's log, by a stand-in on the server that was told to stand still
   * there, or by a shell condition on the server.
   */
  sign: { log: RegExp } | { gate: string } | { condition(before: Before): string }
}

/** What was on the server before the action began. */
export interface Before {
  /** Lines of the journal. */
  lines: number
  slots: string
  env: string
  /** Id of the container that answers where there are no slots. */
  app: string
  run: string
}

const APP = "/usr/bin/docker ps -q --no-trunc --filter 'name=^erp-app-1$'"

// Conditions are looked at a hundred times per second, so bash reads files itself where it can.
const locked = {
  condition: ({ run }: Before) =>
    `{ read -r lease < ${PATH}/.deploy/lease; } 2> /dev/null && [[ $lease == *runs/${run},* ]]`,
}
const journal = (state: string) => ({
  condition: ({ lines }: Before) =>
    `{ mapfile -s ${lines} -t news < ${JOURNAL}; [[ "\${news[*]}" == *'"state":"${state}"'* ]]; }`,
})
const moved = { condition: ({ slots }: Before) => `[ "$(ls ${SLOTS})" != '${slots}' ]` }
const recorded = { condition: ({ env }: Before) => `[ "$(cksum < ${ENV_FILE})" != '${env}' ]` }

const gone = { condition: ({ app }: Before) => `[ "$(${APP})" != '${app}' ]` }

type Signs = Record<string, Moment['sign']>

const beginning: Signs = {
  'waiting for the lock': { log: /Waiting up to/ },
  locked,
  started: journal('started'),
  'images come': { gate: 'images' },
  'migration runs': { gate: 'migration' },
  'one-shot runs': { gate: 'one-shot' },
}
const intoSlot: Signs = { ...beginning, 'slot starts': { gate: 'up' }, prepared: journal('prepared') }
const trafficMoves: Signs = {
  locked,
  switching: journal('switching'),
  moved,
  recorded,
  'in place starts': { gate: 'up' },
  switched: journal('switched'),
}
const trafficMovesBack: Signs = {
  locked,
  switching: journal('switching'),
  moved,
  recorded,
  'in place starts': { gate: 'up' },
  'rolled-back': journal('rolled-back'),
}
const inPlace: Signs = {
  ...beginning,
  switching: journal('switching'),
  'second container has the traffic': moved,
  'first container is replaced': { gate: 'up' },
  'first container is gone': gone,
  recorded,
  switched: journal('switched'),
}
const inPlaceBack: Signs = {
  locked,
  switching: journal('switching'),
  recorded,
  'second container has the traffic': moved,
  'first container is replaced': { gate: 'up' },
  'first container is gone': gone,
  'rolled-back': journal('rolled-back'),
}

/** Every step of both deployments, in order. */
export const MOMENTS: readonly Moment[] = [
  ...momentsOf('production', 'ssh-deploy', intoSlot),
  ...momentsOf('production', 'blue-green-switch', trafficMoves),
  ...momentsOf('production', 'rollback', trafficMovesBack),
  ...momentsOf('staging', 'ssh-deploy', inPlace),
  ...momentsOf('staging', 'rollback', inPlaceBack),
]

function momentsOf(environment: Environment, action: Action, signs: Signs): Moment[] {
  return Object.entries(signs).map(([name, sign]) => ({ environment, action, name, sign }))
}

/** What the server looks like now, in one command. */
export const BEFORE = `touch ${JOURNAL}; wc -l < ${JOURNAL}; cksum < ${ENV_FILE}; echo "$(${APP})"; ls ${SLOTS}`

export function beforeIn(text: string, run: string): Before {
  const [lines = '0', env = '', app = '', ...slots] = text.split('\n')
  return { lines: Number(lines), env, app, slots: slots.join('\n'), run }
}

/** What makes a stand-in stand still, for a moment that is noticed by one. */
export const armGate = (gate: string): string =>
  `rm -f ${GATE}/reached ${GATE}/released; echo ${gate} > ${GATE}/armed`
export const GATE_REACHED = `[ -e ${GATE}/reached ]`
export const RELEASE_GATE = `touch ${GATE}/released; rm -f ${GATE}/armed`
