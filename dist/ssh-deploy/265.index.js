"use strict";
exports.id = 265;
exports.ids = [265];
exports.modules = {

/***/ 4265:
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
// EXTERNAL MODULE: ../../packages/action/src/errors.ts
var errors = __webpack_require__(628);
// EXTERNAL MODULE: ../../packages/action/src/log.ts
var log = __webpack_require__(6609);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./src/tar.ts


const BLOCK = 512;
/** Lists the entries of a tar without reading their content. Long names are not needed in an archive of images. */
async function tarEntries(path) {
    return withFile(path, async (file) => {
        const entries = [];
        const header = Buffer.alloc(BLOCK);
        for (let at = 0;;) {
            const { bytesRead } = await file.read(header, 0, BLOCK, at);
            if (bytesRead < BLOCK || header.every(byte => byte === 0))
                return entries;
            const size = Number.parseInt(textOf(header, 124, 12), 8);
            if (textOf(header, 257, 5) !== 'ustar' || Number.isNaN(size))
                throw new errors/* UserError */.y(`"${path}" is not a tar with images, as "docker save" writes it`);
            const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
            const type = textOf(header, 156, 1);
            entries.push({ name: textOf(header, 0, 100), file: type === '0' || type === '', start: at, end, size });
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
const textOf = (header, from, length) => header
    .toString('latin1', from, from + length)
    .replace(/\0.*$/s, '')
    .trim();
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

;// CONCATENATED MODULE: ./src/image-archive.ts


/**
 * Reads what images are in an archive, without their layers.
 * @throws UserError when it is none
 */
async function readImageArchive(path) {
    const entries = await tarEntries(path);
    const read = async (name) => {
        const entry = entries.find(candidate => candidate.name === name);
        if (!entry)
            throw new errors/* UserError */.y(`"${path}" has no ${name}, so "docker save" did not write it whole`);
        return JSON.parse(await readEntry(path, entry));
    };
    const manifest = (await read('manifest.json'));
    // Engines before 25 wrote none, and containerd's image store is younger.
    const index = entries.some(({ name }) => name === 'index.json')
        ? (await read('index.json'))
        : { manifests: [] };
    const images = manifest.map(async ({ Config, RepoTags, Layers }) => {
        const { rootfs } = (await read(Config));
        return {
            tags: RepoTags ?? [],
            ids: [`sha256:${/[0-9a-f]{64}/.exec(Config)?.[0]}`, ...index.manifests.map(({ digest }) => digest)],
            layers: Layers.map((file, at) => ({ file, digest: rootfs.diff_ids[at] ?? '' })),
        };
    });
    return { path, entries, images: await Promise.all(images) };
}
/**
 * The parts of an archive that a server lacks. A layer is there only together with all layers below it, so those that it
 * has are the beginning of some image's layers.
 *
 * @param present the layers of each image on the server, lowest first
 */
function lackingEntries({ entries, images }, present) {
    // In the archives of old engines a layer can be a link to another one, which must be there then.
    if (entries.some(({ name, file }) => !file && !name.endsWith('/')))
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

;// CONCATENATED MODULE: ./src/send-archive.ts





/** The layers of every image on the server, a list in a line; none where the image store takes images only whole. */
const LAYERS = `docker info --format '{{json .DriverStatus}}' | grep -q io.containerd.snapshotter && exit 0
ids=$(docker image ls --quiet | sort -u)
[ -z "$ids" ] || docker image inspect --format '{{json .RootFS.Layers}}' $ids`;
/**
 * Brings the images of an archive to the server through the connection: the layers that it lacks, compressed. Docker
 * compares every layer with the digest in the image's configuration, and here that of the configuration is compared.
 *
 * @throws UserError when an image is not in the archive, or is another one afterwards
 */
async function sendArchive(remote, path, images) {
    const archive = await readImageArchive(path);
    for (const image of images)
        if (!archive.images.some(({ tags }) => tags.includes(image)))
            throw new errors/* UserError */.y(`"${path}" has no image ${image}. Build it again`);
    if ((await others(remote, archive, images)).length === 0)
        return log/* log */.Rm.info(`${remote.name} has ${images.join(', ')} already`);
    const { stdout } = await remote.run(['sh', '-c', LAYERS, 'list the layers']);
    const present = stdout.split('\n').flatMap(line => (line === '' ? [] : [JSON.parse(line)]));
    await send(remote, archive, lackingEntries(archive, present));
    const [other] = await others(remote, archive, images);
    if (other)
        throw new errors/* UserError */.y(`${remote.name} did not get what was sent: ${other}`);
}
async function send(remote, { path, entries }, chosen) {
    log/* log */.Rm.info(`Sending ${megabytes(chosen)} of ${megabytes(entries)} MB of images to ${remote.name}: the layers that it lacks`);
    // A file that cannot be read to its end breaks the stream off, which ends the command.
    const input = (0,external_node_stream_.pipeline)(external_node_stream_.Readable.from(bytesOf(path, chosen)), (0,external_node_zlib_.createGzip)({ level: 1 }), () => { });
    await remote.run(['docker', 'load', '--quiet'], { input, onLine: log/* log */.Rm.foreign });
}
/** Entries lie in the file as they are sent, so the parts of it make a tar again with two empty blocks at its end. */
async function* bytesOf(path, entries) {
    for (const { start, end } of entries)
        yield* (0,external_node_fs_.createReadStream)(path, { start, end: end - 1 });
    yield Buffer.alloc(1024);
}
/** Those of the images that the server has not, or has in another form, each with both ids. */
async function others(remote, archive, images) {
    const format = '{{.Id}} {{json .RepoTags}}';
    const command = ['docker', 'image', 'inspect', '--format', format, ...images];
    const { stdout } = await remote.run(command, { allowFailure: true });
    const lines = stdout.split('\n');
    return images.flatMap(image => {
        const id = lines.find(line => line.includes(`"${image}"`))?.split(' ')[0];
        const ids = archive.images.find(({ tags }) => tags.includes(image))?.ids ?? [];
        return id && ids.includes(id) ? [] : [`image ${image} is ${id ?? 'missing'}, and not ${ids[0]}`];
    });
}
const megabytes = (entries) => (entries.reduce((sum, { start, end }) => sum + end - start, 0) / 1_000_000).toFixed(1);


/***/ })

};
;