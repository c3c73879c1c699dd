import { describe, expect, test } from '@jest/globals'
import type { ComposeModel, ComposeService } from '@tsh/deployment'
import type { QueryResults } from '@tsh/server-query'
import { thirdPartyServices } from '../../src/containers/third-party-services.ts'
import { networkProblems, networkWarnings } from '../../src/preflight/services/networks.ts'
import { deployInputs } from '../deploy-inputs.ts'

const { application } = deployInputs()
const modelWith = (services: Record<string, ComposeService>): ComposeModel => ({
  name: 'erp',
  services: { app_blue: { image: 'erp:v2', build: {} }, app_green: { image: 'erp:v2' }, ...services },
})
const resultsOf = (results: Record<string, string>): QueryResults =>
  Object.fromEntries(Object.entries(results).map(([name, text]) => [name, { code: 0, text }]))
const running = (service: string, image: string): string => `erp-${service}-1\terp\t${service}\t${image}\t`

describe('a third-party service', () => {
  const redis: ComposeService = { image: 'redis:7' }
  const about = (
    service: ComposeService,
    results: Record<string, string>,
    before: ComposeService | undefined = service,
  ) =>
    thirdPartyServices(resultsOf(results), application, {
      model: modelWith({ cache: service }),
      before: before && modelWith({ cache: before }),
    })

  test('is started when it has no container', () => {
    expect(about(redis, { containers: '' })).toEqual({ missing: ['cache'], notUpdated: [] })
  })
  test('stays stopped when an operator has stopped it', () => {
    expect(about(redis, { containers: '', stopped: 'erp-cache-1\terp\tcache' })).toEqual({
      missing: [],
      notUpdated: [],
    })
  })
  test('ignores a container of another project', () => {
    expect(about(redis, { containers: running('cache', 'redis:7').replace('\terp\t', '\tshop\t') })).toEqual({
      missing: ['cache'],
      notUpdated: [],
    })
  })
  test.each([
    ['its definition changes', redis, { image: 'redis:7', restart: 'always' }, {}, /definition changes/],
    [
      'it runs another image',
      { image: 'redis:8' },
      { image: 'redis:8' },
      {},
      /runs redis:7 instead of redis:8/,
    ],
    [
      'a file changes that it mounts',
      {
        ...redis,
        volumes: [{ type: 'bind', source: `${application.path}/redis.conf`, target: '/etc/redis.conf' }],
      },
      undefined,
      { changed: 'app.py\nredis.conf' },
      /changes redis\.conf, which it mounts/,
    ],
    [
      'the folder changes that it is built from, because it holds data',
      {
        image: 'redis:7',
        build: { context: `${application.path}/cache` },
        volumes: [{ target: '/data/db' }],
      },
      undefined,
      { changed: 'cache/Dockerfile' },
      /changes cache, which its image is built from/,
    ],
  ])('is reported when %s', (_what, service, before, results, reason) => {
    const { notUpdated } = about(
      service,
      { containers: running('cache', 'redis:7'), ...results },
      before ?? service,
    )
    expect(notUpdated).toEqual([{ service: 'cache', reason: expect.stringMatching(reason) }])
  })
  test('is not reported when it is unchanged', () => {
    expect(about(redis, { containers: running('cache', 'redis:7'), changed: 'app.py' })).toEqual({
      missing: [],
      notUpdated: [],
    })
  })
})

describe('a network whose options change', () => {
  const model = { ...modelWith({}), networks: { default: { name: 'erp_default', labels: { tier: 'app' } } } }
  const before = { ...modelWith({}), networks: { default: { name: 'erp_default' } } }

  test('is refused where compose would recreate it', () => {
    const results = resultsOf({ compose: '2.40.3' })
    expect(networkProblems(results, { model, before }, 'root@h')).toEqual([
      expect.stringMatching(/^network "default" has different options .* maintenance window/),
    ])
    expect(networkWarnings(results, { model, before })).toEqual([])
  })
  test('is only a warning where compose leaves it unchanged', () => {
    const results = resultsOf({ compose: '2.26.1-4' })
    expect(networkProblems(results, { model, before }, 'root@h')).toEqual([])
    expect(networkWarnings(results, { model, before })).toHaveLength(1)
  })
  test('is ignored when the network is new or unchanged', () => {
    const results = resultsOf({ compose: 'v5.0.1' })
    expect(networkProblems(results, { model, before: model }, 'root@h')).toEqual([])
    expect(networkProblems(results, { model, before: undefined }, 'root@h')).toEqual([])
    expect(networkProblems(results, { model, before: modelWith({}) }, 'root@h')).toEqual([])
  })
})
