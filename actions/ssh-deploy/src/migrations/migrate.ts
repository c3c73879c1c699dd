import { log, redactedEnd, UserError } from '@tsh/action'
import type { Application } from '@tsh/deployment'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import { type ImageCommand, runInImage } from './run-in-image.ts'

/** A command of the user, and the image that has it. */
export type Command = Pick<ImageCommand, 'command' | 'service' | 'version' | 'model'>

/** In front of each line of what a command prints, which comes together with its errors. */
const PRINTED = 'tsh: printed '

/** Two schemas must not look the same because the rest of a line is left out. */
const MAX_REVISION_LINE = 1024 * 1024

/** What a command prints, which runs as the migrations do, or why it printed nothing. */
export async function printedBy(
  remote: Remote,
  application: Application,
  wanted: Command,
): Promise<{ output: string } | { problem: string }> {
  const { command } = wanted
  const script = `printed=$(\n${command}\n)\nprintf '%s\\n' "$printed" | while IFS= read -r line; do echo "${PRINTED}$line"; done`
  const lines: string[] = []
  const onLine = (line: string): void => void lines.push(line)
  try {
    const revision = { name: 'revision', script, onLine, maxLineLength: MAX_REVISION_LINE } as const
    await runInImage(remote, application, { ...wanted, ...revision })
  } catch (cause) {
    if (cause instanceof RemoteCommandError) {
      const why = redactedEnd(lines.at(-1) ?? cause.stderr.trim().split('\n').at(-1) ?? '', 200)
      return {
        problem: `"${command}" failed with exit code ${cause.code}: ${why || 'it printed no error'}`,
      }
    }
    if (cause instanceof UserError) return { problem: cause.message }
    throw cause
  }
  const marked = lines.filter(line => line.startsWith(PRINTED))
  // An image without a shell runs the command alone.
  return { output: (marked.length > 0 ? marked : lines).map(line => line.replace(PRINTED, '')).join('\n') }
}

/** Runs the migrations once, in a container of the new image, before it takes traffic. */
export async function migrate(remote: Remote, application: Application, wanted: Command): Promise<void> {
  const { command } = wanted
  return log.group(`Migrations: ${command}`, async () => {
    const lines: string[] = []
    const onLine = (line: string): void => {
      lines.push(line)
      log.untrusted(line)
    }
    try {
      await runInImage(remote, application, { ...wanted, name: 'migrations', script: command, onLine })
    } catch (cause) {
      if (!(cause instanceof RemoteCommandError)) throw cause
      const said = redactedEnd(lines.slice(-3).join(' '), 400) || cause.stderr
      throw new UserError(
        `migrations failed (exit code ${cause.code}), so the release was not started: ${said}`,
        { cause },
      )
    }
  })
}
