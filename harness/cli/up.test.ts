import { expect, test } from 'vitest';
import { exposure } from './up.ts';

test('listening beyond loopback is said, listening on loopback is not', () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.5']) {
    expect(exposure(host)).toContain(
      `Listening on ${host}: everybody who can reach this machine can use this cloud.`,
    );
  }
  for (const host of ['127.0.0.1', '::1', 'localhost']) expect(exposure(host)).toBe('');
});
