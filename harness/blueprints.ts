/** The blueprints that can be named on a command line. */
import { SafelightError } from '#aws';
import {
  imageApi,
  imageApiAsWritten,
  imagePlatform,
  imagePlatformAsWritten,
  pettracker,
  pettrackerAsWritten,
  type Blueprint,
} from '#pipeline';
import { BLUEPRINT_NAMES } from './blueprint-names.ts';
import { didYouMean } from './closest.ts';

const BLUEPRINTS: Readonly<Record<(typeof BLUEPRINT_NAMES)[number], Blueprint>> = {
  pettracker,
  'pettracker/as-written': pettrackerAsWritten,
  'image-platform': imagePlatform,
  'image-platform/as-written': imagePlatformAsWritten,
  'image-api': imageApi,
  'image-api/as-written': imageApiAsWritten,
};

/** @throws SafelightError ERR_BLUEPRINT */
export function findBlueprint(name: string): Blueprint {
  const known = BLUEPRINT_NAMES.find((candidate) => candidate === name);
  if (known !== undefined) return BLUEPRINTS[known];
  throw new SafelightError('ERR_BLUEPRINT', `There is no blueprint ${JSON.stringify(name)}.`, {
    hint: `Choose one of ${BLUEPRINT_NAMES.join(', ')}, or none.${didYouMean(name, BLUEPRINT_NAMES)}`,
  });
}
