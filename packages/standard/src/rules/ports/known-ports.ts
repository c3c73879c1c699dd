import { healthcheckText, imageHealthcheck, resolved, stepsOf } from '../../dockerfile/stages.ts'
import type { BuiltImage } from '../../model/repository.ts'
import type { At } from '../../yaml/node.ts'

interface PortPosition {
  port: number
  at: At
}

/** The ports of an image according to the files. */
export interface KnownPorts {
  /** In its command. */
  command: PortPosition[]
  exposed: PortPosition[]
  health: PortPosition[]
  /** The ports it listens on: those in the command, else the exposed ones. */
  listening: number[]
}

const IN_COMMAND =
  /(?:--port[= ]|-p |--bind[= ]\S*?:|-b \S*?:|0\.0\.0\.0:|\[::\]:|--listen[= ]\S*?:)(\d{2,5})\b/g
const IN_URL = /\bhttps?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]):(\d{2,5})\b/g

export function knownPorts({ service, dockerfile, stage }: BuiltImage): KnownPorts {
  const own = stepsOf(dockerfile, stage, 'CMD', 'ENTRYPOINT')
    .slice(-2)
    .map(({ args, text, isJson, at }) => ({ text: isJson ? args.join(' ') : text, at }))
  const commands = service.command ? [service.command] : own
  const check = imageHealthcheck(dockerfile, stage)
  const checks = [
    ...(service.healthcheck ? [service.healthcheck] : []),
    ...(check ? [{ text: healthcheckText(check), at: check.at }] : []),
  ]
  const command = commands.flatMap(({ text, at }) => portsIn(IN_COMMAND, text, at))
  const exposed = stepsOf(dockerfile, stage, 'EXPOSE').flatMap(({ args, at }) =>
    args.flatMap(arg => portsIn(/^(\d+)(?:\/tcp)?$/g, resolved(dockerfile, stage, arg), at)),
  )
  const listening = (command.length > 0 ? command : exposed).map(({ port }) => port)
  return { command, exposed, health: checks.flatMap(({ text, at }) => portsIn(IN_URL, text, at)), listening }
}

const portsIn = (pattern: RegExp, text: string, at: At): PortPosition[] =>
  [...text.matchAll(pattern)].map(([, port]) => ({ port: Number(port), at }))
