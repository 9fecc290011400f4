/** The process that crash tests kill: a cloud on a data folder, whose time moves only when told. */
import { flushCompileCache } from 'node:module';
import { createCloud, SafelightError } from '#aws';

const [data = '', durability] = process.argv.slice(2);
try {
  const cloud = await createCloud({
    data,
    clock: 'manual',
    durability: durability === 'power' ? 'power' : 'process',
  });
  process.stdout.write(`${JSON.stringify({ endpoint: cloud.endpoint, recovery: cloud.recovery ?? null })}\n`);
  // Written at an orderly end otherwise, which hardly one of these processes comes to.
  flushCompileCache();
  process.once('SIGTERM', () => void cloud.close(0));
} catch (error) {
  if (!(error instanceof SafelightError)) throw error;
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exitCode = error.exitCode;
}
