import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { UserError } from '@tsh/action'
import type { Consumer } from '@tsh/sandbox'
import { type ComposeModel, composeModel } from '@tsh/sandbox/seed/compose-model'
import { parseDocument } from 'yaml'

/** Makes the build of the application image fail. */
export async function failingBuild(directory: string, consumer: Consumer): Promise<void> {
  const service = appServices(consumer)[0] ?? ''
  const build = (await modelOf(directory, consumer)).services[service]?.build
  if (!build)
    throw new UserError(
      `--fail build: service ${service} has no build in ${consumer.composeFiles.join(', ')}`,
    )
  const file = join(directory, relative(directory, build.context), build.dockerfile ?? 'Dockerfile')
  appendFileSync(file, '\nRUN echo "rehearsed failure" && false\n')
}

/** Makes the new version start but never become healthy. */
export async function failingHealth(directory: string, consumer: Consumer): Promise<void> {
  // The last file overrides the others.
  const file = join(directory, consumer.composeFiles.at(-1) ?? '')
  const document = parseDocument(readFileSync(file, 'utf8'), { merge: true })
  const [error] = document.errors
  if (error) throw new UserError(`${file} is not valid YAML: ${error.message.split('\n')[0]}`)
  const healthcheck = {
    ...{ test: ['CMD-SHELL', 'echo rehearsed failure; exit 1'] },
    ...{ interval: '1s', timeout: '5s', retries: 2, start_period: '1s' },
  }
  for (const service of appServices(consumer))
    document.setIn(['services', service, 'healthcheck'], healthcheck)
  writeFileSync(file, document.toString())
}

const appServices = ({ appService, slots, slotNames }: Consumer): string[] =>
  slots ? slotNames.map(slot => appService.replace('{slot}', slot)) : [appService]

async function modelOf(directory: string, consumer: Consumer): Promise<ComposeModel> {
  const file = join(directory, consumer.envFile)
  if (existsSync(file)) return composeModel(directory, consumer.composeFiles, consumer.envFile)
  writeFileSync(file, readFileSync(`${file}.example`))
  try {
    return await composeModel(directory, consumer.composeFiles, consumer.envFile)
  } finally {
    rmSync(file)
  }
}
