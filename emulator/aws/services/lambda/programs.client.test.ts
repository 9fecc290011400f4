import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { aws, awsError, boto3 } from '../../testing/programs.ts';
import { ROLE, zip } from '../../testing/zip.ts';

const SOURCE =
  'exports.handler = async (event) => { console.log("seen", event.n); return { twice: event.n * 2 }; };';

test('the AWS CLI creates, invokes, changes, aliases and deletes a function', async () => {
  await using cloud = await createCloud();
  const folder = mkdtempSync(join(tmpdir(), 'safelight-cli-'));
  const file = (name: string): string => join(folder, name);
  writeFileSync(file('code.zip'), zip({ 'index.js': SOURCE }));
  const lambda = (...args: string[]) => aws(cloud, 'lambda', ...args);
  const named = ['--function-name', 'double'];
  const code = ['--runtime', 'nodejs22.x', '--handler', 'index.handler'];
  const settings = ['--role', ROLE, ...code, '--environment', 'Variables={STAGE=test}'];
  const created = await lambda(
    'create-function',
    ...named,
    ...settings,
    '--zip-file',
    `fileb://${file('code.zip')}`,
  );
  expect(created).toMatchObject({ FunctionName: 'double', State: 'Pending', Version: '$LATEST' });
  await lambda('wait', 'function-active-v2', ...named);
  const invoke = [...named, '--cli-binary-format', 'raw-in-base64-out', '--payload', '{"n": 21}'];
  const invoked = await lambda('invoke', ...invoke, '--log-type', 'Tail', file('answer.json'));
  expect(invoked).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(readFileSync(file('answer.json'), 'utf8')).toBe('{"twice":42}');
  const log = Buffer.from(String(invoked['LogResult']), 'base64').toString();
  expect(log).toMatch(/^START RequestId: .*\tINFO\tseen 21\nEND .*\nREPORT /s);
  await lambda('update-function-configuration', ...named, '--timeout', '9');
  await lambda('wait', 'function-updated-v2', ...named);
  expect(await lambda('publish-version', ...named)).toMatchObject({ Version: '1', Timeout: 9 });
  await lambda('create-alias', ...named, '--name', 'live', '--function-version', '1');
  const live = await lambda('invoke', ...invoke, '--qualifier', 'live', file('answer.json'));
  expect(live).toMatchObject({ ExecutedVersion: '1' });
  await lambda('delete-function', ...named);
  expect(await awsError(cloud, 'lambda', 'get-function', ...named)).toBe(
    'An error occurred (ResourceNotFoundException) when calling the GetFunction operation: Function not found: arn:aws:lambda:us-east-1:000000000000:function:double',
  );
  rmSync(folder, { recursive: true });
});

test('boto3 publishes layers, limits concurrency, grants, and reads errors and tails', async () => {
  await using cloud = await createCloud();
  const code = (files: Record<string, string>): string => Buffer.from(zip(files)).toString('base64');
  const shown = await boto3(
    cloud,
    `
import base64
λ = client('lambda')
layer = λ.publish_layer_version(LayerName='shared', CompatibleRuntimes=['nodejs22.x'],
  Content={'ZipFile': base64.b64decode('${code({ 'nodejs/node_modules/shared/index.js': 'exports.n = 7;' })}')})
show(layer['LayerVersionArn'])
λ.create_function(FunctionName='f', Runtime='nodejs22.x', Role='${ROLE}', Handler='index.handler',
  Layers=[layer['LayerVersionArn']], Publish=True,
  Code={'ZipFile': base64.b64decode('${code({
    'index.js':
      'exports.handler = async (e) => { if (e.bad) throw new TypeError("bad"); return require("shared").n; };',
  })}')})
λ.get_waiter('function_active_v2').wait(FunctionName='f')
show(λ.invoke(FunctionName='f')['Payload'].read().decode())
failed = λ.invoke(FunctionName='f', Payload=json.dumps({'bad': True}))
show([failed['FunctionError'], json.loads(failed['Payload'].read())['errorType']])
show(λ.invoke(FunctionName='f', InvocationType='Event')['StatusCode'])
show(λ.invoke(FunctionName='f', InvocationType='DryRun')['StatusCode'])
λ.put_function_concurrency(FunctionName='f', ReservedConcurrentExecutions=0)
try: λ.invoke(FunctionName='f')
except λ.exceptions.TooManyRequestsException as error: show(error.response['Reason'])
show(json.loads(λ.add_permission(FunctionName='f', StatementId='s3', Action='lambda:InvokeFunction',
  Principal='s3.amazonaws.com', SourceArn='arn:aws:s3:::photos')['Statement'])['Principal'])
show([v['Version'] for page in λ.get_paginator('list_versions_by_function').paginate(FunctionName='f') for v in page['Versions']])
show(λ.create_function_url_config(FunctionName='f', AuthType='NONE')['FunctionUrl'][:8])
`,
  );
  expect(shown).toEqual([
    'arn:aws:lambda:us-east-1:000000000000:layer:shared:1',
    '7',
    ['Unhandled', 'TypeError'],
    202,
    204,
    'ReservedFunctionConcurrentInvocationLimitExceeded',
    { Service: 's3.amazonaws.com' },
    ['$LATEST', '1'],
    expect.stringMatching(/^https?:\/\//),
  ]);
});
