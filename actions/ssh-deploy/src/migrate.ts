import { log, UserError } from '@tsh/action'
import { type Application, composeCommand } from '@tsh/deployment'
import type { Remote } from '@tsh/remote'
import { currentCommand, revisionsIn } from './revision.ts'

export interface Migration {
  revisionBefore: string | undefined
  revisionAfter: string | undefined
}

/** Runs the migrations once, in a container of the new image, before it takes traffic. */
export async function migrate(
  remote: Remote,
  application: Application,
  { command, service, version }: { command: string; service: string; version: string },
): Promise<Migration> {
  const current = currentCommand(command)
  const tell = (when: string): string =>
    current ? `echo "revision-${when}=$(${current} 2>/dev/null | tail -n 1)"` : ':'
  const script = `${tell('before')}\n${command}\n${tell('after')}`
  const words = [
    ...composeCommand(application, version, true),
    'run',
    '--rm',
    '--no-deps',
    '-T',
    '--entrypoint',
    '',
    service,
  ]
  return log.group(`Migrations: ${command}`, async () => {
    const lines: string[] = []
    const { code } = await remote.run([...words, 'sh', '-euc', script], {
      allowFailure: true,
      onLine(line) {
        lines.push(line)
        log.foreign(line)
      },
    })
    if (code !== 0) {
      const said = lines.slice(-3).join(' ').slice(-400)
      throw new UserError(`migrations failed (exit code ${code}), so the release was not started: ${said}`)
    }
    return revisionsIn(lines)
  })
}
