import { SafelightError } from '#aws';
import { afterLifecycle } from './after-lifecycle.ts';
import { cdnBeforeAfter } from './cdn-before-after.ts';
import { ebsVsS3 } from './ebs-vs-s3.ts';
import type { Preset } from './preset.ts';

export const PRESETS: readonly Preset[] = [ebsVsS3, afterLifecycle, cdnBeforeAfter];

/** @throws SafelightError ERR_PRESET */
export function findPreset(name: string): Preset {
  const preset = PRESETS.find((each) => each.name === name);
  if (preset !== undefined) return preset;
  throw new SafelightError('ERR_PRESET', `There is no preset ${JSON.stringify(name)}.`, {
    hint: `Presets are ${PRESETS.map((each) => each.name).join(', ')}.`,
  });
}
