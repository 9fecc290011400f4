/** Documents that a template does not hold itself but names by where they lie in S3. */
import { bodyText } from '../../../kernel/body-text.ts';
import type { JsonObject } from '../template/json.ts';
import type { Making } from './resource-type.ts';

/**
 * @param location `Bucket` and `Key`, with a `Version` and an `ETag` where only those will do
 * @throws AwsError as S3 refuses
 */
export async function s3Text({ Bucket, Key, Version, ETag }: JsonObject, making: Making): Promise<string> {
  const { Body: body } = await making.invoke('s3', 'GetObject', {
    Bucket,
    Key,
    VersionId: Version,
    IfMatch: ETag,
  });
  return bodyText(body as Uint8Array | NodeJS.ReadableStream);
}
