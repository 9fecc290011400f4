/**
 * The PetTracker on the embedded cloud, in a process of its own as `safelight up` runs it; sends a message for every
 * thumbnail that is written. With `BENCH_ANALYSIS` the analysis worker runs beside it and looks at every photo too.
 */
import { findBlueprint, startSession } from '#harness';
import { optimizeEarly } from '#harness/early-optimization';

const pettracker = findBlueprint('pettracker');
const withoutWorker: typeof pettracker = {
  ...pettracker,
  resources(context) {
    const { environment, ...resources } = pettracker.resources(context);
    const { ANALYSIS_QUEUE: _, ...rest } = environment;
    return { ...resources, environment: rest };
  },
};

const blueprint = process.env['BENCH_ANALYSIS'] === undefined ? withoutWorker : pettracker;
const session = await startSession({ blueprint });
optimizeEarly();
const { cloud } = session;
// An object that somebody writes because of something, and not from outside.
cloud.journal.subscribe(({ type, operation, cause }) => {
  if (type === 'call' && operation === 'PutObject' && cause !== 0) process.send?.('thumbnail');
});
process.send?.(Number(new URL(cloud.endpoint).port));
process.on('disconnect', () => void session.close(0).finally(() => process.exit()));
