/** boto3: its TransferManager, which cuts files into parts on threads, and its paginators. */
import { expect, test } from 'vitest';
import { HOSTILE_KEYS } from '#fixtures';
import { programDesk, SIZES } from './testing/programs.ts';

const TRANSFERS = `
import boto3, io
s3 = boto3.client('s3', endpoint_url='ENDPOINT')
s3.create_bucket(Bucket='boto')
for size in SIZES:
    body = (b'safelight ' * (size // 10 + 1))[:size]
    s3.upload_fileobj(io.BytesIO(body), 'boto', f'key {size}')
    s3.copy({'Bucket': 'boto', 'Key': f'key {size}'}, 'boto', f'copy {size}')
    back = io.BytesIO()
    s3.download_fileobj('boto', f'copy {size}', back)
    assert back.getvalue() == body, size
print('done')
`;

const KEYS = `
import boto3, sys
s3 = boto3.client('s3', endpoint_url='ENDPOINT')
s3.create_bucket(Bucket='keys')
for key in KEYS:
    s3.put_object(Bucket='keys', Key=key, Body=key.encode(), Metadata={'name': 'plain'})
for key in KEYS:
    got = s3.get_object(Bucket='keys', Key=key)
    assert got['Metadata'] == {'name': 'plain'} and got['Body'].read() == key.encode(), key
pages = s3.get_paginator('list_objects_v2').paginate(Bucket='keys', PaginationConfig={'PageSize': 3})
listed = [o['Key'] for page in pages for o in page['Contents']]
assert listed == sorted(KEYS, key=lambda key: key.encode()), listed
for key in KEYS:
    s3.delete_object(Bucket='keys', Key=key)
assert s3.list_objects_v2(Bucket='keys')['KeyCount'] == 0
s3.put_object(Bucket='keys', Key='a b', Body=b'')
answer = s3.delete_objects(Bucket='keys', Delete={'Objects': [{'Key': 'a b'}, {'Key': 'absent'}]})
assert [deleted['Key'] for deleted in answer['Deleted']] == ['a b', 'absent'], answer
try:
    s3.get_object(Bucket='keys', Key='absent')
    sys.exit('an absent key was found')
except s3.exceptions.NoSuchKey:
    print('done')
`;

test('files of every size are uploaded, copied and downloaded', async () => {
  await using desk = await programDesk();
  const program = TRANSFERS.replace('ENDPOINT', desk.endpoint).replaceAll('SIZES', JSON.stringify(SIZES));
  expect(await desk.run('/usr/bin/python3', ['-c', program])).toBe('done\n');
});

test('every hostile key is put, read, listed in order and deleted', async () => {
  await using desk = await programDesk();
  const program = KEYS.replace('ENDPOINT', desk.endpoint).replaceAll(
    'KEYS',
    JSON.stringify(HOSTILE_KEYS.map(({ key }) => key)),
  );
  expect(await desk.run('/usr/bin/python3', ['-c', program])).toBe('done\n');
});
