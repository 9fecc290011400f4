/** Buckets with versions under random actions. */
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import type { Bout, Checked } from '../model-check.ts';
import type { Door, Outcome } from '../door.ts';
import { bucketActions, KEYS, type BucketAction } from './bucket-actions.ts';
import { BucketModel, rolledUp, type Conditions, type Entry, type Line } from './bucket-model.ts';

let buckets = 0;

export const bucketChecked: Checked<BucketAction, Door> = {
  actions: bucketActions,
  longest: 30,
  async begin(door) {
    buckets += 1;
    const name = `bucket-${buckets}`;
    await door.call('CreateBucket', { Bucket: name });
    return new BucketBout(door, name);
  },
};

/** What never was an ETag of these bodies. */
const OTHER_ETAG = '"00000000000000000000000000000000"';

/** Refusals of HEAD have no body to say why. */
const REFUSED = { error: 'refused' };

class BucketBout implements Bout<BucketAction> {
  readonly #door: Door;
  readonly #name: string;
  readonly #model = new BucketModel();
  /** Version ids in order of creation; the null version is number 0. */
  readonly #ids: string[] = ['null'];
  /** The key each was written to. */
  readonly #keys: string[] = ['a'];
  readonly #uploads: { readonly id: string; readonly key: string }[] = [];
  /** ETags and versions as they were before the action, which the model has already carried out. */
  #etag = OTHER_ETAG;

  constructor(door: Door, name: string) {
    this.#door = door;
    this.#name = name;
  }

