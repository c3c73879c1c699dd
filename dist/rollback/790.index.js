"use strict";
exports.id = 790;
exports.ids = [790];
exports.modules = {

/***/ 2976:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XK: () => (/* binding */ MAX_SETTINGS_BYTES),
/* harmony export */   bi: () => (/* binding */ sizeProblem),
/* harmony export */   o$: () => (/* binding */ readSource)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3099);

/** The largest settings file that is read. A real one has a few KiB. */
const MAX_SETTINGS_BYTES = 256 * 1024;
const BOM = '\uFEFF';
/** What replaces bytes that are not UTF-8 in a decoded text. */
const REPLACEMENT = '\uFFFD';
/** The text of a file without its byte order mark, or why it cannot be read as YAML. */
function readSource(source) {
    const bytes = typeof source === 'string' ? Buffer.byteLength(source) : source.length;
    if (bytes > MAX_SETTINGS_BYTES)
        return refused(sizeProblem(bytes));
    const decoded = typeof source === 'string' ? source : Buffer.from(source).toString('utf8');
    const text = decoded.startsWith(BOM) ? decoded.slice(1) : decoded;
    const at = text.search(UNREADABLE);
    return at === -1 ? { text } : refused(unreadable(text, at), positionAt(text, at));
}
/** Why a file of this size is not read. */
function sizeProblem(bytes) {
    return `is ${Math.ceil(bytes / 1024).toLocaleString('en')} KiB long, and a settings file has at most ${MAX_SETTINGS_BYTES / 1024} KiB`;
}
/** What YAML does not allow in any form, and what replaces bytes that cannot be decoded. */
const UNREADABLE = new RegExp(`[\\0-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F${REPLACEMENT}]`);
function unreadable(text, at) {
    if (text.startsWith(REPLACEMENT + REPLACEMENT) || text[1] === '\0')
        return 'is not UTF-8 but probably UTF-16. Save it as UTF-8';
    if (text[at] === REPLACEMENT)
        return 'is not valid UTF-8. Save it as UTF-8';
    const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
    return `contains the control character U+${code}. Remove it`;
}
function positionAt(text, at) {
    const before = text.slice(0, at).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
const refused = (message, position = _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .START */ .d3) => ({
    problem: { ...position, path: '', message: `the file ${message}` },
});


/***/ }),

/***/ 3099:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   YK: () => (/* binding */ problemLine),
/* harmony export */   al: () => (/* binding */ inOrder),
/* harmony export */   d3: () => (/* binding */ START)
/* harmony export */ });
const START = { line: 1, column: 1 };
/** A problem as one line, in the form that editors turn into a link. */
function problemLine(file, { line, column, path, message }) {
    return `${file}:${line}:${column}  ${path === '' ? message : `${path} ${message}`}`;
}
/** Sorts problems by their place. What several aliases repeat is reported once. */
function inOrder(problems) {
    const byPlace = new Map();
    for (const problem of problems) {
        const { line, column, path, message } = problem;
        const key = `${line}:${column} ${path.split('.').at(-1)} ${message}`;
        if (!byPlace.has(key))
            byPlace.set(key, problem);
    }
    return [...byPlace.values()].sort((one, other) => one.line - other.line || one.column - other.column || (one.path < other.path ? -1 : 1));
}


/***/ }),

/***/ 5790:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loadSettings: () => (/* binding */ loadSettings)
});

// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __webpack_require__(8948);
// EXTERNAL MODULE: ../packages/settings/src/problem.ts
var src_problem = __webpack_require__(3099);
;// CONCATENATED MODULE: ../packages/settings/src/file/secret-kind.ts
/** Forms that only secrets have. */
const KINDS = [
    [/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/, 'a private key'],
    [/AGE-SECRET-KEY-/i, 'a secret key of age'],
    [/\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/, 'a token of GitHub'],
    [/\bdckr_[a-z]+_[A-Za-z0-9_-]{20,}/, 'a token of Docker Hub'],
    [/(?<!\d)\d{8,12}:[A-Za-z0-9_-]{30,}/, 'the token of a Telegram bot'],
];
/** What kind of secret a text contains, where its form leaves no doubt. */
function secretKind(text) {
    return KINDS.find(([form]) => form.test(text))?.[1];
}
/** A password before a host, and a long text of mixed characters. */
const SUSPICIOUS = [/:[^\s@/]+@/, /(?=\S*\d)(?=\S*[A-Z])(?=\S*[a-z])[A-Za-z0-9+/=_-]{24,}/];
/** A setting is shorter, and the forms take long to look for in more. */
const MAX_TEXT_LENGTH = 1000;
/** Whether a text could be a secret, so that no message may quote it. */
function mayBeSecret(text) {
    if (text.length > MAX_TEXT_LENGTH)
        return true;
    return secretKind(text) !== undefined || SUSPICIOUS.some(form => form.test(text));
}

;// CONCATENATED MODULE: ../packages/settings/src/file/path.ts

