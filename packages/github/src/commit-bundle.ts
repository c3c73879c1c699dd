import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { maskSecret, redactedEnd, UserError, workflowRun } from '@tsh/action'
import { plainEnvironment, type Shell } from '@tsh/shell'

/** A commit with its history, in a temporary file on the runner. */
export interface CommitBundle {
  /** The content of the file, a git bundle. */
  read(): NodeJS.ReadableStream
  /** Removes the file. */
  remove(): void
}

const REF = 'refs/heads/commit'

/**
 * Fetches a commit of the repository from GitHub and bundles it.
 * @param token with read access to the repository (`contents: read`)
 * @param known a commit that the receiver has, which is left out with its history; empty if it has none
 * @throws UserError when GitHub does not have the commit, or refuses the token
 */
export async function bundleCommit(
  { shell, token }: { shell: Shell; token: string },
  { sha, known }: { sha: string; known: string },
): Promise<CommitBundle> {
  const { repository, server } = workflowRun()
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'commit-'))
  const bundle = join(folder, 'commit.bundle')
  const env = environment(server, token)
  const git = (...args: string[]) => shell.run('git', ['-C', folder, ...args], { env, allowFailure: true })
  const must = async (...args: string[]): Promise<void> => {
    const { code, stderr } = await git(...args)
    if (code !== 0) throw new UserError(`cannot get commit ${sha} from GitHub: ${reasonIn(stderr)}`)
  }
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  try {
    await must('init', '--quiet', '--bare')
    await must('remote', 'add', 'origin', `${server}/${repository}`)
    // File contents that the receiver has are not needed; git fetches the others when it writes the bundle.
    const filter = known === '' ? [] : ['--filter=blob:none']
    await must('fetch', '--quiet', '--no-tags', ...filter, 'origin', `+${sha}:${REF}`)
    const isShared = known !== '' && (await git('cat-file', '-e', `${known}^{commit}`)).code === 0
    await must('bundle', 'create', '--quiet', bundle, REF, ...(isShared ? ['--not', known] : []))
    return { read: () => createReadStream(bundle), remove }
  } catch (error) {
    remove()
    throw error
  }
}

/** The token is in the environment of git, like the one of actions/checkout is in its configuration. */
function environment(server: string, token: string): Record<string, string> {
  const credentials = Buffer.from(`x-access-token:${token}`).toString('base64')
  maskSecret(credentials, 'input "github-token"')
  return plainEnvironment({
    GIT_TERMINAL_PROMPT: '0',
    ...(token === ''
      ? {}
      : {
          GIT_CONFIG_COUNT: '1',
          GIT_CONFIG_KEY_0: `http.${server}/.extraHeader`,
          GIT_CONFIG_VALUE_0: `Authorization: Basic ${credentials}`,
        }),
  })
}

function reasonIn(stderr: string): string {
  const advice = /authentication|could not read Username|HTTP 40[13]|returned error: 40[13]/i.test(stderr)
    ? '. Leave input "github-token" at its default, and add "contents: read" to the permissions of the job'
    : ''
  return (redactedEnd(stderr.trim().split('\n').at(-1) ?? '', 300) || 'no error output') + advice
}
