"use strict";
exports.id = 548;
exports.ids = [548];
exports.modules = {

/***/ 4548:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  backUp: () => (/* binding */ backUp)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ../../packages/action/src/workflow-run.ts
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

// EXTERNAL MODULE: ../../packages/action/src/log.ts
var src_log = __webpack_require__(6609);
// EXTERNAL MODULE: external "os"
var external_os_ = __webpack_require__(857);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __webpack_require__(9896);
;// CONCATENATED MODULE: ../../node_modules/.pnpm/@actions+core@3.0.1_patch_hash=46e34ea07757f16011764a56342c9c04340c223e7372393f7308827fc23a33a8/node_modules/@actions/core/lib/summary.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile: summary_writeFile } = external_fs_.promises;
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
        return __awaiter(this, void 0, void 0, function* () {
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
        return __awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? summary_writeFile : appendFile;
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
        return __awaiter(this, void 0, void 0, function* () {
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
// EXTERNAL MODULE: ../../packages/action/src/secrets.ts
var secrets = __webpack_require__(2434);
;// CONCATENATED MODULE: ../../packages/action/src/summary.ts


/** Text from outside as plain Markdown text: it cannot open a table cell, link, image or code fence. */
function escapeMarkdown(text) {
    return text
        .replace(/[\r\n]+/g, ' ')
        .replace(/[\\`*_{}[\]()#+!|<>&~@$-]/g, character => `&#${character.charCodeAt(0)};`);
}
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
    const clean = (0,secrets/* redact */.E)(markdown);
    const text = clean.length > LONGEST_SUMMARY ? `${clean.slice(0, LONGEST_SUMMARY)}\n\n… cut here\n` : `${clean}\n`;
    await summary.addRaw(text, true).write();
}

// EXTERNAL MODULE: ../../packages/action/src/errors.ts
var errors = __webpack_require__(628);
// EXTERNAL MODULE: ../../packages/deployment/src/application.ts
var application = __webpack_require__(6980);
;// CONCATENATED MODULE: ../../packages/deployment/src/compose-model.ts


function parseComposeModel(json) {
    const model = JSON.parse(json);
    return { name: model.name ?? '', services: model.services ?? {} };
}
/**
 * The services of a release besides the slots: built from the repository and part of the default profile.
 * Databases and caches are not built, so they are never among them.
 */
function servicesInPlace(model, appService) {
    const slots = hasSlots(appService)
        ? [slotService(appService, 'blue'), slotService(appService, 'green')]
        : [];
    return Object.entries(model.services)
        .filter(([name, service]) => service.build !== undefined && !service.profiles?.length && !slots.includes(name))
        .map(([name]) => name);
}
/** The first TCP port that a service publishes: on the server and inside the container. */
function publishedPort(model, service) {
    const found = model.services[service];
    if (!found) {
        const names = Object.keys(model.services).join(', ');
        throw new UserError(`the compose file has no service "${service}" (it has ${names}). Check "app-service"`);
    }
    const port = found.ports?.find(({ published, protocol }) => published && (protocol ?? 'tcp') === 'tcp');
    if (!port?.published || !port.target) {
        throw new UserError(`service "${service}" publishes no port, so its health cannot be asked`);
    }
    return { published: Number(port.published), target: port.target };
}
/** The address of a service on the server's own loopback. */
function loopbackUrl(model, service) {
    return `http://127.0.0.1:${publishedPort(model, service).published}`;
}

;// CONCATENATED MODULE: ../../packages/deployment/src/override.ts


/** The override file of a version on the server. */
function overridePath(project, version) {
    return (0,application/* absolute */.ys)(project, `.deploy/${version}.json`);
}
/**
 * Tells the containers of a release their version and slot before the env file does: the env file changes only when
 * the traffic has moved, and a container keeps the environment that it was created with.
 */
async function writeOverride(remote, application, { services, version, slot }) {
    const environment = ownedKeys(version, slot);
    const override = { services: Object.fromEntries(services.map(service => [service, { environment }])) };
    await writeFile(remote, overridePath(application, version), `${JSON.stringify(override, null, 2)}\n`);
}
/** The keys of the env file that belong to the pipeline, as they are while a version is live. */
function ownedKeys(version, slot) {
    return slot === undefined
        ? { VERSION: version }
        : { VERSION: version, ACTIVE_DEPLOYMENT_SLOT: slot, DEPLOYMENT_SLOT: slot };
}

;// CONCATENATED MODULE: ../../packages/deployment/src/compose.ts




/**
 * `docker compose` for a version of the application. The version in the command's environment wins over the one in
 * the env file, so that the file says what is live until the traffic has moved.
 *
 * @param version what `${VERSION}` in the compose file becomes
 * @param overridden whether the override file of that version is read as well
 */
function composeCommand(project, version, overridden = false) {
    return [
        ...['env', `VERSION=${version}`, 'docker', 'compose', '--ansi', 'never', '--progress', 'plain'],
        ...['--project-directory', project.path],
        ...['--env-file', (0,application/* absolute */.ys)(project, project.envFile)],
        ...['-f', (0,application/* absolute */.ys)(project, project.composeFile)],
        ...(overridden ? ['-f', overridePath(project, version)] : []),
    ];
}
/** Reads the compose file as the server understands it. The answer holds every secret of the env file: it is never printed. */
async function readComposeModel(remote, project, version) {
    const command = [...composeCommand(project, version), '--profile', '*', 'config', '--format', 'json'];
    const { stdout } = await remote.run(command);
    return parseComposeModel(stdout);
}
/** Starts services in a version and waits until their containers are healthy. Other services stay as they are. */
async function startServices(remote, application, { services, version, timeout }) {
    if (services.length === 0)
        return; // without names, compose would start every service, the database included
    const wait = ['--wait', '--wait-timeout', String(timeout)];
    const command = [
        ...composeCommand(application, version, true),
        'up',
        '-d',
        '--no-build',
        '--no-deps',
        ...wait,
        ...services,
    ];
    await remote.run(command, { onLine: log.foreign });
}
/** Prints the last lines that services have logged. */
async function showLogs(remote, application, { services, version }) {
    await log.group(`Last 100 lines of ${services.join(', ')}`, async () => {
        const command = [
            ...composeCommand(application, version),
            'logs',
            '--no-color',
            '--tail',
            '100',
            ...services,
        ];
        await remote.run(command, { onLine: log.foreign, allowFailure: true });
    });
}

;// CONCATENATED MODULE: ./src/database.ts

/**
 * The compose service of the database.
 * @param wanted its name, or empty for the only service with a postgres image
 */
function databaseService(model, wanted) {
    const names = Object.keys(model.services);
    if (wanted !== '') {
        if (names.includes(wanted))
            return wanted;
        throw new errors/* UserError */.y(`the compose file has no service "${wanted}" (it has ${names.join(', ')}). Check "database-service"`);
    }
    const found = names.filter(name => /(^|\/)(postgres|postgis|timescaledb)[^/]*(:|$)/.test(model.services[name]?.image ?? ''));
    if (found.length === 1)
        return found[0];
    const seen = found.length === 0 ? 'no service has a postgres image' : `${found.join(' and ')} have postgres images`;
    throw new errors/* UserError */.y(`cannot tell which service is the database: ${seen}. Set "database-service"`);
}
/** Every archive that `pg_dump -Fc` writes starts like this (PostgreSQL, src/bin/pg_dump/pg_backup_archiver.c). */
const MAGIC = Buffer.from('PGDMP');
/**
 * What runs inside the database container. Its own user and database names and its local socket are used, so no
 * password and no URL is needed. pg_dump compresses by itself: without a pipe there is one process and one exit code.
 */
const DUMP = 'exec pg_dump --format=custom --compress=2 --lock-wait-timeout=60000 --no-password --username="${POSTGRES_USER:-postgres}" --dbname="${POSTGRES_DB:-${POSTGRES_USER:-postgres}}"';
/** Key of a backup, without its ending: sorted by time, unique for a run. */
function backupKey(prefix, now, version, run) {
    const time = now.toISOString().slice(0, 19).replaceAll(':', '').replaceAll('-', '');
    return `${prefix}/${time}Z-${version}-${run.id}-${run.attempt}`;
}
function megabytes(bytes) {
    return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 2 : 0)} MB`;
}

;// CONCATENATED MODULE: ./src/back-up.ts




/** One part of the upload; memory holds two of them. */
const PART = 16 * 1024 * 1024;
/**
 * Streams a dump of the database from the server into the bucket. The upload becomes an object only after pg_dump has
 * ended with exit code 0, is read back and compared, and counts as a backup when its manifest stands beside it.
 */
async function backUp(inputs, remote, bucket) {
    const started = new Date();
    const container = await findContainer(inputs, remote);
    const key = backupKey(inputs.prefix, started, inputs.version, workflowRun());
    src_log/* log */.R.info(`Backing up container ${container.slice(0, 12)} on ${remote.name} to ${key}.dump`);
    const dump = await remote.stream(['docker', 'exec', container, 'sh', '-c', DUMP]);
    const { size, sha256 } = await upload(dump, `${key}.dump`, bucket);
    await readBack(`${key}.dump`, { size, sha256 }, bucket);
    const seconds = (Date.now() - started.getTime()) / 1000;
    const manifest = {
        key: `${key}.dump`,
        size,
        sha256,
        version: inputs.version,
        started: started.toISOString(),
        seconds,
    };
    await bucket.put(`${key}.json`, `${JSON.stringify({ ...manifest, run: workflowRun().url }, null, 2)}\n`);
    const row = [`\`${key}\``, megabytes(size), `${seconds.toFixed(1)} s`, `\`${sha256}\``];
    await writeSummary(`### Backup\n\n${table(['Backup', 'Size', 'Time', 'SHA-256'], [row])}\n`);
    src_log/* log */.R.info(`Backup ${key}: ${megabytes(size)} in ${seconds.toFixed(1)} s, read back and compared`);
    return { backup: key, size, sha256 };
}
async function findContainer({ project, service, version }, remote) {
    const database = databaseService(await readComposeModel(remote, project, version), service);
    const { stdout } = await remote.run([...composeCommand(project, version), 'ps', '--quiet', database]);
    const [container] = stdout.trim().split('\n');
    if (!container)
        throw new errors/* UserError */.y(`no container of service "${database}" is running on ${remote.name}, so there is nothing to back up`);
    return container;
}
async function upload(dump, key, bucket) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let open;
    let size = 0;
    try {
        for await (const part of partsOf(dump.output)) {
            // What is no archive is read to its end all the same, so that the exit code arrives.
            if (!open && !part.subarray(0, MAGIC.length).equals(MAGIC))
                continue;
            open ??= await bucket.startUpload(key);
            await open.part(part);
            hash.update(part);
            size += part.length;
            src_log/* log */.R.info(`${megabytes(size)} uploaded`);
        }
        // ssh2 ends the stream cleanly when the dump was killed or the connection lost; only the exit code tells.
        const end = await dump.finished;
        if (end.code !== 0 || !open)
            throw incomplete(end, size);
        await open.commit();
    }
    catch (cause) {
        dump.abort();
        await open?.abort().catch(() => src_log/* log */.R.warning(`the unfinished upload of ${key} could not be removed`));
        throw cause;
    }
    return { size, sha256: hash.digest('hex') };
}
function incomplete({ code, signal, stderr }, size) {
    const how = code !== undefined ? `exit ${code}` : (signal ?? 'connection lost');
    const said = stderr.trim().split('\n').slice(-3).join(' ');
    return new errors/* UserError */.y(`backup incomplete (pg_dump ${how} after ${megabytes(size)}); the upload was removed and the deployment must not go on. ${said}`);
}
async function* partsOf(output) {
    let parts = [];
    let length = 0;
    for await (const part of output) {
        parts.push(part);
        length += part.length;
        if (length < PART)
            continue;
        yield Buffer.concat(parts);
        parts = [];
        length = 0;
    }
    if (length > 0)
        yield Buffer.concat(parts);
}
async function readBack(key, written, bucket) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    for await (const part of await bucket.read(key)) {
        hash.update(part);
        size += part.length;
    }
    if (size === written.size && hash.digest('hex') === written.sha256)
        return;
    await bucket.remove(key);
    throw new errors/* UserError */.y(`the object read back from the bucket is not what was written (${size} of ${written.size} bytes); it was removed`);
}


/***/ })

};
;