/** As the setting is called in a message: `environments.production.slots[1]`. */
function pathText(path) {
    return path
        .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at === 0 ? '' : '.'}${shownKey(part)}`))
        .join('');
}
/** A JSON pointer, which is how positions are found again. */
function pointer(path) {
    return path.map(part => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
const MAX_KEY_LENGTH = 60;
/** A key from the file: of one line, without control characters, and short. */
function shownKey(key) {
    const clean = key.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '');
    if (secretKind(clean) !== undefined)
        return '***';
    return clean.length > MAX_KEY_LENGTH ? `${clean.slice(0, MAX_KEY_LENGTH)}…` : clean;
}

;// CONCATENATED MODULE: ../packages/settings/src/placeholders.ts
/** A default with `<environment>` and `<application>` replaced. */
function withNames(text, { environment, application }) {
    return text.replaceAll('<environment>', environment).replaceAll('<application>', application);
}

// EXTERNAL MODULE: ../packages/settings/src/definition/release.ts
var release = __webpack_require__(7441);
// EXTERNAL MODULE: ../packages/settings/src/definition/checks.ts
var checks = __webpack_require__(2939);
// EXTERNAL MODULE: ../packages/settings/src/definition/data.ts
var data = __webpack_require__(7346);
// EXTERNAL MODULE: ../packages/settings/src/definition/messages.ts
var messages = __webpack_require__(1554);
// EXTERNAL MODULE: ../packages/settings/src/definition/forms.ts
var definition_forms = __webpack_require__(7887);
;// CONCATENATED MODULE: ../packages/settings/src/definition/standard.ts

const PORT = '\\d{1,5}:\\d{1,5}';
/** What a silenced rule needs. */
const IGNORE = {
    type: 'object',
    properties: {
        id: { type: 'string', pattern: '^[A-Z]{2,4}-\\d{1,2}$', expected: 'the id of a rule, such as PORT-2' },
        reason: { ...definition_forms/* TEXT */.a$, minLength: 10, expected: 'a reason of 10 characters or more' },
        until: {
            type: 'string',
            pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
            expected: 'a date as 2030-12-31',
        },
        file: { ...definition_forms/* TEXT */.a$, expected: 'the path of a file' },
    },
    required: ['id', 'reason', 'until'],
    additionalProperties: false,
    expected: 'a mapping with id, reason and until',
};
/** The deployment standard. */
const STANDARD_SETTINGS = {
    mode: {
        enum: ['off', 'warn', 'enforce'],
        default: 'warn',
        expected: 'one of off, warn, enforce',
        description: 'How a repository is compared with the deployment standard: `off` applies no rule, `warn` reports what it finds, `enforce` also fails on findings of severity E. `standard: enforce` is short for it.',
    },
    'required-services': {
        type: ['array', 'object'],
        items: definition_forms/* TEXT */.a$,
        additionalProperties: definition_forms/* TEXT */.a$,
        expected: 'a list of roles, or a mapping of roles to the names of services',
        default: ['app', 'postgres', 'redis', 'neurolink', 'dashboard'],
        description: 'Roles that a service must have in the compose file: a list, or a mapping such as `postgres: db`. A service has a role by its name, an alias, its container name, its image or its build.',
    },
    ports: {
        type: 'object',
        additionalProperties: {
            type: ['string', 'array'],
            pattern: `^${PORT}$`,
            items: { type: 'string', pattern: `^${PORT}$`, expected: 'a port as "published:target"' },
            expected: 'a port as "published:target", or a list with one of each slot',
        },
        expected: 'a mapping of roles to ports',
        description: 'Published and target port of each role, such as `app: ["8001:8000", "8011:8000"]` with one of each slot. Defaults to the ports of the standard in the environments `staging` and `production`.',
    },
    ignore: {
        type: 'array',
        items: IGNORE,
        expected: 'a list of rules with id, reason and until',
        description: 'Rules that are not applied, each with `id`, `reason` and the date `until` (2030-12-31), and with `file` for one file only. An entry whose date has passed is a finding.',
    },
};

// EXTERNAL MODULE: ../packages/settings/src/definition/application.ts
var application = __webpack_require__(5658);
;// CONCATENATED MODULE: ../packages/settings/src/schema.ts

/** A nested mapping of settings. */
const group = (description, properties) => ({
    type: 'object',
    properties,
    additionalProperties: false,
    expected: 'a mapping of settings',
    description,
});
/** The groups of settings, by the key that holds them. */
const schema_GROUPS = {
    test: checks/* TEST_SETTINGS */.Z,
    smoke: checks/* SMOKE_SETTINGS */.Q,
    database: data/* DATABASE_SETTINGS */.O,
    backup: data/* BACKUP_SETTINGS */.$,
    telegram: messages/* TELEGRAM_SETTINGS */.M,
    standard: STANDARD_SETTINGS,
};
/** The settings of an environment that are in no group. */
const PLAIN_SETTINGS = {
    ...application/* CONNECTION_SETTINGS */.K,
    ...application/* APPLICATION_SETTINGS */.r,
    ...release/* RELEASE_SETTINGS */.Y,
};
const ENVIRONMENT_PROPERTIES = {
    ...PLAIN_SETTINGS,
    test: group('The test gate.', schema_GROUPS.test),
    smoke: group('The smoke tests.', schema_GROUPS.smoke),
    database: {
        ...group('The database, or `none` for an application without one.', schema_GROUPS.database),
        type: ['object', 'string'],
        pattern: '^none$',
        expected: 'a mapping of settings, or none',
    },
    backup: group('The backups of the database.', schema_GROUPS.backup),
    telegram: group('The messages to Telegram.', schema_GROUPS.telegram),
    standard: {
        ...group('The deployment standard, or its `mode` alone.', schema_GROUPS.standard),
        type: ['object', 'string'],
        pattern: '^(off|warn|enforce)$',
        expected: 'a mapping of settings, or one of off, warn, enforce',
    },
};
const ENVIRONMENT = {
    type: 'object',
    properties: ENVIRONMENT_PROPERTIES,
    additionalProperties: false,
    expected: 'a mapping of settings',
    description: 'An environment. Its settings override those at the top of the file.',
};
/** The JSON Schema of the whole file. What an environment needs can also be at the top, so only `parse` can require it. */
const FILE_SCHEMA = {
    type: 'object',
    properties: {
        ...release/* FILE_SETTINGS */.V,
        ...ENVIRONMENT_PROPERTIES,
        environments: {
            type: 'object',
            propertyNames: {
                pattern: '^[a-z][a-z0-9-]{0,62}$',
                expected: 'the name of an environment (lower-case letters, digits and "-", a letter first, at most 63)',
            },
            additionalProperties: ENVIRONMENT,
            minProperties: 1,
            expected: 'a mapping with at least one environment',
            description: 'The environments by their names, such as `staging` and `production`.',
        },
    },
    required: ['environments'],
    additionalProperties: false,
    expected: 'a mapping of settings',
};
/** What an environment cannot be deployed without. */
const REQUIRED_SETTINGS = ['server', 'host-key', 'path', 'url', 'service'];

;// CONCATENATED MODULE: ../packages/settings/src/setting.ts


/** All settings of an environment, in the order of the definition. */
const SETTINGS = [
    ...entries(PLAIN_SETTINGS).map(([key, definition]) => ({ path: key, key, definition })),
    ...Object.keys(schema_GROUPS).flatMap(group => entries(schema_GROUPS[group]).map(([key, definition]) => ({
        path: `${group}.${key}`,
        group,
        key,
        definition,
    }))),
];
/** The keys of an environment: its settings without a group, and the groups. */
const ENVIRONMENT_KEYS = [...Object.keys(PLAIN_SETTINGS), ...Object.keys(schema_GROUPS)];
/** The keys at the top of the file. */
const TOP_LEVEL_KEYS = [
    ...Object.keys(release/* FILE_SETTINGS */.V),
    ...ENVIRONMENT_KEYS,
    'environments',
];
/** The name of the input that a setting is passed as. */
function inputName({ group, key }) {
    if (group === 'standard')
        return key === 'mode' ? 'standard' : `standard-${key}`;
    return group === 'database' ? `database-${key}` : key;
}
function entries(group) {
    return Object.entries(group);
}

;// CONCATENATED MODULE: ../packages/settings/src/resolve.ts



/**
 * The value of every setting that has one: of the environment, else of the top of the file, else the default. Groups are
 * merged key by key; a list replaces a list.
 * @param names the values of the placeholders in defaults
 */
function resolveValues(file, names) {
    const levels = levelsOf(file, names.environment);
    const none = levels.find(({ settings: { database } }) => database !== undefined);
    const withoutDatabase = none?.settings.database === 'none';
    const values = SETTINGS.filter(({ group }) => !(withoutDatabase && group === 'database')).flatMap(setting => resolveValue(setting, levels, names) ?? []);
    return withoutDatabase ? [...values, { path: 'database', value: 'none', from: none.from }] : values;
}
/** The settings of one environment as an object of the same form as the file. */
function resolve(file, names) {
    const resolved = { environment: names.environment, application: names.application };
    for (const group of Object.keys(GROUPS))
        resolved[group] = {};
    for (const { path, value } of resolveValues(file, names)) {
        const [group = '', key] = path.split('.');
        if (key === undefined)
            resolved[group] = path === 'server' ? [value] : value;
        else
            resolved[group][key] = value;
    }
    return resolved;
}
/** The application's name: that of the file, else the repository's. @param repository `owner/name` */
function applicationName(file, repository) {
    return file.application ?? repository.split('/').at(-1) ?? repository;
}
/** `standard: enforce` is short for its mode. */
function valueIn(settings, group, key) {
    const holder = group === undefined ? settings : settings[group];
    if (group === 'standard' && typeof holder === 'string')
        return key === 'mode' ? holder : undefined;
    return typeof holder === 'object' ? holder[key] : undefined;
}
function levelsOf(file, environment) {
    const settings = Object.hasOwn(file.environments, environment) ? file.environments[environment] : undefined;
    return [
        { from: 'environment', settings: settings ?? {} },
        { from: 'top level', settings: file },
    ];
}
function resolveValue({ path, group, key, definition }, levels, names) {
    for (const { from, settings } of levels) {
        const value = valueIn(settings, group, key);
        if (value !== undefined)
            return { path, value, from };
    }
    const { default: value } = definition;
    if (value === undefined)
        return undefined;
    return { path, value: typeof value === 'string' ? withNames(value, names) : value, from: 'default' };
}

;// CONCATENATED MODULE: ../packages/settings/src/rules/checked-environment.ts



function checkedEnvironments({ settings, places }) {
    return Object.keys(settings.environments).map(name => checkedEnvironment(name, settings, places));
}
function checkedEnvironment(name, settings, places) {
    const values = new Map(resolveValues(settings, { environment: name, application: '<application>' }).map(value => [
        value.path,
        value,
    ]));
    const keysOf = (setting) => [
        ['environments', name, ...setting.split('.')],
        setting.split('.'),
    ];
    const written = (setting) => keysOf(setting).find(keys => places.has(pointer(keys)));
    return {
        name,
        hasDatabase: !values.has('database'),
        get: setting => values.get(setting)?.value,
        origin: setting => values.get(setting)?.from,
        has: setting => written(setting) !== undefined,
        problem(setting, message) {
            const keys = written(setting);
            const place = keys ? places.get(pointer(keys))?.value : places.get(pointer(['environments', name]))?.key;
            const { line, column } = place ?? src_problem/* START */.d3;
            return { line, column, path: pathText(keys ?? keysOf(setting)[0] ?? []), message };
        },
    };
}
/** A file without the values at these places. */
function without(file, paths) {
    const copy = structuredClone(file);
    for (const path of paths)
        remove(copy, settingOf(path));
    return copy;
}
/** A wrong item makes the whole setting unusable. */
function settingOf(path) {
    const at = path.findIndex(part => typeof part === 'number');
    return at === -1 ? path : path.slice(0, at);
}
function remove(value, [key, ...rest]) {
    if (typeof value !== 'object' || value === null || key === undefined)
        return;
    const holder = value;
    if (rest.length > 0)
        remove(Object.hasOwn(holder, key) ? holder[key] : undefined, rest);
    else
        delete holder[key];
}

;// CONCATENATED MODULE: ../packages/settings/src/rules/leftover.ts
/**
 * Whether a setting is set although another one makes it useless. A default for all environments at the top of the file
 * is no mistake of an environment that chooses differently.
 * @param decider the setting that makes it useless
 */
function isSetInVain(environment, setting, decider) {
    const origin = environment.origin(setting);
    if (origin === undefined || origin === 'default')
        return false;
    return origin === 'environment' || environment.origin(decider) !== 'environment';
}

;// CONCATENATED MODULE: ../packages/settings/src/rules/backup.ts

/** Settings of the backups that do not fit each other. */
function backupProblems(environment) {
    return [...encryptionProblems(environment), ...retentionProblems(environment)];
}
function retentionProblems(environment) {
    if (environment.has('backup.retention-days'))
        return [];
    if (!isSetInVain(environment, 'backup.keep-last', 'backup.retention-days'))
        return [];
    return [
        environment.problem('backup.keep-last', 'is only used with retention-days, without which no backup is removed. Add retention-days, or remove keep-last'),
    ];
}
function encryptionProblems(environment) {
    const encryption = environment.get('backup.encryption');
    const problems = [];
    if (encryption === undefined)
        return problems;
    if (encryption === 'age' && !environment.has('backup.age-recipients'))
        problems.push(environment.problem('backup.encryption', 'is age, and backup.age-recipients is missing. Add the public keys'));
    const unused = (setting, needed) => {
        if (encryption !== needed && isSetInVain(environment, setting, 'backup.encryption'))
            problems.push(environment.problem(setting, `is only used with encryption: ${needed}, but the encryption is ${encryption}. Change one of them`));
    };
    unused('backup.age-recipients', 'age');
    unused('backup.kms-key', 'sse-kms');
    return problems;
}

;// CONCATENATED MODULE: ../packages/settings/src/rules/database.ts


/** Settings of the database that do not fit its source, and those of backups without a database. */
function databaseProblems(environment) {
    if (!environment.hasDatabase)
        return unusedProblems(environment);
    const source = environment.get('database.source');
    // Wrong in itself.
    if (source === undefined)
        return [];
    return [
        ...containerProblems(environment, source),
        ...serviceProblems(environment, source),
        ...verifyProblems(environment, source),
    ];
}
const BACKUP_SETTINGS = SETTINGS.filter(({ group }) => group === 'backup').map(({ path }) => path);
/** What is at the top of the file may be for other environments. */
function unusedProblems(environment) {
    return BACKUP_SETTINGS.filter(setting => environment.origin(setting) === 'environment').map(setting => environment.problem(setting, 'is set, but database is none, so nothing is backed up. Remove it, or describe the database'));
}
function containerProblems(environment, source) {
    if (source === 'container' && !environment.has('database.container'))
        return [
            environment.problem('database.source', 'is container, and database.container is missing. Add the name of the container'),
        ];
    if (source === 'container' || !isSetInVain(environment, 'database.container', 'database.source'))
        return [];
    return [
        environment.problem('database.container', `is only used with source: container, but the source is ${source}. Change one of them`),
    ];
}
function serviceProblems(environment, source) {
    if (source === 'compose' || !isSetInVain(environment, 'database.service', 'database.source'))
        return [];
    return [
        environment.problem('database.service', `is only used with source: compose, but the source is ${source}. Change one of them`),
    ];
}
function verifyProblems(environment, source) {
    if (source !== 'host' || environment.get('backup.verify') !== '3')
        return [];
    return [
        environment.problem('backup.verify', 'is "3", which needs a container, but database.source is host. Use "2"'),
    ];
}

// EXTERNAL MODULE: ../packages/host-keys/src/host-key-problems.ts
var host_key_problems = __webpack_require__(4351);
// EXTERNAL MODULE: ../packages/host-keys/src/server-text.ts
var server_text = __webpack_require__(4493);
// EXTERNAL MODULE: ../packages/host-keys/src/address.ts
var src_address = __webpack_require__(6052);
;// CONCATENATED MODULE: ../packages/settings/src/rules/host-key.ts

/** A `host-key` that cannot be read, or that does not pin the server and the jump host. */
function hostKeyProblems(environment) {
    const value = environment.get('host-key');
    if (value === undefined)
        return [];
    return messagesOf(environment, [value].flat().join('\n')).map(message => environment.problem('host-key', message));
}
function messagesOf(environment, text) {
    const pinning = (0,host_key_problems/* hostKeyLines */.tg)(text);
    const { knownHosts, fingerprints } = pinning;
    if (knownHosts.length + fingerprints.length === 0)
        return ['contains no key. Add a fingerprint (SHA256:…) or known_hosts lines'];
    const problem = (0,host_key_problems/* hostKeyProblem */.zn)(pinning, environment.has('jump') ? 2 : 1);
    if (problem !== undefined)
        return [problem];
    return fingerprints.length > 0 ? [] : unpinned(environment, knownHosts);
}
function unpinned(environment, lines) {
    return ['server', 'jump'].flatMap(setting => {
        const address = (0,server_text/* parseServer */.l)(String(environment.get(setting) ?? ''));
        if (address === undefined)
            return [];
        const why = (0,host_key_problems/* unpinnedProblem */.$E)(lines, address);
        if (why === undefined)
            return [];
        const scan = `ssh-keyscan -p ${address.port} ${address.host}`;
        return [
            `${why} (${setting} ${(0,src_address/* addressText */.G)(address)}). Add what "${scan}" prints, after comparing it with the server's own key`,
        ];
    });
}

