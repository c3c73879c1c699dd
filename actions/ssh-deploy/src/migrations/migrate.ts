import { log, redactedEnd, UserError } from '@tsh/action'
import type { Application } from '@tsh/deployment'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import { type ImageCommand, runInImage } from './run-in-image.ts'

/** A user's command and the image that contains it. */
export type Command = Pick<ImageCommand, 'command' | 'service' | 'version' | 'model'>

/** Prefix of each stdout line of a command, to tell it apart from stderr. */
const STDOUT_PREFIX = 'tsh: printed '

/** Truncated lines could make two different schemas look the same. */
const MAX_REVISION_LINE = 1024 * 1024

/** The output of a command that runs like the migrations, or why there is none. */
export async function outputOf(
  remote: Remote,
  application: Application,
  wanted: Command,
): Promise<{ output: string } | { problem: string }> {
  const { command } = wanted
  const script = `printed=$(\n${command}\n)\nprintf '%s\\n' "$printed" | while IFS= read -r line; do echo "${STDOUT_PREFIX}$line"; done`
  const lines: string[] = []
  const onLine = (line: string): void => void lines.push(line)
  try {
    const revision = { name: 'revision', script, onLine, maxLineLength: MAX_REVISION_LINE } as const
    await runInImage(remote, application, { ...wanted, ...revision })
  } catch (error) {
    if (error instanceof RemoteCommandError) {
      const why = redactedEnd(lines.at(-1) ?? error.stderr.trim().split('\n').at(-1) ?? '', 200)
      return {
        problem: `"${command}" failed with exit code ${error.code}: ${why || 'it printed no error'}`,
      }
    }
    if (error instanceof UserError) return { problem: error.message }
    throw error
  }
  const marked = lines.filter(line => line.startsWith(STDOUT_PREFIX))
  // Without a shell, the command runs without the prefix.
  return {
    output: (marked.length > 0 ? marked : lines).map(line => line.replace(STDOUT_PREFIX, '')).join('\n'),
  }
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
    } catch (error) {
      if (!(error instanceof RemoteCommandError)) throw error
      const output = redactedEnd(lines.slice(-3).join(' '), 400) || error.stderr
      throw new UserError(
        `migrations failed (exit code ${error.code}), the release was not started: ${output}`,
        { cause: error },
      )
    }
  })
}
