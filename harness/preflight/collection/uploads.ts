/** Uploads through the API: ever larger ones, and one that is sent twice. */
import { IMAGES, imageBytes } from '#fixtures';
import type { Finding } from '../finding.ts';
import type { Deployed } from '../stage.ts';
import { told, type Answer, type CollectionClient } from './client.ts';

/** Up to where base64 is more than Lambda takes. */
const SIZES = [4_000_000, 4_400_000, 4_600_000, 4_800_000, 6_000_000];
const LONGEST_COMMENT = 65_533;

export async function checkUploads(
  deployed: Deployed,
  client: CollectionClient,
): Promise<readonly Finding[]> {
  return [...(await checkSizes(deployed, client)), ...(await checkTwice(deployed, client))];
}

async function checkSizes(deployed: Deployed, client: CollectionClient): Promise<readonly Finding[]> {
  const { use } = client;
  const own = await client.send('GET', '/00000000-0000-4000-8000-000000000000');
  for (const size of SIZES) {
    const answer = await client.keep({ bytes: await photographOf(size), title: `${size} bytes` });
    if (answer.status < 400) continue;
    if (shape(answer) === shape(own)) return [];
    return [
      {
        rule: 'foreign-refusal',
        resource: `API ${use.api}`,
        place: deployed.place('REST API', use.api),
        problem:
          'Images that are too large are refused before the design sees them, in words that are not its own',
        evidence: `POST of ${size} bytes as base64: ${told(answer)}, access-control-allow-origin: ${answer.headers.get('access-control-allow-origin') ?? 'none'}; the design’s own refusals are like ${told(own)}`,
        repair:
          'Refuse what has more than 4.5 MB, since Lambda takes 6 MB of base64, and let larger images be uploaded to a presigned URL.',
      },
    ];
  }
  return [];
}

async function checkTwice(deployed: Deployed, client: CollectionClient): Promise<readonly Finding[]> {
  const { use } = client;
  const id = '0a1b2c3d-0000-4000-8000-000000000000';
  const answers = [await client.keep({ id, title: 'twice' }), await client.keep({ id, title: 'twice' })];
  if (answers.some(({ status }) => status >= 400)) return [];
  const keys = answers.map(({ body }) => String(body[use.members.key]));
  return [
    {
      rule: 'kept-twice',
      resource: `table ${use.table}`,
      place: deployed.place('table', use.table, 'key'),
      problem: 'An upload that is sent twice is kept twice, or over the first',
      evidence: `POST of one image with the id ${id}, twice: ${answers.map(({ status }) => status).join(' and ')}, ${[...new Set(keys)].join(' and ')}`,
      repair:
        'Take the client’s id, and put object and item only where there is none (If-None-Match, attribute_not_exists).',
    },
  ];
}

/** The names that a body consists of, at two levels. */
const shape = ({ body }: Answer): string =>
  JSON.stringify(
    Object.entries(body).map(([name, value]) => [
      name,
      Object.keys(Object(value ?? {}) as object).length > 0,
    ]),
  );

/** A photograph with so many bytes, most of them comments. */
async function photographOf(size: number): Promise<Uint8Array> {
  const photo = await imageBytes(IMAGES.coffee);
  const parts = [photo.subarray(0, 2)];
  for (let left = size - photo.byteLength; left > 4; left -= LONGEST_COMMENT + 2) {
    const length = Math.min(left - 2, LONGEST_COMMENT);
    const comment = Buffer.alloc(length + 2, ' ');
    comment.writeUInt16BE(0xff_fe, 0);
    comment.writeUInt16BE(length, 2);
    parts.push(comment);
  }
  return Buffer.concat([...parts, photo.subarray(2)]);
}
