/** Signature Version 4 as a browser's own means allow it, with the keys that every cloud of this kind knows. */
const ACCESS_KEY = 'test';
const SECRET_KEY = 'test';
const EXPIRES = 900;

export interface Place {
  readonly bucket: string;
  readonly key: string;
}

export interface Signer {
  readonly region: string;
  /** The cloud's time, milliseconds since the epoch: it judges signatures by its own clock. */
  readonly now: number;
}

const encoder = new TextEncoder();

/** As RFC 3986 has it: more than encodeURIComponent takes. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const pathOf = ({ bucket, key }: Place): string =>
  `/${[bucket, ...key.split('/')].map((segment) => escaped(segment)).join('/')}`;

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function hmac(key: BufferSource, text: string): Promise<ArrayBuffer> {
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return crypto.subtle.sign('HMAC', imported, encoder.encode(text));
}

async function signature({ region }: Signer, day: string, text: string): Promise<string> {
  let key: BufferSource = encoder.encode(`AWS4${SECRET_KEY}`);
  for (const part of [day, region, 's3', 'aws4_request']) key = await hmac(key, part);
  return hex(await hmac(key, text));
}

/** `20261128T233000Z` */
const stampOf = (now: number): string => new Date(now).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');

const scopeOf = (day: string, region: string): string => `${day}/${region}/s3/aws4_request`;

/** A URL by which anybody may do this one thing for a quarter of an hour. */
export async function signedUrl(
  method: 'GET' | 'PUT',
  place: Place,
  signer: Signer,
  contentType?: string,
): Promise<string> {
  const stamp = stampOf(signer.now);
  const day = stamp.slice(0, 8);
  const scope = scopeOf(day, signer.region);
  const signedHeaders = contentType === undefined ? 'host' : 'content-type;host';
  const query = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${ACCESS_KEY}/${scope}`],
    ['X-Amz-Date', stamp],
    ['X-Amz-Expires', String(EXPIRES)],
    ['X-Amz-SignedHeaders', signedHeaders],
  ]
    .map(([name = '', value = '']) => `${name}=${escaped(value)}`)
    .join('&');
  const headers = [
    ...(contentType === undefined ? [] : [`content-type:${contentType}`]),
    `host:${location.host}`,
  ];
  const request = [method, pathOf(place), query, ...headers, '', signedHeaders, 'UNSIGNED-PAYLOAD'].join(
    '\n',
  );
  const digest = hex(await crypto.subtle.digest('SHA-256', encoder.encode(request)));
  const text = ['AWS4-HMAC-SHA256', stamp, scope, digest].join('\n');
  return `${pathOf(place)}?${query}&X-Amz-Signature=${await signature(signer, day, text)}`;
}

/** The fields of a form that uploads this one object, its file still missing. */
export async function signedForm(place: Place, signer: Signer, contentType: string): Promise<FormData> {
  const stamp = stampOf(signer.now);
  const day = stamp.slice(0, 8);
  const fields = {
    key: place.key,
    'content-type': contentType,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `${ACCESS_KEY}/${scopeOf(day, signer.region)}`,
    'x-amz-date': stamp,
  };
  const conditions = Object.entries({ bucket: place.bucket, ...fields }).map(([name, value]) => ({
    [name]: value,
  }));
  const expiration = new Date(signer.now + EXPIRES * 1_000).toISOString();
  const json = encoder.encode(JSON.stringify({ expiration, conditions }));
  const policy = btoa(String.fromCharCode(...json));
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('policy', policy);
  form.append('x-amz-signature', await signature(signer, day, policy));
  return form;
}
