/**
 * A headless Chromium for tests: what a page may do, how a preflight is asked and which headers a form brings are
 * the browser's to decide, and no client library decides them the same way. It reaches the loopback and nothing else.
 *
 * Chromium is the distribution's, not a download: `.ci/run` installs it.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import type { Lacks } from './targets/target.ts';

/**
 * The first that is there: the same engine without the windows, tabs and bars of a browser, which a page takes half of the
 * processor time in (measured on Chromium 156, 2026-11-30: 14 pages 1.8 s instead of 3.8).
 */
const EXECUTABLES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const DRIVER = 'playwright-core';

const DISABLED = [
  // A page that a test answers for has no address; to Chromium the loopback would be a network foreign to it.
  'LocalNetworkAccessChecks',
  // A process kept ready for the next page takes 0.1 s of processor time, and most pages close before there is a next.
  'SpareRendererForSitePerProcess',
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${DISABLED.join()}`,
  // Every name is this machine, so that a page may have any origin and nothing asked for leaves the loopback.
  '--host-resolver-rules=MAP * 127.0.0.1',
];

/** A browser that closes with the scope: `await using browser = await openBrowser()`. */
export const openBrowser = async (): Promise<Browser> => {
  const { chromium } = await import('playwright-core');
  // Without a locale of UTF-8 it sends files whose names are not ASCII as files without a name.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  // Without any, Playwright tells where it looked for its own.
  const found = EXECUTABLES.find((path) => existsSync(path));
  return chromium.launch({
    ...(found !== undefined && { executablePath: found }),
    headless: true,
    args: FLAGS,
    env,
  });
};

/** What cannot be shown without Chromium, or without the package that drives it. */
export function browserLack(): Lacks {
  if (!EXECUTABLES.some((path) => existsSync(path)))
    return { browser: `there is no Chromium at ${EXECUTABLES.join(' or ')}` };
  if (!isInstalled(DRIVER))
    return { browser: `${DRIVER} is not installed: npm install --save-dev ${DRIVER}` };
  return {};
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
