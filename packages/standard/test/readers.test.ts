import { describe, expect, test } from '@jest/globals'
import { isPlaceholder } from '@tsh/deployment/placeholder'
import { isDockerfile, readDockerfile } from '../src/dockerfile/read-dockerfile.ts'
import {
  finalStage,
  finalUser,
  healthcheckText,
  homeOf,
  imageHealthcheck,
  layersOf,
  stagesOfImage,
} from '../src/dockerfile/stages.ts'
import { connectionUrl } from '../src/env/connection-url.ts'
import { repositoryFiles } from '../src/model/files.ts'
import { readNginx, withInner } from '../src/nginx/read-nginx.ts'
import { headsOf, readRevision } from '../src/python/alembic.ts'
import { declarativeBases } from '../src/python/models.ts'
import { readWorkflow } from '../src/workflows/workflow.ts'

describe('Dockerfiles', () => {
  test('are recognized by their names', () => {
    const names = ['Dockerfile', 'api/Dockerfile.prod', 'api.Dockerfile', 'web/prod.dockerfile']
    const others = [
      'Dockerfile.dockerignore',
      'Dockerfile.prod.dockerignore',
      'dockerfile.ts',
      'Dockerfiles/a',
      'docs/dockerfile-lint.md',
    ]
    const all = [...names, 'Containerfile', 'Containerfile.prod', ...others]
    expect(all.filter(isDockerfile)).toEqual([...names, 'Containerfile', 'Containerfile.prod'])
  })

  const dockerfile = readDockerfile(
    'Dockerfile',
    `ARG BASE=python:3.12-slim
FROM \${BASE} AS base
ARG USER_NAME=app
RUN useradd -m -d /srv/home \\
    $USER_NAME
HEALTHCHECK --interval=5s CMD curl -f http://localhost/ || exit 1
FROM base
COPY --from=base --chown=app:app a b /srv/
ENV A=1 B="two words"
USER \${USER_NAME}:app
CMD ["python", "-m", "app"]
`,
  )
  const stage = finalStage(dockerfile)

  test('stages include the layers of their base stages', () => {
    expect(stage && layersOf(dockerfile, stage).map(({ from }) => from)).toEqual(['python:3.12-slim', 'base'])
  })

  test('an image is built from its layers and what they copy or mount from, and from no other stage', () => {
    const file = readDockerfile(
      'Dockerfile',
      `FROM debian AS base
FROM base AS lint
COPY . .
FROM node AS assets
FROM node AS packages
FROM alpine AS certificates
FROM base AS image
COPY --from=Assets /srv /srv
COPY --from=ghcr.io/tsh/tool /bin/tool /bin/
RUN --mount=type=bind,from=packages,target=/p --mount=type=cache,target=/c,from=4 true
FROM image AS tests
`,
    )
    const image = finalStage(file, 'image')
    expect(image && stagesOfImage(file, image).map(({ name }) => name)).toEqual([
      'base',
      'assets',
      'packages',
      'certificates',
      'image',
    ])
  })

  test('instructions have arguments, flags, variables and lines', () => {
    const [copy, env, , cmd] = stage?.steps ?? []
    expect(copy).toMatchObject({ keyword: 'COPY', args: ['a', 'b', '/srv/'], at: { line: 8 } })
    expect(copy?.flags).toEqual(
      new Map([
        ['from', 'base'],
        ['chown', 'app:app'],
      ]),
    )
    expect(env?.variables).toEqual([
      { name: 'A', value: '1' },
      { name: 'B', value: 'two words' },
    ])
    expect(cmd).toMatchObject({ isJson: true, args: ['python', '-m', 'app'] })
  })

  test('the user, its home and the health check are those of the image', () => {
    if (!stage) throw new Error('no stage')
    expect(finalUser(dockerfile, stage).user).toBe('app')
    expect(homeOf(dockerfile, stage, 'app')).toBe('/srv/home')
    expect(['', 'root', 'other', '1000'].map(user => homeOf(dockerfile, stage, user))).toEqual([
      '/root',
      '/root',
      '/home/other',
      undefined,
    ])
    const check = imageHealthcheck(dockerfile, stage)
    expect(check && healthcheckText(check)).toBe('curl -f http://localhost/ || exit 1')
  })
})

