import type { Target } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { startCore } from '../../testing/core.ts';
import type { Parcel } from './deliveries.ts';
import { EventBridge } from './eventbridge.ts';

/** A bus with one rule; what is carried to its target, and to its dead-letter queue, is kept. */
function start(core: ReturnType<typeof startCore>, target: Partial<Target>, failures: number) {
  const eventBridge = new EventBridge(core);
  const attempts: number[] = [];
  const letters: Parcel[] = [];
  const begun = core.clock.now();
  eventBridge.deliveries.carry('lambda', () => {
    attempts.push(core.clock.now() - begun);
    if (attempts.length > failures) return 'delivered';
    return { code: 'THROTTLING', message: 'Rate exceeded', retry: true };
  });
  eventBridge.deliveries.carry('sqs', (parcel) => {
    letters.push(parcel);
    return 'delivered';
  });
  core.store.transact(() => {
    const bus = eventBridge.buses.find(core.home, 'default', begun)!;
    const pattern = '{"source":["app"]}';
    const settings = { pattern, enabled: true, schedule: undefined, description: undefined, role: undefined };
    const rule = eventBridge.rules.put(bus, 'r', settings);
    const Arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
    const DeadLetterConfig = { Arn: 'arn:aws:sqs:us-east-1:000000000000:dead' };
    eventBridge.rules.putTarget(rule, { Id: 'f', Arn, DeadLetterConfig, ...target });
  });
  const event = { source: 'app', detailType: 'd', resources: [], detail: { n: 1 }, at: begun };
  eventBridge.put(core.home, event, 0);
  return { attempts, letters };
}

test('a failing target is tried again, with growing pauses, until it takes the event', async () => {
  using core = startCore();
  const { attempts, letters } = start(core, {}, 3);
  await core.clock.advance(60_000);
  expect(attempts).toHaveLength(4);
  const pauses = attempts.slice(1).map((at, index) => at - attempts[index]!);
  expect(
    pauses.every((pause, index) => pause >= 2 ** index * 1_000 && pause <= 2 ** (index + 1) * 1_000),
  ).toBe(true);
  expect(letters).toEqual([]);
});

test.each<[string, Target['RetryPolicy'], number]>([
  ['MaximumRetryAttempts', { MaximumRetryAttempts: 2 }, 3],
  ['MaximumEventAgeInSeconds', { MaximumEventAgeInSeconds: 60 }, 7],
])('%s ends the attempts, and the event is dead', async (condition, RetryPolicy, most) => {
  using core = startCore();
  const { attempts, letters } = start(core, { RetryPolicy }, Number.POSITIVE_INFINITY);
  await core.clock.advance(3_600_000);
  expect(attempts.length).toBeLessThanOrEqual(most);
  expect(letters).toMatchObject([
    {
      attributes: {
        ERROR_CODE: 'THROTTLING',
        ERROR_MESSAGE: 'Rate exceeded',
        EXHAUSTED_RETRY_CONDITION: condition,
        RETRY_ATTEMPTS: String(attempts.length - 1),
      },
    },
  ]);
  expect(JSON.parse(letters[0]!.body)).toMatchObject({ source: 'app', detail: { n: 1 } });
});

test('without a retry policy it is 185 times more, spread over most of a day', async () => {
  using core = startCore();
  const { attempts, letters } = start(core, {}, Number.POSITIVE_INFINITY);
  await core.clock.advance(2 * 86_400_000);
  expect(attempts).toHaveLength(186);
  expect(attempts.at(-1)).toBeGreaterThan(18 * 3_600_000);
  expect(attempts.at(-1)).toBeLessThanOrEqual(24 * 3_600_000);
  expect(letters).toHaveLength(1);
});
