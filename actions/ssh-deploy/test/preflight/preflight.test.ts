import { describe, expect, jest, test } from '@jest/globals'
import { ForwardingForbidden } from '@tsh/remote'
import { recordingRemote } from '@tsh/testing'
import { unencodedCharacters } from '../../src/preflight/env/env-problems.ts'
import { preflight } from '../../src/preflight/preflight.ts'
import { DIGEST, deployInputs, NOTHING_BUILT } from '../deploy-inputs.ts'
import { queryOutput } from '../query-output.ts'

const inputs = deployInputs({ built: NOTHING_BUILT })
const service = (published: string) => ({
  image: 'erp:x',
  build: {},
  ports: [{ published, target: 8000, protocol: 'tcp', host_ip: '127.0.0.1' }],
})
const model = { name: 'erp', services: { app_blue: service('8001'), app_green: service('8011') } }
const json = JSON.stringify(model, null, 2)
const withServices = (services: object): string =>
  JSON.stringify({ ...model, services: { ...model.services, ...services } }, null, 2)
const withGreen = (more: object): string =>
  withServices({ app_green: { ...model.services.app_green, ...more } })
const unset = (name: string): string =>
  `time="2026-01-31T10:00:00Z" level=warning msg="The \\"${name}\\" variable is not set. Defaulting to a blank string."\n${json}`

/** A server with these query results, whose proxy is set up. */
const server = (results: Record<string, string>) =>
  recordingRemote(line => {
    if (line.includes('query the server')) return { stdout: queryOutput({ model: json, ...results }) }
    return line.startsWith('ls -1') ? { stdout: 'blue\n' } : undefined
  })

/** The log for a server with these query results. */
async function printed(results: Record<string, string>): Promise<string> {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    await preflight(inputs, server(results))
    return write.mock.calls.map(([text]) => String(text)).join('')
  } finally {
    write.mockRestore()
  }
}

describe('warns and continues when', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    [
      "Docker's client cannot read its configuration",
      {
        compose: '2.26.1 WARNINGS: WARNING: Error loading config file:\t/root/.docker/config.json - invalid',
      },
      /::warning.*warning from docker on root@server: WARNING: Error loading config file: \/root\/\.docker\/config\.json/,
    ],
    [
      'docker is a podman-docker wrapper that runs Docker',
      { engine: '26.1.5 WARNINGS: Emulate Docker CLI using podman.' },
      /::warning.*Emulate Docker CLI/,
    ],
    [
      'a variable of a service that keeps its container is missing',
      {
        model: unset('NAME').replace(json, () => withServices({ db: { image: 'postgres:15' } })),
        raw: JSON.stringify({ services: { db: { environment: { A: '${NAME}' } } } }, null, 2),
      },
      /::warning.*NAME is missing in \.env, .* for db, which this deployment does not change/,
    ],
  ])('%s', async (_name, results, expected) => {
    const text = await printed(results)
    expect(text).toMatch(expected)
    expect(text).toContain('docker 26.1.5, compose 2.26.1')
  })
})

/** The problems of a server with these query results. */
async function problems(results: Record<string, string>, more = {}): Promise<readonly string[]> {
  const remote = server(results)
  const failed = preflight({ ...inputs, ...more }, remote).then(
    () => ({ problems: [] }),
    (cause: { problems: readonly string[] }) => cause,
  )
  return (await failed).problems
}

test('queries once, in addition to the proxy, and finds no problems', async () => {
  const remote = server({})
  await preflight(inputs, remote)
  expect(remote.commands.filter(line => line.includes('query the server'))).toHaveLength(1)
  expect(remote.inputs.filter(text => text !== '')).toEqual([])
})

