import { type Captured, leaks } from '@tsh/sandbox'
import type { Case } from '../case.ts'
import { startChild } from '../child.ts'
import { IDENTITY } from '../place/age-keys.ts'
import type { CaseContext } from '../place/case-context.ts'
import { PASSWORD } from '../place/password.ts'
import { watchServer } from '../watch-server.ts'

const url = (password: string, address: string): string => `postgres://erp:${password}@${address}:5432/tiny`

const RUNS: [name: string, password: string | undefined, expect: Case['expect']][] = [
  ['a plain password', PASSWORD, 'backed up'],
  ['an encoded password', encodeURIComponent(PASSWORD), 'backed up'],
  ['a wrong password', `not ${PASSWORD}`, /rejected the login/],
  ['no password', undefined, 'backed up'],
]

/** The places where secrets were readable. */
const found = new WeakMap<CaseContext, string[]>()

/** Runs with leak checks everywhere a secret could be readable. */
export const secrets: Case[] = RUNS.map(([name, password, expect]) => ({
  ...{ group: 'G16', name: `no secret leaks: ${name}`, expect },
  async perform(context) {
    const watch = watchServer()
    const login: Record<string, string> =
      password === undefined ? {} : { 'database-url': url(password, await context.dbServer.address()) }
    const inputs = { ...login, 'age-identity': IDENTITY }
    const child = await startChild(context, { inputs })
    const { outcome, stdout } = await child.ended
    // Mask commands must contain the secrets.
    const log = stdout.replaceAll(/^::add-mask::.*$/gm, '')
    const seen = [...(await watch.stop()), { place: 'log', text: log }, ...stored(context)]
    found.set(context, leaks(secretsOf(context), seen))
    return outcome
  },
  also: context => found.get(context)?.join('; ') || undefined,
}))

function secretsOf({ dbServer, double }: CaseContext): string[] {
  return [PASSWORD, IDENTITY, dbServer.target.privateKey, double.secretAccessKey]
}

function stored({ double }: CaseContext): Captured[] {
  return [...double.objects].flatMap(([key, object]) => [
    { place: `object ${key.replace(/^.*\//, '')}`, text: object.body().toString('latin1') },
    { place: 'metadata', text: JSON.stringify(object.metadata) },
  ])
}
