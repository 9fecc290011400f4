/** The journeys that k6 can send: which script, on which blueprint, with which image. */
import { fileURLToPath } from 'node:url';
import { SafelightError } from '#aws';
import { IMAGES } from '#fixtures';
import { imageApi, pettracker, type Blueprint } from '#pipeline';
import type { Photo } from '../journey/photo.ts';
import type { Session } from '../session.ts';

export interface Journey {
  readonly name: string;
  readonly description: string;
  /** Path of k6's script. */
  readonly script: string;
  readonly blueprint: Blueprint;
  /** Path of what is uploaded unless told otherwise. */
  readonly image: string;
  /** Makes what the journey needs; returns what its script is told of it. */
  readonly prepare: (session: Session, photo: Photo) => Promise<Readonly<Record<string, string>>>;
}

/** Objects that viewers choose from. */
const THUMBNAILS = 200;

const SCRIPTS = new URL('../../load/', import.meta.url);
const scriptOf = (name: string): string => fileURLToPath(new URL(`journeys/${name}.ts`, SCRIPTS));

const JOURNEYS: readonly Journey[] = [
  {
    name: 'upload',
    description: 'presigned PUT to visible thumbnail, and the view of the original',
    script: scriptOf('upload'),
    blueprint: pettracker,
    image: IMAGES.sideways.path,
    prepare: async ({ api }) => ({ API: api ?? noApi(pettracker) }),
  },
  {
    name: 'image-api',
    description: 'create, list, describe, download and delete through API Gateway and functions',
    script: scriptOf('image-api'),
    blueprint: imageApi,
    image: IMAGES.coffee.path,
    prepare: async ({ restApis }) => ({ API: [...restApis.values()][0] ?? noApi(imageApi) }),
  },
  {
    name: 'browse',
    description: 'pages of thumbnails on the CDN, for viewers in three regions',
    script: scriptOf('browse'),
    blueprint: pettracker,
    image: IMAGES.coffee.path,
    async prepare(session, photo) {
      const [distribution] = session.provisioned?.distributions ?? [];
      if (distribution === undefined) return noApi(pettracker);
      await seedThumbnails(session, photo);
      return {
        CDN: `${session.cloud.endpoint}/_safelight/cdn/${distribution.id}`,
        IMAGES: String(THUMBNAILS),
        IMAGE_BYTES: String(photo.bytes.length),
      };
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

async function seedThumbnails({ clients, provisioned }: Session, photo: Photo): Promise<void> {
  const s3 = await clients.s3();
  for (let number = 0; number < THUMBNAILS; number += 1) {
    await s3.putObject({
      Bucket: provisioned?.resources.environment['IMAGES_BUCKET'],
      Key: `thumbnails/load/${number}-thumb.jpg`,
      Body: photo.bytes,
      ContentType: photo.contentType,
    });
  }
}

function noApi({ name }: Blueprint): never {
  throw new SafelightError('ERR_NO_API', `The blueprint ${name} has nothing to send the journey to.`, {
    hint: 'Report this with the output of safelight status.',
  });
}
