"use strict";
exports.id = 301;
exports.ids = [301];
exports.modules = {

/***/ 5301:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   commitsOnGithub: () => (/* binding */ commitsOnGithub)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4273);
/* harmony import */ var _tsh_action__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(628);


/** The commits of the repository, as GitHub knows them. */
function commitsOnGithub(token) {
    const repos = () => (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(token).rest.repos;
    const where = `${_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo.owner}/${_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo.repo}`;
    return {
        async find(commit) {
            const found = await repos()
                .getCommit({ ..._actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo, ref: commit })
                .catch(cause => {
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
            // https://docs.github.com/en/rest/commits/commits#compare-two-commits
            const basehead = `${branch}...${sha}`;
            const compared = await repos()
                .compareCommitsWithBasehead({ ..._actions_github__WEBPACK_IMPORTED_MODULE_0__/* .context */ ._.repo, basehead, per_page: 1 })
                .catch(cause => {
                // There is no such branch, or it has nothing in common with the commit.
                if (cause.status === 404)
                    return undefined;
                throw unavailable(`compare commit ${sha} with ${branch} in ${where}`, cause);
            });
            return compared?.data.status === 'behind' || compared?.data.status === 'identical';
        },
    };
}
const unavailable = (what, cause) => new _tsh_action__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`cannot ${what} (HTTP ${cause.status ?? 'unreachable'})`, { cause });


/***/ })

};
;