import { describe, expect, test } from '@jest/globals'
import { redact } from '@tsh/action'
import { application, recordingRemote } from '@tsh/testing'
import { composeProblem, readComposeModel } from '../../src/index.ts'

const env = [
  'VERSION=v1',
  'PORT=s3cret-p0rt',
  'BROKEN="Tr0ub4dor3',
  'MIIEvQ+SECRETKEYMATERIAL/abc',
  'A=Tr0ub4dor${3-SECRET',
].join('\n')
const source = { composeFiles: ['c.yml'], envFile: '.env', env }
const problem = (output: string, text = env): string =>
  composeProblem(output, { ...source, env: text }, 'server')

describe('a compose error becomes a message that does not quote it', () => {
  test.each<[output: string, sentence: string]>([
    [
      'failed to read /opt/erp/.env: line 5: unterminated quoted value "Tr0ub4dor3',
      '.env: unterminated quote for BROKEN in line 3. Close it',
    ],
    [
      'required variable MAIL_HOST is missing a value: s3cret-p0rt',
      'c.yml: required variable MAIL_HOST is not set in .env. Add it there',
    ],
    [
      "couldn't find env file: /opt/erp/mail.env",
      'c.yml: env file /opt/erp/mail.env does not exist. Create it, or correct c.yml',
    ],
    [
      'env file /opt/erp/mail.env not found: stat',
      'c.yml: env file /opt/erp/mail.env does not exist. Create it, or correct c.yml',
    ],
    [
      'git remote resource is disabled by "COMPOSE_EXPERIMENTAL_GIT_REMOTE"',
      'c.yml: it includes a file from a Git repository or a registry, which deployments do not fetch. Copy the file into the repository',
    ],
    [
      'OCI remote resource is disabled by "COMPOSE_EXPERIMENTAL_OCI_REMOTE"',
      'c.yml: it includes a file from a Git repository or a registry, which deployments do not fetch. Copy the file into the repository',
    ],
    [
      'open /opt/erp/extra.yml: no such file or directory',
      'c.yml: /opt/erp/extra.yml: no such file or directory. Correct c.yml',
    ],
    [
      'failed to parse /opt/erp/c.yml: yaml: line 7: did not find expected key',
      'c.yml: invalid YAML (line 7). Correct c.yml',
    ],
    [
      'yaml: unmarshal errors:\n  line 9: mapping key "image" already defined at line 3',
      'c.yml: duplicate key (line 9). Remove one',
    ],
    [
      "validating /opt/erp/c.yml: services.app_green additional properties 'stop_grace_perriod' not allowed",
      'c.yml: services.app_green has unknown property stop_grace_perriod. Correct c.yml',
    ],
    [
      'services.web Additional property imag is not allowed',
      'c.yml: services.web has unknown property imag. Correct c.yml',
    ],
    [
      'service "web" depends on undefined service "db": invalid compose project',
      'c.yml: service web uses service db, which is not defined. Correct c.yml',
    ],
    [
      'service "web" refers to undefined volume data: invalid compose project',
      'c.yml: service web uses volume data, which is not defined. Correct c.yml',
    ],
    [
      'service "web" has neither an image nor a build context specified',
      'c.yml: service web has neither "image" nor "build". Add one',
    ],
    [
      'dependency cycle detected: web -> db -> web',
      'c.yml: its services have a dependency cycle. Correct "depends_on"',
    ],
    [
      'invalid interpolation format for services.web.environment.PASSWORD.\nYou may need to escape any $ with another $.\npa${s3cret',
      'c.yml: services.web.environment.PASSWORD contains a "$" that does not start a variable. Write "$$" for a literal "$"',
    ],
    [
      'services.app.ports.0 invalid hostPort: s3cret-p0rt',
      'c.yml: services.app.ports.0 is not valid because of PORT in .env. Correct c.yml',
    ],
    [
      'something new about s3cret-p0rt',
      'c.yml because of PORT in .env. Run "docker compose --env-file .env -f c.yml config --quiet" on the server to see why; the reason may contain a secret, so it is not shown here',
    ],
  ])('%j', (output, sentence) => {
    const warning = 'time="2026-01-31T10:00:00Z" level=warning msg="The \\"w0rd\\" variable is not set."\n'
    expect(problem(warning + output)).toBe(`docker compose on server rejects ${sentence}`)
  })

  test.each<[name: string, text: string, output: string, sentence: string]>([
    [
      'a line that is not an assignment',
      'KEY=abc\nMIIEvQ+SECRET/abc\n',
      'line 2: unexpected character "+" in variable name "MIIEvQ+SECRET/abc"',
      'line 2 is not an assignment. Quote a multi-line value, or correct the line',
    ],
    [
      'a dollar sign',
      'OK="a$$b"\nKEY=Tr0ub4dor${3-SECRET\n',
      'Invalid template: "Tr0ub4dor${3-SECRET"',
      'the value of KEY contains a "$" that does not start a variable. Put it in single quotes',
    ],
    ['anything else', 'A=1\n', 'line 4: something new s3cret', 'invalid env file (line 4). Correct it'],
  ])('of an env file with %s', (_name, text, output, sentence) =>
    expect(problem(`failed to read /opt/erp/.env: ${output}`, text)).toBe(
      `docker compose on server rejects .env: ${sentence}`,
    ),
  )

  test.each([
    'services.app.ports.0 invalid containerPort: configs.Tr0ub4dor3-Prefix',
    'invalid containerPort: configs.Tr0ub4dor3-Prefix',
    'service "web" depends on undefined service "Tr0ub4dor3-Prefix!rest": invalid compose project',
    "couldn't find env file: /opt/erp/Tr0ub4dor3-Prefix!rest",
  ])('does not contain the beginning of a quoted value: %s', output => {
    expect(problem(output, 'PASSWORD=Tr0ub4dor3-Prefix!rest\n')).not.toContain('Tr0ub4dor3')
  })

  test('handles names of any length without exponential backtracking', () => {
    const name = 'background_notification_worker_production_and_more'
    // With an ambiguous pattern this takes days.
    expect(problem(`services.${name} must be a mapping`)).toBe(
      `docker compose on server rejects c.yml: services.${name} is not valid. Correct c.yml`,
    )
  })

  test('in the env file of a service', () =>
    expect(problem('failed to read /opt/erp/mail.env: line 3: unterminated quoted value "s3cret')).toBe(
      'docker compose on server rejects /opt/erp/mail.env: invalid env file (line 3). Correct it',
    ))

  test('when compose is missing', () =>
    expect(problem("docker: 'compose' is not a docker command.")).toBe(
      'docker compose v2 not found on server. Install the package docker-compose-plugin',
    ))
})

