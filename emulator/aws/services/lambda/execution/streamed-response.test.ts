import { expect, test } from 'vitest';
import { StreamedResponse } from './streamed-response.ts';

test('a writer is told to wait while its reader is behind, until the reader has caught up', async () => {
  const response = new StreamedResponse();
  let behind = response.write(Buffer.alloc(1));
  for (let written = 0; behind === undefined && written < 1_024; written += 1) {
    behind = response.write(Buffer.alloc(64 * 1_024));
  }
  expect(behind).toBeInstanceOf(Promise);
  response.body.resume();
  await expect(behind).resolves.toBeUndefined();
});

test('a writer does not wait for a reader that has gone', async () => {
  const response = new StreamedResponse();
  const behind = response.write(Buffer.alloc(4 * 1_024 * 1_024));
  response.body.destroy();
  await expect(behind).resolves.toBeUndefined();
});