test('reports what sshd does not forward for the health checks of both slots', async () => {
  const remote = server({})
  const forbidding = (forbidden: RegExp) => ({
    ...remote,
    keep: async (site: { url: string }) => {
      if (forbidden.test(site.url)) throw new ForwardingForbidden('forbidden')
      throw new Error('connection refused')
    },
  })
  const rest =
    'Set AllowTcpForwarding to "local" in its sshd_config; a key with "restrict" needs port-forwarding,'
  await expect(preflight({ ...inputs, handoverPort: 8021 }, forbidding(/./))).rejects.toThrow(
    `sshd on server does not allow port forwarding for root@server (to 127.0.0.1:8001, 127.0.0.1:8011, 127.0.0.1:8021). ${rest}permitopen="127.0.0.1:8001",permitopen="127.0.0.1:8011",permitopen="127.0.0.1:8021" in authorized_keys`,
  )
  await expect(preflight(inputs, forbidding(/8011/))).rejects.toThrow('(to 127.0.0.1:8011)')
  await preflight(inputs, forbidding(/8021/))
})

describe('reports the problem when', () => {
  const cases: [string, Record<string, string>, unknown[]][] = [
    [
      'the clock is wrong',
      { clock: '1000000000' },
      [expect.stringMatching(/^the clock of root@server is \d+ s behind/)],
    ],
    [
      'a tool is missing',
      { missing: 'flock' },
      ['flock is not installed on root@server. Install it with "apt-get install util-linux"'],
    ],
    [
      'the user has no permission to use docker',
      { engine: 'exit 1: permission denied while trying to connect' },
      ['root@server has no permission to use docker. Add the user to the group "docker"'],
    ],
    [
      'the engine does not run',
      { engine: 'exit 1: Cannot connect to the Docker daemon' },
      ['the docker engine on root@server does not respond: Cannot connect to the Docker daemon'],
    ],
    [
      'compose is missing',
      {
        compose: "exit 1: docker: 'compose' is not a docker command.",
        model: 'exit 1: unknown flag: --ansi',
      },
      ['docker compose v2 not found on root@server. Install the package docker-compose-plugin'],
    ],
    [
      'compose is old',
      { compose: '2.5.0', model: 'exit 16: unknown flag: --progress' },
      ['docker compose 2.5.0 on root@server is too old (unknown flag: --progress). Upgrade it'],
    ],
    [
      'docker is podman',
      {
        client: 'podman version 4.9.3',
        engine: 'exit 125: Error: template: version:1:2: executing',
        compose: 'exit 125: unknown command compose',
        model: 'exit 125: unknown flag: --ansi',
      },
      [
        expect.stringMatching(
          /^docker on root@server is Podman \(podman version 4\.9\.3\).* Install Docker Engine/,
        ),
      ],
    ],
    [
      'the engine is podman',
      { engine: '5.0.3 (Podman)' },
      [expect.stringMatching(/^docker on root@server is Podman /)],
    ],
    [
      'docker is installed from snap and finds no file',
      { origin: '/snap/bin/docker\n/usr/bin/snap', model: "exit 14: Couldn't find env file: /opt/erp/.env" },
      [
        expect.stringMatching(
          /^Docker on root@server is installed from snap, whose confinement hides \/opt\/erp or \/tmp/,
        ),
      ],
    ],
    ['the path is missing', { path: 'exit 1: ' }, ['/opt/erp does not exist on root@server. Check "path"']],
    [
      'the folder belongs to another user',
      { closed: '/opt/erp\n/opt/erp/.git' },
      [
        'root@server cannot write to /opt/erp. Check its owner and mode',
        'root@server cannot write to /opt/erp/.git. Check its owner and mode',
      ],
    ],
    [
      'it is not a checkout',
      { checkout: 'exit 128: fatal: not a git repository' },
      ['/opt/erp on root@server is not a git checkout'],
    ],
    ['a file was changed', { changes: 'c.yml' }, [expect.stringContaining('has local changes (c.yml)')]],
    [
      '.deploy is a symlink',
      { link: '' },
      [expect.stringContaining('/opt/erp/.deploy on root@server is a symlink')],
    ],
    [
      'the commit contains the env file',
      { added: '.env', blocked: '.env' },
      [expect.stringMatching(/^\.env is tracked by git in commit b{12}, .* "git rm --cached \.env"/)],
    ],
    [
      'git tracks the env file on the server',
      { tracked: '.env' },
      [
        expect.stringMatching(
          /^\.env is tracked by git in the commit that is checked out .* restore the file$/,
        ),
      ],
    ],
    [
      'the commit contains files of the deployment',
      { added: '.deploy/releases.jsonl' },
      [expect.stringMatching(/^commit b{12} contains \.deploy\/releases\.jsonl, but/)],
    ],
    [
      'the commit adds an existing untracked file',
      { blocked: 'uploads/1.pdf\nuploads/2.pdf' },
      [
        expect.stringContaining(
          'commit bbbbbbbbbbbb adds uploads/1.pdf, uploads/2.pdf, which already exists untracked in /opt/erp',
        ),
      ],
    ],
    [
      'a sparse checkout excludes the compose file',
      { sparse: 'c.yml' },
      [expect.stringMatching(/^c\.yml is excluded by the sparse checkout/)],
    ],
    [
      'the env file is a mount',
      { mounted: '/opt/erp/.env' },
      [expect.stringMatching(/^\.env on root@server is a mount/)],
    ],
    [
      'the remote is unreachable',
      { commit: 'exit 128: git@github.com: Permission denied (publickey).' },
      ['root@server cannot reach the git remote of /opt/erp: git@github.com: Permission denied (publickey).'],
    ],
    [
      'the commit is unknown',
      { commit: 'exit 128: fatal: remote error: upload-pack: not our ref bbb' },
      [`commit ${inputs.sha} is not in the remote repository of /opt/erp on root@server`],
    ],
    [
      'the env file is missing',
      { env: 'exit 1: cat: .env: No such file' },
      [expect.stringMatching(/^\.env does not exist/)],
    ],
    [
      'a password is not encoded',
      { env: 'DATABASE_URL=postgresql://erp:S3cret@p#ss@db:5432/erp' },
      [
        'DATABASE_URL in .env has a password that must be percent-encoded: write "@" as %40, "#" as %23 (expected SCHEME://USER:PASSWORD@HOST:PORT/DATABASE)',
      ],
    ],
    [
      'a variable is missing',
      { model: unset('MAIL_HOST') },
      ['MAIL_HOST is missing in .env, but c.yml uses it without a default. Add it, or write ${MAIL_HOST:-}'],
    ],
    [
      'a value has a dollar sign',
      { model: unset('w0rd'), env: 'KEY=pa$w0rd' },
      [
        'the value of KEY in .env contains a "$" that compose interprets as a variable. Put the value in single quotes',
      ],
    ],
    [
      'the compose file is invalid',
      { model: 'exit 15: services.app.ports.0 invalid hostPort: s3cret-port', env: 'PORT=s3cret-port' },
      [
        'docker compose on root@server rejects c.yml: services.app.ports.0 is not valid because of PORT in .env. Correct c.yml',
      ],
    ],
    [
      'the env file has an unclosed quote',
      {
        model: 'exit 15: failed to read /opt/erp/.env: line 3: unterminated quoted value "Tr0ub4dor',
        env: 'A=1\nB="Tr0ub4dor\nC=2',
      },
      ['docker compose on root@server rejects .env: unterminated quote for B in line 2. Close it'],
    ],
    [
      'the service does not exist',
      { model: JSON.stringify({ services: { app_blue: service('8001') } }, null, 2) },
      ['the compose file has no service "app_green" (it has app_blue). Check "service"'],
    ],
    [
      'a port range is published',
      { model: withGreen({ ports: [{ published: '8011-8013', target: 8000 }] }) },
      [expect.stringMatching(/^service "app_green" publishes a port range \(8011-8013\)/)],
    ],
    [
      'a network is external and missing',
      {
        networks: 'bridge\nhost',
        model: JSON.stringify(
          {
            ...model,
            services: { ...model.services, app_blue: { ...service('8001'), networks: { edge: null } } },
            networks: { edge: { name: 'proxy', external: true } },
          },
          null,
          2,
        ),
      },
      [
        expect.stringMatching(
          /^network proxy does not exist on root@server, .* "docker network create proxy"$/,
        ),
      ],
    ],
    [
      'a service is in the host network',
      { model: withGreen({ network_mode: 'host', ports: [] }) },
      [expect.stringMatching(/^service "app_green" uses network_mode "host"/)],
    ],
    [
      'a stopped container has the name of a service container',
      { model: withGreen({ container_name: 'erp-api' }), stopped: 'erp-api\t\t' },
      [
        'container name erp-api of service "app_green" is already used on root@server by a container that was not created by compose. Remove that container with "docker rm --force erp-api" if it is not needed, or rename one of them',
      ],
    ],
    [
      'a container of another project has the default name of compose',
      { containers: 'erp-app_green-1\tshop\tweb\tweb:1\t' },
      [
        expect.stringMatching(
          /^container name erp-app_green-1 of service "app_green" .* of service "web" in project "shop"\./,
        ),
      ],
    ],
    [
      'a port of a service without a container is taken',
      {
        model: withServices({ cache: { image: 'redis:7', ports: [{ published: '6379', target: 6379 }] } }),
        sockets: '   3: 0100007F:18EB 00000000:0000 0A 00000000:00000000',
      },
      [
        expect.stringMatching(
          /^port 6379 of service "cache" is already used on root@server, but not by a container/,
        ),
      ],
    ],
    [
      'a port is taken by another container',
      { containers: 'shop\tshop\tweb\tweb:1\t0.0.0.0:8011->80/tcp, :::8011->80/tcp, ' },
      ['port 8011 of service "app_green" is already used on root@server by container shop'],
    ],
    [
      'a port is taken by another process',
      { sockets: '   3: 0100007F:1F4B 00000000:0000 0A 00000000:00000000' },
      [
        'port 8011 of service "app_green" is already used on root@server, but not by a container. "ss -ltnp" names the process; if it is dockerd, which can keep a port when it was killed, restart the engine (its containers stop meanwhile unless "live-restore" is on)',
      ],
    ],
    [
      'the disk is full',
      {
        sizes: '1 ["erp-mail:old"]\n2000000000 ["erp:old","r:5000/erp:old"]\n5 ["erp:older"]\n7 null',
        disk: 'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda 9 9 1000000 99% /data\n/dev/sdb 9 9 1000 99% /opt',
      },
      [
        expect.stringMatching(/^\/data on root@server has 1.02 GB free, but the deployment needs 2.27 GB/),
        expect.stringMatching(/^\/opt on root@server has 1.02 MB free, but the deployment needs 268 MB/),
      ],
    ],
  ]
  test.each(cases)('%s', async (_name, results, expected) => {
    expect(await problems(results)).toEqual(expected)
  })
})

