/** The journeys that k6 can send: which script, on which blueprint, with which image. */
import { fileURLToPath } from 'node:url';
import { SafelightError } from '#aws';
import { IMAGES } from '#fixtures';
import { imageApi, pettracker, type Blueprint } from '#pipeline';
import { findRestApi, restApiUrl } from '../provision/rest-apis.ts';
import type { Session } from '../session.ts';

export interface Journey {
  readonly name: string;
  readonly description: string;
  /** Path of k6's script. */
  readonly script: string;
  readonly blueprint: Blueprint;
  /** Path of what is uploaded unless told otherwise. */
  readonly image: string;
  /** Where the API answers that the journey begins at. */
  readonly apiOf: (session: Session) => Promise<string>;
}

const SCRIPTS = new URL('../../load/', import.meta.url);
const scriptOf = (name: string): string => fileURLToPath(new URL(`journeys/${name}.ts`, SCRIPTS));

const JOURNEYS: readonly Journey[] = [
  {
    name: 'upload',
    description: 'presigned PUT to visible thumbnail, and the view of the original',
    script: scriptOf('upload'),
    blueprint: pettracker,
    image: IMAGES.sideways.path,
    apiOf: async ({ api }) => api ?? noApi(pettracker),
  },
  {
    name: 'image-api',
    description: 'create, list, describe, download and delete through API Gateway and functions',
    script: scriptOf('image-api'),
    blueprint: imageApi,
    image: IMAGES.coffee.path,
    async apiOf({ clients, connection, provisioned }) {
      const spec = provisioned?.resources.restApis?.[0] ?? noApi(imageApi);
      const id = (await findRestApi(await clients.apiGateway(), spec.name)) ?? noApi(imageApi);
      return restApiUrl(connection, id, spec.stage);
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

function noApi({ name }: Blueprint): never {
  throw new SafelightError('ERR_NO_API', `The blueprint ${name} has no API to send the journey to.`, {
    hint: 'Report this with the output of safelight status.',
  });
}
