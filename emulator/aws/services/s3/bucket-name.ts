/**
 * Which names a bucket may have, and which one might have had before March 2018.
 *
 * Evidence: fact sheet S3 §11.12 ("Bucket naming rules" of the User Guide). A name of the second kind is looked for like
 * any other: s3transfer 0.19.3 expects NoSuchBucket of one in capitals with 69 characters, Versity's gateway
 * InvalidBucketName of a single letter (versity/versitygw#1358).
 */

const SHAPE = /^[a-z0-9](?:[a-z0-9.-]{1,61})[a-z0-9]$/;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const RESERVED_PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

export const isBucketName = (name: string): boolean =>
  SHAPE.test(name) &&
  !name.includes('..') &&
  !IPV4.test(name) &&
  !RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix)) &&
  !RESERVED_SUFFIXES.some((suffix) => name.endsWith(suffix));

export const isOldBucketName = (name: string): boolean => /^[A-Za-z0-9._-]{3,255}$/.test(name);
