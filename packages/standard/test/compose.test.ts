import { describe, expect, test } from '@jest/globals'
import { interpolate, variablesIn } from '../src/compose/interpolation.ts'
import { loadCompose } from '../src/compose/load.ts'
import { composeModel } from '../src/compose/model.ts'
import { isSamePort } from '../src/compose/ports.ts'
import type { ComposeModel, Port } from '../src/compose/service.ts'
import { plain } from '../src/yaml/node.ts'

const NOTHING = { kind: 'text', text: '', isString: true, file: '', line: 1 } as const
const VALUES: Record<string, string> = { A: '1', EMPTY: '' }

test.each([
  ['$A-${A}', '1-1'],
  ['$$A ${B} ${B:-2} ${B-2}', '$A  2 2'],
  ['${EMPTY:-3}${EMPTY-3}', '3'],
  ['${A:+x}${EMPTY:+x}${EMPTY+y}', 'xy'],
  ['${B:-${A}}', '1'],
  ['${B:?no value} cost: 5$', ' cost: 5$'],
  ['${A', '1'],
])('%s becomes %s', (text, expected) => {
  expect(interpolate(text, name => VALUES[name])).toBe(expected)
})

test('variables inside defaults are found', () => {
  expect(variablesIn('${A:-${B:?}} $$C').map(({ name, operator }) => name + operator)).toEqual(['A:-', 'B:?'])
})

function model(...files: string[]): ComposeModel {
  const texts = new Map(files.map((text, at) => [`${at === 0 ? '' : `f${at}/`}compose.yml`, text]))
  const paths = [...texts.keys()].filter(path => !path.startsWith('f9'))
  const { root, problems } = loadCompose(paths, path => texts.get(path))
  expect(problems).toEqual([])
  if (!root) throw new Error('no root')
  return composeModel({ files: paths, root, valueFor: name => VALUES[name] })
}

const service = (text: string, ...others: string[]) =>
  model(`services:\n  web:\n    image: web\n${text}`, ...others).services[0]

describe('ports', () => {
  const ports = (text: string) =>
    service(`    ports: [${text}]\n`)?.ports.map(({ at, ...port }) => [
      port.hostIp,
      port.published,
      port.target,
      port.protocol,
      at.line,
    ])

  test.each<[string, unknown[]]>([
    ['"80"', [['', undefined, 80, 'tcp', 4]]],
    ['"8000:80"', [['', 8000, 80, 'tcp', 4]]],
    ['"127.0.0.1:8000:80/udp"', [['127.0.0.1', 8000, 80, 'udp', 4]]],
    ['"[::1]:8000:80"', [['::1', 8000, 80, 'tcp', 4]]],
    ['"${A}000:80"', [['', 1000, 80, 'tcp', 4]]],
    [
      '"8000-8001:80-81"',
      [
        ['', 8000, 80, 'tcp', 4],
        ['', 8001, 81, 'tcp', 4],
      ],
    ],
    ['{ target: 80, published: "8000", host_ip: 127.0.0.1 }', [['127.0.0.1', 8000, 80, 'tcp', 4]]],
    ['"nonsense"', []],
  ])('%s', (text, expected) => {
    expect(ports(text)).toEqual(expected)
  })

  const port = (hostIp: string, protocol = 'tcp'): Port => ({
    hostIp,
    protocol,
    published: 80,
    target: 1,
    at: { file: '', line: 1 },
  })

  test.each<[Port, Port, boolean]>([
    [port(''), port('127.0.0.1'), true],
    [port('127.0.0.1'), port('127.0.0.1'), true],
    [port('127.0.0.1'), port('10.0.0.1'), false],
    [port(''), port('', 'udp'), false],
    [port('0.0.0.0'), port('::1'), true],
  ])('%j and %j', (one, other, expected) => {
    expect(isSamePort(one, other)).toBe(expected)
  })
})

test('anchors, merge keys and short forms are read, each with its line', () => {
  const [read] = model(`x-common: &common
  restart: always
  mem_limit: 512m
services:
  web:
    <<: *common
    image: web
    environment: ["A=\${A}", B]
    depends_on: [db]
    env_file: .env
    healthcheck: { test: curl x, interval: 5s }
    cpus: "0.5"
`).services
  const at = (line: number) => ({ file: 'compose.yml', line })
  expect(read?.environment.map(one => [one.key, one.value?.value, one.at])).toEqual([
    ['A', '1', at(8)],
    ['B', undefined, at(8)],
  ])
  expect(read?.dependsOn).toEqual([{ service: 'db', condition: 'service_started', at: at(9) }])
  expect(read?.envFiles).toEqual([{ path: '.env', at: at(10) }])
  expect(read?.healthcheck).toMatchObject({ form: 'shell', text: 'curl x', at: at(11) })
  expect(read?.limits).toEqual({ cpus: 0.5, memory: 512 * 1024 ** 2, at: at(12) })
  expect(plain(read?.node ?? NOTHING)).toMatchObject({ restart: 'always' })
})

test('a later file is merged over an earlier one', () => {
  const merged = service(
    '    ports: ["1:1"]\n    command: [a, b]\n    environment: { A: a, B: b }\n    volumes: ["x:/data", "y:/y"]\n    labels: [l=1]\n',
    'services:\n  web:\n    ports: ["2:2"]\n    command: [c]\n    environment: [B=2]\n    volumes: ["z:/data"]\n    labels: !reset []\n',
  )
  expect(merged?.ports.map(({ published, at }) => [published, at.file])).toEqual([
    [1, 'compose.yml'],
    [2, 'f1/compose.yml'],
  ])
  expect(merged?.command?.text).toBe('c')
  expect(merged?.environment.map(({ key, value }) => `${key}=${value?.value}`)).toEqual(['A=a', 'B=2'])
  expect(merged?.volumes.map(({ source, target }) => source + target)).toEqual(['z/data', 'y/y'])
  expect(plain(merged?.node ?? NOTHING)).not.toHaveProperty('labels')
})

test('included and extended files are read', () => {
  const texts = new Map([
    [
      'compose.yml',
      'include: [other/compose.yml]\nservices:\n  web: { extends: { file: base.yml, service: base }, ports: ["1:1"] }\n',
    ],
    ['base.yml', 'services:\n  base: { image: base, restart: always }\n'],
    ['other/compose.yml', 'services:\n  db: { build: context }\n'],
  ])
  const { root } = loadCompose(['compose.yml'], path => texts.get(path))
  if (!root) throw new Error('no root')
  const { services } = composeModel({ files: ['compose.yml'], root, valueFor: () => undefined })
  expect(services.map(({ name, image, build }) => [name, image?.value, build?.context])).toEqual([
    ['db', undefined, 'other/context'],
    ['web', 'base', undefined],
  ])
})

test.each([
  ['services: [', 'BAD_'],
  ['- a', 'is not a mapping'],
])('%s is a problem of the file', (text, message) => {
  const { problems } = loadCompose(['compose.yml'], () => text)
  expect(problems[0]?.at.file).toBe('compose.yml')
  expect(problems[0]?.message).toMatch(message === 'BAD_' ? /is not valid YAML/ : /is not a mapping/)
})

test('exponential and recursive aliases terminate', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefg'
    .split('')
    .map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[at]}`).join(',')}]`)
    .join('\n')}\n`
  expect(loadCompose(['compose.yml'], () => bomb).problems[0]?.message).toMatch(/too many values/)
  expect(loadCompose(['compose.yml'], () => 'a: &a { b: *a }\nservices: {}\n').problems).toEqual([])
})
