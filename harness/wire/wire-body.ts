import { createHash } from 'node:crypto';
import type { WireBody } from './exchange.ts';

/** Bytes of a text that are kept; and of a body that is no text, in base64. */
const LONGEST_TEXT = 65_536;
const LONGEST_BINARY = 262_144;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** What was sent, as far as it is kept. */
export function wireBody(chunks: readonly Uint8Array[]): WireBody {
  const bytes = Buffer.concat(chunks);
  if (bytes.length <= LONGEST_TEXT) {
    const text = textOf(bytes);
    if (text !== undefined) return { text };
  }
  const digest = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  return bytes.length <= LONGEST_BINARY ? { ...digest, base64: bytes.toString('base64') } : digest;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = decoder.decode(bytes);
    // eslint-disable-next-line no-control-regex -- exactly these tell that it is no text
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
