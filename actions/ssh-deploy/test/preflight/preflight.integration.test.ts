import { basename } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { slotApplication } from '@tsh/testing'
import type { DeployInputs } from '../../src/inputs.ts'
import { preflight } from '../../src/preflight/preflight.ts'
import { composeFile, FINGERPRINT, path, type Scene, slotDirectory, startScene } from '../scene.ts'

let scene: Scene
let inputs: DeployInputs
beforeAll(async () => {
  scene = await startScene()
  inputs = await scene.release('v2', {
    'compose.yml': composeFile.replace('build: .', 'build: { context: . }'),
  })
})
afterAll(() => scene?.stop())

/** The problems that preflight reports, without changing anything. */
async function problems(wanted: Partial<DeployInputs> = {}): Promise<readonly string[]> {
  const before = await scene.exec(FINGERPRINT)
  const failed = await preflight({ ...inputs, ...wanted }, scene.remote).then(
    () => ({ problems: [] }),
    (cause: { problems: readonly string[] }) => cause,
  )
  expect(await scene.exec(FINGERPRINT)).toBe(before)
  return failed.problems
}

test('a healthy server is left unchanged, even without the commit', async () => {
  expect(await problems()).toEqual([])
})

test('reports all problems at once', async () => {
  const services = ['app_{slot}', 'api_{slot}'] as const
  const application = slotApplication({ path, composeFiles: ['compose.yml'] }, { services, slotDirectory })
  await scene.exec(`cd ${path}; cp -p .env .env.kept; sed -i '/SECRET/d' .env; echo 'DATABASE_URL=postgresql://u:b@d#x@h/db' >> .env; echo '# mine' >> .gitignore
docker run -d --name squatter -p 127.0.0.1:8011:80 node:20-slim sleep infinity`)
  try {
    expect(await problems({ application })).toEqual([
      `${path} on ${scene.remote.name} has local changes (.gitignore). Commit them to the repository or discard them with "git checkout"`,
      expect.stringContaining('write "@" as %40, "#" as %23'),
      'SECRET is missing in .env, but compose.yml uses it without a default. Add it, or write ${SECRET:-}',
      expect.stringMatching(/^the compose file has no service "api_blue"/),
      expect.stringMatching(/^the compose file has no service "api_green"/),
      `port 8011 of service "app_green" is already used on ${scene.remote.name} by container squatter`,
    ])
  } finally {
    await scene.exec(`cd ${path}; mv .env.kept .env; git checkout -q .gitignore; docker rm --force squatter`)
  }
})

test('reports containers of another application with the same project name', async () => {
  // The scene has a service of this name, too.
  const other = `docker compose -f /srv/other/${basename(path)}/compose.yml`
  await scene.exec(`mkdir -p /srv/other/${basename(path)}; cd /srv/other/${basename(path)}
printf 'services: { mail: { image: node:20-slim, command: sleep infinity } }\n' > compose.yml; ${other} up -d --quiet-pull`)
  try {
    expect(await problems()).toEqual([
      `/srv/other/${basename(path)} on ${scene.remote.name} has containers of the same services (mail) in a compose project with the same name, "${basename(path)}". If that is another application, give this one another name ("name: …" in its compose file). If this application has moved, first run "docker compose down" there, which keeps its volumes`,
    ])
  } finally {
    await scene.exec(`${other} down --timeout 0`)
  }
  expect(await problems()).toEqual([])
})

test('reports a commit that cannot be fetched', async () => {
  expect(await problems({ sha: 'd'.repeat(40) })).toEqual([
    expect.stringMatching(/^commit d{40} is not in the remote repository/),
  ])
  await scene.exec(`mv /root/scene.git /root/gone.git`)
  try {
    const [problem] = await problems()
    expect(problem).toMatch(
      /cannot reach the git remote of \/opt\/scene: .*does not appear to be a git repository/,
    )
  } finally {
    await scene.exec(`mv /root/gone.git /root/scene.git`)
  }
})
