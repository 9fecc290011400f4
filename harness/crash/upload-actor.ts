/** Multipart uploads: begun, given parts, completed and aborted. An upload and its object are one fact. */
import { hash } from 'node:crypto';
import { NoSuchKey, NoSuchUpload } from '@aws-sdk/client-s3';
import { change, compare, type Fact, type Outcome } from './fact.ts';
import {
  bodyOf,
  bytesOf,
  labelOf,
  newBody,
  type Actor,
  type Dice,
  type Findings,
  type Life,
} from './world.ts';

interface State {
  /** The last upload that was begun; undefined when none is under way. */
  readonly upload: { readonly id: string | undefined; readonly part: string | null } | undefined;
  readonly object: string | null;
}

const BUCKET = 'uploads';
const AT = { Bucket: BUCKET, Key: 'parts' };

export class UploadActor implements Actor {
  readonly #fact: Fact<State> = { name: 'the upload', possible: [{ upload: undefined, object: null }] };

  async prepare({ s3 }: Life): Promise<void> {
    await s3.createBucket({ Bucket: BUCKET });
  }

  act({ s3 }: Life, dice: Dice): Promise<Outcome> {
    const fact = this.#fact;
    const [{ upload } = { upload: undefined }] = fact.possible;
    if (upload === undefined) {
      return change(
        fact,
        () => s3.createMultipartUpload(AT),
        (before) => ({ ...before, upload: { id: undefined, part: null } }),
        ({ UploadId: id }, before) => ({ ...before, upload: { id, part: null } }),
      );
    }
    const { id: UploadId, part } = upload;
    const chance = dice.roll(8);
    if (chance === 0) {
      return change(
        fact,
        () => s3.abortMultipartUpload({ ...AT, UploadId }),
        (before) => ({ ...before, upload: undefined }),
      );
    }
    if (part !== null && chance < 4) {
      return change(
        fact,
        async () => {
          const { Parts = [] } = await s3.listParts({ ...AT, UploadId });
          const parts = Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
          return s3.completeMultipartUpload({ ...AT, UploadId, MultipartUpload: { Parts: parts } });
        },
        () => ({ upload: undefined, object: part }),
      );
    }
    const body = newBody(dice);
    return change(
      fact,
      () => s3.uploadPart({ ...AT, UploadId, PartNumber: 1, Body: bytesOf(body) }),
      (before) => ({ ...before, upload: { id: UploadId, part: body } }),
    );
  }

  async check({ s3 }: Life): Promise<Findings> {
    const { Uploads = [] } = await s3.listMultipartUploads({ Bucket: BUCKET });
    const [id] = Uploads.map(({ UploadId }) => UploadId);
    const observed: State = {
      upload: id === undefined ? undefined : { id, part: await this.#part(s3, id) },
      object: await this.#object(s3),
    };
    const finding = compare(this.#fact, observed, fits);
    const wrong = finding === undefined ? [] : [finding];
    if (Uploads.length > 1) wrong.push(`${Uploads.length} uploads are under way, and one was begun`);
    return { checked: 2, wrong };
  }

  /** Parts show no bytes: they are known by their digests. */
  async #part(s3: Life['s3'], UploadId: string): Promise<string | null> {
    try {
      const { Parts = [] } = await s3.listParts({ ...AT, UploadId });
      const [part] = Parts;
      if (part === undefined) return null;
      const candidates = this.#fact.possible.flatMap(({ upload }) => upload?.part ?? []);
      return candidates.find((label) => tagOf(label) === part.ETag) ?? `a part nobody sent, ${part.ETag}`;
    } catch (error) {
      if (error instanceof NoSuchUpload) return null;
      return String(error);
    }
  }

  async #object(s3: Life['s3']): Promise<string | null> {
    const labels = this.#fact.possible.flatMap(({ object }) => object ?? []);
    try {
      return labelOf(await bodyOf(await s3.getObject(AT)), labels);
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      return String(error);
    }
  }
}

const tagOf = (label: string): string => `"${hash('md5', bytesOf(label), 'hex')}"`;

const fits = (possible: State, observed: State): boolean =>
  possible.object === observed.object &&
  (possible.upload === undefined) === (observed.upload === undefined) &&
  possible.upload?.part === observed.upload?.part &&
  (possible.upload?.id === undefined || possible.upload.id === observed.upload?.id);