;// CONCATENATED MODULE: ../packages/settings/src/rules/required.ts

/** Settings that an environment has neither itself nor from the top of the file. */
function requiredProblems(environment) {
    return REQUIRED_SETTINGS.filter(setting => !environment.has(setting)).map(setting => environment.problem(setting, 'is missing. Set it in the environment, or at the top of the file for all'));
}

;// CONCATENATED MODULE: ../packages/settings/src/rules/service.ts

const SLOT = '{slot}';
/** The names of the services that take the traffic. */
function servicesOf(environment) {
    return [environment.get('service') ?? []].flat();
}
const hasSlots = (environment) => servicesOf(environment).some(name => name.includes(SLOT));
/** Services that cannot be switched together, and settings that do not fit services with or without slots. */
function service_serviceProblems(environment) {
    const services = servicesOf(environment);
    if (services.length === 0)
        return [];
    return [...nameProblems(environment, services), ...slotProblems(environment, services)];
}
function nameProblems(environment, services) {
    const braced = services.find(name => /[{}]/.test(name.replaceAll(SLOT, '')));
    if (braced !== undefined)
        return [
            environment.problem('service', `has braces in "${braced}" that are not {slot}. Write {slot}, or a name without braces`),
        ];
    const plain = services.find(name => !name.includes(SLOT));
    if (services.length === 1 || plain === undefined)
        return [];
    return [
        environment.problem('service', `lists several services, so each needs {slot} in its name, and "${plain}" has none`),
    ];
}
function slotProblems(environment, services) {
    if (!hasSlots(environment))
        return inPlaceProblems(environment, services);
    if (!isSetInVain(environment, 'handover-port', 'service'))
        return [];
    return [
        environment.problem('handover-port', 'is for a service without slots, but service contains {slot}. Remove one of them'),
    ];
}
/** Settings of a switch between slots, which a replacement in place does not make. */
const SWITCH_SETTINGS = ['slots', 'canary-seconds', 'drain-seconds'];
function inPlaceProblems(environment, services) {
    return SWITCH_SETTINGS.filter(setting => environment.get(setting) !== 0)
        .filter(setting => isSetInVain(environment, setting, 'service'))
        .map(setting => environment.problem(setting, `is set, but service "${services.join(', ')}" does not contain {slot}. Remove ${setting}, or add {slot} to service`));
}

