/**
 * What an image holds that would make it something else for another reader: script for a browser, code for a server, an
 * archive, a document. An image that is two things at once is let in as the one and run as the other.
 *
 * Gaps: only what is written out is found, not what is compressed within a segment.
 */

/** Each is long enough that compressed pixels do not hold it by chance. */
const ACTIVE = /<script|<html|<!doctype|<\?php|<svg[\s>]|javascript:/i;

/** Readers of PDF accept its head anywhere in the first kilobyte. */
const PDF_WINDOW = 1_024;
/** A ZIP's end record: 22 bytes, and a comment of at most 65,535. */
const ZIP_END = Buffer.from('PK\u0005\u0006', 'latin1');
const ZIP_END_BYTES = 22;

/** Archives are read from their end, so that anything may stand before them. */
function endsAsZip(bytes: Buffer): boolean {
  const at = bytes.lastIndexOf(ZIP_END);
  if (at < 0 || at + ZIP_END_BYTES > bytes.length) return false;
  return at + ZIP_END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length;
}

/** What the image is besides an image, in words; `undefined` when it is nothing else. */
export function foreignContent(image: Uint8Array): string | undefined {
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  const active = ACTIVE.exec(bytes.toString('latin1'));
  if (active !== null) return `markup or script (${active[0].trim().toLowerCase()})`;
  if (bytes.subarray(0, PDF_WINDOW).includes('%PDF-')) return 'a PDF document';
  return endsAsZip(bytes) ? 'a ZIP archive' : undefined;
}
