import { expect } from '@jest/globals'
import { caseTestFull } from '@tsh/testing/case-test'
import { HOSTILE_NAMES } from '../src/hostile/names.ts'
import { rehearsed } from './rehearsal.ts'

/** The sample has to be deployed to production on every sandbox. */
const deployed = (...options: string[]) => async (): Promise<void> => {
  const { problems, failures, outcome } = await rehearsed('production', ...options)
  expect({ problems, failures, outcome }).toEqual({ problems: [], failures: [], outcome: 'deployed' })
}

caseTestFull('engine-testing', 'the newest Docker, nginx and OpenSSH', deployed('--engine', 'testing'))
caseTestFull(
  'engine-testing-containerd',
  'images in the containerd store on both sides',
  deployed('--engine', 'testing-containerd'),
)
caseTestFull('server-strict', 'a server as production has them', deployed('--strict'))
caseTestFull('server-fresh', 'the first deployment to an empty server', deployed('--fresh'))
caseTestFull(
  'hostile-registry-user',
  'a registry user who is called as the namespace',
  deployed('--hostile=registry-user'),
)
caseTestFull('hostile-bucket', 'a bucket that is called as the repository', deployed('--hostile=bucket'))
caseTestFull(
  'hostile-env-words',
  'ordinary words as values of TOKEN and PASSWORD in the env file',
  deployed('--hostile=env-words'),
)
caseTestFull('hostile-master', 'a default branch called master', deployed('--hostile=master'))
caseTestFull('hostile-all', `all of these at the same time: ${HOSTILE_NAMES}`, deployed('--hostile'))
