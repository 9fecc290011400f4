/**
 * A 64-bit hash of what an image looks like: the signs of its lowest frequencies (pHash). Resizing, recompression and
 * slight changes of colour turn over a few bits; another picture differs in about half of them.
 */

/** The hash reads an image of this many pixels in each direction. */
export const HASH_INPUT_EDGE = 32;

const HASH_EDGE = 8;

/** `COSINES[frequency][position]` of a discrete cosine transform (DCT-II). */
const COSINES: readonly (readonly number[])[] = Array.from({ length: HASH_EDGE }, (_, frequency) =>
  Array.from({ length: HASH_INPUT_EDGE }, (_unused, position) =>
    Math.cos(((2 * position + 1) * frequency * Math.PI) / (2 * HASH_INPUT_EDGE)),
  ),
);

/** The 8 × 8 lowest frequencies of the image, row by row. */
function lowFrequencies(grey: Uint8Array): number[] {
  const rows = COSINES.map((cosines) =>
    Array.from({ length: HASH_INPUT_EDGE }, (_, y) =>
      cosines.reduce((sum, cosine, x) => sum + cosine * (grey[y * HASH_INPUT_EDGE + x] ?? 0), 0),
    ),
  );
  return COSINES.flatMap((cosines) =>
    rows.map((row) => cosines.reduce((sum, cosine, y) => sum + cosine * (row[y] ?? 0), 0)),
  );
}

/**
 * Hashes 32 × 32 grey pixels; 16 hexadecimal digits.
 * Each bit says whether one frequency lies above the median of all but the mean brightness.
 */
export function perceptualHash(grey: Uint8Array): string {
  const frequencies = lowFrequencies(grey);
  const sorted = frequencies.slice(1).toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const bits = frequencies.map((frequency) => (frequency > median ? '1' : '0')).join('');
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

/** In how many of the 64 bits two hashes differ. Up to about 10, the images look alike. */
export const hashDistance = (one: string, other: string): number =>
  (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2).replaceAll('0', '').length;