  async step(action: BucketAction) {
    const expected = this.#expected(action);
    return { expected, actual: await this.#actual(action) };
  }

  #expected(action: BucketAction): unknown {
    const model = this.#model;
    if ('key' in action) this.#etag = model.current(action.key)?.etag ?? OTHER_ETAG;
    switch (action.do) {
      case 'put':
        return model.put(action.key, action.body, action.conditions);
      case 'remove':
        return model.remove(action.key, action.match);
      case 'removeVersion':
        return model.removeVersion(...this.#chosen(action));
      case 'read': {
        const { body: content, ...head } = model.read(action.key, action) as {
          body?: string;
          error?: string;
        };
        if (action.head) return head.error === undefined ? head : REFUSED;
        return content === undefined ? head : { ...head, body: content };
      }
      case 'readVersion':
        return model.readVersion(...this.#chosen(action));
      case 'copy':
        return model.copy(action.key, action.to);
      case 'versioning':
        model.versioning = action.status;
        return {};
      case 'list': {
        // Keys after the one that is named are rolled up, even where their prefix comes before it.
        const after = Buffer.from(action.after ?? '');
        const later = model
          .entries()
          .filter(({ latest, marker }) => latest && !marker)
          .filter((entry) => Buffer.compare(Buffer.from(entry.key), after) > 0);
        const lines = rolledUp(later, action.listing.prefix, action.listing.delimiter);
        return listingOf(lines, action.listing.page, ({ key: Key, etag }) => ({ key: Key, etag }));
      }
      case 'listVersions':
        return listingOf(
          rolledUp(model.entries(), action.listing.prefix, action.listing.delimiter),
          action.listing.page,
          ({ key: Key, id, latest, etag, marker }) => ({ key: Key, id, latest, ...(!marker && { etag }) }),
        );
      case 'begin':
        return model.begin(action.key);
      case 'part':
        return model.uploads === 0
          ? {}
          : model.uploadPart(action.upload % model.uploads, action.number, action.body);
      case 'complete': {
        if (model.uploads === 0) return {};
        const upload = action.upload % model.uploads;
        this.#etag = model.current(this.#uploads[upload]!.key)?.etag ?? OTHER_ETAG;
        return model.complete(upload, action.numbers, action.conditions);
      }
      case 'abort':
        return model.uploads === 0 ? {} : model.abort(action.upload % model.uploads);
    }
  }

  async #actual(action: BucketAction): Promise<unknown> {
    const at = { Bucket: this.#name };
    switch (action.do) {
      case 'put': {
        const input = {
          ...at,
          Key: action.key,
          Body: Buffer.from(action.body),
          ...this.#headers(action.conditions),
        };
        return this.#wrote(action.key, await this.#call('PutObject', input));
      }
      case 'remove': {
        const input = { ...at, Key: action.key, ...(action.match && { IfMatch: this.#tag(action.match) }) };
        return this.#wrote(action.key, await this.#call('DeleteObject', input));
      }
      case 'removeVersion': {
        const [Key, number] = this.#chosen(action);
        return this.#told(await this.#call('DeleteObject', { ...at, Key, VersionId: this.#ids[number] }));
      }
      case 'read': {
        const input = {
          ...at,
          Key: action.key,
          ...(action.match && { IfMatch: this.#tag(action.match) }),
          ...(action.unless && { IfNoneMatch: this.#tag(action.unless) }),
        };
        if (!action.head) return this.#told(await this.#call('GetObject', input), true);
        const head = await this.#call('HeadObject', input);
        return 'error' in head ? REFUSED : this.#told(head);
      }
      case 'readVersion': {
        const [Key, number] = this.#chosen(action);
        return this.#told(await this.#call('GetObject', { ...at, Key, VersionId: this.#ids[number] }), true);
      }
      case 'copy': {
        const CopySource = `${this.#name}/${encodeURIComponent(action.key)}`;
        const copied = await this.#call('CopyObject', { ...at, Key: action.to, CopySource });
        return this.#wrote(action.to, { ...copied, ...(copied['CopyObjectResult'] as object) });
      }
      case 'versioning': {
        const VersioningConfiguration = { Status: action.status };
        return this.#told(await this.#call('PutBucketVersioning', { ...at, VersioningConfiguration }));
      }
      case 'list':
        return this.#listed('ListObjectsV2', {
          ...asked(action),
          ...(action.after && { StartAfter: action.after }),
        });
      case 'listVersions':
        return this.#listed('ListObjectVersions', asked(action));
      case 'begin': {
        const { UploadId, ...rest } = await this.#call('CreateMultipartUpload', { ...at, Key: action.key });
        this.#uploads.push({ id: String(UploadId), key: action.key });
        return { ...this.#told(rest), upload: this.#uploads.length - 1 };
      }
      case 'part':
      case 'complete':
      case 'abort':
        return this.#uploads.length === 0 ? {} : this.#multipart(action);
    }
  }

  async #multipart(action: Extract<BucketAction, { do: 'part' | 'complete' | 'abort' }>): Promise<unknown> {
    const { id: UploadId, key: Key } = this.#uploads[action.upload % this.#uploads.length]!;
    const at = { Bucket: this.#name, Key, UploadId };
    if (action.do === 'abort') return this.#told(await this.#call('AbortMultipartUpload', at));
    if (action.do === 'part') {
      const input = { ...at, PartNumber: action.number, Body: Buffer.from(action.body) };
      return this.#told(await this.#call('UploadPart', input));
    }
    // Parts are named by the ETag they have, which the listing tells while the upload is open.
    const { Parts = [] } = (await this.#call('ListParts', at)) as {
      Parts?: { PartNumber: number; ETag: string }[];
    };
    const etags = new Map(Parts.map(({ PartNumber, ETag }) => [PartNumber, ETag]));
    const parts = action.numbers.map((PartNumber) => ({
      PartNumber,
      ETag: etags.get(PartNumber) ?? OTHER_ETAG,
    }));
    const input = { ...at, MultipartUpload: { Parts: parts }, ...this.#headers(action.conditions) };
    return this.#wrote(Key, await this.#call('CompleteMultipartUpload', input));
  }

  /** A version that was made, or was not: now and then under another key. */
  #chosen({ which, elsewhere }: { readonly which: number; readonly elsewhere: number }): [string, number] {
    const number = which % this.#ids.length;
    const own = elsewhere === 0 || number === 0 ? KEYS[which % KEYS.length]! : this.#keys[number]!;
    return [own, number];
  }

  #headers({ match: etag, absent }: Conditions): object {
    return { ...(etag && { IfMatch: this.#tag(etag) }), ...(absent === true && { IfNoneMatch: '*' }) };
  }

  #tag(which: 'current' | 'other'): string {
    return which === 'current' ? this.#etag : OTHER_ETAG;
  }

  #call(operation: string, input: object): Promise<Outcome> {
    return this.#door.call(operation, input);
  }

  /** Notes the version that a write made. */
  #wrote(key: string, outcome: Outcome): Promise<object> | object {
    const { VersionId: id } = outcome;
    if (typeof id === 'string' && !this.#ids.includes(id)) {
      this.#ids.push(id);
      this.#keys.push(key);
    }
    return this.#told(outcome);
  }

  #told(outcome: Outcome): object;
  #told(outcome: Outcome, withBody: boolean): Promise<object> | object;
  #told(outcome: Outcome, withBody = false): Promise<object> | object {
    const { error, VersionId: id, DeleteMarker: marker, ETag: etag, Body: stream } = outcome;
    if (error !== undefined) return { error: error === '304' ? 'NotModified' : error };
    const told = {
      ...(etag !== undefined && { etag }),
      ...(id !== undefined && { version: this.#ids.indexOf(id as string) }),
      ...(marker === true && { marker }),
    };
    if (!withBody) return told;
    return textOf(stream).then((content) => ({ ...told, body: content }));
  }

  async #listed(operation: string, asked: object): Promise<Listing | object> {
    const whole: Listing = { entries: [], markers: [], prefixes: [], pages: [] };
    let from = {};
    for (let more = true; more;) {
      const page = await this.#call(operation, { Bucket: this.#name, ...asked, ...from });
      if ('error' in page) return page;
      const { Contents = [], Versions = [], DeleteMarkers = [], CommonPrefixes = [] } = page as Listed;
      more = page['IsTruncated'] === true;
      from =
        operation === 'ListObjectsV2'
          ? { ContinuationToken: page['NextContinuationToken'] }
          : { KeyMarker: page['NextKeyMarker'], VersionIdMarker: page['NextVersionIdMarker'] };
      whole.entries.push(...Contents.map(({ Key, ETag }) => ({ key: Key, etag: ETag })));
      whole.entries.push(...Versions.map((version) => ({ ...this.#versionOf(version), etag: version.ETag })));
      whole.markers.push(...DeleteMarkers.map((version) => this.#versionOf(version)));
      whole.prefixes.push(...CommonPrefixes.map(({ Prefix }) => Prefix));
      whole.pages.push(Contents.length + Versions.length + DeleteMarkers.length + CommonPrefixes.length);
    }
    return whole;
  }

  #versionOf({ Key, VersionId, IsLatest }: ListedVersion) {
    return { key: Key, id: this.#ids.indexOf(VersionId), latest: IsLatest };
  }
}

interface ListedVersion {
  readonly Key: string;
  readonly VersionId: string;
  readonly IsLatest: boolean;
  readonly ETag?: string;
}

interface Listed {
  readonly Contents?: readonly { readonly Key: string; readonly ETag: string; readonly Size: number }[];
  readonly Versions?: readonly ListedVersion[];
  readonly DeleteMarkers?: readonly ListedVersion[];
  readonly CommonPrefixes?: readonly { readonly Prefix: string }[];
}

/** A listing as its pages add up, and how long each page was. */
interface Listing {
  readonly entries: object[];
  readonly markers: object[];
  readonly prefixes: string[];
  readonly pages: number[];
}

function listingOf(lines: readonly Line[], page: number, shown: (entry: Entry) => object): Listing {
  const entries = lines.filter((line) => 'key' in line);
  const pages = Array.from({ length: Math.max(1, Math.ceil(lines.length / page)) }, (_, at) =>
    Math.min(page, lines.length - at * page),
  );
  return {
    entries: entries.filter(({ marker }) => !marker).map(shown),
    markers: entries.filter(({ marker }) => marker).map(shown),
    prefixes: lines.flatMap((line) => ('prefix' in line ? [line.prefix] : [])),
    pages,
  };
}

const asked = ({
  listing: { prefix, delimiter, page },
}: Extract<BucketAction, { listing: object }>): object => ({
  Prefix: prefix,
  ...(delimiter && { Delimiter: delimiter }),
  MaxKeys: page,
});

/** A body as the SDK or an operation hands it out. */
async function textOf(body: unknown): Promise<string> {
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body).toString();
  return (await buffer(body as Readable)).toString();
}
