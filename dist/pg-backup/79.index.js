"use strict";
exports.id = 79;
exports.ids = [79];
exports.modules = {

/***/ 8079:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fileOnGithub: () => (/* binding */ fileOnGithub)
});

// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __webpack_require__(8948);
// EXTERNAL MODULE: ../node_modules/.pnpm/@actions+github@9.1.1/node_modules/@actions/github/lib/github.js + 24 modules
var github = __webpack_require__(3113);
// EXTERNAL MODULE: ../packages/action/src/workflow-run.ts
var workflow_run = __webpack_require__(8042);
;// CONCATENATED MODULE: ../packages/github/src/repository.ts


/** @param token that reads the repository (`contents: read`) */
function githubRepository(token) {
    const { repository: name } = (0,workflow_run/* workflowRun */.t)();
    const [owner = '', repo = ''] = name.split('/');
    const baseUrl = process.env.GITHUB_API_URL;
    return { api: (0,github/* getOctokit */.Q)(token, baseUrl ? { baseUrl } : {}).rest, where: { owner, repo }, name };
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ../packages/github/src/failure-reason.ts
/** A failure that may be over in a moment. */
const isTransient = ({ status = 0 }) => status >= 500;
/** What is requested does not exist. */
const isMissing = ({ status }) => status === 404;
/** There is no such commit, and so nothing in it. */
const isUnknownCommit = (failure) => isMissing(failure) && /no commit found/i.test(failure.message ?? '');
/** Why a request failed and what to do, in one line. */
function failureReason(failure) {
    const { status, message, response } = failure;
    if (response === undefined)
        return 'GitHub cannot be reached. Check the network of the runner, then run the job again';
    if (isLimited(status, message, response.headers))
        return limited(response.headers);
    if (status === 401)
        return 'GitHub refused the token (HTTP 401). Leave input "github-token" at its default';
    if (status === 403)
        return 'the job has no permission to read the repository (HTTP 403). Add "contents: read" to the permissions of the job';
    if (isUnknownCommit(failure))
        return 'GitHub does not know the commit. Run the workflow again on a branch that exists';
    return `GitHub returned HTTP ${status}. Run the job again later`;
}
/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isLimited(status = 0, message = '', headers = {}) {
    if (status !== 403 && status !== 429)
        return false;
    return status === 429 || /rate limit/i.test(message) || String(headers['x-ratelimit-remaining']) === '0';
}
function limited(headers = {}) {
    const reset = Number(headers['x-ratelimit-reset']);
    const until = reset > 0 ? ` until ${new Date(reset * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC` : '';
    return `the rate limit of GitHub's API is exhausted${until}. Run the job again later`;
}

;// CONCATENATED MODULE: ../packages/github/src/request.ts



const ATTEMPTS = 3;
const TIMEOUT_MS = 15_000;
const PAUSE_MS = 1000;
/**
 * The data of a request to GitHub, which times out and is repeated while GitHub itself fails.
 * @param what the request does, as the end of "cannot …"
 * @param pauseMs before the second attempt, doubled before each further one
 * @throws UserError with the reason and what to do
 */
async function request(what, send, pauseMs = PAUSE_MS) {
    for (let attempt = 1;; attempt++) {
        try {
            return (await send({ signal: AbortSignal.timeout(TIMEOUT_MS) })).data;
        }
        catch (error) {
            const failure = error;
            // Anything else is a bug.
            if (failure.status === undefined)
                throw error;
            if (attempt === ATTEMPTS || !isTransient(failure))
                throw new errors/* UserError */.y(`cannot ${what}: ${failureReason(failure)}`, { cause: error });
            await (0,promises_.setTimeout)(pauseMs * 2 ** (attempt - 1));
        }
    }
}
/**
 * The same for what need not exist.
 * @param isNothing which failures mean that it does not
 */
async function requestIfAny(what, send, isNothing = isMissing, pauseMs = PAUSE_MS) {
    const sendIfAny = options => send(options).catch(error => {
        if (isNothing(error))
            return { data: undefined };
        throw error;
    });
    return await request(what, sendIfAny, pauseMs);
}

// EXTERNAL MODULE: ../packages/settings/src/file/source-text.ts
var source_text = __webpack_require__(2976);
;// CONCATENATED MODULE: ../packages/settings/src/source/contents-api.ts



/**
 * A file as a commit has it, from GitHub's contents API
 * (https://docs.github.com/en/rest/repos/contents#get-repository-content).
 * @param pauseMs before the second attempt
 */
async function fileOnGithub({ path, token, sha }, pauseMs = 1000) {
    if (token === '')
        throw new errors/* UserError */.y(`cannot read ${path}: there is no checkout of the run's commit, and input "github-token" is empty. Leave the input at its default`);
    const { api, where, name } = githubRepository(token);
    const place = sha === undefined ? `the default branch of ${name}` : name;
    const ref = sha === undefined ? {} : { ref: sha };
    const data = await requestIfAny(`read ${path} of ${place}`, options => api.repos.getContent({ ...where, ...ref, path, request: options }), isUnknownFile, pauseMs);
    return data === undefined ? {} : { text: fileText(path, data) };
}
/** There is no such file, though there is such a commit. */
const isUnknownFile = (failure) => isMissing(failure) && !isUnknownCommit(failure);
/** The text in a response; a link to a file of the repository has been followed by GitHub. */
function fileText(path, data) {
    if (Array.isArray(data))
        throw new errors/* UserError */.y(`${path} is a folder. Set "settings" to a file`);
    const { type, size = 0, encoding, content } = (data ?? {});
    if (type === 'submodule')
        throw new errors/* UserError */.y(`${path} is a submodule. Set "settings" to a file of this repository`);
    if (type === 'symlink')
        throw new errors/* UserError */.y(`${path} is a symbolic link that does not lead to a file of this repository`);
    // Above 1 MB there is no content at all.
    if (size > source_text/* MAX_SETTINGS_BYTES */.XK)
        throw new errors/* UserError */.y(`${path} ${(0,source_text/* sizeProblem */.bi)(size)}`);
    const bytes = encoding === 'base64' && typeof content === 'string' ? Buffer.from(content, 'base64') : undefined;
    if (type !== 'file' || bytes?.length !== size)
        throw new errors/* UserError */.y(`cannot read ${path}: GitHub returned an incomplete file. Run the job again`);
    return bytes.toString('utf8');
}


/***/ })

};
;