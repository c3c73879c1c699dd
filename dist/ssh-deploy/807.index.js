"use strict";
exports.id = 807;
exports.ids = [807];
exports.modules = {

/***/ 8807:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openBucket: () => (/* binding */ openBucket)
});

// UNUSED EXPORTS: tokenOf

// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/GetObjectCommand.js
var GetObjectCommand = __webpack_require__(2453);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/PutObjectCommand.js
var PutObjectCommand = __webpack_require__(4046);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/pagination/ListObjectsV2Paginator.js
var ListObjectsV2Paginator = __webpack_require__(9412);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/DeleteObjectCommand.js
var DeleteObjectCommand = __webpack_require__(8400);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/S3Client.js + 12 modules
var S3Client = __webpack_require__(5575);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/ListObjectsV2Command.js
var ListObjectsV2Command = __webpack_require__(4080);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/HeadObjectCommand.js
var HeadObjectCommand = __webpack_require__(2943);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/CreateMultipartUploadCommand.js
var CreateMultipartUploadCommand = __webpack_require__(8179);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/UploadPartCommand.js
var UploadPartCommand = __webpack_require__(8856);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/CompleteMultipartUploadCommand.js
var CompleteMultipartUploadCommand = __webpack_require__(1904);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/AbortMultipartUploadCommand.js
var AbortMultipartUploadCommand = __webpack_require__(3270);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/ListPartsCommand.js
var ListPartsCommand = __webpack_require__(3846);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/ListMultipartUploadsCommand.js
var ListMultipartUploadsCommand = __webpack_require__(9750);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/GetBucketVersioningCommand.js
var GetBucketVersioningCommand = __webpack_require__(5414);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/GetPublicAccessBlockCommand.js
var GetPublicAccessBlockCommand = __webpack_require__(7688);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/GetBucketLifecycleConfigurationCommand.js
var GetBucketLifecycleConfigurationCommand = __webpack_require__(4428);
// EXTERNAL MODULE: ../node_modules/.pnpm/@aws-sdk+client-s3@3.1173.0/node_modules/@aws-sdk/client-s3/dist-es/commands/GetObjectLockConfigurationCommand.js
var GetObjectLockConfigurationCommand = __webpack_require__(3546);
// EXTERNAL MODULE: ../packages/action/src/errors.ts
var errors = __webpack_require__(8948);
;// CONCATENATED MODULE: ../packages/backup/src/store/store-error.ts

