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

const BLUEPRINTS: Readonly<Record<string, Blueprint>> = {
  pettracker,
  'pettracker/as-written': pettrackerAsWritten,
  'image-platform': imagePlatform,
  'image-platform/as-written': imagePlatformAsWritten,
  'image-api': imageApi,
  'image-api/as-written': imageApiAsWritten,
};

/** @throws SafelightError ERR_BLUEPRINT */
export function findBlueprint(name: string): Blueprint {
  const blueprint = BLUEPRINTS[name];
  if (blueprint !== undefined) return blueprint;
  throw new SafelightError('ERR_BLUEPRINT', `There is no blueprint ${JSON.stringify(name)}.`, {
    hint: `Choose one of ${Object.keys(BLUEPRINTS).join(', ')}, or none.`,
  });
}
