import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SafelightError } from '../kernel/safelight-error.ts';
import { parseCredentialsFile } from './credentials-file.ts';
import { builtinCredentials, composeCredentials, listedCredentials, Credential } from './credentials.ts';

test('the key test belongs to account 000000000000', () => {
  expect(builtinCredentials().find('test')).toMatchObject({
    secretAccessKey: 'test',
    principal: {
      kind: 'user',
      accountId: '000000000000',
      accessKeyId: 'test',
      arn: 'arn:aws:iam::000000000000:root',
      userId: '000000000000',
    },
  });
});

test('twelve digits belong to the account they name, and nothing else is known', () => {
  const store = builtinCredentials();
  expect(store.find('111122223333')).toMatchObject({ accountId: '111122223333', secretAccessKey: 'test' });
  for (const key of ['', 'Test', '11112222333', '1111222233334', '11112222333a', 'AKIAIOSFODNN7EXAMPLE']) {
    expect(store.find(key)).toBeUndefined();
  }
});

test('the signing key of the documentation', () => {
  const credential = new Credential({
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    accountId: '123456789012',
    arn: 'arn:aws:iam::123456789012:root',
    userId: '123456789012',
  });
  const key = credential.signingKey('20151229', 'us-east-1', 's3');
  const documented = Buffer.from('cbcef1ebeaefc82cce6530b9f0a9ae598846065f5c5bae0674bd5ebc4ba52d28', 'hex');
  expect(key.sign('text')).toBe(createHmac('sha256', documented).update('text').digest('hex'));
  expect(credential.signingKey('20151229', 'us-east-1', 's3')).toBe(key);
  expect(credential.signingKey('20151229', 'us-east-1', 'sqs').sign('text')).not.toBe(key.sign('text'));
});

test('a key stays right after more days than are kept', () => {
  const credential = builtinCredentials().find('test') as Credential;
  const first = credential.signingKey('day0', 'us-east-1', 's3');
  for (let day = 1; day < 200; day += 1) credential.signingKey(`day${day}`, 'us-east-1', 's3');
  const again = credential.signingKey('day0', 'us-east-1', 's3');
  expect(again).not.toBe(first);
  expect(again.sign('text')).toBe(first.sign('text'));
});

test('a file adds users and roots, and stores are asked in turn', () => {
  const listed = parseCredentialsFile(
    JSON.stringify([
      { accessKeyId: 'AKIAALICE', secretAccessKey: 's/e+c', accountId: '111122223333', user: 'alice' },
      { accessKeyId: 'test', secretAccessKey: 'other', accountId: '444455556666' },
    ]),
    'keys.json',
  );
  const store = composeCredentials(listedCredentials(listed), builtinCredentials());
  expect(store.find('AKIAALICE')).toMatchObject({
    secretAccessKey: 's/e+c',
    arn: 'arn:aws:iam::111122223333:user/alice',
    userId: expect.stringMatching(/^AIDA[0-9A-F]{17}$/),
  });
  expect(store.find('test')).toMatchObject({ arn: 'arn:aws:iam::444455556666:root', userId: '444455556666' });
  expect(store.find('444455556666')?.secretAccessKey).toBe('test');
});

const entry = { accessKeyId: 'k', secretAccessKey: 's', accountId: '111122223333' };

test.each([
  ['{', 'keys.json: is not JSON'],
  ['{}', 'keys.json: must hold a list'],
  ['[1]', 'keys.json: entry 1 must be an object'],
  ['[null]', 'keys.json: entry 1 must be an object'],
  [
    JSON.stringify([entry, { ...entry, accountId: 111122223333 }]),
    'keys.json: entry 2 needs "accountId": twelve digits in quotation marks',
  ],
  [
    JSON.stringify([{ accessKeyId: 'k', accountId: '111122223333' }]),
    'keys.json: entry 1 needs "secretAccessKey": printable ASCII text',
  ],
  [
    JSON.stringify([{ ...entry, accessKeyId: 'a/b' }]),
    'keys.json: entry 1 needs "accessKeyId": up to 128 letters, digits or any of _+=,.@-',
  ],
  [
    JSON.stringify([{ ...entry, account: '1' }]),
    'keys.json: entry 1 has an unknown member "account"; it may have accessKeyId, secretAccessKey, accountId, user',
  ],
  [JSON.stringify([entry, entry]), 'keys.json: entry 2 repeats the key "k"'],
])('the file %s is refused', (text, message) => {
  expect(() => parseCredentialsFile(text, 'keys.json')).toThrow(
    expect.objectContaining({
      code: 'ERR_CREDENTIALS_FILE',
      message,
      hint: expect.stringContaining('"accessKeyId"'),
    } satisfies Partial<SafelightError>),
  );
});
