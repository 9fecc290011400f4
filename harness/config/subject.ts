/** The pipeline under judgement, found on a target: names resolved, photos named, results looked for where they belong. */
import type { S3 } from '@aws-sdk/client-s3';
import { SafelightError } from '#aws/terms';
import { parseDuration } from '../cli/duration.ts';
import { fill, type PhotoFacts } from './key-template.ts';
import type { Name, PhotoType, PipelineConfig, RenditionConfig } from './pipeline-config.ts';
import { typesOf } from './judged.ts';

export interface Rendition extends Omit<RenditionConfig, 'bucket' | 'key'> {
  readonly name: string;
  readonly bucket: string;
}

export interface Photo extends PhotoFacts {
  /** Where it is uploaded to. */
  readonly key: string;
}

interface Found {
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  readonly cacheControl: string | undefined;
  readonly etag: string | undefined;
}

export interface Subject {
  readonly name: string;
  /** What its parts are called here, by where the configuration names them: those that were asked for and differ by cloud. */
  readonly names: ReadonlyMap<string, string>;
  /**
   * What one part is called here.
   *
   * @param place where the configuration names it: `uploads.bucket`, `renditions.thumbnail.bucket`
   * @throws SafelightError ERR_CONFIG when it does not
   */
  readonly nameAt: (place: string) => string;
  readonly uploads: {
    readonly bucket: string;
    readonly contentTypes: readonly PhotoType[];
    readonly origins: readonly string[];
    readonly encryption: 'AES256' | 'aws:kms' | undefined;
    readonly isPrivate: boolean;
  };
  readonly renditions: readonly Rendition[];
  /** Milliseconds until a rendition or a record must be there. */
  readonly within: number;
  /** A photo that nobody has uploaded; its name is its own unless given. */
  readonly photo: (contentType: string, name?: string) => Photo;
  /** Uploads it; what becomes of it is taken away at the end where others share the target. */
  readonly upload: (photo: Photo, body: Uint8Array) => Promise<void>;
  readonly keyOf: (rendition: Rendition, photo: Photo) => string;
  /** Reads a rendition; S3's refusal where it is not there. */
  readonly rendition: (rendition: Rendition, photo: Photo) => Promise<Found>;
  readonly deadLetters: () => { readonly queue: string; readonly within: number };
  readonly record: (photo: Photo) => {
    readonly table: string;
    readonly key: Readonly<Record<string, string>>;
    readonly holds: Readonly<Record<string, string | number | boolean>>;
  };
  readonly delivery: (photo: Photo) => { readonly distribution: string; readonly path: string };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};
const PATIENCE = '30s';
const DEAD_LETTER_PATIENCE = '20m';

export interface SubjectOptions {
  /** What a name of the configuration stands for on the target. */
  readonly nameOf: (name: Name) => string;
  readonly s3: S3;
  readonly now: () => number;
  readonly fresh: (what: string) => string;
  /** Is told what has to be undone; nothing where the target is thrown away. */
  readonly onEnd: (undo: () => Promise<unknown>) => void;
}

export function createSubject(config: PipelineConfig, options: SubjectOptions): Subject {
  const { nameOf, s3, now, fresh, onEnd } = options;
  const { uploads, renditions = {}, within = PATIENCE } = config;
  const written = writtenNames(config);
  const names = new Map<string, string>();
  const nameAt = (place: string): string => {
    const name = written.get(place);
    if (name === undefined) throw unnamed(place);
    const standing = lastOf(nameOf(name));
    // What stands in the configuration to the letter is the same everywhere, unless a blueprint appends to it.
    if (typeof name !== 'string' || config.blueprint !== undefined) names.set(place, standing);
    return standing;
  };
  const bucket = nameAt('uploads.bucket');
  const user = fresh('user');
  const standing = Object.entries(renditions).map(([name, { bucket: own, key: _key, ...rest }]) => ({
    ...rest,
    name,
    bucket: own === undefined ? bucket : nameAt(`renditions.${name}.bucket`),
  }));
  const keyOf: Subject['keyOf'] = ({ name }, photo) => fill(renditions[name]?.key ?? '', photo, photo.key);
  return {
    name: config.name ?? 'pipeline',
    names,
    nameAt,
    uploads: {
      bucket,
      contentTypes: typesOf(config),
      origins: uploads.origins ?? [],
      encryption: uploads.encryption,
      isPrivate: uploads.private ?? true,
    },
    renditions: standing,
    within: parseDuration(within),
    photo(contentType, name = fresh('photo')) {
      const facts = { user, name, extension: EXTENSIONS[contentType] ?? 'bin', contentType, at: now() };
      return { ...facts, key: fill(uploads.key, facts) };
    },
    async upload(photo, body) {
      onEnd(async () => {
        await s3.deleteObject({ Bucket: bucket, Key: photo.key });
        for (const rendition of standing) {
          await s3.deleteObject({ Bucket: rendition.bucket, Key: keyOf(rendition, photo) });
        }
      });
      await s3.putObject({ Bucket: bucket, Key: photo.key, Body: body, ContentType: photo.contentType });
    },
    keyOf,
    async rendition(rendition, photo) {
      const { Body, ContentType, CacheControl, ETag } = await s3.getObject({
        Bucket: rendition.bucket,
        Key: keyOf(rendition, photo),
      });
      return {
        bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(),
        contentType: ContentType,
        cacheControl: CacheControl,
        etag: ETag,
      };
    },
    deadLetters() {
      required(config, 'deadLetters');
      return { queue: nameAt('deadLetters.queue'), within: deadLetterPatience(config) };
    },
    record(photo) {
      const { key, holds = {} } = required(config, 'records');
      const filled = <T>(texts: Readonly<Record<string, T>>) =>
        Object.fromEntries(
          Object.entries(texts).map(([name, text]) => [
            name,
            typeof text === 'string' ? fill(text, photo, photo.key) : text,
          ]),
        );
      return {
        table: nameAt('records.table'),
        key: filled(key),
        holds: filled(holds),
      };
    },
    delivery(photo) {
      const { path } = required(config, 'delivery');
      return { distribution: nameAt('delivery.distribution'), path: fill(path, photo, photo.key) };
    },
  };
}

/** Milliseconds until a dead-letter queue must have heard of a photo of which nothing became. */
export const deadLetterPatience = ({ deadLetters }: PipelineConfig): number =>
  parseDuration(deadLetters?.within ?? DEAD_LETTER_PATIENCE);

/** Every name in a configuration, by its place. */
const writtenNames = ({
  uploads,
  renditions = {},
  deadLetters,
  records,
  delivery,
}: PipelineConfig): ReadonlyMap<string, Name | undefined> =>
  new Map([
    ['uploads.bucket', uploads.bucket],
    ...Object.entries(renditions).map(([name, { bucket }]) => [`renditions.${name}.bucket`, bucket] as const),
    ['deadLetters.queue', deadLetters?.queue],
    ['records.table', records?.table],
    ['delivery.distribution', delivery?.distribution],
  ]);

/** A queue's URL, a table's ARN and the like end in the name. */
const lastOf = (name: string): string => name.split(/[/:]/).at(-1) ?? name;

function required<Member extends keyof PipelineConfig>(
  config: PipelineConfig,
  member: Member,
): NonNullable<PipelineConfig[Member]> {
  const value = config[member];
  if (value !== undefined) return value;
  throw unnamed(member);
}

const unnamed = (place: string): SafelightError =>
  new SafelightError('ERR_CONFIG', `The configuration names no pipeline.${place}.`, {
    hint: `Name it, or let the scenario say that it judges it: { judges: ['${place.split('.')[0]}'] }.`,
  });
