/**
 * The first `nextDouble()` of a `java.util.Random`: what `$random(seed)` gives. Evidence: AWS answers 0.7275636800328681
 * for 42 (floci-io/floci#2662, 2026-08-28), the number that Java's documented generator begins with.
 */
const MULTIPLIER = 0x5_deec_e66dn;
const MASK = (1n << 48n) - 1n;

export function javaRandom(seed: number): number {
  let state = (BigInt(Math.trunc(seed)) ^ MULTIPLIER) & MASK;
  const bits = (count: bigint): bigint => {
    state = (state * MULTIPLIER + 0xbn) & MASK;
    return state >> (48n - count);
  };
  const high = bits(26n) << 27n;
  return Number(high + bits(27n)) / 2 ** 53;
}
