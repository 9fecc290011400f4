import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from './read-config.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safelight-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let files = 0;
/** Reads what a file of this text says, as JSON unless it says otherwise. */
async function reading(text: string, ending = 'json'): Promise<Awaited<ReturnType<typeof readConfig>>> {
  files += 1;
  const file = join(folder, `config-${files}.${ending}`);
  await writeFile(file, text);
  return readConfig(file);
}

const UPLOADS = { bucket: 'photos', key: 'in/{name}.{extension}' };
const piped = (pipeline: object): string => JSON.stringify({ pipeline: { uploads: UPLOADS, ...pipeline } });

describe('a configuration is refused with the member and what goes there:', () => {
  test.each([
    ['{"pipline": {}}', 'pipline: There is no member "pipline" here. Did you mean "pipeline"?'],
    ['{"cloud": {"port": "4566"}}', 'cloud.port: Write a whole number from 0 to 65535.'],
    [
      '{"cloud": {"blueprint": "petracker"}}',
      'cloud.blueprint: There is no "petracker" to choose. Did you mean "pettracker"?',
    ],
    ['{"cloud": {"faults": ["on=nothing"]}}', 'cloud.faults.0: '],
    ['{"region": "europe"}', 'region: Regions are written like eu-central-1.'],
    ['{"target": "aws"}', 'target: Write "embedded", or where the cloud is'],
    ['{"pipeline": {"uploads": {"key": "{name}"}}}', 'pipeline.uploads.bucket: '],
    [
      '{"pipeline": {"uploads": {"bucket": "b", "key": "in/{nmae}"}}}',
      'pipeline.uploads.key: Nothing fills {nmae}. Did you mean "name"?',
    ],
    [
      '{"pipeline": {"uploads": {"bucket": "b", "key": "in/{user}"}}}',
      'pipeline.uploads.key: Every photo needs a key of its own',
    ],
    [
      piped({ renditions: { thumbnail: { key: '{name}', width: 0, height: 3, format: 'jpg' } } }),
      'pipeline.renditions.thumbnail.width: Write a whole number from 1 to 16384.\n' +
        '  pipeline.renditions.thumbnail.format: There is no "jpg" to choose. Did you mean "jpeg"?',
    ],
    [piped({ within: 'soon' }), 'pipeline.within: Write a number and a unit'],
    [piped({ stack: {}, blueprint: 'pettracker' }), 'pipeline: A pipeline is of a stack or of a blueprint'],
    ['[]', 'the whole: '],
    ['{', 'is not JSON'],
  ])('%s', async (text, message) => {
    await expect(reading(text)).rejects.toMatchObject({
      code: 'ERR_CONFIG',
      exitCode: 2,
      message: expect.stringContaining(message) as string,
    });
  });
});

test.each([
  ['nonsense(;', 'does not load'],
  ['export const config = {};', 'has no default export'],
])('%s is refused', async (text, message) => {
  await expect(reading(text, 'mjs')).rejects.toMatchObject({
    code: 'ERR_CONFIG',
    message: expect.stringContaining(message) as string,
  });
});

test('a configuration that is named and not there is an error of its own', async () => {
  await expect(readConfig(join(folder, 'absent.ts'))).rejects.toMatchObject({ code: 'ERR_CONFIG_ABSENT' });
});
