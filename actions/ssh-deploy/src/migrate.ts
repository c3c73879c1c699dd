import { log, UserError } from '@tsh/action'
import { type Application, composeCommand, runJob } from '@tsh/deployment'
import { type Remote, RemoteCommandError } from '@tsh/remote'

/** A command that works in a container of the new image. */
export interface ImageCommand {
  command: string
  service: string
  version: string
  /** Name of the compose project. */
  project: string
}

/** Seconds that migrations may take, as long as the job of the workflow. */
const LONGEST = 3600

/** What runs a command in a new container, which is removed with it. */
function inContainer(
  application: Application,
  { command, service, version }: ImageCommand,
  container: string,
): string[] {
  return [
    // The name may be taken by what an engine that was killed has left.
    ...['sh', '-c', 'docker rm --force "$0" > /dev/null 2>&1; exec "$@"', container],
    ...composeCommand(application, version, true),
    ...['run', '--rm', '--no-deps', '-T', '--name', container, '--entrypoint', '', service],
    ...['sh', '-euc', command],
  ]
}

/** What a command prints, which runs as the migrations do, or why it printed nothing. */
export async function printedBy(
  remote: Remote,
  application: Application,
  image: ImageCommand,
): Promise<{ output: string } | { problem: string }> {
  const words = inContainer(application, image, `${image.project}-revision`)
  const { code, stdout, stderr } = await remote.run(words, { allowFailure: true })
  if (code === 0) return { output: stdout }
  const why = stderr.trim().split('\n').at(-1)?.slice(0, 200) || 'it printed no error'
  return { problem: `"${image.command}" failed with exit code ${code}: ${why}` }
}

/** Runs the migrations once, in a container of the new image, before it takes traffic. */
export async function migrate(remote: Remote, application: Application, image: ImageCommand): Promise<void> {
  const { command, project } = image
  const container = `${project}-migrations`
  const words = inContainer(application, image, container)
  return log.group(`Migrations: ${command}`, async () => {
    const lines: string[] = []
    const onLine = (line: string): void => {
      lines.push(line)
      log.foreign(line)
    }
    try {
      await runJob(remote, application, {
        ...{ name: 'migrations', command: words, deadline: LONGEST, container, onLine },
      })
    } catch (cause) {
      if (!(cause instanceof RemoteCommandError)) throw cause
      const said = lines.slice(-3).join(' ').slice(-400) || cause.stderr
      throw new UserError(
        `migrations failed (exit code ${cause.code}), so the release was not started: ${said}`,
        { cause },
      )
    }
  })
}
