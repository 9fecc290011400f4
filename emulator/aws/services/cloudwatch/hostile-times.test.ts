import { expect, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { signedFetch } from '../../testing/signed-fetch.ts';

test.for(['1e308', '-1e308', '8640000000001'])(
  'a time that there will never be is refused: %s',
  async (time) => {
    await using cloud = await createCloud({ clock: 'manual' });
    const response = await signedFetch(cloud.endpoint, {
      service: 'monitoring',
      method: 'POST',
      at: cloud.clock.now(),
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
      },
      body: `{"Namespace":"n","MetricData":[{"MetricName":"m","Value":1,"Timestamp":${time}}]}`,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      __type: expect.stringContaining('SerializationException') as string,
    });
    expect(cloud.journal.entries().filter(({ type }) => type === 'defect')).toEqual([]);
  },
);
