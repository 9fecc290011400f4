import { expect, test } from 'vitest';
import { parseFaultRule, readFaultRule } from './fault-rule.ts';
import { Faults, type NewFaultRule } from './faults.ts';

const DUPLICATES: NewFaultRule = {
  id: 'twice',
  on: 'delivery',
  target: 's3.event',
  probability: 0.05,
  effect: { kind: 'duplicate' },
};

/** Which of so many deliveries a rule strikes. */
function strikes(faults: Faults, count: number, between = (): unknown => undefined): number[] {
  const struck: number[] = [];
  for (let n = 0; n < count; n += 1) {
    between();
    if (faults.strike('delivery', 's3.event').some(({ id }) => id === 'twice')) struck.push(n);
  }
  return struck;
}

function faultsOf(seed: string, ...rules: readonly NewFaultRule[]): Faults {
  const faults = new Faults(seed);
  for (const rule of rules) faults.add(rule);
  return faults;
}

test('the same seed strikes the same deliveries, whatever else happens; another seed others', () => {
  const once = strikes(faultsOf('a', DUPLICATES), 1_000);
  expect(once.length).toBeGreaterThan(30);
  expect(once.length).toBeLessThan(80);
  const crash: NewFaultRule = { on: 'invocation', probability: 0.5, effect: { kind: 'crash' } };
  const busy = faultsOf('a', crash, DUPLICATES);
  expect(strikes(busy, 1_000, () => busy.strike('invocation', 'f'))).toEqual(once);
  expect(strikes(faultsOf('b', DUPLICATES), 1_000)).not.toEqual(once);
});

test('a rule ends after as many strikes as it was given', () => {
  const faults = faultsOf('a', { ...DUPLICATES, probability: 1, times: 2 });
  expect(strikes(faults, 5)).toEqual([0, 1]);
  expect(faults.list()).toEqual([expect.objectContaining({ id: 'twice', struck: 2 })]);
});

test('a rule on a command line says what JSON says', () => {
  expect(
    parseFaultRule('on=delivery,target=s3.event,effect=reorder,within=30000,probability=0.05,times=3'),
  ).toEqual({
    on: 'delivery',
    target: 's3.event',
    probability: 0.05,
    times: 3,
    effect: { kind: 'reorder', within: 30_000 },
  });
});

test.for([
  ['effect', 'on=call,probability=1', 'must be one of delay, error, throttle'],
  ['effect', 'on=delivery,effect=crash,probability=1', 'must be one of delay, drop, duplicate, reorder'],
  ['probability', 'on=delivery,effect=drop,probability=5', '"probability" must be a number from 0 to 1'],
  ['on', 'on=everything,effect=drop,probability=1', '"on" must be call, delivery or invocation'],
  ['unknown name', 'on=delivery,effect=drop,probability=1,chance=2', 'has no member "chance"'],
  ['duration', 'on=call,effect=delay,probability=1', '"duration" must be milliseconds'],
  ['status', 'on=call,effect=error,code=Broken,status=200,probability=1', 'from 400 to 599'],
  ['pair', 'on=call,never', '"never" is not name=value'],
] as const)('a rule that could never strike as meant is refused by its %s', ([, text, message]) => {
  expect(parseFaultRule(text)).toContain(message);
});

test('JSON that is no rule is refused', () => {
  expect(readFaultRule('{')).toBe('The body must be a JSON object.');
  expect(readFaultRule('[]')).toBe('A fault rule must be an object.');
  expect(readFaultRule('{"on":"call","chance":1,"probability":1,"effect":{"kind":"throttle"}}')).toBe(
    'A fault rule has no member "chance".',
  );
});
