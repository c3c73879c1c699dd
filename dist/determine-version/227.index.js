"use strict";
exports.id = 227;
exports.ids = [227];
exports.modules = {

/***/ 1227:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   repositoryOnGithub: () => (/* binding */ repositoryOnGithub)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4273);
/* harmony import */ var _tsh_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(628);


/** The repository of the run, as GitHub knows it. */
function repositoryOnGithub(token) {
    const { repos, git } = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(token).rest;
    const where = `${_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo.owner}/${_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo.repo}`;
    return {
        async find(commit) {
            const found = await repos.getCommit({ ..._actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo, ref: commit }).catch(cause => {
                const { status } = cause;
                if (status === 404 || status === 422)
                    throw new _tsh_action__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`input "version" names commit ${commit}, which ${where} does not have`, {
                        cause,
                    });
                throw unavailable(`look up commit ${commit} in ${where}`, cause);
            });
            return found.data.sha;
        },
        async isOn(branch, sha) {
            // By its commit: to compare, GitHub may take a tag of the same name for the branch.
            const tip = await git.getRef({ ..._actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo, ref: `heads/${branch}` }).catch(cause => {
                if (cause.status === 404)
                    return undefined;
                throw unavailable(`look up branch ${branch} in ${where}`, cause);
            });
            if (!tip)
                return false;
            // https://docs.github.com/en/rest/commits/commits#compare-two-commits
            const basehead = `${tip.data.object.sha}...${sha}`;
            const compared = await repos
                .compareCommitsWithBasehead({ ..._actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo, basehead, per_page: 1 })
                .catch(cause => {
                // The branch has nothing in common with the commit.
                if (cause.status === 404)
                    return undefined;
                throw unavailable(`compare commit ${sha} with ${branch} in ${where}`, cause);
            });
            return compared?.data.status === 'behind' || compared?.data.status === 'identical';
        },
        async defaultBranch() {
            const found = await repos.get(_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo).catch(cause => {
                throw unavailable(`look up the default branch of ${where}`, cause);
            });
            return found.data.default_branch;
        },
        async fileOnDefaultBranch(path) {
            // Without a "ref" it is the default branch: https://docs.github.com/en/rest/repos/contents#get-repository-content
            const found = await repos.getContent({ ..._actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo, path }).catch(cause => {
                if (cause.status === 404)
                    return undefined;
                throw unavailable(`read ${path} of the default branch of ${where}`, cause);
            });
            if (!found)
                return undefined;
            const { data } = found;
            if (Array.isArray(data) || data.type !== 'file' || !('content' in data))
                throw new _tsh_action__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`${path} on the default branch of ${where} is not a file. Check the input "settings"`);
            return { path, text: Buffer.from(data.content, 'base64').toString('utf8') };
        },
    };
}
const unavailable = (what, cause) => new _tsh_action__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`cannot ${what} (HTTP ${cause.status ?? 'unreachable'}). Give the job "contents: read", or run it again later`, { cause });


/***/ })

};
;