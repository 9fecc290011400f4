/** Where in S3 a template's code or document lies: as a URI, or as bucket and key. */
import { validationError } from '../../errors.ts';
import { isObject, textOf, type Json } from '../json.ts';

interface S3Location {
  readonly Bucket: Json;
  readonly Key: Json;
  readonly Version?: Json;
}

/**
 * @param property that holds it, for the refusal: `CodeUri`
 * @throws AwsError ValidationError
 */
export function s3LocationOf(property: string, place: Json | undefined): S3Location {
  if (place !== undefined && isObject(place)) {
    const { Bucket, Key, Version } = place;
    if (Bucket === undefined || Key === undefined) {
      throw validationError(`'${property}' requires Bucket and Key properties to be specified.`);
    }
    return { Bucket, Key, ...(Version !== undefined && { Version }) };
  }
  const uri = textOf(place);
  const [, Bucket, Key, Version] = /^s3:\/\/([^/]+)\/([^?]+)(?:\?versionId=(.+))?$/.exec(uri) ?? [];
  if (Bucket === undefined || Key === undefined) {
    throw validationError(
      `'${property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter: ${uri}`,
    );
  }
  return { Bucket, Key, ...(Version !== undefined && { Version }) };
}