;// CONCATENATED MODULE: ../packages/settings/src/rules/shared-server.ts


/** What two environments on one server must not share. */
const OWN = [
    { setting: 'path', applies: () => true },
    {
        setting: 'slot-directory',
        // The file of a replacement in place is in the same folder.
        applies: environment => hasSlots(environment) || environment.get('handover-port') !== undefined,
    },
    {
        setting: 'handover-port',
        applies: environment => servicesOf(environment).length > 0 && !hasSlots(environment),
    },
];
/** Environments on one server that would overwrite each other. */
function sharedServerProblems(environments) {
    return environments.flatMap((environment, at) => environments
        .slice(0, at)
        .filter(other => isSameServer(environment, other))
        .flatMap(other => sharedProblems(environment, other)));
}
/** A host name behind a jump host may be another server than the same name without it. */
function isSameServer(one, other) {
    const place = (environment) => {
        const server = environment.get('server');
        const jump = environment.get('jump');
        if (server === undefined || (jump === undefined && environment.has('jump')))
            return undefined;
        return [server, jump ?? ''].map(text => hostAndPort(String(text))).join(' ');
    };
    return place(one) !== undefined && place(one) === place(other);
}
function hostAndPort(text) {
    const address = (0,server_text/* parseServer */.l)(text);
    return address ? `${address.host.toLowerCase()}:${address.port}` : '';
}
function sharedProblems(environment, other) {
    return OWN.filter(({ setting, applies }) => {
        const value = environment.get(setting);
        const isEqual = value !== undefined && withoutSlash(value) === withoutSlash(other.get(setting));
        return isEqual && applies(environment) && applies(other);
    }).map(({ setting }) => environment.problem(setting, `is the same in ${other.name} and ${environment.name}, which are on one server. Give each environment its own`));
}
const withoutSlash = (value) => String(value).replace(/\/$/, '');

;// CONCATENATED MODULE: ../packages/settings/src/rules/rules.ts







const RULES = [
    requiredProblems,
    hostKeyProblems,
    service_serviceProblems,
    databaseProblems,
    backupProblems,
];
/** What is certainly wrong although each setting is right in itself: settings that contradict each other, within and across environments. */
function ruleProblems(file) {
    const environments = checkedEnvironments(file);
    return [
        ...environments.flatMap(environment => RULES.flatMap(rule => rule(environment))),
        ...sharedServerProblems(environments),
    ];
}

;// CONCATENATED MODULE: ../packages/settings/src/file/forbidden-texts.ts


/** Texts that no setting may contain: secrets, and expressions that only a workflow evaluates. */
function forbiddenTexts({ value, places }) {
    return textsIn(value, []).flatMap(({ path, text }) => {
        const message = forbidden(text);
        const { line, column } = places.get(pointer(path))?.value ?? { line: 1, column: 1 };
        return message === undefined ? [] : [{ line, column, path: pathText(path), message, keys: path }];
    });
}
function forbidden(text) {
    const kind = secretKind(text);
    if (kind !== undefined)
        return `contains ${kind}, which everyone who can read the repository can read. Replace that secret by a new one, and define the new one as a secret of the repository`;
    if (text.includes('${{'))
        return 'contains an expression (${{ … }}), which is not evaluated in this file. Write the value itself';
    return undefined;
}
function textsIn(value, path) {
    if (typeof value === 'string')
        return [{ path, text: value }];
    if (Array.isArray(value))
        return value.flatMap((item, at) => textsIn(item, [...path, at]));
    if (typeof value !== 'object' || value === null)
        return [];
    return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]));
}

;// CONCATENATED MODULE: ../packages/settings/src/renamed.ts
const SERVER = { setting: 'server', form: 'user@host or user@host:port' };
const JUMP = { setting: 'jump', form: '[user@]host[:port]' };
const HOST_KEY = { setting: 'host-key', form: 'a fingerprint (SHA256:…) or known_hosts lines' };
/** Inputs that are settings with another name now. An input whose name has stayed is a setting of the same name. */
const RENAMED = [
    { old: 'host', ...SERVER },
    { old: 'port', ...SERVER },
    { old: 'user', ...SERVER },
    { old: 'jump-host', ...JUMP },
    { old: 'jump-port', ...JUMP },
    { old: 'jump-user', ...JUMP },
    { old: 'known-hosts', ...HOST_KEY },
    { old: 'host-fingerprint', ...HOST_KEY },
    { old: 'deploy-path', setting: 'path' },
    { old: 'app-service', setting: 'service' },
    { old: 'migrate-command', setting: 'migrate' },
    { old: 'public-url', setting: 'url' },
    { old: 'trial-seconds', setting: 'canary-seconds' },
    { old: 'smoke-checks', setting: 'smoke.checks' },
    { old: 'smoke-login-path', setting: 'smoke.login-path' },
    { old: 'standard-checks', setting: 'smoke.skip-standard-checks' },
    { old: 'install-command', setting: 'test.install' },
    { old: 'test-commands', setting: 'test.commands' },
    { old: 's3-endpoint', setting: 'backup.endpoint' },
    { old: 'backup-encryption', setting: 'backup.encryption' },
    { old: 'backup-kms-key', setting: 'backup.kms-key' },
    { old: 'backup-age-recipients', setting: 'backup.age-recipients' },
    { old: 'backup-retention-days', setting: 'backup.retention-days' },
    { old: 'telegram-api-url', setting: 'telegram.api-url' },
];
/** Inputs of a single run that have another name now. */
const RENAMED_RUN_INPUTS = {
    'backup-allow-shrink': 'allow-shrink-reason',
    'allow-shrink': 'allow-shrink-reason',
    'allow-foreign': 'allow-other-server-reason',
    'skip-safety-backup': 'skip-safety-backup-reason',
    backup: 'backup-id',
};
/** Inputs whose values are secrets, which no file in a repository may hold. */
const SECRET_INPUTS = [
    'ssh-key',
    'ssh-key-passphrase',
    'registry-password',
    'access-key-id',
    'secret-access-key',
    'session-token',
    'database-url',
    'age-identity',
    'bot-token',
    'chat-id',
    'github-token',
    'password',
];

;// CONCATENATED MODULE: ../packages/settings/src/file/suggestion.ts




