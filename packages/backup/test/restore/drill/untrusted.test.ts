import { describe, expect, test } from '@jest/globals'
import type { Database, Session } from '@tsh/postgres'
import { recordingRemote } from '@tsh/testing'
import { specialEntries } from '../../../src/archive/entries.ts'
import type { Manifest } from '../../../src/catalogue/manifest.ts'
import { drillProblem } from '../../../src/restore/drill/drill.ts'
import { recount } from '../../../src/restore/drill/recount.ts'
import { providerOf } from '../../../src/restore/drill/scratch.ts'
import { startThrowaway } from '../../../src/restore/drill/throwaway.ts'
import { scramVerifier } from '../../../src/restore/swap/data-role.ts'

const manifestOf = (parts: object): Manifest =>
  ({ id: 'x', server: { size: 1 }, source: {}, ...parts }) as unknown as Manifest

describe('the image of a manifest', () => {
  const DF = 'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 9 1 9000000 1% /\n'
  const live = { image: 'postgres:16', imageId: `sha256:${'ff'.repeat(32)}` }

  /** The `docker run` of a drill next to a live PostgreSQL 16, or the error. */
  async function started(
    image: string,
    { version = 150_012, has = (_image: string): boolean => true } = {},
  ): Promise<string> {
    const remote = recordingRemote(line => {
      if (line.startsWith('df ')) return { stdout: DF }
      const [, inspected] = /^docker image inspect --format \{\{\.Id\}\} -- (.*)$/s.exec(line) ?? []
      return inspected !== undefined && !has(inspected) ? { code: 1 } : undefined
    })
    const manifest = manifestOf({ source: { image }, server: { size: 1, version } })
    const database = { source: live } as unknown as Database
    const options = { manifest, limit: 5, liveVersion: 160_004 }
    const message = await startThrowaway(remote, database, options).then(
      () => '',
      (cause: Error) => cause.message,
    )
    return remote.commands.find(line => line.includes('docker run')) ?? message
  }

  test('is not used if the live database has the same major version, and never pulled', async () => {
    const run = await started('evil:15', { version: 160_000 })
    expect(run).toMatch(new RegExp(` throwaway x ${live.imageId} 5$`))
    expect(run).toContain('docker run -d --rm --pull never --network none')
  })

  test('that is not on the host is reported, with the command to pull it', async () => {
    expect(await started('ghcr.io/tsh/postgres:15', { has: () => false })).toBe(
      'cannot run a drill of backup x: its image ghcr.io/tsh/postgres:15 is not on root@server, and the live database runs PostgreSQL 16 instead of 15. If you trust the image, run "docker pull ghcr.io/tsh/postgres:15" there',
    )
  })

  test.each([
    'postgres:15-alpine',
    'ghcr.io/tsh/postgres:15',
    'registry.local:5000/a/b__c:v1.2_3',
    `postgres@sha256:${'0a'.repeat(32)}`,
    `sha256:${'0a'.repeat(32)}`,
  ])('%s is started and cannot be an option', async image => {
    expect(await started(image)).toMatch(/-- "\$2" postgres .* throwaway x /s)
  })

  test.each(['--volume=/:/host', '-it', 'a b', '$(id)', 'postgres:15 --privileged', '../x', ''])(
    '"%s" is rejected',
    async image => {
      expect(await started(image)).toMatch(/contains "?.*"?, which is not a valid image|has no image/)
    },
  )
})

describe('the locale provider of a manifest', () => {
  const server = (localeProvider: string, providerLocale: string) =>
    manifestOf({ server: { localeProvider, providerLocale } })

  test.each([
    ['icu', 'und-u-ks-level2', "LOCALE_PROVIDER icu ICU_LOCALE 'und-u-ks-level2'"],
    ['icu', 'de_DE@collation=phonebook', "LOCALE_PROVIDER icu ICU_LOCALE 'de_DE@collation=phonebook'"],
    ['builtin', 'C.UTF-8', "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"],
    ['', '', ''],
  ])('%s with %s becomes SQL', (provider, locale, expected) => {
    expect(providerOf(server(provider, locale))).toBe(expected)
  })

  test.each([
    ['icu; DROP DATABASE erp', 'de'],
    ['icu', "de'; DROP DATABASE erp; --"],
  ])('%s with %s is rejected', (provider, locale) => {
    expect(() => providerOf(server(provider, locale))).toThrow(
      'contains an unknown locale provider or locale',
    )
  })
})

test.each(['public.t', '"public"."t" WHERE evil()', '"a"."b"."c"', '(SELECT 1)'])(
  'an invalid table name in a manifest is rejected: %s',
  async table => {
    const session = { query: () => Promise.reject(new Error('it was queried')) } as unknown as Session
    const contents = { tables: [{ table, rows: 1 }], largeObjects: 0 }
    await expect(recount(session, manifestOf({ contents }))).rejects.toThrow('contains an invalid table name')
  },
)

test('no drill is possible for a backup of the server itself, because it runs SQL of the database owner', () => {
  expect(drillProblem({ container: 'db' })).toBeUndefined()
  expect(drillProblem({})).toMatch(/throwaway container .* RESTORE\.txt/)
})

describe('the entries of an archive', () => {
  const list = `;
; Selected TOC Entries:
;
215; 1259 16751 TABLE public s clerk
3342; 2613 16749 BLOB - 16749 clerk
3353; 0 0 ACL - LARGE OBJECT 4242 clerk
3420; 2613 16744 BLOB METADATA - 16744 postgres
3344; 0 0 BLOBS - BLOBS 
3341; 0 16751 TABLE DATA public BLOBS clerk
3200; 2606 16756 CHECK CONSTRAINT public s s_check clerk
3201; 2606 16757 CHECK CONSTRAINT public t t_check postgres
3202; 2606 16758 CHECK CONSTRAINT public u u_check evil postgres
`

  test('large objects and the checks of non-superusers are restored separately', () => {
    expect(specialEntries(list, { superusers: ['postgres'], roles: ['clerk', 'evil postgres'] })).toEqual({
      largeObjects: [3342, 3353, 3420, 3344],
      checks: [3200, 3202],
      others: [215, 3341, 3201],
    })
  })
})

test('the password of a role is passed in the stored form of PostgreSQL (RFC 7677, 3)', () => {
  expect(scramVerifier('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'))).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  )
})
