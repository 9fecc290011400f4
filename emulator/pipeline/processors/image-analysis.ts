/**
 * Looks at one upload and writes down what it sees. Repeating it does no harm: a version that this model has already seen
 * is left alone, and what is written belongs to the version that was read, whatever the event said.
 */
import type { S3Client } from '@aws-sdk/client-s3';
import { UPLOADS } from '../keys.ts';
import type { Records } from '../records/records.ts';
import { analyse } from './analyse.ts';
import type { Classifier } from './classifier.ts';
import type { ObjectEvent } from './event-records.ts';
import { readImage } from './object-store.ts';

export interface AnalysisOptions {
  readonly s3: S3Client;
  readonly records: Records;
  readonly classifier: Classifier;
  /** The wall clock unless given. */
  readonly now?: () => Date;
}

/** `current`: it was known already. `gone`: the image is. `ignored`: no upload. */
export type AnalysisOutcome = 'analysed' | 'current' | 'gone' | 'ignored';

/** Events carry ETags bare, S3's answers carry them quoted. */
const quoted = (eTag: string): string => (eTag.startsWith('"') ? eTag : `"${eTag}"`);

async function isKnown({ records, classifier }: AnalysisOptions, event: ObjectEvent): Promise<boolean> {
  const version = event.versionId ?? (event.eTag === undefined ? undefined : quoted(event.eTag));
  if (version === undefined) return false;
  return (await records.findVersion(event, version))?.model === classifier.model;
}

/** Brings the record of one upload up to date. Throws `UnprocessableImage` for what no retry will mend. */
export async function analyseUpload(options: AnalysisOptions, event: ObjectEvent): Promise<AnalysisOutcome> {
  const { s3, records, classifier, now = () => new Date() } = options;
  if (!event.key.startsWith(UPLOADS) || event.key.endsWith('/')) return 'ignored';
  if (await isKnown(options, event)) return 'current';
  const image = await readImage(s3, event);
  if (image === 'absent' || image === 'unchanged') return 'gone';
  const analysis = await analyse(image.bytes);
  const { breed, confidence } = await classifier.classify(image.bytes, analysis);
  await records.saveImage({
    ...analysis,
    bucket: event.bucket,
    key: event.key,
    version: image.versionId ?? image.eTag,
    eTag: image.eTag,
    bytes: image.bytes.byteLength,
    breed,
    confidence,
    model: classifier.model,
    modifiedAt: image.modifiedAt,
    analysedAt: now(),
  });
  return 'analysed';
}
