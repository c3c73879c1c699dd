import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { data } from '@actions/expressions'
import type { ExpressionFunction } from './evaluate.ts'
import { globFiles } from './glob.ts'

/** `hashFiles(pattern, …)`: SHA-256 over the SHA-256 of every file found (actions/runner, hashFiles.ts). */
export function hashFilesFunction(workspace: string): ExpressionFunction {
  return {
    name: 'hashFiles',
    minArgs: 1,
    maxArgs: 255,
    call: (...args) =>
      new data.StringData(
        hashFiles(
          args.map(arg => arg.coerceString()),
          workspace,
        ),
      ),
  }
}

function hashFiles(args: string[], workspace: string): string {
  const option = args[0]?.startsWith('--') ? args[0] : undefined
  if (option && option.toLowerCase() !== '--follow-symbolic-links') {
    throw new Error(`Invalid glob option ${option}, available option: '--follow-symbolic-links'.`)
  }
  const patterns = (option ? args.slice(1) : args).flatMap(pattern => pattern.split('\n'))
  const files = globFiles(patterns, workspace, { followLinks: option !== undefined })
  const inside = files.filter(file => file.startsWith(`${workspace}/`))
  if (!inside.length) return ''
  const all = createHash('sha256')
  for (const file of inside) all.update(createHash('sha256').update(readFileSync(file)).digest())
  return all.digest('hex')
}
