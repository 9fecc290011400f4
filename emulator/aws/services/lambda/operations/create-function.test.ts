import { Lambda, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { S3 } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { ROLE, zip } from '../../../testing/zip.ts';

const CODE = zip({ 'index.js': 'exports.handler = async () => "ok";' });
const FUNCTION = {
  FunctionName: 'thumbnail',
  Runtime: 'nodejs24.x',
  Role: ROLE,
  Handler: 'index.handler',
  Code: { ZipFile: CODE },
} as const;

test('a new function is Pending in the answer that makes it and Active in the next', async () => {
  await using cloud = await createCloud({ clock: 'manual', startAt: Date.parse('2026-11-20T10:11:12.345Z') });
  const lambda = new Lambda(clientConfig(cloud));
  const created = await lambda.createFunction(FUNCTION);
  expect(created).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    Architectures: ['x86_64'],
    CodeSize: CODE.length,
    Description: '',
    EphemeralStorage: { Size: 512 },
    FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:thumbnail',
    Handler: 'index.handler',
    LastModified: '2026-11-20T10:11:12.345+0000',
    LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/thumbnail' },
    MemorySize: 128,
    PackageType: 'Zip',
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    State: 'Pending',
    StateReason: 'The function is being created.',
    StateReasonCode: 'Creating',
    Timeout: 3,
    TracingConfig: { Mode: 'PassThrough' },
    Version: '$LATEST',
  });
  expect(created.Environment).toBeUndefined();
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 5 }, { FunctionName: 'thumbnail' });
  const { Configuration, Code } = await lambda.getFunction({ FunctionName: 'thumbnail' });
  expect(Configuration).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
  expect(Configuration?.StateReason).toBeUndefined();
  expect(Configuration?.RevisionId).not.toBe(created.RevisionId);
  const fetched = await fetch(Code!.Location!);
  expect(new Uint8Array(await fetched.arrayBuffer())).toEqual(CODE);
});

test('a function published when it is made answers with version 1', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda(clientConfig(cloud));
  const created = await lambda.createFunction({ ...FUNCTION, Publish: true });
  expect(created.Version).toBe('1');
  expect(created.FunctionArn).toMatch(/:function:thumbnail:1$/);
});

test('code comes from a bucket, and what S3 says of a missing key is passed on', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const s3 = new S3({ ...clientConfig(cloud), forcePathStyle: true });
  const lambda = new Lambda(clientConfig(cloud));
  await s3.createBucket({ Bucket: 'packages' });
  await s3.putObject({ Bucket: 'packages', Key: 'thumbnail.zip', Body: CODE });
  const created = await lambda.createFunction({
    ...FUNCTION,
    Code: { S3Bucket: 'packages', S3Key: 'thumbnail.zip' },
  });
  expect(created.CodeSize).toBe(CODE.length);
  await expect(
    lambda.createFunction({
      ...FUNCTION,
      FunctionName: 'other',
      Code: { S3Bucket: 'packages', S3Key: 'none' },
    }),
  ).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message:
      'Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
  });
});

test('a function is made once', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda(clientConfig(cloud));
  const both = await Promise.allSettled([lambda.createFunction(FUNCTION), lambda.createFunction(FUNCTION)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  await expect(lambda.createFunction(FUNCTION)).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: 'Function already exist: thumbnail',
    Type: 'User',
    $metadata: { httpStatusCode: 409 },
  });
});

test.for([
  [
    'a retired runtime',
    { Runtime: 'nodejs20.x' },
    /^The runtime parameter of nodejs20\.x is no longer supported/,
  ],
  [
    'an unknown runtime',
    { Runtime: 'cobol1.x' },
    /^Value cobol1\.x at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[nodejs22\.x, nodejs24\.x, .* or be a valid ARN$/,
  ],
  [
    'a package that is no archive',
    { Code: { ZipFile: Buffer.from('no zip') } },
    /^Could not unzip uploaded file\. Please check your file, then try to upload again\.$/,
  ],
  [
    'too many variables',
    { Environment: { Variables: { BIG: 'x'.repeat(4096) } } },
    /exceeded the 4KB limit\. String measured: \{"BIG":"x+"\}$/,
  ],
  [
    'a variable that Lambda keeps for itself',
    { Environment: { Variables: { AWS_REGION: 'x' } } },
    /Reserved keys used in this request: AWS_REGION$/,
  ],
  [
    'a name that is too long',
    { FunctionName: 'x'.repeat(65) },
    /^1 validation error detected: Value 'x+' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64$/,
  ],
] as const)('what cannot be configured is an invalid parameter: %s', async ([, change, message]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda(clientConfig(cloud));
  await expect(lambda.createFunction({ ...FUNCTION, ...change } as never)).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringMatching(message) as string,
    $metadata: { httpStatusCode: 400 },
  });
});

test.for([
  [
    'role',
    { Role: 'r1' },
    "Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
  ],
  [
    'timeout',
    { Timeout: 901 },
    "Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
  ],
  [
    'memory',
    { MemorySize: 64 },
    "Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
  ],
] as const)('what the model forbids is a validation error: %s', async ([, change, text]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda(clientConfig(cloud));
  await expect(lambda.createFunction({ ...FUNCTION, ...change })).rejects.toMatchObject({
    name: 'ValidationException',
    message: `1 validation error detected: ${text}`,
  });
});

test('functions from images are refused by name', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda({ ...clientConfig(cloud), maxAttempts: 1 });
  await expect(
    lambda.createFunction({ FunctionName: 'f', Role: ROLE, PackageType: 'Image', Code: { ImageUri: 'x' } }),
  ).rejects.toMatchObject({ name: 'NotImplemented', message: expect.stringContaining('images') as string });
});

test('a function in another region is out of reach', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda(clientConfig(cloud));
  await expect(
    lambda.getFunction({ FunctionName: 'arn:aws:lambda:eu-west-1:000000000000:function:thumbnail' }),
  ).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
  });
});

test.for([
  ['whose archive is larger than 50 MB', 52_428_801, 'Zipped size must be smaller than 52428800 bytes'],
  [
    'that is as a whole larger than 70167211 bytes',
    54_000_000,
    'Request must be smaller than 70167211 bytes for the CreateFunction operation',
  ],
] as const)('a request %s is refused with 413', { timeout: 60_000 }, async ([, bytes, message]) => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda(clientConfig(cloud));
  const refused = lambda.createFunction({ ...FUNCTION, Code: { ZipFile: Buffer.alloc(bytes) } });
  await expect(refused).rejects.toMatchObject({ $metadata: { httpStatusCode: 413 }, message });
  await expect(lambda.getFunction({ FunctionName: 'thumbnail' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
