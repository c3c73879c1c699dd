"use strict";
exports.id = 310;
exports.ids = [310];
exports.modules = {

/***/ 3520:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openChat: () => (/* binding */ openChat)
/* harmony export */ });
/* harmony import */ var telegraf__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4401);
/* harmony import */ var telegraf__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(telegraf__WEBPACK_IMPORTED_MODULE_0__);

const TRIES = 3;
const LONGEST_WAIT = 30;
/** A Telegram chat. Errors carry Telegram's own description, never the address, since the token is part of it. */
function openChat({ token, chatId, apiUrl }) {
    const telegram = new telegraf__WEBPACK_IMPORTED_MODULE_0__.Telegram(token, { apiRoot: apiUrl });
    return {
        async send({ text, entities }, { silent }) {
            for (let attempt = 1;; attempt++) {
                try {
                    await telegram.sendMessage(chatId, text, {
                        entities: entities,
                        disable_notification: silent,
                        link_preview_options: { is_disabled: true },
                    });
                    return;
                }
                catch (cause) {
                    const wait = secondsToWait(cause);
                    if (wait === undefined || attempt === TRIES)
                        throw plainError(cause);
                    await new Promise(resolve => setTimeout(resolve, wait * 1000));
                }
            }
        },
    };
}
/** How long to wait before another try, or nothing when it would not help. */
function secondsToWait(cause) {
    if (!(cause instanceof telegraf__WEBPACK_IMPORTED_MODULE_0__.TelegramError))
        return 1;
    if (cause.code === 429)
        return Math.min(cause.parameters?.retry_after ?? 1, LONGEST_WAIT);
    return cause.code >= 500 ? 1 : undefined;
}
function plainError(cause) {
    if (cause instanceof telegraf__WEBPACK_IMPORTED_MODULE_0__.TelegramError)
        return new Error(`Telegram says ${cause.code}: ${cause.description}`);
    const { code } = (cause.cause ?? cause);
    return new Error(`Telegram cannot be reached${code ? ` (${code})` : ''}`);
}


/***/ }),

/***/ 721:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {


// Stands in for node-fetch 2 in telegraf: the same call on Node's own fetch. node-fetch 2 prints the deprecation
// warnings DEP0040 (punycode) and DEP0169 (url.parse) into the log of every run, and weighs 360 kB.
const { PassThrough } = __webpack_require__(7075)

module.exports = async function fetch(url, { agent, compress, timeout, signal, ...init } = {}) {
  const limit = timeout ? AbortSignal.timeout(timeout) : undefined
  init.signal = signal && limit ? AbortSignal.any([signal, limit]) : (signal ?? limit)
  if (init.body && typeof init.body.pipe === 'function') {
    init.body = init.body.pipe(new PassThrough())
    init.duplex = 'half'
  }
  return globalThis.fetch(url, init)
}


/***/ })

};
;