import { expect, test } from '@jest/globals'
import type { Shell } from '@tsh/shell'
import { evaluate } from '../src/evaluate.ts'
import { repositoryFiles } from '../src/model/files.ts'
import { repositoryOf } from '../src/model/repository.ts'
import { readDockerConfigs } from '../src/read/docker-config.ts'
import { CLEAN, TODAY } from './fixtures/repository.ts'

interface Response {
  code: number
  stdout?: string
  stderr?: string
}

/** A fake docker that responds to `version` and then `config`. */
function docker(
  config: Response,
  version: Response = { code: 0, stdout: '2.40.0' },
): { shell: Shell; commands: string[][] } {
  const commands: string[][] = []
  return {
    commands,
    shell: {
      async run(_file, args) {
        commands.push([...args])
        return { stdout: '', stderr: '', ...(args.includes('version') ? version : config) }
      },
    },
  }
}

const files = repositoryFiles(CLEAN)
const repository = repositoryOf(files)

async function found(response: Response, version?: Response): Promise<string[]> {
  const { shell } = docker(response, version)
  const configs = await readDockerConfigs(shell, '/repository', repository)
  return evaluate(repositoryOf(files, { docker: configs }), TODAY).findings.map(
    ({ id, file, line, message }) => `${id} ${file}:${line} ${message}`,
  )
}

test('without compose only the files are read', async () => {
  expect(await found({ code: 0 }, { code: 1 })).toEqual([])
})

test('the template replaces the env file, and every profile is read', async () => {
  const { shell, commands } = docker({ code: 0, stdout: '{}' })
  await readDockerConfigs(shell, '/repository', repository)
  const [, staging = []] = commands
  expect(commands).toHaveLength(3)
  expect(staging.join(' ')).toMatch(
    /^compose --project-directory \/repository --env-file \/repository\/\.env\.staging\.example -f \/repository\/docker-compose\.staging\.yml -f \S+override\.yml --profile \* config --format json$/,
  )
})

test('a port resolved by compose keeps its line in the file', async () => {
  const ports = [{ published: '8005', target: 8000, protocol: 'tcp', host_ip: '127.0.0.1' }]
  const stdout = JSON.stringify({
    services: { app_staging: { image: 'tsh-erp:1', ports, cpus: 1, mem_limit: '1073741824' } },
  })
  expect(await found({ code: 0, stdout })).toEqual([
    expect.stringMatching(/^PORT-1 docker-compose\.staging\.yml:46 app_staging publishes 8005:8000/),
  ])
})

test('an error of compose is a finding without values of the template', async () => {
  const stderr = 'services.redis.ports invalid: "Pa@ss!staging#1"'
  const [first = ''] = await found({ code: 1, stderr })
  expect(first).toMatch(/^CMP-2 docker-compose\.\w+\.yml:1 docker compose rejects /)
  expect(first).not.toContain('Pa@ss')
})

test('a variable missing in the template is reported by another rule', async () => {
  expect(await found({ code: 1, stderr: 'required variable VERSION is missing a value: ' })).toEqual([])
})