test('reports all problems at once', async () => {
  const reported = await problems({ missing: 'flock', closed: '/opt/erp', model: unset('A'), mode: '644' })
  expect(reported).toHaveLength(3)
})

describe('a variable that is not set', () => {
  const other = { tools: { image: 'tools:1', profiles: ['tools'] }, db: { image: 'postgres:15' } }
  const results = (raw: object): Record<string, string> => ({
    model: unset('NAME').replace(json, () => withServices(other)),
    raw: JSON.stringify(raw, null, 2),
  })
  const missing = [expect.stringMatching(/^NAME is missing in \.env/)]
  const using = (text: string) => ({ environment: { A: text } })

  test.each<[string, object, unknown[]]>([
    ['by a service that is started', { services: { app_blue: using('${NAME}') } }, missing],
    ['without braces', { services: { app_blue: using('a-$NAME-b') } }, missing],
    ['by a service of an inactive profile', { services: { tools: using('${NAME}') } }, []],
    ['by both', { services: { tools: using('${NAME}'), app_green: using('${NAME}') } }, missing],
    ['by a service that keeps its container', { services: { db: using('${NAME}') } }, []],
    ['for an alternative value', { services: { app_blue: using('${NAME:+yes} ${NAME+yes}') } }, []],
    [
      'for a build, which is not done here',
      { services: { app_blue: { build: { args: { A: '${NAME}' } } } } },
      [],
    ],
    ['by an extension alone', { 'x-log': { tag: '${NAME}' }, services: {} }, []],
    ['as plain text', { services: { app_blue: using('$${NAME} ${NAME2:-}'), tools: using('${NAME}') } }, []],
    ['by a volume', { services: {}, volumes: { data: { name: '${NAME}' } } }, missing],
    ['in a file that is not shown', { services: { app_blue: { env_file: 'app.env' } } }, missing],
  ])('and is used %s', async (_name, raw, expected) => {
    expect(await problems(results(raw))).toEqual(expected)
  })
})

