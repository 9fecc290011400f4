import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { expect, onTestFinished, test } from 'vitest';
import { createCloud } from '../../cloud.ts';
import { days } from '../../kernel/instant.ts';
import { kmsOf, newKey } from './testing/keys.ts';

test('keys, their deletions and their rotations outlive a restart', async () => {
  const data = mkdtempSync(join(tmpdir(), 'safelight-kms-'));
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  let blob: Uint8Array | undefined;
  let kept = '';
  let startAt = 0;
  {
    await using cloud = await createCloud({ clock: 'manual', data });
    const kms = kmsOf(cloud);
    const [doomed, rotating] = [await newKey(kms), await newKey(kms)];
    kept = rotating.id;
    await kms.send(new EnableKeyRotationCommand({ KeyId: kept, RotationPeriodInDays: 90 }));
    const sealed = await kms.send(new EncryptCommand({ KeyId: kept, Plaintext: Buffer.from('x') }));
    blob = sealed.CiphertextBlob;
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: doomed.id, PendingWindowInDays: 7 }));
    startAt = cloud.clock.now();
  }
  await using cloud = await createCloud({ clock: 'manual', data, startAt });
  const kms = kmsOf(cloud);
  await cloud.clock.advance(days(90));
  const { Keys } = await kms.send(new ListKeysCommand({}));
  expect(Keys?.map(({ KeyId }) => KeyId)).toEqual([kept]);
  const { Rotations } = await kms.send(new ListKeyRotationsCommand({ KeyId: kept }));
  expect(Rotations).toMatchObject([{ RotationType: 'AUTOMATIC' }]);
  const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: blob }));
  expect(Buffer.from(Plaintext ?? []).toString()).toBe('x');
});
