/** Whether pages may upload: what a browser asks before it sends. */
import type { UploadUse } from '#pipeline';
import type { Finding } from './finding.ts';
import type { Deployed, Stage } from './stage.ts';

export async function checkPages(
  { connection }: Stage,
  deployed: Deployed,
  { bucket, origins, signedHeaders }: UploadUse,
): Promise<readonly Finding[]> {
  const refused: string[] = [];
  for (const origin of origins) {
    const answer = await fetch(`${connection.endpoint}/${bucket}/preflight`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': ['content-type', ...Object.keys(signedHeaders)].join(','),
      },
    });
    await answer.arrayBuffer();
    if (answer.headers.get('access-control-allow-origin') === null)
      refused.push(`${origin}: ${answer.status}`);
  }
  if (refused.length === 0) return [];
  return [
    {
      rule: 'no-cors',
      resource: `bucket ${bucket}`,
      place: deployed.place('bucket', bucket, 'cors'),
      problem: 'Browsers will not upload from the design’s own pages',
      evidence: `OPTIONS with Access-Control-Request-Method: PUT from ${refused.join(', ')} without Access-Control-Allow-Origin`,
      repair: 'Give the bucket a CORS rule with these origins, the method PUT and the headers that are sent.',
    },
  ];
}