/** What to do about a key that the schema does not have. @param path of the key */
function unknownKeyMessage(path, value) {
    const key = String(path.at(-1));
    if (typeof path.at(-2) === 'number' && path.at(-3) === 'checks')
        return checkKeyMessage(key);
    const context = contextOf(path.slice(0, -1));
    return (renamedMessage(key, context) ??
        movedMessage(key, context) ??
        secretMessage(key) ??
        environmentMessage(path, value) ??
        misspelledMessage(key, context) ??
        'is not a setting. Remove it');
}
const CHECK_KEYS = Object.keys(checks/* SMOKE_SETTINGS */.Q.checks.items.properties);
function checkKeyMessage(key) {
    const near = nearest(key, CHECK_KEYS) ?? onlyLonger(key, CHECK_KEYS);
    const advice = near === undefined ? `The keys are ${CHECK_KEYS.join(', ')}` : `Did you mean ${near}?`;
    return `is not a key of a check. ${advice}`;
}
function contextOf(parent) {
    const isEnvironment = parent[0] === 'environments' && parent.length >= 2;
    const group = parent[isEnvironment ? 2 : 0];
    if (parent.at(-2) === 'ignore' && group === 'standard')
        return { keys: Object.keys(schema_GROUPS.standard.ignore.items.properties), group };
    if (group !== undefined && Object.hasOwn(schema_GROUPS, group))
        return { keys: Object.keys(schema_GROUPS[group]), group };
    return { keys: isEnvironment ? ENVIRONMENT_KEYS : TOP_LEVEL_KEYS, group: undefined };
}
/** A setting of that name, or an input of that name, in another place. */
function movedMessage(key, { group }) {
    const places = SETTINGS.filter(setting => setting.key === key || inputName(setting) === key);
    if (places.length === 0)
        return TOP_LEVEL_KEYS.includes(key) ? topLevelMessage(key, group) : undefined;
    const names = places.map(({ path }) => path).join(' or ');
    const outside = group !== undefined && places.some(({ group: other }) => other === undefined);
    return outside
        ? `is not a setting of ${group}. Write ${names} next to ${group}`
        : `is not a setting here. Write ${names}`;
}
function topLevelMessage(key, group) {
    return group !== undefined && Object.hasOwn(schema_GROUPS, key)
        ? `is not a setting of ${group}. Write it next to ${group}`
        : 'is not a setting here. Write it at the top of the file';
}
function renamedMessage(key, { group }) {
    const renamed = RENAMED.find(({ old }) => plain(old) === plain(key));
    // The `port` of a database is no part of `server`.
    if (renamed === undefined || (renamed.form !== undefined && group !== undefined))
        return undefined;
    return renamed.form === undefined
        ? `is called ${renamed.setting} now`
        : `is part of ${renamed.setting} now. Write ${renamed.setting} as ${renamed.form}`;
}
function secretMessage(key) {
    if (!SECRET_INPUTS.some(name => plain(name) === plain(key)))
        return undefined;
    return 'is not a setting, because its value is a secret. Remove it, and pass the secret to the workflow';
}
/** `staging:` at the top of the file. */
function environmentMessage(path, value) {
    if (path.length !== 1 || typeof value !== 'object' || value === null)
        return undefined;
    const isEnvironment = ['server', 'host', 'path', 'url', 'service'].some(key => Object.hasOwn(value, key));
    return isEnvironment ? 'is not a setting. If it is an environment, write it below environments' : undefined;
}
function misspelledMessage(key, { keys, group }) {
    const near = nearest(key, keys) ?? onlyLonger(key, keys);
    if (near !== undefined)
        return `is not a setting. Did you mean ${near}?`;
    // The standard names what other groups are about, such as ports, so its keys are near to those of many.
    const others = SETTINGS.filter(setting => group === undefined || setting.group !== 'standard');
    const elsewhere = nearest(key, others.map(setting => setting.key));
    const places = others.filter((setting) => setting.key === elsewhere).map(({ path }) => path);
    return places.length === 0 ? undefined : `is not a setting. Did you mean ${places.join(' or ')}?`;
}
/** The word that takes the fewest changes to get to, where they are few; case and separators do not count. */
function nearest(word, candidates) {
    const wanted = plain(word);
    let best;
    for (const candidate of candidates) {
        const distance = editDistance(wanted, plain(candidate));
        if (distance < (best?.distance ?? maxDistance(wanted) + 1))
            best = { candidate, distance };
    }
    return best?.candidate;
}
/** The only word that begins with another one, which is not too short to mean something. */
function onlyLonger(word, candidates) {
    const wanted = plain(word);
    const longer = candidates.filter(candidate => plain(candidate).startsWith(wanted));
    return wanted.length >= 4 && longer.length === 1 ? longer[0] : undefined;
}
const plain = (word) => word.toLowerCase().replace(/[^a-z0-9]/g, '');
/** A third of the word may be wrong, and no more than that many letters. */
const MAX_DISTANCE = 3;
const maxDistance = (word) => Math.min(MAX_DISTANCE, Math.floor(word.length / 3));
/** Levenshtein distance with swapped neighbors as one change. */
function editDistance(one, other) {
    if (Math.abs(one.length - other.length) > MAX_DISTANCE)
        return MAX_DISTANCE + 1;
    const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
    const cost = (row, column) => rows[row]?.[column] ?? 0;
    for (let i = 1; i <= one.length; i++) {
        rows.push([i]);
        for (let j = 1; j <= other.length; j++) {
            const same = one[i - 1] === other[j - 1];
            const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
            const options = [cost(i - 1, j) + 1, cost(i, j - 1) + 1, cost(i - 1, j - 1) + (same ? 0 : 1)];
            rows[i]?.push(Math.min(...options, ...(swapped ? [cost(i - 2, j - 2) + 1] : [])));
        }
    }
    return cost(one.length, other.length);
}

;// CONCATENATED MODULE: ../packages/settings/src/file/advice.ts

/**
 * How a value of a wrong type or form is probably meant, as further sentences; empty when that is unknown.
 * @param source a scalar as it is written; missing where it may not be quoted
 */
function advice(value, schema, source) {
    const wanted = [schema.type ?? []].flat();
    if (typeof value !== 'string')
        return quotesAdvice(value, schema, source);
    if (wanted.includes('boolean'))
        return booleanAdvice(value);
    if (wanted.includes('integer'))
        return numberAdvice(value, schema);
    if (wanted.includes('array'))
        return source === undefined ? '' : listAdvice(value);
    const word = schema.enum && nearest(value, schema.enum);
    return word === undefined ? '' : `. Did you mean ${word}?`;
}
/** A version such as 3.10 is a number for YAML, and not the one that it seems to be. */
function quotesAdvice(value, schema, source) {
    if (source === undefined || !['number', 'boolean'].includes(typeof value))
        return '';
    const { enum: words, pattern = '', type } = schema;
    const fits = words
        ? words.includes(source)
        : [type].flat().includes('string') && new RegExp(pattern, 'u').test(source);
    return fits ? `. Put it in quotes: "${source}"` : '';
}
function booleanAdvice(value) {
    if (/^(true|yes|on|y)$/i.test(value))
        return '. Write true, without quotes';
    return /^(false|no|off|n)$/i.test(value) ? '. Write false, without quotes' : '';
}
function numberAdvice(value, { minimum = 0, maximum = Number.MAX_SAFE_INTEGER }) {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    return number >= minimum && number <= maximum ? `. Write ${number}, without quotes` : '';
}
function listAdvice(value) {
    const items = value.split(/[\s,]+/).filter(Boolean);
    const quoted = items.map(item => (/[{}[\]]/.test(item) ? `"${item}"` : item));
    return items.length > 0 && items.join('').length <= 60 ? `. Write a list: [${quoted.join(', ')}]` : '';
}

// EXTERNAL MODULE: ../node_modules/.pnpm/ajv@8.20.0/node_modules/ajv/dist/ajv.js
var dist_ajv = __webpack_require__(6005);
;// CONCATENATED MODULE: ../packages/settings/src/file/check-schema.ts


/** No one reads more. */
const MAX_ERRORS = 1000;
let compiled;
/** Every keyword of the schema that a settings file does not satisfy. */
function schemaErrors(value) {
    compiled ??= compile();
    compiled(value);
    return (compiled.errors ?? []).slice(0, MAX_ERRORS);
}
function compile() {
    const ajv = new dist_ajv.Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
    ajv.addKeyword('expected');
    return ajv.compile(FILE_SCHEMA);
}

;// CONCATENATED MODULE: ../packages/settings/src/file/shown-value.ts

/** Settings whose values are never quoted: keys are pasted into the wrong place, and commands may contain a password. */
const HIDDEN = [
    'host-key',
    'migrate',
    'revision-command',
    'install',
    'commands',
    'checks',
    'age-recipients',
];
const MAX_LENGTH = 60;
/**
 * The value as the end of a sentence: `, got "x"`; empty where it may be a secret.
 * @param source a scalar as it is written
 */
function seenValue(path, value, source) {
    if (Array.isArray(value))
        return value.length === 0 ? ', got an empty list' : listSeen(path, value);
    if (typeof value === 'object' && value !== null)
        return Object.keys(value).length === 0 ? ', got an empty mapping' : ', got a mapping';
    if (typeof value === 'boolean')
        return `, got ${value}`;
    if (isHidden(path) || mayBeSecret(String(value)))
        return '';
    if (typeof value === 'string')
        return value === '' ? ', got an empty text' : `, got "${shown_value_short(value)}"`;
    return `, got ${typeof value === 'number' ? 'the number ' : ''}${shown_value_short(source ?? String(value))}`;
}
const isHidden = (path) => path.some(part => HIDDEN.includes(String(part)));
function listSeen(path, items) {
    const isPlain = items.every(item => typeof item !== 'object' && !mayBeSecret(String(item)));
    return isPlain && !isHidden(path) ? `, got the list [${shown_value_short(items.join(', '))}]` : ', got a list';
}
/** Of one line, without control and formatting characters, and not long. */
function shown_value_short(text) {
    const clean = text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '');
    return clean.length > MAX_LENGTH ? `${clean.slice(0, MAX_LENGTH)}…` : clean;
}

