import type { RepositoryFiles } from '@tsh/standard/reading'
import type { Gate } from './commands.ts'
import { packageJson } from './package-json.ts'

// Toolchains that the runners of GitHub have.

export function rubyGate(files: RepositoryFiles): Gate | undefined {
  if (!files.has('Gemfile')) return undefined
  const has = (folder: string): boolean => files.paths.some(path => path.startsWith(`${folder}/`))
  const run = has('spec') ? 'bundle exec rspec' : has('test') ? 'bundle exec rails test' : undefined
  return run === undefined ? undefined : { install: ['bundle install'], commands: [{ name: 'unit', run }] }
}

export function phpGate(files: RepositoryFiles): Gate | undefined {
  const { scripts = {}, 'require-dev': tools = {} } = packageJson(files.text('composer.json'))
  if (!files.has('composer.json')) return undefined
  const script = ['test', 'tests', 'phpunit', 'qa:phpunit'].find(name => Object.hasOwn(scripts, name))
  const program = Object.hasOwn(tools, 'pestphp/pest') ? 'pest' : 'phpunit'
  const isTested = ['phpunit.xml', 'phpunit.xml.dist', 'phpunit.dist.xml'].some(name => files.has(name))
  const run = script ? `composer run ${script}` : isTested ? `vendor/bin/${program}` : undefined
  if (run === undefined) return undefined
  return { install: ['composer install --no-interaction'], commands: [{ name: 'unit', run }] }
}

export function goGate(files: RepositoryFiles): Gate | undefined {
  const isTested = files.has('go.mod') && files.paths.some(path => path.endsWith('_test.go'))
  return isTested ? { install: [], commands: [{ name: 'unit', run: 'go test ./...' }] } : undefined
}
