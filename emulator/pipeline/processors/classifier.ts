/**
 * Who says which breed it is. The pipeline carries no model of its own; a deployment passes one, made from
 * `models/breed-model-v2.h5` or anything else that can look at an image.
 */
import type { Analysis } from './analyse.ts';

export interface Classification {
  /** `null` when the classifier does not know. */
  readonly breed: string | null;
  /** 0 to 1. */
  readonly confidence: number;
}

export interface Classifier {
  /** Stored with every record, so that records of another model can be told apart and made anew. */
  readonly model: string;
  readonly classify: (bytes: Uint8Array, analysis: Analysis) => Promise<Classification>;
}

/** Knows nothing and says so. */
export const NO_CLASSIFIER: Classifier = {
  model: 'none',
  classify: async () => ({ breed: null, confidence: 0 }),
};
