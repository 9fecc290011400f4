/** Objects as other services read and write them: through the same operations as everybody, judged by the same policies. */
import type { GetObjectOutput } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { Kernel } from '../../kernel/kernel.ts';
import type { CallPort, ObjectPort } from '../../kernel/ports.ts';

export function objectPort({ ports }: Kernel): ObjectPort {
  const calls = (): CallPort => {
    const port = ports.find('calls');
    if (port === undefined) throw new Error('objects are asked for before the cloud takes calls');
    return port;
  };
  return {
    async read({ scope, principal, bucket, key, versionId, cause }) {
      const input = { Bucket: bucket, Key: key, ...(versionId !== undefined && { VersionId: versionId }) };
      const call = { service: 's3', operation: 'GetObject', input, scope, principal, cause };
      const output = (await calls().invoke(call)) as GetObjectOutput;
      return { body: output.Body as unknown as Uint8Array | Readable, size: output.ContentLength ?? 0 };
    },

    async write({ scope, principal, bucket, key, body, contentType, contentEncoding, cause }) {
      const input = {
        Bucket: bucket,
        Key: key,
        Body: body,
        ...(contentType !== undefined && { ContentType: contentType }),
        ...(contentEncoding !== undefined && { ContentEncoding: contentEncoding }),
      };
      await calls().invoke({ service: 's3', operation: 'PutObject', input, scope, principal, cause });
    },
  };
}
