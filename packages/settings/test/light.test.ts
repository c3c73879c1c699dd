import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

/** The libraries that a module loads, as node does it. */
function librariesOf(file: string): string[] {
  const script = `
    import { createRequire } from 'node:module'
    await import(process.argv[1])
    console.log(Object.keys(createRequire(import.meta.url).cache).join('\\n'))`
  const path = join(import.meta.dirname, '../src', file)
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script]
  const loaded = execFileSync(process.execPath, [...flags, path], { encoding: 'utf8' })
  return ['ajv', 'yaml'].filter(name => loaded.includes(`/node_modules/${name}/`))
}

test('what every action loads at its start loads no parser and no schema library', () => {
  expect(librariesOf('index.ts')).toEqual([])
  expect(librariesOf('editor-schema.ts')).toEqual([])
  expect(librariesOf('reference.ts')).toEqual([])
  expect(librariesOf('file/index.ts')).toEqual(['ajv', 'yaml'])
})
