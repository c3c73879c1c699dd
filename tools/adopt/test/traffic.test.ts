import { describe, expect, test } from '@jest/globals'
import { adopt } from '../src/adopt.ts'
import { environmentOf } from '../src/environments/environments.ts'
import { composeChanges } from '../src/findings/compose-changes.ts'
import { serviceSetting, trafficOf } from '../src/services/traffic.ts'
import { filesOf, repositoryOf, type Texts } from './inline-repository.ts'

const detected = (services: string, texts: Texts = {}) => {
  const files = filesOf({ 'compose.yml': `services:\n${services}`, ...texts })
  const environment = environmentOf(files, { environment: 'production', files: ['compose.yml'] })
  if (!environment) throw new Error('no environment')
  const traffic = trafficOf(files, environment)
  return { files, environment, traffic }
}
const setting = (services: string, texts?: Texts) => {
  const { traffic } = detected(services, texts)
  if (!traffic) return undefined
  const slots = traffic.kind === 'slots' ? traffic.pairs[0]?.slots : undefined
  return [serviceSetting(traffic), slots?.join()]
}
const service = (name: string, keys: string): string =>
  `  ${name}: { image: "app:\${VERSION}", build: ., ${keys} }\n`
const pair = (one: string, other: string): string =>
  service(one, 'ports: ["8001:80"]') + service(other, 'ports: ["8011:80"], profiles: [second]')

describe('slots', () => {
  test.each<[string, string, unknown]>([
    ['blue and green', pair('app_blue', 'app_green'), ['app_{slot}', 'blue,green']],
    ['hyphens', pair('app-blue', 'app-green'), ['app-{slot}', 'blue,green']],
    ['the slot first', pair('blue-app', 'green-app'), ['{slot}-app', 'blue,green']],
    ['left and right', pair('web_left', 'web_right'), ['web_{slot}', 'left,right']],
    ['a and b', pair('web-a', 'web-b'), ['web-{slot}', 'a,b']],
    [
      'several that switch together',
      pair('web_blue', 'web_green') + pair('api_blue', 'api_green'),
      [['web_{slot}', 'api_{slot}'], 'blue,green'],
    ],
    [
      'names, profiles and labels',
      service('app_blue', 'container_name: x, labels: [a=1], ports: ["1:1"]') +
        service('app_green', 'container_name: y, labels: [a=2], profiles: [second], ports: ["2:1"]'),
      ['app_{slot}', 'blue,green'],
    ],
    ['a word in another', pair('bluebird', 'greenbird'), ['bluebird', undefined]],
    ['numbers are replicas', pair('app_1', 'app_2'), ['app_1', undefined]],
    [
      'different images',
      service('app_blue', 'ports: ["1:1"]') + service('app_green', 'ports: ["2:1"], command: x'),
      ['app_blue', undefined],
    ],
    [
      'values of variables',
      service('app_blue', 'ports: ["1:1"], environment: { SLOT: blue, PORT: 1 }') +
        service('app_green', 'ports: ["2:1"], environment: { SLOT: green, PORT: 1 }'),
      ['app_{slot}', 'blue,green'],
    ],
  ])('%s', (_name, services, expected) => {
    expect(setting(services)).toEqual(expected)
  })

  test('a service that another slot needs is last', () => {
    const services =
      service('api_blue', 'ports: ["1:1"]') +
      service('api_green', 'ports: ["2:1"]') +
      service('web_blue', 'ports: ["3:1"], depends_on: [api_blue]') +
      service('web_green', 'ports: ["4:1"], depends_on: [api_green]')
    expect(setting(services)).toEqual([['web_{slot}', 'api_{slot}'], 'blue,green'])
  })
})