/** A fault of the object store in one sentence. The SDK's own texts may carry headers, addresses and signatures. */
class StoreError extends errors/* UserError */.y {
    /** The store's own code, such as `AccessDenied`, or the system's, such as `ECONNREFUSED`. */
    code;
    /** HTTP status; 0 when there was no answer. */
    status;
    constructor(what, code, status, options) {
        super(`S3: cannot ${what}: ${MEANINGS[code] ?? MEANINGS[status] ?? unexplained(code, status)}`, options);
        this.code = code;
        this.status = status;
    }
}
const DENIED = 'access denied. The key needs the rights that the README of pg-backup lists, with SSE-KMS also kms:GenerateDataKey and kms:Decrypt, and "bucket-owner" must own the bucket';
/** Source: docs.aws.amazon.com, "Error responses" of Amazon S3. */
const MEANINGS = {
    AccessDenied: DENIED,
    Forbidden: DENIED,
    403: DENIED,
    InvalidAccessKeyId: 'the access key is unknown. Check AWS_ACCESS_KEY_ID',
    SignatureDoesNotMatch: 'the secret key does not belong to the access key. Check AWS_SECRET_ACCESS_KEY',
    ExpiredToken: 'the temporary keys have expired. Use keys that live as long as the backup takes',
    InvalidToken: 'the session token is not valid. Check "session-token"',
    NoSuchBucket: 'the bucket does not exist. Check AWS_S3_BUCKET',
    NoSuchKey: 'there is no such object',
    NotFound: 'there is no such object or bucket. Check AWS_S3_BUCKET',
    NoSuchUpload: 'the upload is unknown to the store',
    RequestTimeTooSkewed: 'the clock of this runner is wrong by more than 15 minutes',
    PermanentRedirect: 'the bucket is in another region. Check AWS_REGION',
    MovedPermanently: 'the bucket is in another region. Check AWS_REGION',
    301: 'the bucket is in another region. Check AWS_REGION',
    AuthorizationHeaderMalformed: 'the bucket is in another region. Check AWS_REGION',
    PreconditionFailed: 'there is an object of that name already, and a backup never replaces one',
    KMSAccessDenied: 'the KMS key may not be used. Grant kms:GenerateDataKey and kms:Decrypt',
    BadDigest: 'what arrived is not what was sent',
    SlowDown: 'the store asks to slow down',
    ServiceUnavailable: 'the store is not available at the moment',
    InternalError: 'the store reports an internal error',
    ECONNREFUSED: 'connection refused. Check "endpoint"',
    ECONNRESET: 'the connection was cut',
    EPIPE: 'the connection was cut',
    ENOTFOUND: 'the host name was not found. Check "endpoint" and "region"',
    TimeoutError: 'no answer in time',
};
function unexplained(code, status) {
    return status === 0 ? `no answer (${code})` : `${code} (HTTP ${status})`;
}
/** Whether a request may have taken effect although it failed: there was no answer, or one that says nothing. */
function isAmbiguous(fault) {
    return (fault.status === 0 ||
        fault.status >= 500 ||
        [409, 412].includes(fault.status) ||
        fault.code === 'NoSuchUpload' ||
        fault.status === 200);
}
/** Runs a request; whatever goes wrong becomes a `StoreError`. */
async function explained(what, work) {
    try {
        return await work();
    }
    catch (cause) {
        throw asStoreError(what, cause);
    }
}
function asStoreError(what, cause) {
    if (cause instanceof StoreError)
        return cause;
    const { name, message, code, Code, $metadata } = cause;
    // The SDK wraps what it does not take for an error of this realm; the system's code is then only in the text.
    const wrapped = /\bE[A-Z]{4,}\b/.exec(message ?? '')?.[0];
    return new StoreError(what, Code ?? code ?? wrapped ?? name, $metadata?.httpStatusCode ?? 0, { cause });
}

;// CONCATENATED MODULE: ../packages/backup/src/store/s3-settings.ts


/** Reads how a bucket is set up. What may not be read, or is unknown to the store, stays undefined. */
async function readSettings(client, bucket) {
    const [versioning, access, rules, lock] = await Promise.all([
        told(client.send(new GetBucketVersioningCommand/* GetBucketVersioningCommand */._(bucket)), undefined),
        told(client.send(new GetPublicAccessBlockCommand/* GetPublicAccessBlockCommand */.G(bucket)), {}),
        told(client.send(new GetBucketLifecycleConfigurationCommand/* GetBucketLifecycleConfigurationCommand */.i(bucket)), {}),
        told(client.send(new GetObjectLockConfigurationCommand/* GetObjectLockConfigurationCommand */.m(bucket)), {}),
    ]);
    const block = access?.PublicAccessBlockConfiguration;
    const enabled = rules?.Rules?.filter(({ Status }) => Status === 'Enabled') ?? [];
    return {
        versioning: versioning && versioning.Status === 'Enabled',
        publicAccessBlocked: access &&
            Boolean(block?.BlockPublicAcls &&
                block.BlockPublicPolicy &&
                block.IgnorePublicAcls &&
                block.RestrictPublicBuckets),
        abortRule: rules && enabled.some(rule => rule.AbortIncompleteMultipartUpload),
        expiringPrefixes: rules && enabled.filter(rule => rule.Expiration).map(rule => rule.Filter?.Prefix ?? ''),
        objectLock: lock && lock.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled',
    };
}
/** @param absent what it means that nothing is set up (404); undefined when that is no answer */
async function told(answer, absent) {
    try {
        return await answer;
    }
    catch (cause) {
        return asStoreError('read the settings', cause).status === 404 ? absent : undefined;
    }
}

