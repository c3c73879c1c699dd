import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { getLanguageService } from 'yaml-language-server'
import { EDITOR_SCHEMA_FILE, editorSchema } from '../src/editor-schema.ts'
import { EVERY_SETTING } from './every-setting.ts'
import { VALID } from './valid-file.ts'

const SCHEMA = `https://raw.githubusercontent.com/tsh/actions/v1/${EDITOR_SCHEMA_FILE}`
const MODELINE = `# yaml-language-server: $schema=${SCHEMA}\n`

const service = getLanguageService({
  schemaRequestService: async uri => (uri === SCHEMA ? editorSchema() : Promise.reject(new Error(uri))),
  workspaceContext: { resolveRelativePath: path => path },
  clientCapabilities: {},
})
service.configure({ validate: true, hover: true, completion: true })

let documents = 0

/** A settings file as an editor has it open, and the position of `|` in it. */
function opened(marked: string) {
  const before = MODELINE + marked.slice(0, marked.indexOf('|'))
  const text = MODELINE + marked.replace('|', '')
  const document = TextDocument.create(`file:///app${documents++}/.github/deploy.yml`, 'yaml', 1, text)
  return { document, position: document.positionAt(before.length) }
}

async function completed(marked: string): Promise<string[]> {
  const { document, position } = opened(marked)
  const { items } = await service.doComplete(document, position, false)
  return items.map(({ label }) => label)
}

/** What an editor marks, as `LINE text` without the modeline. */
async function marked(text: string): Promise<string[]> {
  const found = await service.doValidation(opened(`${text}|`).document, false)
  return found.map(({ range, message }) => `${range.start.line} ${message}`).sort()
}

describe('an editor completes', () => {
  test('the keys at the top', async () => {
    expect(await completed('|')).toEqual(expect.arrayContaining(['application', 'registry', 'environments']))
  })

  test('the keys of an environment that are not there yet', async () => {
    const keys = await completed(`${VALID}    |\n`)
    expect(keys).toEqual(expect.arrayContaining(['compose-file', 'handover-port', 'smoke']))
    expect(keys).not.toEqual(expect.arrayContaining(['path']))
    expect(keys).not.toEqual(expect.arrayContaining(['environments']))
  })

  test('the keys of a group', async () => {
    const keys = await completed('smoke:\n  |\n')
    expect(keys).toEqual(expect.arrayContaining(['checks', 'login-path', 'edge-failure']))
  })

  test('the keys of a check', async () => {
    const keys = await completed('smoke:\n  checks:\n    - path: /\n      |\n')
    expect(keys).toEqual(expect.arrayContaining(['status', 'expect-version']))
  })

  test('the values of a setting', async () => {
    expect(await completed('proxy: |\n')).toEqual(['auto', 'slot-file', 'nginx-reload', 'caddy'])
  })
})

test('an editor shows the description with the default', async () => {
  const { document, position } = opened('watch-sec|onds: 60\n')
  const hover = await service.doHover(document, position)
  expect(JSON.stringify(hover?.contents)).toContain('Seconds to watch the release at the public URL')
  expect(JSON.stringify(hover?.contents)).toContain('Default: ')
})

describe('an editor marks', () => {
  test('nothing in a valid file', async () => {
    expect(await marked(VALID)).toEqual([])
  })

  test('a wrong key, a wrong type and a wrong form in their lines', async () => {
    const wrong = VALID.replace('path: /opt', 'paht: /opt').replace('root@', '')
    expect(await marked(`${wrong}    watch-seconds: soon\n`)).toEqual([
      '3 Must be user@host or user@host:port.',
      '5 Property paht is not allowed.',
      '8 Incorrect type. Expected "integer".',
    ])
  })
})

describe('the schema', () => {
  const schema = JSON.parse(editorSchema())
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema)

  test('is draft-07 and accepts every setting', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
    const { application, ...settings } = EVERY_SETTING
    validate({ application, ...settings, environments: { production: settings } })
    expect(validate.errors).toBeNull()
  })

  test('has no default with a placeholder, which an editor would insert', () => {
    expect(JSON.stringify(schema)).not.toMatch(/"default":"[^"]*</)
  })

  test('has no custom keyword', () => {
    expect(editorSchema()).not.toContain('"expected"')
  })
})
