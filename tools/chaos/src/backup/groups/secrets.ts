import { type Captured, leaks } from '@tsh/sandbox'
import type { Case } from '../case.ts'
import { startChild } from '../child.ts'
import { IDENTITY } from '../place/age-keys.ts'
import type { Arena } from '../place/arena.ts'
import { PASSWORD } from '../place/password.ts'
import { watchServer } from '../watch-server.ts'

const url = (password: string, address: string): string => `postgres://erp:${password}@${address}:5432/tiny`

const RUNS: [name: string, password: string | undefined, expect: Case['expect']][] = [
  ['a password as it is', PASSWORD, 'backed up'],
  ['a password that is encoded', encodeURIComponent(PASSWORD), 'backed up'],
  ['a wrong password', `not ${PASSWORD}`, /refused the login/],
  ['no password', undefined, 'backed up'],
]

/** Where secrets were readable. */
const found = new WeakMap<Arena, string[]>()

/** A run whose secrets are searched for wherever somebody could read them. */
export const secrets: Case[] = RUNS.map(([name, password, expect]) => ({
  ...{ group: 'G16', name: `no secret leaves its place: ${name}`, expect },
  async perform(arena) {
    const watch = watchServer()
    const login: Record<string, string> =
      password === undefined ? {} : { 'database-url': url(password, await arena.lane.address()) }
    const inputs = { ...login, 'age-identity': IDENTITY }
    const child = await startChild(arena, { inputs })
    const { outcome, stdout } = await child.ended
    // What it asks the runner to hide, it must say.
    const log = stdout.replaceAll(/^::add-mask::.*$/gm, '')
    const seen = [...(await watch.stop()), { place: 'log', text: log }, ...stored(arena)]
    found.set(arena, leaks(secretsOf(arena), seen))
    return outcome
  },
  also: arena => found.get(arena)?.join('; ') || undefined,
}))

function secretsOf({ lane, double }: Arena): string[] {
  return [PASSWORD, IDENTITY, lane.target.privateKey, double.secretAccessKey]
}

function stored({ double }: Arena): Captured[] {
  return [...double.objects].flatMap(([key, object]) => [
    { place: `object ${key.replace(/^.*\//, '')}`, text: object.body().toString('latin1') },
    { place: 'metadata', text: JSON.stringify(object.metadata) },
  ])
}