test('accepts ports of its own containers and ports on other addresses', async () => {
  const own = 'erp_app_green\terp\tapp_green\terp:1\t127.0.0.1:8011->8000/tcp, '
  const other = 'x\tx\tx\tx:1\t10.0.0.1:8001->80/tcp, 0.0.0.0:7000->7000/tcp, '
  const sockets = '   3: 0100007F:1F4B 00000000:0000 0A\n   4: 0200007F:1F41 00000000:0000 0A'
  expect(await problems({ containers: `${own}\n${other}`, sockets })).toEqual([])
})

test.each([
  ['postgresql://erp:p%40ss!word@db:5432/erp', []],
  ['postgresql://erp:p@ss@db/erp', ['@']],
  ['postgresql://erp:p#a/b?c@db/erp', ['#', '/', '?']],
  ['postgresql://erp:50%@db/erp', ['%']],
  ['postgresql://db:5432/erp?application_name=a@b', []],
  ['postgresql://erp:word@db/erp?application_name=a@b', []],
  ['postgresql://erp@db/erp', []],
  ['', []],
])('finds what a password must encode in %s', (url, expected) => {
  expect(unencodedCharacters(url)).toEqual(expected)
})

test('a secret that is also an ordinary name is not masked, but reported', async () => {
  const written: string[] = []
  const write = process.stdout.write
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof process.stdout.write
  const named = { ...model, services: { ...model.services, myshopapp: { image: 'myshopapp:x', build: {} } } }
  const env = 'MAIL_PASSWORD=myshopapp\nPASSENGER_APP_ENV=production\nTOKEN_ENVIRONMENT=production\n'
  const reported = await problems({ model: JSON.stringify(named, null, 2), env }).finally(() => {
    process.stdout.write = write
  })
  expect(reported).toEqual([])
  expect(written.join('')).not.toMatch(/::add-mask::(production|myshopapp)\n/)
  expect(written.join('')).toContain(
    'the value of MAIL_PASSWORD in .env is part of "myshopapp", so it is not masked in logs. Use a random value',
  )
})

