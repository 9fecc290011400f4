/**
 * Which names a bucket may have.
 * Evidence: fact sheet S3 §11.12 ("Bucket naming rules" of the User Guide).
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
