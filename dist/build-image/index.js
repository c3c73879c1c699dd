/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 8948:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ UserError)
/* harmony export */ });
/**
 * Something the user can mend. It is reported as one line for each problem and without a stack;
 * every other error counts as a bug of ours and keeps its stack in the log.
 */
class UserError extends Error {
    name = 'UserError';
    problems;
    /** @param problems what is wrong, the value seen (never a secret) and what to do; one line each */
    constructor(problems, options) {
        const lines = typeof problems === 'string' ? [problems] : problems;
        super(lines.join('\n'), options);
        this.problems = lines;
    }
}


/***/ }),

/***/ 8042:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ workflowRun)
/* harmony export */ });
/** Source: docs.github.com, "Default environment variables". */
function workflowRun(environment = process.env) {
    const read = (name, otherwise) => environment[name] || otherwise;
    const repository = read('GITHUB_REPOSITORY', 'unknown/unknown');
    const id = read('GITHUB_RUN_ID', '0');
    return {
        repository,
        id,
        url: `${read('GITHUB_SERVER_URL', 'https://github.com')}/${repository}/actions/runs/${id}`,
        attempt: read('GITHUB_RUN_ATTEMPT', '1'),
        actor: read('GITHUB_ACTOR', 'unknown'),
        sha: read('GITHUB_SHA', ''),
        branch: read('GITHUB_REF_NAME', ''),
    };
}


/***/ }),

/***/ 7445:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ct: () => (/* binding */ pinnedReference),
/* harmony export */   iS: () => (/* binding */ imageNameProblem),
/* harmony export */   x5: () => (/* binding */ pushedName)
/* harmony export */ });
/* unused harmony export repositoryOf */
/** The name that the image of a service is pushed under: that of the compose file, below the registry and its namespace. */
const pushedName = (registry, image) => `${registry}/${image}`;
/** The same image by digest, because a tag can be moved. */
const pinnedReference = (registry, image, digest) => `${pushedName(registry, repositoryOf(image))}@${digest}`;
/** The name of an image without its tag; the port of a registry is no tag. */
const repositoryOf = (image) => image.replace(/:[^:/]*$/, '');
const IMAGE = /^[a-z0-9][a-z0-9._/:-]*:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/** Why a service that is built cannot have an image of this name, or nothing when it can. */
function imageNameProblem(service, image, version) {
    const advice = `Write "image: NAME:\${VERSION}" in the compose file`;
    if (!image)
        return `service "${service}" has "build" but no "image". ${advice}`;
    if (!image.endsWith(`:${version}`))
        return `image "${image}" of service "${service}" does not carry the version. ${advice}`;
    if (!IMAGE.test(image))
        return `image "${image}" of service "${service}" is not a valid name. ${advice}`;
    return undefined;
}


/***/ }),

/***/ 5658:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ CONNECTION_SETTINGS),
/* harmony export */   r: () => (/* binding */ APPLICATION_SETTINGS)
/* harmony export */ });
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7887);

/** Where the server is and how it is reached. */
const CONNECTION_SETTINGS = {
    server: {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVER */ .yv,
        description: 'The server as `user@host` or `user@host:port`; an IPv6 address is written in brackets.',
    },
    jump: {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .JUMP */ .ft,
        description: 'A jump host as `[user@]host[:port]`, which the server is reached through with the same key. Its host key must be listed in `host-key` as well, as known_hosts lines.',
    },
    'host-key': {
        type: ['string', 'array'],
        items: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        minLength: 1,
        minItems: 1,
        expected: 'fingerprints or known_hosts lines, one per line',
        description: 'The host key of the server: fingerprints as `ssh-keygen -l` prints them (`SHA256:…`), or known_hosts lines, one per line.',
    },
};
/** The application on the server and the service that takes its traffic. */
const APPLICATION_SETTINGS = {
    path: {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .ABSOLUTE_PATH */ .cU,
        description: "Absolute path of the application's git checkout on the server.",
    },
    'compose-file': {
        type: ['string', 'array'],
        items: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .RELATIVE_PATH */ .Hj,
        pattern: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .RELATIVE_PATH */ .Hj.pattern,
        minItems: 1,
        uniqueItems: true,
        expected: 'a relative path without "..", or a list of them',
        default: 'docker-compose.<environment>.yml',
        description: 'Compose file, relative to the repository. A list of several is not supported yet.',
    },
    'env-file': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .RELATIVE_PATH */ .Hj,
        default: '.env.<environment>',
        description: 'Env file on the server, relative to `path`.',
    },
    service: {
        type: ['string', 'array'],
        items: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICE */ .YV,
        pattern: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .SERVICE */ .YV.pattern,
        minItems: 1,
        uniqueItems: true,
        expected: 'the name of a service, or a list of them',
        description: 'Compose service that receives the traffic. With `{slot}` in its name it has two slots (blue-green), and several such services switch together; without it the service is replaced in place.',
    },
    slots: {
        type: 'array',
        items: {
            type: 'string',
            // The file of a replacement in place is in the same folder.
            pattern: '^(?!handover$)[A-Za-z0-9][A-Za-z0-9-]*$',
            expected: 'the name of a slot',
        },
        minItems: 2,
        maxItems: 2,
        uniqueItems: true,
        expected: 'two different names',
        default: ['blue', 'green'],
        description: 'Names of the two slots, which the compose file and the proxy configuration use as well.',
    },
    'slot-directory': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .ABSOLUTE_PATH */ .cU,
        default: '/etc/nginx/slots/<application>-<environment>',
        description: 'Absolute path of the folder with the slot file, which the proxy reads.',
    },
    proxy: {
        enum: ['auto', 'slot-file', 'nginx-reload', 'caddy'],
        default: 'auto',
        expected: 'one of auto, slot-file, nginx-reload, caddy',
        description: 'How traffic is switched: `slot-file`, `nginx-reload` or `caddy`; `auto` detects it on the server.',
    },
    'health-path': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .URL_PATH */ .mq,
        default: '/health',
        description: 'Path that returns 2xx when the application is healthy.',
    },
};


/***/ }),

/***/ 2939:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ SMOKE_SETTINGS),
/* harmony export */   Z: () => (/* binding */ TEST_SETTINGS)
/* harmony export */ });
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7887);

/** The test gate. */
const TEST_SETTINGS = {
    'python-version': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        description: 'Python for the commands, such as `"3.11"`. Without it none is set up.',
    },
    'node-version': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        description: 'Node.js for the commands, such as `"24"`. Without it none is set up.',
    },
    install: { ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$, description: 'Command that installs what the tests need.' },
    'working-directory': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .RELATIVE_PATH */ .Hj,
        default: '.',
        description: 'Folder that the commands run in, relative to the repository.',
    },
    commands: {
        type: 'object',
        propertyNames: {
            pattern: '^[A-Za-z0-9][A-Za-z0-9 ._-]*$',
            expected: 'a name of letters, digits, blanks, ".", "_" and "-"',
        },
        additionalProperties: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        minProperties: 1,
        expected: 'commands as `name: command`',
        description: 'The commands of the gate, as `name: command`. All of them run, and one failure fails the gate.',
    },
};
/** Names with a value each. */
const PAIRS = {
    type: 'object',
    additionalProperties: {
        type: ['string', 'number', 'boolean', 'null'],
        expected: 'a text, a number, true, false or null',
    },
    minProperties: 1,
};
/** A check that is a mapping, as smoke-test reads it. */
const CHECK_KEYS = {
    method: { type: 'string', pattern: '^[A-Z]{1,20}$', expected: 'a method in capitals, such as POST' },
    path: _forms_js__WEBPACK_IMPORTED_MODULE_0__/* .URL_PATH */ .mq,
    headers: { ...PAIRS, expected: 'names with a text each' },
    body: { type: ['string', 'object', 'array'], expected: 'a text, or keys and values for JSON' },
    status: {
        type: ['integer', 'string', 'array'],
        minimum: 100,
        maximum: 599,
        pattern: '^[1-5]\\d\\d(, *[1-5]\\d\\d)*$',
        items: {
            type: ['integer', 'string'],
            minimum: 100,
            maximum: 599,
            pattern: '^[1-5]\\d\\d$',
            expected: 'a status',
        },
        minItems: 1,
        expected: 'one or more statuses, such as [401, 422]',
    },
    'expect-json': { ...PAIRS, expected: 'paths with a value each' },
    'expect-body': { type: 'string', minLength: 1, expected: 'a regular expression' },
    'expect-header': { ...PAIRS, expected: 'names with a text each' },
    'within-ms': (0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 60_000),
    'expect-version': {
        type: 'string',
        pattern: '^(body|(json|header)\\s+\\S+)$',
        expected: '"body", "json PATH" or "header NAME"',
    },
};
/** The smoke tests. */
const SMOKE_SETTINGS = {
    'skip-standard-checks': {
        type: 'boolean',
        default: false,
        expected: 'true or false',
        description: 'Do not check that `/health`, `/docs` and `/openapi.json` return 200.',
    },
    'login-path': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .URL_PATH */ .mq,
        description: 'Path of the login. An empty JSON object sent to it must return 401 or 422. Without it no login is checked.',
    },
    checks: {
        type: 'array',
        items: {
            type: ['object', 'string'],
            properties: CHECK_KEYS,
            required: ['path'],
            additionalProperties: false,
            pattern: '^[ \\t]*[A-Z]+[ \\t]+/\\S*[ \\t]+[1-5]\\d\\d(,[1-5]\\d\\d)*[ \\t]*$',
            expected: 'a check as `METHOD /path STATUS` or a mapping',
        },
        expected: 'a list of checks',
        description: 'More checks, each as `METHOD /path STATUS` or with the keys of smoke-test.',
    },
    'timeout-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 3600),
        default: 30,
        description: 'Seconds in which every check has to pass once.',
    },
    'edge-failure': {
        enum: ['alert', 'bad-release'],
        default: 'alert',
        expected: 'alert or bad-release',
        description: 'What to do when the public URL fails but the release is healthy on the server: `alert` fails the run, `bad-release` rolls back.',
    },
};


/***/ }),

/***/ 7346:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ BACKUP_SETTINGS),
/* harmony export */   O: () => (/* binding */ DATABASE_SETTINGS)
/* harmony export */ });
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7887);

