import { Lambda } from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { createCloud } from '../../../cloud.ts';
import { clientConfig } from '../../../testing/client-config.ts';
import { zip } from '../../../testing/zip.ts';

const ZipFile = zip({ 'nodejs/node_modules/x/index.js': 'module.exports = 1;' });
const ARN = 'arn:aws:lambda:us-east-1:000000000000:layer:shared';

test('versions of a layer are numbered, listed newest first, and can be fetched', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda(clientConfig(cloud));
  const layer = { LayerName: 'shared', Content: { ZipFile }, CompatibleRuntimes: ['nodejs24.x' as const] };
  const first = await lambda.publishLayerVersion({ ...layer, Description: 'one' });
  expect(first).toMatchObject({
    $metadata: { httpStatusCode: 201 },
    LayerArn: ARN,
    LayerVersionArn: `${ARN}:1`,
    Version: 1,
    Description: 'one',
    CompatibleRuntimes: ['nodejs24.x'],
    Content: { CodeSize: ZipFile.length },
  });
  await lambda.publishLayerVersion(layer);
  const { LayerVersions } = await lambda.listLayerVersions({ LayerName: 'shared' });
  expect(LayerVersions?.map(({ Version }) => Version)).toEqual([2, 1]);
  const { Layers } = await lambda.listLayers({});
  expect(Layers).toMatchObject([{ LayerName: 'shared', LatestMatchingVersion: { Version: 2 } }]);
  const { Content } = await lambda.getLayerVersionByArn({ Arn: `${ARN}:1` });
  expect(new Uint8Array(await (await fetch(Content!.Location!)).arrayBuffer())).toEqual(ZipFile);
});

test('a deleted version is gone, and its number is not given again', async () => {
  await using cloud = await createCloud({ clock: 'manual' });
  const lambda = new Lambda(clientConfig(cloud));
  await lambda.publishLayerVersion({ LayerName: 'shared', Content: { ZipFile } });
  await lambda.deleteLayerVersion({ LayerName: 'shared', VersionNumber: 1 });
  await expect(lambda.getLayerVersion({ LayerName: 'shared', VersionNumber: 1 })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
  const { Version } = await lambda.publishLayerVersion({ LayerName: 'shared', Content: { ZipFile } });
  expect(Version).toBe(2);
});