describe('in place', () => {
  const db = '  db: { image: "postgres:16", ports: ["5432:5432"] }\n'
  test.each<[string, string, Texts, string | undefined]>([
    [
      'the published port',
      `${db}${service('worker', 'command: x')}${service('shop', 'ports: ["80:80"]')}`,
      {},
      'shop',
    ],
    [
      'the dependency on a database',
      `${db}${service('frontend', 'ports: ["1:1"]')}${service('backend', 'ports: ["2:1"], depends_on: [db]')}`,
      {},
      'backend',
    ],
    ['the name', `${service('docs2', 'ports: ["1:1"]')}${service('web', 'ports: ["2:1"]')}`, {}, 'web'],
    [
      'an upstream of nginx',
      `${service('one', 'command: x')}${service('two', 'command: x')}`,
      { 'nginx.conf': 'upstream u { server two:80; }' },
      'two',
    ],
    [
      'a port in nginx',
      `${service('one', 'ports: ["1:1"], command: x')}${service('two', 'command: y')}`,
      { 'nginx.conf': 'proxy_pass http://127.0.0.1:1;' },
      'one',
    ],
    [
      'a label of Traefik',
      `${service('one', 'command: x')}${service('two', 'labels: ["traefik.http.routers.a.rule=Host(`a.b`)"]')}`,
      {},
      'two',
    ],
    [
      'not a proxy',
      `  nginx: { image: "nginx:1", ports: ["80:80"] }\n${service('shop', 'command: x')}`,
      {},
      'shop',
    ],
    ['not a one-shot', `${service('app', 'restart: "no"')}${service('shop', 'command: x')}`, {}, 'shop'],
    ['nothing but a database', db, {}, undefined],
  ])('%s', (_name, services, texts, expected) => {
    expect(setting(services, texts)?.[0]).toBe(expected)
  })
})

describe('several public services', () => {
  const toVerify = (services: string): string[] =>
    adopt(repositoryOf({ 'compose.yml': `services:\n${services}` }))
      .unknowns.filter(({ key }) => key === 'environments.production.service')
      .map(({ why }) => why)
  const vote = service('vote', 'ports: ["8080:80"]')

  test('are named with their ports', () => {
    expect(toVerify(`${vote}${service('result', 'ports: ["8081:80", "9229:9229"]')}`)).toEqual([
      'vote (8080) and result (8081) publish a port, and vote was chosen',
    ])
  })

  test.each<[string, string]>([
    ['one without a published port', `${vote}${service('result', 'ports: ["80"]')}`],
    ['one without a build', `${vote}  sso: { image: "sso:1", ports: ["8081:80"] }\n`],
    ['a worker', `${vote}${service('worker', 'ports: ["8081:80"]')}`],
    ['slots', pair('app_blue', 'app_green')],
  ])('%s is none', (_name, services) => {
    expect(toVerify(services)).toEqual([])
  })
})

