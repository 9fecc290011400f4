#!/usr/bin/env node
/**
 * The command line's entry. It loads under any Node that knows modules, so that an old one is told what is needed
 * instead of failing on the first import it does not know; and it turns the compile cache on before anything large.
 */
import module from 'node:module';

/** Major and minor version of the oldest Node: the first 22 that runs TypeScript as it is written. */
const OLDEST_NODE = [22, 18] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [oldestMajor, oldestMinor] = OLDEST_NODE;

if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
  process.stderr.write(
    `ERR_NODE_VERSION: safelight needs Node ${OLDEST_NODE.join('.')} or later; this is ${process.version}.\n` +
      'Install one, or run `npm install --save-dev node@24` and start safelight with npx.\n',
  );
  process.exitCode = 2;
} else {
  module.enableCompileCache();
  keepQuietAboutSqlite();
  const { main } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
}

/** Node calls its SQLite experimental at every start; which of it works is for our tests to say, not for each user. */
function keepQuietAboutSqlite(): void {
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    if (!message.startsWith('SQLite is an experimental feature'))
      process.stderr.write(`${name}: ${message}\n`);
  });
}
