import { expect, test } from 'vitest';
import { Latencies } from './latencies.ts';

test('percentiles of 1 to 1,000 ms are right to 2 %', () => {
  const latencies = new Latencies();
  for (let value = 1; value <= 1_000; value += 1) latencies.add(value);
  for (const share of [0.5, 0.95, 0.99]) {
    const off = latencies.percentile(share) / (share * 1_000);
    expect(off).toBeGreaterThanOrEqual(0.999);
    expect(off).toBeLessThanOrEqual(1.0201);
  }
  expect(latencies.count).toBe(1_000);
  expect(latencies.sum).toBe(500_500);
});

test('without samples there is no latency', () => {
  expect(new Latencies().percentile(0.95)).toBe(0);
});
