"use strict";
exports.id = 974;
exports.ids = [974];
exports.modules = {

/***/ 3974:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loadSettings: () => (/* binding */ loadSettings)
});

// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __webpack_require__(8948);
// EXTERNAL MODULE: ../packages/settings/src/file/parse.ts + 26 modules
var parse = __webpack_require__(7617);
// EXTERNAL MODULE: ../node_modules/.pnpm/yaml@2.9.1/node_modules/yaml/dist/index.js
var dist = __webpack_require__(4899);
// EXTERNAL MODULE: ../packages/settings/src/setting.ts
var src_setting = __webpack_require__(7408);
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
        const setting = src_setting/* SETTINGS */.yy.find(one => one.path === path);
        if (setting)
            inputs[(0,src_setting/* inputName */.yu)(setting)] = inputText(value);
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

// EXTERNAL MODULE: ../packages/settings/src/problem.ts
var src_problem = __webpack_require__(3099);
// EXTERNAL MODULE: ../packages/settings/src/resolve.ts + 1 modules
var resolve = __webpack_require__(3812);
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

// EXTERNAL MODULE: ../packages/settings/src/file/source-text.ts
var source_text = __webpack_require__(2976);
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
    const parsed = (0,parse/* parseSettings */.P)(text);
    if ('problems' in parsed)
        throw new errors/* UserError */.y(parsed.problems.map(problem => (0,src_problem/* problemLine */.YK)(path, problem)));
    const { settings } = parsed;
    if (!Object.hasOwn(settings.environments, environment))
        throw new errors/* UserError */.y(`${path} does not define the environment "${environment}". It defines ${Object.keys(settings.environments).join(', ')}`);
    const application = (0,resolve/* applicationName */.SX)(settings, repository);
    const values = inputValues((0,resolve/* resolveValues */.ho)(settings, { environment, application }));
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
        const { fileOnGithub } = await Promise.all(/* import() */[__webpack_require__.e(113), __webpack_require__.e(673)]).then(__webpack_require__.bind(__webpack_require__, 8673));
        return await fileOnGithub(request);
    });
}


/***/ })

};
;