import { FILE_SETTINGS } from './definition.ts'
import { REQUIRED_SETTINGS } from './schema.ts'
import { SETTINGS, type SettingDefinition } from './setting.ts'

/** The table of all settings for the documentation, as Markdown. */
export function settingsReference(): string {
  const settings: (readonly [string, SettingDefinition])[] = [
    ...Object.entries(FILE_SETTINGS),
    ...SETTINGS.map(({ path, definition }) => [path, definition] as const),
  ]
  const rows = settings.map(([path, definition]) => {
    return `| \`${path}\` | ${cell(definition.description)} | ${defaultCell(path, definition)} |`
  })
  return ['| setting | description | default |', '| --- | --- | --- |', ...rows, ''].join('\n')
}

function defaultCell(path: string, { default: value }: SettingDefinition): string {
  if (REQUIRED_SETTINGS.some(required => required === path)) return 'required'
  return value === undefined ? '' : defaultText(value)
}

/** A default as Markdown. */
export const defaultText = (value: unknown): string =>
  `\`${Array.isArray(value) ? `[${value.join(', ')}]` : value}\``

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
