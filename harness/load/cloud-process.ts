/**
 * The cloud under load, in a process of its own: what it takes of processor and memory is then its alone, and reading k6's
 * samples does not keep it waiting.
 */
import { createCloud } from '#aws';
import { optimizeEarly } from '../early-optimization.ts';
import { boundYoungGeneration } from '../young-generation.ts';

boundYoungGeneration();
const cloud = await createCloud({ port: 0, clock: 'real' });
optimizeEarly();
process.send?.({ endpoint: cloud.endpoint });
process.once('disconnect', () => void cloud.close(0).finally(() => process.exit()));
// A terminal's Ctrl-C reaches the whole group: whoever started this cloud decides when it ends.
process.on('SIGINT', () => undefined);
