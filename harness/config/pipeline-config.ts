/**
 * A pipeline of somebody's own, as scenarios see it: where photos go in, what comes out where, and what it promises.
 * Plain data: a part that is absent is one that no scenario can judge, and is reported as such.
 */

/** A name as AWS knows it, or where the stack says it: an output's key, or a resource's logical id. */
export type Name = string | { readonly output: string } | { readonly resource: string };

/**
 * A key with gaps: `{user}`, `{name}` (unique), `{extension}` (without its dot), `{contentType}`, and the date of the
 * upload in UTC as `{yyyy}`, `{mm}`, `{dd}`. What comes out may use `{key}` as well, the whole key of the original.
 */
export type KeyTemplate = string;

/** Media types that the scenarios have photographs of. */
export type PhotoType = 'image/avif' | 'image/gif' | 'image/jpeg' | 'image/png' | 'image/webp';

export interface StackConfig {
  /** CloudFormation or SAM, YAML or JSON, relative to the configuration; folders of code it names are packed. */
  readonly template?: string;
  /** Of the stack that is made, or of one that stands; `safelight-pipeline` unless given. */
  readonly name?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface UploadsConfig {
  readonly bucket: Name;
  /** `uploads/{user}/{name}.{extension}` */
  readonly key: KeyTemplate;
  /** Which photos it takes; JPEG and PNG unless given. */
  readonly contentTypes?: readonly PhotoType[];
  /** Pages that upload from a browser: `http://localhost:3000`. */
  readonly origins?: readonly string[];
  /** Every object is encrypted like this. */
  readonly encryption?: 'AES256' | 'aws:kms';
  /** Whether what is overwritten or deleted can be recovered. */
  readonly versioned?: boolean;
  /** Nobody reads without leave; true unless said otherwise. */
  readonly private?: boolean;
}

/** A picture that the pipeline makes of every photo: a thumbnail, a size for the web. */
export interface RenditionConfig {
  /** The bucket of the uploads unless given. */
  readonly bucket?: Name;
  /** `thumbnails/{user}/{name}-thumb.jpg` */
  readonly key: KeyTemplate;
  /** It fits into so many pixels and keeps its proportions. */
  readonly width: number;
  readonly height: number;
  readonly format: 'avif' | 'jpeg' | 'png' | 'webp';
  /** Whether a smaller picture is blown up to it; false unless said otherwise. */
  readonly enlarges?: boolean;
  /** `public, max-age=86400` */
  readonly cacheControl?: string;
}

export interface DeadLettersConfig {
  /** The queue that hears of photos of which nothing became, by its name. */
  readonly queue: Name;
  /** How long that takes at most, retries included: `20m`, which it is unless given. */
  readonly within?: string;
}

export interface RecordsConfig {
  /** A DynamoDB table with an item per photo. */
  readonly table: Name;
  /** The item's key, each attribute a text with the gaps of a key template: `{ id: 'IMAGE#{name}' }`. */
  readonly key: Readonly<Record<string, string>>;
  /** What the item must hold, texts with gaps as above; other attributes are nobody's business. */
  readonly holds?: Readonly<Record<string, string | number | boolean>>;
}

export interface DeliveryConfig {
  /** A CloudFront distribution by its domain name or id. */
  readonly distribution: Name;
  /** Path of a rendition: `/thumbnails/{user}/{name}-thumb.jpg`; it names the first rendition. */
  readonly path: string;
}

export interface PipelineConfig {
  /** `pipeline` unless given. */
  readonly name?: string;
  /** What deploys it, or where names are looked up; absent when everything stands under the names given here. */
  readonly stack?: StackConfig;
  /** One of safelight's own designs instead of a stack: `pettracker`. */
  readonly blueprint?: string;
  readonly uploads: UploadsConfig;
  /** By a name for reports: `thumbnail`. */
  readonly renditions?: Readonly<Record<string, RenditionConfig>>;
  readonly deadLetters?: DeadLettersConfig;
  readonly records?: RecordsConfig;
  readonly delivery?: DeliveryConfig;
  /** How long a rendition or a record takes at most: `30s`, which it is unless given. */
  readonly within?: string;
}
