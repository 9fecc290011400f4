import { expect, test } from 'vitest';
import { findBlueprint } from '../blueprints.ts';
import { embeddedTarget } from '../targets/embedded.ts';
import { summarise } from './change.ts';
import { packageFunction } from './package.ts';
import { provision, type Provisioned } from './provision.ts';

test.each(['pettracker', 'image-platform'])(
  'a second run of %s changes nothing and says so',
  async (name) => {
    await using target = await embeddedTarget();
    const { accountId, region } = target;
    const put = (): Promise<Provisioned> =>
      provision(findBlueprint(name), {
        target,
        context: { accountId, region, suffix: '' },
        packageOf: packageFunction,
      });
    const first = await put();
    expect(new Set(first.changes.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
    const second = await put();
    expect(second.changes.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([]);
    expect(summarise(second.changes)).toBe(`${first.changes.length} unchanged`);
  },
  60_000,
);

test('what somebody changed is brought back into line, and named', async () => {
  await using target = await embeddedTarget();
  const { accountId, region } = target;
  const put = (): Promise<Provisioned> =>
    provision(findBlueprint('pettracker'), {
      target,
      context: { accountId, region, suffix: '' },
      packageOf: packageFunction,
    });
  await put();
  const s3 = await target.clients.s3();
  await s3.deleteBucketCors({ Bucket: 'pettracker-images-prod' });
  const { changes } = await put();
  expect(changes.filter(({ outcome }) => outcome === 'updated')).toEqual([
    { kind: 'bucket', name: 'pettracker-images-prod', outcome: 'updated', parts: ['cors'] },
  ]);
});
