/** What a container runs: an entrypoint and its command. */
export interface Start {
  entrypoint: readonly string[]
  command: readonly string[]
}

type Configured = { entrypoint?: readonly string[] | null; command?: readonly string[] | null }

/**
 * What a service runs, according to its compose file and its image. As in Docker, overriding the entrypoint discards
 * the command of the image.
 */
export function startOf(service: Configured, image: Configured): Start {
  const entrypoint = service.entrypoint ?? image.entrypoint ?? []
  const isReplaced = (service.entrypoint ?? []).length > 0
  const command = service.command ?? (isReplaced ? [] : (image.command ?? []))
  return { entrypoint, command }
}

/**
 * Whether the entrypoint may be a wrapper that prepares something, such as the environment, and then executes its
 * command. Without a command, or with one that is only an option, the entrypoint is the program itself; a shell with an
 * inline script (`-c`) executes no command.
 */
export function mayRunCommands({ entrypoint, command: [program = ''] }: Start): boolean {
  return entrypoint.length > 0 && !entrypoint.includes('-c') && program !== '' && !program.startsWith('-')
}

/** The arguments of a command that runs without a shell; undefined when it needs one. */
export function plainArguments(command: string): string[] | undefined {
  const text = command.trim()
  const isPlain = /^[\w./:@%+,= -]+$/.test(text) && !/^\S*=/.test(text)
  return isPlain ? text.split(/ +/) : undefined
}
