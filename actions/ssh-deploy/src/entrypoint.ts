/** What a container runs: an entrypoint, and the command that it is given. */
export interface Start {
  entrypoint: readonly string[]
  command: readonly string[]
}

type Configured = { entrypoint?: readonly string[] | null; command?: readonly string[] | null }

/**
 * What a service runs, by its compose file and its image. As in Docker, the command of the image belongs to the
 * entrypoint of the image.
 */
export function startOf(service: Configured, image: Configured): Start {
  const entrypoint = service.entrypoint ?? image.entrypoint ?? []
  const isReplaced = (service.entrypoint ?? []).length > 0
  const command = service.command ?? (isReplaced ? [] : (image.command ?? []))
  return { entrypoint, command }
}

/**
 * Whether the entrypoint may be one that prepares something, such as the environment, and then runs the command that it is
 * given. Without a command, or with one that is only an option, the entrypoint is the program itself; a shell that is given
 * its script runs no command.
 */
export function mayRunCommands({ entrypoint, command: [program = ''] }: Start): boolean {
  return entrypoint.length > 0 && !entrypoint.includes('-c') && program !== '' && !program.startsWith('-')
}

/** The words of a command that needs no shell to run, or nothing when it does. */
export function plainWords(command: string): string[] | undefined {
  const text = command.trim()
  const isPlain = /^[\w./:@%+,= -]+$/.test(text) && !/^\S*=/.test(text)
  return isPlain ? text.split(/ +/) : undefined
}