test('a secret that would make GitHub drop the version is refused by its key', async () => {
  const version = 'production-v2026.01.31-711e4ef'
  expect(await problems({ env: 'SIGNING_KEY=711e4e\n' }, { version })).toEqual([
    'the value of SIGNING_KEY in .env is part of "production-v2026.01.31-711e4ef", but GitHub drops outputs that contain a secret. Change that value',
  ])
})

test('an image that is on the server takes no space', async () => {
  const sizes = '2000000000 ["erp:old","erp:x"]'
  const disk = 'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda 9 9 1000000 99% /data'
  expect(await problems({ sizes, disk })).toEqual([])
})

describe('the images of a build', () => {
  const named = (services: object): string => JSON.stringify({ name: 'erp', services }, null, 2)
  const version = 'v2'
  const app = (port: string) => ({ ...service(port), image: 'erp:v2' })
  const services = { app_blue: app('8001'), app_green: app('8011') }
  const both = new Map(Object.keys(services).map(name => [name, { digest: DIGEST }]))

  test('of all services are accepted', async () => {
    expect(await problems({ model: named(services) }, { version, built: both })).toEqual([])
  })

  test('are refused together with all other problems', async () => {
    const more = { ...services, mail: { image: 'mail:v2', build: {} } }
    expect(await problems({ model: named(more), missing: 'flock' }, { version, built: both })).toEqual([
      'flock is not installed on root@server. Install it with "apt-get install util-linux"',
      expect.stringMatching(
        /^input "images" does not contain service "mail", which c\.yml of the commit builds/,
      ),
    ])
  })

  test('must have the version as tag, which a dry run checks before the build', async () => {
    const model = named({ ...services, mail: { image: 'mail:latest', build: {} }, web: { build: '.' } })
    const expected = [
      'image "mail:latest" of service "mail" is not tagged with the version. Write "image: NAME:${VERSION}" in the compose file',
      'service "web" has "build" but no "image". Write "image: NAME:${VERSION}" in the compose file',
    ]
    expect(await problems({ model }, { version, dryRun: true })).toEqual(expected)
    expect(await problems({ model }, { version })).toEqual([])
  })
})