describe('nginx', () => {
  test('directives have arguments, blocks and lines', () => {
    const read = readNginx(
      'a.conf',
      `# upstream x {\nupstream "a b" {\n  server app:80 weight=2; # }\n}\nmap $x $y { default ''; ~^/a#b 1; }\n`,
    )
    expect(withInner(read ?? []).map(({ name, args, at }) => [name, args, at.line])).toEqual([
      ['upstream', ['a b'], 2],
      ['server', ['app:80', 'weight=2'], 3],
      ['map', ['$x', '$y'], 5],
      ['default', [''], 5],
      ['~^/a#b', ['1'], 5],
    ])
  })

  test.each(['server {', 'server { listen 80 }', '}', 'listen 80'])('%j is not a configuration', text => {
    expect(readNginx('a.conf', text)).toBeUndefined()
  })
})

test('script lines have the line numbers of the file', () => {
  const workflow = readWorkflow(
    'w.yml',
    'jobs:\n  a:\n    steps:\n      - run: one\n      - name: x\n        run: |\n          two\n          three\n      - run: >-\n          four\n',
  )
  expect(
    workflow?.jobs[0]?.steps.flatMap(({ lines }) => lines.map(({ text, at }) => [text, at.line])),
  ).toEqual([
    ['one', 4],
    ['two', 7],
    ['three', 8],
    ['', 9],
    ['four', 10],
  ])
})

test.each([
  ['revision = "a"\ndown_revision = None\n', 'a', []],
  ["revision: str = 'b'\ndown_revision: Union[str, None] = 'a'\n", 'b', ['a']],
  ['revision = "m"\ndown_revision = (\n    "a",\n    "b",\n)\n', 'm', ['a', 'b']],
])('a revision of Alembic: %j', (text, id, down) => {
  expect(readRevision('r.py', text)).toMatchObject({ id, down })
})

test('heads are revisions without a successor', () => {
  const revisions = [
    'revision = "a"\ndown_revision = None\n',
    'revision = "b"\ndown_revision = "a"\n',
  ].flatMap(text => readRevision('r.py', text) ?? [])
  expect(headsOf(revisions).map(({ id }) => id)).toEqual(['b'])
})

test('models belong to the base that their file imports', () => {
  const files = repositoryFiles(
    new Map([
      ['app/db.py', 'class Base(DeclarativeBase):\n    pass\n'],
      ['other/db.py', 'Base = declarative_base()\n'],
      [
        'app/models.py',
        'from app.db import Base\n\nclass User(Base):\n    __tablename__ = "users"\n\nclass Plain:\n    pass\n',
      ],
      [
        'other/models.py',
        'from .db import Base\n\nclass User(Mixin[int], Base):\n    __tablename__ = "users"\n',
      ],
      ['tests/models.py', 'from app.db import Base\n\nclass User(Base):\n    __tablename__ = "users"\n'],
    ]),
  )
  expect(
    declarativeBases(files).map(({ at, models }) => [
      at.file,
      models.map(({ name, at }) => `${name} ${at.file}`),
    ]),
  ).toEqual([
    ['app/db.py', ['User app/models.py']],
    ['other/db.py', ['User other/models.py']],
  ])
})

test.each([
  ['postgresql://u:p@h:5432/d', { user: 'u', password: 'p', host: 'h', port: 5432, database: 'd' }],
  ['postgresql+asyncpg://u:p@ss/w@h/d?ssl=1', { user: 'u', password: 'p@ss/w', host: 'h', database: 'd' }],
  ['redis://:p@h', { user: '', password: 'p', host: 'h', database: '' }],
  ['https://h.example/path', { user: '', host: 'h.example', database: 'path' }],
])('%s', (text, parts) => {
  expect(connectionUrl(text)).toMatchObject(parts)
})

test.each([
  ['changeme', true],
  ['<password>', true],
  ['${PASSWORD}', true],
  ['your-secret-key', true],
  ['', true],
  ['m2Kx9vQz7pLw', false],
  ['Sommer2024!', false],
])('%j is a placeholder: %s', (text, expected) => {
  expect(isPlaceholder(text)).toBe(expected)
})

test('ignore files of git and docker are applied', () => {
  const files = repositoryFiles(
    new Map([
      ['.gitignore', '.env*\n!.env.example\n/logs/\n'],
      ['a/.gitignore', '*.tmp\n'],
      ['a/b.txt', ''],
    ]),
  )
  expect(
    ['.env', 'a/.env.x', '.env.example', 'logs/x', 'a/logs/x', 'a/x.tmp', 'x.tmp'].map(path =>
      files.isIgnored(path),
    ),
  ).toEqual([true, true, false, true, false, true, false])
  expect(['a', 'a/', 'a/b.txt', 'b', '.'].map(path => files.hasPath(path))).toEqual([
    true,
    true,
    true,
    false,
    true,
  ])
})
