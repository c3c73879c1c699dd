import { log, UserError } from '@tsh/action'
import { type Application, composeCommand, runJob } from '@tsh/deployment'
import { type Remote, RemoteCommandError } from '@tsh/remote'
import { currentCommand, revisionsIn } from './revision.ts'

export interface Migration {
  revisionBefore: string | undefined
  revisionAfter: string | undefined
}

/** Seconds that migrations may take, as long as the job of the workflow. */
const LONGEST = 3600

/** Runs the migrations once, in a container of the new image, before it takes traffic. */
export async function migrate(
  remote: Remote,
  application: Application,
  {
    command,
    service,
    version,
    project,
  }: { command: string; service: string; version: string; project: string },
): Promise<Migration> {
  const current = currentCommand(command)
  const tell = (when: string): string =>
    current ? `echo "revision-${when}=$(${current} 2>/dev/null | tail -n 1)"` : ':'
  const script = `${tell('before')}\n${command}\n${tell('after')}`
  const container = `${project}-migrations`
  const words = [
    // The name may be taken by what an engine that was killed has left.
    ...['sh', '-c', 'docker rm --force "$0" > /dev/null 2>&1; exec "$@"', container],
    ...composeCommand(application, version, true),
    ...['run', '--rm', '--no-deps', '-T', '--name', container, '--entrypoint', '', service],
    ...['sh', '-euc', script],
  ]
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
    return revisionsIn(lines)
  })
}
