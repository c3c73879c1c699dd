import { execFileSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { ENV_TEMPLATES_IN_SHELL, envTemplates } from '../../src/env/env-templates.ts'

test.each([
  ['.env', ['.env.example', '.env.template', '.env.example']],
  [
    'config/.env.production',
    ['config/.env.production.example', 'config/.env.production.template', 'config/.env.example'],
  ],
])('the templates of %s are the same in a shell script', (envFile, expected) => {
  expect(envTemplates(envFile)).toEqual(expected)
  const script = `env=$1; for name in ${ENV_TEMPLATES_IN_SHELL}; do printf '%s\\n' "$name"; done`
  const output = execFileSync('sh', ['-c', script, 'sh', `/srv/app/${envFile}`], { encoding: 'utf8' })
  expect(
    output
      .trimEnd()
      .split('\n')
      .map(path => path.replace(/^(\/srv\/app\/|\.\/)/, '')),
  ).toEqual(expected)
})