;// CONCATENATED MODULE: ../packages/settings/src/file/schema-problems.ts







/** Where a settings file does not conform to its schema: unknown keys, and values of a wrong type or form. */
function schemaProblems({ value, places }) {
    const problems = new Map();
    for (const error of schemaErrors(value)) {
        const problem = schemaProblem(error, places);
        // A value is reported once, with the first keyword that it does not satisfy.
        if (problem && !problems.has(pointer(problem.keys)))
            problems.set(pointer(problem.keys), problem);
    }
    return [...problems.values()];
}
function schemaProblem(error, places) {
    const path = keysOf(error.instancePath, places);
    // The keyword "propertyNames" itself follows, with the name.
    if (error.propertyName !== undefined && error.keyword !== 'propertyNames')
        return undefined;
    if (error.keyword === 'additionalProperties') {
        const keys = [...path, String(error.params.additionalProperty)];
        return at(keys, places, 'key', unknownKeyMessage(keys, error.data[String(keys.at(-1))]));
    }
    if (error.keyword === 'propertyNames') {
        const keys = [...path, String(error.params.propertyName)];
        return at(keys, places, 'key', `is not ${error.parentSchema.propertyNames?.expected}`);
    }
    if (error.keyword === 'required') {
        const { missingProperty } = error.params;
        return at([...path, missingProperty], places, 'key', missingMessage(missingProperty));
    }
    return at(path, places, 'value', valueMessage(error, path, places.get(pointer(path))));
}
const missingMessage = (key) => key === 'environments'
    ? 'is missing. Add it with the name of each environment and its settings'
    : 'is missing. Add it';
function valueMessage({ data, parentSchema }, path, place) {
    if (data === null || data === undefined)
        return 'has no value. Set it, or remove the key';
    const seen = seenValue(path, data, place?.source);
    if (isSettingAmongEnvironments(path))
        return 'is a setting, but environments are expected here. Write it below the name of its environment';
    return `is not ${parentSchema.expected}${seen}${advice(data, parentSchema, seen === '' ? undefined : place?.source)}`;
}
const isSettingAmongEnvironments = ([parent, key, ...rest]) => parent === 'environments' && ENVIRONMENT_KEYS.includes(String(key)) && rest.length === 0;
function at(keys, places, part, message) {
    // A key that is missing has the place of its mapping.
    const place = places.get(pointer(keys)) ?? places.get(pointer(keys.slice(0, -1)));
    const { line, column } = place?.[part] ?? src_problem/* START */.d3;
    return {
        line,
        column,
        path: pathText(keys),
        message: keys.length === 0 ? `the file ${message}` : message,
        keys,
    };
}
/** The keys of a JSON pointer; whether a number is a key or counts items is known from the values. */
function keysOf(instancePath, places) {
    const parts = instancePath.split('/').slice(1);
    return parts.map((part, index) => {
        const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
        const parent = parts
            .slice(0, index)
            .map(one => `/${one}`)
            .join('');
        return places.get(parent)?.isList ? Number(key) : key;
    });
}

// EXTERNAL MODULE: ../packages/settings/src/file/source-text.ts
var source_text = __webpack_require__(2976);
// EXTERNAL MODULE: ../node_modules/.pnpm/yaml@2.9.1/node_modules/yaml/dist/index.js
var dist = __webpack_require__(4899);
;// CONCATENATED MODULE: ../packages/settings/src/file/yaml-document.ts


/** Cascades of one mistake hide it, so only the first few syntax errors are reported. */
const MAX_SYNTAX_PROBLEMS = 5;
/** Parses a text as one YAML document, or reports what is not valid YAML. */
function parseDocument(text) {
    const lineCounter = new dist/* LineCounter */.HN();
    const positionAt = (offset) => {
        const { line, col } = lineCounter.linePos(offset);
        return { line: Math.max(line, 1), column: Math.max(col, 1) };
    };
    const parsed = documents(text, lineCounter);
    if (parsed === undefined)
        return failed(src_problem/* START */.d3, 'the file is nested too deeply. Write it as mappings of settings');
    const [document, second] = parsed;
    const errors = parsed.flatMap(one => [...one.errors, ...one.warnings]);
    if (errors.length > 0)
        return { problems: syntaxProblems(errors, positionAt) };
    if (second !== undefined)
        return failed(positionAt(second.range[0]), 'the file contains a second document. Remove the line "---" that starts it, or what follows');
    if (!document || isNothing(document.contents))
        return failed(src_problem/* START */.d3, 'the file is empty. It must define at least one environment below "environments"');
    return { document, positionAt };
}
const isNothing = (contents) => contents === null || ((0,dist/* isScalar */.jn)(contents) && contents.value === null);
function documents(text, lineCounter) {
    try {
        // The schema is named, so that a %YAML directive cannot make "no" a boolean.
        const options = {
            lineCounter,
            prettyErrors: false,
            schema: 'core',
            resolveKnownTags: false,
            uniqueKeys: false,
        };
        return [...(0,dist/* parseAllDocuments */.hR)(text, options)];
    }
    catch (error) {
        // The parser recurses.
        if (error instanceof RangeError)
            return undefined;
        throw error;
    }
}
const failed = (position, message) => ({
    problems: [{ ...position, path: '', message }],
});
/** The first error of each line. */
function syntaxProblems(errors, positionAt) {
    const byLine = new Map();
    for (const error of [...errors].sort((one, other) => one.pos[0] - other.pos[0])) {
        const position = positionAt(error.pos[0]);
        const message = `the file is not valid YAML: ${explanation(error)}`;
        if (!byLine.has(position.line))
            byLine.set(position.line, { ...position, path: '', message });
    }
    return [...byLine.values()].slice(0, MAX_SYNTAX_PROBLEMS);
}
/** In our own words, because those of the parser may quote the file, and with it a secret. */
function explanation({ code, message }) {
    const missing = MISSING.find(([pattern]) => pattern.test(message))?.[1];
    if (missing !== undefined && ['MISSING_CHAR', 'BAD_INDENT'].includes(code))
        return missing;
    return EXPLANATIONS[code] ?? 'this is not understood';
}
const MISSING = [
    [/closing .*quote/i, 'a quote is not closed'],
    [/end with/i, 'a bracket is not closed'],
    [
        /, or :|Missing , between/i,
        'a comma or ":" is missing between two items. A text with brackets in it needs quotes here',
    ],
    [/map values|: after/i, 'a ":" is missing after the key'],
    [/whitespace|space/i, 'a blank is missing'],
];
const EXPLANATIONS = {
    ALIAS_PROPS: 'an alias can have neither an anchor nor a tag',
    BAD_ALIAS: 'the name of an alias or anchor is missing or ends with ":"',
    BAD_COLLECTION_TYPE: 'a tag does not match its value. Remove the tag',
    BAD_DIRECTIVE: 'a line starts with "%". Put the text in quotes',
    BAD_DQ_ESCAPE: 'a text in double quotes has an unknown escape. Write \\\\ for a backslash, or use single quotes',
    BAD_INDENT: 'the indentation does not match the lines before',
    BAD_PROP_ORDER: 'an anchor or a tag is in the wrong place',
    BAD_SCALAR_START: 'a text cannot start with this character. Put it in quotes',
    BLOCK_AS_IMPLICIT_KEY: 'a text with ": " in it needs quotes, and a nested mapping needs its own lines',
    BLOCK_IN_FLOW: 'between brackets, mappings and lists are written in brackets as well',
    KEY_OVER_1024_CHARS: 'a key is longer than 1,024 characters. Is a ":" missing?',
    MULTILINE_IMPLICIT_KEY: 'a key spans several lines. Is a ":" or a quote missing?',
    MULTIPLE_ANCHORS: 'a value has two anchors',
    MULTIPLE_DOCS: 'the file contains a second document',
    MISSING_CHAR: 'a character is missing here',
    MULTIPLE_TAGS: 'a value has two tags',
    RESOURCE_EXHAUSTION: 'it is nested too deeply',
    TAB_AS_INDENT: 'a tab is used for indentation. Use blanks',
    TAG_RESOLVE_FAILED: 'a tag is not supported. Remove the word that starts with "!"',
    UNEXPECTED_TOKEN: 'this is not expected here. A text that starts with a bracket or a quote needs quotes as a whole',
};

