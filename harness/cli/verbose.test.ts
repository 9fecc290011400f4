import { expect, test } from 'vitest';
import { createCloud } from '#aws';
import { createClients } from '../targets/clients.ts';
import { connectionTo } from '../targets/embedded.ts';
import { causesText, tellJournal } from './verbose.ts';

test('every call is told, after a reset too, and nothing in it moves the cursor', async () => {
  await using cloud = await createCloud();
  const lines: string[] = [];
  tellJournal(cloud, (line) => void lines.push(line));
  const clients = createClients(connectionTo(cloud));
  const s3 = await clients.s3();
  await s3.createBucket({ Bucket: 'photos' });
  await s3.putObject({ Bucket: 'photos', Key: 'a\u001b[2J', Body: '' });
  expect(lines.filter((line) => line.includes('operation=CreateBucket'))).toHaveLength(1);
  expect(lines.join('')).not.toContain('\u001b');
  await cloud.reset();
  lines.length = 0;
  await s3.createBucket({ Bucket: 'photos' });
  expect(lines.filter((line) => line.includes('operation=CreateBucket'))).toHaveLength(1);
  clients.destroy();
});

test('an error tells its causes down to the first', () => {
  const error = new Error('outer', { cause: new Error('middle', { cause: 'first' }) });
  const told = causesText(error);
  expect(told).toContain('caused by: Error: middle');
  expect(told).toContain("caused by: 'first'");
  expect(causesText(new Error('alone'))).toBe('');
});
