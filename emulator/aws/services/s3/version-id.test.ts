import { expect, test } from 'vitest';
import { Ids } from '../../kernel/ids.ts';
import { isVersionId, newVersionId, requestedVersion } from './version-id.ts';

const id = newVersionId(new Ids('version ids'));

test('a version id is 32 characters that need no escaping in a URL', () => {
  expect(id).toMatch(/^[A-Za-z0-9._]{32}$/);
  expect(isVersionId(id)).toBe(true);
});

test('an altered version id is invalid', () => {
  const altered = `${id.slice(0, 4)}${id[4] === 'x' ? 'y' : 'x'}${id.slice(5)}`;
  expect(() => requestedVersion(altered, true)).toThrow(
    expect.objectContaining({
      code: 'InvalidArgument',
      message: 'Invalid version id specified',
      details: { ArgumentName: 'versionId', ArgumentValue: altered },
    }),
  );
});

test('an empty version id has its own refusal', () => {
  expect(() => requestedVersion('', true)).toThrow('Version id cannot be the empty string');
});

test('a bucket without versioning knows only the null version', () => {
  expect(requestedVersion('null', false)).toBe('null');
  expect(() => requestedVersion(id, false)).toThrow('Invalid version id specified');
  expect(requestedVersion(undefined, false)).toBeUndefined();
});
