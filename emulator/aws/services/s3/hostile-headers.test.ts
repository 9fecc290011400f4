import { GetObjectCommand, S3 } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';

test.for(['a\r\nx-evil: 1', 'a\nx-evil: 1', 'a\r\n\r\n<script>', 'a\u0000'])(
  'an override of a response header adds no header: %j',
  async (value) => {
    await using cloud = await createCloud({ clock: 'manual', startAt: Date.now() });
    const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
    const object = { Bucket: 'photos', Key: 'a' };
    await s3.createBucket(object);
    await s3.putObject({ ...object, Body: 'photo' });
    const command = new GetObjectCommand({ ...object, ResponseContentDisposition: value });
    const answer = await fetch(await getSignedUrl(s3, command));
    expect(answer.headers.get('x-evil')).toBeNull();
    expect(await answer.text()).toBe('photo');
  },
);
