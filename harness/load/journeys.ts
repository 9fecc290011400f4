/** The journeys that k6 can send: which script, on which blueprint, with which image. */
import { fileURLToPath } from 'node:url';
import { SafelightError } from '#aws';
import { IMAGES } from '#fixtures';
import { imageApi, pettracker, type Blueprint } from '#pipeline';
import type { Photo } from '../journey/photo.ts';
import { restApiUrl } from '../provision/rest-apis.ts';
import type { Ground } from './ground.ts';
import { intake } from './intake.ts';
import { cdnVariables, type Looks } from './seed-cdn.ts';

export interface Journey {
  readonly name: string;
  readonly description: string;
  /** Path of k6's script. */
  readonly script: string;
  readonly blueprint: Blueprint;
  /** Path of what is uploaded unless told otherwise. */
  readonly image: string;
  /** Bytes that the image is padded to unless told otherwise; it stays as it is when absent. */
  readonly size?: number;
  /** The step that counts as one image, and what happens to the image in it. */
  readonly unit: { readonly step: string; readonly noun: string };
  /** The part of a profile's usual rate that suits it; all of it when absent. */
  readonly share?: number;
  /** Makes what the journey needs; returns what its script is told of it. */
  readonly prepare: (ground: Ground, photo: Photo) => Promise<Readonly<Record<string, string>>>;
}

const SCRIPTS = new URL('../../load/', import.meta.url);
const scriptOf = (name: string): string => fileURLToPath(new URL(`journeys/${name}.ts`, SCRIPTS));

const KIB = 1_024;
const MIB = 1_024 * KIB;

const uploads = (name: string, description: string, step: string): Journey => ({
  name,
  description,
  script: scriptOf(name),
  blueprint: pettracker,
  image: IMAGES.sideways.path,
  unit: { step, noun: 'images uploaded' },
  prepare: async (ground) => ({ API: apiOf(ground) }),
});

const browsing = (name: string, description: string, looks: Looks): Journey => ({
  name,
  description,
  script: scriptOf('browse'),
  blueprint: pettracker,
  image: IMAGES.coffee.path,
  unit: {
    step: looks.access === 'public' ? 'thumbnail' : 'signed original',
    noun: 'images served',
  },
  prepare: (ground, photo) => cdnVariables(ground, photo, looks),
});

const JOURNEYS: readonly Journey[] = [
  uploads('upload', 'presigned PUT to visible thumbnail, and the view of the original', 'put object'),
  uploads('upload-form', 'the same by presigned POST, as a web client does it', 'post form'),
  {
    name: 'multipart',
    description: 'an original of 50 MiB in parts of 5 MiB, four at once',
    script: scriptOf('multipart'),
    blueprint: pettracker,
    image: IMAGES.photo.path,
    size: 50 * MIB,
    unit: { step: 'complete upload', noun: 'originals uploaded' },
    share: 0.1,
    prepare: async (ground) => ({
      ...signing(ground),
      BUCKET: ground.resources.environment['IMAGES_BUCKET'] ?? '',
    }),
  },
  {
    name: 'image-api',
    description: 'create, list, describe, download and delete through API Gateway and functions',
    script: scriptOf('image-api'),
    blueprint: imageApi,
    image: IMAGES.coffee.path,
    unit: { step: 'create', noun: 'images created' },
    async prepare({ target: { connection }, restApis: [api] }) {
      return { API: api === undefined ? nowhere(imageApi) : restApiUrl(connection, api.id, api.stage) };
    },
  },
  browsing('browse', 'pages of public thumbnails on the CDN, caches cold, viewers in three regions', {
    access: 'public',
    caches: 'cold',
  }),
  browsing('browse-warm', 'the same with warm caches', { access: 'public', caches: 'warm' }),
  browsing('browse-signed', 'originals by signed URLs, caches cold', { access: 'signed', caches: 'cold' }),
  {
    name: 'mixed',
    description: 'what a day brings: most browse, some by signed URLs, and one in seven uploads',
    script: scriptOf('mixed'),
    blueprint: pettracker,
    image: IMAGES.sideways.path,
    unit: { step: 'put object', noun: 'images uploaded' },
    prepare: async (ground, photo) => ({
      API: apiOf(ground),
      ...(await cdnVariables(ground, photo, { access: 'signed', caches: 'cold' })),
    }),
  },
  {
    name: 'ingest',
    description: "signed PUTs of 200 KiB through S3's events to a queue that is emptied beside",
    script: scriptOf('ingest'),
    blueprint: intake,
    image: IMAGES.sideways.path,
    size: 200 * KIB,
    unit: { step: 'put object', noun: 'images uploaded' },
    async prepare(ground) {
      const { clients } = ground.target;
      const { INTAKE_BUCKET: bucket = '', INTAKE_QUEUE: QueueName } = ground.resources.environment;
      const { QueueUrl = '' } = await (await clients.sqs()).getQueueUrl({ QueueName });
      return { ...signing(ground), BUCKET: bucket, QUEUE_URL: QueueUrl };
    },
  },
];

/** @throws SafelightError ERR_JOURNEY */
export function findJourney(name: string): Journey {
  const journey = JOURNEYS.find((one) => one.name === name);
  if (journey !== undefined) return journey;
  throw new SafelightError('ERR_JOURNEY', `There is no journey ${JSON.stringify(name)}.`, {
    hint: `Choose one of ${JOURNEYS.map((one) => one.name).join(', ')}.`,
  });
}

/** For scripts that sign by themselves: k6 reads it from its environment, where no list of processes shows it. */
const signing = ({ target: { s3, region, credentials } }: Ground): Readonly<Record<string, string>> => ({
  S3_ENDPOINT: s3,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  ...(credentials.sessionToken !== undefined && { AWS_SESSION_TOKEN: credentials.sessionToken }),
});

const apiOf = ({ api }: Ground): string => api ?? nowhere(pettracker);

function nowhere({ name }: Blueprint): never {
  throw new SafelightError('ERR_NO_API', `The blueprint ${name} has nothing to send the journey to.`, {
    hint: 'Report this with the output of safelight status.',
  });
}
