/**
 * Deployment packages: the archives that functions and layers are made of, and the folders they are unpacked into.
 *
 * An archive is unpacked once when it is uploaded, into a folder named by its digest that is put in place in one step, so
 * that no environment ever sees half of one; versions and functions with the same archive share it. The folder is only a
 * cache: one that is missing after a restart is unpacked again from the archive's bytes.
 *
 * A package of bucket `hot-reload` is a folder of the machine named by its key, run in place; see `execution/hot-folder.ts`.
 *
 * Evidence: aws.md section B.1. Gap: archives come whole into memory, so a 250 MB one needs that much.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { AwsError } from '../../kernel/aws-error.ts';
import type { StagedBlob } from '../../kernel/blobs.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Call } from '../../kernel/operation.ts';
import type { Statement } from '../../kernel/store.ts';
import { invalidParameter, invalidZip, unzippedTooLarge, zippedTooLarge } from './errors.ts';
import { unzip, UnzipError } from './unzip.ts';
import type { CodePackage } from './versions.ts';

/** Where a request says that code is. */
export interface CodeSource {
  readonly ZipFile?: Uint8Array | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly S3ObjectVersion?: string | undefined;
}

/** A package whose bytes no record names yet. */
export interface StagedPackage {
  /** Makes the package part of the surrounding transaction. */
  adopt(): CodePackage;
  /** Forgets a package that was not adopted. */
  discard(): void;
}

const LARGEST_ZIPPED = 52_428_800;
const LARGEST_UNZIPPED = 262_144_000;
const HOT_RELOAD = 'hot-reload';
/** The path that packages are fetched from, at the cloud's own address. */
export const LOCATION_PREFIX = '/_safelight/lambda/code/';

export class Packages {
  readonly #kernel: Kernel;
  readonly #folder: string;
  readonly #unpacking = new Map<string, Promise<string>>();
  readonly #named: Statement<object>;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#folder = join(kernel.folder, 'lambda', 'code');
    this.#named = kernel.store.statement(
      'SELECT 1 FROM lambda_versions WHERE blob = ? UNION ALL SELECT 1 FROM lambda_layers WHERE blob = ?',
    );
    mkdirSync(this.#folder, { recursive: true });
    // Node looks for the nearest package.json to tell module formats apart: not past this folder.
    const boundary = join(this.#folder, 'package.json');
    if (!existsSync(boundary)) writeFileSync(boundary, '{}');
  }

  /**
   * Fetches, checks and unpacks what a request brings.
   *
   * @throws AwsError InvalidParameterValueException, RequestEntityTooLargeException
   */
  async stage(source: CodeSource, call: Call): Promise<StagedPackage> {
    if (source.S3Bucket === HOT_RELOAD) return hotPackage(source.S3Key ?? '');
    const archive = await this.#archive(source, call);
    if (archive.length === 0) throw invalidParameter('Uploaded file must be a non-empty zip');
    const sha256 = createHash('sha256').update(archive).digest('base64');
    await this.#unpack(sha256, async () => archive);
    const staged: StagedBlob = await this.#kernel.blobs.stage(archive);
    return {
      adopt: () => ({
        sha256,
        size: archive.length,
        blob: this.#kernel.blobs.adopt(staged),
        folder: undefined,
      }),
      discard: () => this.#kernel.blobs.discard(staged),
    };
  }

  /** The folder that a package's files are in. */
  async folder(code: CodePackage): Promise<string> {
    if (code.folder !== undefined) return code.folder;
    const { blob, sha256 } = code;
    if (blob === undefined) throw new Error(`package ${sha256} has neither bytes nor a folder`);
    return this.#unpack(sha256, async () => {
      const body = this.#kernel.blobs.read(blob);
      return body instanceof Uint8Array ? body : buffer(body);
    });
  }

  /** Where a client can fetch the archive: the blob's name is what nobody can guess. */
  location({ blob, folder }: CodePackage): string {
    if (blob === undefined) return pathToFileURL(folder ?? '/').href;
    return `${this.#kernel.endpoint()}${LOCATION_PREFIX}${blob}`;
  }

  /** The bytes behind a location's path. */
  located(path: string): Uint8Array | Readable | undefined {
    const blob = path.slice(LOCATION_PREFIX.length);
    const known = path.startsWith(LOCATION_PREFIX) && this.#named.get(blob, blob) !== undefined;
    return known ? this.#kernel.blobs.read(blob) : undefined;
  }

  async #archive(
    { ZipFile: zip, S3Bucket, S3Key, S3ObjectVersion }: CodeSource,
    call: Call,
  ): Promise<Uint8Array> {
    if (zip !== undefined) {
      if (zip.length > LARGEST_ZIPPED) throw zippedTooLarge(LARGEST_ZIPPED);
      return zip;
    }
    if (S3Bucket === undefined || S3Key === undefined) {
      throw invalidParameter('Please provide a source for function code.');
    }
    const objects = this.#kernel.ports.find('objects');
    if (objects === undefined) throw new Error('this cloud has no service that keeps objects');
    try {
      const { body } = await objects.read({
        scope: call.scope,
        principal: call.principal,
        bucket: S3Bucket,
        key: S3Key,
        ...(S3ObjectVersion !== undefined && { versionId: S3ObjectVersion }),
        cause: call.seq,
      });
      return body instanceof Readable ? await buffer(body) : body;
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalidParameter(
        `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
      );
    }
  }

  #unpack(sha256: string, archive: () => Promise<Uint8Array>): Promise<string> {
    const folder = join(this.#folder, Buffer.from(sha256, 'base64').toString('hex'));
    if (isFolder(folder)) return Promise.resolve(folder);
    const under = this.#unpacking.get(folder);
    if (under !== undefined) return under;
    const unpacked = this.#unpackInto(folder, archive).finally(() => this.#unpacking.delete(folder));
    this.#unpacking.set(folder, unpacked);
    return unpacked;
  }

  async #unpackInto(folder: string, archive: () => Promise<Uint8Array>): Promise<string> {
    const partial = `${folder}.${this.#kernel.ids.hex(8)}`;
    mkdirSync(partial);
    try {
      await unzip(await archive(), partial, LARGEST_UNZIPPED);
      renameSync(partial, folder);
      return folder;
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      if (!(error instanceof UnzipError)) throw error;
      throw error.fault === 'too large' ? unzippedTooLarge(LARGEST_UNZIPPED) : invalidZip();
    }
  }
}

function hotPackage(folder: string): StagedPackage {
  if (!isAbsolute(folder) || !isFolder(folder)) {
    throw invalidParameter(
      `With S3Bucket=${HOT_RELOAD}, S3Key must be the absolute path of a folder on this machine; ${JSON.stringify(folder)} is none.`,
    );
  }
  const sha256 = createHash('sha256').update(`${HOT_RELOAD}:${folder}`).digest('base64');
  return { adopt: () => ({ sha256, size: 0, blob: undefined, folder }), discard: () => undefined };
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