;// CONCATENATED MODULE: ../packages/backup/src/store/s3-bucket.ts



/** Opens a bucket of AWS S3 or of a compatible store. Nothing is sent yet. */
function openBucket(access) {
    const { bucket, owner } = access;
    const client = newClient(access);
    const account = owner === '' ? {} : { ExpectedBucketOwner: owner };
    const at = (key) => ({ Bucket: bucket, Key: key, ...account });
    return {
        name: bucket,
        check: prefix => explained(`reach bucket "${bucket}"`, () => clockOf(client, { Bucket: bucket, Prefix: `${prefix}/v1/-`, ...account })),
        head: key => head(client, at(key)),
        async read(key, versionId) {
            const command = new GetObjectCommand/* GetObjectCommand */.j({ ...at(key), ...(versionId ? { VersionId: versionId } : {}) });
            const { Body } = await explained(`read ${key}`, () => client.send(command));
            return withFaults(key, Body);
        },
        async put(key, body, options) {
            const command = new PutObjectCommand/* PutObjectCommand */.w({
                ...{ ...at(key), Body: body, ...written(options) },
                ...(options.checksum === 'none' ? {} : { ChecksumAlgorithm: 'CRC64NVME' }),
                ...(options.replace ? {} : { IfNoneMatch: '*' }),
            });
            await explained(`write ${key}`, () => client.send(command));
        },
        startUpload: (key, options) => startUpload(client, at(key), options),
        async *list(prefix) {
            const request = { Bucket: bucket, Prefix: prefix, ...account };
            try {
                for await (const { Contents } of (0,ListObjectsV2Paginator/* paginateListObjectsV2 */.O)({ client }, request)) {
                    for (const { Key = '', Size = 0, LastModified } of Contents ?? [])
                        yield { key: Key, size: Size, modified: timeOf(LastModified) };
                }
            }
            catch (cause) {
                throw asStoreError(`list ${prefix}`, cause);
            }
        },
        async remove(key, versionId) {
            const command = new DeleteObjectCommand/* DeleteObjectCommand */.k({ ...at(key), ...(versionId ? { VersionId: versionId } : {}) });
            await explained(`remove ${key}`, () => client.send(command));
        },
        openUploads: prefix => openUploads(client, { Bucket: bucket, Prefix: prefix, ...account }),
        abortUpload: (key, uploadId) => abort(client, { ...at(key), UploadId: uploadId }),
        settings: () => readSettings(client, { Bucket: bucket, ...account }),
    };
}
/** What has no time is new: whoever removes what is old must not take it. */
const timeOf = (time) => (time ?? new Date()).toISOString();
/** Part of every object that we write. */
const TOKEN = 'tsh-token';
function newClient({ region, endpoint, accessKeyId, secretAccessKey, sessionToken }) {
    return new S3Client/* S3Client */.Y({
        region,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === '' ? {} : { sessionToken }) },
        // Compatible stores often know neither names as host names nor the newer checksum headers.
        ...(endpoint === '' ? {} : { endpoint, forcePathStyle: true }),
        // Our own checksums are asked for by name; the SDK's default would contradict them in the parts.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        maxAttempts: 5,
        requestHandler: { connectionTimeout: 10_000, socketTimeout: 60_000 },
    });
}
function written({ token, encryption }) {
    return {
        Metadata: { [TOKEN]: token },
        ...(encryption.mode === 'sse-s3' ? { ServerSideEncryption: 'AES256' } : {}),
        ...(encryption.mode === 'sse-kms'
            ? { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: encryption.key, BucketKeyEnabled: true }
            : {}),
    };
}
/** The name of the metadata that proves an object to be ours. */
function tokenOf({ metadata }) {
    return metadata[TOKEN];
}
/** Lists what cannot be there: the answer to a HEAD would have no body that says what is wrong. */
async function clockOf(client, at) {
    let date;
    const command = new ListObjectsV2Command/* ListObjectsV2Command */.u(at);
    command.middlewareStack.add(next => async (args) => {
        const result = await next(args);
        date = result.response.headers?.date;
        return result;
    }, { step: 'deserialize', name: 'readDate' });
    await client.send(command);
    return date ? Date.parse(date) - Date.now() : 0;
}
async function head(client, at) {
    const command = new HeadObjectCommand/* HeadObjectCommand */.l({ ...at, ChecksumMode: 'ENABLED' });
    try {
        const found = await client.send(command);
        return {
            key: at.Key,
            size: found.ContentLength ?? 0,
            modified: timeOf(found.LastModified),
            versionId: found.VersionId,
            metadata: found.Metadata ?? {},
            crc64: found.ChecksumCRC64NVME,
            encryption: found.ServerSideEncryption,
        };
    }
    catch (cause) {
        const fault = asStoreError(`look at ${at.Key}`, cause);
        if (fault.status === 404 && fault.code !== 'NoSuchBucket')
            return undefined;
        throw fault;
    }
}
async function* withFaults(key, body) {
    try {
        yield* body;
    }
    catch (cause) {
        throw asStoreError(`read ${key} to its end`, cause);
    }
}
async function startUpload(client, at, options) {
    const checked = options.checksum === 'crc64nvme';
    const create = new CreateMultipartUploadCommand/* CreateMultipartUploadCommand */.n({
        ...{ ...at, ...written(options) },
        ...(checked ? { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'FULL_OBJECT' } : {}),
    });
    const { UploadId } = await explained(`start the upload of ${at.Key}`, () => client.send(create));
    const upload = { ...at, UploadId };
    const parts = [];
    return {
        async part(PartNumber, body, abortSignal) {
            const command = new UploadPartCommand/* UploadPartCommand */.i({ ...upload, PartNumber, Body: body });
            const { ETag } = await explained(`send part ${PartNumber} of ${at.Key}`, () => client.send(command, { abortSignal }));
            parts.push({ ETag, PartNumber });
        },
        async complete({ size, crc64 }) {
            parts.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
            const command = new CompleteMultipartUploadCommand/* CompleteMultipartUploadCommand */.G({
                ...{ ...upload, MultipartUpload: { Parts: parts }, IfNoneMatch: '*', MpuObjectSize: size },
                ...(checked ? { ChecksumCRC64NVME: crc64, ChecksumType: 'FULL_OBJECT' } : {}),
            });
            await explained(`complete the upload of ${at.Key}`, () => client.send(command));
        },
        abort: () => abort(client, upload),
    };
}
/** Parts that were on their way when the upload was aborted may still arrive; they are billed until they are gone. */
async function abort(client, upload) {
    let last;
    for (let tries = 0; tries < 3; tries++) {
        try {
            await client.send(new AbortMultipartUploadCommand/* AbortMultipartUploadCommand */.t(upload));
            await client.send(new ListPartsCommand/* ListPartsCommand */.m(upload));
        }
        catch (cause) {
            last = asStoreError(`abort the upload of ${upload.Key}`, cause);
            if (last.status === 404)
                return;
            if (last.status === 501)
                return; // the store aborts, and does not list
        }
    }
    throw last ?? asStoreError(`abort the upload of ${upload.Key}`, new Error('PartsLeft'));
}
async function openUploads(client, at) {
    try {
        const { Uploads } = await client.send(new ListMultipartUploadsCommand/* ListMultipartUploadsCommand */.m(at));
        return (Uploads ?? []).map(({ Key = '', UploadId = '', Initiated }) => ({
            ...{ key: Key, uploadId: UploadId, started: timeOf(Initiated) },
        }));
    }
    catch (cause) {
        const fault = asStoreError(`list the open uploads below ${at.Prefix}`, cause);
        if (fault.status === 501 || fault.code === 'AccessDenied')
            return undefined;
        throw fault;
    }
}


/***/ })

};
;