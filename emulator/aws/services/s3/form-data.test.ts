import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { readFormData } from './form-data.ts';

const TYPE = 'multipart/form-data; boundary=xyz';

const part = (name: string, value: string, more = ''): string =>
  `--xyz\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;

/** The form cut into pieces of a few bytes, as a slow network would. */
const pieces = (text: string, size: number): Readable => {
  const bytes = Buffer.from(text);
  const cut: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) cut.push(bytes.subarray(at, at + size));
  return Readable.from(cut, { objectMode: false });
};

test.each([1, 2, 3, 7, 1000])('fields and file come out whole from pieces of %i bytes', async (size) => {
  const content = 'a\r\n--xy\r\n--xyy\r\nb';
  const text = `${part('key', 'k ü')}${part('file', content, '; filename="C:\\pics\\a b.jpg"')}${part('later', 'x')}--xyz--\r\n`;
  const { fields, filename, file } = await readFormData(pieces(text, size), TYPE);
  expect(fields).toEqual([['key', 'k ü']]);
  expect(filename).toBe('C:\\pics\\a b.jpg');
  expect((await buffer(file)).toString()).toBe(content);
});

test('a file needs no file name, and may have an empty one', async () => {
  const none = await readFormData(pieces(`${part('file', 'x')}--xyz--`, 100), TYPE);
  expect(none.filename).toBeUndefined();
  const empty = await readFormData(pieces(`${part('file', 'x', '; filename=""')}--xyz--`, 100), TYPE);
  expect(empty.filename).toBe('');
});

test('a form without a file says so', async () => {
  await expect(readFormData(pieces(`${part('key', 'k')}--xyz--`, 100), TYPE)).rejects.toMatchObject({
    code: 'InvalidArgument',
    message: 'POST requires exactly one file upload per request.',
    details: { ArgumentName: 'file', ArgumentValue: '0' },
  });
});

test('fields before the file have 20,480 bytes', async () => {
  const form = (length: number) =>
    readFormData(pieces(`${part('key', 'x'.repeat(length))}${part('file', '')}--xyz--`, 4096), TYPE);
  expect((await form(20_470)).fields[0]?.[1]).toHaveLength(20_470);
  await expect(form(20_481)).rejects.toMatchObject({
    code: 'MaxPostPreDataLengthExceeded',
    details: { MaxPostPreDataLengthBytes: 20_480 },
  });
});

test.each([
  ['no boundary in the type', part('file', ''), 'multipart/form-data'],
  ['another boundary', '--abc\r\n', TYPE],
  ['nothing at all', '', TYPE],
  ['a part without a name', '--xyz\r\nContent-Disposition: form-data\r\n\r\nx\r\n--xyz--', TYPE],
])('%s is malformed', async (_, text, type) => {
  await expect(readFormData(pieces(text, 100), type)).rejects.toMatchObject({ code: 'MalformedPOSTRequest' });
});

test('a form that breaks off in the middle of its file fails the file', async () => {
  const { file } = await readFormData(pieces(part('file', 'half of it').slice(0, -8), 100), TYPE);
  await expect(buffer(file)).rejects.toMatchObject({ code: 'MalformedPOSTRequest' });
});
