"use strict";
exports.id = 455;
exports.ids = [455];
exports.modules = {

/***/ 7455:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sendArchive: () => (/* binding */ sendArchive)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ../../packages/action/src/log.ts
var log = __webpack_require__(6609);
// EXTERNAL MODULE: ../../packages/action/src/errors.ts
var errors = __webpack_require__(628);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ../../packages/deployment/src/tar.ts


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

;// CONCATENATED MODULE: ../../packages/deployment/src/image-archive.ts



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

;// CONCATENATED MODULE: ./src/archive-problem.ts

/**
 * Why an archive is not the one that the build has written, or nothing when it is. Whatever is in it would be loaded, under
 * the name of a database's image as well.
 */
function archiveProblem({ path, images: archived, others }, images) {
    for (const { image, id } of images) {
        if (archived.some(one => one.id === id))
            continue;
        const found = archived.find(({ tags }) => tags.includes(familiarName(image)));
        return found
            ? `"${path}" has ${image} as ${found.id}, and the build made ${id}. ${ADVICE}`
            : `"${path}" has no image ${image} (${id}). Build it again`;
    }
    const strange = [
        ...others,
        ...archived.flatMap(({ id, tags }) => {
            const names = images.filter(one => one.id === id).map(({ image }) => familiarName(image));
            return names.length === 0 ? (tags[0] ?? id) : tags.filter(tag => !names.includes(tag));
        }),
    ];
    if (strange.length === 0)
        return undefined;
    return `"${path}" would also load ${strange.join(', ')}, which the input "images" does not name. ${ADVICE}`;
}
const ADVICE = 'Use the archive of the run that built the images; if it is that one, something else can write its artifacts';

// EXTERNAL MODULE: ./src/check-architecture.ts + 1 modules
var check_architecture = __webpack_require__(5000);
;// CONCATENATED MODULE: ./src/send-archive.ts







/** The layers of every image on the server, a list in a line; none where the image store takes images only whole. */
const LAYERS = `docker info --format '{{json .DriverStatus}}' | grep -q io.containerd.snapshotter && exit 0
ids=$(docker image ls --quiet | sort -u)
[ -z "$ids" ] || docker image inspect --format '{{json .RootFS.Layers}}' $ids`;
/**
 * Transfers the images of an archive through the connection: the layers that the server lacks, compressed. The build has
 * named each image by the digest of its configuration, which names all its layers; the archive is compared with it before
 * anything is sent, and the server afterwards.
 *
 * @throws UserError when the archive is not that of the build, or an image is another one afterwards
 */
async function sendArchive(remote, path, images) {
    const names = images.map(({ image }) => image).join(', ');
    const built = images.map(({ image, id = '' }) => ({ image, ids: [id] }));
    if ((await others(remote, built)).length === 0)
        return log/* log */.Rm.info(`${remote.name} has ${names} already`);
    const archive = await readImageArchive(path);
    const problem = archiveProblem(archive, images);
    if (problem)
        throw new errors/* UserError */.y(problem);
    const wanted = wantedImages(archive, images);
    if ((await others(remote, wanted)).length === 0)
        return log/* log */.Rm.info(`${remote.name} has ${names} already`);
    await (0,check_architecture/* checkArchitecture */.k)(remote, wanted);
    const { stdout } = await remote.run(['sh', '-c', LAYERS, 'list the layers']);
    const present = stdout.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line)]));
    await send(remote, archive, lackingEntries(archive, present));
    for (const { image, ids } of wanted)
        await remote.run(['sh', '-c', TAG, 'name the image', image, ...ids], { allowFailure: true });
    const [other] = await others(remote, wanted);
    if (other)
        throw new errors/* UserError */.y(`${remote.name} did not get what was sent: ${other}`);
}
const wantedImages = (archive, images) => images.map(({ image, id }) => {
    const { serverIds = [], architecture = '' } = archive.images.find(one => one.id === id) ?? {};
    return { image, ids: serverIds, architecture };
});
/** An archive of the containerd store names only one of several images with the same content. */
const TAG = 'image=$1; shift; for id; do docker tag "$id" "$image" 2> /dev/null && exit; done; exit 1';
async function send(remote, { path, entries }, chosen) {
    log/* log */.Rm.info(`Sending ${megabytes(chosen)} of ${megabytes(entries)} MB of images to ${remote.name}: the layers that it lacks`);
    // A file that cannot be read to its end breaks the stream off, which ends the command.
    const input = (0,external_node_stream_.pipeline)(external_node_stream_.Readable.from(bytesOf(path, chosen)), (0,external_node_zlib_.createGzip)({ level: 1 }), () => { });
    await remote.run(['docker', 'load', '--quiet'], { input, onLine: log/* log */.Rm.untrusted });
}
/** Entries lie in the file as they are sent, so the parts of it make a tar again with two empty blocks at its end. */
async function* bytesOf(path, entries) {
    for (const { start, end } of entries)
        yield* (0,external_node_fs_.createReadStream)(path, { start, end: end - 1 });
    yield Buffer.alloc(1024);
}
/** Those of the images that the server does not have, or has as another one, each with both ids. */
async function others(remote, wanted) {
    const format = '{{.Id}} {{json .RepoTags}}';
    const command = ['docker', 'image', 'inspect', '--format', format, ...wanted.map(({ image }) => image)];
    const { stdout } = await remote.run(command, { allowFailure: true });
    const lines = stdout.split('\n');
    return wanted.flatMap(({ image, ids }) => {
        const id = lines.find(line => line.includes(`"${familiarName(image)}"`))?.split(' ')[0];
        return id && ids.includes(id) ? [] : [`image ${image} is ${id ?? 'missing'}, and not ${ids[0]}`];
    });
}
const megabytes = (entries) => (entries.reduce((sum, { start, end }) => sum + end - start, 0) / 1_000_000).toFixed(1);


/***/ })

};
;