describe('changes of the compose file', () => {
  const changes = (services: string, texts?: Texts) => {
    const facts = detected(services, texts)
    return composeChanges({ ...facts, name: 'Shop', registry: undefined })
      .filter(({ isOptional }) => !isOptional)
      .map(({ service: name = '', why, fix }) => `${name} ${why}: ${fix}`)
  }
  const app = (image: string, keys = ''): string => `  app: { ${image}build: ., ports: ["1:1"]${keys} }\n`

  test.each<[string, string, string[]]>([
    ['a version', app('image: "app:${VERSION}", '), []],
    ['a required version', app('image: "app:${VERSION:?}", '), []],
    ['a default version', app('image: "app:${VERSION:-latest}", '), []],
    ['no image', app(''), ['app has build but no image: write "image: shop-app:${VERSION}"']],
    [
      'one image of the same build',
      '  worker: { build: { context: . } }\n  app: { build: { context: ./ }, ports: ["1:1"] }\n',
      [
        'worker has build but no image: write "image: shop-app:${VERSION}"',
        'app has build but no image: write "image: shop-app:${VERSION}"',
      ],
    ],
    [
      'the short form of the same build',
      '  app: { build: ., ports: ["1:1"] }\n  worker: { build: { context: . } }\n',
      ['"image: shop-app:${VERSION}"', 'worker has build but no image: write "image: shop-app:${VERSION}"'],
    ],
    [
      'the existing image of the same build',
      '  app: { build: ., image: "site:1", ports: ["1:1"] }\n  worker: { build: . }\n',
      ['"image: site:${VERSION}"', 'worker has build but no image: write "image: site:${VERSION}"'],
    ],
    [
      'the same build for another service',
      '  app: { build: ., image: "acme/app:2", ports: ["1:1"] }\n  one: { build: jobs }\n  two: { build: jobs }\n',
      ['"image: acme/app:${VERSION}"', '"image: shop-one:${VERSION}"', '"image: shop-one:${VERSION}"'],
    ],
    [
      'another target',
      '  app: { build: ., ports: ["1:1"] }\n  worker: { build: { context: ., target: worker } }\n',
      ['"image: shop-app:${VERSION}"', '"image: shop-worker:${VERSION}"'],
    ],
    [
      'an image of a registry',
      '  app: { image: "acme/app:2", ports: ["1:1"] }\n',
      [
        'app is not built from the repository, and neither is any other service: add "build" with the folder of a new Dockerfile, which may be just FROM and the published image, and write "image: shop-app:${VERSION}"',
      ],
    ],
    [
      'replicas of a published port',
      app('image: "app:${VERSION}", deploy: { replicas: 2 }, '),
      ['app has 2 replicas, but only one container can publish its port: remove the replicas, or the port'],
    ],
    ['one replica', app('image: "app:${VERSION}", scale: 1, '), []],
    ['a fixed tag', app('image: "app:1.0", '), ['write "image: app:${VERSION}"']],
    ['another variable', app('image: "app:${TAG:-latest}", '), ['write "image: app:${VERSION}"']],
    ['a prefixed version', app('image: "app:v-${VERSION}", '), ['write "image: app:${VERSION}"']],
    [
      'a registry with a port',
      app('image: "localhost:5000/app", '),
      ['write "image: localhost:5000/app:${VERSION}"'],
    ],
    [
      'a worker with the image',
      `${app('image: "app:${VERSION}", ')}  worker: { image: "app:latest" }\n`,
      ['worker has the image "app:latest"'],
    ],
    [
      'a worker with another image',
      `${app('image: "app:${VERSION}", ')}  worker: { image: "redis:7" }\n`,
      [],
    ],
    [
      'a program that updates containers',
      `${app('image: "app:${VERSION}", ')}  watchtower: { image: "containrrr/watchtower" }\n`,
      ['watchtower updates containers on its own, which a deployment would not know of: remove it'],
    ],
    [
      'a container name in both slots',
      pair('app_blue', 'app_green').replaceAll('build', 'container_name: x, build'),
      ['app_green has the container_name of app_blue'],
    ],
    [
      'a build argument',
      app('image: "app:${VERSION}", ').replace(
        'build: .',
        'build: { context: ., args: { A: "${DOMAIN}", B: "${C:-c}" } }',
      ),
      [
        'app has a build argument that reads DOMAIN, which the build job does not have: set DOMAIN in the setting build-args',
      ],
    ],
  ])('%s', (_name, services, expected) => {
    expect(changes(services)).toEqual(expected.map(text => expect.stringContaining(text)))
  })

  describe('an image that is only pulled', () => {
    const web = '  web: { image: "acme/site:latest", ports: ["1:1"] }\n'

    test.each<[string, string, Texts, string[]]>([
      [
        'and built by the compose file of development',
        `${web}  worker: { image: "acme/site:latest" }\n`,
        { 'compose.dev.yml': 'services:\n  web: { build: ./app }\n', 'app/Dockerfile': 'FROM node:20\n' },
        [
          'web only pulls its image, which compose.dev.yml builds: add "build: ./app" and write "image: site:${VERSION}"',
          'worker has the image "acme/site:latest", which does not end in :${VERSION}: write "image: site:${VERSION}"',
        ],
      ],
      [
        'and built by another Dockerfile, with a stage of production',
        '  web: { image: "${HUB}/site:latest", ports: ["1:1"] }\n',
        {
          'compose.dev.yml':
            'services:\n  web: { build: { context: ., dockerfile: docker/web, target: final, args: { A: "${B}" } } }\n',
          'docker/web': 'FROM node:20 AS final\n',
        },
        [
          'web only pulls its image, which compose.dev.yml builds: add "build: { context: ., dockerfile: docker/web, target: final }" and write "image: site:${VERSION}"',
        ],
      ],
      [
        'and built by a stage of development',
        web,
        {
          'compose.dev.yml': 'services:\n  web: { build: { context: ., target: dev } }\n',
          Dockerfile: 'FROM node:20 AS dev\nFROM dev\n',
        },
        ['web only pulls its image, which compose.dev.yml builds: add "build: ." and'],
      ],
      [
        'and built in a folder with the name of the service',
        '  web: { image: "${IMAGE}", ports: ["1:1"] }\n  cache: { image: "varnish:7" }\n',
        { 'web/Dockerfile': 'FROM node:20\n', 'cache/Dockerfile': 'FROM varnish:7\n' },
        [
          'web only pulls its image, which web/Dockerfile builds: add "build: ./web" and write "image: shop-web:${VERSION}"',
        ],
      ],
      [
        'although the compose file of development builds from a folder that is missing',
        web,
        { 'compose.dev.yml': 'services:\n  web: { build: ./app }\n' },
        ['web is not built from the repository'],
      ],
      [
        'next to Dockerfiles of other folders',
        web,
        { 'one/Dockerfile': 'FROM a\n', 'two/Dockerfile': 'FROM b\n' },
        ['add "build" with the folder of its Dockerfile (one, two) and write "image: shop-web:${VERSION}"'],
      ],
    ])('%s', (_name, services, texts, expected) => {
      expect(changes(services, texts)).toEqual(expected.map(text => expect.stringContaining(text)))
    })

    test('does not make a data store an image of the repository', () =>
      expect(
        changes(
          `  web: { image: "site:\${VERSION}", build: ., ports: ["1:1"] }\n  db: { image: "postgres:17" }\n`,
          {
            'compose.dev.yml': 'services:\n  db: { build: ./db }\n',
            'db/Dockerfile': 'FROM postgres:17\n',
          },
        ),
      ).toEqual([]))
  })

  describe('a mount of the checkout', () => {
    const mounted = (volume: string, texts?: Texts, build = './vote'): string[] =>
      changes(
        `  vote: { image: "v:\${VERSION}", build: ${build}, ports: ["1:1"], volumes: [${volume}] }\n`,
        texts,
      )
    const dockerfile = 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n'
    const SOURCE = { 'vote/Dockerfile': dockerfile, 'vote/src/app.py': '', 'vote/data/.gitkeep': '' }

    test.each<[string, string[]]>([
      ['over the build context', mounted('"./vote:/usr/local/app"')],
      ['in the long form', mounted('{ type: bind, source: ./vote, target: /app }')],
      ['over the repository', mounted('".:/app"')],
      ['over a copied folder', mounted('"./vote/src:/app/src"', SOURCE)],
      ['over a copied file', mounted('"./vote/src/app.py:/app/src/app.py:ro"', SOURCE)],
    ])('%s hides the code of the image', (_name, found) => {
      expect(found).toEqual([
        expect.stringMatching(/^vote mounts \S+ over its code, so .*: remove the mount/),
      ])
    })

    test.each<[string, string[]]>([
      ['of data', mounted('"./vote/data:/app/data"', SOURCE)],
      ['of a folder that is not in git', mounted('"./vote/uploads:/app/uploads"', SOURCE)],
      ['of code somewhere else', mounted('"./vote/src:/docs"', SOURCE)],
      ['of another folder', mounted('"./certificates:/certificates"', { 'certificates/a.pem': '' })],
      ['of a named volume', mounted('"vote:/app"')],
      ['of a folder of the server', mounted('"/srv/vote:/app"')],
    ])('%s is kept', (_name, found) => {
      expect(found).toEqual([])
    })

    test('of an image without a build is kept', () => {
      const nginx = '  nginx: { image: "nginx:1", volumes: ["./:/etc/nginx"] }\n'
      expect(changes(app('image: "app:${VERSION}", ') + nginx).join()).not.toContain('mounts')
    })

    test('names the variable of the env template that selects it', () => {
      const volume = '"${WEB_VOLUME:-./public:/app/public}"'
      expect(mounted(volume)).toEqual([])
      expect(mounted(volume, { '.env.example': 'WEB_VOLUME=.:/app\n' }, '.')).toEqual([
        expect.stringContaining('set WEB_VOLUME to another value in .env.example and on the server'),
      ])
    })
  })

  test('names what prevents slots', () => {
    const services = service('app_blue', 'ports: ["1:1"]') + service('app_green', 'ports: ["2:1"], cpus: 2')
    expect(changes(services)).toEqual([
      expect.stringContaining('app_green is not a slot next to app_blue, because they differ in cpus'),
    ])
  })

  test('a value in a tracked .env is given to builds', () => {
    const services = app('image: "app:${VERSION}", ').replace(
      'build: .',
      'build: { context: ., args: ["A=${DOMAIN}"] }',
    )
    expect(changes(services, { '.env': 'DOMAIN=a\n' }).join()).not.toContain('build argument')
  })
})
