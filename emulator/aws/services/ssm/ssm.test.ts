import { IAM } from '@aws-sdk/client-iam';
import { CreateKeyCommand, DisableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { SSM } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';
import { clientConfig } from '../../testing/client-config.ts';

let cloud: Cloud;
let ssm: SSM;
beforeEach(async () => {
  cloud = await createCloud({ clock: 'manual', startAt: Date.UTC(2027, 0, 1) });
  ssm = new SSM(clientConfig(cloud));
});
afterEach(() => cloud[Symbol.asyncDispose]());

const put = (Name: string, Value = 'x', more: Partial<Parameters<SSM['putParameter']>[0]> = {}) =>
  ssm.putParameter({ Name, Value, Type: 'String', ...more });

const valueOf = async (Name: string): Promise<string | undefined> =>
  (await ssm.getParameter({ Name })).Parameter?.Value;

test('a parameter is read by its name and by its ARN, with or without a slash in front', async () => {
  expect(await put('/shop/host', 'db.test')).toMatchObject({ Version: 1, Tier: 'Standard' });
  await put('plain', 'text');
  const { Parameter } = await ssm.getParameter({ Name: '/shop/host' });
  expect(Parameter).toEqual({
    Name: '/shop/host',
    Type: 'String',
    Value: 'db.test',
    Version: 1,
    LastModifiedDate: new Date(Date.UTC(2027, 0, 1)),
    ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/shop/host',
    DataType: 'text',
  });
  expect(await valueOf(Parameter?.ARN ?? '')).toBe('db.test');
  expect(await valueOf('arn:aws:ssm:us-east-1:000000000000:parameter/plain')).toBe('text');
});

test('a value is overwritten only when asked to, and its former versions can be read', async () => {
  await put('/host', 'one', { Description: 'where' });
  await expect(put('/host', 'two')).rejects.toMatchObject({
    name: 'ParameterAlreadyExists',
    message:
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  });
  expect(await put('/host', 'two', { Overwrite: true, Type: undefined })).toMatchObject({ Version: 2 });
  expect(await valueOf('/host')).toBe('two');
  const { Parameter } = await ssm.getParameter({ Name: '/host:1' });
  expect(Parameter).toMatchObject({ Value: 'one', Version: 1, Selector: ':1' });
  await expect(valueOf('/host:3')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  const { Parameters } = await ssm.getParameterHistory({ Name: '/host' });
  expect(Parameters?.map(({ Value, Description }) => [Value, Description])).toEqual([
    ['one', 'where'],
    ['two', 'where'],
  ]);
});

test('a hundred versions are kept', async () => {
  for (let version = 1; version <= 101; version += 1) await put('/n', String(version), { Overwrite: true });
  await expect(valueOf('/n:1')).rejects.toMatchObject({ name: 'ParameterVersionNotFound' });
  expect(await valueOf('/n:2')).toBe('2');
  expect(await valueOf('/n')).toBe('101');
});

test('a parameter that was deleted is gone, and begins again at its first version', async () => {
  await put('/a');
  await put('/a', 'y', { Overwrite: true });
  await ssm.deleteParameter({ Name: '/a' });
  await expect(valueOf('/a')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  await expect(ssm.deleteParameter({ Name: '/a' })).rejects.toMatchObject({ name: 'ParameterNotFound' });
  expect((await put('/a')).Version).toBe(1);
});

test('several are read and deleted at once, and those that are not there are named', async () => {
  await put('/a', '1');
  await put('/b', '2');
  const { Parameters, InvalidParameters } = await ssm.getParameters({ Names: ['/b', '/none', '/a'] });
  expect(Parameters?.map(({ Name }) => Name).toSorted()).toEqual(['/a', '/b']);
  expect(InvalidParameters).toEqual(['/none']);
  expect(await ssm.deleteParameters({ Names: ['/a', '/none'] })).toMatchObject({
    DeletedParameters: ['/a'],
    InvalidParameters: ['/none'],
  });
});

test('a path finds what is directly below it, or all that is below it, page by page', async () => {
  for (const name of ['/shop/a', '/shop/b', '/shop/deep/c', '/shopping', 'shop']) await put(name);
  const names = async (Path: string, Recursive = false): Promise<(string | undefined)[]> =>
    ((await ssm.getParametersByPath({ Path, Recursive })).Parameters ?? []).map(({ Name }) => Name);
  expect(await names('/shop')).toEqual(['/shop/a', '/shop/b']);
  expect(await names('/shop/', true)).toEqual(['/shop/a', '/shop/b', '/shop/deep/c']);
  expect(await names('/')).toEqual(['/shopping']);
  await expect(names('shop')).rejects.toMatchObject({ name: 'ValidationException' });
  const first = await ssm.getParametersByPath({ Path: '/shop', MaxResults: 1 });
  expect(first.Parameters).toHaveLength(1);
  const { Parameters, NextToken } = await ssm.getParametersByPath({
    Path: '/shop',
    MaxResults: 1,
    NextToken: first.NextToken,
  });
  expect([Parameters?.[0]?.Name, NextToken]).toEqual(['/shop/b', undefined]);
});

describe('parameters are described, filtered by', () => {
  test.each([
    [
      'the beginning of their names',
      { Key: 'Name', Option: 'BeginsWith', Values: ['/shop'] },
      ['/shop/a', '/shop/b'],
    ],
    ['a part of their names', { Key: 'Name', Option: 'Contains', Values: ['p/b'] }, ['/shop/b']],
    ['their type', { Key: 'Type', Values: ['StringList'] }, ['list']],
    ['their path', { Key: 'Path', Values: ['/shop'] }, ['/shop/a', '/shop/b']],
    ['a tag', { Key: 'tag:team', Values: ['blue'] }, ['/shop/b']],
  ])('%s', async (_, filter, expected) => {
    await put('/shop/a');
    await put('/shop/b', 'x', { Tags: [{ Key: 'team', Value: 'blue' }] });
    await put('list', 'x,y', { Type: 'StringList' });
    const { Parameters } = await ssm.describeParameters({ ParameterFilters: [filter] });
    expect(Parameters?.map(({ Name }) => Name)).toEqual(expected);
    expect(Parameters?.[0]).not.toHaveProperty('Value');
  });

  test.each(['Recursive', 'toString'])('no option that there is not: %s', async (Option) => {
    const asking = ssm.describeParameters({ ParameterFilters: [{ Key: 'Name', Option, Values: ['a'] }] });
    await expect(asking).rejects.toMatchObject({ name: 'InvalidFilterOption' });
  });

  test('no key that there is not', async () => {
    const asking = ssm.describeParameters({ ParameterFilters: [{ Key: 'Colour', Values: ['red'] }] });
    await expect(asking).rejects.toMatchObject({ name: 'InvalidFilterKey' });
  });
});

test('tags are added, listed and removed', async () => {
  await put('/a', 'x', { Tags: [{ Key: 'one', Value: '1' }] });
  const named = { ResourceType: 'Parameter', ResourceId: '/a' } as const;
  await ssm.addTagsToResource({ ...named, Tags: [{ Key: 'two', Value: '2' }] });
  await ssm.removeTagsFromResource({ ...named, TagKeys: ['one'] });
  expect((await ssm.listTagsForResource(named)).TagList).toEqual([{ Key: 'two', Value: '2' }]);
  await expect(put('/a', 'y', { Overwrite: true, Tags: [] })).rejects.toThrow(/can't be used together/);
  await expect(ssm.listTagsForResource({ ...named, ResourceId: '/b' })).rejects.toMatchObject({
    name: 'InvalidResourceId',
  });
  await expect(ssm.listTagsForResource({ ...named, ResourceType: 'Document' })).rejects.toMatchObject({
    name: 'InvalidResourceType',
  });
});

describe('a new parameter is refused', () => {
  test.each([
    ['a name of AWS', '/aws/x', {}, 'AccessDeniedException', 'No access to reserved parameter name: /aws/x.'],
    ['a name of Systems Manager', 'ssm-x', {}, 'ValidationException', 'can\'t be prefixed with "ssm"'],
    ['a name with a space', 'a b', {}, 'ValidationException', 'sub-paths divided by slash'],
    ['a path that begins without a slash', 'a/b', {}, 'ValidationException', 'fully qualified name'],
    ['sixteen levels', '/a'.repeat(16), {}, 'HierarchyLevelLimitExceededException', '15 levels'],
    ['no type', '/a', { Type: undefined }, 'ValidationException', 'A parameter type is required'],
    ['a large value', '/a', { Value: 'x'.repeat(4_097) }, 'ValidationException', '4096 characters'],
    [
      'a value that is not as its pattern says',
      '/a',
      { AllowedPattern: '\\d+' },
      'ParameterPatternMismatchException',
      'Parameter value, cannot be validated against allowedPattern: \\d+',
    ],
  ])('with %s', async (_, Name, more, name, message) => {
    const { Value = 'x', ...rest } = more as { Value?: string };
    await expect(put(Name, Value, rest)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message) as string,
    });
  });

  test('but a large one of the advanced tier, or of the one that fits, is not', async () => {
    const large = 'x'.repeat(8_192);
    expect((await put('/a', large, { Tier: 'Advanced' })).Tier).toBe('Advanced');
    expect((await put('/b', large, { Tier: 'Intelligent-Tiering' })).Tier).toBe('Advanced');
    expect((await put('/c', 'x', { Tier: 'Intelligent-Tiering' })).Tier).toBe('Standard');
    await expect(put('/d', `${large}x`, { Tier: 'Advanced' })).rejects.toThrow(/8192 characters/);
  });
});

test('a secret is told in clear only when asked for so, and while its key can be used', async () => {
  const kms = new KMSClient(clientConfig(cloud));
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  const KeyId = KeyMetadata?.KeyId;
  await put('/secret', 'hush', { Type: 'SecureString', KeyId });
  const sealed = await valueOf('/secret');
  expect(sealed).not.toContain('hush');
  const opened = () => ssm.getParameter({ Name: '/secret', WithDecryption: true });
  expect((await opened()).Parameter?.Value).toBe('hush');
  const { Parameters: [described] = [] } = await ssm.describeParameters({});
  expect(described).toMatchObject({ Type: 'SecureString', KeyId });
  await kms.send(new DisableKeyCommand({ KeyId }));
  await expect(opened()).rejects.toMatchObject({ name: 'InvalidKeyId' });
  await put('/usual', 'hush', { Type: 'SecureString' });
  const usual = await ssm.getParameter({ Name: '/usual', WithDecryption: true });
  expect(usual.Parameter?.Value).toBe('hush');
});

test('who may read one path may not read another', async () => {
  await put('/mine/a');
  await put('/yours/a');
  const iam = new IAM(clientConfig(cloud));
  await iam.createUser({ UserName: 'reader' });
  const Resource = 'arn:aws:ssm:us-east-1:000000000000:parameter/mine/*';
  await iam.putUserPolicy({
    UserName: 'reader',
    PolicyName: 'mine',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'ssm:GetParameter', Resource },
    }),
  });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'reader' });
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const reader = new SSM({ ...clientConfig(cloud), credentials });
  expect((await reader.getParameter({ Name: '/mine/a' })).Parameter?.Value).toBe('x');
  await expect(reader.getParameter({ Name: '/yours/a' })).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('ssm:GetParameter') as string,
  });
});

test('a restored cloud has the parameters that it had', async () => {
  const snapshot = await cloud.snapshot();
  await put('/later');
  await cloud.restore(snapshot);
  await expect(valueOf('/later')).rejects.toMatchObject({ name: 'ParameterNotFound' });
});

test('what else Systems Manager does is refused by name', async () => {
  await expect(ssm.describeInstanceInformation({})).rejects.toMatchObject({ name: 'NotImplemented' });
});
