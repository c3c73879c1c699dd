"use strict";
exports.id = 929;
exports.ids = [929];
exports.modules = {

/***/ 4929:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fileOnGithub: () => (/* binding */ fileOnGithub)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ../../node_modules/.pnpm/@actions+github@9.1.1_patch_hash=a1f4be25b9b69313639bff9e14d73ded69c032a804c0e20e720ba3b450d58af2/node_modules/@actions/github/lib/github.js + 24 modules
var github = __webpack_require__(4273);
// EXTERNAL MODULE: ../../packages/action/src/errors.ts
var errors = __webpack_require__(628);
// EXTERNAL MODULE: ../../packages/settings/src/file/source-text.ts
var source_text = __webpack_require__(6432);
;// CONCATENATED MODULE: ../../packages/settings/src/source/api-error.ts

/** There is no such file, though there is such a commit. */
function isUnknownFile(error) {
    const { status, message } = error;
    return status === 404 && !isUnknownCommit(message);
}
const isUnknownCommit = (message = '') => /no commit found/i.test(message);
/** A failure that may be over in a moment. */
function isTransient(error) {
    const { status } = error;
    return status !== undefined && status >= 500;
}
/** A failed request in one line, with what to do; anything else is a bug and stays what it is. */
function apiError({ path, repository, sha }, error) {
    if (error.status === undefined)
        return error;
    return new errors/* UserError */.y(`cannot read ${path} of ${repository}: ${reason(error, sha)}`, {
        cause: error,
    });
}
function reason({ status, message, response }, sha) {
    if (response === undefined)
        return 'GitHub cannot be reached. Check the network of the runner, then run the job again';
    if (isLimited(status, message, response.headers))
        return limited(response.headers);
    if (status === 401)
        return 'GitHub refused the token (HTTP 401). Leave input "github-token" at its default';
    if (status === 403)
        return 'the job has no permission to read the repository (HTTP 403). Add "contents: read" to the permissions of the job';
    if (status === 404)
        return `GitHub does not know commit ${sha}. Run the workflow again on a branch that exists`;
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

;// CONCATENATED MODULE: ../../packages/settings/src/source/contents-api.ts





const ATTEMPTS = 3;
const TIMEOUT_MS = 15_000;
/**
 * A file as the commit of the run has it, from GitHub's contents API
 * (https://docs.github.com/en/rest/repos/contents#get-repository-content).
 * @param pauseMs before the second attempt, doubled before each further one
 */
async function fileOnGithub(request, pauseMs = 1000) {
    const { path, token } = request;
    if (token === '')
        throw new errors/* UserError */.y(`cannot read ${path}: there is no checkout of the run's commit, and input "github-token" is empty. Leave the input at its default`);
    const data = await contentsWithRetries(request, pauseMs);
    return data === undefined ? {} : { text: fileText(path, data) };
}
/** @returns nothing when the commit has no such file */
async function contentsWithRetries(request, pauseMs) {
    for (let attempt = 1;; attempt++) {
        try {
            return await contents(request);
        }
        catch (error) {
            if (isUnknownFile(error))
                return undefined;
            if (attempt === ATTEMPTS || !isTransient(error))
                throw apiError(request, error);
            await (0,promises_.setTimeout)(pauseMs * 2 ** (attempt - 1));
        }
    }
}
async function contents({ repository, sha, path, token }) {
    const [owner = '', repo = ''] = repository.split('/');
    const baseUrl = process.env.GITHUB_API_URL;
    const { rest } = (0,github/* getOctokit */.Q)(token, baseUrl ? { baseUrl } : {});
    const request = { signal: AbortSignal.timeout(TIMEOUT_MS) };
    const { data } = await rest.repos.getContent({ owner, repo, path, ref: sha, request });
    return data;
}
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