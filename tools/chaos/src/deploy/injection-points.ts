import type { Action } from './action.ts'
import { ENV_FILE, type Environment, GATE, JOURNAL, PATH, SLOTS } from './environment.ts'

/** A step of a deployment at which a fault can be injected. */
export interface InjectionPoint {
  environment: Environment
  action: Action
  /** Named after the state in the journal or on the server. */
  name: string
  /**
   * How the step is detected: by a line in the action's log, by a program on the server that pauses there, or by a shell
   * condition on the server.
   */
  trigger: { log: RegExp } | { gate: string } | { condition(before: Before): string }
}

/** State of the server before the action. */
export interface Before {
  /** Lines of the journal. */
  lines: number
  slots: string
  env: string
  /** Id of the container that receives traffic if there are no slots. */
  app: string
  run: string
}

const APP = "/usr/bin/docker ps -q --no-trunc --filter 'name=^erp-app-1$'"

// Conditions are evaluated 100 times per second, so bash reads files itself where possible.
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

type Triggers = Record<string, InjectionPoint['trigger']>

const beginning: Triggers = {
  'waiting for the lock': { log: /Waiting up to/ },
  locked,
  started: journal('started'),
  'images are pulled': { gate: 'images' },
  'migration runs': { gate: 'migration' },
  'one-shot runs': { gate: 'one-shot' },
}
const intoSlot: Triggers = { ...beginning, 'slot starts': { gate: 'up' }, prepared: journal('prepared') }
const trafficMoves: Triggers = {
  locked,
  switching: journal('switching'),
  moved,
  recorded,
  'in place starts': { gate: 'up' },
  switched: journal('switched'),
}
const trafficMovesBack: Triggers = {
  locked,
  switching: journal('switching'),
  moved,
  recorded,
  'in place starts': { gate: 'up' },
  'rolled-back': journal('rolled-back'),
}
const inPlace: Triggers = {
  ...beginning,
  switching: journal('switching'),
  'second container has the traffic': moved,
  'first container is replaced': { gate: 'up' },
  'first container is gone': gone,
  recorded,
  switched: journal('switched'),
}
const inPlaceBack: Triggers = {
  locked,
  switching: journal('switching'),
  recorded,
  'second container has the traffic': moved,
  'first container is replaced': { gate: 'up' },
  'first container is gone': gone,
  'rolled-back': journal('rolled-back'),
}

/** Every step of both deployments, in order. */
export const INJECTION_POINTS: readonly InjectionPoint[] = [
  ...pointsOf('production', 'ssh-deploy', intoSlot),
  ...pointsOf('production', 'blue-green-switch', trafficMoves),
  ...pointsOf('production', 'rollback', trafficMovesBack),
  ...pointsOf('staging', 'ssh-deploy', inPlace),
  ...pointsOf('staging', 'rollback', inPlaceBack),
]

function pointsOf(environment: Environment, action: Action, triggers: Triggers): InjectionPoint[] {
  return Object.entries(triggers).map(([name, trigger]) => ({ environment, action, name, trigger }))
}

/** Prints the current state of the server, in one command. */
export const BEFORE = `touch ${JOURNAL}; wc -l < ${JOURNAL}; cksum < ${ENV_FILE}; echo "$(${APP})"; ls ${SLOTS}`

export function beforeIn(text: string, run: string): Before {
  const [lines = '0', env = '', app = '', ...slots] = text.split('\n')
  return { lines: Number(lines), env, app, slots: slots.join('\n'), run }
}

/** Makes a program on the server pause at a gate. */
export const armGate = (gate: string): string =>
  `rm -f ${GATE}/reached ${GATE}/released; echo ${gate} > ${GATE}/armed`
export const GATE_REACHED = `[ -e ${GATE}/reached ]`
export const RELEASE_GATE = `touch ${GATE}/released; rm -f ${GATE}/armed`