/** A server with an env file and a fixed compose result. */
const server = (text: string | undefined, compose: { code?: number; stdout?: string; stderr?: string }) =>
  recordingRemote(() => ({
    ...compose,
    stdout: `${text === undefined ? '' : `env ${Buffer.from(text).toString('base64')}\n`}${compose.stdout ?? ''}`,
  }))
const read = (remote: ReturnType<typeof server>) => readComposeModel(remote, application, 'v1')

describe('reading a compose model', () => {
  test('fetches no remote files', async () => {
    const remote = server('VERSION=v1\n', { stdout: '{"name":"erp","services":{}}' })
    await read(remote)
    expect(remote.commands[0]).toMatch(
      / COMPOSE_EXPERIMENTAL_GIT_REMOTE=0 COMPOSE_EXPERIMENTAL_OCI_REMOTE=0 docker compose /,
    )
  })

  test('masks every line of an env file that compose rejects', async () => {
    const stderr = 'failed to read /opt/erp/.env: line 5: unterminated quoted value "Tr0ub4dor3'
    await expect(read(server(env, { code: 15, stderr }))).rejects.toThrow(
      'docker compose on root@server rejects .env: unterminated quote for BROKEN in line 3. Close it',
    )
    expect(redact(`x ${stderr}`)).not.toContain('Tr0ub4dor3')
    for (const secret of ['s3cret-p0rt', 'MIIEvQ+SECRETKEYMATERIAL/abc', 'Tr0ub4dor${3-SECRET'])
      expect(redact(`x ${secret} y`)).toBe('x *** y')
  })

  test("masks values from the services' own env files", async () => {
    const environment = { FILE_TOKEN: 'from-a-f1le!', DOLLAR_KEY: 'pa$$w0rdx', LEVEL: 'info', NONE: null }
    const model = { name: 'erp', services: { mail: { image: 'mail:v1', environment } } }
    const remote = server('A=1\n', { stdout: JSON.stringify(model, null, 2) })
    expect((await read(remote)).services.mail?.image).toBe('mail:v1')
    expect(redact('from-a-f1le! pa$w0rdx info')).toBe('*** *** info')
  })

  test('does not mask values that are names of the project', async () => {
    const model = { name: 'myshopapp', services: { myshopapi: { image: 'myshopapp:v1' } } }
    const text =
      'MAIL_PASSWORD=myshopapp\nAPI_KEY=myshopapi\nTOKEN_ENVIRONMENT=production\nDB_PASSWORD=sunflower\n'
    await read(server(text, { stdout: JSON.stringify(model) }))
    expect(redact('myshopapp myshopapi production sunflower')).toBe('myshopapp myshopapi production ***')
  })

  test('does not quote a model that is truncated or preceded by other output', async () => {
    const reading = read(server('A=1\n', { stdout: 'Welcome\n{"services": {"a": "s3cret-w0rd' }))
    await expect(reading).rejects.toThrow(
      'docker compose on root@server did not return valid JSON. Check whether the login shell of the SSH user prints anything',
    )
  })

  test('reports a missing env file', () =>
    expect(read(server(undefined, { code: 1, stderr: "couldn't find env file" }))).rejects.toThrow(
      '/opt/erp/.env does not exist on root@server. Check "path" and "env-file", or create it from its example',
    ))
})
