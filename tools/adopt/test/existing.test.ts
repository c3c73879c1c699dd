import { describe, expect, test } from '@jest/globals'
import { adopt } from '../src/adopt.ts'
import { completedSettings } from '../src/files/existing-settings.ts'
import { keepExisting } from '../src/keep-existing.ts'
import { repositoryOf } from './inline-repository.ts'

const SETTINGS = '.github/deploy.yml'
const COMPOSE = 'services:\n  app: { image: "ghcr.io/tsh/a:${VERSION}", build: ., ports: ["1:1"] }\n'
const PLANNED = `# yaml-language-server: $schema=x
commits: transfer
health-path: /health
migrate: none
smoke:
  paths: [/]
environments:
  production:
    # server: user@host   # the SSH user and host
    compose-file: compose.yml
    url: https://shop.example.com
  staging:
    compose-file: compose.staging.yml
`

describe('the settings that an existing file lacks', () => {
  test('are added, and everything in it stays', () => {
    const existing = `# Ours.
commits: fetch   # the server has a deploy key
smoke: { paths: [/login] }
environments:
  production:
    server: deploy@shop
    compose-file: [compose.yml, compose.live.yml]
`
    expect(completedSettings(existing, PLANNED)).toBe(`# Ours.
commits: fetch # the server has a deploy key
smoke: {paths: [/login]}
environments:
  production:
    server: deploy@shop
    compose-file: [compose.yml, compose.live.yml]
    url: https://shop.example.com
  staging:
    compose-file: compose.staging.yml
health-path: /health
migrate: none
`)
  })

  test('are none if environments have what is planned for all, and the reverse', () => {
    const existing = `commits: transfer
url: https://shop.example.com
migrate:   none
smoke: { paths: [] }
environments:
  production: { compose-file: compose.yml, health-path: / }
  staging: { compose-file: compose.yml, health-path: /ready }
`
    expect(completedSettings(existing, PLANNED)).toBe(existing)
  })

  test.each(['', '- a\n', 'a: [\n', 'text\n'])('cannot be added to %j', existing => {
    expect(completedSettings(existing, PLANNED)).toBeUndefined()
  })
})

describe('adopted again', () => {
  const derived = adopt(repositoryOf({ 'compose.yml': COMPOSE }))
  const textOf = (path: string): string => derived.files.find(file => file.path === path)?.text ?? ''
  const again = (texts: Record<string, string>) => keepExisting(derived, new Map(Object.entries(texts)))
  const keys = (texts: Record<string, string>): string[] => again(texts).unknowns.map(({ key }) => key)

  test('without any file nothing changes', () => {
    expect(again({})).toEqual(derived)
  })

  test('a filled-in setting is no longer unknown, nor planned as a comment', () => {
    const server = 'environments.production.server'
    const filled = textOf(SETTINGS).replace(/# server: .*/, 'server: deploy@shop')
    expect(filled).toContain('\n    server: deploy@shop\n')
    expect(keys({ [SETTINGS]: textOf(SETTINGS) })).toContain(server)
    expect(keys({ [SETTINGS]: filled })).toEqual(keys({}).filter(key => key !== server))
    expect(keys({ [SETTINGS]: `server: deploy@shop\n${textOf(SETTINGS)}` })).not.toContain(server)
    expect(again({ [SETTINGS]: filled }).files.find(({ path }) => path === SETTINGS)?.text).toBe(filled)
  })

  test('a caller keeps its secrets, unless it calls something else', () => {
    const path = '.github/workflows/production.yml'
    const own = textOf(path).replace('secrets.PROD_SSH_KEY', 'secrets.VPS_KEY')
    expect(own).toContain('secrets.VPS_KEY')
    const planned = (text: string) => again({ [path]: text }).files.find(file => file.path === path)?.text
    expect(planned(own)).toBe(own)
    expect(planned('jobs: {}\n')).toBe(textOf(path))
  })
})
