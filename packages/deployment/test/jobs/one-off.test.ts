import { describe, expect, test } from '@jest/globals'
import { application } from '@tsh/testing'
import { parse } from 'yaml'
import { type ComposeService, oneOffJob, withoutStaticAddresses } from '../../src/index.ts'

const model = (service: ComposeService) => ({ name: 'erp', services: { app: service } })
const resets = (service: ComposeService) =>
  parse(withoutStaticAddresses(model(service), 'app')?.replaceAll('!reset null', 'reset') ?? 'null')

describe('an additional container of a service does not get its', () => {
  test.each<[string, ComposeService, unknown]>([
    [
      'address',
      { networks: { own: { ipv4_address: '172.30.5.10' } } },
      { networks: { own: { ipv4_address: 'reset' } } },
    ],
    [
      'addresses in several networks',
      {
        networks: {
          own: { ipv6_address: 'fd00::5', aliases: ['a'] },
          other: { mac_address: '02:42:ac:11:00:02' },
          third: null,
        },
      },
      { networks: { own: { ipv6_address: 'reset' }, other: { mac_address: 'reset' } } },
    ],
    ['hardware address', { mac_address: '02:42:ac:11:00:02' }, { mac_address: 'reset' }],
  ])('%s', (_name, service, expected) => {
    expect(resets(service)).toEqual({ services: { app: expected } })
  })

  test('without static addresses, the usual compose files are used', () => {
    const service = { networks: { default: null, own: { aliases: ['app'] } } }
    expect(withoutStaticAddresses(model(service), 'app')).toBeUndefined()
    const { command, input } = oneOffJob(application, {
      model: model(service),
      service: 'app',
      version: 'v2',
      args: ['app'],
    })
    expect(input).toBe('')
    expect(command.filter((_, at) => command[at - 1] === '-f')).toEqual([
      '/opt/erp/c.yml',
      '/opt/erp/.deploy/v2.json',
    ])
  })
})

test('the file that removes the addresses comes last, from the stdin of the job', () => {
  const service = { networks: { own: { ipv4_address: '172.30.5.10' } } }
  const { command, input } = oneOffJob(application, {
    model: model(service),
    service: 'app',
    version: 'v2',
    args: ['--rm', 'app'],
  })
  expect(input).toBe('services: { "app": { networks: { "own": { ipv4_address: !reset null } } } }\n')
  expect(command.slice(0, 3)).toEqual(['sh', '-euc', 'cat > one-off.yml; exec "$@"'])
  expect(command.join(' ')).toMatch(
    / -f \/opt\/erp\/c\.yml -f \/opt\/erp\/\.deploy\/v2\.json -f one-off\.yml run --rm app$/,
  )
})
