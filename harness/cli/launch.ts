#!/usr/bin/env node
/**
 * The command line's entry. It loads under any Node that knows modules, so that an old one is told what is needed
 * instead of failing on the first import it does not know; and it turns the compile cache on before anything large.
 */
import module from 'node:module';

const OLDEST_NODE = 24;

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  process.stderr.write(
    `ERR_NODE_VERSION: safelight needs Node ${OLDEST_NODE} or later; this is ${process.version}.\n` +
      'Install one, or run `npm install --save-dev node@24` and start safelight with npx.\n',
  );
  process.exitCode = 2;
} else {
  module.enableCompileCache();
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
