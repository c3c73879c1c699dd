/** A fault that a test shows and that is not fixed yet. The list may only become shorter. */
export interface KnownFault {
  /** The id of the test, see `caseTest`. */
  case: string
  /** The right behavior, which the test asserts. */
  expected: string
  /** Part of the failure message of the test today. */
  actual: string
  /** The issue that fixes it, by its place in the list of issues. */
  place: `${number} of 8`
}

/** Every fault that the suite knows; a test that passes although it is listed fails until its entry is removed. */
export const KNOWN_FAULTS: readonly KnownFault[] = [
  {
    case: 'repository-one-shot',
    expected: 'the one-shot service of the new version runs before the application that waits for it',
    actual: 'container reports-web_green-1 is unhealthy',
    place: '3 of 8',
  },
  {
    case: 'hostile-env-words',
    expected: 'the version is no secret, even if a value of the env file is part of it',
    actual: 'contains the value of a secret',
    place: '4 of 8',
  },
  {
    case: 'server-strict',
    expected: 'deployed to a server as production has them',
    actual: 'is not valid JSON',
    place: '4 of 8',
  },
  {
    case: 'hostile-all',
    expected: 'deployed although names and values are easily confused',
    actual: 'contains the value of a secret',
    place: '5 of 8',
  },
  {
    case: 'hostile-bucket',
    expected: 'the bucket may be called as the repository',
    actual: 'contains the value of a secret',
    place: '5 of 8',
  },
  {
    case: 'hostile-registry-user',
    expected: 'the namespace of the images may be the name of the registry user',
    actual: 'contains the value of a secret',
    place: '5 of 8',
  },
  {
    case: 'case-50a',
    expected: 'a caller of the workflows can leave out the checks of /docs and /openapi.json',
    actual: 'deploy-production.yml: checks edge-failure host',
    place: '7 of 8',
  },
  {
    case: 'case-50b',
    expected: 'a caller of the workflows can give the smoke checks a header with a secret',
    actual: 'deploy-production.yml: checks edge-failure host',
    place: '7 of 8',
  },
  {
    case: 'case-66',
    expected: 'the artifact with the images has another name in each deployment of a run',
    actual: '(409) Conflict: an artifact with this name already exists on the workflow run',
    place: '7 of 8',
  },
  {
    case: 'case-67',
    expected: 'one job of a production deployment waits for reviewers',
    actual: 'Received array: [["backup-database", "deploy", "smoke-tests", "rollback", "notify"]]',
    place: '7 of 8',
  },
  {
    case: 'case-68',
    expected: 'missing known hosts: the message says that a caller cannot pass variables of an environment',
    actual: '"ssh-deploy: host key of shop.example:22 is not pinned. Set',
    place: '7 of 8',
  },
  {
    case: 'case-70a',
    expected: 'a message goes to the new id of a group that became a supergroup, and the id is named',
    actual: 'the message was not sent (Telegram says 400: Bad Request: group chat was upgraded',
    place: '7 of 8',
  },
  {
    case: 'case-70b',
    expected: 'an input names the topic to write to',
    actual: 'the message was not sent (Telegram says 400: Bad Request: TOPIC_CLOSED)',
    place: '7 of 8',
  },
  {
    case: 'case-70c',
    expected: 'a final line break in the token is ignored',
    actual: 'input \\"bot-token\\" has not the form of a bot token',
    place: '7 of 8',
  },
  {
    case: 'case-70d',
    expected: 'a final line break in the chat id is ignored',
    actual: 'the message was not sent (Telegram says 400: Bad Request: chat not found)',
    place: '7 of 8',
  },
  {
    case: 'repository-django',
    expected: 'the health path and the Host header of the application are used',
    actual: '/health on deploy@127.0.0.1 is not healthy (HTTP 400',
    place: '7 of 8',
  },
  {
    case: 'repository-external-database',
    expected: 'a database outside of the compose file is backed up',
    actual: 'cannot tell which service is the database',
    place: '7 of 8',
  },
  {
    case: 'repository-fastapi',
    expected: 'several compose files are joined',
    actual: 'compose.deploy.yml\n: no such file or directory',
    place: '7 of 8',
  },
  {
    case: 'repository-includes',
    expected: 'services are found through include and extends',
    actual: 'compose.yml has no service with',
    place: '7 of 8',
  },
  {
    case: 'repository-node',
    expected: 'build arguments and build secrets reach the build',
    actual: 'signing_key',
    place: '7 of 8',
  },
  {
    case: 'server-fresh',
    expected: 'the first deployment takes an empty server to a live release',
    actual: "Couldn't find env file",
    place: '7 of 8',
  },
  {
    case: 'tiny-health',
    expected: 'a caller of the workflows can say where the application reports its health',
    actual: 'deploy-production.yml: access-key-id allow-downgrade app-service',
    place: '7 of 8',
  },
]
