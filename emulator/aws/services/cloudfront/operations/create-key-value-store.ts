import type {
  CreateKeyValueStoreRequest,
  CreateKeyValueStoreResult,
  ImportSource,
} from '@aws-sdk/client-cloudfront';
import type { GetObjectOutput } from '@aws-sdk/client-s3';
import { bodyText } from '../../../kernel/body-text.ts';
import type { Call, Operation } from '../../../kernel/operation.ts';
import { allow, locationOf } from '../addressing.ts';
import type { CloudFront } from '../cloudfront.ts';
import { invalidArgument } from '../errors.ts';
import { keyValueStoreOf, readPairs, type Pair } from '../key-value-stores.ts';

export const createKeyValueStore: Operation<
  CloudFront,
  CreateKeyValueStoreRequest,
  CreateKeyValueStoreResult
> = async (cloudfront, input, call) => {
  const name = input.Name!;
  allow(call, 'key-value-store');
  if (!/^[\w-]{1,64}$/.test(name)) throw invalidArgument('The parameter Name is not valid.');
  const pairs = input.ImportSource === undefined ? [] : await imported(input.ImportSource, call);
  const { keyValueStores: stores } = cloudfront;
  const created = cloudfront.kernel.store.transact(() => {
    const comment = input.Comment ?? '';
    const store = stores.resources.create(call.scope.accountId, name, { comment }, call.now);
    stores.fill(store.id, pairs);
    return store;
  });
  return {
    KeyValueStore: keyValueStoreOf(created),
    ETag: created.etag,
    Location: locationOf('key-value-store', created.name),
  };
};

/** The pairs in the object that the caller names and may read. */
async function imported({ SourceType, SourceARN = '' }: ImportSource, call: Call): Promise<Pair[]> {
  const match = /^arn:aws:s3:::([^/]+)\/(.+)$/.exec(SourceARN);
  if (SourceType !== 'S3' || match === null)
    throw invalidArgument('The parameter ImportSource is not valid.');
  const object = (await call.kernel.ports.find('calls')!.invoke({
    service: 's3',
    operation: 'GetObject',
    scope: call.scope,
    principal: call.principal,
    input: { Bucket: match[1], Key: match[2] },
    cause: call.seq,
  })) as GetObjectOutput;
  const body = object.Body as unknown as Uint8Array | NodeJS.ReadableStream;
  return readPairs(await bodyText(body));
}
