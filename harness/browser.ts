/**
 * A headless Chromium for tests: what a page may do, how a preflight is asked and which headers a form brings are
 * the browser's to decide, and no client library decides them the same way. It reaches the loopback and nothing else.
 *
 * Chromium is the distribution's, not a download: `.ci/run` installs it.
 */
import { chromium, type Browser } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Every name is this machine, so that a page may have any origin and nothing asked for leaves the loopback.
  '--host-resolver-rules=MAP * 127.0.0.1',
];

/** A browser that closes with the scope: `await using browser = await openBrowser()`. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: EXECUTABLE, headless: true, args: FLAGS });
