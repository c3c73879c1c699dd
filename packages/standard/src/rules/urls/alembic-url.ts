import type { Rule } from '../../rule.ts'

const SET_URL = /set_main_option\(\s*["']sqlalchemy\.url["']\s*,/
const ESCAPES = /\.replace\(\s*["']%["']\s*,\s*["']%%["']\s*\)/

export const escapedForAlembic: Rule = {
  id: 'URL-4',
  severity: 'E',
  title: 'A URL passed to Alembic has its percent signs doubled.',
  fix: "Write `url.replace('%', '%%')`, or pass the URL to `create_engine`.",
  check: ({ files }) =>
    files.paths
      .filter(path => path.endsWith('.py'))
      .flatMap(path => {
        const text = files.text(path) ?? ''
        if (!SET_URL.test(text) || ESCAPES.test(text)) return []
        const before = text.slice(0, text.search(SET_URL))
        const statement = text.slice(before.length).split(/\n(?=\S)/, 1)[0] ?? ''
        // A literal URL is not percent-encoded.
        if (
          /,\s*["'][^"'%]*["']\s*\)/.test(statement) &&
          !/environ|getenv|settings|config|URL/.test(statement.split(',').slice(1).join(''))
        )
          return []
        const line = before.split('\n').length
        return [{ at: { file: path, line }, message: 'the URL is passed to Alembic without doubling "%"' }]
      }),
}