;// CONCATENATED MODULE: ../packages/settings/src/file/alias-targets.ts

/** The target of each alias: the last node before it with an anchor of its name. */
function aliasTargets(contents) {
    const anchors = new Map();
    const targets = new Map();
    (0,dist/* visit */.YR)(contents, (_key, node) => {
        if ((0,dist/* isAlias */.Vj)(node)) {
            const target = anchors.get(node.source);
            if (target)
                targets.set(node, target);
        }
        else if ((0,dist/* isNode */.Ll)(node) && node.anchor)
            anchors.set(node.anchor, node);
    });
    return targets;
}

;// CONCATENATED MODULE: ../packages/settings/src/file/yaml-values.ts




/** Aliases can multiply a short text to billions of values; a real file has a few hundred. */
const MAX_VALUES = 20_000;
class TooManyValues extends Error {
}
/** Turns a document into plain values, resolves its aliases and merge keys, and notes where everything is written. */
function valuesOf({ document, positionAt }) {
    const contents = document.contents;
    const reading = {
        places: new Map(),
        problems: [],
        targets: aliasTargets(contents),
        open: new Set(),
        count: 0,
        position: node => (node?.range ? positionAt(node.range[0]) : src_problem/* START */.d3),
    };
    try {
        return { value: readValue(reading, contents, []), places: reading.places, problems: reading.problems };
    }
    catch (error) {
        if (!(error instanceof TooManyValues))
            throw error;
        const message = `the file has more than ${MAX_VALUES.toLocaleString('en')} values, with its aliases. Use fewer aliases`;
        return { value: undefined, places: new Map(), problems: [{ ...src_problem/* START */.d3, path: '', message }] };
    }
}
function readValue(reading, node, path, key) {
    countOne(reading);
    const target = resolved(reading, node, path);
    if (target === undefined || target === null)
        return undefined;
    const position = reading.position(target);
    const source = (0,dist/* isScalar */.jn)(target) ? target.source : undefined;
    reading.places.set(pointer(path), {
        key: key ?? position,
        value: source === '' && key ? key : position,
        ...(source === undefined ? {} : { source }),
        ...((0,dist/* isSeq */.oP)(target) ? { isList: true } : {}),
    });
    if ((0,dist/* isScalar */.jn)(target))
        return target.value;
    reading.open.add(target);
    const value = (0,dist/* isSeq */.oP)(target)
        ? target.items.map((item, at) => readValue(reading, item, [...path, at]))
        : mapping(reading, target, path);
    reading.open.delete(target);
    return value;
}
function mapping(reading, node, path) {
    const entries = entriesOf(reading, node, path).map(({ key, position, value }) => [
        key,
        // `{ key }` has no value at all.
        value === null
            ? noValue(reading, [...path, key], position)
            : readValue(reading, value, [...path, key], position),
    ]);
    return Object.fromEntries(entries);
}
function noValue(reading, path, position) {
    reading.places.set(pointer(path), { key: position, value: position, source: '' });
    return null;
}
/** The entries of a mapping, then those that its merge keys add. */
function entriesOf(reading, node, path) {
    const entries = new Map();
    const merged = [];
    for (const { key: keyNode, value } of node.items) {
        countOne(reading);
        const key = keyText(reading, keyNode, path);
        if (key === undefined)
            continue;
        const position = reading.position(keyNode);
        const first = entries.get(key);
        if (key === '<<' && (0,dist/* isScalar */.jn)(keyNode) && keyNode.type === 'PLAIN')
            merged.push(value);
        else if (first)
            note(reading, position, [...path, key], `is set twice, first in line ${first.position.line}. Remove one of them`);
        else
            entries.set(key, { key, position, value });
    }
    for (const entry of merged.flatMap(value => mergedEntries(reading, value, path)))
        if (!entries.has(entry.key))
            entries.set(entry.key, entry);
    return [...entries.values()];
}
/** https://yaml.org/type/merge.html */
function mergedEntries(reading, node, path) {
    const source = resolved(reading, node, [...path, '<<']);
    if (source === undefined)
        return [];
    if ((0,dist/* isSeq */.oP)(source) && !reading.open.has(source))
        return source.items.flatMap(item => mergedEntries(reading, item, path));
    if (!(0,dist/* isMap */.jh)(source)) {
        note(reading, reading.position(node), [...path, '<<'], 'is not a mapping to merge, nor a list of mappings');
        return [];
    }
    reading.open.add(source);
    const entries = entriesOf(reading, source, path);
    reading.open.delete(source);
    return entries;
}
/** A key as it is written: `3.10` is not 3.1. */
function keyText(reading, node, path) {
    const key = resolved(reading, node, path);
    if (key === undefined)
        return undefined;
    if ((0,dist/* isScalar */.jn)(key))
        return key.source ?? String(key.value);
    note(reading, reading.position(node), path, 'has a key that is a mapping or a list. Use a text');
    return undefined;
}
/** The target of an alias; every other node itself. */
function resolved(reading, node, path) {
    if (!(0,dist/* isAlias */.Vj)(node))
        return node;
    const target = reading.targets.get(node);
    if (target && !reading.open.has(target))
        return target;
    const why = target ? 'which contains itself' : 'and no anchor of that name is above it';
    note(reading, reading.position(node), path, `is the alias *${shownKey(node.source)}, ${why}`);
    return undefined;
}
function note(reading, position, path, message) {
    reading.problems.push({
        ...position,
        path: pathText(path),
        message: path.length === 0 ? `the file ${message}` : message,
    });
}
function countOne(reading) {
    reading.count++;
    if (reading.count > MAX_VALUES)
        throw new TooManyValues();
}

;// CONCATENATED MODULE: ../packages/settings/src/file/parse.ts








/** Reads a settings file. */
function parseSettings(source) {
    const read = (0,source_text/* readSource */.o$)(source);
    if ('problem' in read)
        return { problems: [read.problem] };
    const parsed = parseDocument(read.text);
    if ('problems' in parsed)
        return parsed;
    const { value, places, problems } = valuesOf(parsed);
    if (value === undefined)
        return { problems };
    const forbidden = forbiddenTexts({ value, places });
    const known = new Set(forbidden.map(({ path }) => path));
    const wrong = [...forbidden, ...schemaProblems({ value, places }).filter(({ path }) => !known.has(path))];
    const settings = without(value, wrong.map(({ keys }) => keys));
    const all = [
        ...problems,
        ...wrong,
        ...(hasEnvironments(settings) ? ruleProblems({ settings, places }) : []),
    ];
    return all.length === 0 ? { settings } : { problems: (0,src_problem/* inOrder */.al)(all.map(asProblem)) };
}
function hasEnvironments(settings) {
    const environments = settings?.environments;
    return typeof environments === 'object' && environments !== null && !Array.isArray(environments);
}
function asProblem({ line, column, path, message }) {
    return { line, column, path, message };
}

;// CONCATENATED MODULE: ../packages/settings/src/input-values.ts


