import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { photosClient, refused } from '../testing/client.ts';
import { elements, send } from '../testing/raw-request.ts';

const b = { Bucket: 'photos' };

test('reading a list shows the owner in full control, without a name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  await s3.putObject({ ...b, Key: 'a', Body: 'x' });
  const { body } = await send(cloud, { path: '/photos', query: 'acl=' });
  const id = /<ID>([0-9a-f]{64})<\/ID>/.exec(body)?.[1];
  expect(body).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>\n<AccessControlPolicy xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Owner><ID>${id}</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>${id}</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>`,
  );
  expect((await s3.getObjectAcl({ ...b, Key: 'a' })).Grants).toEqual((await s3.getBucketAcl(b)).Grants);
});

test('writing one is refused, except where it says what is so anyway', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const { Owner, Grants } = await s3.getBucketAcl(b);
  await s3.putBucketAcl({ ...b, AccessControlPolicy: { Owner, Grants } });
  expect(await refused(s3.putBucketAcl({ ...b, ACL: 'public-read' }))).toEqual({
    status: 400,
    code: 'AccessControlListNotSupported',
    message: 'The bucket does not allow ACLs',
  });
  const everybody = { Type: 'Group' as const, URI: 'http://acs.amazonaws.com/groups/global/AllUsers' };
  const shared = [...(Grants ?? []), { Grantee: everybody, Permission: 'READ' as const }];
  const put = s3.putBucketAcl({ ...b, AccessControlPolicy: { Owner, Grants: shared } });
  expect(await refused(put)).toMatchObject({ code: 'AccessControlListNotSupported' });
});

test('a list that is nowhere, or twice, or unknown is refused', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = await photosClient(cloud);
  const empty = await send(cloud, { method: 'PUT', path: '/photos', query: 'acl=' });
  expect(elements(empty.body).slice(0, 3)).toEqual([
    ['Code', 'MissingSecurityHeader'],
    ['Message', 'Your request was missing a required header'],
    ['MissingHeaderName', 'x-amz-acl'],
  ]);
  expect(await refused(s3.putBucketAcl({ ...b, ACL: 'mine' as 'private' }))).toMatchObject({
    code: 'InvalidArgument',
    ArgumentName: 'x-amz-acl',
  });
  const both = s3.putBucketAcl({ ...b, ACL: 'private', GrantRead: 'id=x' });
  expect(await refused(both)).toMatchObject({
    message: 'Specifying both Canned ACLs and Header Grants is not allowed',
  });
});

test.each(['<foo/>', '<AccessControlPolicy>', '<AccessControlPolicy/>'])(
  'a document that is no list is refused with a code of its own: %s',
  async (body) => {
    await using cloud = await createCloud({ clock: 'manual' });
    await photosClient(cloud);
    const answer = await send(cloud, { method: 'PUT', path: '/photos', query: 'acl=', body });
    expect(answer.status).toBe(400);
    expect(elements(answer.body)[0]).toEqual(['Code', 'MalformedACLError']);
  },
);