/** A name that docker and compose give, which no command takes for an option. */
const DOCKER_NAME = { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' };
/** The database. */
const DATABASE_SETTINGS = {
    source: {
        enum: ['compose', 'container', 'host'],
        default: 'compose',
        expected: 'one of compose, container, host',
        description: 'Where PostgreSQL runs: `compose` is a service of the compose file, `container` a container by its name, `host` the cluster of the server itself.',
    },
    service: {
        ...DOCKER_NAME,
        expected: 'the name of a service',
        description: 'Compose service of the database. Defaults to the only one with a postgres image.',
    },
    container: {
        ...DOCKER_NAME,
        expected: 'the name of a container',
        description: "Name of the database's container, for `container`.",
    },
    name: {
        type: 'string',
        pattern: '^(?!.*(=|://))[^\\s\'"]{1,63}$',
        expected: 'the name of a database',
        description: "Name of the database. Defaults to the one in the environment of the application's services, else to the container's `POSTGRES_DB`.",
    },
    user: {
        type: 'string',
        pattern: '^(?!.*(=|://))[^\\s\'"]{1,63}$',
        expected: 'the name of a role',
        description: "Role that dumps and restores. Defaults to the container's `POSTGRES_USER`, and to `postgres` on the host.",
    },
};
/** The backups. */
const BACKUP_SETTINGS = {
    region: {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        default: 'eu-north-1',
        description: 'Region of the bucket. The secret `AWS_REGION` overrides it.',
    },
    endpoint: {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .API_URL */ .H$,
        description: 'URL of an S3-compatible store (MinIO, Cloudflare R2 …). Defaults to AWS.',
    },
    'bucket-owner': {
        type: 'string',
        pattern: '^\\d{12}$',
        expected: 'an account id of 12 digits',
        description: 'AWS account id of 12 digits, in quotes, that must own the bucket. Without it the owner is not checked.',
    },
    prefix: {
        type: 'string',
        pattern: '^[A-Za-z0-9](?!.*(//|\\.\\.))[A-Za-z0-9._/-]*$',
        expected: 'the first part of an object key',
        default: '<application>',
        description: 'First part of the object keys. The environment is the second part.',
    },
    encryption: {
        enum: ['sse-s3', 'sse-kms', 'age', 'none'],
        default: 'sse-s3',
        expected: 'one of sse-s3, sse-kms, age, none',
        description: '`sse-s3`, `sse-kms`, `age` (encrypted on the runner for public keys), or `none`, which leaves it to the store.',
    },
    'kms-key': { ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$, description: 'Id of the KMS key for `sse-kms`. Defaults to the key of the account.' },
    'age-recipients': {
        type: 'array',
        items: { type: 'string', pattern: '^age1[02-9ac-hj-np-z]{58}$', expected: 'a public key of age' },
        minItems: 1,
        uniqueItems: true,
        expected: 'a list of public keys of age',
        description: 'Public keys of age. Use two, one of them kept offline.',
    },
    compression: {
        type: 'string',
        pattern: '^(\\d|(gzip|lz4|zstd)(:\\d{1,2})?|none)$',
        expected: 'a compression of pg_dump, such as "2", gzip:2, lz4 or zstd:1',
        description: 'Value for `pg_dump -Z`. Defaults to zstd:1 from PostgreSQL 16 on, and to 2 (gzip) before.',
    },
    verify: {
        enum: ['1', '2', '3'],
        default: '2',
        expected: '"1", "2" or "3"',
        description: '1 lists the archive; 2 also decodes it to its last byte and reads it back from the bucket; 3 also restores it into a throwaway server and counts every table, which needs a container (not `host`).',
    },
    'retention-days': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 9999),
        description: 'Backups older than this are removed, after the new one is proven. Without it none is removed.',
    },
    'keep-last': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(3, 1000),
        default: 10,
        description: 'Number of the newest verified backups that are kept at any age.',
    },
    'timeout-minutes': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 1440),
        default: 60,
        description: 'Minutes that a dump or a restore may take.',
    },
};


/***/ }),

/***/ 7887:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H$: () => (/* binding */ API_URL),
/* harmony export */   Hj: () => (/* binding */ RELATIVE_PATH),
/* harmony export */   Po: () => (/* binding */ HTTP_URL),
/* harmony export */   YV: () => (/* binding */ SERVICE),
/* harmony export */   a$: () => (/* binding */ TEXT),
/* harmony export */   cU: () => (/* binding */ ABSOLUTE_PATH),
/* harmony export */   ft: () => (/* binding */ JUMP),
/* harmony export */   mq: () => (/* binding */ URL_PATH),
/* harmony export */   rD: () => (/* binding */ wholeNumber),
/* harmony export */   yv: () => (/* binding */ SERVER)
/* harmony export */ });
/** Forms that several settings have. `expected` completes the sentence "… is not …". */
const TEXT = {
    type: 'string',
    pattern: '^(?=.*\\S)[^\\r\\n\\0]+$',
    expected: 'a text of one line',
};
const ABSOLUTE_PATH = {
    type: 'string',
    pattern: '^(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+/?$',
    expected: 'an absolute path without "..", "." and "//"',
};
const RELATIVE_PATH = {
    type: 'string',
    pattern: '^(?!/)(?!.*(^|/)\\.\\.(/|$))[A-Za-z0-9._][A-Za-z0-9._/-]*$',
    expected: 'a relative path without ".."',
};
const URL_PATH = { type: 'string', pattern: '^/\\S*$', expected: 'a path such as /health' };
const HTTP_URL = {
    type: 'string',
    pattern: '^https?://[^\\s@/]+(/[^\\s@]*)?$',
    expected: 'an http(s) URL without user and password',
};
/** Plain http never leaves the machine: what is sent there holds secrets. */
const API_URL = {
    type: 'string',
    pattern: '^(https://[^\\s@/]+|http://(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d{1,5})?)(/[^\\s@]*)?$',
    expected: 'an https URL without user and password',
};
const SERVICE = {
    type: 'string',
    pattern: '^[a-zA-Z0-9._{}-]+$',
    expected: 'the name of a service',
};
const USER = '[a-z_][a-z0-9_.-]{0,31}';
/** Brackets are for an IPv6 address, which has two colons at least. */
const HOST = '(\\[(?=([^\\]:]*:){2})[0-9A-Fa-f:.]{2,45}\\]|[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)';
/** From 1 to 65535. */
const PORT = '([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';
const SERVER = {
    type: 'string',
    pattern: `^${USER}@${HOST}(:${PORT})?$`,
    expected: 'a server as user@host or user@host:port',
};
const JUMP = {
    type: 'string',
    pattern: `^(${USER}@)?${HOST}(:${PORT})?$`,
    expected: 'a server as [user@]host[:port]',
};
const wholeNumber = (minimum, maximum) => ({ type: 'integer', minimum, maximum, expected: `a whole number from ${minimum} to ${maximum}` });


/***/ }),

/***/ 1554:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ TELEGRAM_SETTINGS)
/* harmony export */ });
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7887);

/** The messages. */
const TELEGRAM_SETTINGS = {
    'api-url': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .API_URL */ .H$,
        default: 'https://api.telegram.org',
        description: 'URL of the Telegram Bot API, for a self-hosted one.',
    },
};


/***/ }),

/***/ 7441:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ FILE_SETTINGS),
/* harmony export */   Y: () => (/* binding */ RELEASE_SETTINGS)
/* harmony export */ });
/* harmony import */ var _forms_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7887);

/** What is the same for every environment. */
const FILE_SETTINGS = {
    application: {
        type: 'string',
        pattern: '^[A-Za-z0-9](?!.*\\.\\.)[A-Za-z0-9._-]{0,99}$',
        expected: 'a name of letters, digits, ".", "_" and "-"',
        description: 'Name of the application, which is part of the default of `slot-directory` and `backup.prefix`. Defaults to the name of the repository.',
    },
};
/** How a release is deployed. */
const RELEASE_SETTINGS = {
    url: { ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .HTTP_URL */ .Po, description: 'The public URL.' },
    registry: {
        type: 'string',
        pattern: '^(?!.*//)[a-z0-9][a-z0-9._:/-]*$',
        expected: 'a registry with its namespace, such as ghcr.io/tsh',
        description: 'Registry and namespace for the images, such as `ghcr.io/tsh`. Without it the images are transferred over SSH.',
    },
    'registry-username': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        description: 'User name for the registry. The secret `DOCKER_USERNAME` overrides it.',
    },
    'handover-port': {
        type: 'integer',
        minimum: 1,
        maximum: 65535,
        expected: 'a port',
        description: 'Without slots, the port of a second container that serves requests while the first one is replaced. Without it, replacing interrupts the service.',
    },
    migrate: {
        type: 'string',
        pattern: '^[^\\r\\n\\0]*$',
        expected: 'a command of one line, or an empty text for none',
        default: 'alembic upgrade head',
        description: 'Command that migrates the database, run in a container of the new image. An empty text runs none.',
    },
    'revision-command': {
        ..._forms_js__WEBPACK_IMPORTED_MODULE_0__/* .TEXT */ .a$,
        description: 'Command that prints the schema revision. Without it, the revision is read from the tables of known migration tools in PostgreSQL, or with `alembic current`.',
    },
    'require-reversible': {
        type: 'boolean',
        default: false,
        expected: 'true or false',
        description: 'Refuse a release that could not be rolled back automatically, because a migration is not marked `# rollback: compatible` or the schema revision is unknown.',
    },
    'keep-versions': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 1000),
        default: 10,
        description: 'Number of versions in addition to the live one whose images stay on the server for rollbacks.',
    },
    'health-timeout-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(1, 3600),
        default: 180,
        description: 'Seconds that a service may take to become healthy.',
    },
    'lock-timeout-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(0, 3600),
        default: 600,
        description: 'Seconds to wait for another deployment on the server to finish.',
    },
    'canary-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(0, 1800),
        default: 0,
        description: 'Seconds in which only a share of the requests is routed to the release; it ends early, and everything is routed back, when the release performs clearly worse. Needs the canary lines in the nginx configuration.',
    },
    'drain-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(0, 3600),
        default: 0,
        description: 'Seconds to wait for open connections of the old slot to close. 0 only counts them.',
    },
    'watch-seconds': {
        ...(0,_forms_js__WEBPACK_IMPORTED_MODULE_0__/* .wholeNumber */ .rD)(0, 900),
        default: 60,
        description: 'Seconds to watch the release at the public URL after its smoke tests have passed; three consecutive failures count as failed smoke tests. 0 disables watching.',
    },
    branches: {
        type: 'array',
        items: {
            type: 'string',
            pattern: '^(?!.*\\.\\.)[^\\s:~^?*[\\\\]+$',
            expected: 'the name of a branch',
        },
        minItems: 1,
        uniqueItems: true,
        expected: 'a list of branches',
        description: 'Branches that may be deployed to this environment, also by hand. Read from the default branch. Without it any branch may be deployed.',
    },
};


/***/ }),

/***/ 6589:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  rR: () => (/* binding */ cancellableShell),
  Ud: () => (/* binding */ plainEnvironment),
  vf: () => (/* binding */ shell)
});

// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __nccwpck_require__(8948);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = require("node:fs");
;// CONCATENATED MODULE: ../packages/shell/src/descendants.ts

/** Ends every program that this process has started, and what those have started. */
function endDescendants() {
    for (const pid of descendantsOf(process.pid)) {
        try {
            process.kill(pid, 'SIGTERM');
        }
        catch {
            // It has ended.
        }
    }
}
/** The kernel lists the children of a process by the thread that started them (proc_pid_task(5)). */
function descendantsOf(pid) {
    const children = childrenOf(pid);
    return [...children, ...children.flatMap(descendantsOf)];
}
function childrenOf(pid) {
    try {
        const text = (0,external_node_fs_namespaceObject.readFileSync)(`/proc/${pid}/task/${pid}/children`, 'utf8');
        return text.split(' ').filter(Boolean).map(Number);
    }
    catch {
        return [];
    }
}

;// CONCATENATED MODULE: external "node:string_decoder"
const external_node_string_decoder_namespaceObject = require("node:string_decoder");
;// CONCATENATED MODULE: ../packages/shell/src/lines.ts

/** @actions/exec has a listener for lines, but never gives it a last line without a line break. */
function splitLines(onLine) {
    const decoder = new external_node_string_decoder_namespaceObject.StringDecoder('utf8');
    let rest = '';
    return {
        write(data) {
            const lines = (rest + decoder.write(data)).split('\n');
            rest = lines.pop() ?? '';
            for (const line of lines)
                onLine(line);
        },
        end() {
            rest += decoder.end();
            if (rest !== '')
                onLine(rest);
        },
    };
}

;// CONCATENATED MODULE: ../packages/shell/src/run-program.ts






/** As a shell reports a program that was killed; @actions/exec does not pass on the signal. */
const KILLED = 137;
/** Runs a program to its end. @throws UserError when it cannot be started */
async function runProgram(file, args, { input, cancelled, ...options }) {
    cancelled?.throwIfAborted();
    cancelled?.addEventListener('abort', endDescendants, { once: true });
    try {
        return input === undefined
            ? await execute(file, args, options)
            : await withInputFile(input, path => execute('sh', ['-c', WITH_INPUT, path, file, ...args], options));
    }
    catch (cause) {
        throw new errors/* UserError */.y(`cannot start "${file}". Is it installed on the runner?`, { cause });
    }
    finally {
        cancelled?.removeEventListener('abort', endDescendants);
        cancelled?.throwIfAborted();
    }
}
/** Exit code of a shell for a program that does not exist. */
const NOT_FOUND = 127;
const WITH_INPUT = `command -v "$1" > /dev/null || exit ${NOT_FOUND}; exec "$@" < "$0"`;
/**
 * The input of a program comes from a file: @actions/exec writes it into a pipe, and ends with the error of that pipe when
 * a program ends without reading it.
 */
