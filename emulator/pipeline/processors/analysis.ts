/** The analysis as a Lambda handler, for a queue that is read by an event source mapping instead of by workers. */
import { createS3Client } from '../clients.ts';
import { openRecords } from '../records/records.ts';
import { NO_CLASSIFIER } from './classifier.ts';
import { objectEventHandler } from './event-records.ts';
import type { ObjectEventHandler } from './event-records.ts';
import { analyseUpload } from './image-analysis.ts';
import type { AnalysisOptions } from './image-analysis.ts';

export const createAnalysisHandler = (options: AnalysisOptions): ObjectEventHandler =>
  objectEventHandler((event) => analyseUpload(options, event));

let configured: ObjectEventHandler | undefined;

function configure(): ObjectEventHandler {
  const databaseUrl = process.env['DATABASE_URL'];
  // Records kept inside a function would vanish with its environment: better no function than one that forgets.
  if (!databaseUrl) throw new Error('DATABASE_URL is not set: the analysis has nowhere to write its records');
  return createAnalysisHandler({
    s3: createS3Client(),
    records: openRecords({ databaseUrl }),
    classifier: NO_CLASSIFIER,
  });
}

/** The Lambda entry point. */
export const handler: ObjectEventHandler = (event) => {
  configured ??= configure();
  return configured(event);
};
