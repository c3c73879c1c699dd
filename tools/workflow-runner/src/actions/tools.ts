import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '@tsh/action'
import { machineEnvironment } from '../steps/environment.ts'
import { issue, type Step } from '../steps/step.ts'
import { meets } from './versions.ts'

export interface Tool {
  program: string
  version: string
}

/** The version that a program reports, or undefined if it does not run. */
export function reportedVersion(program: string): string | undefined {
  try {
    const text = execFileSync(program, ['--version'], {
      encoding: 'utf8',
      env: machineEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return /\d+(\.\d+)+/.exec(text)?.[0]
  } catch {
    return undefined
  }
}

/** The first tool with the requested version; otherwise the first available one, with a warning. */
export function choose(step: Step, name: string, wanted: string, programs: string[]): Tool {
  const tools = [...new Set(programs)].flatMap(program => {
    const version = reportedVersion(program)
    return version ? [{ program, version }] : []
  })
  const match = tools.find(tool => meets(tool.version, wanted)) ?? tools[0]
  if (!match) throw new UserError(`${name} was not found on this machine. Install it, or remove the step`)
  if (!meets(match.version, wanted))
    issue(step, 'warning', `${name} ${wanted} is not on this machine; ${match.version} is used instead.`)
  return match
}

/** The version requested by a `*-version` or `*-version-file` input. */
export function wantedVersion(step: Step, version: string, file: string): string {
  if (version !== '' || file === '') return version.split('\n')[0] ?? ''
  const path = join(step.job.folders.workspace, file)
  if (!existsSync(path)) throw new UserError(`The specified version file '${file}' does not exist`)
  const text = readFileSync(path, 'utf8')
  if (file.endsWith('.json')) return (JSON.parse(text) as { engines?: { node?: string } }).engines?.node ?? ''
  return (
    /^\s*(?:requires-python\s*=\s*)?["']?([^"'\n#]+)/m
      .exec(file.endsWith('.toml') ? text.slice(text.indexOf('requires-python')) : text)?.[1]
      ?.trim() ?? ''
  )
}
