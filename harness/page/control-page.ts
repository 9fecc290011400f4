/** The web page of a running cloud: one document with its style and script in it, which nothing else may join. */
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Cloud, ControlPage } from '#aws';
import { clientText } from './client-source.ts';
import { costNow } from './cost-facts.ts';

/** The page for a cloud, with a secret of its own. */
export async function controlPage(cloud: Pick<Cloud, 'meter'>): Promise<ControlPage> {
  const [template, style, script] = await Promise.all([
    readFile(new URL('./client/page.html', import.meta.url), 'utf8'),
    readFile(new URL('./client/page.css', import.meta.url), 'utf8'),
    clientText(),
  ]);
  const secret = randomBytes(32).toString('base64url');
  const html = template
    .replace('secret of this cloud', () => secret)
    .replace('<!-- style -->', () => `<style>${style}</style>`)
    .replace('<!-- script -->', () => `<script type="module">${inlined(script)}</script>`);
  return {
    secret,
    html,
    policy: policyOf(style, inlined(script)),
    facts: async () => ({ cost: costNow(cloud) }),
  };
}

/** Nothing in a script may look like the end of it. */
const inlined = (script: string): string => script.replaceAll('</script', String.raw`<\/script`);

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Only this very script and style run. Pictures and requests go to the cloud itself; what a bucket holds cannot become part
 * of the page. `unsafe-hashes` would be needed for style attributes; the script sets properties instead.
 */
const policyOf = (style: string, script: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