async function withInputFile(input, work) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(process.env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), 'input-'));
    try {
        const path = (0,external_node_path_.join)(folder, 'input');
        await (0,promises_.writeFile)(path, input, { mode: 0o600 });
        const output = await work(path);
        if (output.code === NOT_FOUND && output.stderr === '')
            throw new Error('it was not found');
        return output;
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function execute(file, args, { cwd, env, onLine }) {
    const { getExecOutput } = await __nccwpck_require__.e(/* import() */ 390).then(__nccwpck_require__.bind(__nccwpck_require__, 1390));
    const lines = onLine === undefined ? undefined : [splitLines(onLine), splitLines(onLine)];
    const { exitCode, stdout, stderr } = await getExecOutput(file, [...args], {
        silent: true,
        ignoreReturnCode: true,
        env,
        ...(cwd === undefined ? {} : { cwd }),
        ...(lines === undefined ? {} : { listeners: { stdout: lines[0].write, stderr: lines[1].write } }),
    });
    for (const { end } of lines ?? [])
        end();
    return { code: exitCode ?? KILLED, stdout, stderr };
}

;// CONCATENATED MODULE: ../packages/shell/src/index.ts


/** The variables a program needs to find itself and its user; everything else stays with the action. */
const PASSED_ON = [
    'PATH',
    'HOME',
    'USER',
    'LANG',
    'LC_ALL',
    'TMPDIR',
    'RUNNER_TEMP',
    'DOCKER_HOST',
    'DOCKER_CONTEXT',
    'DOCKER_CONFIG',
    'DOCKER_TLS_VERIFY',
    'DOCKER_CERT_PATH',
    'CI',
];
/** The environment of this process, less inputs, secrets and everything else that was not meant for the program. */
function plainEnvironment(extra = {}) {
    const environment = {};
    for (const name of PASSED_ON) {
        const value = process.env[name];
        if (value !== undefined)
            environment[name] = value;
    }
    return { ...environment, ...extra };
}
/** The shell of this machine. */
const shell = {
    async run(file, args, { env = plainEnvironment(), allowFailure = false, ...options } = {}) {
        const output = await runProgram(file, args, { env, ...options });
        if (output.code === 0 || allowFailure)
            return output;
        const lastWords = output.stderr.trim().split('\n').slice(-3).join(' ');
        throw new errors/* UserError */.y(`"${file} ${args[0] ?? ''}" failed with exit code ${output.code}: ${lastWords || 'it printed nothing'}`);
    },
};
/** The same shell until the run is cancelled; then programs are ended with all that they have started. */
const cancellableShell = (cancelled) => ({
    run: (file, args, options) => shell.run(file, args, { ...options, cancelled }),
});


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = require("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = require("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = require("child_process");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = require("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = require("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = require("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = require("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = require("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = require("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = require("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = require("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = require("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = require("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = require("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = require("node:events");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = require("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = require("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = require("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = require("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = require("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = require("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = require("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = require("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = require("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = require("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = require("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = require("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = require("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = require("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = require("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = require("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = require("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = require("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = require("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = require("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = require("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = require("util");

/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/create fake namespace object */
/******/ 	(() => {
/******/ 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 		var leafPrototypes;
/******/ 		// create a fake namespace object
/******/ 		// mode & 1: value is a module id, require it
/******/ 		// mode & 2: merge all properties of value into the ns
/******/ 		// mode & 4: return value when already ns object
/******/ 		// mode & 16: return value when it's Promise-like
/******/ 		// mode & 8|1: behave like require
/******/ 		__nccwpck_require__.t = function(value, mode) {
/******/ 			if(mode & 1) value = this(value);
/******/ 			if(mode & 8) return value;
/******/ 			if(typeof value === 'object' && value) {
/******/ 				if((mode & 4) && value.__esModule) return value;
/******/ 				if((mode & 16) && typeof value.then === 'function') return value;
/******/ 			}
/******/ 			var ns = Object.create(null);
/******/ 			__nccwpck_require__.r(ns);
/******/ 			var def = {};
/******/ 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 			}
/******/ 			def['default'] = () => (value);
/******/ 			__nccwpck_require__.d(ns, def);
/******/ 			return ns;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};

// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __nccwpck_require__(8948);
;// CONCATENATED MODULE: ../packages/action/src/inputs/renamed-inputs.ts
const SERVER = { name: 'server', note: '`user@host` or `user@host:port`' };
const JUMP = { name: 'jump', note: '`[user@]host[:port]`' };
const HOST_KEY = { name: 'host-key', note: 'known_hosts lines or fingerprints' };
const PATH = { name: 'path' };
const SERVICE = { name: 'service' };
const URL = { name: 'url' };
const CONNECTION = {
    host: SERVER,
    port: SERVER,
    user: SERVER,
    'jump-host': JUMP,
    'jump-port': JUMP,
    'jump-user': JUMP,
    'known-hosts': HOST_KEY,
    'host-fingerprint': HOST_KEY,
};
const movedToRestore = (name) => ({ name, action: 'pg-restore' });
/** The inputs that were renamed in v1, by action and old name. */
const RENAMED_INPUTS = {
    'ssh-deploy': {
        ...CONNECTION,
        'deploy-path': PATH,
        'app-service': SERVICE,
        'migrate-command': { name: 'migrate', note: 'the word `none` runs no migrations' },
        'without-migrations': { name: 'skip-migrations-reason' },
        backup: { name: 'backup-manifest' },
        'without-backup': { name: 'skip-backup-reason' },
    },
    'blue-green-switch': {
        ...CONNECTION,
        'deploy-path': PATH,
        'app-service': SERVICE,
        target: { name: 'slot' },
        'public-url': URL,
        'trial-seconds': { name: 'canary-seconds' },
        install: { name: 'allow-install' },
    },
    rollback: { ...CONNECTION, 'deploy-path': PATH, 'app-service': SERVICE, 'public-url': URL },
    'smoke-test': {
        ...CONNECTION,
        'standard-checks': { name: 'skip-standard-checks', note: 'with the opposite value' },
    },
    'test-gate': { 'install-command': { name: 'install' } },
    'pg-backup': {
        ...CONNECTION,
        'deploy-path': PATH,
        source: { name: 'database-source' },
        container: { name: 'database-container' },
        database: { name: 'database-name' },
        'allow-shrink': { name: 'allow-shrink-reason' },
        backup: movedToRestore('backup-id'),
        confirm: movedToRestore('confirm'),
        'allow-foreign': movedToRestore('allow-other-server-reason'),
        'skip-safety-backup': movedToRestore('skip-safety-backup-reason'),
        'health-url': movedToRestore('health-url'),
    },
};
/** The outputs that were renamed in v1. */
const RENAMED_OUTPUTS = {
    rollback: { 'public-url': { name: 'url-check' }, from: { name: 'replaced-version' } },
    'pg-backup': {
        backup: { name: 'backup-id' },
        manifest: { name: 'backup-manifest' },
        'manifest-sha256': { name: 'backup-manifest-sha256' },
        size: { name: 'size-bytes' },
        seconds: { name: 'duration-seconds' },
        database: movedToRestore('database'),
        'set-aside': movedToRestore('replaced-database'),
        'safety-backup': movedToRestore('safety-backup-id'),
        'downtime-seconds': movedToRestore('downtime-seconds'),
    },
};

;// CONCATENATED MODULE: ../packages/action/src/inputs/renamed-input-problems.ts

/**
 * The old names that a step still uses. The runner warns about an input that action.yml does not declare, and passes it
 * on all the same; without it the action would run with other values than the caller meant.
 */
function renamedInputProblems(action, environment = process.env) {
    return Object.entries(RENAMED_INPUTS[action] ?? {})
        .filter(([old]) => environment[`INPUT_${old.toUpperCase()}`]?.trim())
        .map(([old, now]) => problemOf(old, now));
}
function problemOf(old, { name, action, note }) {
    const sentence = name === old ? `input "${old}" belongs to` : `input "${old}" is called "${name}" now`;
    if (action === undefined)
        return note === undefined ? sentence : `${sentence}: ${note.replaceAll('`', '')}`;
    return name === old
        ? `${sentence} the action ${action} now`
        : `${sentence}, and belongs to the action ${action}`;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */



function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${globalThis.crypto.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
;// CONCATENATED MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/core.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return __awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', file_command_prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, utils_toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return __awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ../packages/action/src/log/secrets.ts

/** Every form that a secret may appear in, with where the secret comes from. */
const sources = new Map();
/** A shorter line or form is no secret: masking it would blank out ordinary text. */
const MIN_FORM_LENGTH = 6;
/**
 * Hides a value, and the forms it is likely to appear in, from everything this process prints.
 * The runner masks the log by itself once it knows the value; summaries, messages and files do not pass
 * the runner, so `redact` stands in front of those.
 *
 * @param source what the secret is, for messages: `input "ssh-key"`
 */
function maskSecret(value, source = 'a secret') {
    for (const form of formsOf(value)) {
        if (sources.has(form))
            continue;
        sources.set(form, source);
        // The runner would mask every line of a longer one, however short (actions/runner, ActionCommandManager.cs).
        if (!form.includes('\n'))
            setSecret(form);
    }
}
/** The text with every known secret replaced by `***`. */
function secrets_redact(text) {
    let clean = '';
    let at = 0;
    for (const [start, end] of secretRanges(text)) {
        clean += `${text.slice(at, start)}***`;
        at = end;
    }
    return clean + text.slice(at);
}
/** The end of a text without secrets: to redact it afterwards would miss one that was cut. */
const redactedEnd = (text, maxLength) => secrets_redact(text).slice(-maxLength);
/** The beginning of a text without secrets. */
const redactedStart = (text, maxLength) => secrets_redact(text).slice(0, maxLength);
/** Characters of the longest form of a secret. */
const longestSecret = () => [...sources.keys()].reduce((longest, { length }) => Math.max(longest, length), 0);
/** The beginning of a text, which ends in front of a secret that would be split: half of one is not recognized again. */
function startBeforeSecret(text, maxLength) {
    const split = secretRanges(text).find(([start, end]) => start < maxLength && end > maxLength);
    return text.slice(0, split ? split[0] : maxLength);
}
/** Where the secret comes from that a text contains, if it contains one. */
function secretIn(text) {
    for (const [form, source] of sources)
        if (text.includes(form))
            return source;
    return undefined;
}
const secretRanges = (text) => merged([...sources.keys()].flatMap(form => rangesOf(form, text)));
function rangesOf(form, text) {
    const ranges = [];
    for (let at = text.indexOf(form); at !== -1; at = text.indexOf(form, at + 1))
        ranges.push([at, at + form.length]);
    return ranges;
}
/** Secrets that overlap become one, so that none is left in part. */
function merged(ranges) {
    const result = [];
    for (const [start, end] of ranges.sort(([one], [other]) => one - other)) {
        const last = result.at(-1);
        if (last && start < last[1])
            last[1] = Math.max(last[1], end);
        else
            result.push([start, end]);
    }
    return result;
}
function formsOf(value) {
    const whole = value.trim();
    const lines = whole.split(/\r\n|\n|\r/).map(line => line.trim());
    const parts = [whole, ...lines.filter(line => line.length >= MIN_FORM_LENGTH)].filter(part => part !== '');
    const derived = parts.flatMap(part => [part, ...decoded(part)].flatMap(encoded));
    return new Set([...parts, ...derived.filter(form => form.length >= MIN_FORM_LENGTH)]);
}
/** What a percent-encoded value stands for. */
function decoded(value) {
    try {
        const text = decodeURIComponent(value);
        return text === value ? [] : [text];
    }
    catch {
        return [];
    }
}
/** A text as it is, and in the encodings that logs show. */
function encoded(text) {
    const bytes = Buffer.from(text);
    const base64 = bytes.toString('base64');
    const url = encodeURIComponent(text);
    const strict = url.replace(/[!'()*]/g, character => `%${hex(character, 2).toUpperCase()}`);
    const json = JSON.stringify(text).slice(1, -1);
    const ascii = json.replace(/[^ -~]/g, character => `\\u${hex(character, 4)}`);
    return [
        ...[text, base64, base64.replace(/=+$/, ''), bytes.toString('base64url')],
        ...[url, strict, strict.replaceAll('%20', '+'), strict.replace(/%../g, code => code.toLowerCase())],
        ...[json, ascii].flatMap(one => [one, one.replaceAll('/', '\\/')]),
        text.replace(/[&<>"]/g, character => ENTITIES[character] ?? character),
    ];
}
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const hex = (character, digits) => character.charCodeAt(0).toString(16).padStart(digits, '0');

;// CONCATENATED MODULE: ../packages/action/src/log/log.ts



/**
 * A line from outside (a server, a container, a test) that can issue no workflow command and move no cursor.
 * The runner takes `::` at the start of a line, blanks skipped, and `##[` anywhere in it as a command
 * (actions/runner, src/Runner.Common/ActionCommand.cs), so the line gets a margin and `##[` a gap.
 */
const inert = (line) => `| ${oneLine(line)}`;
/** Text without control characters, among them those that move a terminal's cursor; newlines and tabs stay. */
function printable(text) {
    return (0,external_node_util_.stripVTControlCharacters)(text).replace(/(?![\t\n])\p{Cc}/gu, '');
}
/** A line of our own, which may quote text from outside: that can issue no command either. */
function ownLine(text) {
    const line = oneLine(text);
    return /^\s*::/.test(line) ? `| ${line}` : line;
}
const oneLine = (text) => paragraph(text).replaceAll('\n', ' ');
/** The text of an annotation, in which @actions/core escapes the newlines. */
const paragraph = (text) => printable(text).replaceAll('##[', '## [');
/** Secrets are removed before a change, which may reach into them, and after it, when it has made one up. */
const safe = (text, change) => secrets_redact(change(secrets_redact(printable(secrets_redact(text)))));
const annotation = (annotate) => (text, title) => annotate(safe(text, paragraph), title ? { title } : {});
/** The action's own words, which may quote others. Whatever they are, they are only shown, and without secrets. */
const log = {
    info: (text) => info(safe(text, ownLine)),
    debug: (text) => debug(safe(text, paragraph)),
    warning: annotation(warning),
    notice: annotation(notice),
    error: annotation(error),
    /** A line from outside, with a margin. */
    untrusted: (line) => info(safe(line, inert)),
    /** Runs the work inside a foldable group of the log. */
    async group(title, work) {
        startGroup(safe(title, oneLine));
        try {
            return await work();
        }
        finally {
            endGroup();
        }
    },
};

;// CONCATENATED MODULE: ../packages/action/src/run.ts



/**
 * Runs an action and owns its end: a `UserError` becomes one error line for each problem, anything else is
 * reported with its stack in the log. Nobody else sets the exit code.
 *
 * @param action the name of the action, which every error line starts with
 */
async function run(action, main) {
    // Node ends with exit code 0 when it waits for something that can no longer come, such as an answer over a lost
    // connection. So a run counts as failed until it has come to its end.
    process.exitCode = 1;
    const unfinished = () => report(action, new errors/* UserError */.y('ended before its work was done; its last step got no answer'));
    process.once('exit', unfinished);
    try {
        const renamed = renamedInputProblems(action);
        if (renamed.length > 0)
            throw new errors/* UserError */.y(renamed);
        await main();
        process.exitCode = 0;
    }
    catch (cause) {
        report(action, cause);
    }
    finally {
        process.removeListener('exit', unfinished);
    }
}
function report(action, cause) {
    if (cause instanceof errors/* UserError */.y) {
        for (const problem of cause.problems)
            log.error(`${action}: ${sentence(problem)}`, action);
        if (cause.cause instanceof Error)
            log.debug(cause.cause.stack ?? cause.cause.message);
        return;
    }
    const bug = cause instanceof Error ? cause : new Error(String(cause));
    for (const line of (bug.stack ?? bug.message).split('\n'))
        log.untrusted(line);
    log.error(`${action}: unexpected error, probably a defect of this action: ${bug.message}. The log has its stack.`, action);
}
function sentence(text) {
    return /[.!?)]$/.test(text) ? text : `${text}.`;
}

;// CONCATENATED MODULE: ../packages/action/src/state.ts

const STARTED = 'started';
/**
 * Whether this process is the post step of the action, which the runner starts with the same file. The first call of an
 * action with a post step, before anything that can fail: a main step that fails or is killed earlier would do its
 * work in its post step.
 */
function isPostStep() {
    const post = getState(STARTED) !== '';
    saveState(STARTED, 'true');
    return post;
}
/** Keeps a fact for the post step of the same action, which runs even when this process was killed. */
function keepForPost(name, value) {
    saveState(name, value);
}
/** What the main step kept, or empty. */
function keptByMain(name) {
    return getState(name);
}

;// CONCATENATED MODULE: ../packages/action/src/log/outputs.ts



/**
 * Sets outputs of the step. One that contains a secret is left out with a warning, since the work is done: the runner
 * would drop it between jobs, and with less to go by ("Skip output 'x' since it may contain secret.", actions/runner,
 * src/Runner.Worker/JobExtension.cs). What can be known earlier is refused then, see `outputProblem`.
 * @param _outputs definition of the action's outputs, which the names are checked against
 */
function setOutputs(_outputs, values) {
    for (const [name, value] of Object.entries(values)) {
        const problem = outputProblem(`output "${name}"`, String(value));
        if (problem === undefined)
            setOutput(name, String(value));
        else
            log.warning(`${problem}. It is left empty`);
    }
}
/**
 * Why a text cannot be handed on to other jobs, or nothing.
 * @param what the text is, for the message, which does not repeat it
 */
function outputProblem(what, text) {
    const source = secretIn(text);
    return source === undefined
        ? undefined
        : `${what} contains the value of ${source}, and GitHub drops such outputs between jobs. Change that value, or pass it as a variable if it is no secret`;
}

;// CONCATENATED MODULE: ../packages/action/src/cancellation.ts

/**
 * Aborts when the runner cancels the step: it sends SIGINT, SIGTERM 7.5 s later, and kills the process tree 2.5 s after that
 * (docs.github.com, "Workflow cancellation reference"). Whoever asks for it takes over the ending of the process.
 */
function cancellation() {
    const controller = new AbortController();
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, () => controller.abort(new errors/* UserError */.y(`cancelled (${name})`)));
    return controller.signal;
}

// EXTERNAL MODULE: ../packages/shell/src/index.ts + 5 modules
var src = __nccwpck_require__(6589);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ../packages/action/src/log/summary.ts


/**
 * Text from outside as plain Markdown text: it cannot open a table cell, link, image or code fence. An address in it, also
 * that of an e-mail, is no link either, since an empty comment divides it. Its secrets are removed before they look different.
 */
function escapeMarkdown(text) {
    return redact(text)
        .replace(/[\r\n]+/g, ' ')
        .replace(/[\\`*_{}[\]()#+!|<>&~@$-]/g, character => `&#${character.charCodeAt(0)};`)
        .replaceAll('://', ':<!-- -->//')
        .replaceAll('&#64;', '&#64;<!-- -->')
        .replace(/\bwww\./gi, name => `${name.slice(0, -1)}<!-- -->.`);
}
/** Text from outside as a code span, for names that are copied: it cannot end the span or the cell of a table. */
const inlineCode = (text) => `\`${secrets_redact(text).replace(/[\r\n`|]+/g, ' ')}\``;
/** A Markdown table; the cells are given as finished Markdown. */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** Half of what GitHub takes from a step (1 MiB); above that it would drop the whole summary. */
const LONGEST_SUMMARY = 512 * 1024;
/** Appends Markdown to the job summary, where there is one. */
async function writeSummary(markdown) {
    if (!process.env.GITHUB_STEP_SUMMARY)
        return;
    const clean = secrets_redact(markdown);
    const text = clean.length > LONGEST_SUMMARY ? `${clean.slice(0, LONGEST_SUMMARY)}\n\n… cut here\n` : `${clean}\n`;
    await summary.addRaw(text, true).write();
}

;// CONCATENATED MODULE: ../packages/deployment/src/images/built-services.ts
/** GitHub takes no larger output of a job. */
const MAX_LENGTH = (/* unused pure expression or super */ null && (1024 * 1024));
const MAX_PROBLEMS = 5;
const built_services_SERVICE = /^[a-zA-Z0-9._-]+$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/**
 * The output `images` of build-image: `{ "<service>": { "digest": "sha256:…" or "", "id": "sha256:…" } }`. GitHub drops
 * an output that contains a secret, and the name of a service may contain the user name of the registry. So every
 * character of a name is written as an escape of JSON.
 */
function formatBuiltServices(built) {
    const entries = [...built].map(([service, { digest = '', id = '' }]) => `"${escaped(service)}":${JSON.stringify({ digest, id })}`);
    return `{${entries.join(',')}}`;
}
const escaped = (text) => text
    .split('')
    .map(character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
/** Reads the output `images` of build-image; an empty text means that nothing was built for this release. */
function parseBuiltServices(text) {
    if (text.trim() === '')
        return { built: new Map(), problems: [] };
    const entries = entriesIn(text);
    if (typeof entries === 'string')
        return { built: new Map(), problems: [entries] };
    const found = entries.map(([service, value]) => ({ service, ...readBuilt(service, value) }));
    return {
        built: new Map(found.flatMap(({ service, built }) => (built ? [[service, built]] : []))),
        problems: limited(found.flatMap(({ problem }) => problem ?? [])),
    };
}
const ADVICE = 'Pass the output "images" of build-image unchanged';
/** The entries of the JSON, or why it has none. */
function entriesIn(text) {
    if (text.length > MAX_LENGTH)
        return `input "images" has ${text.length} characters, more than an output of build-image can have. ${ADVICE}`;
    const value = parsed(text);
    if (value === undefined)
        return `input "images" is not JSON, got ${shown(text)}. ${ADVICE}`;
    if (Array.isArray(value))
        return `input "images" is a list, as an earlier version of build-image wrote it. Use the same version of build-image and ssh-deploy`;
    if (typeof value !== 'object' || value === null)
        return `input "images" is not a JSON object, got ${shown(text)}. ${ADVICE}`;
    const entries = Object.entries(value);
    return entries.length === 0 ? `input "images" has no service. ${ADVICE}` : entries;
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function readBuilt(service, value) {
    if (!built_services_SERVICE.test(service))
        return { problem: `input "images" has ${shown(service)}, which is not the name of a service. ${ADVICE}` };
    const { digest, id } = ownTexts(value);
    const wrong = [digest, id].find(text => text !== '' && !DIGEST.test(text));
    if (wrong !== undefined)
        return {
            problem: `input "images" has ${shown(wrong)} for service ${shown(service)}, which is not a digest (sha256: and 64 hexadecimal digits). Images are deployed by digest only. ${ADVICE}`,
        };
    if (digest === '' && id === '')
        return {
            problem: `input "images" has neither digest nor id for service ${shown(service)}, so it is unknown what was built. ${ADVICE}`,
        };
    return { built: { ...(digest === '' ? {} : { digest }), ...(id === '' ? {} : { id }) } };
}
/** What is not a text becomes one that is no digest. */
function ownTexts(value) {
    const fields = new Map(Object.entries(value ?? {}));
    const text = (name) => {
        const field = fields.get(name) ?? '';
        return typeof field === 'string' ? field : JSON.stringify(field);
    };
    return { digest: text('digest'), id: text('id') };
}
function limited(problems) {
    const more = problems.length - MAX_PROBLEMS;
    if (more <= 0)
        return [...problems];
    return [...problems.slice(0, MAX_PROBLEMS), `input "images" has ${more} more services that are wrong`];
}
const shown = (text) => text.length > 80 ? `${JSON.stringify(text.slice(0, 80))}…` : JSON.stringify(text);

// EXTERNAL MODULE: ../packages/deployment/src/images/image-names.ts
var image_names = __nccwpck_require__(7445);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ../packages/deployment/src/images/tar.ts


const BLOCK = 512;
/** The types of files, links and folders. What only describes the entry after it could give that another name. */
const TYPES = /^[0125]?$/;
const OCTAL = /^ *[0-7]+ *$/;
/**
 * Lists the entries of a tar without reading their content. Long names are not needed in an archive of images.
 * @throws UserError when it is none, or an entry is not simply what its header says
 */
async function tarEntries(path) {
    return withFile(path, async (file) => {
        const entries = [];
        const names = new Set();
        const header = Buffer.alloc(BLOCK);
        for (let at = 0;;) {
            const { bytesRead } = await file.read(header, 0, BLOCK, at);
            if (bytesRead < BLOCK || header.every(byte => byte === 0))
                return entries;
            const name = textOf(header, 0, 100);
            const octal = textOf(header, 124, 12);
            const type = textOf(header, 156, 1);
            const isPlain = TYPES.test(type) && textOf(header, 345, 155) === '';
            if (textOf(header, 257, 5) !== 'ustar' || !OCTAL.test(octal) || !isPlain)
                throw new errors/* UserError */.y(`"${path}" is not a tar with images, as "docker save" writes it`);
            if (names.has(name))
                throw new errors/* UserError */.y(`"${path}" has "${name}" twice, so it is not clear what is in it`);
            names.add(name);
            const size = Number.parseInt(octal, 8);
            const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
            entries.push({
                name,
                type: type === '5' ? 'folder' : /[12]/.test(type) ? 'link' : 'file',
                start: at,
                end,
                size,
            });
            at = end;
        }
    });
}
/** The content of a small file inside a tar. */
async function readEntry(path, { start, size }) {
    return withFile(path, async (file) => {
        const content = Buffer.alloc(size);
        await file.read(content, 0, size, start + BLOCK);
        return content.toString('utf8');
    });
}
const textOf = (header, from, length) => header.toString('latin1', from, from + length).replace(/\0.*$/s, '');
async function withFile(path, work) {
    const file = await (0,promises_.open)(path).catch(cause => {
        throw new errors/* UserError */.y(`file "${path}" with the images does not exist in the workspace`, { cause });
    });
    try {
        return await work(file);
    }
    finally {
        await file.close();
    }
}

;// CONCATENATED MODULE: ../packages/deployment/src/images/image-archive.ts



/** A name as Docker shows it: without the host of Docker Hub. */
const familiarName = (image) => image.replace(/^(index\.)?docker\.io\/(library\/)?/, '');
/**
 * What `docker save` writes: the layout of OCI, and that of engines before 25, in which a layer can be a link to another
 * one. Docker takes any other path or link for one of these.
 */
const NAMES = {
    folder: /^(blobs\/(sha256\/)?|[0-9a-f]{64}\/)$/,
    link: /^[0-9a-f]{64}\/layer\.tar$/,
    file: /^(blobs\/sha256\/[0-9a-f]{64}|[0-9a-f]{64}(\.json|\/(layer\.tar|json|VERSION))|(index|manifest)\.json|oci-layout|repositories)$/,
};
/**
 * Reads what images are in an archive, without their layers.
 * @throws UserError when it is none, or has more in it than `docker save` writes
 */
async function readImageArchive(path) {
    const entries = await tarEntries(path);
    const strange = entries.find(({ name, type }) => !NAMES[type].test(name));
    if (strange)
        throw new errors/* UserError */.y(`"${path}" has "${strange.name}", which "docker save" does not write`);
    const find = async (name) => {
        const entry = entries.find(candidate => candidate.name === name);
        return entry && (await readEntry(path, entry));
    };
    const manifest = await find('manifest.json');
    if (manifest === undefined)
        throw new errors/* UserError */.y(`"${path}" has no manifest.json, so "docker save" did not write it whole`);
    try {
        return { path, entries, ...(await readImages(find, manifest)) };
    }
    catch (cause) {
        throw new errors/* UserError */.y(`"${path}" is not what "docker save" writes`, { cause });
    }
}
const digestOf = (text) => `sha256:${(0,external_node_crypto_.createHash)('sha256').update(text).digest('hex')}`;
async function readImages(find, manifest) {
    const listed = await Promise.all(JSON.parse(manifest).map(one => imageOf(find, one)));
    const indexed = await indexedIn(find);
    const images = [...new Map(listed.map(image => [image.id, image])).values()].map(image => {
        const same = indexed.filter(({ configs }) => configs.size === 1 && configs.has(image.id));
        const tags = listed.filter(({ id }) => id === image.id).flatMap(one => one.tags);
        return {
            ...image,
            serverIds: [...new Set([image.id, ...same.map(({ digest }) => digest)])],
            tags: [...new Set([...tags, ...same.flatMap(({ name }) => (name ? [familiarName(name)] : []))])],
        };
    });
    const known = images.flatMap(({ serverIds }) => serverIds);
    const others = indexed.filter(({ digest }) => !known.includes(digest));
    return { images, others: others.map(({ digest, name }) => name ?? digest) };
}
async function imageOf(find, { Config, RepoTags, Layers }) {
    const text = (await find(Config)) ?? '';
    const { rootfs, architecture = '' } = JSON.parse(text);
    return {
        id: digestOf(text),
        tags: (RepoTags ?? []).map(familiarName),
        architecture,
        layers: Layers.map((file, at) => ({ file, digest: rootfs.diff_ids[at] ?? '' })),
    };
}
const IMAGE_NAME = 'io.containerd.image.name';
const REFERENCE_NAME = 'org.opencontainers.image.ref.name';
async function indexedIn(find) {
    // Engines before 25 wrote no index, and containerd's image store is younger.
    const index = (await find('index.json')) ?? '{ "manifests": [] }';
    const { manifests } = JSON.parse(index);
    return Promise.all(manifests.map(async ({ digest, annotations = {} }) => ({
        digest,
        name: annotations[IMAGE_NAME] ?? annotations[REFERENCE_NAME],
        configs: new Set(await configsOf(find, digest)),
    })));
}
/** The configurations of all images that a digest stands for. Attestations are of an unknown platform, and never run. */
async function configsOf(find, digest) {
    const text = await find(`blobs/${digest.replace(':', '/')}`);
    if (text === undefined || digestOf(text) !== digest)
        return [];
    const { config, manifests = [] } = JSON.parse(text);
    const parts = manifests.filter(({ platform }) => platform?.os !== 'unknown');
    const configs = await Promise.all(parts.map(part => configsOf(find, part.digest)));
    return [...(config ? [config.digest] : []), ...configs.flat()];
}
/**
 * The parts of an archive that a server lacks. A layer is there only together with all layers below it, so those that it
 * has are the beginning of some image's layers.
 *
 * @param present the layers of each image on the server, lowest first
 */
function lackingEntries({ entries, images }, present) {
    // In the archives of old engines a layer can be a link to another one, which must be there then.
    if (entries.some(({ type }) => type === 'link'))
        return entries;
    const needed = new Set();
    const had = new Set();
    for (const { layers } of images) {
        const count = Math.max(0, ...present.map(other => sharedLayers(layers, other)));
        for (const [at, { file }] of layers.entries())
            (at < count ? had : needed).add(file);
    }
    return entries.filter(({ name }) => !had.has(name) || needed.has(name));
}
function sharedLayers(layers, other) {
    const differs = layers.findIndex(({ digest }, at) => digest !== other[at]);
    return differs === -1 ? layers.length : differs;
}

;// CONCATENATED MODULE: ../packages/deployment/src/env/env-file.ts
/**
 * Reads an env file as `docker compose` does (compose-go v2, package dotenv). Compose stops at a line that it does not
 * understand; here everything after it is read as well, so that it can be masked.
 */
function parseEnvFile(text) {
    const file = { entries: [], bare: [], faults: [] };
    const lineAt = lineCounter(text);
    for (let at = skip(text, text.startsWith(BOM) ? 1 : 0); at < text.length;) {
        at = skip(text, statement(file, text, at, lineAt(at)));
    }
    return file;
}
const missingEnvFile = (path, server) => `${path} does not exist on ${server}. Check "path" and "env-file", or create it from its example`;
/** The value of a key in a compose env file; the last assignment counts. */
function envValue(text, key) {
    return envEntries(text).findLast(([name]) => name === key)?.[1];
}
/** All keys of a compose env file with their values, in order. */
function envEntries(text) {
    return parseEnvFile(text).entries.map(({ key, value }) => [key, value]);
}
/**
 * The file with some keys set; every other byte stays as it is. Keys are compared whole: setting `DEPLOYMENT_SLOT`
 * leaves `ACTIVE_DEPLOYMENT_SLOT` alone. A key that is missing is appended.
 */
function withEnvValues(text, values) {
    const missing = new Map(Object.entries(values));
    let result = '';
    let at = 0;
    for (const entry of parseEnvFile(text).entries) {
        const value = Object.hasOwn(values, entry.key) ? values[entry.key] : undefined;
        if (value === undefined)
            continue;
        missing.delete(entry.key);
        const { start, end } = replacedPart(text, entry);
        result += text.slice(at, start) + entry.quote + value + entry.quote;
        at = end;
    }
    const body = result + text.slice(at);
    if (missing.size === 0)
        return body;
    const added = [...missing].map(([key, value]) => `${key}=${value}`);
    return `${body}${body === '' || body.endsWith('\n') ? '' : '\n'}${added.join('\n')}\n`;
}
/** Compose takes a comment in the place of the value for the value; it stays. */
function replacedPart(text, { start, end }) {
    const before = text.slice(0, start).trimEnd().length;
    return text[start] === '#' && before < start ? { start: before, end: before } : { start, end };
}
const BOM = '\uFEFF';
const BLANKS = /[^\S\n]*/y;
const SPACE_OR_COMMENT = /(?:\s+|#[^\n]*)*/y;
/** The key of a statement, and what ends it. */
const KEY = /(?:export\s+(?=[^\s=:]))?([\p{L}\p{N}_.[\]-]*)[^\S\n]*([=:]|\n|$)/uy;
/** Reads the statement at a position. @returns where the next one may begin */
function statement(file, text, at, line) {
    const [found, key = '', end] = matchAt(KEY, text, at) ?? [];
    if (found === undefined) {
        file.faults.push({ kind: 'key', line, text: lineFrom(text, at) });
        return endOfLine(text, at);
    }
    if (end !== '=' && end !== ':') {
        file.bare.push({ key, line });
        return at + found.length;
    }
    const start = after(BLANKS, text, at + found.length);
    const quote = text[start];
    if (quote !== "'" && quote !== '"')
        return unquoted(file, text, { key, line, start });
    const close = closingQuote(text, start);
    if (close === -1) {
        file.faults.push({ kind: 'quote', line, key, text: lineFrom(text, start + 1) });
        return unquoted(file, text, { key, line, start });
    }
    const raw = text.slice(start + 1, close);
    file.entries.push({ key, value: unescaped(raw, quote), raw, quote, line, start, end: close + 1 });
    return close + 1;
}
function unquoted(file, text, { key, line, start }) {
    const raw = lineFrom(text, start).replace(/ #.*$/s, '').trimEnd();
    file.entries.push({ key, value: raw, raw, quote: '', line, start, end: start + raw.length });
    return endOfLine(text, start);
}
function closingQuote(text, start) {
    let isEscaped = false;
    for (let at = start + 1; at < text.length; at++) {
        if (text[at] === text[start] && !isEscaped)
            return at;
        isEscaped = text[at] === '\\' && !isEscaped;
    }
    return -1;
}
const ESCAPES = {
    a: '\x07',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
};
/** In single quotes only the quote itself is escaped. */
function unescaped(raw, quote) {
    const text = raw.replace(/\\([\s\S])/g, (pair, character) => (character === quote ? quote : pair));
    if (quote === "'")
        return text;
    return text.replace(/\\(?:0([0-7]{3})|([abfnrtv$"\\]))/g, (_, octal, character) => octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (ESCAPES[character] ?? character));
}
function matchAt(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.exec(text);
}
const after = (pattern, text, at) => at + (matchAt(pattern, text, at)?.[0].length ?? 0);
const skip = (text, at) => after(SPACE_OR_COMMENT, text, at);
function endOfLine(text, at) {
    const end = text.indexOf('\n', at);
    return end === -1 ? text.length : end + 1;
}
const lineFrom = (text, at) => text.slice(at, endOfLine(text, at)).trimEnd();
/** Counts the lines before positions that only grow. */
function lineCounter(text) {
    let line = 1;
    let known = 0;
    return at => {
        for (; known < at; known++)
            if (text[known] === '\n')
                line++;
        return line;
    };
}

;// CONCATENATED MODULE: ./build-image/src/given.ts



/** Secrets of this action and of the runner are in variables of these names; no compose file gets them. */
const WITHHELD = /^(INPUT|STATE|ACTIONS)_/;
/**
 * The variables of the step that are meant for a build, by name. An empty one is not: `${{ vars.NAME }}` is empty where
 * there is no such variable.
 */
function stepVariables(names) {
    const found = names.map(name => [name, WITHHELD.test(name) ? '' : (process.env[name] ?? '')]);
    return Object.fromEntries(found.filter(([, value]) => value !== ''));
}
/** What bake takes a variable from: the version, the environment of the step, and a file `.env` in its folder. */
async function givenIn(folder, version) {
    const file = await (0,promises_.readFile)((0,external_node_path_.join)(folder, '.env'), 'utf8').catch(() => '');
    return name => (name === 'VERSION' ? version : (stepVariables([name])[name] ?? envValue(file, name)));
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ../packages/deployment/src/images/registry-login.ts

/** The registry of an image or namespace: its first part, when that looks like a host, else Docker Hub. */
function registryHost(name) {
    const [first = ''] = name.split(/[/@]/);
    const isHost = /\.|:\d+$|^localhost$/.test(first) && first !== 'docker.io';
    return isHost ? first : 'https://index.docker.io/v1/';
}
/**
 * A Docker configuration that holds one login, as `docker login` would write it. It is written by ourselves because
 * `docker login` takes the user name on its command line.
 */
const dockerConfig = (registry, login) => withDockerLogin('', registry, login);
/** A Docker configuration with one login more; the registry gets no credential helper. What is no JSON counts as empty. */
function withDockerLogin(config, registry, { username, password }) {
    const known = registry_login_parsed(config);
    const host = registryHost(registry);
    const auth = Buffer.from(`${username}:${password}`).toString('base64');
    maskSecret(auth, 'input "registry-password"');
    const hasHelpers = known.credsStore !== undefined || known.credHelpers !== undefined;
    return JSON.stringify({
        ...known,
        auths: { ...known.auths, [host]: { auth } },
        // Docker takes an empty name for the file itself (docker/cli, cli/config/configfile/file.go).
        ...(hasHelpers ? { credHelpers: { ...known.credHelpers, [host]: '' } } : {}),
    });
}
function registry_login_parsed(config) {
    try {
        const value = JSON.parse(config);
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./build-image/src/login.ts






/** State of the action: the folder with the login, for a main step that is killed before it has removed it. */
const FOLDER = 'login';
/**
 * Works with a dedicated Docker configuration that holds the login, and removes it afterwards. All else is the user's:
 * the current context, logins in other registries, plugins and builders.
 */
async function withLogin({ registry, login }, work) {
    if (registry === undefined || login === undefined)
        return work((0,src/* plainEnvironment */.Ud)());
    const own = process.env.DOCKER_CONFIG || (0,external_node_path_.join)((0,external_node_os_.homedir)(), '.docker');
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(process.env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), 'docker-'));
    keepForPost(FOLDER, folder);
    // The builders stay where they are: setup-buildx-action and `docker buildx create` put them there.
    const builders = process.env.BUILDX_CONFIG || (0,external_node_path_.join)(own, 'buildx');
    const environment = (0,src/* plainEnvironment */.Ud)({ DOCKER_CONFIG: folder, BUILDX_CONFIG: builders });
    try {
        for (const name of await (0,promises_.readdir)(own).catch(() => []))
            if (name !== 'config.json')
                await (0,promises_.symlink)((0,external_node_path_.join)(own, name), (0,external_node_path_.join)(folder, name));
        const known = await (0,promises_.readFile)((0,external_node_path_.join)(own, 'config.json'), 'utf8').catch(() => '');
        await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config.json'), withDockerLogin(known, registry, login), { mode: 0o600 });
        return await work(environment);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** Removes what a main step that was killed has left. */
async function removeLogin() {
    const folder = keptByMain(FOLDER);
    if (folder !== '')
        await (0,promises_.rm)(folder, { recursive: true, force: true });
}

;// CONCATENATED MODULE: ./build-image/src/metadata.ts




/** Gives bake a file to write what it built into, and removes it afterwards. */
async function withMetadataFile(work) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(process.env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), 'bake-'));
    try {
        return await work((0,external_node_path_.join)(folder, 'metadata.json'));
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/**
 * The digests of a pushed target.
 * @throws UserError when it has none: a tag can be moved, so nothing is deployed by tag
 */
function digestsOf(metadata, target) {
    const targets = new Map(Object.entries(JSON.parse(metadata)));
    const { 'containerimage.digest': digest, 'containerimage.config.digest': id } = targets.get(target) ?? {};
    if (!digest)
        throw new errors/* UserError */.y(`"${target}" was pushed, but no digest was reported; refusing to continue with a tag`);
    return { digest, ...(id ? { id } : {}) };
}

;// CONCATENATED MODULE: ./build-image/src/build.ts








/** Builds every buildable service of the compose file once, and pushes or saves the images. */
async function build(inputs, shell) {
    const { registry, archive } = inputs;
    const bake = await readBakeFile(inputs, shell);
    const images = await withLogin(inputs, environment => bakeImages({ ...bake, inputs, shell, environment }));
    const built = registry === undefined ? await saveImages(images, archive, shell) : images;
    await build_report(built, registry);
    return { images: formatBuiltServices(byService(built)), archive: registry === undefined };
}
const byService = (images) => new Map(images.flatMap(image => image.services.map(service => [service, image])));
async function readBakeFile({ composeFile, version }, shell) {
    const [{ bakeFile, plannedImages }, { buildVariables }] = await Promise.all([
        Promise.all(/* import() */[__nccwpck_require__.e(899), __nccwpck_require__.e(420)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7420)),
        __nccwpck_require__.e(/* import() */ 686).then(__nccwpck_require__.bind(__nccwpck_require__, 4686)),
    ]);
    const text = await (0,promises_.readFile)(composeFile, 'utf8').catch(cause => {
        throw new errors/* UserError */.y(`compose file "${composeFile}" does not exist in the workspace`, { cause });
    });
    const file = bakeFile(text, composeFile);
    const folder = (0,external_node_path_.dirname)((0,external_node_path_.resolve)(composeFile));
    const { services } = JSON.parse(file);
    const found = buildVariables(services, composeFile, await givenIn(folder, version));
    if (found.problems.length > 0)
        throw new errors/* UserError */.y(found.problems);
    for (const warning of found.warnings)
        log.warning(warning, 'build-image');
    const variables = stepVariables(found.read);
    const printed = await shell.run('docker', ['buildx', 'bake', '-f', '-', '--print'], {
        input: file,
        cwd: folder,
        env: (0,src/* plainEnvironment */.Ud)({ ...variables, VERSION: version }),
    });
    const { target } = JSON.parse(printed.stdout);
    return { file, folder, variables, planned: plannedImages(target, Object.keys(services), version) };
}
async function bakeImages({ file, folder, variables, planned, inputs: { registry, version }, shell, environment, }) {
    return withMetadataFile(async (metadata) => {
        const args = [
            ...['buildx', 'bake', '-f', '-', '--progress', 'plain', '--metadata-file', metadata],
            ...destination(planned, registry),
            ...planned.map(({ target }) => target),
        ];
        await log.group(`Building ${planned.map(({ image }) => image).join(', ')}`, () => shell.run('docker', args, {
            input: file,
            cwd: folder,
            env: { ...variables, ...environment, VERSION: version },
            onLine: log.untrusted,
        }));
        if (registry === undefined)
            return [...planned];
        const reported = await (0,promises_.readFile)(metadata, 'utf8');
        return planned.map(image => ({ ...image, ...digestsOf(reported, image.target) }));
    });
}
function destination(planned, registry) {
    if (registry === undefined)
        return ['--load'];
    const tags = planned.flatMap(({ target, image }) => [
        '--set',
        `${target}.tags=${(0,image_names/* pushedName */.x5)(registry, image)}`,
    ]);
    return ['--push', ...tags];
}
/** Saves the images to a file. @returns them with their ids, read from that file */
async function saveImages(images, archive, shell) {
    log.info(`Saving ${images.length} images to ${archive}`);
    await shell.run('docker', ['save', '--output', archive, ...images.map(({ image }) => image)]);
    const saved = await readImageArchive(archive);
    return images.map(built => {
        const id = saved.images.find(({ tags }) => tags.includes(familiarName(built.image)))?.id;
        if (!id)
            throw new errors/* UserError */.y(`"docker save" has left ${built.image} out of "${archive}"`);
        return { ...built, id };
    });
}
async function build_report(images, registry = '') {
    const rows = images.map(({ image, services, digest, id = '' }) => [
        inlineCode(image),
        services.map(inlineCode).join(', '),
        digest === undefined
            ? `${inlineCode(id)}, transferred over SSH`
            : inlineCode((0,image_names/* pinnedReference */.ct)(registry, image, digest)),
    ]);
    await writeSummary(`### Images\n\n${table(['Image', 'Services', 'Digest'], rows)}\n`);
}

// EXTERNAL MODULE: ../packages/settings/src/definition/data.ts
var data = __nccwpck_require__(7346);
// EXTERNAL MODULE: ../packages/settings/src/definition/application.ts
var application = __nccwpck_require__(5658);
// EXTERNAL MODULE: ../packages/settings/src/definition/release.ts
var release = __nccwpck_require__(7441);
// EXTERNAL MODULE: ../packages/settings/src/definition/checks.ts
var checks = __nccwpck_require__(2939);
// EXTERNAL MODULE: ../packages/settings/src/definition/messages.ts
var messages = __nccwpck_require__(1554);
;// CONCATENATED MODULE: ../packages/settings/src/setting-inputs.ts

/** The inputs that a group of settings backs, under the names of its keys. @param path of the group in the file */
function inputsOf(group, path = '') {
    const inputs = Object.entries(group).map(([key, setting]) => [key, inputOf(setting, `${path}${key}`)]);
    return Object.fromEntries(inputs);
}
function inputOf({ description, default: value }, setting) {
    return { description, setting, ...(value === undefined ? {} : { default: setting_inputs_textOf(value) }) };
}
/** The form that a value has as an input: a list is one item per line. */
const setting_inputs_textOf = (value) => typeof value === 'object' ? value.join('\n') : String(value);
/** The keys of `database` say nothing without it, so their inputs start with it. */
function databaseInputs() {
    const inputs = inputsOf(data/* DATABASE_SETTINGS */.O, 'database.');
    const named = Object.entries(inputs).map(([name, input]) => [`database-${name}`, input]);
    return Object.fromEntries(named);
}
/**
 * The inputs that override a setting, in the groups of the settings file. Actions take them from here, so that no name,
 * description or default is written twice.
 */
const SETTING_INPUTS = {
    connection: inputsOf(application/* CONNECTION_SETTINGS */.K),
    application: inputsOf(application/* APPLICATION_SETTINGS */.r),
    release: inputsOf(release/* RELEASE_SETTINGS */.Y),
    test: inputsOf(checks/* TEST_SETTINGS */.Z, 'test.'),
    smoke: inputsOf(checks/* SMOKE_SETTINGS */.Q, 'smoke.'),
    database: databaseInputs(),
    backup: inputsOf(data/* BACKUP_SETTINGS */.$, 'backup.'),
    telegram: inputsOf(messages/* TELEGRAM_SETTINGS */.M, 'telegram.'),
};
/** What an input must be that has the form of a setting, for `input.text`. */
const formOf = ({ pattern, expected, }) => ({ pattern: new RegExp(pattern, 'u'), expected });
/** The limits of an input that is a number, for `input.number`. */
const limitsOf = ({ minimum, maximum, }) => ({ from: minimum, to: maximum });
/** Some of the inputs, by name. */
function pick(inputs, ...names) {
    return Object.fromEntries(names.map(name => [name, inputs[name]]));
}
/** The inputs, some of which the action cannot do without. */
function requiring(inputs, ...names) {
    const required = names.map(name => [name, { ...inputs[name], required: true }]);
    return { ...inputs, ...Object.fromEntries(required) };
}

;// CONCATENATED MODULE: ../packages/deployment/src/images/registry-inputs.ts

/** The login for the registry of the images. */
const REGISTRY_LOGIN_INPUTS = {
    ...pick(SETTING_INPUTS.release, 'registry-username'),
    'registry-password': {
        description: 'Password or token for the registry (secret `DOCKER_TOKEN`).',
        secret: true,
    },
};
/** Reads the login, of which either part may be empty. */
function readRegistryLogin(input) {
    return {
        // No secret: it is often the namespace of the images, and a mask would blank it out of their names.
        username: input.text('registry-username', { required: false }),
        password: input.secret('registry-password', { required: false }),
    };
}

// EXTERNAL MODULE: ../packages/action/src/workflow-run.ts
var workflow_run = __nccwpck_require__(8042);
;// CONCATENATED MODULE: ../packages/action/src/inputs/input-values.ts


/** What the caller wrote, untrimmed; empty when it wrote nothing. */
const explicitInput = (name) => {
    const value = getInput(name, { trimWhitespace: false });
    return value.trim() === '' ? '' : value;
};
/** The value of an input: what the caller wrote, else the settings file, else the default of the definition. */
function inputValue(name, inputs, values) {
    const explicit = explicitInput(name);
    if (explicit !== '')
        return explicit;
    const { default: otherwise = '' } = inputs[name];
    return values[name] ?? (isExpression(otherwise) ? '' : resolved(otherwise, values));
}
/** The runner evaluates it before it starts the action; here, the caller has set the input to an empty text. */
const isExpression = (text) => text.includes('${{');
/** A default with its placeholders replaced; empty when one of them is unknown. */
function resolved(text, values) {
    const known = {
        environment: explicitInput('environment').trim(),
        application: values.application ?? (0,workflow_run/* workflowRun */.t)().repository.split('/')[1] ?? '',
    };
    const names = [...text.matchAll(/<(environment|application)>/g)].map(([, name = '']) => name);
    if (names.some(name => !known[name]))
        return '';
    return text.replace(/<(environment|application)>/g, (_, name) => known[name] ?? '');
}

;// CONCATENATED MODULE: ../packages/settings/src/read-settings.ts


/** Where the settings are unless the input `settings` names another file. */
const DEFAULT_SETTINGS_PATH = '.github/deploy.yml';
/**
 * The settings of the environment that the inputs `settings`, `environment` and `github-token` name, as the texts of the
 * inputs of the same settings: only what the file sets, at the commit of the run. Empty without an environment, and when
 * there is no file at the default path.
 * @throws UserError with everything that is wrong with the file
 */
async function settingInputs() {
    const request = readRequest();
    if (request === undefined)
        return {};
    // Loaded late: the parser and the schema library take longer to start than all the rest.
    const { loadSettings } = await Promise.all(/* import() */[__nccwpck_require__.e(899), __nccwpck_require__.e(5), __nccwpck_require__.e(296)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2296));
    return await loadSettings(request);
}
/** What to read, or nothing when the action works from its inputs alone. */
function readRequest() {
    const path = explicitInput('settings').trim() || DEFAULT_SETTINGS_PATH;
    const environment = explicitInput('environment').trim();
    const token = explicitInput('github-token');
    if (token !== '')
        maskSecret(token, 'input "github-token"');
    const isDefault = path === DEFAULT_SETTINGS_PATH;
    if (environment === '') {
        if (isDefault)
            return undefined;
        throw new errors/* UserError */.y(`input "environment" is required because "settings" is "${path}". Name one of the environments of that file`);
    }
    if (!isInside(path))
        throw new errors/* UserError */.y(`input "settings" is not the path of a file in the repository, got "${path}". Write it relative to the root of the repository, such as ${DEFAULT_SETTINGS_PATH}`);
    // With neither a checkout nor a token there is nothing to read from: the action works from its inputs.
    if (isDefault && token === '' && !process.env.GITHUB_WORKSPACE)
        return undefined;
    const { repository, sha } = (0,workflow_run/* workflowRun */.t)();
    if (!/^[0-9a-f]{40}$/.test(sha))
        throw new errors/* UserError */.y(`GITHUB_SHA is not a commit, got "${sha}"`);
    return { path: external_node_path_.posix.normalize(path), isDefault, environment, repository, sha, token: token.trim() };
}
/** Relative, of plain characters, and with no part that leads out of the repository. */
function isInside(path) {
    const parts = path.split('/');
    const isFile = !['', '.'].includes(parts.at(-1) ?? '');
    return /^[A-Za-z0-9._][A-Za-z0-9._ /-]*$/.test(path) && !parts.includes('..') && isFile;
}

;// CONCATENATED MODULE: ../packages/settings/src/run-inputs.ts

/** Where the settings are; every action has these inputs. */
const SETTINGS_FILE = {
    settings: {
        description: 'Path of the settings file in the repository. A path that is set here must exist; the default path is optional.',
        default: DEFAULT_SETTINGS_PATH,
    },
    environment: {
        description: 'Environment of the settings file that the action works on, such as `production`. Without it no settings are read.',
    },
    'github-token': {
        description: 'Token that reads the settings file where the repository is not checked out (`contents: read`).',
        default: '${{ github.token }}',
        secret: true,
    },
};
/** The version of the run, for the actions to which it is given. */
const VERSION = {
    description: 'The version of the run (output `version` of determine-version).',
};
/** For the actions that can report their plan. */
const DRY_RUN = {
    description: 'Report what would be done, and change nothing.',
    default: 'false',
};

;// CONCATENATED MODULE: ./build-image/src/definition.ts


const action = {
    name: 'Build image',
    description: 'Builds every buildable service of a compose file once, and pushes the images or saves them for transfer.',
    post: true,
};
const inputs = {
    ...pick(SETTING_INPUTS.application, 'compose-file'),
    version: { ...VERSION, required: true },
    ...pick(SETTING_INPUTS.release, 'registry'),
    ...REGISTRY_LOGIN_INPUTS,
    archive: {
        description: 'File that the images are saved to when there is no registry, relative to the workspace.',
        default: 'images.tar',
    },
    ...SETTINGS_FILE,
};
const outputs = {
    images: {
        description: 'What was built, as JSON `{"<service>": {"digest": "sha256:…", "id": "sha256:…"}}`: the digest in the registry, empty without one, and the id of the image (the digest of its configuration). Input of ssh-deploy.',
    },
    archive: {
        description: 'Whether the images are in the file `archive`, `true` without a registry and else `false`.',
    },
};

;// CONCATENATED MODULE: ../packages/action/src/log/seen-text.ts
/** What may be a login before a host, as in `user:password@host`. */
const LOGIN = /:\S+@/;
/** More takes long to search, and no one reads it. */
const seen_text_MAX_LENGTH = 1000;
/** A value as the end of a sentence, `, got "…"`; empty where it may have a password in it. */
const seenText = (value) => value.length > seen_text_MAX_LENGTH || LOGIN.test(value) ? '' : `, got "${value}"`;

;// CONCATENATED MODULE: ../packages/action/src/inputs/inputs.ts




/**
 * Reads all inputs of an action.
 * @param inputs definition of the action's inputs, which the names are checked against
 * @param values what the settings file sets
 * @throws UserError with every problem found, not only the first
 */
function readInputs(inputs, values, read) {
    const problems = [];
    const valueFor = (name) => inputValue(name, inputs, values);
    const result = read(reader(valueFor, problem => problems.push(problem)));
    if (problems.length > 0)
        throw new errors/* UserError */.y(problems);
    return result;
}
function reader(valueFor, problem) {
    const trimmed = (name) => valueFor(name).trim();
    const missing = (name, hint) => {
        problem(`input "${name}" is required but empty${hint === undefined ? '' : `. ${hint}`}`);
        return '';
    };
    return {
        problem,
        isExplicit: name => explicitInput(name) !== '',
        text(name, { required = true, pattern, expected, hint } = {}) {
            const value = trimmed(name);
            if (value === '')
                return required ? missing(name, hint) : '';
            if (/[\r\n\0]/.test(value))
                problem(`input "${name}" must be a single line`);
            else if (pattern && !pattern.test(value))
                problem(`input "${name}" is not ${expected}${seenText(value)}`);
            return value;
        },
        block: trimmed,
        lines: name => trimmed(name)
            .split(/\r?\n/)
            .map(line => line.trim())
            .filter(line => line !== '' && !line.startsWith('#')),
        secret(name, { required = true, hint } = {}) {
            const value = valueFor(name);
            if (value.trim() === '') {
                if (required)
                    problem(`secret for input "${name}" is empty. ${hint ?? 'Define it and pass it by name from the caller'}`);
                return '';
            }
            maskSecret(value, `input "${name}"`);
            return value;
        },
        flag(name) {
            const value = trimmed(name);
            if (value !== 'true' && value !== 'false')
                problem(`input "${name}" must be true or false, got "${value}"`);
            return value === 'true';
        },
        number(name, { from, to }) {
            const value = trimmed(name);
            const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
            if (!(number >= from && number <= to)) {
                problem(`input "${name}" must be a whole number from ${from} to ${to}, got "${value}"`);
            }
            return number;
        },
        choice(name, words) {
            const value = trimmed(name);
            const word = words.find(candidate => candidate === value);
            if (word === undefined)
                problem(`input "${name}" must be one of ${words.join(', ')}, got "${value}"`);
            return word ?? words[0];
        },
    };
}

;// CONCATENATED MODULE: ../packages/deployment/src/version.ts
/** Length of the commit in a version, as in `staging-1a2b3c4`. */
const SHORT = 7;
/** The environment whose versions have no day. */
const STAGING = 'staging';
/** What the name of an environment must be; a version with it is the tag of an image, of 128 characters at most. */
const ENVIRONMENT = {
    pattern: /^[a-z][a-z0-9-]{0,62}$/,
    expected: 'the name of an environment (a lower-case letter, then letters, digits and "-", at most 63)',
};
/** What a version must be: the tag of an image. */
const VERSION_FORM = {
    pattern: /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/,
    expected: 'a version (letters, digits, ".", "_" and "-", at most 128)',
};
function shortSha(sha) {
    return sha.slice(0, SHORT);
}
/** `staging-<short sha>`, and elsewhere `<environment>-v<YYYY.MM.DD>-<short sha>`; the day is the day in UTC. */
function formatVersion(environment, sha, now) {
    if (environment === STAGING)
        return `${STAGING}-${shortSha(sha)}`;
    const day = now.toISOString().slice(0, 10).replaceAll('-', '.');
    return `${environment}-v${day}-${shortSha(sha)}`;
}
const COMMIT = /^([0-9a-f]{7,40})$/;
const DAY_AND_COMMIT = /^v\d{4}\.\d{2}\.\d{2}-([0-9a-f]{7,40})$/;
/** The short commit of a version of this environment, or nothing when the text is not one. */
function parseVersion(environment, version) {
    if (!version.startsWith(`${environment}-`))
        return undefined;
    const form = environment === STAGING ? COMMIT : DAY_AND_COMMIT;
    return form.exec(version.slice(environment.length + 1))?.[1];
}
/** A version of an environment, for messages. */
const exampleVersion = (environment) => environment === STAGING ? `${STAGING}-1a2b3c4` : `${environment}-v2026.01.31-1a2b3c4`;

;// CONCATENATED MODULE: ../packages/deployment/src/images/registry.ts

/** What an input `registry` must be. */
const REGISTRY = formOf(release/* RELEASE_SETTINGS */.Y.registry);
/** A registry as it is part of names, from what a user writes; nothing where there is none. */
const registryIn = (text) => text.replace(/\/+$/, '') || undefined;

;// CONCATENATED MODULE: ./build-image/src/inputs.ts




async function readBuildInputs() {
    return readInputs(inputs, await settingInputs(), input => {
        const { username, password } = readRegistryLogin(input);
        if ((username === '') !== (password === '')) {
            input.problem('inputs "registry-username" and "registry-password" go together; one of them is empty');
        }
        return {
            composeFile: input.text('compose-file'),
            version: input.text('version', VERSION_FORM),
            registry: registryIn(input.text('registry', { ...REGISTRY, required: false })),
            login: username !== '' && password !== '' ? { username, password } : undefined,
            archive: input.text('archive'),
        };
    });
}

;// CONCATENATED MODULE: ./build-image/src/main.ts






void run('build-image', async () => {
    if (isPostStep())
        return removeLogin();
    const inputs = await readBuildInputs();
    setOutputs(outputs, await build(inputs, (0,src/* cancellableShell */.rR)(cancellation())));
});

module.exports = __webpack_exports__;
/******/ })()
;