/** The text of an input that means "none", because GitHub cannot tell an empty input from a missing one. */
const NONE = 'none';
/** The settings that the file sets, as the texts of their inputs. Defaults are left to the reader of the inputs. */
function inputValues(values) {
    const inputs = {};
    for (const { path, value, from } of values) {
        if (from === 'default')
            continue;
        // An application without a database.
        if (path === 'database')
            inputs['database-source'] = NONE;
        const setting = SETTINGS.find(one => one.path === path);
        if (setting)
            inputs[inputName(setting)] = inputText(value);
    }
    return inputs;
}
/** A list is one item per line, a mapping one `key: value` per line; what is nested deeper is YAML. */
function inputText(value) {
    if (value === '')
        return NONE;
    if (Array.isArray(value))
        return value.every(item => typeof item === 'string') ? value.join('\n') : (0,dist/* stringify */.As)(value.map(asCheck));
    if (typeof value !== 'object' || value === null)
        return String(value);
    if (Object.values(value).some(item => typeof item === 'object'))
        return (0,dist/* stringify */.As)(value);
    return Object.entries(value)
        .map(([key, item]) => `${key}: ${item}`)
        .join('\n');
}
/** smoke-test reads checks either as lines or as a YAML list, so a line in a list becomes a mapping. */
function asCheck(item) {
    if (typeof item !== 'string')
        return item;
    const [method, path, status = ''] = item.trim().split(/\s+/);
    return { method, path, status: status.split(',').map(Number) };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ../packages/settings/src/source/cache.ts



/** A file of a commit, which never changes: fetched once per job, then kept in the runner's folder for temporary files. */
async function cached({ repository, sha, path }, fetchFile, temporary = process.env.RUNNER_TEMP) {
    if (!temporary)
        return await fetchFile();
    const folder = (0,external_node_path_.join)(temporary, 'tsh-settings');
    const key = (0,external_node_crypto_.createHash)('sha256').update([repository, sha, path].join('\0')).digest('hex');
    const entry = (0,external_node_path_.join)(folder, `${key}.json`);
    const kept = await read(entry);
    if (kept !== undefined)
        return kept;
    const file = await fetchFile();
    // A full disk is no reason to fail, since the file is at hand.
    await write(folder, entry, file).catch(() => { });
    return file;
}
/** An entry, if it is a file that only this user can have written. */
async function read(entry) {
    try {
        const { mode, uid } = await (0,promises_.lstat)(entry);
        if ((mode & FILE_MODE) !== PRIVATE_FILE || uid !== process.getuid?.())
            return undefined;
        const kept = JSON.parse(await (0,promises_.readFile)(entry, 'utf8'));
        return isCommittedFile(kept) ? kept : undefined;
    }
    catch {
        return undefined;
    }
}
/** The type of a file and its permissions (stat(2)). */
const FILE_MODE = 0o170777;
const PRIVATE_FILE = 0o100600;
function isCommittedFile(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { text } = value;
    return text === undefined || typeof text === 'string';
}
/** Another step may read the entry at the same time, so it appears whole. */
async function write(folder, entry, file) {
    await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
    const fresh = `${entry}.${(0,external_node_crypto_.randomUUID)()}`;
    await (0,promises_.writeFile)(fresh, JSON.stringify(file), { mode: 0o600, flag: 'wx' });
    await (0,promises_.rename)(fresh, entry);
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
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
        const text = (0,external_node_fs_.readFileSync)(`/proc/${pid}/task/${pid}/children`, 'utf8');
        return text.split(' ').filter(Boolean).map(Number);
    }
    catch {
        return [];
    }
}

// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
;// CONCATENATED MODULE: ../packages/shell/src/lines.ts

/** @actions/exec has a listener for lines, but never gives it a last line without a line break. */
function splitLines(onLine) {
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
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
    const { getExecOutput } = await __webpack_require__.e(/* import() */ 390).then(__webpack_require__.bind(__webpack_require__, 1390));
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

;// CONCATENATED MODULE: ../packages/settings/src/source/checkout.ts




/**
 * A file as the commit of the run has it, from the objects of the checkout. The files of the working tree are not read:
 * an earlier step may have changed them.
 * @returns nothing when there is no checkout that has the commit
 */
async function fileInCheckout(workspace, commit, local = shell) {
    if (!workspace)
        return undefined;
    const git = gitIn(workspace, local);
    const entry = await entryAt(git, commit, MAX_LINKS);
    if (entry === undefined || entry === 'missing')
        return entry && {};
    if (entry.bytes > source_text/* MAX_SETTINGS_BYTES */.XK)
        throw new errors/* UserError */.y(`${commit.path} ${(0,source_text/* sizeProblem */.bi)(entry.bytes)}`);
    const text = await git('cat-file', 'blob', entry.id);
    return text === undefined ? undefined : { text };
}
function gitIn(workspace, local) {
    const env = plainEnvironment({
        // Only a repository in the workspace itself, its own objects, and no question to anyone.
        GIT_CEILING_DIRECTORIES: (0,external_node_path_.dirname)(workspace),
        GIT_NO_REPLACE_OBJECTS: '1',
        GIT_LITERAL_PATHSPECS: '1',
        GIT_NO_LAZY_FETCH: '1',
        GIT_TERMINAL_PROMPT: '0',
    });
    return async (...args) => {
        try {
            const { code, stdout } = await local.run('git', args, { cwd: workspace, env, allowFailure: true });
            return code === 0 ? stdout : undefined;
        }
        catch (error) {
            // There is no git, or no workspace.
            if (error instanceof errors/* UserError */.y)
                return undefined;
            throw error;
        }
    };
}
/** Links that lead to links, as many as a file system would follow and more than anyone needs. */
const MAX_LINKS = 5;
async function entryAt(git, { path, sha }, linksLeft) {
    const listed = await git('ls-tree', '-l', '-z', '--full-tree', sha, '--', path);
    if (listed === undefined)
        return undefined;
    if (listed === '')
        return 'missing';
    const [, mode, id = '', bytes] = /^(\d{6}) \w+ ([0-9a-f]+) +(\d+|-)\t/.exec(listed) ?? [];
    if (mode === '040000')
        throw new errors/* UserError */.y(`${path} is a folder. Set "settings" to a file`);
    if (mode === '160000')
        throw new errors/* UserError */.y(`${path} is a submodule. Set "settings" to a file of this repository`);
    if (mode !== '120000')
        return { id, bytes: Number(bytes) };
    const target = (await git('cat-file', 'blob', id)) ?? '';
    const followed = external_node_path_.posix.join(external_node_path_.posix.dirname(path), target);
    if (linksLeft === 0 || target.startsWith('/') || followed.split('/')[0] === '..')
        throw new errors/* UserError */.y(`${path} is a symbolic link that does not lead to a file of this repository`);
    return await entryAt(git, { path: followed, sha }, linksLeft - 1);
}

;// CONCATENATED MODULE: ../packages/settings/src/source/load-settings.ts







/** Finds, reads and resolves the settings of an environment. @throws UserError with everything that is wrong */
async function loadSettings(request) {
    const { path, environment, repository, sha, isDefault } = request;
    const { text } = await committedFile(request);
    if (text === undefined) {
        if (isDefault)
            return {};
        throw new errors/* UserError */.y(`input "settings" is "${path}", and commit ${sha} of ${repository} has no such file. Correct the path, or commit the file`);
    }
    const parsed = parseSettings(text);
    if ('problems' in parsed)
        throw new errors/* UserError */.y(parsed.problems.map(problem => (0,src_problem/* problemLine */.YK)(path, problem)));
    const { settings } = parsed;
    if (!Object.hasOwn(settings.environments, environment))
        throw new errors/* UserError */.y(`${path} does not define the environment "${environment}". It defines ${Object.keys(settings.environments).join(', ')}`);
    const application = applicationName(settings, repository);
    const values = inputValues(resolveValues(settings, { environment, application }));
    // No input, but part of defaults.
    return settings.application === undefined ? values : { ...values, application };
}
/** From the checkout if it has the commit, otherwise from GitHub, once per job. */
async function committedFile(request) {
    const found = await fileInCheckout(process.env.GITHUB_WORKSPACE, request);
    if (found !== undefined)
        return found;
    // Without a token GitHub cannot be queried, and an action whose caller has no settings file works from its inputs.
    if (request.isDefault && request.token === '')
        return {};
    return await cached(request, async () => {
        // Loaded late: the client of GitHub takes longer to start than all the rest.
        const { fileOnGithub } = await Promise.all(/* import() */[__webpack_require__.e(113), __webpack_require__.e(79)]).then(__webpack_require__.bind(__webpack_require__, 8079));
        return await fileOnGithub(request);
    });
}


/***/ })

};
;