import { redactedStart } from '@tsh/action'
import type { SchemaDatabase } from '@tsh/deployment'
import { CONNECT } from '@tsh/postgres'
import type { Remote } from '@tsh/remote'

/** The lines that psql printed, or why it failed. */
export type Printed = { lines: string[] } | { problem: string }

const CONTAINER = /^[A-Za-z0-9][\w.-]*$/
const SCRIPT = `${CONNECT}
exec psql -X -A -t -q -w -v ON_ERROR_STOP=1 -f -`

/**
 * Runs statements with psql in a database container, with the credentials of the container. A database that does not
 * exist yet prints nothing.
 * @param statements the first line must be empty: `CONNECT` reads a password from it
 */
export async function psql(
  remote: Remote,
  { container, database }: SchemaDatabase,
  statements: string,
): Promise<Printed> {
  if (!CONTAINER.test(container)) return { problem: `"${container}" is not a valid container name` }
  const variables = database === '' ? [] : ['-e', `TSH_DATABASE=${database}`]
  const { code, stdout, stderr } = await remote.run(
    ['docker', 'exec', '-i', ...variables, '--', container, 'sh', '-c', SCRIPT],
    { input: statements, allowFailure: true },
  )
  if (code === 0) return { lines: stdout.split('\n').filter(line => line !== '') }
  if (/database ".*" does not exist/.test(stderr)) return { lines: [] }
  return { problem: `psql in container ${container} failed: ${lastLine(stderr) || `exit code ${code}`}` }
}

const lastLine = (text: string): string => redactedStart(text.trim().split('\n').at(-1) ?? '', 200)
