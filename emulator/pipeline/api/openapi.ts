/** The API in the words of OpenAPI 3.1. A test holds it against the routes. */
import { USER_HEADER } from './identity.ts';
import { MAX_PAGE, MAX_REQUEST_BYTES } from './requests.ts';
import { UPLOAD_SECONDS } from './uploads.ts';
import { VIEW_SECONDS } from './views.ts';

type Json = Readonly<Record<string, unknown>>;

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

const json = (description: string, schema: Json): Json => ({
  description,
  content: { 'application/json': { schema } },
});

const orNull = (schema: Json): Json => ({ oneOf: [schema, { type: 'null' }] });

/** An object whose members are all required. */
const object = (properties: Readonly<Record<string, Json>>): Json => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});

const query = (name: string, schema: Json, description: string, required = false): Json => ({
  name,
  in: 'query',
  required,
  schema,
  description,
});

const KEY = query('key', { type: 'string', maxLength: 1024 }, 'The key of an image of the caller', true);
const VIA = query('via', { enum: ['cdn', 's3'] }, 'By which way; the CDN when there is one');

const text: Json = { type: 'string' };
const integer: Json = { type: 'integer' };
const moment: Json = { type: 'string', format: 'date-time' };
const texts: Json = { type: 'object', additionalProperties: text };

const PROBLEMS: Json = {
  '400': json('A field is wrong or missing', ref('Problem')),
  '401': json('Nobody is known to be calling', ref('Problem')),
  '403': json('It belongs to another user', ref('Problem')),
  '502': json('The storage did not do as asked', ref('Problem')),
};

interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly parameters?: readonly Json[];
  readonly body?: string;
  readonly responses: Json;
}

/** Every operation but those that look after the API itself needs a caller. */
const operation = ({ id, summary, parameters, body, responses }: Operation): Json => ({
  operationId: id,
  summary,
  security: [{ user: [] }],
  ...(parameters ? { parameters } : {}),
  ...(body
    ? { requestBody: { required: true, content: { 'application/json': { schema: ref(body) } } } }
    : {}),
  responses: {
    ...responses,
    ...(body ? { '413': json(`The body is larger than ${MAX_REQUEST_BYTES} bytes`, ref('Problem')) } : {}),
    ...PROBLEMS,
  },
});

const open = (id: string, summary: string, responses: Json): Json => ({
  operationId: id,
  summary,
  security: [],
  responses,
});

const PATHS = {
  '/health': {
    get: open('health', 'Whether the API runs', { '200': json('It does', object({ status: text })) }),
  },
  '/openapi.json': { get: open('openapi', 'This document', { '200': json('It', { type: 'object' }) }) },
  '/images': {
    get: operation({
      id: 'listImages',
      summary: 'The caller’s images, page by page',
      parameters: [
        query('user_id', text, 'The caller, unless left out'),
        query('limit', { type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 100 }, 'Images on a page'),
        query('cursor', text, 'next_cursor of the page before'),
      ],
      responses: { '200': json('A page', ref('ImagePage')) },
    }),
    delete: operation({
      id: 'deleteImage',
      summary: 'Delete an image and its thumbnail',
      parameters: [
        KEY,
        query(
          'permanent',
          { type: 'boolean', default: false },
          'Erase every version. Otherwise, on a bucket with versions, the image can be brought back for 30 days',
        ),
      ],
      responses: { '204': { description: 'Gone, also when it was not there' } },
    }),
  },
  '/images/upload-url': {
    post: operation({
      id: 'createUploadUrl',
      summary: `A presigned PUT, good for ${UPLOAD_SECONDS} s and for one content type`,
      body: 'UploadRequest',
      responses: { '200': json('Where to PUT the image, and with which headers', ref('UploadUrl')) },
    }),
  },
  '/images/upload-form': {
    post: operation({
      id: 'createUploadForm',
      summary: `A presigned POST for a browser's form, good for ${UPLOAD_SECONDS} s`,
      body: 'UploadRequest',
      responses: { '200': json('Where to POST the form, and its fields', ref('UploadForm')) },
    }),
  },
  '/images/view-url': {
    get: operation({
      id: 'getViewUrl',
      summary: `Where the image can be seen, for ${VIEW_SECONDS} s`,
      parameters: [KEY, VIA],
      responses: { '200': json('The URL', ref('ViewUrl')) },
    }),
  },
  '/images/thumbnail-url': {
    get: operation({
      id: 'getThumbnailUrl',
      summary: 'Where the thumbnail can be seen',
      parameters: [KEY, VIA],
      responses: { '200': json('The URL', ref('ViewUrl')) },
    }),
  },
  '/images/metadata': {
    get: operation({
      id: 'getMetadata',
      summary: 'Size, type, time and user metadata',
      parameters: [KEY],
      responses: { '200': json('The metadata; null when there is no such image', orNull(ref('Metadata'))) },
    }),
  },
  '/images/analysis': {
    get: operation({
      id: 'getAnalysis',
      summary: 'What the analysis found',
      parameters: [KEY],
      responses: { '200': json('The findings; null as long as there are none', orNull(ref('Analysis'))) },
    }),
  },
};

const VIEW = { url: { type: 'string', format: 'uri' }, expires_in: { type: ['integer', 'null'] } };

const SCHEMAS = {
  Problem: object({ error: object({ code: text, message: text }) }),
  UploadRequest: {
    type: 'object',
    anyOf: [{ required: ['filename'] }, { required: ['extension'] }],
    properties: {
      user_id: { type: 'string', description: 'The caller, unless left out' },
      filename: { type: 'string', maxLength: 255, description: 'Only its extension counts' },
      extension: { type: 'string', description: 'Instead of a file name, without its dot' },
      content_type: { type: 'string', description: 'That of the extension, unless left out' },
    },
  },
  UploadUrl: object({
    url: VIEW.url,
    method: { const: 'PUT' },
    headers: texts,
    key: text,
    expires_in: integer,
  }),
  UploadForm: object({
    url: VIEW.url,
    method: { const: 'POST' },
    fields: texts,
    key: text,
    max_bytes: integer,
    expires_in: integer,
  }),
  ViewUrl: object(VIEW),
  Metadata: object({ size: integer, content_type: text, last_modified: moment, metadata: texts }),
  ImagePage: object({
    images: {
      type: 'array',
      items: object({
        key: text,
        size: integer,
        last_modified: moment,
        url: VIEW.url,
        thumbnail_url: { type: ['string', 'null'], format: 'uri' },
      }),
    },
    next_cursor: { type: ['string', 'null'] },
  }),
  Analysis: object({
    format: text,
    width: integer,
    height: integer,
    dominant_colour: { type: 'string', pattern: '^#[0-9a-f]{6}$' },
    perceptual_hash: { type: 'string', pattern: '^[0-9a-f]{16}$' },
    sharpness: { type: 'number' },
    breed: { type: ['string', 'null'] },
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    model: text,
    analysed_at: moment,
  }),
};

/** The document, for an API that answers below `basePath`. */
export const openApiDocument = (basePath: string) => ({
  openapi: '3.1.0',
  info: { title: 'PetTracker images', version: '1.0.0' },
  servers: [{ url: basePath === '' ? '/' : basePath }],
  paths: PATHS,
  components: {
    schemas: SCHEMAS,
    securitySchemes: {
      user: {
        type: 'apiKey',
        in: 'header',
        name: USER_HEADER,
        description: 'Set by the authorizer in front of the API, never by clients',
      },
    },
  },
});
