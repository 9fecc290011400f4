import { expect, test } from 'vitest';
import { Store } from '../../kernel/store.ts';
import { BucketConfigs } from './bucket-configs.ts';
import { Buckets, type Bucket } from './bucket.ts';
import { MIGRATIONS } from './schema.ts';

function fixture(): { buckets: Buckets; configs: BucketConfigs; bucket: Bucket } {
  const store = new Store(':memory:');
  store.define('s3', MIGRATIONS);
  const buckets = new Buckets(store);
  const bucket = buckets.add({
    name: 'photos',
    account: '000000000000',
    region: 'us-east-1',
    location: undefined,
    created: 0,
    versioning: undefined,
    objectLock: false,
  });
  return { buckets, configs: new BucketConfigs(store), bucket };
}

test('a configuration is there after it was put and gone after it was removed', () => {
  const { configs, bucket } = fixture();
  expect(configs.get(bucket, 'requestPayment')).toBeUndefined();
  configs.put(bucket, 'requestPayment', { Payer: 'Requester' });
  expect(configs.get(bucket, 'requestPayment')).toEqual({ Payer: 'Requester' });
  configs.remove(bucket, 'requestPayment');
  expect(configs.get(bucket, 'requestPayment')).toBeUndefined();
});

test('configurations go with their bucket', () => {
  const { buckets, configs, bucket } = fixture();
  configs.put(bucket, 'requestPayment', { Payer: 'Requester' });
  buckets.remove(bucket);
  configs.forget(bucket);
  expect(configs.bucketsWith('requestPayment')).toEqual(new Set());
  expect(buckets.find('photos')).toBeUndefined();
});

test('named configurations are listed in order of name', () => {
  const { configs, bucket } = fixture();
  for (const name of ['b', 'a', 'c']) configs.put(bucket, 'metrics', { Id: name }, name);
  expect(configs.list(bucket, 'metrics', 'a', 10).map(({ name }) => name)).toEqual(['b', 'c']);
});
