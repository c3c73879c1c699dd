import type { Case } from '../run-case.ts'

const helper = 'actions/runner src/Sdk/WorkflowParser/Conversion/PermissionsHelper.cs'
const scopes = 'actions/runner src/Sdk/WorkflowParser/Permissions.cs'

const called = '.github/workflows/called.yml'
const inner = '.github/workflows/inner.yml'
const step = 'runs-on: ubuntu-latest, steps: [{run: "true"}]'

/** `permissions` of the calling job, of the called workflow and of its job, all optional. */
const call = (caller: string, workflow: string, job: string): Pick<Case, 'workflow' | 'files'> => {
  const stated = (value: string): string => (value === '' ? '' : `permissions: ${value}`)
  return {
    workflow: `on: push\njobs: {c: {uses: ./${called}${caller && `, ${stated(caller)}`}}}\n`,
    files: {
      [called]: `on: workflow_call\n${stated(workflow)}\njobs: {j: {${step}${job && `, ${stated(job)}`}}}\n`,
    },
  }
}

const table: [
  title: string,
  source: string,
  given: Pick<Case, 'workflow' | 'files'>,
  parts: string[] | undefined,
][] = [
  [
    'root permissions of the called workflow are checked separately, regardless of those of its jobs',
    helper,
    call('{contents: read}', '{contents: write}', '{contents: read}'),
    ["The workflow is requesting 'contents: write', but is only allowed 'contents: read'."],
  ],
  [
    'root permissions and those of a job are both reported',
    helper,
    call('{}', '{contents: read}', '{packages: write}'),
    [
      "The workflow is requesting 'contents: read', but is only allowed 'contents: none'.",
      "The nested job 'j' is requesting 'packages: write', but is only allowed 'packages: none'.",
    ],
  ],
  [
    'read-all requests all seventeen scopes, in GitHub’s order',
    scopes,
    call('{}', '', 'read-all'),
    [
      "'actions: read, artifact-metadata: read, attestations: read, checks: read, contents: read, deployments: read, discussions: read, issues: read, packages: read, pages: read, pull-requests: read, repository-projects: read, statuses: read, security-events: read, id-token: read, models: read, vulnerability-alerts: read'",
    ],
  ],
  [
    'write-all under read-all: scopes without write access are ignored',
    scopes,
    call('read-all', 'write-all', ''),
    ["security-events: write, id-token: write', but is only allowed"],
  ],
  ['write-all covers everything', scopes, call('write-all', 'read-all', 'write-all'), undefined],
  [
    'id-token is not part of contents: write',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions',
    call('{contents: write}', '', '{id-token: write}'),
    ["'id-token: write', but is only allowed 'id-token: none'"],
  ],
  [
    'a scope not covered by the shorthands is compared if listed',
    'actions/languageservices workflow-parser/src/workflow-v1.0.json, permissions-mapping',
    call('read-all', '', '{code-quality: read}'),
    ["'code-quality: read', but is only allowed 'code-quality: none'"],
  ],
  ['a called workflow without permissions requests none', helper, call('{}', '', ''), undefined],
  [
    'no default permissions of the repository are assumed',
    'tools/workflow-runner/README.md',
    call('', 'write-all', ''),
    undefined,
  ],
  [
    'permissions of a called workflow limit those of the workflows it calls',
    helper,
    {
      workflow: `on: push\njobs: {c: {uses: ./${called}, permissions: write-all}}\n`,
      files: {
        [called]: `on: workflow_call\npermissions: {contents: read}\njobs: {n: {uses: ./${inner}}}\n`,
        [inner]: `on: workflow_call\njobs: {j: {${step}, permissions: {contents: write}}}\n`,
      },
    },
    [
      "called.yml (Line: 3): job 'n': Error calling workflow './.github/workflows/inner.yml'. The nested job 'j' is requesting 'contents: write', but is only allowed 'contents: read'.",
    ],
  ],
  [
    'permissions of the calling job override those of its workflow',
    helper,
    {
      workflow: `on: push\npermissions: write-all\njobs: {c: {uses: ./${called}, permissions: {contents: read}}}\n`,
      files: { [called]: `on: workflow_call\npermissions: {issues: read}\njobs: {j: {${step}}}\n` },
    },
    ["'issues: read', but is only allowed 'issues: none'"],
  ],
  [
    'a level that a scope does not have is refused',
    'actions/languageservices workflow-parser/src/workflow-v1.0.json, permissions-mapping',
    { workflow: `on: push\npermissions: {id-token: read}\njobs: {j: {${step}}}\n` },
    ["Unexpected value 'read'"],
  ],
]

/** Prints the permissions in the token of a job. */
const printed = `runs-on: ubuntu-latest, env: {T: "\${{ github.token }}"}, steps: [{run: "node -p 'JSON.stringify(JSON.parse(atob(process.env.T.split(\`.\`)[1])).permissions)'"}]`

/** The token of a job has its permissions, those of its workflow, or those granted by the caller. */
const tokens: [title: string, given: Pick<Case, 'workflow' | 'files'>, permissions: string][] = [
  [
    'the job',
    {
      workflow: `on: push\npermissions: write-all\njobs: {j: {${printed}, permissions: {deployments: write}}}\n`,
    },
    '{"deployments":"write"}',
  ],
  [
    'the workflow',
    { workflow: `on: push\npermissions: {contents: read}\njobs: {j: {${printed}}}\n` },
    '{"contents":"read"}',
  ],
  [
    'the calling job',
    {
      workflow: `on: push\njobs: {c: {uses: ./${called}, permissions: {checks: read}}}\n`,
      files: { [called]: `on: workflow_call\njobs: {j: {${printed}}}\n` },
    },
    '{"checks":"read"}',
  ],
]

export const permissionCases: Case[] = [
  ...table.map(([title, source, given, refused]) => ({
    ...{ title, source, ...given },
    expected: refused ? { refused } : {},
  })),
  ...tokens.map(([who, given, permissions]) => ({
    ...{ title: `the token has the permissions of ${who}`, source: `${helper}; github_token`, ...given },
    expected: { log: [permissions] },
  })),
]
