import { posix } from 'node:path'
import type { RepositoryFiles } from '@tsh/standard/reading'
import type { Gate, GateCommand } from './commands.ts'
import { pythonVersion } from './versions.ts'

const PROJECT =
  /^(?:[\w.-]+\/)?(pyproject\.toml|requirements[\w.-]*\.txt|setup\.cfg|manage\.py|alembic\.ini)$/
const REQUIREMENTS = [
  'requirements-dev.txt',
  'requirements-test.txt',
  'requirements/dev.txt',
  'requirements/test.txt',
  'requirements/local.txt',
  'requirements_dev.txt',
  'dev-requirements.txt',
  'requirements.txt',
]

/** The gate of the Python code in a repository; undefined if it has no tests and no linter. */
export function pythonGate(files: RepositoryFiles): Gate | undefined {
  const folder = folderOf(files)
  if (folder === undefined) return undefined
  const read = (name: string): string | undefined => files.text(posix.join(folder, name))
  const { install, prefix } = installOf(files, folder)
  const commands = commandsOf(files, folder, prefix)
  if (commands.length === 0) return undefined
  const needsInstall = commands.some(({ run }) => !run.includes('-m unittest'))
  const version = pythonVersion(files, folder)
  const isRoot = folder === '.'
  return {
    install:
      install === undefined || !(needsInstall || read('requirements.txt'))
        ? []
        : [isRoot ? install : `(cd ${folder} && ${install})`],
    commands: commands.map(command => ({ ...(isRoot ? {} : { folder }), ...command })),
    ...(version === undefined ? {} : { pythonVersion: version }),
  }
}

/** The root, or the only folder with a Python project. */
function folderOf(files: RepositoryFiles): string | undefined {
  const folders = [
    ...new Set(files.paths.filter(path => PROJECT.test(path)).map(path => posix.dirname(path))),
  ]
  return folders.includes('.') ? '.' : folders.find(folder => folder !== 'requirements')
}

/** How dependencies are installed, and what their programs are started with. */
function installOf(files: RepositoryFiles, folder: string): { install?: string; prefix: string } {
  const has = (name: string): boolean => files.has(posix.join(folder, name))
  const project = files.text(posix.join(folder, 'pyproject.toml')) ?? ''
  if (has('uv.lock')) return { install: 'pip install uv && uv sync', prefix: 'uv run ' }
  if (has('poetry.lock') || /^\[tool\.poetry\]/m.test(project))
    return { install: 'pip install poetry && poetry install', prefix: 'poetry run ' }
  const path = REQUIREMENTS.find(has)
  if (path !== undefined) return { install: `pip install -r ${path}`, prefix: '' }
  const extra = /^(dev|test|tests)\s*=\s*\[/m.exec(project)?.[1]
  if (/^\[(project|build-system)\]/m.test(project))
    return { install: `pip install -e ".${extra ? `[${extra}]` : ''}"`, prefix: '' }
  return { prefix: '' }
}

function commandsOf(files: RepositoryFiles, folder: string, prefix: string): GateCommand[] {
  const inFolder = files.paths.filter(path => folder === '.' || path.startsWith(`${folder}/`))
  const texts = inFolder
    .filter(path =>
      /(pyproject\.toml|requirements[\w./-]*\.txt|setup\.cfg|tox\.ini|pytest\.ini|Pipfile)$/.test(path),
    )
    .map(path => files.text(path) ?? '')
    .join('\n')
  const tests = inFolder.filter(path => /(^|\/)(test_\w+|\w+_test|tests)\.py$/.test(path))
  const uses = (name: string): boolean =>
    new RegExp(`(^|["'\\s[])${name}\\b`, 'm').test(texts) || files.has(posix.join(folder, `${name}.ini`))
  const hasRuff = uses('ruff') || files.has(posix.join(folder, 'ruff.toml'))
  return [
    ...(hasRuff ? [{ name: 'lint', run: `${prefix}ruff check .` }] : []),
    ...(tests.length === 0
      ? []
      : [unitCommand(files, folder, prefix, { tests, usesPytest: uses('pytest') })]),
  ]
}

function unitCommand(
  files: RepositoryFiles,
  folder: string,
  prefix: string,
  { tests, usesPytest }: { tests: readonly string[]; usesPytest: boolean },
): GateCommand {
  const name = 'unit'
  if (usesPytest) return { name, run: `${prefix}pytest` }
  const python = `${prefix}${prefix === '' ? 'python3' : 'python'}`
  const project = djangoFolder(files, folder)
  if (project !== undefined)
    return { name, run: `${python} manage.py test`, ...(project === folder ? {} : { folder: project }) }
  const [first = ''] = tests
  const inside = posix.relative(folder, posix.dirname(first))
  return { name, run: `${python} -m unittest discover${inside === '' ? '' : ` -s ${inside}`}` }
}

/** The folder of `manage.py`, which finds the tests below it: the one of the project, or the only one inside. */
function djangoFolder(files: RepositoryFiles, folder: string): string | undefined {
  if (files.has(posix.join(folder, 'manage.py'))) return folder
  const inside = files.paths.filter(
    path => posix.basename(path) === 'manage.py' && (folder === '.' || path.startsWith(`${folder}/`)),
  )
  return inside.length === 1 ? posix.dirname(inside[0] ?? '') : undefined
}
