/** How every page begins that we write: it needs nothing else, and its policy lets nothing else in, scripts least of all. */
import { createHash } from 'node:crypto';
import { escapeXml } from './junit.ts';

/** Everything up to the body. Styles outside of `style` are ignored by browsers. */
export function pageHead(title: string, style: string): string {
  const digest = createHash('sha256').update(style).digest('base64');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest}'">
<meta name="viewport" content="width=device-width">
<title>${escapeXml(title)}</title>
<style>${style}</style>
`;
}
